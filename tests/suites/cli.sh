#!/bin/sh
# SPDX-License-Identifier: MIT
# The command line: statuses, streams, files, languages.
set -u
cd "$(dirname "$0")/../.." || exit 2
. tests/suites/lib.sh
town=examples/ville.yaml

run() { ran=" $* "; "$planner" "$@" >"$dir/out" 2>"$dir/err" </dev/null; }
# What was run last says something, unless all is well and it checks, or writes files.
says_something() { # STATUS
    case $1$ran in '0 check '* | 0*' -o '* | 0*' -d '*) ;; *) [ -n "$(cat "$dir/out" "$dir/err")" ] ;; esac
}
status() { # name, wanted status, arguments
    name=$1 wanted=$2
    shift 2
    run "$@"
    [ $? -eq "$wanted" ] && says_something "$wanted"
    verdict "$name" $?
}
out_has() { grep -qF -- "$2" "$dir/out"; verdict "$1" $?; }
err_has() { grep -qF -- "$2" "$dir/err"; verdict "$1" $?; }
out_empty() { [ ! -s "$dir/out" ] && says_something "$wanted"; verdict "$1" $?; }
err_empty() { [ ! -s "$dir/err" ] && says_something "$wanted"; verdict "$1" $?; }

status 'a report' 0 $town
err_empty 'a report says nothing on standard error'
cp "$dir/out" "$dir/plain"
run plan $town; alike "$dir/out" "$dir/plain"; verdict 'plan is the default command' $?
"$planner" - <$town >"$dir/out" 2>"$dir/err"; sed 's/stdin>/X/;s/<X/X/' "$dir/out" >"$dir/a"; grep -q '^# ' "$dir/a"; verdict 'a profile from standard input' $?

status 'no argument' 2
status 'unknown command' 2 chek $town
err_has 'a command is suggested' "did you mean 'check'?"
status 'unknown option' 2 --langue fr $town
err_has 'an option is suggested' "did you mean '--lang'?"
status 'no abbreviation of options' 2 --lan fr $town
status 'an option without its value' 2 $town --lang
status 'a wrong value' 2 $town --lang de
err_has 'the values are listed' 'fr, en'
status 'an option twice' 2 $town --lang fr --lang en
status 'a switch with a value' 2 $town --strict=yes
status 'an option of another command' 2 check --sections known $town
status 'one operand too many' 2 $town $town
status 'unknown edition' 2 $town --edition 1999
status 'unknown section' 2 $town --sections decision,nothing
status 'a wrong date' 2 $town --date 2026-02-30
status 'options before or after' 0 --lang en $town --date 2026-11-23
status 'joined value' 0 --lang=en -fjson $town
SOURCE_DATE_EPOCH=x run $town; [ $? -eq 2 ]; verdict 'a wrong SOURCE_DATE_EPOCH' $?

status 'a missing file' 3 "$dir/none.yaml"
out_empty 'nothing on standard output'
status 'a folder is no profile' 3 examples/
printf 'nom: X\n' >"$dir/bad.yaml"
status 'an incomplete profile' 1 "$dir/bad.yaml"
out_empty 'nothing on standard output with errors'
printf 'nom: X\ntype: commune\nhabitants:\n' >"$dir/warn.yaml"
status 'a warning' 0 check "$dir/warn.yaml"
err_has 'the warning is said' 'warning'
status 'a warning with --strict' 1 --strict "$dir/warn.yaml"
out_empty '--strict writes no report'
status 'a quiet warning' 0 --quiet "$dir/warn.yaml"
err_empty '--quiet says nothing'
status 'check goes on after a bad file' 3 check "$dir/none.yaml" "$dir/bad.yaml" $town
err_has 'both are reported' 'bad.yaml'
status 'knowledge that is not there' 3 --knowledge "$dir" $town
LC_ALL=fr_FR.UTF-8 run check "$dir/bad.yaml"; grep -q 'erreur' "$dir/err"; verdict 'messages in French by the locale' $?
LC_ALL=C LANG=fr_FR.UTF-8 run check "$dir/bad.yaml"; grep -q 'error' "$dir/err"; verdict 'LC_ALL goes before LANG' $?

