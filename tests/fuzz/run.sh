#!/bin/sh
# SPDX-License-Identifier: MIT
# Fuzzes the targets for some seconds each, with libFuzzer and, where there is one, with AFL++ at the same time, and says how many inputs each
# tried. Fails on any finding; findings stay in FOLDER/TARGET.   usage: run SECONDS LIBFUZZER-FOLDER AFL-FOLDER|- FOLDER TARGET...
set -u
cd "$(dirname "$0")/../.." || exit 2
seconds=$1 libfuzzer=$2 afl=$3
mkdir -p "$4" && work=$(realpath "$4")
shift 4
export TMPDIR="$work/tmp"
rm -rf "$work/seeds" && mkdir -p "$TMPDIR" "$work/seeds"
sh tests/fuzz/seeds.sh "$work/seeds" || exit 2

with_libfuzzer() { # target
    length=65536
    [ "$1" = escape ] && length=1024
    [ "$1" = arguments ] && length=512
    mkdir -p "$work/$1/corpus" "$work/$1/found"
    "$libfuzzer/$1" -max_total_time="$seconds" -max_len=$length -timeout=20 -rss_limit_mb=2048 -dict="$work/seeds/$1.dict" \
        -artifact_prefix="$work/$1/found/" -print_final_stats=1 -verbosity=1 \
        "$work/$1/corpus" "$PWD/tests/fuzz/corpus/$1" "$work/seeds/$1" >"$work/$1/log" 2>&1
    status=$?
    tried=$(sed -n 's/^stat::number_of_executed_units: *//p' "$work/$1/log")
    if [ $status -eq 0 ] && [ "${tried:-0}" -gt 0 ]; then
        echo "ok - $1: $tried inputs by libFuzzer"
    else
        echo "not ok - $1 by libFuzzer (status $status, ${tried:-?} inputs)"
        grep -aE 'does not hold|ERROR|runtime error|SUMMARY|Test unit written' "$work/$1/log" | head -20
    fi
}

with_afl() { # target
    rm -rf "$work/$1/afl" "$work/$1/afl-seeds"
    mkdir -p "$work/$1/afl-seeds"
    # AFL++ wants few and small ones: the kept corpus, else some seeds.
    for file in "$PWD/tests/fuzz/corpus/$1"/* "$work/seeds/$1"/*; do
        [ -f "$file" ] && [ "$(wc -c <"$file")" -lt 60000 ] && cp "$file" "$work/$1/afl-seeds/"
        [ "$(ls "$work/$1/afl-seeds" | wc -l)" -lt 200 ] || break
    done
    AFL_SKIP_CPUFREQ=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_NO_UI=1 AFL_NO_AFFINITY=1 \
        afl-fuzz -V "$seconds" -t 5000 -m none -x "$work/seeds/$1.dict" -i "$work/$1/afl-seeds" -o "$work/$1/afl" \
        -- "$afl/$1" >"$work/$1/afl.log" 2>&1
    tried=$(sed -n 's/^execs_done *: *//p' "$work/$1/afl/default/fuzzer_stats" 2>/dev/null)
    found=$(find "$work/$1/afl/default/crashes" "$work/$1/afl/default/hangs" -name 'id*' 2>/dev/null | wc -l)
    if [ "${tried:-0}" -gt 0 ] && [ "$found" -eq 0 ]; then
        echo "ok - $1: $tried inputs by AFL++"
    else
        echo "not ok - $1 by AFL++: $found findings, ${tried:-0} inputs"
        tail -n 5 "$work/$1/afl.log"
    fi
}

for target in "$@"; do
    mkdir -p "$work/$target"
    [ "$afl" = - ] || with_afl $target >"$work/$target/afl.result" &
    with_libfuzzer $target
    wait
    [ "$afl" = - ] || cat "$work/$target/afl.result"
done >"$work/totals"
cat "$work/totals"
! grep -q '^not ok' "$work/totals"
