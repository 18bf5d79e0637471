#!/bin/sh
# SPDX-License-Identifier: MIT
# knowledge check, knowledge test and knowledge readability: what they prove of the knowledge as it is, and that each way of breaking it is
# found and named.
# The faults are put in by adding to files or by sed, one a copy.
set -u
cd "$(dirname "$0")/../.." || exit 2
. tests/suites/lib.sh

fresh() { rm -rf "$dir/k"; cp -r src/knowledge "$dir/k"; }
run() { case "$*" in *--lang*) ;; *) set -- "$@" --lang en ;; esac; "$planner" knowledge "$@" >"$dir/out" 2>"$dir/err" </dev/null; }
# A rule after the last of a file of rules; its body on standard input, its id in $1.
add_rule() { # id, conclusion and its keys in one line each on standard input
    {
        printf '\n  - id: %s\n' "$1"
        sed 's/^/    /'
        printf '    because: {fr: Essai., en: Trial.}\n    cite: [demarche.11]\n'
    } >>"$dir/k/rules/readiness.yaml"
}
finds() { # name, subcommand, text of the line that names the rule
    run "$2" --knowledge "$dir/k"
    [ $? -eq 3 ] && [ -s "$dir/out" ]
    verdict "$1: status 3" $?
    grep -qE -- "$3" "$dir/out"
    verdict "$1: named with its place" $?
}
accepts_not() { # name, text that must not be there
    lacks -E -- "$2" "$dir/out"
    verdict "$1" $?
}
finding='concludes: strength
text: {fr: Essai., en: Trial.}'

# ---- the knowledge as it is

run check -f json
for check in $(jq -r '.checks[].check' "$dir/out"); do
    jq_true --arg c "$check" '.checks[] | select(.check == $c) | .subjects > 0 and .proved == .subjects' "$dir/out"
    verdict "the built-in knowledge is proved: $check" $?
done
[ "$(jq '.checks | length' "$dir/out")" -eq 11 ]; verdict 'eleven checks' $?
run check
grep -qE '^every condition can hold: [0-9]+ rules, [0-9]+ boxes$' "$dir/out"; verdict 'a line says what was proved and over how many' $?
tail -1 "$dir/out" | grep -qx '11 checks, 0 faults'; verdict 'no fault, and the last line counts' $?
run check --lang fr
grep -qE '^toute condition peut être remplie : [0-9]+ règles, [0-9]+ boîtes$' "$dir/out"; verdict 'in French' $?
fresh; run check --knowledge "$dir/k"; cp "$dir/out" "$dir/before"; run check; alike "$dir/out" "$dir/before"; verdict 'a folder is proved like what is built in' $?

run test
status=$?
[ $status -eq 0 ] && tail -1 "$dir/out" | grep -qE '^[0-9]+ rules, [0-9]+ cases, ([0-9]+) of \1 node values covered, 0 failed$'
verdict 'no case of the knowledge fails' $?
run test -f json
jq_true '.rules > 100 and .failed == 0 and .node_values > .rules * 3 - 1' "$dir/out"; verdict 'counts in JSON' $?
jq_true --argjson s $status '(.covered == .node_values) == ($s == 0)' "$dir/out"; verdict 'the status is that of the coverage' $?

# ---- what is listed and shown, by the schema

run list; grep -qE '^strategy  document  documents/strategy.yaml:[0-9]+$' "$dir/out"; verdict 'documents are listed with their place' $?
run list -f json; jq_true '.items[] | select(.id == "note") | .concludes == "document" and .file == "documents/note.yaml" and .text != ""' "$dir/out"
verdict 'in JSON' $?
run show strategy; grep -qE '^words: [0-9]+$' "$dir/out" && grep -qx 'view: verdict' "$dir/out"; verdict 'a document is shown with its blocks' $?
run show strategy -f json; jq_true '.blocks | length > 10 and (map(.kind) | unique) == ["heading", "item", "section", "text", "view"]' "$dir/out"
verdict 'its blocks in JSON' $?
run list -f json; jq -r '.items[].id' "$dir/out" | sort -u >"$dir/ids"; wrong=0
while read -r id; do run show "$id" -f json; jq_true --arg i "$id" '.id == $i' "$dir/out" || wrong=1; done <"$dir/ids"
verdict 'whatever is listed is shown' $wrong
for id in be-visible executive municipal-2026 christmas delegate; do run show "$id"; grep -qx "id: $id" "$dir/out"; verdict "$id is shown" $?; done

