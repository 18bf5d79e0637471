#!/bin/sh
# SPDX-License-Identifier: MIT
# No function of base/escape.h is left out of its fuzz target, and no target is without kept inputs.
cd "$(dirname "$0")/../.." || exit 2
for function in $(grep -oE '\bpl_[a-z_]+\(' src/base/escape.h | tr -d '(' | sort -u); do
    if grep -q "\b$function\b" tests/fuzz/escape.c; then echo "ok - $function is fuzzed"; else echo "not ok - $function is not named in tests/fuzz/escape.c"; fi
done
for target in $(sed -n 's/^FUZZ_TARGETS := //p' Makefile); do
    count=$(find "tests/fuzz/corpus/$target" -type f | wc -l)
    if [ "$count" -gt 0 ]; then echo "ok - $target has $count kept inputs"; else echo "not ok - $target has no kept input"; fi
done
size=$(find tests/fuzz/corpus -type f -exec cat {} + | wc -c)
if [ "$size" -le 500000 ]; then echo "ok - the kept inputs are small ($size bytes)"; else echo "not ok - the kept inputs take $size bytes"; fi
