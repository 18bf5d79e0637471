#!/bin/sh
# SPDX-License-Identifier: MIT
# The official register and the profiles made from it.
set -u
cd "$(dirname "$0")/../.." || exit 2
. tests/suites/lib.sh

[ "$(wc -l <src/knowledge/register/communes.tsv)" -eq 34969 ] && [ "$(wc -l <src/knowledge/register/intercommunalities.tsv)" -eq 1255 ]
verdict 'the register is whole' $?
for name in 'Rive-de-Gier' 'rive de gier' 'RIVE-DE-GIER'; do
    "$planner" init --commune "$name" >"$dir/one.yaml" && grep -q '^habitants: 15242$' "$dir/one.yaml" && grep -q '^code: "42186"$' "$dir/one.yaml" &&
        grep -q '^département: "42"$' "$dir/one.yaml"
    verdict "by name: $name" $?
done
[ -s "$dir/one.yaml" ] && "$planner" check "$dir/one.yaml" 2>"$dir/err" && [ ! -s "$dir/err" ]
verdict 'the profile it writes has no error and no warning' $?
"$planner" init --code 42186 | alike - "$dir/one.yaml"
verdict 'by code: the same' $?
"$planner" init --code 42186 --lang en >"$dir/en.yaml" && grep -q '^name: Rive-de-Gier$' "$dir/en.yaml" && "$planner" check "$dir/en.yaml" 2>/dev/null &&
    ! grep -q 'habitants' "$dir/en.yaml"
verdict 'in English' $?
"$planner" init --code 200000438 >"$dir/cc.yaml" && grep -q '^type: intercommunalité$' "$dir/cc.yaml" && "$planner" check "$dir/cc.yaml" 2>/dev/null
verdict 'an intercommunal authority by its SIREN code' $?
for code in 2A004 97411 01001 98735; do
    "$planner" init --code $code >"$dir/x.yaml" && grep -q "^code: \"$code\"\$" "$dir/x.yaml" && "$planner" check "$dir/x.yaml" 2>/dev/null
    verdict "code $code" $?
done
"$planner" init --commune Beaulieu 2>"$dir/err" >"$dir/out"
[ $? -eq 2 ] && [ ! -s "$dir/out" ] && grep -q '07028 (Ardèche)' "$dir/err" && grep -q '63031 (Puy-de-Dôme)' "$dir/err"
verdict 'homonyms are offered with their department' $?
same() { # what, code, arguments
    what=$1 code=$2
    shift 2
    "$planner" init "$@" >"$dir/out" 2>"$dir/err"
    [ $? -eq 0 ] && grep -q "^code: \"$code\"\$" "$dir/out"
    verdict "$what" $?
}
same 'a department tells homonyms apart' 93066 --commune Saint-Denis --department 93
same 'an intercommunal authority by its name' 244200770 --commune 'Saint-Étienne Métropole' --kind intercommunality
grep -q '^planner: Saint-Étienne Métropole, 244200770 (intercommunal authority, Loire)$' "$dir/err"
verdict 'what was written is said' $?
same 'also without its kind, where no commune is called so' 244200770 --commune 'saint etienne metropole'
"$planner" init --code 42186 -o "$dir/said.yaml" >"$dir/out" 2>"$dir/err"
[ ! -s "$dir/out" ] && grep -qx "planner: $dir/said.yaml: Rive-de-Gier, 42186 (Loire)" "$dir/err"
verdict 'with its file' $?
"$planner" init --code 42186 -q -o "$dir/quiet.yaml" 2>"$dir/err" && [ ! -s "$dir/err" ] && cmp -s "$dir/said.yaml" "$dir/quiet.yaml"
verdict '--quiet says nothing' $?
"$planner" init --code 42186 -o "$dir/said.yaml" 2>"$dir/err"
[ $? -eq 3 ] && grep -qF "\`planner init -o $dir/said.yaml $dir/said.yaml\` completes it" "$dir/err"
verdict 'a file that is there can be completed' $?
"$planner" init --code 42186 -o "$dir/none/x.yaml" 2>"$dir/err"
[ $? -eq 3 ] && grep -q 'E002' "$dir/err"
verdict 'a folder that is not there' $?
"$planner" init --commune Rive-de-Gire 2>"$dir/err"
[ $? -eq 2 ] && grep -q "did you mean 'Rive-de-Gier'" "$dir/err"
verdict 'a misspelt name' $?
# (without any option, init asks: tests/suites/init.py)
for options in '--kind commune' '--code 42186 x.yaml' '--code 42186 --set name=X' '--commune A --code 1' '--department 42' '--department 99 -d x' '--code 99999' '--code 75056 --kind intercommunality' '--commune Rive-de-Gier -d x' \
    '--commune Saint-Denis --department 42' '--code 42186 --department 42'; do
    # shellcheck disable=SC2086
    (cd "$dir" && "$planner" init $options) 2>/dev/null
    [ $? -eq 2 ]
    verdict "refused: init $options" $?
