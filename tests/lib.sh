# shellcheck shell=sh
# SPDX-License-Identifier: MIT
# What the suites in shell share; read with `. tests/lib.sh` from the root of the tree. A suite gets the program by its whole path ($planner), a
# folder that goes with it ($dir), and an environment of one day, one time zone and no colour.
#
# A check is a command, then `verdict NAME $?`. No command here is true of nothing: `jq -e` and `! grep` are, of an empty file, and two files
# that are both empty are the same. So ask jq_true, lacks and alike, never those.

case ${PLANNER:=build/planner} in /*) planner=$PLANNER ;; *) planner=$PWD/$PLANNER ;; esac
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
export SOURCE_DATE_EPOCH=1795392000 LC_ALL=C.UTF-8 TZ=UTC NO_COLOR=1 # 2026-11-23

verdict() { # NAME STATUS: with what the program said last, where the suite keeps it in $dir/out and $dir/err
    if [ "$2" -eq 0 ]; then echo "ok - $1"; else echo "not ok - $1"; cat "$dir/out" "$dir/err" 2>/dev/null | head -20 | sed 's/^/  /'; fi
}
skip() { echo "# skip - $1: $2"; } # NAME REASON: counted by the runner, as neither passed nor failed
same() { # NAME EXPECTED GOT
    if [ "$2" = "$3" ]; then echo "ok - $1"; else printf 'not ok - %s\n  expected: %s\n  got:      %s\n' "$1" "$2" "$3"; fi
}
has() { printf '%s\n' "$3" | grep -qxF -- "$2"; verdict "$1" $?; } # NAME LINE TEXT

jq_true() { [ "$(jq "$1" "$2" 2>&1)" = true ]; } # FILTER FILE: one document, of which the filter gives true, once
lacks() { # [OPTIONS OF grep] PATTERN FILE: the file has lines, none of which matches
    for file in "$@"; do :; done
    [ -s "$file" ] && { grep -n "$@"; [ $? -eq 1 ]; }
}
alike() { [ -s "$2" ] && cmp -s "$1" "$2"; } # GOT EXPECTED: the same bytes, and some; GOT may be -
