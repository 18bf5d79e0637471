#!/bin/sh
# SPDX-License-Identifier: MIT
# Keeps, in tests/fuzz/corpus/TARGET, the fewest and smallest inputs that reach what all those found reach; files named regression-* stay.
# usage: keep LIBFUZZER-FOLDER FUZZING-FOLDER
set -eu
cd "$(dirname "$0")/../.."
limit() { case $1 in profile) echo 120 200000 ;; knowledge) echo 60 200000 ;; *) echo 70 40000 ;; esac; }
for target in profile knowledge arguments escape; do
    kept=tests/fuzz/corpus/$target
    merged=$(mktemp -d)
    "$1/$target" -merge=1 -timeout=20 -rss_limit_mb=2048 "$merged" "$2/$target/corpus" "$kept" "$2/seeds/$target" >/dev/null 2>&1 || true
    find "$kept" -type f ! -name 'regression-*' -delete
    # shellcheck disable=SC2046
    set -- "$1" "$2" $(limit $target)
    # Evenly from the smallest to the largest, up to the limit of files and of bytes.
    step=$(($(ls "$merged" | wc -l) / $3 + 1))
    ls -Sr "$merged" | awk "NR % $step == 0" | {
        left=$4
        while read -r file; do
            left=$((left - $(wc -c <"$merged/$file")))
            [ $left -ge 0 ] || break
            cp "$merged/$file" "$kept/$file"
        done
    }
    rm -rf "$merged"
    echo "$target: $(find "$kept" -type f | wc -l) kept"
done
