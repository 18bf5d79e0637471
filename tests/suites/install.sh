#!/bin/sh
# SPDX-License-Identifier: MIT
# What `make install` puts where, and whether it serves: manual, completions, schema, library; and that uninstall takes all of it away.
# BUILD is built already.   make check-install
set -u
. tests/suites/lib.sh
root=$(pwd)
: "${BUILD:=build}" "${MAKE:=make}"
work=$dir

# ---- what is where, and what uninstall leaves
prefix=$work/prefix
mkdir -p "$prefix/bin" "$prefix/lib" "$prefix/include" "$prefix/share/man/man1" "$prefix/share/doc"
touch "$prefix/bin/other" "$prefix/share/man/man1/other.1" "$prefix/share/doc/other"
(cd "$prefix" && find . | sort) >"$work/before"
make_it() { "$MAKE" --no-print-directory BUILD="$BUILD" PREFIX="$prefix" "$@" >"$work/log" 2>&1 || { cat "$work/log"; false; }; }
make_it install
verdict 'make install' $?
for file in bin/planner lib/libplanner.a lib/pkgconfig/planner.pc include/planner.h share/planner/profile.schema.json \
    share/man/man1/planner.1 share/man/man5/planner-profile.5 share/man/man5/planner-knowledge.5 share/man/fr/man1/planner.1 \
    share/man/fr/man5/planner-profile.5 share/man/fr/man5/planner-knowledge.5 share/bash-completion/completions/planner \
    share/zsh/site-functions/_planner share/fish/vendor_completions.d/planner.fish share/doc/planner/README.md \
    share/doc/planner/docs/profile.md share/doc/planner/examples/ville.yaml share/doc/planner/examples/embed.c; do
    test -s "$prefix/$file"
    verdict "$file is installed" $?
done
(cd "$prefix" && find . -type f -perm /022 -o -type f -perm /111 ! -path ./bin/planner) >"$work/modes"
same 'modes: 644, and 755 for the program' '' "$(cat "$work/modes")"
planner=$prefix/bin/planner
PATH=$prefix/bin:$PATH

same 'the installed program tells its version' "planner $(sed -n 's/^VERSION *:= //p' Makefile)" "$("$planner" --version)"
"$planner" schema 2>/dev/null | cmp -s - "$prefix/share/planner/profile.schema.json"
verdict 'the schema installed is the one the program writes' $?
grep -qF "$prefix/share/planner/profile.schema.json" "$prefix/share/man/man1/planner.1"
verdict 'the manual names the schema where it is' $?
for link in $(sed -n 's/.*](\([a-z][^):]*\)).*/\1/p' README.md | sed 's/#.*//'); do
    test -e "$prefix/share/doc/planner/$link"
    verdict "README.md: $link is there" $?
done

