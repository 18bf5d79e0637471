#!/bin/sh
# SPDX-License-Identifier: MIT
# Advice for today: what the size, the kind, the day, the hours, the accounts and the exceptions of a profile change, and what an edition may say.
set -u
cd "$(dirname "$0")/../.." || exit 2
. tests/suites/lib.sh

# plan NAME OPTIONS...: the plan of the profile on standard input, as JSON in $dir/NAME
plan() {
    name=$1
    shift
    cat >"$dir/of-$name.yaml"
    "$planner" "$dir/of-$name.yaml" --format json "$@" >"$dir/$name" 2>"$dir/$name.err"
}
# holds TEXT NAME FILTER: whether a jq filter is true of a plan
holds() { jq_true "$3" "$dir/$2"; verdict "$1" $?; }
duty() { printf '(.duties[] | select(.id == "%s") | .applies) == "%s"' "$1" "$2"; }

# --- the opposition's space: a threshold of population, and a fact that may be missing
page='presence: {accounts: [{platform: facebook, owner: official}]}'
for case in 'commune 900 no no' 'commune 999 no no' 'commune 1000 yes no' 'commune 1500 yes no' 'intercommunality 900 yes no' 'department 900000 no yes' \
    'region 1 no yes' 'public-body 5000 no no'; do
    # shellcheck disable=SC2086
    set -- $case
    printf 'name: Town\nkind: %s\npopulation: %s\n%s\n' "$1" "$2" "$page" | plan opposition
    holds "opposition's space: $1 of $2: $3" opposition "$(duty opposition-space "$3")"
    holds "space of the groups: $1 of $2: $4" opposition "$(duty opposition-space-groups "$4")"
done
printf 'name: Town\nkind: commune\n%s\n' "$page" | plan opposition
holds "opposition's space: unknown population" opposition "$(duty opposition-space unknown)"
holds 'every duty has its title, its text, a reason and a citation' opposition \
    '.duties | length > 12 and all((.title | length > 0) and (.text | length > 0) and (.because[0].cite | length > 0))'

# --- the pre-election period: the kind, and the day
while read -r kind date state; do
    printf 'name: Town\nkind: %s\n' "$kind" | plan election --date "$date"
    holds "pre-election period: $kind on $date: $state" election "$(duty pre-election-period "$state")"
done <<'END'
commune 2025-08-31 no
commune 2025-09-01 yes
commune 2026-01-15 yes
commune 2026-03-22 yes
commune 2026-03-23 no
commune 2026-11-23 no
commune 2031-09-01 yes
commune 2040-01-01 unknown
commune 2019-01-01 unknown
intercommunality 2026-01-15 yes
department 2026-01-15 no
department 2027-09-01 yes
region 2027-08-31 no
region 2028-03-31 yes
public-body 2026-01-15 no
END

# --- the ballots of others: whom they hold back, from the first day of the sixth month before on, and how far
while read -r kind date state ballot; do
    printf 'name: Town\nkind: %s\n%s\n' "$kind" "$page" | plan other --date "$date"
    holds "another ballot: $kind on $date: $state" other "$(duty other-ballot "$state")"
    holds "another ballot: $kind on $date: ${ballot:-none}" other "[.calendar.other_ballots[] | .election + \":\" + .reach] | join(\" \") == \"$ballot\""
done <<'END'
commune 2026-09-30 unknown
commune 2026-10-01 yes presidential-2027:content
region 2026-11-29 yes presidential-2027:content
commune 2027-05-02 yes presidential-2027:content
commune 2027-05-03 no
commune 2027-08-31 no
commune 2027-09-01 yes departmental-regional-2028:candidate
intercommunality 2028-03-31 yes departmental-regional-2028:candidate
department 2027-09-01 no
commune 2028-04-01 no
commune 2028-10-01 yes legislative-2029:content
commune 2029-06-30 yes legislative-2029:content
commune 2029-07-01 unknown
region 2031-09-01 yes municipal-2032:candidate
department 2026-03-22 yes municipal-2026:candidate
commune 2031-09-01 unknown
public-body 2026-11-29 no
END
printf 'name: Town\nkind: commune\n%s\n' "$page" | plan other --date 2026-11-29
holds 'the ballot of others is answered by a step' other 'any(.steps[]; .id == "watch-other-ballot" and (.answers | index("other-ballot") != null))'
holds 'it delays nothing: the review stays a quarter later, on an open day' other '.calendar.review_by == "2027-02-26"'

