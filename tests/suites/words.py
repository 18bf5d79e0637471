#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The documents as their readers meet them, measured (tests/suites/wording.py) for every example, every profile of tests/cases and COUNT drawn ones
(tests/suites/draw.py), in both languages: words, sentences, what is said twice, words of the engine, the other language, typography, headings, tables.
A check is of one document in one language over all the profiles; it fails too where a profile gave no document.

usage: words [PLANNER] [COUNT] [--only DOCUMENT] [--report] [--list DOCUMENT PROFILE LANG]     DRAW_SEED is the seed, 1 by default
    --only DOCUMENT    this document alone
    --report           a table instead: words, budget, sentences, mean, longest, share of long ones, for each profile
    --list DOCUMENT PROFILE LANG
                       all that is wrong in one document, and its longest sentences; PROFILE is a file, or the number of a drawn profile"""
import argparse, collections, functools, json, multiprocessing, os, re, subprocess, sys

import draw, lib, wording
from lib import ENV, verdict

REGISTER = re.compile(r'^.*\b(Intercommunal authority:|Communes of the intercommunal).*$', re.M)  # names of the official register are French
DOCUMENTS = ('note', 'strategy', 'handbook', 'duties', 'answers', 'proof')
LANGUAGES = ('fr', 'en')
BUDGETS = {'handbook': 6000, 'duties': 3000, 'answers': 1500}
BODY = ('note', 'strategy', 'handbook', 'duties')  # where nothing is called as the files and the engine call it
DISTINCT = 45  # percent
Profile = collections.namedtuple('Profile', 'name text options population kind')
Case = collections.namedtuple('Case', 'document lang profile text plan own')


# ---- profiles -----------------------------------------------------------------------------------------------------------------------------

def from_file(path):
    with open(path, encoding='utf-8') as file:
        return Profile(path, file.read(), [], None, None)


def drawn(number):
    town = draw.town(os.environ.get('DRAW_SEED', '1'), number)
    return Profile(f'drawn {number}', draw.text(town.profile), ['--date', town.date.isoformat(), '--edition', town.edition], None, None)


def files():
    if 'QUICK' in os.environ:
        return lib.examples()
    return lib.examples() + sorted(f'tests/cases/{name}' for name in os.listdir('tests/cases') if name.endswith('.yaml'))


# ---- documents ----------------------------------------------------------------------------------------------------------------------------

def run(profile, lang, *arguments):
    return subprocess.run([lib.planner, '-', '-q', '--lang', lang, *profile.options, *arguments], input=profile.text.encode(), capture_output=True, env=ENV, timeout=60)


def written(profile, lang, document):
    done = run(profile, lang, '--document', document)
    return done.stdout.decode('utf-8', 'replace') if done.returncode == 0 else ''


def plan_of(profile, lang):
    done = run(profile, lang, '-f', 'json')
    return json.loads(done.stdout) if done.returncode == 0 and done.stdout else None


def every(value, key):
    """All that stands under this key, wherever."""
    if isinstance(value, dict):
        for name, item in value.items():
            if name == key:
                yield item
            yield from every(item, key)
    elif isinstance(value, list):
        for item in value:
            yield from every(item, key)


def identifiers(plan):
    return {name for key in ('id', 'rule') for name in every(plan, key) if isinstance(name, str)}


def in_order(plan):
    """Nothing blocks or slows, no binding duty is left, nothing is opened or left."""
    return not any(finding['severity'] in ('blocker', 'obstacle') for finding in plan['findings']) and \
        not any(duty['applies'] == 'yes' and duty['grade'] == 'binding' and duty['done'] != 'yes' for duty in plan['duties']) and \
        not any(one['decision'] in ('open', 'leave') for one in plan['platforms'] + plan['accounts'])


def budget(document, plan):
    """(fewest, most) words."""
    if document == 'note':
        return 250, 450
    if document != 'strategy':
        return 0, BUDGETS.get(document)
    about = plan['profile']
    most = [4500]
    if about['kind'] == 'commune' and about['population'] is not None and about['population'] < 2000:
        most.append(2000)
    if in_order(plan):
        most.append(1500)
    if about['known'] < 10:
        most.append(900)
    return 0, min(most)


# ---- checks: what is wrong in one document ------------------------------------------------------------------------------------------------

def counted(case):
    fewest, most = budget(case.document, case.plan)
    found = wording.words(case.text)
    return [] if fewest <= found and (most is None or found <= most) else [f'{found} words, {fewest or "at most"}{" to" if fewest else ""} {most}']


def long_ones(case):
    return [f'{one.words} words, line {one.line}: {one.text}' for one in wording.long_ones(case.text, case.document != 'note')
            if not wording.quoted(one.text, case.own)]


def named_once(case):
    return wording.named_again(case.text, [step['title'] for step in case.plan['steps']])


def all_accounts(case):
    """Up to ten, each is a line of the note, the closed ones too; beyond, they are grouped by decision."""
    names = {one['id']: one['name'] for one in case.plan['platforms']}
    accounts = case.plan['accounts'] if len(case.plan['accounts']) <= 10 else []
    text = wording.bare(case.text)
    return [f'not named: {names[one["platform"]]}' for one in accounts if one['platform'] in names and wording.bare(names[one['platform']]) not in text]


BODIES = ('note', 'strategy', 'handbook', 'duties', 'answers')
CHECKS = {  # name: (documents, check)
    'words within the budget': (BODIES, counted),
    'no sentence over 25 words where none may be': (BODIES, long_ones),
    'sentences of 15 words at most on average': (BODIES, lambda case: wording.too_slow(case.text)),
    'no sentence twice': (BODIES, lambda case: wording.repeated(case.text)),
    'an action is named once, and on the first page': (('strategy',), named_once),
    'every account is named': (('note', 'strategy'), all_accounts),
    'no word of the engine': (BODY, lambda case: wording.engine_words(case.text, case.lang, identifiers(case.plan), case.own)),
    'one language': (BODIES, lambda case: wording.foreign(REGISTER.sub('', case.text), case.lang, case.own)),
    'typography': (DOCUMENTS, lambda case: wording.typography(case.text, case.lang, case.own if 'en' in (case.lang, wording.language_of(case.profile.text)) else '', case.document == 'proof')),
    'one title, levels, nothing empty': (DOCUMENTS, lambda case: wording.headings(case.text)),
    'tables in proportion': (DOCUMENTS, lambda case: wording.tables(case.text)),
}


def case_of(document, lang, profile, plan):
    """What the profile says, and titles and publishers, are not ours."""
    own = ' / '.join([profile.text] + [source[key] or '' for source in (plan or {}).get('sources', []) for key in ('title', 'publisher')])
    return Case(document, lang, profile, written(profile, lang, document), plan, f' {wording.bare(own)} ')


def judge(documents, profile):
    """{(document, lang): (text, {check: problems})}; the text is empty where there is none."""
    found = {}
    for lang in LANGUAGES:
        plan = plan_of(profile, lang)
        for document in documents:
            case = case_of(document, lang, profile, plan)
            if not plan or not case.text:
                found[document, lang] = ('', {})
            else:
                found[document, lang] = (case.text, {name: check(case) for name, (which, check) in CHECKS.items() if document in which})
    return profile.name, found


def report(document, lang, found):
    """The lines of one document in one language."""
    here = {name: results[document, lang] for name, results in found.items()}
    absent = [name for name, (text, _) in here.items() if not text]
    verdict(f'{document} {lang}: written for each of {len(here)} profiles', not absent, '\n'.join(absent[:8]))
    for check, (documents, _) in CHECKS.items():
        if document in documents:
            bad = {name: problems[check] for name, (text, problems) in here.items() if text and problems[check]}
            lines = [f'{name}: {problems[0]}' + (f' (and {len(problems) - 1} more)' if len(problems) > 1 else '') for name, problems in list(bad.items())[:6]]
            verdict(f'{document} {lang}: {check}' + (f', but for {len(bad)} of {len(here)} profiles' if bad else ''), not bad and not absent, '\n'.join(lines))


def distinctness(lang, found):
    """The strategy of a town is about that town."""
    texts = {name: results['strategy', lang][0] for name, results in found.items() if name.startswith('examples/')}
    others = [text for name, text in texts.items() if name != 'examples/ville.yaml']
    if len(others) < 3 and 'QUICK' in os.environ:
        return
    share = wording.distinct(texts.get('examples/ville.yaml', ''), others)
    verdict(f'strategy {lang}: {share:.0f} % of the words stand in lines of no other example', share >= DISTINCT and all(others) and others)


# ---- the measures themselves --------------------------------------------------------------------------------------------------------------

def themselves():
    for name, faults in wording.unsound().items():
        verdict(f'the measure finds what it should, and no more: {name}', not faults, '\n'.join(faults))
    texts = [*wording.GOOD.values(), 'a\u00a0b \u202fc | — | d\u2060e\n\n|---|---|\n']
    wc = [int(subprocess.run(['wc', '-w'], input=text.encode(), stdout=subprocess.PIPE, env=ENV).stdout) for text in texts]
    verdict('the measure finds what it should, and no more: words, as wc -w', wc == [wording.words(text) for text in texts], wc)
    plan = {'profile': {'kind': 'commune', 'population': 1999, 'known': 9}, 'findings': [], 'duties': [], 'platforms': [], 'accounts': []}
    busy = {**plan, 'findings': [{'severity': 'obstacle'}], 'profile': {**plan['profile'], 'known': 10}}
    large = {**busy, 'profile': {**busy['profile'], 'population': 2000}}
    undone = {**plan, 'duties': [{'applies': 'yes', 'grade': 'binding', 'done': 'unknown'}], 'profile': {'kind': 'region', 'population': None, 'known': 10}}
    calm = {**undone, 'duties': [{'applies': 'yes', 'grade': 'prudent', 'done': 'no'}]}
    verdict('the measure finds what it should, and no more: budgets', [budget('strategy', one)[1] for one in (plan, busy, large, undone, calm)] == [900, 2000, 4500, 4500, 1500])
    short = Case('note', 'fr', None, '# T\n\nFacebook.\n', {**plan, 'steps': [], 'accounts': [{'platform': 'x'}, {'platform': 'facebook'}],
                                                         'platforms': [{'id': 'x', 'name': 'X'}, {'id': 'facebook', 'name': 'Facebook'}]}, '')
    verdict('the measure finds what it should, and no more: accounts and words of a case', all_accounts(short) == ['not named: X'] and counted(short) == ['3 words, 250 to 450'],
            (all_accounts(short), counted(short)))


# ---- for authors --------------------------------------------------------------------------------------------------------------------------

def figures(documents, profiles):
    print(f'{"document":9} {"lang":4} {"words":>6} {"budget":>8} {"sentences":>9} {"mean":>5} {"longest":>7} {"over 25":>8}  profile')
    for profile in profiles:
        for lang in LANGUAGES:
            plan = plan_of(profile, lang)
            for document in documents:
                text = written(profile, lang, document)
                if not plan or not text:
                    print(f'{document:9} {lang:4} {"none":>6} {"":44}  {profile.name}')
                    continue
                sizes = [one.words for one in wording.sentences(text)] or [0]
                fewest, most = budget(document, plan)
                long = sum(size > wording.LONG for size in sizes)
                limit = (f'{fewest}-' if fewest else '') + str(most or '–')
                print(f'{document:9} {lang:4} {wording.words(text):6} {limit:>8} {len(sizes):9} {wording.mean(text):5.1f} {max(sizes):7} {100 * long / len(sizes):6.1f} %  {profile.name}')


def listed(document, name, lang):
    profile = drawn(int(name)) if name.isdigit() else from_file(name)
    plan = plan_of(profile, lang)
    case = case_of(document, lang, profile, plan)
    if not case.text or not plan:
        print(f'no {document} in {lang}: {run(profile, lang, "--document", document).stderr.decode("utf-8", "replace")[:300]}')
        return 1
    for check, (documents, of) in CHECKS.items():
        if document in documents:
            problems = of(case)
            print(f'\n## {check}: {len(problems) or "good"}')
            print(''.join(f'  {problem}\n' for problem in problems), end='')
    print('\n## the longest sentences')
    for one in sorted(wording.sentences(case.text), key=lambda one: -one.words)[:20]:
        print(f'  {one.words:3} words, line {one.line}, {one.kind}: {one.text}')
    return 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('planner', nargs='?', default=lib.planner)
    parser.add_argument('count', nargs='?', type=int, default=int(os.environ.get('WORDS', 4 if 'QUICK' in os.environ else 60)))
    parser.add_argument('--only', choices=DOCUMENTS)
    parser.add_argument('--report', action='store_true')
    parser.add_argument('--list', nargs=3, metavar=('DOCUMENT', 'PROFILE', 'LANG'))
    asked = parser.parse_args()
    lib.planner = os.path.abspath(asked.planner)
    if asked.list:
        return listed(*asked.list)
    documents = [asked.only] if asked.only else DOCUMENTS
    profiles = [from_file(path) for path in files()] + [drawn(number) for number in range(asked.count)]
    if asked.report:
        figures(documents, profiles)
        return 0
    themselves()
    with multiprocessing.Pool(2) as pool:
        found = dict(pool.imap(functools.partial(judge, documents), profiles, 4))
    for document in documents:
        for lang in LANGUAGES:
            report(document, lang, found)
    if 'strategy' in documents:
        for lang in LANGUAGES:
            distinctness(lang, found)
    return 0


if __name__ == '__main__':
    sys.exit(main())
