#!/bin/sh
# SPDX-License-Identifier: MIT
# What a profile leaves out is neither no nor zero nor all: what waits on it is said to be unknown, with a bound where there is one, in every
# output; what is called certain stays so once it is known; what is assumed is listed.   PLANNER is the program
set -u
cd "$(dirname "$0")/../.." || exit 2
planner=$(realpath "${PLANNER:-build/planner}")
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
export SOURCE_DATE_EPOCH=1795392000
verdict() { if [ "$2" -eq 0 ]; then echo "ok - $1"; else echo "not ok - $1"; fi; }

# plan TEXT: the plan of a profile as data; check NAME FILTER: what is true of it
plan() {
    printf 'name: Town\n%b\n' "$1" >"$dir/town.yaml"
    "$planner" "$dir/town.yaml" --format json >"$dir/plan.json" 2>/dev/null
}
check() {
    [ -s "$dir/plan.json" ] && jq -e "$2" "$dir/plan.json" >/dev/null
    verdict "$1" $?
}
# says NAME PATTERN, says_not NAME PATTERN: of $dir/text, which is not empty
says() {
    grep -qE -e "$2" "$dir/text"
    verdict "$1" $?
}
says_not() {
    [ -s "$dir/text" ] && ! grep -nE -e "$2" "$dir/text"
    verdict "$1" $?
}

# ---- a circuit without a single delay ----------------------------------------------------------------------
cp tests/data/without-delays.yaml "$dir/none.yaml"
"$planner" "$dir/none.yaml" --format json >"$dir/plan.json" 2>/dev/null
check 'no delay: no figure' '.chain.classes | length == 4 and all([.delay_minutes, .p50_minutes, .p90_minutes, .p95_minutes, .within_target_percent, .waits, .bottleneck, .reaches_target, (.bare | .median_minutes, .worst_minutes, .best_minutes, .worst_hour, .within_target_percent)] | all(. == null))'
check 'no delay: none after changes either' '.chain.classes | all(.changes == [] and ([.after | .p50_minutes, .p90_minutes, .p95_minutes, .within_target_percent, .waits, .bare.median_minutes] | all(. == null)))'
check 'no delay: bounds beside' '.chain.classes | all(.meets == "unknown" and .bare.lower_bound and (.at_least | length == 7 and all(. == 0)) and .at_most_percent == 100)'
for lang in fr en; do
    "$planner" "$dir/none.yaml" --document full --sections circuit --lang $lang >"$dir/text" 2>/dev/null
    says "no delay, $lang: the report says unknown" '^\| (Messages courants|Routine messages) \|.*\| (inconnu \| inconnu \| inconnue \| inconnue|unknown \| unknown \| unknown \| unknown) \|$'
    says_not "no delay, $lang: no zero and no hundred" '(^|[^0-9])0.(min|h|j|d)\b|100'
    "$planner" chain "$dir/none.yaml" --lang $lang >"$dir/text" 2>/dev/null
    says "no delay, $lang: the week is unknown" '^    (Lundi|lundi|Monday) +\?{24}$'
    says "no delay, $lang: the mark is explained" '^    \? '
    says_not "no delay, $lang: no hour within the target" '^    [A-Za-z]+ +[.+o#?]*[.+o#]'
    "$planner" "$dir/none.yaml" --document full -f html --lang $lang >"$dir/text" 2>/dev/null
    says "no delay, $lang: the map is grey" '<rect [^>]*fill="url\(#wait-4\)"'
    says_not "no delay, $lang: the map has no other colour" '<rect [^>]*fill="url\(#wait-[0-3]\)"'
done
mkdir "$dir/towns" && cp "$dir/none.yaml" "$dir/towns"
for format in csv csv-fr jsonl md; do
    "$planner" batch "$dir/towns" -d "$dir/out-$format" --summary "$dir/s.$format" --summary-format $format >/dev/null 2>&1
done
[ -s "$dir/s.jsonl" ] && jq -e '.name == "Sans-Délais" and .routine_worst_hours == null and .urgent_worst_hours == null' "$dir/s.jsonl" >/dev/null
verdict 'no delay: none in the summary' $?
printf 'name: Town\nkind: commune\nvalidation_chain: [{by: author, delay: 3h}, {by: mayors-office}]\n' >"$dir/some.yaml"
printf 'name: Town\nkind: commune\nvalidation_chain: [{by: author, delay: 3h}, {by: mayors-office, delay: 2d}]\n' >"$dir/all.yaml"
"$planner" compare "$dir/some.yaml" "$dir/all.yaml" -f json >"$dir/plan.json" 2>/dev/null
check 'compare: null where delays are missing, with bounds' '[.differences[] | select(.kind == "delay") | .before] | length == 4 and all(.median_minutes == null and .worst_minutes == null and .at_least.worst_minutes > 0)'
check 'compare: figures where they are not' '[.differences[] | select(.kind == "delay") | .after] | all(.median_minutes > 0 and .at_least == null)'
"$planner" compare "$dir/some.yaml" "$dir/all.yaml" --lang en >"$dir/text" 2>/dev/null
says 'compare: unknown, at least' 'unknown, at least'

