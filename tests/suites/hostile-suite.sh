#!/bin/sh
# SPDX-License-Identifier: MIT
# Every hostile profile through `check` and through the report, each a test of its own.
set -u
cd "$(dirname "$0")/../.." || exit 2
. tests/suites/lib.sh
for command in "check {}" "{} --lang fr" "{} --format json" "check --edition 2011 {}"; do
    # shellcheck disable=SC2086
    python3 tests/suites/run-hostile.py "$planner" $command -- tests/hostile || verdict "$command: the runner ends well" 1
done