# --- the law: three grades, each duty that applies with its step, and the law of France only in France
holds 'what binds, what is prudent and what is pending' other '[.duties[] | .grade] | unique == ["binding", "pending", "prudent"]'
holds 'a bill does not bind' other 'all(.duties[] | select(.id == "under-fifteens" or .id == "protection-of-all-members"); .grade == "pending")'
printf 'name: Town\nkind: commune\npopulation: 6840\ninternal: {usage_charter: draft}\n%s\n' "$page" | plan law --date 2026-11-29
holds 'every duty that is not met has its step' law \
    '[.steps[].answers[]] as $answered | [.duties[] | select(.applies == "yes" and .done != "yes") | .id] - $answered == []'
for country in fr FR France re; do
    printf 'name: Town\nkind: commune\npopulation: 6840\ncountry: %s\n%s\n' "$country" "$page" | plan law --date 2026-11-29
    holds "the law of France holds in $country" law "$(duty opposition-space yes)"
done
holds 'a country that is stated is not assumed' law '[.assumptions[].fact] | index("country") == null'
for country in be nc XX; do
    printf 'name: Town\nkind: commune\npopulation: 6840\ncountry: %s\n%s\n' "$country" "$page" | plan abroad --date 2026-01-15
    holds "none of it in $country, and it is said" abroad '[.duties[] | select(.applies != "no")] == [] and ([.conduct[].id] | index("law-of-another-country") != null)'
    holds "no period of French law in $country" abroad \
        '.calendar.election == null and .calendar.other_ballots == [] and ([.steps[].id] | index("list-local-law") != null and index("election-procedure") == null)'
done
printf 'name: Town\nkind: commune\n' | plan law
holds 'France is assumed, and it is said' law 'any(.assumptions[]; .fact == "country" and .value == "fr")'
printf 'name: Town\nkind: commune\n' | plan election --date 2025-07-01
holds 'the advice is to be looked at again before the period opens' election '.calendar.review_by == "2025-08-29"'
holds 'the period is prepared beforehand' election '[.steps[].id] | index("prepare-election-period") != null'
printf 'name: Town\nkind: commune\n' | plan election --date 2026-11-23
holds 'otherwise a quarter later' election '.calendar.review_by == "2027-02-23"'
printf 'name: Town\nkind: commune\nvalidation_chain: [{by: author, delay: 1h}, {by: mayors-office, delay: 1h}]\n' >"$dir/cabinet.yaml"
plan election --date 2026-01-15 <"$dir/cabinet.yaml"
holds 'within the period routine posts are not freed' election \
    '[.steps[].id] | (index("free-routine-posts") == null) and (index("election-procedure") != null)'
plan election --date 2026-11-23 <"$dir/cabinet.yaml"
holds 'outside it they are' election '[.steps[].id] | (index("free-routine-posts") != null) and (index("election-procedure") == null)'

