#!/bin/sh
# SPDX-License-Identifier: MIT
# The tarball: made twice the same, builds without git, passes a short suite, installs and uninstalls, and is clean again.
# usage: distcheck TARBALL FOLDER
set -u
. tests/suites/lib.sh
tarball=$(realpath "$1") folder=$(realpath "$2")
: "${MAKE:=make}"
name=$(basename "$tarball" .tar.gz)
quietly() { "$@" >"$folder/log" 2>&1 || { tail -n 40 "$folder/log"; false; }; }
listing() { find . -printf '%p %m %s\n' | LC_ALL=C sort; }

same 'everything is under one folder' "$name" "$(tar tzf "$tarball" | cut -d/ -f1 | sort -u)"
same 'one time, one owner' 1 "$(tar tvzf "$tarball" --full-time --numeric-owner | awk '{ print $2, $4, $5 }' | sort -u | wc -l)"
same 'nothing that was built' '' "$(tar tzf "$tarball" | grep -E '\.(o|a|gz)$|/build/')"
tar xzf "$tarball" -C "$folder" && cd "$folder/$name" || exit 1
GIT_DIR=/nonexistent
export GIT_DIR
unset MAKEFLAGS MAKELEVEL MAKEOVERRIDES BUILD # the tarball's own build, in its own folder
listing >"$folder/before"
quietly "$MAKE" -j2 WHOLE= CFLAGS='-O1 -g' WERROR=1 all manual
verdict 'it builds, without a warning' $?
PLANNER=build/planner sh tests/tools/run.sh tests/suites/golden.sh tests/suites/cli.sh >"$folder/log" 2>&1
status=$?
tail -n 1 "$folder/log"
[ $status -eq 0 ] || cat "$folder/log"
verdict 'its program passes golden and cli' $status
quietly "$MAKE" WHOLE= CFLAGS='-O1 -g' install DESTDIR="$folder/stage" PREFIX=/usr
verdict 'it installs' $?
same 'the installed program runs' "planner ${name#planner-}" "$("$folder/stage/usr/bin/planner" --version)"
quietly "$MAKE" WHOLE= CFLAGS='-O1 -g' uninstall DESTDIR="$folder/stage" PREFIX=/usr
same 'uninstall leaves no file' '' "$(find "$folder/stage" ! -type d)"
quietly "$MAKE" dist
cmp build/"$name.tar.gz" "$tarball"
verdict 'the tarball made from the tarball is the same' $?
quietly "$MAKE" clean
listing | diff "$folder/before" -
verdict 'make clean leaves the tree as it was' $?