status 'to a file' 0 $town -o "$dir/plan.md"
out_empty 'nothing on standard output'
cmp -s "$dir/plan.md" "$dir/plain"; verdict 'the file is the report' $?
echo before >"$dir/keep.md"
run "$dir/bad.yaml" -o "$dir/keep.md"; grep -q before "$dir/keep.md"; verdict 'a failed run leaves the file alone' $?
status 'a folder that is not there' 3 $town -o "$dir/none/plan.md"
ln -s keep.md "$dir/link.md"; run $town -o "$dir/link.md"; [ -L "$dir/link.md" ] && cmp -s "$dir/keep.md" "$dir/plain"; verdict 'through a symbolic link' $?
[ "$(find "$dir" -name '.planner-*' | wc -l)" -eq 0 ]; verdict 'no temporary file is left' $?
if [ -w /dev/full ]; then
    "$planner" $town >/dev/full 2>"$dir/err"; [ $? -eq 3 ]; verdict 'a full device' $?
    status 'a full device as file' 3 $town -o /dev/full
fi

status 'the version' 0 --version
status 'the help' 0 --help
for command in plan check why chain next init batch compare knowledge schema complete help version; do
    out_has "the help names $command" "  $command"
    "$planner" help $command >"$dir/other" 2>&1 || echo "not ok - help $command"
done
"$planner" help init | grep -A 1 -- '--kind commune|intercommunality|department|region$' | grep -q '^ \{32\}kind of'; verdict 'the help of a long option stands on a line of its own, in the column' $?
status 'help of a command' 0 why --help
status 'help profile is a profile' 0 help profile
cp "$dir/out" "$dir/profile.yaml"; status 'and it is valid' 0 check "$dir/profile.yaml"; err_empty 'without a warning'
LC_ALL=fr_FR.UTF-8 run help profile; cp "$dir/out" "$dir/profil.yaml"; status 'in French too' 0 check "$dir/profil.yaml"; err_empty 'without a warning either'

status 'sections' 0 $town --sections platforms --heading-level 3 --lang en
[ "$(grep -c '^### ' "$dir/out")" -eq 1 ] && ! grep -q '^## ' "$dir/out"; verdict 'the title has the level asked for' $?
out_has 'the section asked for is there' 'The platforms'
status 'front matter' 0 $town --front-matter
[ "$(head -1 "$dir/out")" = '---' ] && grep -q '^title: "' "$dir/out"; verdict 'metadata come first' $?

status 'coverage' 0 knowledge coverage --lang en
tail -1 "$dir/out" | grep -q '69 of 69'; verdict 'all 69 claims are cited' $?
status 'coverage as JSON' 0 knowledge coverage --format json
[ "$(jq '.claims | length' "$dir/out")" -eq 69 ] && [ "$(jq '[.claims[] | select(.cited_by | length == 0)] | length' "$dir/out")" -eq 0 ]
verdict '69 claims in JSON' $?
status 'list' 0 knowledge list
status 'list as JSON' 0 knowledge list --format json
jq_true '.items | length > 100' "$dir/out"; verdict 'the list is long' $?
status 'show a rule' 0 knowledge show letting-go-refused
status 'show a claim' 0 knowledge show demarche.11 --format json
jq_true '.cited_by | length > 0' "$dir/out"; verdict 'with what cites it' $?
status 'show a platform' 0 knowledge show facebook
status 'show a source' 0 knowledge show confino-2011
status 'show a fact' 0 knowledge show internal.letting_go
status 'show nothing' 2 knowledge show zzz
status 'sources' 0 knowledge sources
status 'the same knowledge from its folder' 0 $town --knowledge src/knowledge
alike "$dir/out" "$dir/plain"; verdict 'gives the same report' $?
cp -r src/knowledge "$dir/broken"; sed -i 's/cite: \[demarche.11\]/cite: [demarche.99]/' "$dir"/broken/rules/readiness.yaml
status 'a fault in the knowledge' 3 $town --knowledge "$dir/broken"
err_has 'says where' 'rules/readiness.yaml:'
status 'the schema' 0 schema
jq_true '."$schema" and .properties.goals and .properties.objectifs' "$dir/out"; verdict 'is JSON with both languages' $?
run knowledge reference; cmp -s "$dir/out" docs/profile.md; verdict 'docs/profile.md is what the vocabulary says' $?
run knowledge reference --lang fr; cmp -s "$dir/out" docs/profil.md; verdict 'docs/profil.md is what it says in French' $?

