#!/bin/sh
# SPDX-License-Identifier: MIT
# Static analysis, the direction of includes, headers that stand alone, functions that are not used here. One TAP line each.
set -u
cd "$(dirname "$0")/../.." || exit 2
. tests/suites/lib.sh
flags="-std=c11 -D_XOPEN_SOURCE=700 -DPL_VERSION=\"0\" -DPL_SCHEMA=\"0\" -DPL_DOCS=\"0\" -DPL_PAGE=\"0\" -Isrc -Iinclude $(pkg-config --cflags yaml-0.1 libutf8proc libmd zlib libedit libxxhash)"

# clang-tidy and, with GATES=all, gcc's own analysis. Two warnings of the latter are false, each with its reason:
# null-argument: memcpy() in pl_buffer_add(); a buffer without memory has no room and never comes there;
# use-of-uninitialized-value in remedy.c: its table is filled up to `count` and read below it.
if [ "${1:-}" = --file ]; then
    # shellcheck disable=SC2086
    said=$(clang-tidy --quiet "$2" -- $flags 2>/dev/null)
    status=$?
    [ $status -eq 0 ] || printf '%s\n' "$said"
    verdict "clang-tidy $2" $status
    [ "${GATES:-}" = all ] || exit 0
    but=-Wno-analyzer-null-argument
    [ "$2" != src/engine/remedy.c ] || but="$but -Wno-analyzer-use-of-uninitialized-value"
    # shellcheck disable=SC2086
    said=$(gcc $flags -O1 -fanalyzer $but -Werror -c -o /dev/null "$2" 2>&1)
    status=$?
    [ $status -eq 0 ] || printf '%s\n' "$said"
    verdict "gcc -fanalyzer $2" $status
    exit 0
fi

cppcheck --quiet --std=c11 --enable=warning,performance,portability --inline-suppr --suppress=missingIncludeSystem \
    --error-exitcode=1 -Isrc -Iinclude -DPL_VERSION='"0"' src 2>&1
verdict cppcheck $?

# Each file on its own, as many at once as there are processors.
find src -name '*.c' | sort | xargs -n 1 -P "$(getconf _NPROCESSORS_ONLN)" sh tests/suites/lint.sh --file

for header in $(find src include -name '*.h' | sort); do
    # shellcheck disable=SC2086
    printf '#include "%s"\n' "${header#*/}" | cc $flags -Wall -Wextra -Werror -fsyntax-only -x c - 2>&1
    verdict "$header compiles alone" $?
done

# The layers, lowest first; a file may include its own layer and those before it (docs/architecture.md).
rank() { case $1 in base) echo 1 ;; yaml) echo 2 ;; model) echo 3 ;; load) echo 4 ;; engine | report) echo 5 ;; proof | draft) echo 6 ;; api | cli) echo 7 ;; page) echo 8 ;; *) echo 0 ;; esac }
for file in $(find src -name '*.[ch]' | sort); do
    layer=$(echo "$file" | cut -d/ -f2)
    bad=0
    for other in $(sed -n 's/^#include "\([a-z]*\)\/.*/\1/p' "$file" | sort -u); do
        if [ "$(rank "$other")" -gt "$(rank "$layer")" ] || { [ "$other" != "$layer" ] && [ "$(rank "$other")" -eq "$(rank "$layer")" ]; }; then
            echo "$file includes $other/"
            bad=1
        fi
    done
    [ $bad -eq 0 ]
    verdict "$file includes downwards" $?
done

! grep -nE '\b(strcpy|strcat|sprintf|gets|strtok|strtod|atoi|atof|setlocale|system|popen|strerror)\(' -r src
verdict 'no banned function' $?
! LC_ALL=C.UTF-8 grep -nP '« | »|\w :[ "%]|\w [;!?][ "]|\d \d{3}\b' src/base/messages.def src/cli/words.def
verdict 'messages in French have their no-break spaces' $?
! grep -nE '\b(malloc|realloc|calloc)\(' -r src --include='*.c' | grep -v '^src/base/arena.c'
verdict 'memory comes from base' $?
! grep -nE '\b(getenv|exit|printf|puts|fputs)\(' -r src --include='*.c' | grep -vE '^src/(cli/|load/emit|base/arena.c)'
verdict 'only the command line prints, reads the environment or exits' $?

# The layout is clang-format's, tables of rows apart; lines are counted in characters.
find src include -name '*.[ch]' -print0 | xargs -0 clang-format --dry-run -Werror
verdict 'the layout of C is that of .clang-format' $?
! LC_ALL=C.UTF-8 grep -nE '^.{121}' -r src include --include='*.c' --include='*.h' --include='*.def'
verdict 'no line of C over 120 columns' $?
python3 tests/tools/measure.py | awk '/ pairs of 10 equal lines$/ { counted = 1; many = $1 >= 15 } END { exit !counted || many }'
verdict 'fewer than 15 pairs of ten equal lines' $?