# ---- a circuit with some -----------------------------------------------------------------------------------
cp "$dir/some.yaml" "$dir/town.yaml"
"$planner" "$dir/town.yaml" --format json >"$dir/plan.json" 2>/dev/null
check 'some delays: a lower bound that is one' '.chain.classes[0] | .p90_minutes == null and .at_least.delay_minutes == 180 and .at_least.p95_minutes > 3000 and .at_least.worst_minutes > 3000 and .at_most_percent < 100'
"$planner" "$dir/town.yaml" --document full --sections circuit --lang en >"$dir/text" 2>/dev/null
says 'some delays: at least' '^\| Routine messages \| 4.h \| at least [^|]* \| at least [^|]* \| at least [^|]* \| unknown, at most [0-9]+% \| unknown \|$'
says 'some delays: the step without one' '^\| 2 .*\| unknown \| office hours'
check 'some delays: what they alone miss is missed' '.chain.classes[3].meets == "no"'
plan 'kind: commune\nvalidation_chain: [{by: agency, delay: 6h, hours: always, if_silent: publish, timeout: 1h}]'
check 'a time-out ends the work of a step' '.chain.classes[0] | .delay_minutes == 60 and .p95_minutes == 60 and .bare.worst_minutes == 60'
plan 'kind: commune\nvalidation_chain: []'
check 'a circuit without steps is known' '.chain.classes | all(.delay_minutes == 0 and .p95_minutes == 0 and .within_target_percent == 100 and .at_least == null and .meets == "yes")'
plan 'kind: commune\nvalidation_chain: [{delay: 1h}, {by: legal, delay: 1h, substitute: yes}]'
"$planner" "$dir/town.yaml" --document full --sections circuit --lang en >"$dir/text" 2>/dev/null
says 'a step without a holder is of somebody unknown' '^\| 1 \| – \| unknown \| 1.h \|'
says 'whose substitute is unknown is told from who has none' '^\| Routine messages \| unknown \| legal department \| – \| unknown \(unknown\), legal department \|$'

# ---- nothing left out is a no ------------------------------------------------------------------------------
state='def state($id): ([.findings[], .steps[]] | any(.id == $id));'
plan 'kind: commune\nvalidation_chain: [{by: director-general, delay: 1h}]'
check 'a substitute left out: it may depend on one person' '.chain.classes[0] | .irreplaceable == [] and .perhaps_irreplaceable == [1]'
check 'a substitute left out: it is asked for' '[.questions[] | select(.fact == "validation_chain").question] | length == 1 and (.[0] | test("suppl|absence"))'
check 'a substitute left out: no verdict rests on it' "$state"' (state("irreplaceable-person") | not) and .readiness.verdict == "unknown"'
plan 'kind: commune\nvalidation_chain: [{by: director-general, delay: 1h, substitute: no}]'
check 'no substitute: it depends on one person' "$state"' state("irreplaceable-person") and (.chain.classes[0] | .irreplaceable == [1] and .perhaps_irreplaceable == [])'