# ---- manual pages
months='January|February|March|April|June|July|August|September|October|November|December'
for page in $(find "$prefix/share/man" -name 'planner*' | sort); do
    name=${page#"$prefix/share/man/"}
    lint=$(mandoc -Tlint -Wwarning "$page" 2>&1)
    same "$name: no warning of mandoc" '' "$lint"
    ! grep -q '@[A-Z]*@' "$page"
    verdict "$name: every mark is replaced" $?
    mandoc -Tutf8 "$page" 2>/dev/null | col -b >"$work/page"
    case $name in
    fr/*)
        ! grep -nwE "$months|the|and|which|with|Manual" "$work/page" | grep -vE '^[0-9]+: +(name|kind|and|the):'
        verdict "$name: no English" $?
        ;;
    *)
        ! sed 's/une demi-journée//' "$work/page" | grep -nE ' (le|les|des|une|et|avec) '
        verdict "$name: no French" $?
        ;;
    esac
done
for page in man1/planner.1 fr/man1/planner.1; do
    mandoc -Tutf8 "$prefix/share/man/$page" 2>/dev/null | col -b >"$work/page"
    case $page in fr/*) language=fr ;; *) language=en ;; esac
    for command in $(LC_ALL=$language "$planner" help | sed -n 's/^  \([a-z]*\) \{2,\}[^ ].*/\1/p'); do
        grep -qE "^ +$command( |$)" "$work/page"
        verdict "$page: command $command" $?
    done
    for option in $(for command in $("$planner" help | sed -n 's/^  \([a-z]*\) \{2,\}[^ ].*/\1/p'); do "$planner" help "$command"; done |
        sed -n 's/^  \(-., \)\{0,1\}\(--[a-z-]*\).*/\2/p' | sort -u); do
        grep -qF -- "$option" "$work/page"
        verdict "$page: option $option" $?
    done
    for variable in LC_ALL LC_MESSAGES LANG NO_COLOR SOURCE_DATE_EPOCH; do
        grep -qw "$variable" "$work/page"
        verdict "$page: $variable" $?
    done
done
for page in man5/planner-profile.5 fr/man5/planner-profile.5; do
    mandoc -Tutf8 "$prefix/share/man/$page" 2>/dev/null | col -b | tr -s ' ,.' '\n\n\n' | sort -u >"$work/words"
    sed -n 's/^##* `\(.*\)`$/\1/p' docs/profile.md | sed 's/.*\.//' | sort -u | comm -23 - "$work/words" >"$work/missing"
    same "$page: every field of the vocabulary" '' "$(cat "$work/missing")"
    same "$page: no heading twice" '' "$(sed -n 's/^\.S[HS] //p' "$prefix/share/man/$page" | sort | uniq -d)"
done
for page in man5/planner-knowledge.5 fr/man5/planner-knowledge.5; do
    mandoc -Tutf8 "$prefix/share/man/$page" 2>/dev/null | col -b | tr -sc 'a-zA-Z0-9_.-' '\n' | sort -u >"$work/words"
    "$planner" knowledge list | awk '{ print $2 }' | sort -u | grep -v '^platform$' | comm -23 - "$work/words" >"$work/missing"
    same "$page: every kind of rule" '' "$(cat "$work/missing")"
done
same 'man finds the page' planner.1 "$(man -w -M "$prefix/share/man" planner | sed 's,.*/,,')"
# By its folder: man chooses a language by the locales of the machine, and French may not be one of them.
same 'man finds the French page' fr/man1 "$(man -w -M "$prefix/share/man/fr" planner | sed 's,.*share/man/,,; s,/planner.*,,')"

# ---- completions: what they offer is tried by tests/suites/complete.sh, here that each shell asks and shows it
zsh -n "$prefix/share/zsh/site-functions/_planner"
verdict 'zsh reads its completion' $?
fish -n "$prefix/share/fish/vendor_completions.d/planner.fish"
verdict 'fish reads its completion' $?
for pair in bash:bash-completion/completions/planner zsh:zsh/site-functions/_planner fish:fish/vendor_completions.d/planner.fish; do
    python3 tests/suites/complete-shell.py "${pair%%:*}" "$prefix/share/${pair#*:}" 2>&1
    verdict "${pair%%:*} is done with its cases" $?
done
suggest() { (cd examples && XDG_CONFIG_HOME=$work HOME=$work LC_ALL=$1 fish -N -c "source '$prefix/share/fish/vendor_completions.d/planner.fish'; complete -C '$2'"); }
has 'fish: a command, in English' "$(printf 'schema\twrites the JSON Schema of the profile')" "$(suggest C.UTF-8 'planner sch')"
has 'fish: a command, in French' "$(printf 'schema\técrit le schéma JSON du profil')" "$(suggest fr_FR.UTF-8 'planner sch' 2>/dev/null)"

# ---- the library
others=$(nm -g --defined-only "$prefix/lib/libplanner.a" | awk 'NF == 3 && $3 !~ /^(pl_|planner_)/ && $3 !~ /^__gnu_lto/ { print $3 }' | sort -u)
same 'the library defines no name without its prefix' '' "$others"
nm -g --defined-only "$prefix/lib/libplanner.a" | awk '{ print $3 }' | grep -qx planner_plan_make
verdict 'the library defines the interface' $?
export PKG_CONFIG_PATH="$prefix/lib/pkgconfig"
same 'pkg-config: version' "$("$planner" --version | cut -d' ' -f2)" "$(pkg-config --modversion planner)"
cd "$work" || exit 2 # away from the sources
# shellcheck disable=SC2046
${CC:-cc} -std=c11 -Wall -Wextra -Wpedantic -Werror -o embed "$prefix/share/doc/planner/examples/embed.c" $(pkg-config --cflags --libs --static planner)
verdict 'an example links against what is installed' $?
# shellcheck disable=SC2046
${CC:-cc} -std=c11 -static -o embed-static "$prefix/share/doc/planner/examples/embed.c" $(pkg-config --cflags --libs --static planner)
verdict 'the same without any shared library' $?
cp "$prefix/share/doc/planner/examples/"*.yaml .
for profile in ville city minimal; do
    "$planner" "$profile.yaml" --lang en --date 2026-11-24 >expected 2>/dev/null
    ./embed "$profile.yaml" 2026-11-24 2>/dev/null | cmp - expected
    verdict "the example writes what the program does: $profile" $?
    ./embed-static "$profile.yaml" 2026-11-24 2>/dev/null | cmp - expected
    verdict "so does the static one: $profile" $?
done
printf 'name: X\nkind: nothing\n' >bad.yaml
./embed bad.yaml 2026-11-24 >out 2>err
same 'the example refuses a faulty profile' 1 $?
grep -q '^bad.yaml:2:7: error' err && ! test -s out
verdict 'and says where' $?
for date in 2026-02-30 2026-13-01 2026-11-24x 24/11/2026 20781; do
    ./embed ville.yaml $date >out 2>err
    [ $? -eq 2 ] && grep -q '^usage' err
    verdict "and a day that is none: $date" $?
done
cat >plus.cc <<'END'
#include <planner.h>
int main() { planner_plan_free(nullptr); return 0; }
END
! command -v c++ >/dev/null 2>&1 || c++ -Wall -Werror -fsyntax-only $(pkg-config --cflags planner) plus.cc
verdict 'the header serves C++' $?
cd "$root" || exit 2

# ---- away again
make_it uninstall
verdict 'make uninstall' $?
(cd "$prefix" && find . | sort) | diff "$work/before" -
verdict 'uninstall leaves what was there before, and nothing else' $?

prefix=/opt/somewhere
make_it install DESTDIR="$work/stage" MANDIR=/opt/somewhere/man LIBDIR=/opt/somewhere/lib64
verdict 'make install under DESTDIR with folders of its own' $?
test -x "$work/stage/opt/somewhere/bin/planner" && test -s "$work/stage/opt/somewhere/man/fr/man1/planner.1" &&
    grep -qx 'libdir=/opt/somewhere/lib64' "$work/stage/opt/somewhere/lib64/pkgconfig/planner.pc"
verdict 'PREFIX, MANDIR and LIBDIR are kept to; DESTDIR is in no file' $?
! grep -rlF "$work" "$work/stage"
verdict 'no file names the stage' $?
make_it uninstall DESTDIR="$work/stage" MANDIR=/opt/somewhere/man LIBDIR=/opt/somewhere/lib64
same 'uninstall leaves no file there' '' "$(find "$work/stage" ! -type d)"
