#!/bin/sh
# SPDX-License-Identifier: MIT
# What fuzzing starts from, made of what is there: examples, hostile profiles, diagnostics, the knowledge, the help; and dictionaries made of
# the vocabulary.   usage: seeds FOLDER      writes FOLDER/TARGET/… and FOLDER/TARGET.dict      PLANNER names the program
set -eu
cd "$(dirname "$0")/../.."
planner=${PLANNER:-build/planner}
out=$1
mkdir -p "$out/profile" "$out/knowledge" "$out/arguments" "$out/escape"
as_dictionary() { sort -u | python3 -c '
import sys
for word in sys.stdin.buffer.read().split(b"\n"):
    if 0 < len(word) <= 100:
        print("\"" + "".join(chr(c) if 32 <= c < 127 and c not in b"\\\"" else f"\\x{c:02x}" for c in word) + "\"")'
}

for file in examples/*.yaml tests/hostile/*.yaml tests/diagnostics/*.yaml tests/data/eight-steps.yaml; do
    [ "$(wc -c <"$file")" -gt 20000 ] || cp "$file" "$out/profile/$(echo "$file" | tr / _)"
done
"$planner" schema | jq -r '.. | objects | ((.properties? // {}) | keys[]), ((.enum? // [])[] | strings)' | as_dictionary >"$out/profile.dict"
printf '"%s"\n' '\x0a  - {' '\x0a  ' ': ' ', ' '}' '[' ']' '|' '&a' '*a' '!!' '---' '\xc2\xa0' '\xe2\x80\xae' '\xe2\x80\x8b' '<script>' '](' '2d' '4h' >>"$out/profile.dict"

(cd src/knowledge && find . -name '*.yaml' | sed 's/^\.\///' | sort) | while read -r file; do
    { echo "# $file"; cat "src/knowledge/$file"; } >"$out/knowledge/$(echo "$file" | tr / _)"
    echo "# $file"
    sed -n 's/^[ -]*\([a-z_]*\):.*/\1:/p' "src/knowledge/$file"
done | as_dictionary >"$out/knowledge.dict"
# Folders: a few small files beside or in place of those that are there, with what large ones hold too much of.
python3 - "$out/knowledge" <<'END'
import os, re, sys
def entries(path, key):  # the pieces of a list, each as it is written
    text = open(f'src/knowledge/{path}', encoding='utf-8').read()
    body = re.search(rf'^{key}:\n(.*?)(?=^\S|\Z)', text, re.M | re.S)[1]
    return [piece for piece in re.split(r'(?m)^(?=  - )', body) if piece.startswith('  - ')]
def keep(name, *files):
    with open(os.path.join(sys.argv[1], f'folder-{name}'), 'w', encoding='utf-8') as out:
        out.write(''.join(f'# {path}\n{text}' for path, text in files))
rules = {file: entries(f'rules/{file}', 'rules') for file in sorted(os.listdir('src/knowledge/rules'))}
for file, pieces in rules.items():
    for i in range(0, len(pieces), 8):
        ours = ''.join(re.sub(r'(?m)^  - id: ', '  - id: more-', piece) for piece in pieces[i:i + 3])
        keep(f'{file}-{i}', ('rules/more.yaml', 'rules:\n' + ours))
catalogue = entries('catalogues/2026.yaml', 'platforms')
head = 'edition: %s\ndate: 2030-01-01\ntitle: {fr: Essai, en: Trial}\nplatforms:\n'
for i in range(0, len(catalogue), 4):
    keep(f'catalogue-{i}', ('catalogues/0.yaml', head % 2030 + re.sub(r'(?m)^      - id: ', '      - id: more-', ''.join(catalogue[i:i + 4]))), ('rules/more.yaml', 'rules:\n' + rules['peers.yaml'][i % 5].replace('- id: ', '- id: more-', 1)))
small = {file: open(f'src/knowledge/{file}', encoding='utf-8').read() for file in ('calendar.yaml', 'circuit.yaml')}
keep('small', *small.items())
keep('without', ('without rules/duties.yaml', ''), ('without rules/peers.yaml', ''), ('circuit.yaml', small['circuit.yaml']))
cite = '    because: {fr: a, en: a}\n    cite: confino-2011\n'
keep('chain', ('rules/more.yaml', 'rules:\n' + ''.join(f'  - id: r{i}\n    concludes: strength\n    text: {{fr: a, en: a}}\n{cite}'
                                                     f'    when: {{holds: [{"r%d, r%d" % (i - 1, i - 1) if i else "letting-go-refused"}]}}\n' for i in range(40))))
keep('common', ('rules/more.yaml', 'rules:\n' + ''.join(f'  - id: d{i}\n    concludes: decision\n    decision: watch\n{cite}' for i in range(20))))
END
printf '"%s"\n' 'at_least' 'at_most' 'above' 'under' 'any' 'not' 'holds' 'this' '\x0a' '\x0a  - ' '{' '}' '[' ']' >>"$out/knowledge.dict"

n=0
"$planner" help | sed -n 's/^  \([a-z]*\) .*/\1/p' | while read -r command; do
    n=$((n + 1))
    printf '%s\ntown.yaml\n' "$command" >"$out/arguments/$n"
    printf '%s\n--format\njson\n--lang=en\n--date\n2026-11-23\ntown.yaml\n' "$command" >"$out/arguments/$n-options"
    printf '%s\n--help\n' "$command" >"$out/arguments/$n-help"
done
for what in list check test coverage sources reference 'show\nfacebook' 'list\n--format=json'; do printf "knowledge\n$what\n" >"$out/arguments/k-$(echo "$what" | tr -dc a-z)"; done
printf 'why\ntown.yaml\nlinkedin\n' >"$out/arguments/why"
printf 'compare\n--edition\n2011,2026\ntown.yaml\n' >"$out/arguments/compare"
printf 'init\n--commune\nRive-de-Gier\n' >"$out/arguments/init"
{ "$planner" help; for c in plan batch init compare; do "$planner" help $c; done; } | grep -oE -- '--?[a-z-]+|\b[a-z][a-z-]+\b' | as_dictionary >"$out/arguments.dict"

jq -j '.in, "\u0000"' tests/data/markdown-escape.jsonl | split -t '\0' -l 1 -a 4 - "$out/escape/"
jq -r '.in | select(length < 12)' tests/data/markdown-escape.jsonl | LC_ALL=C grep -E '^[ -~]+$' | as_dictionary >"$out/escape.dict"