fresh; sed -i '0,/    because:/s//    becaus:/' "$dir/k/rules/readiness.yaml"; run check --knowledge "$dir/k"
grep -q "unknown key 'becaus'" "$dir/err" && grep -q 'because' "$dir/err" && grep -qi "did you mean" "$dir/err"; verdict 'an unknown key is told what it may have meant' $?
fresh; sed -i '0,/demarche\.11/s//demarche.111/' "$dir/k/rules/readiness.yaml"; run check --knowledge "$dir/k"
grep -qi 'did you mean .*demarche.11' "$dir/err"; verdict 'and so is an identifier' $?

# ---- conditions

fresh; { echo "$finding"; echo 'when: {internal.letting_go: ready, not: {internal.letting_go: [ready, hesitant]}}'; } | add_rule never-at-all
finds 'an unsatisfiable condition' check '^rules/readiness.yaml:[0-9]+: never-at-all: its condition can never hold'
fresh; { echo "$finding"; echo 'when: {population: {above: 10, at_most: 10}}'; } | add_rule never-by-number
finds 'an empty range' check 'never-by-number: its condition can never hold'
fresh; { echo "$finding"; echo 'when: {internal.fears: none, all: [{internal.fears: any}]}'; } | add_rule never-by-set
finds 'an empty set that holds something' check 'never-by-set: its condition can never hold'
fresh; { echo "$finding"; echo 'when: {holds: letting-go-ready, internal.letting_go: refused}'; } | add_rule never-by-rule
finds 'a rule that never holds then' check 'never-by-rule: its condition can never hold'
fresh; { echo "$finding"; echo 'when: {any: [{internal.letting_go: ready}, {not: {internal.letting_go: ready}}]}'; } | add_rule always-so
finds 'a condition that always holds' check '^rules/readiness.yaml:[0-9]+: always-so: its condition always holds'
fresh; { echo "$finding"; echo 'when: {population: {at_least: 0}}'; } | add_rule always-by-number
finds 'a range as wide as the fact' check 'always-by-number: its condition always holds'
fresh
{
    echo "$finding"
    printf 'when:\n  all:\n'
    for _ in 1 2 3 4; do echo '    - presence.unofficial: any'; echo '      presence.official: any'; done
} | add_rule too-wide
finds 'too many boxes' check 'too-wide: its condition falls into too many boxes'

# ---- pairs

fresh; { echo "$finding"; echo 'when: {internal.letting_go: [ready, refused]}'; } | add_rule ready-or-not
finds 'opposite findings' check 'ready-or-not: it can hold together with letting-go-refused \(rules/readiness.yaml:[0-9]+\)'
grep -qF '  witness: {internal.letting_go: refused}' "$dir/out"; verdict 'with facts under which both hold' $?
fresh; { echo "$finding"; echo 'when: {internal.letting_go: [ready, refused]}'; echo 'amends: letting-go-refused'; echo 'arbitration: {fr: Essai., en: Trial.}'; } | add_rule ready-or-not
run check --knowledge "$dir/k"; accepts_not 'an amendment says which goes before' 'ready-or-not: it can hold together with letting-go-refused'
step='concludes: step
phase: 3
owner: communication
title: {fr: Essai, en: Trial}
text: {fr: Essai., en: Trial.}
done_when: {fr: Essai., en: Trial.}'
fresh; { echo "$step"; echo 'when: {internal.letting_go: ready}'; echo 'after: [obtain-letting-go]'; } | add_rule after-nothing
finds 'a moot after' check 'after-nothing: it comes after obtain-letting-go \(rules/steps.yaml:[0-9]+\), but the two can never hold together'
grep -q 'after-nothing: this step, or one of those it comes after, can never be reached' "$dir/out"; verdict 'and the step is never reached' $?
fresh; { echo "$step"; echo 'after: [circle-b]'; } | add_rule circle-a; { echo "$step"; echo 'after: [circle-a]'; } | add_rule circle-b
finds 'steps in a circle' check 'circle-b: this step, or one of those it comes after, can never be reached'
fresh; { printf 'concludes: decision\nedition: 2026\ndecision: leave\nwhen: {presence.official: this}\n'; } | add_rule keep-it
finds 'a decision outside the order' check 'keep-it.*neither goes before|with keep-it .*neither goes before'

