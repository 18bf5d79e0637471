#!/bin/sh
# SPDX-License-Identifier: MIT
# planner compare: what differs between two plans, each difference with its causes; the wrong command lines; the article that people read.
set -u
cd "$(dirname "$0")/../.." || exit 2
. tests/suites/lib.sh
town=examples/ville.yaml

run() { "$planner" compare "$@" >"$dir/out" 2>"$dir/err" </dev/null; }
status() { # name, wanted status, arguments
    name=$1 wanted=$2
    shift 2
    run "$@"
    [ $? -eq "$wanted" ] && case " $* " in *' -o '*) ;; *) [ -n "$(cat "$dir/out" "$dir/err")" ] ;; esac
    verdict "$name" $?
}
json() { # name, filter, arguments
    name=$1 filter=$2
    shift 2
    run --format json "$@" && jq_true "$filter" "$dir/out"
    verdict "$name" $?
}
err_has() { grep -qF -- "$2" "$dir/err"; verdict "$1" $?; }
out_has() { grep -qF -- "$2" "$dir/out"; verdict "$1" $?; }

# the command line
status 'a profile alone' 2 $town
err_has 'says what to add' '--edition 2011,2026'
status 'one edition is no pair' 2 --edition 2011 $town
status 'two profiles and two editions' 2 --edition 2011,2026 $town $town
status 'two profiles and two days' 2 --date 2026-01-15,2026-11-23 $town $town
status 'two editions and two days' 2 --edition 2011,2026 --date 2026-01-15,2026-11-23 $town
err_has 'changes one thing only' 'one thing only'
for pair in 2011, ,2026 2011,2026,2011 ,; do status "no pair of editions: $pair" 2 --edition "$pair" $town; done
status 'three days' 2 --date 2026-01-15,2026-01-16,2026-01-17 $town
err_has 'are not two' 'two separated by a comma'
status 'an unknown edition in a pair' 2 --edition 2011,1999 $town
status 'a wrong day in a pair' 2 --date 2026-01-15,2026-02-30 $town
status 'three profiles' 2 $town $town $town
status 'no profile' 2
status 'standard input twice' 2 - -
LC_ALL=fr_FR.UTF-8 run $town; grep -q 'rien à quoi comparer' "$dir/err"; verdict 'messages in French' $?
"$planner" $town --edition 2011,2026 >"$dir/out" 2>"$dir/err"; [ $? -eq 2 ]; verdict 'no pair of editions for another command' $?
"$planner" $town --date 2026-01-15,2026-11-23 >"$dir/out" 2>"$dir/err"; [ $? -eq 2 ]; verdict 'nor of days' $?
printf 'nom: X\n' >"$dir/bad.yaml"
printf 'name: Y\nkind: what\n' >"$dir/worse.yaml"
status 'two profiles with errors' 1 "$dir/bad.yaml" "$dir/worse.yaml"
err_has 'the first is diagnosed' 'bad.yaml'
err_has 'and the second' 'worse.yaml'
[ ! -s "$dir/out" ]; verdict 'nothing on standard output' $?
status 'a file that is not there' 3 $town "$dir/none.yaml"
"$planner" compare - $town <$town >"$dir/out" 2>"$dir/err"; verdict 'one from standard input' $?
status 'to a file' 0 --edition 2011,2026 $town -o "$dir/file.md"
[ ! -s "$dir/out" ] && grep -q '^# ' "$dir/file.md"; verdict 'the file is the article' $?

# the same twice
status 'a profile and itself' 0 --lang en $town $town
out_has 'nothing changes' 'Nothing changes'
json 'no difference' '.differences == [] and .unchanged.findings > 0' $town $town
json 'an edition and itself' '.differences == []' --edition 2026,2026 $town
json 'a day and itself' '.differences == []' --date 2026-11-23,2026-11-23 $town

# two editions
run --format json --edition 2011,2026 $town
jq_true 'keys_unsorted == ["format_version","planner","before","after","differences","unchanged","questions"] and
    .before.edition == 2011 and .after.edition == 2026 and (.before | keys_unsorted) == ["name","edition","date","verdict"] and
    (.differences | all(keys_unsorted == ["kind","id","before","after","causes"]))' "$dir/out"
