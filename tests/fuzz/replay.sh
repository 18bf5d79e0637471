#!/bin/sh
# SPDX-License-Identifier: MIT
# Runs the fuzz targets, as plain programs, over the inputs that are kept.   PLANNER names the program: the targets are beside it
set -u
cd "$(dirname "$0")/../.." || exit 2
folder=$(dirname "${PLANNER:-build/planner}")/fuzz
for target in profile knowledge arguments escape; do
    "$folder/$target" "tests/fuzz/corpus/$target" 2>/tmp/replay.$$ || { echo "not ok - $target: $(tail -n 2 /tmp/replay.$$ | tr '\n' ' ')"; }
done
rm -f /tmp/replay.$$