status 'why, all items' 0 why $town
status 'why an item' 0 why $town linkedin
status 'why nothing' 2 why $town linkdin
err_has 'an item is suggested' "did you mean 'linkedin'?"
status 'next' 0 next examples/minimal.yaml
status 'next as JSON' 0 next examples/minimal.yaml --format json
jq_true '.questions | length >= 3' "$dir/out"; verdict 'a minimal profile has questions' $?
jq_true '[.questions[0].answers[] | select(.value == "refused")][0] | .verdict == "not-yet" and (.rules | length) == .settles - (.platforms | length)' "$dir/out"
verdict 'with what each answer would settle' $?
jq_true 'all(.questions[]; .settles >= ([.answers[].settles] | max))' "$dir/out"; verdict 'no answer settles more than its question' $?
run next --lang fr examples/minimal.yaml
grep -q '   - refusé.*le verdict devient' "$dir/out" && grep -q '^   - .*recruter.*tranche .*LinkedIn' "$dir/out"; verdict 'in words too' $?

# ---- a word that is none of those it could be: what was meant, in every place and in both languages
meant() { # what is suggested, arguments
    wanted=$1
    shift
    run "$@"
    [ $? -eq 2 ] && grep -qF "did you mean '$wanted'?" "$dir/err"
    verdict "meant: planner $*" $?
}
meant batch bacth $town
meant compare help compar
meant batch help bacth
meant profile help profil
meant codes help code
meant P001 help P0012x
meant --lang --lnag=fr $town
meant fr $town --lang fra
meant 2026 $town --edition 2025
meant html $town -f htlm
meant json next $town -f jsno
meant html $town -o "$dir/plan.htlm"
meant decision $town --sections décision
meant decision $town --sections DECISION
meant platforms $town --sections plateformes
meant roadmap $town --sections 'La feuille de route'
meant roadmap $town --sections 'the road map'
meant actions $town -f csv --sections action
meant coverage knowledge covrage
meant linkedin knowledge show linkdin
meant demarche.11 knowledge show demarche.111
meant internal.letting_go knowledge show internal.leting_go
meant linkedin why $town Linkdin
meant 'plateforme de participation' why $town 'plateformes de participations'
meant 'application d’alerte' why $town 'applications d’alertes'
meant letting-go-ready why $town leting-go-ready
meant Rive-de-Gier init --commune rive-de-gire
meant 42 init --commune Rive-de-Gier --department loire
meant always $town --color alway
meant commune init --commune Rive-de-Gier --kind comune
meant csv-fr batch --summary "$dir/x" --summary-format csvfr $town
LC_ALL=fr_FR.UTF-8 run knowledge covrage; grep -q 'vouliez-vous dire «.coverage.».?.Écrivez l’un de ces mots.: list, show' "$dir/err"; verdict 'in French, with all that there are' $?

# ---- the format by the name of the file
for form in md html json csv ics xlsx; do
    run $town -f $form; cp "$dir/out" "$dir/wanted"
    run $town -o "$dir/named.$form" && cmp -s "$dir/named.$form" "$dir/wanted"
    verdict "-o x.$form" $?
done
run $town -o "$dir/NAMED.HTML" && head -1 "$dir/NAMED.HTML" | grep -q DOCTYPE; verdict 'in capitals' $?
run $town -f csv-fr -o "$dir/fr.csv"; [ $? -eq 0 ] && head -c 3 "$dir/fr.csv" | od -An -tx1 | grep -q 'ef bb bf' && [ ! -s "$dir/err" ]; verdict 'csv-fr goes with .csv' $?
run next $town -o "$dir/next.json" && jq -e '.questions' "$dir/next.json" >/dev/null 2>&1; verdict 'of next' $?
status 'an ending of no format' 2 $town -o "$dir/plan.txt"
err_has 'is said' '[C060]'
[ ! -e "$dir/plan.txt" ]; verdict 'and nothing is written' $?
status 'unless --format says it' 0 $town -f md -o "$dir/plan.txt"
err_empty 'then without a word'
status 'a format of another command' 2 chain $town -o "$dir/chain.html"
err_has 'is said, with those there are' 'md, json'
for form in odt pdf epub; do
    status "-o x.$form" 2 $town -o "$dir/plan.$form"
    err_has "names pandoc" "pandoc -f commonmark_x --shift-heading-level-by=-1 -o plan.$form"
    status "-f $form" 2 $town -f $form
    err_has "names pandoc" 'pandoc -f'
