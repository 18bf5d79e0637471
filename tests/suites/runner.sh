#!/bin/sh
# SPDX-License-Identifier: MIT
# The runner itself: it fails when a test fails, when a suite dies, when a suite runs nothing. And what suites share: no command of lib.sh is true
# of nothing, and a suite that a program without effect passes is found.
set -u
cd "$(dirname "$0")/../.." || exit 2
. tests/suites/lib.sh
suite() { printf '#!/bin/sh\n%s\n' "$2" >"$dir/$1"; chmod +x "$dir/$1"; }
suite good 'echo "ok 1 - a"'
suite bad 'echo "ok 1 - a"; echo "not ok 2 - b"'
suite dies 'echo "ok 1 - a"; exit 3'
suite empty 'true'

expect() { # status, last line, suites
    wanted=$1 line=$2
    shift 2
    out=$(sh tests/tools/run.sh "$@")
    status=$?
    if [ $status -eq "$wanted" ] && [ "$(printf '%s\n' "$out" | tail -n 1)" = "$line" ]; then
        echo "ok - $line"
    else
        echo "not ok - wanted $wanted «$line», got $status «$(printf '%s\n' "$out" | tail -n 1)»"
    fi
}
expect 0 '1 passed, 0 failed' "$dir/good"
expect 1 '1 passed, 1 failed' "$dir/bad"
expect 1 '1 passed, 1 failed' "$dir/dies"
expect 1 '0 passed, 1 failed' "$dir/empty"
expect 1 '2 passed, 1 failed' "$dir/bad" "$dir/good"
suite skips 'echo "# skip - a: no reason"'
expect 0 '1 passed, 0 failed' "$dir/good" "$dir/skips"
expect 1 '0 passed, 0 failed' "$dir/skips"

: >"$dir/empty"
echo '{"a": true}' >"$dir/json"
not() { name=$1; shift; ! "$@" >/dev/null 2>&1; verdict "not $name" $?; }
jq_true .a "$dir/json"; verdict 'jq_true: true' $?
for filter in .b '.a, .a' empty 'error' '"true"'; do not "jq_true: $filter" jq_true "$filter" "$dir/json"; done
not 'jq_true: of nothing' jq_true true "$dir/empty"
not 'jq_true: of a file that is not there' jq_true true "$dir/none"
lacks -E 'b|c' "$dir/json"; verdict 'lacks: what is not there' $?
not 'lacks: what is there' lacks a "$dir/json"
not 'lacks: of nothing' lacks a "$dir/empty"
not 'lacks: of a file that is not there' lacks a "$dir/none"
not 'lacks: a pattern that is none' lacks -E '(' "$dir/json"
alike "$dir/json" "$dir/json"; verdict 'alike: the same' $?
not 'alike: another' alike "$dir/empty" "$dir/json"
not 'alike: two that are empty' alike "$dir/empty" "$dir/empty"
many 2 2; verdict 'many: as many' $?
not 'many: none of either' many 0 0
printf '# a\n\nb\n' >"$dir/full"; sections_full "$dir/full"; verdict 'sections_full: a text under its heading' $?
printf '# a\n\n# b\n\nc\n' >"$dir/hollow"; not 'sections_full: nothing under one' sections_full "$dir/hollow"
not 'sections_full: of nothing' sections_full "$dir/empty"

suite asks '"$PLANNER" && echo "ok - a" || echo "not ok - a"'
suite blind 'for i in 1 2 3 4 5 6 7 8; do echo "ok - $i"; done; echo "not ok - 9"'
[ "$(python3 tests/suites/null.py "$dir/blind" | grep -c '^not ok')" -eq 2 ]; verdict 'a suite that never asks the program is found, with either' $?
[ "$(python3 tests/suites/null.py "$dir/asks" | grep '^not ok')" = "not ok - $dir/asks, with a program that says nothing: 1 of 1 pass" ]; verdict 'so is one that asks for its status alone' $?
