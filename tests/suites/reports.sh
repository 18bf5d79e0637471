#!/bin/sh
# SPDX-License-Identifier: MIT
# What must be true of every report: read by real readers, the same everywhere, in one language, with evidence, and true to the rules of
# precedence.
set -u
cd "$(dirname "$0")/../.." || exit 2
. tests/suites/lib.sh

for example in $(examples); do
    name=$(basename "$example" .yaml)
    for options in '--lang fr' '--lang en' '--lang fr --edition 2011' '--lang en --edition 2011'; do
        # shellcheck disable=SC2086
        "$planner" "$example" $options >"$dir/a.md" 2>/dev/null
        # cmark sees every heading, and no raw HTML
        cmark --unsafe "$dir/a.md" >"$dir/a.html"
        many "$(grep -c '^#' "$dir/a.md")" "$(grep -cE '^<h[1-6]>' "$dir/a.html")"
        verdict "$name $options: headings" $?
        [ "$(grep -c '^# ' "$dir/a.md")" -eq 1 ]
        verdict "$name $options: one title" $?
        # pandoc sees every table
        pandoc -f gfm -t json "$dir/a.md" | jq -r '.. | .t? // empty' >"$dir/a.kinds"
        many "$(grep -c '^|---' "$dir/a.md")" "$(grep -c '^Table$' "$dir/a.kinds")"
        verdict "$name $options: tables" $?
        lacks '^Raw' "$dir/a.kinds"
        verdict "$name $options: no raw markup" $?
        # no placeholder, no empty section, nothing left unsaid
        lacks -E '\{[a-z._0-9]+\}|TODO|\(null\)|\| +\|' "$dir/a.md"
        verdict "$name $options: no placeholder" $?
        sections_full "$dir/a.md"
        verdict "$name $options: no empty section" $?
    done
    # one language: words that only the other one has
    "$planner" "$example" --lang fr --document full --sections decision,readiness,roles,goals,platforms,conduct,means,indicators,roadmap,questions 2>/dev/null | grep -v 'The ' >"$dir/fr.md"
    lacks -wiE 'the|which|with|from|should|whose|authority|goals|followers|posts?|community manager' "$dir/fr.md"
    verdict "$name: no English in the French report" $?
    "$planner" "$example" --lang en --document full --sections decision,readiness,roles,goals,platforms,conduct,means,indicators,roadmap,questions >"$dir/en.md" 2>/dev/null
    lacks -wE 'avec|dans|cette|sont|doit|objectifs|habitants|réseaux|jeunes' "$dir/en.md"
    verdict "$name: no French in the English report" $?
    sed -i 1d "$dir/fr.md" # the name, as it is written
    lacks -P "[a-zéèà]'[a-zéèàA-Z]| [:;!?](\s|$)" "$dir/fr.md"
    verdict "$name: French typography" $?
done

# the same bytes whatever the locale, the time zone and the folder
"$planner" examples/ville.yaml >"$dir/reference" 2>/dev/null
for locale in C fr_FR.UTF-8 tr_TR.UTF-8; do
    for zone in UTC Asia/Tokyo America/Los_Angeles; do
        LC_ALL=$locale TZ=$zone "$planner" examples/ville.yaml 2>/dev/null | alike - "$dir/reference"
        verdict "same bytes: $locale $zone" $?
    done
done
mkdir "$dir/elsewhere" && cp examples/ville.yaml "$dir/elsewhere" && (cd "$dir/elsewhere" && "$planner" ville.yaml) 2>/dev/null | alike - "$dir/reference"
verdict 'same bytes in another folder' $?

