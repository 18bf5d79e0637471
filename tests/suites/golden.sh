#!/bin/sh
# SPDX-License-Identifier: MIT
# Golden files, byte for byte. A case is a folder of tests/golden: `arguments` of the program, `expected`; `filter`, where there is one, is what jq
# makes of it first. Where something is `typed`, it is a conversation, from the first question to the report. Two documents are whole, the others are
# sections, so that a new fact changes few files. Then the messages of each diagnostic.   usage: golden.sh [--update]      PLANNER is the program
set -u
cd "$(dirname "$0")/../.." || exit 2
. tests/suites/lib.sh
update=${1:-}
out=$dir/out

compare() { # golden file; the output is in $out
    if [ "$update" = --update ]; then
        cmp -s "$out" "$1" || { cp "$out" "$1"; echo "updated $1"; }
        echo "ok - $1"
    elif cmp -s "$out" "$1"; then
        echo "ok - $1"
    else
        echo "not ok - $1"
        diff "$1" "$out" 2>&1 | head -20
    fi
}

# The version and the hash of the knowledge change with every edit of it; what follows from them is what is watched.
settle() { sed 's/"knowledge": "[0-9a-f]*"/"knowledge": "HASH"/; s/"seal": "[0-9a-f]*"/"seal": "HASH"/; s/^\(PRODID:.*planner\) [0-9.]*/\1 VERSION/'; }
report() { # FOLDER
    # shellcheck disable=SC2046
    LC_ALL=C "$planner" $(cat "$1/arguments") 2>&1 | settle | if [ -f "$1/filter" ]; then jq -f "$1/filter"; else cat; fi
}
talk() { # FOLDER: the questions, the profile, its check, the head of the report
    town=$(mktemp -d)
    echo '$ planner init -o town.yaml --partial'
    # shellcheck disable=SC2046
    (typed=$PWD/$1/typed && set -- $(cat "$1/arguments") && cd "$town" && LC_ALL=C "$planner" init "$@" -o town.yaml --partial <"$typed")
    echo '$ planner check town.yaml'
    (cd "$town" && LC_ALL=C "$planner" check town.yaml)
    echo '$ planner town.yaml | head -n 40'
    (cd "$town" && LC_ALL=C "$planner" town.yaml -o report.md && head -n 40 report.md)
    echo '$ grep -v "^ *#" town.yaml'
    grep -v '^ *#' "$town/town.yaml" | grep .
    rm -r "$town"
}

for case in tests/golden/*/; do
    case=${case%/}
    [ -z "${QUICK:-}" ] || case $case in */ville-*) ;; *) continue ;; esac
    if [ -f "$case/typed" ]; then talk "$case"; else report "$case"; fi >"$out" 2>&1
    compare "$case/expected"
done
for profile in tests/diagnostics/*.yaml; do
    name=$(basename "$profile" .yaml)
    for locale in C.UTF-8 fr_FR.UTF-8; do
        { LC_ALL=$locale "$planner" check "$profile" 2>&1; echo "exit $?"; } >"$out"
        compare "tests/diagnostics/$name.$([ $locale = C.UTF-8 ] && echo en || echo fr).txt"
    done
done