# --- 2011 shows none of it; 2026 shows both voices
for example in $(examples); do
    "$planner" "$example" --format json --edition 2011 >"$dir/then" 2>/dev/null
    "$planner" "$example" --format json >"$dir/now" 2>/dev/null
    name=$(basename "$example" .yaml)
    holds "$name: 2011 has no duty, no peers, and amends nothing" then \
        '(.duties | length == 0) and (.peers | length == 0) and ([.. | objects | select(has("amends") or has("arbitration"))] | length == 0)'
    holds "$name: 2026 amends and confirms" now \
        '[.. | objects | select(has("arbitration"))] | length > 5 and all((.arbitration | length > 20) and (has("amends") or has("confirms")))'
    holds "$name: what is amended gives way" now \
        '([.conduct[].because[].amends | values]) as $old | [.conduct[].id] | all(. as $id | $old | index($id) == null)'
    # figures carry a year: in the sections made of texts, every line with a share or millions names one
    for language in fr en; do
        "$planner" "$example" --lang "$language" --document full --sections readiness,goals,platforms,conduct,law,roadmap 2>/dev/null >"$dir/sections"
        grep -E '[0-9][  ]?%|[0-9][  ]?milli' "$dir/sections" | grep -vE '(19|20)[0-9]{2}' >"$dir/undated"
        [ -s "$dir/sections" ] && [ ! -s "$dir/undated" ]
        verdict "$name $language: figures carry a year" $?
    done
done

# --- means
cat >"$dir/means.yaml" <<'END'
name: Town
kind: commune
population: 15000
goals: [visibility, dialogue, reach-youth, employment]
means: {community_manager: dedicated, moderation: daily, hours_per_week: 20}
END
plan means <"$dir/means.yaml"
holds 'enough hours: nothing is put off' means '.means.fits == "unknown" and .means.hours_needed == 14 and .means.put_off == []'
sed 's/hours_per_week: 20/hours_per_week: 9/' "$dir/means.yaml" | plan means
holds 'too few: what serves most strong needs stays' means \
    '.means.fits == "no" and .means.hours_needed == 14 and .means.hours_spent <= 9 and .means.put_off == ["instagram"]'
holds 'what is put off waits' means '.platforms[] | select(.id == "instagram") | .put_off and .when == "later"'
sed 's/hours_per_week: 20/hours_per_week: 7, hours_per_platform: [{platform: facebook, hours: 3}, {platform: instagram, hours: 1}]/' "$dir/means.yaml" | plan means
holds 'hours of the profile replace the assumption' means \
    '.means.fits != "no" and .means.hours_needed == 7 and (.platforms[] | select(.id == "facebook") | .hours_per_week == 3)'
{ cat "$dir/means.yaml"; echo 'editorial: {comments: closed}'; } | plan means
holds 'where nobody can comment nobody answers' means '.means.hours_needed == 10'
sed 's/, hours_per_week: 20//' "$dir/means.yaml" | plan means
holds 'unknown hours put nothing off' means '.means.fits == "unknown" and .means.hours_available == null and .means.put_off == []'
sed 's/daily, hours_per_week: 20/none/; s/dedicated/none/' "$dir/means.yaml" | plan means
holds 'with nobody to moderate, an alert channel and no page' means \
    '([.platforms[] | {(.id): .decision}] | add) as $d | $d["alert-app"] == "open" and $d["facebook"] == "do-not-open"'

# --- accounts
cat >"$dir/accounts.yaml" <<'END'
name: Town
kind: commune
goals: [visibility]
means: {community_manager: shared, moderation: daily}
presence:
  x_decision: none
  accounts:
    - {platform: facebook, owner: official, followers: 500, last_post: 2026-05-01, admins: 1, two_factor: no}
    - {platform: facebook, owner: unofficial, followers: 3000}
    - {platform: x, owner: official, followers: 100, last_post: 2026-11-01, admins: 2, two_factor: yes}
    - {platform: viadeo, owner: official, followers: 10, last_post: 2015-01-01, admins: 2, two_factor: yes}
    - {platform: flickr, owner: official, followers: 10, last_post: 2026-11-01, admins: 2, two_factor: yes}
END
plan accounts --date 2026-11-23 <"$dir/accounts.yaml"
holds 'each kind of account has its decision' accounts \
    '([.platforms[] | {(.id): .decision}] | add) as $d | $d.facebook == "improve" and $d.x == "keep" and $d.viadeo == "leave" and $d.flickr == "keep"'