done
status '-o x.ods' 2 $town -o "$dir/plan.ods"
err_has 'names xlsx' '-o actions.xlsx'
status 'a name that contradicts --format' 0 $town -f json -o "$dir/plan2.html"
err_has 'is said' '[C063]'
[ -s "$dir/plan2.html" ] && jq -e .platforms "$dir/plan2.html" >/dev/null 2>&1; verdict 'and --format holds' $?
status 'a name of random letters is no ending' 0 $town -o "$dir/tmp.Xa83jdKqWe"
status 'nor is a year' 0 $town -o "$dir/plan.2026"
cmp -s "$dir/plan.2026" "$dir/plain"; verdict 'Markdown is written' $?

# ---- switches in one word
"$planner" $town -f json >"$dir/wanted" 2>/dev/null; run $town -qf json && cmp -s "$dir/out" "$dir/wanted"; verdict '-qf json' $?
run $town -qfjson && cmp -s "$dir/out" "$dir/wanted"; verdict '-qfjson' $?
status 'an unknown letter among them' 2 $town -qz
err_has 'is named' "'-z'"
status 'a switch twice' 2 $town -qq
status 'a value that is missing' 2 $town -qf
run --version; cp "$dir/out" "$dir/wanted"
run -V && cmp -s "$dir/out" "$dir/wanted" && [ -s "$dir/out" ]; verdict '-V' $?
run version && cmp -s "$dir/out" "$dir/wanted" && [ -s "$dir/out" ]; verdict 'version' $?

# ---- several profiles, a folder, a profile that waits
status 'two profiles' 2 $town examples/city.yaml
err_has 'batch is named' 'planner batch -d DIR'
err_has 'and compare' 'planner compare FILE FILE'
status 'two profiles of chain' 2 chain $town examples/city.yaml
err_has 'batch is named' 'planner batch -d DIR'
status 'a folder' 2 examples
err_has 'batch is named' 'planner batch -d DIR examples'
status 'a folder with its slash' 3 examples/
err_has 'batch is named' 'planner batch -d DIR examples/'
status 'check of a folder' 3 check examples
err_has 'batch is named' 'planner batch -d DIR examples'
for word in '' check why; do
    # shellcheck disable=SC2086
    "$planner" $word <$town >"$dir/out" 2>"$dir/err"; [ $? -eq 2 ] && grep -qF "\`planner $word${word:+ }-\`" "$dir/err"; verdict "a profile waits for: planner $word" $?
    # shellcheck disable=SC2086
    cat $town | "$planner" $word >"$dir/out" 2>"$dir/err"; grep -qF "\`planner $word${word:+ }-\`" "$dir/err"; verdict "through a pipe too: planner $word" $?
done

# ---- the help
for lang in C.UTF-8 fr_FR.UTF-8; do
    for topic in '' plan check why chain next init batch compare knowledge schema complete help version P012 E001 K004; do
        # shellcheck disable=SC2086
        LC_ALL=$lang "$planner" help $topic >"$dir/out" 2>"$dir/err"
        [ -s "$dir/out" ] && [ "$(LC_ALL=C.UTF-8 awk 'length($0) > 0' "$dir/out" | python3 -c 'import sys; print(max(len(line.rstrip("\n")) for line in sys.stdin.buffer.read().decode().splitlines()))')" -le 80 ]
        verdict "help $topic ($lang): 80 columns" $?
    done
