#!/bin/sh
# SPDX-License-Identifier: MIT
# Real authorities, from public documents (tests/cases): each profile is accepted, and planned in every format and in both languages without
# a word of error.
set -u
cd "$(dirname "$0")/../.." || exit 2
planner=$(realpath "${PLANNER:-build/planner}")
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
export SOURCE_DATE_EPOCH=1795392000 LC_ALL=C.UTF-8 TZ=UTC NO_COLOR=1

verdict() { # name, truth
    if [ "$2" -eq 0 ]; then echo "ok - $1"; else echo "not ok - $1"; sed 's/^/  /' "$dir/err" | head -10; fi
}
for profile in tests/cases/*.yaml; do
    name=$(basename "$profile" .yaml)
    "$planner" check "$profile" >"$dir/out" 2>"$dir/err"
    [ $? -eq 0 ] && ! grep -q ': error: ' "$dir/err"
    verdict "$name is accepted" $?
    for format in md html json csv csv-fr ics; do
        for lang in fr en; do
            "$planner" "$profile" -q -f $format --lang $lang >"$dir/out.$lang" 2>"$dir/err"
            [ $? -eq 0 ] && [ -s "$dir/out.$lang" ] && [ ! -s "$dir/err" ]
            verdict "$name in $format, $lang" $?
        done
    done
    "$planner" "$profile" -q -f json >"$dir/json" 2>"$dir/err" && [ "$(jq -r '.profile.name | length > 0' "$dir/json")" = true ]
    verdict "$name is JSON" $?
done
"$planner" tests/cases/probe-plat.yaml -q -f json >"$dir/json" 2>"$dir/err"
[ "$(jq -r '[.platforms[].id | select(startswith("other-"))] | join(" ")' "$dir/json")" = 'other-nextdoor other-messenger other-panneaupocket' ]
verdict 'platforms that no catalogue knows are there, once each' $?
[ "$(jq -r '[.platforms[] | select(.id | startswith("other-")) | .decision, .hours_per_week | tostring] | unique | join(" ")' "$dir/json")" = 'null undecided' ]
verdict 'and are not judged' $?
"$planner" tests/cases/probe-plat.yaml -q --document full --lang en >"$dir/md" 2>"$dir/err"
grep -q '^| nextdoor | To be settled |' "$dir/md"
verdict 'the report names them' $?