verdict 'names in their order' $?
row() { jq_true "[.differences[] | select(.kind == \"platform\" and .id == \"$2\")] | length == 1 and (.[0] | $3)" "$dir/out"; verdict "$1" $?; }
row 'Facebook no longer reaches the young' facebook 'any(.causes[]; .cause == "catalogue" and .need == "reach-youth" and .before == "main" and .after == "none")'
row 'Instagram comes' instagram '.after.decision == "open" and .causes[0].cause == "catalogue"'
row 'Twitter and X are one' x '.before.platform == "twitter" and .after.platform == "x" and .causes[0].became.status == "renamed"'
row 'Viadeo goes, and why' viadeo '.after == null and .causes[0].became.status == "closed"'
jq_true '[.differences[] | select(.id == "twitter")] == []' "$dir/out"; verdict 'Twitter has no row of its own' $?
jq_true '.differences[] | select(.id == "twitter-rhythm") | .causes == [{cause: "rule", rule: "twitter-rhythm", edition: 2011, relation: null, related: null, arbitration: null}]' "$dir/out"
verdict 'a rule of one edition' $?
sed -e 's/^objectifs:.*/objectifs: [visibilité, dialogue]/; s/^publics:.*/publics: [habitants]/' $town >"$dir/adults.yaml"
run --format json --edition 2011,2026 "$dir/adults.yaml"
jq_true '.differences[] | select(.id == "hours-short") | .causes | any(.cause == "consequence" and .id == "twitter")' "$dir/out"
verdict 'missing hours follow from the platforms' $?
json 'a rule that another confirms' '[.differences[].causes[] | select(.relation == "confirmed-by")] | any(.rule == "facebook-intercommunality-debatable" and .related == "facebook-intercommunality-services" and (.arbitration | length > 0))' \
    --edition 2011,2026 examples/intercommunality.yaml
cp "$dir/out" "$dir/there"
json 'the other way round' '.before.edition == 2026 and .after.edition == 2011' --edition 2026,2011 examples/intercommunality.yaml
many "$(jq '.differences | length' "$dir/out")" "$(jq '.differences | length' "$dir/there")"; verdict 'has as many differences' $?

# two days
printf 'name: Y\nkind: commune\npresence: {accounts: [{platform: facebook, owner: official, last_post: 2026-11-01}]}\n' >"$dir/day.yaml"
json 'time alone' '.differences | length > 0 and all(.causes | length > 0 and all(.cause == "date" and (.fact == "presence.dormant" or .fact == "presence.living"))) and
    any(.[].causes[]; .fact == "presence.dormant")' --date 2026-11-23,2027-11-23 "$dir/day.yaml"
[ ! -s "$dir/err" ]; verdict 'no warning about days to come' $?
status 'is said' 0 --lang fr --date 2026-11-23,2027-11-23 "$dir/day.yaml"
out_has 'with the two days' 'novembre 2027'

