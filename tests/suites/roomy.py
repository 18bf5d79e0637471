#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Within its limits a knowledge is never cut: folders that hold far more of one thing than ours, and reports that say all of it. A row of
tests/suites/refusals.py shows for each limit that one more is refused.   PLANNER names the program"""
import atexit, csv, json, os, shutil, subprocess, sys, tempfile

os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), '../..'))
planner = os.path.abspath(os.environ.get('PLANNER', 'build/planner'))
work = tempfile.mkdtemp(prefix='planner-roomy.')
atexit.register(shutil.rmtree, work, True)
folder, town = os.path.join(work, 'k'), os.path.join(work, 'town.yaml')
TOWN = 'name: Ville\nkind: commune\n'
A, CITE = '{fr: a, en: a}', f'because: {{fr: a, en: a}}, cite: confino-2011'
bad = 0


def verdict(name, good, more=''):
    global bad
    bad += not good
    print(f"{'ok' if good else 'not ok'} - {name}{'' if good else ': ' + ' / '.join(str(more).splitlines())[:600]}", flush=True)


def fresh(profile=TOWN, **added):
    """The knowledge as it is, with these texts in place of the first line that starts so, or in files of their own; and a town."""
    shutil.rmtree(folder, True)
    shutil.copytree('src/knowledge', folder)
    for path, pairs in added.items():
        path = os.path.join(folder, path.replace('__', '/') + '.yaml')
        if isinstance(pairs, str):
            with open(path, 'w', encoding='utf-8') as f:
                f.write(pairs)
            continue
        with open(path, encoding='utf-8') as f:
            text = f.read()
        for old, new in pairs:
            assert old in text, (path, old)
            text = text.replace(old, new, 1)
        with open(path, 'w', encoding='utf-8') as f:
            f.write(text)
    with open(town, 'w', encoding='utf-8') as f:
        f.write(profile)


def run(*arguments, lang='en'):
    done = subprocess.run([planner, *arguments, '--knowledge', folder], capture_output=True, text=True, timeout=120, stdin=subprocess.DEVNULL,
                          env={'LC_ALL': 'C.UTF-8', 'SOURCE_DATE_EPOCH': '1795392000', 'NO_COLOR': '1', 'PATH': os.environ['PATH']})
    return done.returncode, done.stdout, done.stderr


def plan(*more):
    status, out, err = run(town, '-f', 'json', *more)
    if status != 0:
        verdict('a plan is made', False, f'status {status} {err}')
        return {}
    return json.loads(out)


def rules(*bodies):
    return 'rules:\n' + ''.join('  - {id: trial-%d, %s, %s}\n' % (i, CITE, body) for i, body in enumerate(bodies))


def facts(count):
    """A section of so many facts, and a profile that states them."""
    fields = ''.join(f'      - {{id: f{i}, type: yes-no, label: {{fr: fait {i}., en: fact {i}.}}, question: {A}, why: {A}}}\n' for i in range(count))
    return [('fields:\n', f'fields:\n  - id: trial\n    type: section\n    label: {A}\n    fields:\n{fields}')]


def stated(count, value):
    return TOWN + 'trial:\n' + ''.join(f'  f{i}: {value}\n' for i in range(count))


def item(items, name):
    return next((one for one in items if one['id'] == name), {})


STRENGTH = f'concludes: strength, text: {A}'

# ---- conditions

fresh(rules__trial=rules(STRENGTH + ', when: {any: [' + '{goals: visibility}, ' * 20000 + ']}'), profile=TOWN + 'goals: [visibility]\n')
reasons = item(plan().get('findings', []), 'trial-0').get('because', [{}])
verdict('a condition of 20,000 comparisons is evaluated and explained', [fact['fact'] for fact in reasons[0].get('facts', [])] == ['goals'], reasons)
status, out, err = run('why', town, 'trial-0')
verdict('why explains it', status == 0 and 'trial-0' in out, f'{status} {err}')

fresh(vocabulary=facts(100), rules__trial=rules(STRENGTH + ', when: {%s}' % ', '.join(f'trial.f{i}: yes' for i in range(100))), profile=stated(100, 'yes'))
reasons = item(plan().get('findings', []), 'trial-0').get('because', [{}])
verdict('JSON names every fact of a rule', len(reasons[0].get('facts', [])) == 100, len(reasons[0].get('facts', [])))
for name, arguments in (('the report', [town, '--lang', 'en', '--sections', 'proof']), ('why', ['why', town, 'trial-0', '--lang', 'en'])):
    status, out, err = run(*arguments)
    verdict(f'{name} names every fact of a rule', status == 0 and all(f'fact {i}.' in out.replace('\\', '') for i in range(100)), f'{status} {err}')
other = os.path.join(work, 'other.yaml')
with open(other, 'w', encoding='utf-8') as f:
    f.write(stated(100, 'no'))
status, out, err = run('compare', other, town, '-f', 'json')
causes = [difference.get('causes', difference.get('because', [])) for difference in json.loads(out)['differences'] if difference['id'] == 'trial-0'] if status == 0 else []
verdict('a comparison names every fact that differs', causes and len(causes[0]) == 100, f'{status} {err} {causes and len(causes[0])}')

double = [STRENGTH + ', when: {holds: [%s]}' % ', '.join([f'trial-{i - 1}' if i else 'letting-go-ready'] * 2) for i in range(50)]
fresh(rules__trial=rules(*double[:49]), profile='name: Ville\nkind: commune\ninternal: {letting_go: ready}\n')
for arguments in ([town], ['why', town, 'trial-48'], ['compare', town, 'examples/ville.yaml'], ['knowledge', 'check']):
    try:
        status, out, err = run(*arguments)
        verdict(f'rules that double what they rest on fifty times end: {arguments[0]}', status in (0, 3) and (out or err), f'{status} {err}')
    except subprocess.TimeoutExpired:
        verdict(f'rules that double what they rest on fifty times end: {arguments[0]}', False, 'after two minutes')

thresholds = [STRENGTH + f', when: {{population: {{at_least: {1000 * i}}}}}' for i in range(1, 101)]
fresh(rules__trial=rules(*thresholds))
status, out, err = run('next', town, '-f', 'json')
answers = [question['answers'] for question in json.loads(out)['questions'] if question['fact'] == 'population'] if status == 0 else []
verdict('every value at which something changes is tried', answers and len(answers[0]) > 190, f'{status} {err} {answers and len(answers[0])}')

# ---- decisions

fresh(rules__trial=rules(*['concludes: need, need: be-visible, strength: weak'] * 60))
platforms = plan().get('platforms', [])
most = max((len(platform['because']) for platform in platforms), default=0)
verdict('JSON names every rule behind a decision', most >= 60, most)
status, out, err = run(town, '--lang', 'en', '--sections', 'proof')
verdict('so does the report', status == 0 and all(f'trial-{i} ' in out.replace('\\', '') for i in range(60)), f'{status} {err}')

fresh(rules__trial=rules(*['concludes: decision, decision: improve'] * 50), profile=TOWN + 'presence: {accounts: [{platform: facebook, owner: official}]}\n')
platforms = plan().get('platforms', [])
verdict('fifty rules on every platform are heard', any(len([reason for reason in platform['because'] if reason['rule'].startswith('trial-')]) == 50 for platform in platforms), platforms[:1])

# ---- steps

step = f'concludes: step, phase: 5, owner: communication, title: {A}, text: {A}, done_when: {A}'
fresh(rules__trial=rules(*[step] * 50, step + ', after: [%s]' % ', '.join(f'trial-{i}' for i in range(50))))
verdict('a step comes after fifty others', len(item(plan().get('steps', []), 'trial-50').get('after', [])) == 50)
status, out, err = run(town, '-f', 'csv', '--sections', 'actions')
rows = [row for row in csv.reader(out.lstrip('\ufeff').splitlines()) if 'trial-50' in row]
verdict('its number follows all of theirs', rows and any(cell.count('; ') == 49 for cell in rows[0]), f'{status} {err} {rows}')
roles = ''.join(f'  - {{id: role{i}, label: {{fr: personne {i}., en: person {i}.}}}}\n' for i in range(30))
fresh(roles=[('\nroles:\n', '\nroles:\n' + roles)], rules__trial=rules(step + ', informed: [%s]' % ', '.join(f'role{i}' for i in range(30))))
status, out, err = run(town, '--document', 'full', '--lang', 'en')
verdict('thirty roles are informed', status == 0 and all(f'person {i}.' in out.replace('\\', '') for i in range(30)), f'{status} {err}')

# ---- sources, summaries

sources = ''.join(f'  - {{id: source{i}, title: Title {i}., publisher: P, url: "https://example.org/{i}", confidence: seen}}\n' for i in range(2000))
fresh(sources=[('sources:\n', 'sources:\n' + sources)], rules__trial=rules(STRENGTH))
status, out, err = run(town, '--document', 'full', '--lang', 'en')
verdict('the annex stands whatever the number of sources', status == 0 and 'trial-0' in out and '### Sources' in out and 'confino-2011' in out.replace('\\', ''), f'{status} {err}')
fresh(rules__trial=rules(*[STRENGTH] * 200))
status, out, err = run('knowledge', 'show', 'confino-2011', '-f', 'json')
verdict('a source names all that cite it', status == 0 and len(json.loads(out)['cited_by']) >= 200, f'{status} {err}')
fresh(rules__trial=rules(*[f'concludes: blocker, text: {A}'] * 100))
status, out, err = run('batch', town, '-d', os.path.join(work, 'out'), '--summary', os.path.join(work, 's.jsonl'), '--force')
with open(os.path.join(work, 's.jsonl'), encoding='utf-8') as f:
    verdict('a summary names every blocker', len(json.loads(f.readline())['blockers']) >= 100, f'{status} {err}')

# ---- the circuit

fresh(circuit=[('{hours: office, days: 5, closed_on_holidays: yes, open: [540, 720, 840, 1020]}', '{hours: office, days: 1, closed_on_holidays: yes, open: [540, 541]}')],
      profile=TOWN + 'validation_chain:\n  - {by: legal, delay: 5000h}\n  - {by: cabinet, delay: 5000h}\n')
status, out, err = run('chain', town, '-f', 'json')
minutes = json.loads(out)['chain']['classes'][0]['bare']['best_minutes']
verdict('a calendar of one minute a week is counted', 599999 * 10080 < minutes <= 600000 * 10080, minutes)

# ---- editions

fresh()
before = plan()
listed = run('knowledge', 'list')[1]
os.rename(os.path.join(folder, 'catalogues', '2011.yaml'), os.path.join(folder, 'catalogues', 'z2011.yaml'))
after = plan()
verdict('editions are ordered by their year, whatever their files are called', before['planner']['edition'] == after['planner']['edition'] == '2026', after['planner'])
before['planner'].pop('knowledge'), after['planner'].pop('knowledge')
before.pop('seal'), after.pop('seal')  # it holds that of the knowledge
verdict('the plan is the same', before == after)
verdict('so is the list of the knowledge', listed and run('knowledge', 'list')[1].replace('z2011', '2011') == listed)
sys.exit(bad != 0)