# ---- what nothing uses

fresh; sed -i 's/^      - {id: commune, alias: \[commune, ville\],/      - {id: hamlet, label: {fr: hameau, en: hamlet}, informative: no}\n&/' "$dir/k/vocabulary.yaml"
sed -i '/id: hamlet/d; s/^      - {id: public-body,/      - {id: hamlet, label: {fr: hameau, en: hamlet}}\n&/' "$dir/k/vocabulary.yaml"
finds 'an unused value' check '^vocabulary.yaml:[0-9]+: kind: no condition names the value hamlet'
sed -i 's/en: hamlet}}/en: hamlet}, informative: yes}/' "$dir/k/vocabulary.yaml"
run check --knowledge "$dir/k"; accepts_not 'unless it is informative' 'hamlet'
fresh; awk '{print} /^fields:/ {print "  - id: colour\n    type: number\n    label: {fr: couleur, en: colour}"}' src/knowledge/vocabulary.yaml >"$dir/k/vocabulary.yaml"
finds 'an unused fact' check '^vocabulary.yaml:[0-9]+: colour: no condition looks at this fact'
fresh; cat >>"$dir/k/sources.yaml" <<'END'

  - id: nobody-reads-2026
    title: Essai
    publisher: Essai
    date: 2026-01-01
    accessed: 2026-01-02
    url: https://example.org/
    confidence: seen
