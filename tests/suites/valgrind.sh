#!/bin/sh
# SPDX-License-Identifier: MIT
# Representative runs under memcheck: no invalid access, no use of what is not set, nothing lost, no descriptor left open.
# usage: valgrind PLANNER      linked dynamically, without sanitizers
set -u
cd "$(dirname "$0")/../.." || exit 2
. tests/suites/lib.sh
planner=$1
export LC_ALL=C
watched() { # name, wanted status, arguments
    name=$1 wanted=$2
    shift 2
    valgrind --quiet --error-exitcode=99 --leak-check=full --show-leak-kinds=all --errors-for-leak-kinds=all "$planner" "$@" >"$dir/out" 2>"$dir/err" </dev/null
    status=$?
    if [ $status -eq "$wanted" ] && ! grep -q '^==' "$dir/err"; then echo "ok - $name"; else echo "not ok - $name (status $status)"; grep '^==' "$dir/err" | head -20; fi
}
formats=$(LC_ALL=C "$planner" help plan | sed -n 's/^formats: //p')
[ -n "$formats" ] || echo 'not ok - the help names no format'
for format in $formats; do
    watched "plan as $format" 0 examples/ville.yaml -f "$format"
    watched "plan as $format, 2011" 0 examples/minimal.yaml -f "$format" --edition 2011 --lang en
done
watched 'check of a good profile' 0 check examples/city.yaml
for fault in P003 P012 P015; do watched "check of $fault" 1 check "tests/diagnostics/$fault.yaml"; done
watched 'why' 0 why examples/ville.yaml linkedin
watched 'next' 0 next examples/minimal.yaml
watched 'chain' 0 chain examples/ville.yaml
watched 'compare' 0 compare --edition 2011,2026 examples/ville.yaml
watched 'init' 0 init --commune Rive-de-Gier
watched 'batch' 0 batch -j 2 -d "$dir/reports" --summary "$dir/summary.csv" examples/ville.yaml examples/village.yaml
watched 'knowledge from its folder' 0 check --knowledge src/knowledge examples/ville.yaml
watched 'a wrong command line' 2 plan --langue fr examples/ville.yaml