platform='def platform($id): .platforms[] | select(.id == $id);'
firm='def firm: .decision != "undecided" and (.provisional | not);'
epci='kind: intercommunality\ninternal: {ambition: co-production}\nmeans: {moderation: daily}\npresence: {accounts: [{platform: facebook, owner: official, two_factor: no}]}'
plan "$epci"
check 'improve: not firm while a rule may close it' "$platform$firm"' platform("facebook") | firm | not'
plan "$epci\ngoals: []"
check 'improve: what lives is not closed for want of a goal' "$platform"' platform("facebook") | .decision == "improve"'
plan 'kind: commune\npresence: {accounts: [{platform: netvibes}]}'
check 'an account without an owner may be official' "$platform$firm"' platform("netvibes") | .decision == "do-not-open" and (firm | not)'
plan 'kind: commune\npresence: {accounts: [{platform: netvibes, owner: unofficial}]}'
check 'an account of somebody else is not' "$platform$firm"' platform("netvibes") | .decision == "do-not-open" and firm'
region='kind: region\naudiences: []\ngoals: []\nmeans: {moderation: none'
plan "$region}\npresence: {accounts: [{platform: instagram, owner: official, last_post: 2020-01-01}]}"
"$planner" why "$dir/town.yaml" leave-cleanly --lang en >"$dir/text" 2>/dev/null
says 'a provisional refusal may be an account to leave' '^cannot be told'
plan "$region, community_manager: none}\npresence: {accounts: [{platform: instagram, owner: official, last_post: 2020-01-01}]}"
check 'and it is' "$state"' state("leave-cleanly")'
plan 'kind: commune\nmeans: {hours_per_week: 5}'
check 'hours: whether they suffice is open' '.means | .fits == "unknown" and .hours_at_least <= 5 and .hours_at_most > 5'
plan 'kind: commune\npresence: {accounts: [{platform: orkut, owner: official}]}'
check 'hours: those of a platform that the edition does not hold are not none' '.platforms[] | select(.id == "orkut") | .hours_per_week == null'
plan 'kind: commune\nmeans: {hours_per_week: 400}'
check 'hours: more than every platform takes' '.means.fits == "yes"'
plan 'kind: intercommunality\nmeans: {hours_per_week: 5}'
check 'hours: nothing retained yet is not nothing to do' '.means | .hours_needed == null and .hours_at_most > 0'
"$planner" "$dir/town.yaml" --sections decision --lang en >"$dir/text" 2>/dev/null
says 'hours: the report says so' 'workload is not known'
plan 'kind: intercommunality\ngoals: []\npresence: {accounts: []}'
check 'watch: not firm while the need is unknown' "$platform$firm"' platform("facebook") | firm | not'
used='kind: commune\ngoals: [visibility]\naudiences: [residents]\nmeans: {community_manager: dedicated, moderation: daily}\npresence: {accounts: [{platform: facebook, owner: official'
plan "$used}]}"
check 'keep: not firm while its safety is unknown' "$platform$firm"' platform("facebook") | .decision == "keep" and (firm | not)'
"$planner" "$dir/town.yaml" --sections platforms --lang en >"$dir/text" 2>/dev/null
says 'keep: what it depends on' 'still depends on .*two-factor authentication'
plan "$used, admins: 3, last_post: 2026-11-01, two_factor: yes}]}"
check 'keep: firm once it is known' "$platform$firm"' platform("facebook") | .decision == "keep" and firm'
crisis='kind: commune\ngoals: [crisis-information]\nmeans: {community_manager: none, moderation: none}\npresence: {accounts: []'
plan "$crisis}"
check 'an alert app of which nothing is said' "$platform$firm"' platform("alert-app") | .decision == "open" and (firm | not)'
plan "$crisis, alert_app: no}"
check 'an alert app that is not there' "$platform$firm"' platform("alert-app") | .decision == "open" and firm'

plan 'kind: commune\npresence: {accounts: [{platform: facebook, owner: official, admins: 1, two_factor: no}, {platform: x, owner: official, state: active}]}'
"$planner" "$dir/town.yaml" --document note --lang en >"$dir/text" 2>/dev/null
says 'a list that may hold more: what is certain is named' '^- Accounts with a single administrator: Facebook\.$'
says_not 'and no list is empty' ': *\.$'

# ---- what is assumed is listed -----------------------------------------------------------------------------
assumed='[.assumptions[].fact | select(startswith("validation_chain"))]'
plan 'kind: commune\nvalidation_chain: [{by: legal, delay: 1h}]'
check 'a step by its defaults' "$assumed"' == ["validation_chain.hours", "validation_chain.for", "validation_chain.control", "validation_chain.if_silent", "validation_chain.substitute", "validation_chain.people"]'
check 'the values of the defaults' '[.assumptions[] | select(.fact | startswith("validation_chain")).value] == ["office", ["routine", "reply", "sensitive", "urgent"], "before", "wait", [], []]'
plan 'kind: commune\nvalidation_chain: [{by: legal, delay: 1h, hours: always, for: routine, control: before, if_silent: wait, substitute: no, people: 1}]'
check 'a step in full' "$assumed"' == []'
plan 'kind: commune'
check 'no step' "$assumed"' == []'
check 'the hours of the catalogue' '[.assumptions[].fact] | index("means.hours_per_platform") != null'
# the four defaults, the hours of a platform, no account, the targets: what security.md says may overturn a certainty
for fact in 'hours, messages, time of the check' 'what silence does' 'no account' 'the targets of the circuit' 'hours of a platform'; do
    tr '\n' ' ' <docs/security.md | grep -qF "$fact"
    verdict "security.md names: $fact" $?
done