holds 'dormant, one administrator, no second factor, outgrown: each is a reason' accounts \
    '.platforms[] | select(.id == "facebook") | [.because[] | select(.state == "yes") | .rule] as $r | ["account-dormant", "account-single-admin", "account-without-two-factor", "account-outgrown"] | all(. as $id | $r | index($id) != null)'
holds 'each has its step' accounts \
    '[.steps[].id] as $s | ["second-administrator", "second-factor", "decide-on-x", "leave-cleanly", "improve-accounts"] | all(. as $id | $s | index($id) != null)'
plan accounts --date 2026-09-01 <"$dir/accounts.yaml"
holds 'dormancy depends on the day' accounts '[.platforms[] | select(.id == "facebook") | .because[].rule] | index("account-dormant") == null'
sed 's/x_decision: none/x_decision: leave/' "$dir/accounts.yaml" | plan accounts
holds 'a written decision to leave is followed' accounts '.platforms[] | select(.id == "x") | .decision == "leave"'

# --- figures grow old
"$planner" examples/ville.yaml --format json --date 2026-01-01 >"$dir/young" 2>/dev/null
"$planner" examples/ville.yaml --format json --date 2032-01-01 >"$dir/aged" 2>/dev/null
[ "$(jq '[.sources[] | select(.old == true)] | length' "$dir/young")" -lt "$(jq '[.sources[] | select(.old == true)] | length' "$dir/aged")" ]
verdict 'more figures are old on a later day' $?
holds 'a figure of 2025 is not old in 2026' young '.sources[] | select(.id == "diplomeo-2025") | .figures == "2025" and .old == false'
holds 'it is in 2032' aged '.sources[] | select(.id == "diplomeo-2025") | .old'
"$planner" examples/ville.yaml --document full --lang en --date 2032-01-01 2>/dev/null | grep -q 'more than five years old: .*Diplomeo'
verdict 'the report says so beside them' $?

# --- exceptions
cat >"$dir/exceptions.yaml" <<'END'
name: Town
kind: commune
language: en
goals: [visibility]
internal: {letting_go: hesitant}
means: {hours_per_week: 2, community_manager: shared, moderation: daily}
exceptions:
  - {advice: obtain-letting-go, reason: to be voted in June}
  - {advice: facebook, reason: run by the tourist office}
END
plan exceptions <"$dir/exceptions.yaml"
holds 'advice set aside is shown' exceptions '.steps[] | select(.id == "obtain-letting-go") | .set_aside'
holds 'and takes no hours' exceptions '.means.hours_needed == null and .means.hours_at_least == 0 and (.platforms[] | select(.id == "facebook") | .set_aside)'
"$planner" "$dir/exceptions.yaml" --document full 2>/dev/null >"$dir/report"
[ "$(grep -c 'to be voted in June' "$dir/report")" -ge 2 ] && grep -q 'run by the tourist office' "$dir/report"
verdict 'with its reason, where it stands and in the annex' $?
"$planner" "$dir/exceptions.yaml" 2>/dev/null >"$dir/report"
grep -q 'Set down in writing what is published without prior approval – to be voted in June' "$dir/report" && grep -q 'Facebook – run by the tourist office' "$dir/report"
verdict 'and in the strategy, by name' $?
sed 's/advice: facebook/advice: facebok/' "$dir/exceptions.yaml" | plan exceptions
grep -q 'P046' "$dir/exceptions.err" && grep -q 'did you mean .facebook' "$dir/exceptions.err"
verdict 'an exception that names nothing is a warning with a suggestion' $?

# --- who holds a role in a small commune
printf 'name: Town\nkind: commune\npopulation: 800\nlanguage: en\ninternal: {letting_go: hesitant}\n' >"$dir/small.yaml"
"$planner" "$dir/small.yaml" --sections roles >"$dir/roles" 2>/dev/null
grep -q 'town clerk' "$dir/roles" && lacks 'human resources department' "$dir/roles"
verdict 'a village has no human resources department' $?
