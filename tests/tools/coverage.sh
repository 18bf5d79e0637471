#!/bin/sh
# SPDX-License-Identifier: MIT
# Figures of a build with gcov after its tests, over src/ but for the host programs, which run before there is anything to test. Branches that
# cannot be taken are left out where the compiler proves it. Fails under the figures reached.   usage: coverage BUILD
set -u
cd "$(dirname "$0")/../.." || exit 2
lines=97
branches=90
gcovr --root . --object-directory "$1/obj" --filter 'src/' --exclude 'src/load/emit.*' --exclude-unreachable-branches --exclude-throw-branches \
    --json-summary "$1/coverage.json" --txt "$1/coverage.txt" "$1/obj/src" || exit 1
tail -n +5 "$1/coverage.txt" | sed 's/^/# /'
for what in line branch; do
    least=$([ $what = line ] && echo $lines || echo $branches)
    reached=$(jq ".${what}_percent" "$1/coverage.json")
    if jq -e ".${what}_percent >= $least" "$1/coverage.json" >/dev/null; then
        echo "ok - ${what} coverage is $reached %, at least $least %"
    else
        echo "not ok - ${what} coverage is $reached %, less than $least %"
    fi
done