END
finds 'an uncited source' check '^sources.yaml: nobody-reads-2026: nothing cites it'
fresh; sed -i 's/\[demarche.11\]/[demarche.10]/; s/demarche\.11, //; s/, demarche\.11//' "$dir"/k/rules/*.yaml "$dir"/k/*.yaml "$dir"/k/catalogues/*.yaml
finds 'an uncited claim' check '^claims.yaml: demarche.11: nothing cites it'

# ---- cases

ready='when: {internal.letting_go: ready}'
with_cases() { fresh; { echo "$finding"; cat; } | add_rule tried; }
with_cases <<END
$ready
cases:
  yes: [{internal.letting_go: ready}]
  no: [{internal.letting_go: refused}]
  unknown: [{}]
END
run test --knowledge "$dir/k"; accepts_not 'right cases say nothing' 'tried'
with_cases <<END
$ready
cases:
  yes: [{internal.letting_go: ready}, {}]
  no: [{internal.letting_go: refused}]
END
finds 'a wrong case' test '^rules/readiness.yaml:[0-9]+: tried: case 2 of yes: found unknown'
with_cases <<END
$ready
END
finds 'a missing case' test '^rules/readiness.yaml:[0-9]+: tried: no case stands beside its condition'
with_cases <<END
$ready
cases:
  yes: [{internal.letting_go: ready}]
  no: [{internal.letting_go: refused}]
END
finds 'a node that is never unknown' test '^rules/readiness.yaml:[0-9]+: tried: the condition on internal.letting_go is never unknown'
with_cases <<END
when: {internal.fears: none, population: {at_least: 10}, not: {goals: [employment, visibility]}, holds: letting-go-ready, means.backup: yes, publishing_targets.routine: {under: 2h}}
cases:
  yes: [{internal.fears: none, population: 10, goals: [proximity, tourism], internal.letting_go: ready, means.backup: yes, publishing_targets.routine: 119}]
  no: [{internal.fears: [legal], population: 9, goals: visibility, internal.letting_go: refused, means.backup: no, publishing_targets.routine: 2h}]
  unknown: [{}]
END
run test --knowledge "$dir/k"; accepts_not 'values of every type, and the facts of another rule' 'tried'
bad_case() { # name, case
    with_cases <<END
$ready
cases:
  $2
END
    run test --knowledge "$dir/k"
    [ $? -eq 3 ] && grep -qE 'rules/readiness.yaml:[0-9]+:[0-9]+: error:' "$dir/err"
    verdict "$1" $?
}
bad_case 'an unknown fact' 'yes: [{internal.nothing: ready}]'
bad_case 'an unknown value' 'yes: [{internal.letting_go: maybe}]'
bad_case 'two values of a choice' 'yes: [{internal.letting_go: [ready, refused]}]'
bad_case 'a number out of range' 'yes: [{population: 100000001}]'
bad_case 'a fact twice' 'yes: [{population: 1, population: 2}]'
bad_case 'an unknown list' 'perhaps: [{}]'
bad_case 'a list twice' 'yes: [{}]
  yes: [{}]'
bad_case 'a list that is none' 'yes: {internal.letting_go: ready}'
bad_case 'an unknown platform' 'yes: [{this: nowhere}]'
bad_case 'a text fact' 'yes: [{name: X}]'

fresh
cat >>"$dir/k/rules/present.yaml" <<'END'

  - id: tried-on-this
    concludes: decision
    edition: 2026
    decision: improve
    when: {presence.official: this}
    because: {fr: Essai., en: Trial.}
    cite: [demarche.11]
    cases:
      yes: [{this: facebook, presence.official: facebook}]
      no: [{this: instagram, presence.official: facebook}]
      unknown: [{this: facebook}]
END
run test --knowledge "$dir/k"; accepts_not 'a rule on every platform' 'tried-on-this'

# ---- how it reads

"$planner" knowledge readability -f json >"$dir/read" 2>"$dir/err"
verdict 'readability always ends well' $?
jq_true '[.texts[] | select(.longest > 25 and .file != "claims.yaml")] == []' "$dir/read"; verdict 'no sentence of our own over 25 words' $?
jq -r '.texts[] | select(.longest > 25 and .file != "claims.yaml") | "\(.file):\(.line // "") \(.id) \(.part) \(.language) \(.longest)"' "$dir/read"
# Words are counted by file; a file of a few labels has no mean worth the name.
jq -r '.texts | group_by(.file)[] | select(map(.sentences) | add > 20) | "\(.[0].file) \((map(.words) | add) * 10 / (map(.sentences) | add) | floor)"' "$dir/read" >"$dir/means"
[ "$(wc -l <"$dir/means")" -gt 10 ] && [ -z "$(awk '$2 > 145 && $1 != "claims.yaml"' "$dir/means")" ]
verdict 'no file over 14.5 words a sentence' $?
jq_true '[.texts[] | .language] | unique == ["en", "fr"]' "$dir/read"; verdict 'both languages' $?
jq_true '[.languages[] | .sentences > 2000 and .mean_tenths < 130 and .index_tenths > 600] | all' "$dir/read"; verdict 'totals of each' $?
jq_true '. as $all | [.languages | to_entries[] | .key as $l | .value.words == ([$all.texts[] | select(.language == $l) | .words] | add)] | all' "$dir/read"
verdict 'the totals are those of the texts' $?
jq_true '[.texts[].longest] | . == (sort | reverse)' "$dir/read"; verdict 'the worst first' $?
LC_ALL=C.UTF-8 "$planner" knowledge readability >"$dir/out" 2>"$dir/err"
[ "$(wc -l <"$dir/out")" -eq 22 ]; verdict 'the twenty worst, and a line a language' $?
run readability --lang fr
[ "$(tail -1 "$dir/out" | cut -d' ' -f1)" = français ] && ! grep -qE ', en : |^anglais' "$dir/out"; verdict 'with --lang, one language alone' $?
tail -1 "$dir/out" | grep -qE '^français : [0-9]+ phrases, [0-9]+,[0-9] mots en moyenne, 0,[0-9] % de plus de 25 mots, indice [0-9]+,[0-9] \(Kandel et Moles\)$'
verdict 'its figures, in its own way of writing them' $?
fresh
{
    printf 'concludes: strength\ntext: {fr: Essai., en: Trial.}\nwhen: {internal.letting_go: ready}\narbitration: {fr: Essai., en: "'
    printf 'word %.0s' 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39 40
    printf 'at no. 7, e.g. L. 2121-8 or 3.5 hours."}\nconfirms: letting-go-ready\n'
} | add_rule hard-to-read
run readability --knowledge "$dir/k"
head -1 "$dir/out" | grep -qxE 'rules/readiness.yaml:[0-9]+: hard-to-read, arbitration, en: 49 words, mean 49.0'
verdict 'a worse text comes first, with its place' $?
run readability --knowledge "$dir/k" --lang fr; accepts_not 'not in the other language' 'hard-to-read'