done

# every line that is a comment is a line of YAML once the comment sign is gone
sed -n '/^# \(interne\|moyens\|présence\)/,$p' "$dir/one.yaml" | grep -c '^ *# [a-zéèâ_]*:' >"$dir/keys"
[ "$(cat "$dir/keys")" -gt 40 ]
verdict 'the fields are there to be filled in' $?
sed 's/^# interne:/interne:/; s/^  # lâcher_prise:/  lâcher_prise: prête/; s/^# objectifs:/objectifs: [emploi]/' "$dir/one.yaml" >"$dir/filled.yaml"
"$planner" "$dir/filled.yaml" --format json 2>/dev/null | jq_true '(.platforms[] | select(.id == "linkedin") | .decision) == "open" and ([.findings[].id] | index("letting-go-ready") != null)'
verdict 'filling in two lines is enough to reason' $?

"$planner" init --department 42 -d "$dir/towns" 2>"$dir/said" && "$planner" batch -d "$dir/reports" --summary "$dir/reports.csv" "$dir/towns" 2>"$dir/err"
verdict 'a department: a profile each, then a report each' $?
[ "$(ls "$dir/towns" | wc -l)" -eq "$(grep -c '^42' src/knowledge/register/communes.tsv)" ] && [ "$(ls "$dir/reports" | wc -l)" -eq "$(ls "$dir/towns" | wc -l)" ] &&
    [ "$(wc -l <"$dir/reports.csv")" -eq "$(($(ls "$dir/towns" | wc -l) + 1))" ]
verdict 'none is missing' $?
grep -qx "planner: 320 profiles written to $dir/towns" "$dir/said"
verdict 'how many is said' $?
"$planner" init --department 42 --kind intercommunality -d "$dir/groupings" && [ "$(ls "$dir/groupings" | wc -l)" -eq "$(cut -f 4 src/knowledge/register/intercommunalities.tsv | grep -cx 42)" ]
verdict 'its intercommunal authorities' $?
echo '# mine' >>"$dir/towns/rive-de-gier-42186.yaml"
"$planner" init --department 42 -d "$dir/towns" 2>"$dir/err"
[ $? -eq 3 ] && grep -q 'rive-de-gier-42186.yaml.*E003' "$dir/err" && grep -q '# mine' "$dir/towns/rive-de-gier-42186.yaml"
verdict 'a profile that was filled in is not replaced' $?
grep -qF "'$dir/towns/rive-de-gier-42186.yaml' exists already" "$dir/err" && grep -qF "\`planner init -o $dir/towns/rive-de-gier-42186.yaml $dir/towns/rive-de-gier-42186.yaml\`" "$dir/err" &&
    grep -qx "planner: 0 profiles written to $dir/towns, 319 unchanged" "$dir/err"
verdict 'its path is given, and what to do with it' $?
"$planner" init --code 42186 -o "$dir/one.yaml" 2>"$dir/err"
[ $? -eq 3 ] && grep -q E003 "$dir/err"
verdict 'nor with -o' $?
"$planner" init --code 42186 -o "$dir/one.yaml" --force
verdict 'unless --force says so' $?