done
run help
! grep -q -- '--edition' "$dir/out" && grep -q -- '--color' "$dir/out"; verdict 'the options of every command alone stand in the first help' $?
out_has 'which has examples' '  planner why town.yaml linkedin'
out_has 'and says where more is' 'man planner'
status 'the help of a command has its options' 0 help plan
out_has 'its own' '--edition'
mkdir "$dir/run" && cp examples/ville.yaml "$dir/run/ville.yaml"
cp examples/ville.yaml "$dir/run/town.yaml"
for name in other autre avant après before after; do cp examples/village.yaml "$dir/run/$name.yaml"; done
mkdir "$dir/run/villes" "$dir/run/towns" && cp examples/ville.yaml "$dir/run/villes" && cp examples/ville.yaml "$dir/run/towns"
mkdir "$dir/run/bin" && ln -s "$planner" "$dir/run/bin/planner"
for lang in C.UTF-8 fr_FR.UTF-8; do
    for command in plan check why chain next init batch compare knowledge schema complete help version; do
        LC_ALL=$lang "$planner" help $command 2>/dev/null | sed -n '/^ex.*mples.*:$/,$s/^  //p' >"$dir/examples"
        [ -s "$dir/examples" ]; verdict "help $command ($lang) has examples" $?
        while IFS= read -r line; do
            rm -rf "$dir/try" && cp -R "$dir/run" "$dir/try"
            case $line in 'planner init '*'-o ville.yaml' | 'planner init '*'-o town.yaml') rm "$dir/try/ville.yaml" "$dir/try/town.yaml" ;; esac
            (cd "$dir/try" && printf 'X\n1\n.\n' | PATH="$dir/try/bin:$PATH" sh -c "$line") >"$dir/out" 2>"$dir/err"
            verdict "example: $line" $?
        done <"$dir/examples"
    done
done

