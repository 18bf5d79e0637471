# shellcheck shell=sh
# SPDX-License-Identifier: MIT
# What the suites in shell share; read with `. tests/suites/lib.sh` from the root of the tree. A suite gets the program by its whole path ($planner), a
# folder that goes with it ($dir), and an environment of one day, one time zone and no colour.
#
# A check is a command, then `verdict NAME $?`. No command here is true of nothing: `jq -e` and `! grep` are, of an empty file, and two files
# that are both empty are the same. So ask jq_true, lacks and alike, never those.

case ${PLANNER:=build/planner} in /*) planner=$PLANNER ;; *) planner=$PWD/$PLANNER ;; esac
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
export SOURCE_DATE_EPOCH=1795392000 LC_ALL=C.UTF-8 TZ=UTC NO_COLOR=1 # 2026-11-23

examples() { if [ -n "${QUICK:-}" ]; then echo examples/ville.yaml; else ls examples/*.yaml; fi; } # all, or for tests/suites/null.py one

verdict() { # NAME STATUS: with what the program said last, where the suite keeps it in $dir/out and $dir/err
    if [ "$2" -eq 0 ]; then echo "ok - $1"; else echo "not ok - $1"; cat "$dir/out" "$dir/err" 2>/dev/null | head -20 | sed 's/^/  /'; fi
}
skip() { echo "# skip - $1: $2"; } # NAME REASON: counted by the runner, as neither passed nor failed
same() { # NAME EXPECTED GOT
    if [ "$2" = "$3" ]; then echo "ok - $1"; else printf 'not ok - %s\n  expected: %s\n  got:      %s\n' "$1" "$2" "$3"; fi
}
has() { printf '%s\n' "$3" | grep -qxF -- "$2"; verdict "$1" $?; } # NAME LINE TEXT

ended() { ! kill -0 "$1" 2>/dev/null || grep -qs '^State:.Z' "/proc/$1/status"; } # PID of a child
wait_for() { # PID COMMAND...: until the command is true, as long as the child lives
    child=$1
    shift
    until "$@" || ended "$child"; do sleep 0.01; done
}

jq_true() { [ "$(jq "$@" 2>&1)" = true ]; } # [OPTIONS] FILTER FILE: the filter gives true, and once
lacks() { # [OPTIONS OF grep] PATTERN FILE: the file has lines, none of which matches
    for file in "$@"; do :; done
    [ -s "$file" ] && { grep -n "$@"; [ $? -eq 1 ]; }
}
many() { [ "$1" -gt 0 ] && [ "$1" -eq "$2" ]; } # COUNT COUNT: as many of one as of the other, and some
sections_full() { # FILE: Markdown with headings, none of which has nothing under it
    [ "$(grep -c '^#' "$1")" -gt 0 ] &&
        [ -z "$(awk '/^#/ { level = index($0, " "); if (empty && level <= last) print; last = level; empty = 1; next } $0 != "" { empty = 0 }' "$1")" ]
}
alike() { [ -s "$2" ] && cmp -s "$1" "$2"; } # GOT EXPECTED: the same bytes, and some; GOT may be -

# axe-core and playwright-core in a folder, in the versions that are pinned here; two suites may ask at once.
browser_tools() { # DIR
    mkdir -p "$1"
    (
        flock 9
        packages='axe-core@4.14.1 playwright-core@1.60.0'
        for package in $packages; do
            if ! grep -qs "\"version\": \"${package#*@}\"" "$1/node_modules/${package%@*}/package.json"; then
                # shellcheck disable=SC2086
                npm install --prefix "$1" --no-save --no-package-lock --no-audit --no-fund --ignore-scripts $packages >&2
            fi
        done
    ) 9>"$1/lock"
}
