#!/bin/sh
# SPDX-License-Identifier: MIT
# The official register and the profiles made from it.
set -u
cd "$(dirname "$0")/../.." || exit 2
. tests/suites/lib.sh

[ "$(wc -l <src/knowledge/register/communes.tsv)" -eq 34969 ] && [ "$(wc -l <src/knowledge/register/intercommunalities.tsv)" -eq 1266 ] &&
    [ "$(wc -l <src/knowledge/register/councils.tsv)" -eq 95 ] && [ "$(wc -l <src/knowledge/register/regions.tsv)" -eq 17 ]
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
    ! grep -qw 'habitants' "$dir/en.yaml"
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
same 'a department by its name' 86 --commune vienne --kind department
grep -q '^type: département$' "$dir/out" && grep -q '^planner: Vienne, 86 (departmental council)$' "$dir/err"
verdict 'it is one' $?
same 'a town of that name comes first' 38544 --commune Vienne
same 'a region, by a code that a department has too' 84 --code 84 --kind region
grep -q '^type: région$' "$dir/out" && ! grep -q '^département:' "$dir/out" && "$planner" check "$dir/out" 2>/dev/null
verdict 'it lies in no department' $?
"$planner" init --code 84 2>"$dir/err"
[ $? -eq 2 ] && grep -qF '84 (departmental council), 84 (regional council)' "$dir/err"
verdict 'a code that two have is not guessed' $?
same 'Alsace has one council' 6AE --commune Alsace
for code in 75 2A 67 972; do
    "$planner" init --code $code --kind department >/dev/null 2>&1
    [ $? -eq 2 ]
    verdict "$code has no departmental council" $?
done
"$planner" init --department all --kind department -q -d "$dir/councils" && [ "$(ls "$dir/councils" | wc -l)" -eq 95 ] &&
    "$planner" init --department all --kind region -q -d "$dir/regions" && [ "$(ls "$dir/regions" | wc -l)" -eq 17 ]
verdict 'all departments, all regions' $?
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

# What the register says of where a commune stands: of the plan, by the code alone.
plan() { # code or profile, arguments; the plan is in $dir/plan
    case $1 in
        "$dir/town.yaml") ;;
        *.yaml) cp "$1" "$dir/town.yaml" ;;
        *) "$planner" init -q --code "$1" >"$dir/town.yaml" ;;
    esac
    shift
    "$planner" "$dir/town.yaml" --date 2026-11-30 "$@" >"$dir/plan" 2>"$dir/err"
}
says() { # what, text; narrow and no-break spaces count as spaces
    sed 's/\xc2\xa0/ /g; s/\xe2\x80\xaf/ /g' "$dir/plan" | grep -qF "$2"
    verdict "$1" $?
}
silent() { # what, words
    ! grep -qE "$2" "$dir/plan"
    verdict "$1" $?
}
plan 42186
says 'the intercommunal authority, its sort, its population, the share of it' 'Intercommunalité : Saint-Étienne Métropole (métropole, 407 700 habitants). La commune compte 4 % de ses habitants (répertoire officiel 2026).'
says 'the communes nearest in size' 'les plus proches par la taille, d’après le même répertoire : Firminy (17 060), Le Chambon-Feugerolles (12 314), Andrézieux-Bouthéon (10 425).'
alike=$(awk -F'\t' '$3 >= 10000 && $3 < 20000 && $4 != "" && $1 !~ /^(57|67|68|97)/' src/knowledge/register/communes.tsv | wc -l)
says 'a plan that the register alone makes says how many share it' "commun à $alike communes"
says 'and which three answers would make it its own' 'le rendraient propre à celle-ci : délégation de la parole, objectifs, comptes existants.'
plan 42186 --document note --lang en
says 'the note too, in English' "it is common to $alike communes. Three answers would make it this one’s own: delegation of the right to speak, goals, existing accounts."
plan 42186 --document full
[ "$(grep 'plus proches par la taille' "$dir/plan" | tr -cd '(' | wc -c)" -eq 15 ] # each with its population
verdict 'fifteen of them in full' $?
grep -qF '# Communes de l’intercommunalité les plus proches par la taille' "$dir/town.yaml"
verdict 'the profile carries them as comments' $?
sed -i '/^#/d' "$dir/town.yaml" && plan "$dir/town.yaml"
says 'a profile without these comments gains them by its code' 'Intercommunalité : Saint-Étienne Métropole'
plan 67482
says 'other holidays, another plan' "commun à $(awk -F'\t' '$3 > 100000 && $4 != "" && $1 ~ /^(57|67|68)/' src/knowledge/register/communes.tsv | wc -l) communes"
plan 93066
says 'around Paris the territory' 'Intercommunalité : Plaine Commune (établissement public territorial'
plan 75056
silent 'an authority of one commune is none to share with' 'Intercommunalité|intercommunalité|plus proches'
plan 29155
silent 'an island on its own has none' 'Intercommunalité'
says 'its neighbours are those of the department' 'Communes du département les plus proches par la taille'
printf 'nom: Ailleurs\ntype: commune\nhabitants: 15242\ncode: "42999"\n' >"$dir/other.yaml" && plan "$dir/other.yaml" && cp "$dir/plan" "$dir/unknown"
silent 'a code that the register does not have says nothing' 'ntercommunalité|plus proches|répertoire'
sed -i '/^code/d' "$dir/other.yaml" && plan "$dir/other.yaml" && cmp -s "$dir/plan" "$dir/unknown"
verdict 'nor does none' $?
"$planner" init -q --code 42 --kind department >"$dir/loire.yaml" && plan "$dir/loire.yaml"
says 'a department shares its plan with others' 'commun à 89 collectivités du même type'
"$planner" init -q --code 53186 | sed 's/^# objectifs:.*/objectifs: [emploi]/' >"$dir/own.yaml" && plan "$dir/own.yaml"
silent 'one answer more, and it is the town'"'"'s' 'commun à'

# The steps that rest on it, in the words of the town.
"$planner" init -q --code 53186 >"$dir/lone.yaml" && cat >>"$dir/lone.yaml" <<'END'
moyens: {animateur: aucun, suppleance: non, equipe: 1, heures_par_semaine: 4}
presence: {comptes: [{plateforme: facebook, tenu_par: officiel, abonnes: 900}]}
END
plan "$dir/lone.yaml" --format json
jq_true '[.steps[].id] | contains(["relay-with-grouping", "share-with-grouping", "borrow-deputy"])' <"$dir/plan"
verdict 'a lone officer asks the grouping and the neighbours' $?
jq_true '.steps[] | select(.id == "borrow-deputy") | .text | contains("CC du Pays de Craon") and contains("Renazé")' <"$dir/plan"
verdict 'by their names' $?
sed 's/^code: .*/code: "53999"/' "$dir/lone.yaml" >"$dir/lost.yaml" && plan "$dir/lost.yaml" --format json
jq_true '[.steps[].id] | any(. == "relay-with-grouping" or . == "share-with-grouping" or . == "borrow-deputy") | not' <"$dir/plan"
verdict 'without the register none of them' $?
