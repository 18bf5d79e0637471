#!/bin/sh
# SPDX-License-Identifier: MIT
# Runs test suites and counts. A suite is a command that prints `ok …` or `not ok …` a line for each test (TAP), and `# skip …` for one that
# cannot be made here; one that ends badly without a failing line counts as a failure itself, and so does one that runs no test. As many run at
# once as there are processors (JOBS).   usage: run SUITE...
set -u
export PYTHONDONTWRITEBYTECODE=1

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

count=0
for suite in "$@"; do
    count=$((count + 1))
    printf '%s\n' "$suite" >"$folder/$count.suite"
    printf '%s\0' "$folder/$count" >>"$folder/suites"
done

one='start=$(date +%s); $(cat "$0.suite") >"$0.log" 2>&1; echo $? >"$0.status"; echo $(($(date +%s) - start)) >"$0.time"'
jobs=${JOBS:-$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1)}
[ $count -eq 0 ] || xargs -0 -n 1 -P "$jobs" sh -c "$one" <"$folder/suites"

passed=0
failed=0
skipped=0
i=0
while [ $((i += 1)) -le $count ]; do
    log=$folder/$i.log
    status=$(cat "$folder/$i.status" 2>/dev/null || echo 255)
    good=$(grep -c '^ok' "$log")
    bad=$(grep -c '^not ok' "$log")
    skips=$(grep -c '^# skip' "$log")
    if [ $((good + bad + skips)) -eq 0 ] || { [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; }; then
        bad=$((bad + 1))
    fi
    passed=$((passed + good))
    failed=$((failed + bad))
    skipped=$((skipped + skips))
    printf '%-60.60s %5d passed, %d failed  %4d s\n' "$(cat "$folder/$i.suite")" "$good" "$bad" "$(cat "$folder/$i.time" 2>/dev/null || echo 0)"
    grep '^# skip' "$log"
    if [ "$bad" -ne 0 ]; then
        grep -v '^ok' "$log" | head -60
        echo "  (exit status $status)"
    fi
done

[ $skipped -eq 0 ] || echo "# $skipped skipped: these tests could not be made here"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
