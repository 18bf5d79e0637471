#!/bin/sh
# SPDX-License-Identifier: MIT
# What the binary itself shows of its hardening, not what the Makefile asks for.   PLANNER names the program
set -u
cd "$(dirname "$0")/../.." || exit 2
. tests/suites/lib.sh
export LC_ALL=C
readelf -hldW "$planner" >"$dir/elf" 2>&1
objdump -d --no-show-raw-insn "$planner" >"$dir/code" 2>/dev/null

grep -q '^ELF Header' "$dir/elf" || { echo 'not ok - a program'; exit 1; }
if grep -qE '<(__asan_init|__gcov_exit)' "$dir/code"; then
    skip 'what the binary shows' 'it is built for the sanitizers or for coverage'
    exit 0
fi
grep -q 'Type: *DYN' "$dir/elf"; verdict 'it may be loaded at any address' $?
grep -qE 'Flags:.* PIE' "$dir/elf"; verdict 'and says so' $?
grep -q 'GNU_RELRO' "$dir/elf"; verdict 'relocations are read-only once done' $?
grep -qE 'BIND_NOW|Flags:.*NOW' "$dir/elf"; verdict 'and all done at the start' $?
grep 'GNU_STACK' "$dir/elf" | grep -q 'RW '; verdict 'the stack is not executable' $?
lacks -E '^ +(LOAD|GNU_STACK).*RWE' "$dir/elf"; verdict 'no memory is writable and executable' $?
lacks TEXTREL "$dir/elf"; verdict 'code is not relocated' $?
lacks -E 'RPATH|RUNPATH' "$dir/elf"; verdict 'no folder is searched for libraries' $?
# The functions of our own that check their stack frame, and calls that check the size of what they write.
guarded=$(awk '/^[0-9a-f]+ </ { name = $2 } /call .*<__stack_chk_fail/ && name ~ /<pl_/ && !seen[name]++ { n++ } END { print n + 0 }' "$dir/code")
[ "$guarded" -ge 20 ]; verdict "stack frames are guarded ($guarded functions)" $?
checked=$(grep -cE 'call .*<_*(snprintf|vsnprintf|memcpy|read|strcat|memset)_chk' "$dir/code")
[ "$checked" -ge 3 ]; verdict "writes into arrays are checked ($checked calls)" $?