# ---- check and why as data; the town in every JSON
printf 'nom: X\ntype: comune\nhabitants:\n' >"$dir/p 1.yaml"
json() { # name, file, what holds of it; empty input is no answer
    [ -s "$2" ] && [ "$(jq "$3" "$2" 2>/dev/null)" = true ]
    verdict "$1" $?
}
status 'check as JSON' 3 check -f json $town "$dir/p 1.yaml" "$dir/none.yaml"
err_empty 'says it there alone'
json 'the files' "$dir/out" '[.files[].path] == ["examples/ville.yaml", "'"$dir"'/p 1.yaml", "'"$dir"'/none.yaml"] and .errors == 2 and .warnings == 1'
json 'the town' "$dir/out" '.files[0].profile.name == "Brelonval-sur-Yvrance" and .files[0].profile.kind == "commune" and .files[1].profile == null'
json 'the messages' "$dir/out" '[.files[1].diagnostics[] | [.code, .severity, .line, .column, .length]] == [["P013", "error", 2, 7, 6], ["P018", "warning", 3, 1, 9]] and (.files[1].diagnostics[0].help | contains("commune"))'
json 'without a place where there is none' "$dir/out" '.files[2].diagnostics[0] | .code == "E001" and .line == null'
status 'quiet' 1 check -q -f json "$dir/p 1.yaml"
json 'leaves warnings out' "$dir/out" '[.files[0].diagnostics[].code] == ["P013"]'
status 'strict: a warning counts' 1 check --strict -f json "$dir/warn.yaml"
json 'and the town is named all the same' "$dir/out" '.files[0].profile.name == "X" and .files[0].warnings == 1'
status 'nothing to say' 0 check $town -o "$dir/check.json"
json 'is an object too' "$dir/check.json" '.errors == 0 and .files[0].diagnostics == []'
status 'check -o without a format' 2 check $town -o "$dir/check"
[ ! -e "$dir/check" ]; verdict 'writes nothing' $?
status 'SARIF' 1 check -f sarif $town "$dir/p 1.yaml"
json 'version and schema' "$dir/out" '.version == "2.1.0" and (."$schema" | test("sarif-2.1.0.json$")) and (.runs | length) == 1'
json 'the tool' "$dir/out" '.runs[0].tool.driver | .name == "planner" and (.version | type) == "string" and all(.rules[]; (.id | type) == "string" and (.shortDescription.text | length) > 0)'
json 'each result has its rule, its level and its message' "$dir/out" '.runs[0] as $run | ($run.results | length) == 2 and all($run.results[]; (.level == "error" or .level == "warning") and (.message.text | length) > 0 and $run.tool.driver.rules[.ruleIndex].id == .ruleId)'
json 'and its place' "$dir/out" '.runs[0].columnKind == "unicodeCodePoints" and (.runs[0].results[0].locations[0].physicalLocation | .artifactLocation.uri == "'"$dir"'/p%201.yaml" and .region == {"startLine": 2, "startColumn": 7, "endColumn": 13})'
status 'SARIF of what is well' 0 check -f sarif $town
json 'has no result' "$dir/out" '.runs[0].results == [] and .runs[0].tool.driver.rules == []'
run check "$dir/p 1.yaml" -o "$dir/x.sarif"; [ $? -eq 1 ]; verdict 'SARIF by the name' $?
json 'is written' "$dir/x.sarif" '.version == "2.1.0"'
status 'why as JSON' 0 why $town -f json
json 'lists the items, with the town' "$dir/out" '.profile.name == "Brelonval-sur-Yvrance" and (.items | length) > 200 and all(.items[]; .id and .kind and (.decision or .state))'
json 'and their names' "$dir/out" '([.items[] | select(.id == "linkedin")][0] | .name == "LinkedIn" and .decision == "do-not-open")'
status 'why an item as JSON' 0 why $town linkedin -f json
cp "$dir/out" "$dir/item"
json 'with its reasons' "$dir/item" '.item.id == "linkedin" and (.item.why_not | length) > 0 and (.item.why_not[0] | .rule and .facts and .cite)'
run $town -f json; cp "$dir/out" "$dir/whole"
[ "$(jq -cS '.item | del(.kind)' "$dir/item")" = "$(jq -cS '.platforms[] | select(.id == "linkedin")' "$dir/whole")" ] && [ -s "$dir/item" ]; verdict 'as the plan has it' $?
json 'and the smallest change' "$dir/item" '.change[0] | .fact == "audiences" and (.value | index("businesses")) != null and (.before | index("businesses")) == null and (.value - .before | length) == 1 and .line > 0'
status 'why a rule as JSON' 0 why $town letting-go-ready -f json
json 'its state and its name' "$dir/out" '.item.state == "no" and .item.kind == "strength" and (.item.name | length) > 0 and .item.because[0].facts[0].line > 0'
for command in next chain; do
    run $command $town -f json
    json "$command: the town" "$dir/out" '.profile.name == "Brelonval-sur-Yvrance" and .profile.code == "96188"'
done

# ---- the language of what is written is never the locale's
for words in 'knowledge sources' 'knowledge check' 'init --code 42186' 'knowledge show facebook'; do
    # shellcheck disable=SC2086
    "$planner" $words >"$dir/a" 2>/dev/null; LC_ALL=fr_FR.UTF-8 "$planner" $words >"$dir/b" 2>/dev/null; "$planner" $words --lang fr >"$dir/c" 2>/dev/null
    # shellcheck disable=SC2086
    "$planner" $words --lang en >"$dir/d" 2>/dev/null
    [ -s "$dir/a" ] && cmp -s "$dir/a" "$dir/b" && cmp -s "$dir/a" "$dir/c" && [ -s "$dir/d" ] && ! cmp -s "$dir/a" "$dir/d"
    verdict "one language: $words" $?
done

# ---- a terminal that is none
python3 - "$planner" <<'END'
import os, pty, sys
def said(term):
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ['TERM'] = term
        os.environ.pop('NO_COLOR', None)
        os.execv(sys.argv[1], ['planner', '-x'])
    text = b''
    try:
        while piece := os.read(terminal, 4096):
            text += piece
    except OSError:
        pass
    os.waitpid(pid, 0)
    return text
try:
    plain, coloured = said('dumb'), said('xterm')
except OSError as error:
    sys.exit(print(f'ok - TERM=dumb # not tried: {error}'))
print('ok - TERM=dumb has no colours, xterm has' if b'C002' in plain and b'\033' not in plain and b'\033' in coloured else f'not ok - TERM=dumb: {plain!r} {coloured!r}')
END
