#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A plan that is kept up. The facts in the JSON of a plan read back as the same plan, under the same seal; a seal that is broken and a plan of format_version 1 are
refused. A step that is done asks for nothing more, and a line of progress changes nothing else in a profile. A story: adopted in December, reviewed in March and in
September (tests/review-story.*.md, made anew by --update). After random edits every difference and every item has its cause, nothing is told twice, and the items are
those in which the two plans differ.
usage: [PLANNER=planner] [DRAW_SEED=seed] [DRAWN=edits] review [--update]"""
import datetime, json, os, random, re, subprocess, sys

import draw
from lib import ENV, examples, faultless, folder, planner as PLANNER, verdict

SEED, DRAWN = int(os.environ.get('DRAW_SEED', '1')), int(os.environ.get('DRAWN', '1000' if os.environ.get('GATES') == 'all' else '250'))
DIR = folder()
os.environ.update(LC_ALL='C.UTF-8')


def path(name):
    return os.path.join(DIR, name)


def write(name, text):
    with open(path(name), 'w', newline='') as file:
        file.write(text)
    return path(name)


def run(*words, status=0):
    done = subprocess.run([PLANNER, *words], capture_output=True, text=True, env=ENV)
    if status is not None and done.returncode != status:
        raise SystemExit(f'not ok - planner {" ".join(words)}: status {done.returncode}\n{done.stderr[:800]}')
    return done.stdout if status == 0 else done.stderr


def plan(profile, *words):
    return json.loads(run(profile, '-f', 'json', '-q', *words))


def review(profile, *words):
    return json.loads(run('review', profile, '-f', 'json', '-q', *words))


# ---- the facts and the seal -----------------------------------------------------------------------------------------------------------------------

def same_plan(profile, name, *words):
    first = plan(profile, *words)
    again = plan(write('facts.json', json.dumps(first['facts'], ensure_ascii=False)), *words)
    wrong = [key for key in ('seal', 'facts', 'readiness', 'steps', 'platforms', 'schedule', 'chain')
             if re.sub(r'"(line|column)": \d+', '', json.dumps(first[key])) != re.sub(r'"(line|column)": \d+', '', json.dumps(again[key]))]
    return f'{name}: {wrong}' if wrong else ''


for example in examples():
    faultless(f'{example}: the facts of the plan make the same plan', same_plan(example, example))
drawn = [draw.town(SEED, number) for number in range(40)]
faultless('the facts of drawn plans make the same plans', '\n'.join(filter(None, (
    same_plan(write('town.yaml', draw.text(town.profile)), f'town {town.number}', '--date', str(town.date), '--edition', str(town.edition)) for town in drawn))))

adopted = write('adopted.json', run('examples/ville.yaml', '-f', 'json', '-q', '--date', '2026-12-10'))
document = json.load(open(adopted))


def changed(**changes):
    return write('changed.json', json.dumps({**document, **changes}))


def refused(file, code):
    said = run('review', 'examples/ville.yaml', '--against', file, '--date', '2027-03-01', status=2) if code == 'C052' else \
        subprocess.run([PLANNER, 'review', 'examples/ville.yaml', '--against', file, '--date', '2027-03-01'], capture_output=True, text=True, env=ENV).stderr
    return f'[{code}]' in said


verdict('a fact changed in an adopted plan breaks its seal', refused(changed(facts={**document['facts'], 'population': 15201}), 'C075'))
verdict('so does another day', refused(changed(date='2026-12-11'), 'C075'))
verdict('and other knowledge', refused(changed(planner={**document['planner'], 'knowledge': '0' * 64}), 'C075'))
verdict('and no seal at all', refused(changed(seal=None), 'C075'))
verdict('a plan of format_version 1 is refused by name', refused(changed(format_version=1), 'C074'))
verdict('what is no plan is refused', refused('examples/ville.yaml', 'C073'))
verdict('so is what is no JSON', refused(write('broken.json', '{"planner": '), 'C073'))
verdict('the plan of another town is refused', refused(write('other.json', run('examples/village.yaml', '-f', 'json', '-q')), 'C076'))
verdict('layout does not matter', review('examples/ville.yaml', '--against', write('compact.json', json.dumps(document)), '--date', '2027-03-01') ==
        review('examples/ville.yaml', '--against', adopted, '--date', '2027-03-01'))


# ---- what is done ---------------------------------------------------------------------------------------------------------------------------------

town = open('examples/ville.yaml').read()
before = plan('examples/ville.yaml', '--date', '2026-12-10')
minutes = lambda made: sum(month['minutes'] for owner in made['schedule']['owners'] for month in owner['months'])
wrong, gone = [], 0
for step in before['steps']:
    after = plan(write('done.yaml', town + f'suivi: [{{action: {step["id"]}, état: fait, date: 2026-12-05}}]\n'), '--date', '2026-12-10')
    left = [other for other in after['steps'] if other['id'] == step['id']]
    gone += not left
    if left and (left[0]['state'], left[0]['start'], left[0]['put_off']) != ('done', '2026-12-05', False):
        wrong.append(f'{step["id"]}: {left}')
    if not left and len(after['steps']) < len(before['steps']) - 1:
        pass  # what it establishes may settle other steps
    if minutes(after) > minutes(before):
        wrong.append(f'{step["id"]} takes more hours once it is done')
    if step['id'] in after['schedule']['put_off']:
        wrong.append(f'{step["id"]} is put off')
faultless('a step that is done takes no hours, and keeps its day', '\n'.join(wrong))
verdict('what steps establish settles them', gone >= 8, gone)

first = before['steps'][0]
for state, day in (('started', '2026-11-20'), ('planned', '2027-02-15')):
    after = plan(write('state.yaml', town + f'suivi: [{{action: {first["id"]}, état: {state}, date: {day}}}]\n'), '--date', '2026-12-10')
    step = next(step for step in after['steps'] if step['id'] == first['id'])
    verdict(f'a step that is {state} keeps its day', step['state'] == state and (step['start'] == day if state == 'started' else step['start'] >= day), step)
after = plan(write('state.yaml', town + f'suivi: [{{action: {first["id"]}, état: abandonné, date: 2026-11-20, remarque: pas de moyens}}]\n'), '--date', '2026-12-10')
step = next(step for step in after['steps'] if step['id'] == first['id'])
verdict('a step that was dropped is set aside with its reason', step['state'] == 'dropped' and step['end'] is None and step['set_aside'] and {'advice': first['id'], 'reason': 'pas de moyens'} in after['exceptions'], step)


# ---- one line in the profile ----------------------------------------------------------------------------------------------------------------------

def noted(text, *words, status=0):
    file = write('noted.yaml', text)
    said = run('progress', file, *words, '-q', status=status)
    return open(file, newline='').read() if status == 0 else said


line = '{step: usage-charter, state: done, date: 2027-01-12}'
head = 'name: V # a town\nkind: commune\n'
for what, text in {'none': head + '\n# the end\n', 'a commented one': head + '# progress:\n# more\nmeans: {team: 2}\n', 'a list': head + 'progress:\n  # one\n  - {step: second-factor, state: planned} # two\nmeans:\n  team: 2 # three\n',
                   'long records': head + 'progress:\n  - step: second-factor # one\n    state: planned # two\n\n# three\nmeans: {team: 2}\n', 'brackets': head + 'progress: [{step: second-factor, state: planned}, # one\n  ] # two\n',
                   'Windows': (head + 'progress:\n  - {step: second-factor, state: planned} # one\n').replace('\n', '\r\n'), 'JSON': '{"name": "V", "kind": "commune"}\n'}.items():
    after = noted(text, 'usage-charter', 'done', '--date', '2027-01-12')
    lost = [piece for piece in re.findall(r'#.*|[\w-]+', text) if piece not in after and piece != '# progress:']
    verdict(f'a line more where there is {what}', line in after and after.count('date:') == 1 and not lost and (what != 'Windows' or '\n' not in after.replace('\r\n', '')), after)
verdict('a French profile gets a French line', '{action: usage-charter, état: fait, date: 2027-01-12}' in noted('nom: V\ntype: commune\n', 'usage-charter', 'done', '--date', '2027-01-12'))
verdict('no state goes back', 'P058' in noted(head + 'progress: [{step: usage-charter, state: done}]\n', 'usage-charter', 'started', status=1))
verdict('no day goes back', 'P059' in noted(head + 'progress: [{step: usage-charter, state: started, date: 2027-01-12}]\n', 'usage-charter', 'done', '--date', '2027-01-11', status=1))
verdict('a step that there is none of is refused', 'C071' in noted(head, 'usage-chart', 'done', status=2))
verdict('so is a state', 'C066' in noted(head, 'usage-charter', 'ready', status=2))
listed = run('progress', 'examples/ville.yaml', '-q')
verdict('the list has every step of the plan', all(f'| {step["id"]} |' in listed for step in plan('examples/ville.yaml')['steps']), listed)
changed_fact = write('against.yaml', head + 'internal:\n  usage_charter: none\nprogress:\n  - ' + line.replace('2027-01-12', '2026-11-12') + '\n')
said = subprocess.run([PLANNER, 'check', changed_fact], capture_output=True, text=True, env=ENV).stderr
verdict('a fact that says the opposite is told with both places', ':6:12: warning' in said and 'line 4' in said and '[P065]' in said, said)


# ---- the calendar -----------------------------------------------------------------------------------------------------------------------------------

story = write('story.yaml', town)
for day, step, state in (('2026-12-20', 'second-factor', 'done'), ('2027-01-11', 'name-publication-director', 'started'), ('2027-01-20', 'obtain-letting-go', 'started'), ('2027-02-02', 'second-administrator', 'done'),
                         ('2027-02-20', 'name-publication-director', 'done'), ('2027-02-22', 'justify-purchases', 'dropped')):
    run('progress', story, step, state, '--date', day, '-q')
calendar = run('review', story, '--against', adopted, '--date', '2027-03-01', '-f', 'ics', '-q').replace('\r\n ', '')
events = {re.search('UID:.*?-96188-(.*)@', event)[1]: event for event in calendar.split('BEGIN:VEVENT')[1:]}
verdict('the calendar says which steps are settled, and cancels what is no longer called for',
        'STATUS:CONFIRMED' in events['name-publication-director'] and 'STATUS:CONFIRMED' in events['obtain-letting-go'] and 'STATUS:CONFIRMED' in events['second-factor'] and
        'STATUS' not in events['usage-charter'], list(events))


# ---- the story --------------------------------------------------------------------------------------------------------------------------------------

def tell(day, language):
    return run('review', story, '--against', adopted, '--date', day, '-q', '--lang', language)


def page_words(text):
    return len(text.split('\n|')[0].split())


told = {language: tell('2027-03-01', language) for language in ('fr', 'en')}
march = review(story, '--against', adopted, '--date', '2027-03-01')
kinds = {(item['kind'], item['id']) for item in march['items']}
verdict('in March: done, late, under way, dropped', {('done', 'second-factor'), ('done', 'name-publication-director'), ('dropped', 'justify-purchases')} <= kinds and
        any(kind == 'late' and step == 'obtain-letting-go' for kind, step in kinds), kinds)
late = next(item for item in march['items'] if item['id'] == 'obtain-letting-go')
verdict('days late are counted from the day that was adopted',
        late['days_late'] == (datetime.date(2027, 3, 1) - datetime.date.fromisoformat(next(step['end'] for step in document['steps'] if step['id'] == late['id']))).days, late)
text = open(story).read().replace('  charte_usage: aucune', '  charte_usage: signee').replace('  lacher_prise: hesitante', '  lacher_prise: prete').replace('lâcher_prise: hésitante', 'lâcher_prise: prête')
text = re.sub(r'(heures_par_semaine: *)\d+', r'\g<1>24', text, count=1)
write('story.yaml', text)
for day, step, state in (('2027-04-05', 'obtain-letting-go', 'done'), ('2027-05-10', 'organise-liaison', 'done'), ('2027-06-15', 'adopt-strategy', 'done'), ('2027-07-01', 'moderation-rules', 'started')):
    run('progress', story, step, state, '--date', day, '-q')
for language in told:
    told[language] += '\n---\n\n' + tell('2027-09-06', language)
september = review(story, '--against', adopted, '--date', '2027-09-06')
verdict('in September: what is no longer called for, and why', any(item['kind'] == 'no-longer' and item['causes'] for item in september['items']), september['counts'])
for language, both in told.items():
    for part in both.split('\n---\n'):
        verdict(f'one page: {page_words(part)} words ({language})', page_words(part) <= 350)
    file = f'tests/data/review-story.{language}.md'
    if '--update' in sys.argv:
        open(file, 'w').write(both)
    verdict(f'{file}', open(file).read() == both, 'differs: tests/suites/review.py --update, then read the difference')
for form in ('md', 'html', 'docx', 'json', 'csv', 'csv-fr', 'ics', 'xlsx'):
    out = path(f'out.{form}')
    run('review', story, '--against', adopted, '--date', '2027-09-06', '-q', '-f', form, '-o', out if form != 'csv-fr' else path('out.csv'))
verdict('every format is written', all(os.path.getsize(path(name)) > 500 for name in ('out.md', 'out.html', 'out.docx', 'out.json', 'out.csv', 'out.ics', 'out.xlsx')))
since = review(story, '--since', '2027-03-01', '--date', '2027-09-06')
verdict('since a day only what came after it counts', {item['id'] for item in since['items'] if item['kind'] == 'done'} == {'obtain-letting-go', 'organise-liaison', 'adopt-strategy'}, since['items'])
verdict('nothing moved on the same day', not review('examples/ville.yaml', '--against', adopted, '--date', '2026-12-10')['items'])


# ---- random edits -----------------------------------------------------------------------------------------------------------------------------------

def edit(rng, profile, other, date):
    """Some facts of another town, or none, and what became of some steps."""
    edited = json.loads(json.dumps(profile))
    for key in rng.sample(sorted(set(other) | set(profile)), min(rng.randint(0, 4), len(set(other) | set(profile)))):
        if key in ('name', 'kind', 'code', 'progress', 'exceptions'):
            continue
        if isinstance(other.get(key), dict) and isinstance(edited.get(key), dict) and other[key]:
            inner = rng.choice(sorted(other[key]))
            edited[key][inner] = other[key][inner]
        elif key in other and rng.random() < 0.8:
            edited[key] = other[key]
        elif key in edited:
            del edited[key]
    return edited


def faults(made, now, then):
    problems = []
    kinds = {}
    for item in made['items']:
        if not item['causes']:
            problems.append(f'{item["kind"]} {item["id"]} has no cause')
        for cause in item['causes']:
            if cause['cause'] not in ('fact', 'rule', 'catalogue', 'date', 'consequence'):
                problems.append(f'{item["id"]}: {cause}')
        if item['kind'] == 'new' and item['due'] is not None:
            problems.append(f'{item["id"]} is new and was due on {item["due"]}')
        if item['id'] in kinds:
            problems.append(f'{item["id"]} is told twice')
        kinds[item['id']] = item['kind']
    problems += [f'{difference["kind"]} {difference["id"]} has no cause' for difference in made['differences'] if not difference['causes']]
    old, new = {step['id'] for step in then['steps']}, {step['id'] for step in now['steps'] if step['state'] not in ('done', 'dropped')}
    settled = {key for key, kind in kinds.items() if kind in ('done', 'dropped')}
    if {key for key, kind in kinds.items() if kind == 'new'} != new - old:
        problems.append(f'new: {new - old}')
    if {key for key, kind in kinds.items() if kind == 'no-longer'} != old - new - settled:
        problems.append(f'no longer: {old - new - settled}')
    decided = lambda made: {platform['id']: platform['decision'] for platform in made['platforms']}
    moved = {key for key in decided(then).keys() & decided(now).keys() if decided(then)[key] != decided(now)[key]}
    if not moved <= {key for key, kind in kinds.items() if kind == 'moved'}:
        problems.append(f'moved: {moved}')
    return problems


problems, count = [], 0
rng = random.Random(SEED)
for number in range(DRAWN):
    first, other = draw.town(SEED, 1000 + number), draw.town(SEED, 5000 + number)
    date = first.date
    words = ('--edition', str(first.edition))
    then = write('then.json', run(write('then.yaml', draw.text(first.profile)), '-f', 'json', '-q', '--date', str(first.date), *words))
    made = json.load(open(then))
    edited = edit(rng, first.profile, other.profile, date)
    later = (date + datetime.timedelta(rng.choice([0, 1, 30, 90, 200, 400]))).isoformat()
    steps = rng.sample(made['steps'], min(len(made['steps']), rng.choice([0, 0, 1, 3, 6])))
    edited['progress'] = [{'step': step['id'], 'state': rng.choice(['planned', 'started', 'done', 'verified', 'dropped']), 'date': str(first.date)} for step in steps]
    now = write('now.yaml', draw.text(edited))
    made_now = plan(now, '--date', later, *words)
    wrong = faults(review(now, '--against', then, '--date', later, *words), made_now, made)
    count += 1
    if wrong:
        problems.append(f'edit {number}: {"; ".join(wrong)}')
        if len(problems) > 5:
            break
faultless(f'{count} random edits: every difference has its cause, and nothing is left out', '\n'.join(problems))
