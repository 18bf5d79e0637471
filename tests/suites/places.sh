#!/bin/sh
# SPDX-License-Identifier: MIT
# Where it is built and installed: a folder with spaces, accents and an apostrophe in its name, by a user, installed by root and under a prefix with
# a space; a compiler that set-up installs; and what `make` prints where.   make check-install
set -u
cd "$(dirname "$0")/../.." || exit 2
. tests/suites/lib.sh
: "${MAKE:=make}"
unset MAKEFLAGS MAKELEVEL MAKEOVERRIDES WHOLE BUILD PLANNER SOURCE_DATE_EPOCH
chmod 755 "$dir"
tree="$dir/Mes documents/été d'ici/planner"
mkdir -p "$tree"
{ if [ -e .git ]; then git ls-files; else find . -type f ! -path './build/*' ! -path '*/__pycache__/*'; fi; } | tar -c --files-from=- | tar -x -C "$tree"
cd "$tree" || exit 2
if [ "$(id -u)" = 0 ] && command -v setpriv >/dev/null; then
    chown -R nobody "$tree"
    as_user() { setpriv --reuid=65534 --regid=65534 --clear-groups env HOME="$dir" "$@"; }
else
    as_user() { "$@"; }
fi
make_it() { as_user "$MAKE" -j2 --no-print-directory WHOLE= CFLAGS=-O0 "$@" >"$dir/out" 2>"$dir/err"; }
owners() { find . ! -user "$(stat -c %U Makefile)" | head -5; }

make_it demo
verdict 'make demo' $?
[ "$(head -c 2 "$dir/out")" = '# ' ] && lacks -E '^ +[A-Z]+ ' "$dir/out" && build/planner examples/ville.yaml 2>/dev/null | alike - "$dir/out"
verdict 'the report alone is on standard output' $?
grep -q '^  LINK build/planner' "$dir/err"
verdict 'progress is on standard error' $?
lacks -aF "$tree" build/planner
verdict 'the program does not name the folder it was built in' $?
touch "$dir/then"
make_it all
verdict 'make again' $?
same 'compiles nothing' '' "$(find build -name '*.o' -newer "$dir/then"; grep -hE '^ +[A-Z]+ ' "$dir/out" "$dir/err")"
as_user env PLANNER=build/planner JOBS=2 sh tests/tools/run.sh tests/suites/cli.sh tests/suites/golden.sh tests/suites/register.sh tests/suites/contrast.py >"$dir/out" 2>&1
verdict 'suites pass there' $?

# ---- installed
home="$dir/a home" stage="$dir/un étage"
as_user mkdir -p "$dir/nowhere" 2>/dev/null || mkdir "$dir/nowhere"
prefix="$home/my dir"
"$MAKE" --no-print-directory WHOLE= CFLAGS=-O0 install PREFIX="$prefix" DESTDIR="$stage" >"$dir/out" 2>"$dir/err"
verdict 'make install, PREFIX and DESTDIR with a space' $?
same 'the program is there, and runs' "$(build/planner --version)" "$("$stage$prefix/bin/planner" --version)"
for file in share/man/man1/planner.1 share/man/fr/man5/planner-profile.5 share/zsh/site-functions/_planner share/planner/profile.schema.json share/doc/planner/docs/profile.md; do
    test -s "$stage$prefix/$file"
    verdict "$file is there" $?
done
mkdir -p "$home" && cp -r "$stage$home/." "$home/"
flags=$(PKG_CONFIG_PATH="$prefix/lib/pkgconfig" pkg-config --cflags --libs --static planner)
eval "${CC:-cc} -o '$dir/embed' examples/embed.c $flags" 2>"$dir/err" && "$dir/embed" examples/minimal.yaml 2026-11-24 2>/dev/null | grep -q '^# '
verdict 'pkg-config leads to the library in such a folder' $?
same 'nothing in the sources became root’s' '' "$(owners)"
"$MAKE" --no-print-directory uninstall PREFIX="$prefix" DESTDIR="$stage" >"$dir/out" 2>&1
same 'uninstall leaves no file' '' "$(find "$stage" ! -type d)"
make_it clean && [ ! -e build ]
verdict 'the user can clean up after root' $?

# ---- without permission
if [ "$(id -u)" = 0 ] && ! command -v setpriv >/dev/null; then
    skip 'an installation without permission' 'nothing can be done as somebody else here'
else
    mkdir -p "$dir/locked/bin" && chmod 555 "$dir/locked/bin" "$dir/locked"
    make_it install PREFIX="$dir/locked"
    [ $? -ne 0 ] && grep -q 'sudo make install' "$dir/err" && grep -q 'PREFIX=' "$dir/err"
    verdict 'an installation without permission says how to' $?
    chmod 755 "$dir/locked" "$dir/locked/bin"
fi

# ---- no compiler and no pkg-config before set-up, which puts them there
mkdir "$dir/tools" "$dir/later"
for tool in /usr/bin/* /bin/*; do
    case ${tool##*/} in cc | c99 | gcc | gcc-* | *-gcc | *-gcc-* | pkg-config | pkgconf) ;; *) ln -s "$tool" "$dir/tools/" 2>/dev/null ;; esac
done
cat >tests/tools/setup.sh <<END
for tool in cc gcc pkg-config; do ln -sf "\$(PATH=/usr/bin:/bin command -v \$tool)" "$dir/tools/\$tool"; done
END
chmod 777 "$dir/tools"
flags_of() { as_user env PATH="$dir/tools" "$MAKE" --no-print-directory "$1" BUILD=build/late >"$dir/out" 2>"$dir/err" && cp build/late/flags "$dir/flags-$2"; }
flags_of build/late/flags first && grep -q -e '-flto=auto' "$dir/flags-first"
verdict 'the first flags are those of the compiler that was installed' $?
flags_of build/late/flags again && alike "$dir/flags-again" "$dir/flags-first"
verdict 'and the next are the same' $?