# one fact
sed 's/lacher_prise: hésitante .*/lacher_prise: prête/' $town >"$dir/ready.yaml"
sed 's/lacher_prise: hésitante .*/lacher_prise: refusée/' $town >"$dir/refused.yaml"
line=$(grep -n 'lacher_prise' $town | cut -d: -f1)
json 'one fact changes the verdict' ".differences[0] | .kind == \"verdict\" and .before == \"conditional\" and .after == \"not-yet\" and
    (.causes == [{cause: \"fact\", fact: \"internal.letting_go\", before: {value: \"ready\", line: $line, column: 17}, after: {value: \"refused\", line: $line, column: 17}}])" \
    "$dir/ready.yaml" "$dir/refused.yaml"
jq_true '.differences | all(.causes | all(.cause == "consequence" or .fact == "internal.letting_go"))' "$dir/out"
verdict 'nothing else is blamed' $?
run --lang en "$dir/ready.yaml" "$dir/refused.yaml"
grep -F "(ready.yaml:$line)" "$dir/out" | grep -qF "(refused.yaml:$line)"; verdict 'both places are shown' $?
mkdir "$dir/later" && cp "$dir/refused.yaml" "$dir/later/ready.yaml"
run --lang en "$dir/ready.yaml" "$dir/later/ready.yaml"; out_has 'files of the same name are told apart' 'later/ready.yaml'
printf '\nexceptions: [{advice: facebook, reason: why not}, {advice: name-backup, reason: later}]\n' | cat $town - >"$dir/aside.yaml"
json 'advice set aside, and the hours it took' '.differences | map(.id) == ["facebook", "instagram", "hours-short", "name-backup", "find-hours", "improve-accounts", "hours"] and
    (map(select(.id == "facebook" or .id == "name-backup")) | length == 2 and all(.causes | map(.fact) == ["exceptions"])) and
    (map(select(.id != "facebook" and .id != "name-backup")) | length == 5 and all(.causes == [{cause: "consequence", of: "platform", id: "facebook"}]))' $town "$dir/aside.yaml"
sed '/^circuit_validation:/,/^delais_vises:/{/^delais_vises:/!d}' $town >"$dir/nochain.yaml"
json 'a circuit that one side does not state' '[.differences[] | select(.kind == "delay")] | length == 4 and all(.after == null and .causes[0].fact == "validation_chain")' $town "$dir/nochain.yaml"
status 'is said' 0 $town "$dir/nochain.yaml"

printf 'name: Y\nkind: commune\npopulation: 15000\nmeans: {hours_per_week: 3, community_manager: shared, moderation: daily}\n' >"$dir/sure.yaml"
printf 'name: Y\nkind: commune\npopulation: 15000\nmeans: {hours_per_week: 3}\n' >"$dir/unsure.yaml"
json 'a condition that one side leaves open' '.differences[] | select(.id == "facebook") | .after.provisional and (.before.provisional | not) and (.causes | map(.fact) | index("means.moderation") != null)' \
    "$dir/sure.yaml" "$dir/unsure.yaml"
jq_true '.differences[] | select(.id == "hours-short") | .causes == [{cause: "consequence", of: "platform", id: "facebook"}]' "$dir/out"
verdict 'what follows from it says so' $?

# hours: those that the profile states, without what it sets aside
sed 's/^means:/means:\n  hours_per_platform: [{platform: facebook, hours: 17}]/' examples/city.yaml >"$dir/stated.yaml"
json 'stated hours are a difference, and its cause' '[.differences[] | select(.kind == "hours")] | length == 1 and .[0].after - .[0].before == 11 and (.[0].causes | map(.fact) == ["means.hours_per_platform"])' \
    examples/city.yaml "$dir/stated.yaml"
for name in city stated; do
    file=examples/city.yaml
    [ $name = city ] || file=$dir/stated.yaml
    { cat "$file"; printf 'exceptions:\n  - {advice: facebook, reason: R}\n'; } >"$dir/aside-$name.yaml"
done
json 'what is set aside takes no hours' '[.differences[] | select(.kind == "hours")] | length == 1 and .[0].before - .[0].after == 6' examples/city.yaml "$dir/aside-city.yaml"
json 'and stated hours of it change nothing' '.differences | length == 0' "$dir/aside-city.yaml" "$dir/aside-stated.yaml"
grep -v '^  animateur:' examples/village.yaml >"$dir/nobody.yaml"
run examples/village.yaml "$dir/nobody.yaml" && [ -s "$dir/out" ] && grep -q 'ne disent pas encore' "$dir/out" && ! grep -q '{' "$dir/out"
verdict 'a provisional decision names what it rests on' $?

# every pair of examples, both editions of each
article() { # name, arguments
    name=$1
    shift
    run --format json "$@" && jq_true '.differences | all(.causes | length > 0)' "$dir/out"
    verdict "$name: every difference has a cause" $?
    points=$(jq '.differences | length' "$dir/out")
    for lang in fr en; do
        run --lang $lang "$@" && cmark --unsafe "$dir/out" >"$dir/html" && many "$(grep -c '^#' "$dir/out")" "$(grep -cE '^<h[1-6]>' "$dir/html")" &&
            [ "$(grep -c '^# ' "$dir/out")" -eq 1 ] && [ "$(grep -c '^|---' "$dir/out")" -eq "$(cmark-gfm -e table -t html "$dir/out" | grep -c '<table')" ] &&
            { [ "$points" -eq 0 ] || grep -qE "(^| )$points points|seul point|one point" "$dir/out"; }
        verdict "$name, $lang: readers see it" $?
        sed -i "s/Maison de l'emploi de Marvance et de l'Yvrance/X/g" "$dir/out" # a name is printed as it is written
        # no identifier, no placeholder, no empty cell or section, one language
        lacks -E '\{[0-9a-z._]+\\?\}|\(null\)|\| +\||\b(internal|means|presence|chain|plan|editorial)\.[a-z_]+|  +[a-zA-Z]' "$dir/out" &&
            sections_full "$dir/out" &&
            if [ $lang = fr ]; then
                lacks -wE 'the|which|with|against|should|authority' "$dir/out" && lacks -P "[a-zéèà]'[a-zéèàA-Z]| [:;!?](\s|$)" "$dir/out"
            else
                sed -i 1,2d "$dir/out" # the names, as they are written
                lacks -wE 'avec|dans|cette|sont|doit|contre|selon' "$dir/out"
            fi
        verdict "$name, $lang: clean" $?
    done
}
for before in $(examples); do
    article "$(basename "$before" .yaml) 2011,2026" --edition 2011,2026 "$before"
    for after in $(examples); do
        [ "$before" = "$after" ] || article "$(basename "$before" .yaml) and $(basename "$after" .yaml)" "$before" "$after"
    done
done
