#!/bin/sh
# SPDX-License-Identifier: MIT
# Documents as a user asks for them: what there is, one of them, some of its sections, all of them in a folder, and one that --knowledge brings.
# What they say is measured by tests/suites/words.py.
set -u
cd "$(dirname "$0")/../.." || exit 2
. tests/suites/lib.sh
town=examples/ville.yaml
known='note strategy handbook duties answers proof full'

run() { "$planner" "$@" >"$dir/out" 2>"$dir/err" </dev/null; }
status() { # NAME STATUS ARGUMENTS: and it says something, on one stream at least
    name=$1 wanted=$2
    shift 2
    run "$@"
    [ $? -eq "$wanted" ] && [ -n "$(cat "$dir/out" "$dir/err")" ]
    verdict "$name" $?
}
out_has() { grep -qF -- "$2" "$dir/out"; verdict "$1" $?; }
err_has() { grep -qF -- "$2" "$dir/err"; verdict "$1" $?; }
out_empty() { [ ! -s "$dir/out" ] && [ -s "$dir/err" ]; verdict "$1" $?; }

# ---- the list
for lang in fr en; do
    status "documents, $lang" 0 documents --lang $lang
    cp "$dir/out" "$dir/list.$lang"
    for id in $known; do grep -qE "(^|[^[:alnum:]])$id([^[:alnum:]]|\$)" "$dir/list.$lang"; verdict "documents, $lang: $id" $?; done
    lacks '[{}]' "$dir/list.$lang"; verdict "documents, $lang: no placeholder" $?
    status "documents as JSON, $lang" 0 documents -f json --lang $lang
    jq "[.. | objects | select(has(\"id\") and has(\"title\") and has(\"reader\"))] | map({id, title: (.title | .$lang? // .), reader: (.reader | .$lang? // .)})" \
        "$dir/out" >"$dir/list.$lang.json" 2>/dev/null
    jq_true --arg known "$known" '($known / " ") - map(.id) == [] and all(.[] | (.title, .reader); type == "string" and length > 3) and (map(.id) | unique | length) == length' "$dir/list.$lang.json"
    verdict "documents as JSON, $lang: an id, a title and a reader each" $?
    jq -r '.[] | .reader' "$dir/list.$lang.json" >"$dir/readers" 2>/dev/null
    tr -s ' \n' ' ' <"$dir/list.$lang" >"$dir/flat" # a long line may be wrapped
    missing=$(while read -r reader; do grep -qF -- "$reader" "$dir/flat" || echo "$reader"; done <"$dir/readers")
    [ -s "$dir/readers" ] && [ -z "$missing" ]; verdict "documents, $lang: with their readers" $?
done
grep -q 'maire' "$dir/list.fr" && grep -q 'mayor' "$dir/list.en" && ! cmp -s "$dir/list.fr" "$dir/list.en"; verdict 'readers are said in the language asked for' $?
[ -s "$dir/list.fr.json" ] && jq_true -s '.[0] | map(.title) | . != ($other | map(.title))' --argjson other "$(cat "$dir/list.en.json" 2>/dev/null || echo '[]')" "$dir/list.fr.json"
verdict 'so are titles' $?
status 'documents take no profile' 2 documents $town
status 'the help names the command' 0 help
out_has 'the help names the command: documents' '  documents '
out_has 'the help names the command: dossier' '  dossier '
status 'the help of plan names the option' 0 help plan
out_has 'the help of plan names the option, with its ids' '--document'

# ---- one document
status 'an unknown document' 2 $town --document x
out_empty 'an unknown document: nothing on standard output'
err_has 'an unknown document: those there are' 'handbook'
status 'a document misspelt' 2 $town --document strategi
err_has 'a document misspelt: a suggestion' "did you mean 'strategy'?"
status 'an option without its value' 2 $town --document
status 'a document twice' 2 $town --document note --document proof
status 'a document as JSON' 2 $town --document note -f json
out_empty 'a document as JSON: nothing on standard output'
status 'a document as CSV' 2 $town --document note -f csv
out_empty 'a document as CSV: nothing on standard output'