# the plan as data: every item has evidence
for example in $(examples); do
    for edition in 2011 2026; do
        "$planner" "$example" --edition $edition --format json >"$dir/plan.json" 2>/dev/null
        name="$(basename "$example" .yaml) $edition"
        jq_true '[.findings, .needs, .steps, .conduct, .indicators, .duties] | add | all(.because | length > 0)' "$dir/plan.json"
        verdict "$name: every item has a reason" $?
        jq_true '.platforms | all((.because + .why_not) | length > 0)' "$dir/plan.json"
        verdict "$name: every platform has a reason" $?
        jq_true '[.. | objects | select(has("rule") and has("cite"))] | all(.cite | length > 0)' "$dir/plan.json"
        verdict "$name: every reason cites" $?
        jq_true '[.steps[].id] as $ids | .steps | to_entries | all(.key as $i | .value.after | all(. as $a | $ids | index($a) < $i))' "$dir/plan.json"
        verdict "$name: steps come after their prerequisites" $?
        jq_true 'keys_unsorted == ["format_version","planner","profile","date","valid_until","readiness","findings","chain","needs","accounts","platforms","steps","conduct","indicators","duties","questions","assumptions","exceptions","sources","schedule","seal","peers","means","calendar","editorial","budget","training","options","actions","facts"]' "$dir/plan.json"
        verdict "$name: names in their order" $?
        case $edition in
        2011) ids='facebook twitter linkedin viadeo dailymotion youtube picasa flickr slideshare netvibes google-maps google-plus hi5 orkut staff-network listening-media' ;;
        2026) ids='facebook instagram tiktok snapchat youtube linkedin x bluesky mastodon threads whatsapp dailymotion flickr slideshare google-maps openstreetmap peertube alert-app staff-network listening-media' ;;
        esac
        jq_true --arg ids "$ids" '[.platforms[].id] as $have | $ids | split(" ") | all(. as $i | $have | index($i) != null)' "$dir/plan.json"
        verdict "$name: every platform of the edition is decided" $?
    done
done

# precedence: let go or do not go
plan() { printf '%b' "$1" >"$dir/p.yaml"; shift; "$planner" "$dir/p.yaml" --format json "$@" 2>/dev/null >"$dir/p.json"; }
check() { jq_true "$2" "$dir/p.json"; verdict "$1" $?; }
base='name: X\nkind: commune\npopulation: 15000\n'
for edition in 2011 2026; do
    plan "${base}goals: [visibility, employment]\ninternal: {letting_go: refused}\n" --edition $edition
    check "$edition: refusing to let go gives not yet" '.readiness.verdict == "not-yet" and .readiness.blockers == ["letting-go-refused"]'
    check "$edition: and nothing opens now" '.platforms | all(.decision != "open" or .when != "now")'
    plan "${base}goals: [visibility]\naudiences: [residents]\n" --edition $edition
    check "$edition: without the employment goal, no LinkedIn" '.platforms[] | select(.id == "linkedin") | .decision == "do-not-open"'
    plan "${base}goals: [employment]\n" --edition $edition
    check "$edition: with it, LinkedIn" '.platforms[] | select(.id == "linkedin") | .decision == "open"'
    plan "${base}" --edition $edition
    check "$edition: unknown goals leave LinkedIn open to question" '.platforms[] | select(.id == "linkedin") | .decision == "undecided"'
    check "$edition: Facebook is certain for a commune" '.platforms[] | select(.id == "facebook") | .decision == "open"'
done
plan "${base}goals: [employment]\n" --edition 2011
check '2011: Viadeo goes with LinkedIn' '.platforms[] | select(.id == "viadeo") | .decision == "open"'
plan "${base}" --edition 2011
check '2011: Google+ is watched' '.platforms[] | select(.id == "google-plus") | .decision == "watch"'
plan "${base}presence: {accounts: [{platform: picasa, owner: official}]}\n"
check 'a closed platform is left' '.platforms[] | select(.id == "picasa") | .decision == "leave"'
plan "${base}presence: {accounts: [{platform: twitter, owner: official}]}\n"
check 'a renamed platform is the one it became' '[.platforms[].id] | index("twitter") == null'
plan "${base}goals: [visibility]\nmeans: {community_manager: none, moderation: none}\n"
check 'nobody to moderate: no Facebook today' '.platforms[] | select(.id == "facebook") | .decision == "do-not-open"'
plan "${base}internal: {usage_charter: signed, liaison: organised, network_access: open}\n"
check 'what is done is not advised' '[.steps[].id] | index("usage-charter") == null and index("organise-liaison") == null and index("open-network-access") == null'

# the smallest change, made by hand, flips the decision
"$planner" why examples/ville.yaml linkedin --lang fr >"$dir/why" 2>/dev/null
change=$(grep -m1 'publics: \[' "$dir/why" | sed 's/^ *//; s/   (.*//')
sed "s/^publics:.*/$change/" examples/ville.yaml >"$dir/changed.yaml"
"$planner" "$dir/changed.yaml" --format json 2>/dev/null | jq_true '.platforms[] | select(.id == "linkedin") | .decision == "open"'
verdict "why: making the change ($change) flips LinkedIn" $?

