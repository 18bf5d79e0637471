#!/bin/sh
# SPDX-License-Identifier: MIT
# Two builds in two folders, one after the other, in two locales and time zones: the same program, byte for byte.
set -u
cd "$(dirname "$0")/../.." || exit 2
. tests/suites/lib.sh
unset MAKEFLAGS MAKELEVEL SOURCE_DATE_EPOCH
build() { # folder, locale, time zone
    mkdir -p "$1/tests/tools"
    cp -r Makefile src include "$1/"
    cp tests/tools/setup.sh "$1/tests/tools/"
    (cd "$1" && LC_ALL=$2 TZ=$3 make -j2 all) >"$1/log" 2>&1 || tail -n 5 "$1/log"
}
one=$dir/a two=$dir/another/folder/elsewhere
build "$one" C UTC
build "$two" fr_FR.UTF-8 Asia/Tokyo
for file in knowledge_builtin.c register_builtin.c planner; do
    cmp "$one/build/$file" "$two/build/$file" 2>&1
    verdict "$file is the same from both" $?
done
! grep -aqF "$dir" "$one/build/planner"
verdict 'the program does not name the folder it was built in' $?