for lang in fr en; do
    : >"$dir/titles"
    for id in $known; do
        run $town --document "$id" --lang $lang
        [ $? -eq 0 ] && [ ! -s "$dir/err" ] && [ "$(grep -c '^# ' "$dir/out")" -eq 1 ]
        verdict "$id, $lang: one title, nothing on standard error" $?
        cp "$dir/out" "$dir/$id.$lang.md"
        sed -n 's/^# //p' "$dir/out" >>"$dir/titles"
        lacks -E '\{[a-z._0-9]+\}|TODO|\(null\)' "$dir/out"; verdict "$id, $lang: no placeholder" $?
        sections_full "$dir/out"; verdict "$id, $lang: no empty section" $?
        run $town --document "$id" --lang $lang -f html
        [ "$(grep -o '<h1[ >]' "$dir/out" | grep -c .)" -eq 1 ] && grep -q "<html[^>]* lang=\"$lang\"" "$dir/out" && grep -q 'Brelonval' "$dir/out"
        verdict "$id, $lang: as HTML" $?
        "$planner" $town --document "$id" --lang $lang 2>/dev/null | alike - "$dir/$id.$lang.md"; verdict "$id, $lang: same bytes twice" $?
    done
    many "$(sort -u "$dir/titles" | grep -c .)" 7; verdict "$lang: seven titles, all different" $?
    grep -c Brelonval "$dir/titles" | grep -qx 7; verdict "$lang: each title names the authority" $?
done
for id in $known; do [ -s "$dir/$id.en.md" ] && ! cmp -s "$dir/$id.fr.md" "$dir/$id.en.md"; verdict "$id: two languages" $?; done
run $town; alike "$dir/out" "$dir/strategy.fr.md"; verdict 'the strategy is the default' $?
run plan --document=note $town; alike "$dir/out" "$dir/note.fr.md"; verdict 'a joined value, before the profile' $?
run $town --document note -o "$dir/note.html"; grep -q '<h1' "$dir/note.html"; verdict 'the extension names the format' $?
run $town --document note --heading-level 2; [ "$(grep -c '^## ' "$dir/out")" -gt 0 ] && ! grep -q '^# ' "$dir/out"; verdict 'the level of the title' $?
run $town --document note --front-matter; [ "$(head -1 "$dir/out")" = --- ] && grep -q '^title: "' "$dir/out"; verdict 'metadata come first' $?
"$planner" - --document note <$town 2>/dev/null | alike - "$dir/note.fr.md"; verdict 'a profile from standard input' $?
printf 'nom: X\n' >"$dir/bad.yaml"
status 'a profile with errors' 1 "$dir/bad.yaml" --document note
out_empty 'a profile with errors: nothing on standard output'
run batch -d "$dir/notes" --document note $town examples/minimal.yaml; alike "$(echo "$dir/notes/brelonval-sur-yvrance"*.md)" "$dir/note.fr.md"; verdict 'a batch of notes' $?

# ---- full: what version 0.1 printed
cat >"$dir/full-sections.fr" <<'END'
## L’essentiel pour les élus
## Ce que l’on sait, ce que l’on suppose, ce que l’on ignore
## L’organisation interne
## Le circuit de validation
## Qui pilote, qui fait quoi
## Objectifs, publics et besoins
## Les plateformes
## Tenir la conversation
## Droit et déontologie
## Les moyens
## Ce qui se mesure
## La feuille de route
## Les questions qui restent ouvertes
## Annexe : preuves et sources
END
cat >"$dir/full-sections.en" <<'END'
## The essentials for elected members
## What is known, assumed and unknown
## The organisation
## The approval process
## Who leads, who does what
## Goals, audiences and needs
## The platforms
## Keeping the conversation going
## Law and ethics
## Resources
## What is measured
## The road map
## Questions still open
## Annex: evidence and sources
END
for lang in fr en; do
    grep '^## ' "$dir/full.$lang.md" >"$dir/got"
    alike "$dir/got" "$dir/full-sections.$lang"; verdict "full, $lang: the fourteen sections" $?
done

# ---- sections
ids() { sed -n 's/^ *- *{* *section: *\([a-z-]*\).*/\1/p' "src/knowledge/documents/$1.yaml" 2>/dev/null; }
for document in note strategy handbook duties answers proof; do
    ids $document >"$dir/ids"
    [ -s "$dir/ids" ] && [ "$(sort "$dir/ids" | uniq -d)" = '' ]; verdict "$document: sections have ids, each its own" $?
    run $town --document $document
    wanted=$(grep -c '^## ' "$dir/out")
    total=0 failed=
    for id in $(cat "$dir/ids"); do
        run $town --document $document --sections "$id" || failed="$failed $id"
        total=$((total + $(grep -c '^## ' "$dir/out")))
        while read -r heading; do grep -qxF -- "$heading" "$dir/$document.fr.md" || failed="$failed $id: $heading"; done <<END
