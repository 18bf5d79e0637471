#!/bin/sh
# SPDX-License-Identifier: MIT
# What `planner complete` offers, for each word of a command line. The shells that ask it are tried by tests/suites/install.sh.
set -u
cd "$(dirname "$0")/../.." || exit 2
. tests/suites/lib.sh
cd examples || exit 2

values() { "$planner" complete -- "$@" 2>/dev/null | cut -f1; }
offers() { # NAME LINE, of the answer, WORDS...
    name=$1 line=$2
    shift 2
    has "$name" "$line" "$(values "$@")"
}
fits() { # NAME VALUES WORDS...: those, and no other
    name=$1 wanted=$2
    shift 2
    same "$name" "$wanted" "$(values "$@" | paste -sd ' ')"
}
nothing() { # NAME WORDS...: by a program that would offer something
    name=$1
    shift
    same "$name" 'help then ' "$(values hel | tail -n 1) then $(values "$@" | paste -sd ' ')"
}

# ---- every command, with its options
commands=$("$planner" help | sed -n 's/^  \([a-z]*\) \{2,\}[^ ].*/\1/p')
for command in $commands; do
    offers "completes $command" "$command" "$(echo "$command" | cut -c 1-2)"
    "$planner" help "$command" | grep -oE -- '^  (-., )?--[a-z-]+' | grep -oE -- '--[a-z-]+' | LC_ALL=C sort >"$dir/expected"
    values "$command" -- >"$dir/got"
    alike "$dir/got" "$dir/expected"
    verdict "the options of $command are those of its help" $?
done
fits 'an option that is given is not offered again' '--format --front-matter' ville.yaml --force -q --edition 2011 --f
fits 'but for one that may be repeated' --set init --set goals= --se
offers 'without a command, the options of plan' --sections --sec
fits 'an option before the command keeps its value apart' ':profiles chain check' --lang fr ch

# ---- values
formats=$("$planner" help plan | sed -n 's/^formats: //p' | tr ' ' '\n' | LC_ALL=C sort | paste -sd ' ')
fits 'the formats after a profile' "${formats:-some}" ville.yaml --format ''
fits 'of chain' 'json md' chain ville.yaml -f ''
fits 'of compare, from the first letter' html compare ville.yaml city.yaml --format h
fits 'of check' 'json sarif' check ville.yaml -f ''
fits 'of dossier' 'docx html md' dossier ville.yaml -f ''
fits 'the words of an option' 'en fr' plan --lang ''
fits 'behind an equals sign, as bash parts it' fr plan --lang = f
fits 'as other shells leave it' '--lang=fr' plan --lang=f
fits 'behind a letter' '-fjson' plan -fj
fits 'editions' '2011 2026' ville.yaml --edition ''
fits 'the second edition of compare' '2011,2026' compare ville.yaml --edition 2011,202
nothing 'but of no other command' plan ville.yaml --edition 2011,202
offers 'documents' note ville.yaml --document ''
offers 'of a knowledge that the line names' note ville.yaml --knowledge ../src/knowledge --document no
fits 'the second of the sections' 'decision,means' ville.yaml --sections decision,mea
fits 'those of the document' rhythm ville.yaml --document handbook --sections rh
fits 'the tables of csv' 'accounts actions' ville.yaml -f csv --sections ac
fits 'as the name of the file says' 'accounts actions' ville.yaml -o x.csv --sections ac
nothing 'a format without sections' ville.yaml -f json --sections ''
fits 'colours' 'always auto' check --color a
fits 'a file' :files plan -o ''
fits 'a template' :files ville.yaml --template ''
fits 'a folder' :folders batch -d ''

# ---- the register
fits 'a commune, whatever its case and accents' 'Rive-de-Gier' init --commune rive-de-gi
fits 'an intercommunal authority' 'Saint-Étienne Métropole' init --commune saint-etienne-m
nothing 'of the kind that is given' init --kind commune --commune saint-etienne-m
fits 'of the department that is given' Saint-Chamond init --department 42 --commune saint-cham
has 'where they are, when several have the name' "$(printf 'Saint-Denis\tAude, Gard, La Réunion, Seine-Saint-Denis')" "$("$planner" complete -- init --commune saint-deni)"
offers 'codes' 42186 init --code 4218
fits 'departments' '971 972 973 974 975 976 977 978' init --department 97
offers 'all departments' all init --department a
nothing 'but not for one commune' init --commune Rive-de-Gier --department al

# ---- operands
offers 'the first word may be a profile' :profiles vil
offers 'a profile after a command' :profiles check ville.yaml ci
nothing 'plan takes one profile' ville.yaml ''
fits 'compare takes two' :profiles compare ville.yaml ''
nothing 'and no third' compare ville.yaml city.yaml ''
fits 'an item' linkedin why ville.yaml linke
"$planner" why --lang en ville.yaml | sed -n '/not in the plan/d; s/^  \([^ ]*\) – .*/\1/p' | LC_ALL=C sort >"$dir/expected"
values why ville.yaml '' >"$dir/got"
alike "$dir/got" "$dir/expected"
verdict 'every item that the plan has, and no other' $?
"$planner" complete -- why --edition 2011 ville.yaml '' | cut -f1 >"$dir/got"
lacks '^tiktok$' "$dir/got" && grep -qx facebook "$dir/got"
verdict 'of the edition that the line names' $?
nothing 'no item of what is no profile' why ../tests/lib.sh ''
mkfifo "$dir/pipe"
nothing 'nor of a pipe, which is not read' why "$dir/pipe" ''
timeout 20 "$planner" complete -- why - '' </dev/zero >"$dir/got"
same 'standard input is not read' '0help' "$?$(cat "$dir/got")$(values hel | tail -n 1)"
HOME=$PWD
export HOME
fits 'a profile in the home' linkedin why '~/ville.yaml' linke
fits 'knowledge show ID' linkedin knowledge show linke
offers 'a fact' population knowledge show popul
offers 'a claim' demarche.11 knowledge show demarche.
fits 'knowledge' 'check coverage' knowledge c
nothing 'but one' knowledge check ''
offers 'a topic' profile help p
offers 'a command of which help is asked' plan help p
fits 'a code' P012 help P012
nothing 'schema has no operand' schema ''
fits 'behind two dashes there are operands only' :profiles check -- -x

# ---- what they are
has 'in English' "$(printf 'schema\twrites the JSON Schema of the profile')" "$("$planner" complete -- sch)"
has 'in French' "$(printf 'schema\técrit le schéma JSON du profil')" "$(LC_ALL=fr_FR.UTF-8 "$planner" complete -- sch)"
has 'the decision on a platform' "$(printf 'linkedin\tDo not open')" "$("$planner" complete -- why ville.yaml linke)"
has 'what a choice does' "$(printf 'show\tone of them, a claim, source, fact, need, role…')" "$("$planner" complete -- knowledge sh)"
"$planner" complete -- plan --bogus nothing.yaml --lang xx '' >"$dir/out" 2>"$dir/err"
same 'a faulty line is no fault' '0help' "$?$(cat "$dir/out" "$dir/err")$(values hel | tail -n 1)"
