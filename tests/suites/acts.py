#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Drafts of acts: every clause rests on a rule or a source, no sentence stands in two drafts unless they share it, and as they are written for
every example, every profile of tests/cases and one of two lines: blanks counted and explained, alternatives marked, budgets, sentences, language,
typography (tests/suites/wording.py), and nobody named whom the authority does not have."""
import collections, json, os, re, shutil, subprocess, sys

import lib, wording
from lib import ENV, verdict, faultless

DRAFTS = ('moderation-charter', 'usage-charter', 'publication-delegation', 'job-description', 'council-note', 'on-call', 'opposition-space', 'crisis-sheet',
          'account-register', 'letter-to-a-page', 'personal-data')
FRENCH = {'usage-charter', 'publication-delegation', 'council-note', 'on-call', 'opposition-space', 'personal-data'}
FEWEST = {'council-note': 450}  # two pages, tables included
NOTES = {'fr': '## Avant de signer', 'en': '## Before it is signed'}
BLANK = {'fr': r'\\\[à compléter(?: : ([^]]*?))?\\\]', 'en': r'\\\[to be filled in(?:: ([^]]*?))?\\\]'}
CHOICE = {'fr': r'\\\[Au choix, si [^]]+\\\] \S', 'en': r'\\\[If [^]]+\\\] \S'}
HEAD = {'fr': r'^Projet établi le .+, à relire avant signature\. À compléter : (\d+)\.(?: Clauses au choix : (\d+)\.)?$',
        'en': r'^Draft of .+, to be read through before it is signed\. To be filled in: (\d+)\.(?: Clauses to choose from: (\d+)\.)?$'}
VIEWS = ('Objectifs, dans', 'Goals, in', 'Étape «', 'Step “')  # sentences as long as what the profile lists
END = {'fr': 'Droit lu jusqu’en avril 2026.', 'en': 'Law read up to April 2026.'}
dir = lib.folder()


def run(*arguments, text=None):
    return subprocess.run([lib.planner, *arguments], input=text, capture_output=True, env=ENV, timeout=60, encoding='utf-8')


def read(path):
    with open(path, encoding='utf-8') as file:
        return file.read()


two_lines = f'{dir}/two.yaml'
with open(two_lines, 'w', encoding='utf-8') as file:
    file.write('nom: Saint-Deux\ntype: commune\n')
profiles = lib.examples() + [two_lines]
if 'QUICK' not in os.environ:
    profiles += sorted(f'tests/cases/{name}' for name in os.listdir('tests/cases') if name.endswith('.yaml'))

# ---- the knowledge: what each clause rests on

acts = {one['id']: one for one in json.loads(run('documents', '-f', 'json', '--lang', 'fr').stdout or '[]') if 'clauses' in one}
verdict('eleven drafts', sorted(acts) == sorted(DRAFTS), sorted(acts))
if not acts:
    sys.exit(1)
verdict('acts of French law are written in French alone', {name for name in acts if acts[name]['french']} == FRENCH)
sentences = collections.defaultdict(set)
for name, act in acts.items():
    faultless(f'{name}: every clause rests on a rule or a source', [one['text'] for one in act['clauses'] if not one['basis'] + one['cite']])
    for one in act['clauses']:
        for sentence in wording.split(one['text']):
            if not one['shared'] and wording.count(sentence) > 3:
                sentences[wording.bare(sentence)].add(name)
faultless('no sentence in two drafts that is no shared clause', [f'{text}: {sorted(where)}' for text, where in sentences.items() if len(where) > 1])
shared = collections.Counter(one['shared'] for act in acts.values() for one in act['clauses'] if one['shared'])
faultless('a shared clause is shared', [name for name, times in shared.items() if times < 2])

# ---- whom an authority has

BODIES = {'commune': ('conseil municipal', 'municipal council'), 'intercommunality': ('conseil communautaire', 'community council'),
          'department': ('conseil départemental', 'departmental council'), 'region': ('conseil régional', 'regional council'),
          'public-body': ('conseil d’administration',)}
LARGE = ('cabinet', 'direction générale', 'direction informatique', 'direction de la communication', 'service juridique', 'service des ressources humaines', 'chefs de service',
         'private office', 'chief executive', 'IT director', 'director of communications', 'legal department', 'human resources department', 'heads of department')


def absent(plan, own):
    """Words of bodies and roles that this authority cannot have, unless its profile names them."""
    kind, population = plan['profile']['kind'], plan['profile']['population']
    words = [word for other, names in BODIES.items() if other != kind for word in names]
    words += ['président', 'president'] if kind == 'commune' else ['maire', 'mayor']
    if population is not None and population < 2000:
        words += LARGE
        words += ['comité social territorial compétent', 'competent staff committee']
    return [word for word in words if f' {wording.bare(word)} ' not in own]


def named_wrongly(case):
    text = re.sub(r'Le maire peut demander FR-Alert|The mayor may ask for FR-Alert|élection présidentielle|presidential election', '', case.body)
    return [word for word in absent(case.plan, case.own) if re.search(rf'(?<!\w){re.escape(word)}(?!\w)', text)]


# ---- the drafts as they are written

Case = collections.namedtuple('Case', 'name lang profile text body notes plan own')


def blanks_of(case):
    found = re.findall(BLANK[case.lang], case.body.replace('\u00a0', ' '))
    return {label for label in found if label}, sum(1 for label in found if not label)


def counted(case):
    head = re.search(HEAD[case.lang], case.text.replace('\u00a0', ' '), re.M)
    labels, cells = blanks_of(case)
    said = (int(head[1]), int(head[2] or 0)) if head else None
    found = (len(labels) + cells, len(re.findall(CHOICE[case.lang], case.body.replace('\u00a0', ' '))))
    return [] if said == found else [f'said {said}, found {found}']


def explained(case):
    notes = wording.bare(case.notes)
    labels, cells = blanks_of(case)
    missing = [label for label in labels if wording.bare(label) not in notes]
    return missing + ([] if not cells or re.search(r'Cases du registre|Cells of the register', case.notes) else ['cells of the register'])


def within(case):
    words, most = wording.words(case.body), acts[case.name]['words']
    if case.plan['profile']['kind'] == 'commune' and (case.plan['profile']['population'] or 10000) < 2000:
        most = {'job-description': 250, 'council-note': 900}.get(case.name, most)
    fewest = FEWEST.get(case.name, 0)
    return [] if fewest <= words <= most else [f'{words} words, {fewest} to {most}']


CHECKS = {
    'one title, levels, nothing empty': lambda case: wording.headings(case.text),
    'blanks and alternatives are counted at the top': counted,
    'each blank says at the end why it matters': explained,
    'the end says what a lawyer checks, and as of when': lambda case: [] if case.text.rstrip().endswith(END[case.lang]) else ['no such line'],
    'words within the budget': within,
    'hardly a sentence over 25 words': lambda case: [one.text for one in wording.sentences(re.sub(CHOICE[case.lang][:-2], '', case.body)) if one.words > 25
                                                    and one.kind != 'cell' and not one.text.startswith(VIEWS)],
    'sentences of 15 words at most on average': lambda case: wording.too_slow(case.body),
    'no sentence twice': lambda case: wording.repeated(case.body),
    'one language': lambda case: wording.foreign(case.body, case.lang, case.own),
    'no word of the engine': lambda case: wording.engine_words(case.body, case.lang, (), case.own),
    'typography': lambda case: wording.typography(case.text, case.lang, case.own),
    'tables in proportion': lambda case: wording.tables(case.text),
    'names no body or role that the authority does not have': named_wrongly,
    'no placeholder, no fact unknown': lambda case: re.findall(r'\{[a-z.-]+\}|\(null\)|: au moins 0|inconnu\.', case.body),
}
problems = {(name, lang, check): [] for name in DRAFTS for lang in ('fr', 'en') for check in CHECKS}
calls = []
for profile in profiles:
    own = f' {wording.bare(read(profile))} '
    for lang in ('fr', 'en'):
        plan = json.loads(run(profile, '-q', '-f', 'json', '--lang', lang).stdout)
        for name in DRAFTS:
            text = run(profile, '-q', '--document', name, '--lang', lang).stdout
            if name in FRENCH and lang == 'en':
                alone = run(profile, '-q', '--document', name, '--lang', 'fr').stdout.split('\n')
                rest = [line for line in text.split('\n') if not line.startswith('This draft is an act of French law')]
                problems[name, lang, 'one language'] += [] if [line for line in rest if line] == [line for line in alone if line] else [f'{profile}: not the French one']
                continue
            body, _, notes = text.partition(NOTES[lang])
            case = Case(name, lang, profile, text, body, notes, plan, own)
            for check, judge in CHECKS.items():
                problems[name, lang, check] += [f'{profile}: {one}' for one in judge(case)]
    # What the plan calls for is what its steps name, and what a dossier holds.
    folder = f'{dir}/dossier'
    shutil.rmtree(folder, True)
    run('dossier', '-d', folder, profile, '-q', '--lang', 'fr')
    held = {name[:-3] for name in os.listdir(folder)} & set(DRAFTS)
    named = {step['draft'] for step in plan['steps'] if step['draft']}
    calls += [] if held == named else [f'{profile}: steps name {sorted(named)}, the dossier has {sorted(held)}']
    if profile == 'examples/ville.yaml':
        verdict('the dossier of a town has all but on-call', held == set(DRAFTS) - {'on-call'}, sorted(held))
        roadmap = run(profile, '--sections', 'roadmap', '--lang', 'fr').stdout
        faultless('the road map names each draft', [acts[name]['draft'] for name in held if acts[name]['draft'] not in roadmap.replace('’', '’')])
faultless('a dossier holds the drafts that the steps name', calls)
for (name, lang, check), found in problems.items():
    if not (name in FRENCH and lang == 'en' and check != 'one language'):
        faultless(f'{name}, {lang}: {check}', '\n'.join(found[:12]))

# ---- formats

for name in DRAFTS:
    page = run('examples/ville.yaml', '--document', name, '-f', 'html', '--lang', 'en').stdout
    verdict(f'{name}: a page of HTML in its language', f' lang="{"fr" if name in FRENCH else "en"}"' in page and page.count('<h1') == 1)

# ---- refusals

def refused(name, path, old, new, wanted):
    folder = f'{dir}/knowledge'
    shutil.rmtree(folder, True)
    shutil.copytree('src/knowledge', folder)
    text = read(f'{folder}/{path}')
    assert old in text, old
    with open(f'{folder}/{path}', 'w', encoding='utf-8') as file:
        file.write(text.replace(old, new, 1))
    done = run('documents', '--knowledge', folder)
    verdict(name, done.returncode == 3 and wanted in done.stderr, done.stderr)


refused('a clause that rests on nothing', 'documents/usage-charter.yaml', '    basis: [publication-note]\n', '', "'basis' is missing in a clause [K001]")
refused('a clause that rests on no rule', 'documents/usage-charter.yaml', '[publication-note]', '[publication-notes]', "there is no rules called 'publication-notes' [K004]")
refused('a shared clause that there is not', 'documents/usage-charter.yaml', 'clause: protection', 'clause: protecting', "there is no clauses called 'protecting' [K004]")
refused('a blank that there is not', 'documents/usage-charter.yaml', '{blank.rest}', '{blank.unrest}', "'{blank.unrest}' is not a fact")
refused('a draft that there is not', 'rules/steps.yaml', 'draft: usage-charter', 'draft: usage-chart', "there is no documents called 'usage-chart' [K004]")