$(grep '^## ' "$dir/out")
END
    done
    [ -z "$failed" ] && many "$total" "$wanted"; verdict "$document: its sections, one by one, are the whole" $?
    [ -z "$failed" ] || echo " $failed"
    run $town --document $document --sections "$(tr '\n' , <"$dir/ids" | sed 's/,$//')"; alike "$dir/out" "$dir/$document.fr.md"; verdict "$document: all of them are the document" $?
done
first=$(ids strategy | head -1)
run $town --document strategy --sections "$first"
[ "$(grep -c '^## ' "$dir/out")" -eq 1 ] && [ "$(grep '^## ' "$dir/out")" = "$(grep '^## ' "$dir/strategy.fr.md" | head -1)" ] && [ ! -s "$dir/err" ]
verdict 'the first section of the strategy' $?
for document in note strategy; do
    status "$document lacks a section" 0 $town --document $document --sections proof
    cp "$dir/out" "$dir/taken"
    err_has "$document lacks a section: it is taken from full, and said" full
    err_has "$document lacks a section: it is named" proof
    "$planner" $town --document full --sections proof 2>/dev/null | grep '^#' | sed 1d >"$dir/whole"
    sed 1,1d "$dir/taken" | grep '^#' | alike - "$dir/whole"; verdict "$document lacks a section: the same" $?
done
status 'a section that no document has' 2 $town --document note --sections nothing
out_empty 'a section that no document has: nothing on standard output'
status 'a section misspelt' 2 $town --sections diagnosi
err_has 'a section misspelt: a suggestion' 'did you mean'
run $town --document full --sections proof; [ -s "$dir/out" ] && [ ! -s "$dir/err" ]; verdict 'a section of full says nothing' $?

# ---- the dossier
status 'a dossier without a folder' 2 dossier $town
status 'a dossier without a profile' 2 dossier -d "$dir/d"
status 'a dossier of two profiles' 2 dossier -d "$dir/d" $town examples/city.yaml
status 'a dossier of a profile with errors' 1 dossier -d "$dir/bad" "$dir/bad.yaml"
status 'a dossier of one that is not there' 3 dossier -d "$dir/bad" "$dir/none.yaml"
status 'a dossier as JSON' 2 dossier -d "$dir/d" -f json $town
for format in md html docx; do
    run dossier -d "$dir/$format" -f $format $town
    [ $? -eq 0 ] && [ ! -s "$dir/out" ] && [ -s "$dir/$format/index.$format" ]; verdict "a dossier, $format" $?
    for id in note strategy handbook duties answers proof; do [ -s "$dir/$format/$id.$format" ]; verdict "a dossier, $format: $id" $?; done
    [ -d "$dir/$format" ] && [ "$(find "$dir/$format" -mindepth 1 ! -name "*.$format" | wc -l)" -eq 0 ]; verdict "a dossier, $format: nothing else" $?
    python3 - "$dir/$format" "$format" >"$dir/links" 2>&1 <<'END'
import os, re, sys, zipfile
folder, form = sys.argv[1:]
index = os.path.join(folder, 'index.' + form)
if form == 'docx':
    with zipfile.ZipFile(index) as archive:
        text = ''.join(archive.read(name).decode() for name in archive.namelist() if name.endswith('.rels'))
    links = re.findall(r'Target="([^"/]+\.docx)"[^>]*TargetMode="External"', text) + re.findall(r'TargetMode="External"[^>]*Target="([^"/]+\.docx)"', text)
else:
    with open(index, encoding='utf-8') as file:
        text = file.read()
    links = re.findall(r'\]\(<?([^)>#]+)' if form == 'md' else r'href="([^"#]+)"', text)
files = set(os.listdir(folder)) - {'index.' + form}
links = {link.removeprefix('./') for link in links if '://' not in link}
assert len(files) >= 6 and links == files, f'not linked: {sorted(files - links)}; not there: {sorted(links - files)}'
END
    verdict "a dossier, $format: the index links to each file, and to nothing else" $?
    run dossier -d "$dir/$format-again" -f $format $town
    [ -s "$dir/$format/index.$format" ] && diff -r "$dir/$format" "$dir/$format-again" >/dev/null; verdict "a dossier, $format: same bytes twice" $?