# the validation circuit
for example in $(examples); do
    name=$(basename "$example" .yaml)
    "$planner" chain "$example" --format json 2>/dev/null >"$dir/p.json"
    check "$name: each class is computed, or none" '.chain.classes | length == 4 or length == 0'
    check "$name: percentiles are in order" '.chain.classes | all((.bare | .best_minutes <= .median_minutes and .median_minutes <= .worst_minutes) and .p50_minutes <= .p90_minutes and .p90_minutes <= .p95_minutes)'
    check "$name: a class within its target is left alone" '.chain.classes | all(.meets != "yes" or (.changes | length == 0))'
    check "$name: a proposal is better than what is" '.chain.classes | all((.changes | length == 0) or .after.p50_minutes < .p50_minutes or .after.p90_minutes < .p90_minutes or .after.p95_minutes < .p95_minutes)'
    check "$name: what is said to reach the target does" '.chain.classes | map(select(.reaches_target and (.changes | length > 0))) | all(.after.within_target_percent >= .target_percent)'
    "$planner" chain "$example" --lang fr 2>/dev/null >"$dir/chain"
    lacks -E '^    .{77,}' "$dir/chain"
    verdict "$name: the week fits 80 columns" $?
done
"$planner" chain examples/ville.yaml --format json 2>/dev/null >"$dir/p.json"
check 'the heavy circuit takes days' '.chain.classes[0].p50_minutes > 2880'
check 'two changes at most bring it to hours' '.chain.classes | all((.changes | length) <= 3 or .reaches_target == false) and ([.[0, 1, 3].reaches_target] | all)'
check 'drafting, proofreading and the legal review stay' '[.chain.classes[].changes[] | select(.edit | IN("add-substitute", "add-holder", "pre-approve") | not).step] | length > 0 and all(. != 1 and . != 2 and . != 3 and . != 4)'
check 'what is sensitive stays with the private office and the lawyers' '.chain.classes[2].changes | length > 0 and all((.edit | IN("add-substitute", "add-holder")) or .step == 5)'
check 'the contract names come first and in order' '.chain.classes[0] | keys_unsorted[0:18] == ["class","steps","delay_minutes","target_minutes","target_percent","meets","p50_minutes","p90_minutes","p95_minutes","within_target_percent","waits","bottleneck","irreplaceable","changes","alternatives","after","at_least","bare"]'
# the proposal, made by hand in the profile, does what it promises
sed 's/    par: communication$/&\n    suppleant: oui/; s/    par: juridique$/&\n    suppleant: oui\n    personnes: 2/; s/    par: dgs$/&\n    controle: après/
    s/^  - etape: Parapheur du cabinet$/&\n    par: cabinet\n    delai: 2j\n    controle: après\n    pour: [courant, réponse]\n&/
    s/    suppleant: non$/    suppleant: oui\n    personnes: 2\n    pour: [sensible]/' examples/ville.yaml >"$dir/changed.yaml"
"$planner" chain "$dir/changed.yaml" --format json 2>/dev/null >"$dir/changed.json"
jq_true -s '[.[].chain.classes] | .[0][2].after.bare.median_minutes == .[1][2].bare.median_minutes and .[0][1].after.p90_minutes == .[1][1].p90_minutes and ([.[1][0, 1].meets] | all(. == "yes"))' "$dir/p.json" "$dir/changed.json"
verdict 'the proposal, made by hand, keeps its promise' $?
plan "${base}validation_chain: [{by: author, delay: 30min}, {by: mayors-office}]\n"
check 'a delay left out leaves the class unknown, with a lower bound' '.chain.classes[0] | .meets != "yes" and .bare.lower_bound and (.changes | length == 0)'
plan "${base}validation_chain: []\n"
check 'no validation at all takes no time' '.chain.classes | all(.p95_minutes == 0 and .meets == "yes")'
plan "${base}validation_chain: [{by: author, delay: 10min, hours: always}, {by: legal, delay: 1w, for: [sensitive]}]\n"
check 'legal review of sensitive messages is never dropped nor put after' '.chain.classes[2].changes | all(.edit | IN("widen-hours", "add-substitute", "add-holder"))'