done
run dossier -d "$dir/plain" $town; [ -s "$dir/plain/index.md" ] && diff -r "$dir/plain" "$dir/md" >/dev/null; verdict 'a dossier is Markdown by default' $?
for id in note strategy; do alike "$dir/md/$id.md" "$dir/$id.fr.md"; verdict "a dossier holds what --document writes: $id" $?; done
grep -q '^# ' "$dir/md/index.md" && [ "$(grep -c '^# ' "$dir/md/index.md")" -eq 1 ] && sections_full "$dir/md/index.md"; verdict 'the index has one title' $?
missing=$(for file in "$dir"/md/*.md; do [ "${file##*/}" = index.md ] || [ "$(grep -c "^# " "$file" 2>/dev/null)" = 1 ] || echo "${file##*/}"; done)
[ -s "$dir/md/index.md" ] && [ -z "$missing" ]; verdict 'each document and each act has one title' $?
stat -c '%i %Y %n' "$dir"/md/* >"$dir/before" 2>/dev/null
status_of() { run "$@"; echo $?; }
code=$(status_of dossier -d "$dir/md" $town)
stat -c '%i %Y %n' "$dir"/md/* 2>/dev/null | alike - "$dir/before" && [ "$code" -eq 0 ]; verdict 'files that would not change are left alone' $?
code=$(status_of dossier -d "$dir/md" --lang en $town)
stat -c '%i %Y %n' "$dir"/md/* 2>/dev/null | alike - "$dir/before" && [ "$code" -eq 3 ] && grep -q E003 "$dir/err"; verdict 'others are not replaced without --force' $?
code=$(status_of dossier -d "$dir/md" --lang en --force $town)
[ "$code" -eq 0 ] && alike "$dir/md/note.md" "$dir/note.en.md"; verdict 'they are with it' $?
[ -s "$dir/md/index.md" ] && [ "$(find "$dir" -name '.planner-*' ! -name .planner-keys | wc -l)" -eq 0 ]; verdict 'no temporary file is left' $?
mkdir -p "$dir/links.d" && echo mine >"$dir/mine" && ln -s "$dir/mine" "$dir/links.d/note.md"
code=$(status_of dossier -d "$dir/links.d" $town)
[ "$code" -eq 3 ] && [ "$(cat "$dir/mine")" = mine ] && [ -s "$dir/err" ] && grep -q 'note.md' "$dir/err"; verdict 'what a link leads to is not replaced either' $?
for example in $(examples); do
    run dossier -d "$dir/of" --force "$example"
    [ $? -eq 0 ] && [ -s "$dir/of/index.md" ] && [ -s "$dir/of/note.md" ] && [ -s "$dir/of/strategy.md" ]; verdict "a dossier of $example" $?
    rm -rf "$dir/of"
done

# ---- a document that --knowledge brings
fresh() { rm -rf "$dir/k"; cp -r src/knowledge "$dir/k"; mkdir -p "$dir/k/documents"; cat >"$dir/k/documents/memo.yaml"; }
memo() { # what `when` of the second text asks, and the view
    cat <<END
id: memo
title: {fr: "Mémo pour {name}", en: "Memo for {name}"}
reader: {fr: stagiaires du service, en: interns of the team}
words: 4000
blocks:
  - {section: reminder, title: {fr: À retenir, en: To remember}}
  - {text: {fr: "{name} se lance.", en: "{name} begins."}}
  - {text: {fr: "Ce texte attend.", en: "This text waits."}, when: {$1}}
  - {section: facts, title: {fr: Constats, en: Findings}}
  - {view: ${2:-findings}}
END
}
memo 'kind: region' | fresh
status 'a document added' 0 $town --knowledge "$dir/k" --document memo
cp "$dir/out" "$dir/memo"
[ "$(sed -n 's/^# //p' "$dir/memo")" = 'Mémo pour Brelonval-sur-Yvrance' ]; verdict 'a document added: its title, with the name' $?
[ "$(grep '^## ' "$dir/memo" | tr '\n' '|')" = '## À retenir|## Constats|' ]; verdict 'a document added: its sections' $?
grep -qx 'Brelonval-sur-Yvrance se lance\.' "$dir/memo"; verdict 'a document added: its text, with the name' $?
lacks 'attend\.' "$dir/memo"; verdict 'a document added: no block whose condition does not hold' $?
[ "$(sed -n '/^## Constats/,$p' "$dir/memo" 2>/dev/null | grep -c '^[-|]')" -gt 0 ]; verdict 'a document added: what the view shows' $?
status 'a document added, in English' 0 $town --knowledge "$dir/k" --document memo --lang en
out_has 'a document added, in English: its text' 'begins.'
status 'a document added, a section of it' 0 $town --knowledge "$dir/k" --document memo --sections reminder
[ "$(grep -c '^## ' "$dir/out")" -eq 1 ]; verdict 'a document added, a section of it: alone' $?
status 'a document added is listed' 0 documents --knowledge "$dir/k"
out_has 'a document added is listed: by its id' memo
status 'a document added is part of the dossier' 0 dossier -d "$dir/with" --knowledge "$dir/k" $town -f md
alike "$dir/with/memo.md" "$dir/memo"; verdict 'a document added is part of the dossier: as it is' $?
status 'the knowledge is sound with it' 0 knowledge check --knowledge "$dir/k"
memo 'kind: commune' | fresh
run $town --knowledge "$dir/k" --document memo; grep -qx 'Ce texte attend\.' "$dir/out"; verdict 'a block whose condition holds is written' $?
memo 'kind: commune' | sed '/view:/d' | fresh
run $town --knowledge "$dir/k" --document memo; [ "$(grep -c '^# ' "$dir/out")" -eq 1 ] && lacks Constats "$dir/out"; verdict 'a section with nothing in it has no heading' $?
memo 'kind: commune' | sed '/^words/a when: {kind: region}' | fresh
run dossier -d "$dir/without" --knowledge "$dir/k" $town; [ -s "$dir/without/index.md" ] && [ ! -e "$dir/without/memo.md" ]; verdict 'a document whose condition does not hold is not in the dossier' $?
rm -f "$dir/k/documents/memo.yaml"
run $town --knowledge "$dir/k" --document note; alike "$dir/out" "$dir/note.fr.md"; verdict 'the documents of a copy are the same' $?

refused() { # NAME LINE OR EMPTY: of the document on standard input, with what the message says of the place
    fresh
    run $town --knowledge "$dir/k"
    [ $? -eq 3 ] && [ ! -s "$dir/out" ] && grep -qE "documents/${3:-memo}\.yaml:${2:-[0-9]+}:[0-9]+: error: .*\[[A-Z][0-9]{3}\]" "$dir/err"
    verdict "refused, with file and line: $1" $?
}
memo 'kind: commune' nosuchview | refused 'an unknown view' 10
memo 'internal.nosuchfact: yes' | refused 'an unknown fact in when' 8
memo 'kind: nosuchkind' | refused 'an unknown value in when' 8
memo 'kind: commune' | sed 's/^id: memo/id: note/' | refused 'an id that another document has' '[0-9]+' '(memo|note)'
memo 'kind: commune' | sed '/^title/d' | refused 'no title'
memo 'kind: commune' | sed '/^id/d' | refused 'no id'
memo 'kind: commune' | sed '/^reader/d' | refused 'no reader'
memo 'kind: commune' | sed '/^blocks/,$d' | refused 'no blocks'
memo 'kind: commune' | sed 's/^words: 4000/words: many/' | refused 'a budget that is no number' 4
memo 'kind: commune' | sed 's/, en: "Memo for {name}"//' | refused 'a title in one language' 2
memo 'kind: commune' | sed 's/"{name} begins."/"{nosuchfact} begins."/' | refused 'a placeholder that is no fact' 7
memo 'kind: commune' | sed 's/section: facts/section: reminder/' | refused 'two sections with one id' 9
memo 'kind: commune' | sed 's/view: findings/view: findings, only: nosuchword/' | refused 'a word that the view does not know' 10
memo 'kind: commune' | sed 's/view: findings/view: findings, most: -1/' | refused 'a number below zero' 10
memo 'kind: commune' | sed 's/{view: findings}/{views: findings}/' | refused 'a block of no kind' 10
memo 'kind: commune' | sed 's/^words/wordz/' | refused 'an unknown key' 4
