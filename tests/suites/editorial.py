#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The editorial part of a plan, on the examples, the cases and drawn profiles (tests/suites/draw.py): rubrics and dated posts that fit the hours, on
accounts that are there by then; training for people who exist; budgets that add up; three options in order; a source or an assumption beside each item. A
check is a generator over one plan: None for a case that is good, else what is wrong; one that examined nothing fails.

usage: editorial [COUNT]     PLANNER names the program, DRAW_SEED is the seed, 1 by default"""
import collections, datetime, glob, json, math, os, subprocess, sys

import draw, lib
from lib import ENV, verdict

DAY = datetime.timedelta(1)
A_YEAR = {'week': 52, 'month': 12, 'quarter': 4, 'year': 1, 'event': 12}
DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday']
ALSACE_MOSELLE = ('57', '67', '68')
ABOLITION = {'971': (5, 27), '972': (5, 22), '973': (6, 10), '974': (12, 20), '976': (4, 27)}
OWN_BALLOTS = {'commune': [('2025-09-01', '2026-03-22'), ('2031-09-01', '2032-03-31')],
               'department': [('2020-12-01', '2021-06-27'), ('2027-09-01', '2028-03-31')]}
OWN_BALLOTS['intercommunality'], OWN_BALLOTS['region'] = OWN_BALLOTS['commune'], OWN_BALLOTS['department']

# What a check sees: the profile as drawn or None, the plan in both languages.
Case = collections.namedtuple('Case', 'name profile plan english date')


def day(text):
    return datetime.date.fromisoformat(text)


def easter(year):
    """Gauss's rule as Knuth writes it (The Art of Computer Programming, 1.3.2, exercise 14)."""
    golden, century = year % 19 + 1, year // 100 + 1
    leaps, moon = 3 * century // 4 - 12, (8 * century + 5) // 25 - 5
    sunday = 5 * year // 4 - leaps - 10
    epact = (11 * golden + 20 + moon - leaps) % 30
    epact += epact == 24 or (epact == 25 and golden > 11)
    full = 44 - epact + (30 if 44 - epact < 21 else 0)
    full += 7 - (sunday + full) % 7
    return datetime.date(year, 3, 1) + DAY * (full - 1)


def is_holiday(date, department):
    fixed = {(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)}
    movable = {1, 39, 50}
    if department in ALSACE_MOSELLE:
        fixed, movable = fixed | {(12, 26)}, movable | {-2}
    fixed = fixed | ({ABOLITION[department]} if department in ABOLITION else set())
    return (date.month, date.day) in fixed or (date - easter(date.year)).days in movable


def platforms(case):
    return {platform['id']: platform for platform in case.plan['platforms']}


def fed(platform):
    return platform['decision'] in ('keep', 'improve', 'open') and not platform['put_off'] and not platform.get('set_aside')


def yearly(rubric):
    return rubric['every']['times'] * A_YEAR[rubric['every']['per']] * rubric['minutes']


# ---- the line -----------------------------------------------------------------------------------------------------------------------------------

def rubrics(case):
    editorial = case.plan['editorial']
    found = platforms(case)
    for rubric in editorial['rubrics']:
        yield None if rubric['minutes_per_week'] == math.ceil(yearly(rubric) / 52) else ('other minutes a week', rubric['id'])
        yield None if fed(found[rubric['platform']]) else ('on an account that is not kept or opened', rubric['id'])
        yield None if rubric['supplier'] and rubric['label'] else ('no supplier', rubric['id'])
    ids = [rubric['id'] for rubric in editorial['rubrics']]
    if ids:
        yield None if len(ids) == len(set(ids)) else ('a rubric twice', ids)
        village = case.plan['profile']['kind'] == 'commune' and (case.plan['profile']['population'] or 2000) < 2000
        yield None if len(ids) <= (5 if village else 7) else ('too many rubrics', ids)


def hours(case):
    editorial, available = case.plan['editorial'], case.plan['means']['hours_available']
    total = sum(map(yearly, editorial['rubrics']))
    if not editorial['rubrics']:
        return
    parts = math.ceil(total / 52) + editorial['answering_minutes_per_week'] + editorial['planning_minutes_per_week']
    yield None if editorial['minutes_per_week'] == parts else ('the minutes do not add up', (editorial['minutes_per_week'], parts))
    if available is not None:
        whole = (total + 52 * editorial['answering_minutes_per_week']) * 1.15
        yield None if whole <= available * 60 * 52 + 1e-6 else ('more than the hours there are', (whole / 52, available * 60))


def week(case):
    editorial = case.plan['editorial']
    known = {rubric['id']: rubric for rubric in editorial['rubrics']}
    counted = collections.Counter(entry['rubric'] for entry in editorial['week'])
    for entry in editorial['week']:
        rubric = known[entry['rubric']]
        good = entry['day'] in DAYS and entry['platform'] == rubric['platform'] and entry['minutes'] == rubric['minutes']
        yield None if good else ('another rubric than that of the line', entry)
    for rubric in editorial['rubrics']:
        times = {'week': rubric['every']['times'], 'month': 1}.get(rubric['every']['per'], 0)
        yield None if counted[rubric['id']] == times else ('not as often as the rubric says', rubric['id'])


def posts(case):
    editorial, available = case.plan['editorial'], case.plan['means']['hours_available']
    known, found = {rubric['id']: rubric for rubric in editorial['rubrics']}, platforms(case)
    profile = case.profile or {}
    department = profile.get('department') or (profile.get('code') or '')[:2]
    french = profile.get('country', 'fr') == 'fr'
    start = editorial['posts_from'] and day(editorial['posts_from'])
    minutes = collections.Counter()
    if start is not None:
        yield None if start.weekday() == 0 and start >= day(case.plan['date']) else ('the weeks begin on another day', start)
    for post in editorial['posts']:
        date, rubric, platform = day(post['date']), known[post['rubric']], found[post['platform']]
        yield None if start <= date < start + 28 * DAY and date.weekday() < 5 else ('outside the working days of four weeks', post)
        if case.profile is not None and french:
            yield None if not is_holiday(date, department) else ('on a public holiday', post)
            for first, last in OWN_BALLOTS.get(profile['kind'], []):
                silent = day(first) <= date <= day(last)
                yield None if not silent or rubric['service'] else ('promotes before a ballot', post)
        if platform['decision'] == 'open':
            steps = [step for step in case.plan['steps'] if post['platform'] in step['answers'] and step['end']]
            yield None if any(day(step['end']) < date for step in steps) else ('on an account that is not open yet', post)
        minutes[(date - start).days // 7] += post['minutes']
    for number, sum_ in minutes.items():
        whole = (sum_ + editorial['answering_minutes_per_week']) * 1.15
        yield None if available is None or whole <= available * 60 + 1e-6 else ('a week longer than its hours', (number, whole))


# ---- people and euros ---------------------------------------------------------------------------------------------------------------------------

def training(case):
    profile = case.profile or {}
    circuit = set()
    for step in profile.get('validation_chain', []):
        circuit |= set(step['by'] if isinstance(step.get('by'), list) else [step['by']] if 'by' in step else [])
    small = profile.get('population', 2000) < 2000
    possible = {'executive', 'elected-official', 'clerk'} | circuit | ({'department-heads'} if 'department-head' in circuit else set())
    absent = set()
    if profile.get('internal', {}).get('communication_director') == 'absent':
        absent.add('communication-director')
    if profile.get('means', {}).get('team') == 0:
        absent.add('communication')
    for line in case.plan['training']:
        yield None if line['who'] and line['minutes'] > 0 and len(line['who']) == len(set(line['who'])) else ('nobody, or no time', line['id'])
        for role in line['who'] if case.profile is not None else []:
            yield None if role not in absent - circuit and (not small or role in possible) else ('a role that does not exist', (line['id'], role))


def amounts(lines, per):
    known = [line for line in lines if line['per'] == per and line['low'] is not None]
    return {'low': sum(line['low'] for line in known), 'high': sum(line['high'] for line in known)}


def budget(case):
    part = case.plan['budget']
    for line in part['lines']:
        good = (line['low'] is None) == (line['high'] is None) and (line['low'] or 0) <= (line['high'] or 0)
        yield None if good else ('amounts', line['id'])
    yield None if part['once'] == amounts(part['lines'], 'once') and part['yearly'] == amounts(part['lines'], 'year') else ('the sums are others', part)
    unknown = sum(line['low'] is None for line in part['lines'])
    yield None if part['to_be_costed'] == unknown else ('other lines to be costed', unknown)
    if part['available'] is not None:
        low, high = part['once']['low'] + part['yearly']['low'], part['once']['high'] + part['yearly']['high']
        fits = 'no' if low > part['available'] else 'yes' if unknown == 0 and high <= part['available'] else 'unknown'
        yield None if part['fits'] == fits else ('fits', (part['fits'], fits))


def options(case):
    nothing, minimum, proposed = case.plan['options']
    yield None if [option['id'] for option in case.plan['options']] == ['nothing', 'minimum', 'proposed'] else ('other options', '')
    yield None if nothing['project_days'] == 0 <= minimum['project_days'] <= proposed['project_days'] else ('days', '')
    total = sum(step['effort_days'] for step in case.plan['steps'] if not step['put_off'])
    yield None if proposed['project_days'] == total else ('other days than those of the steps', (proposed['project_days'], total))
    for per in ('once', 'yearly'):
        for bound in ('low', 'high'):
            yield None if nothing[per][bound] == 0 <= minimum[per][bound] <= proposed[per][bound] else ('euros', (per, bound))
    if minimum['hours_per_week'] is not None and proposed['hours_per_week'] is not None:
        yield None if minimum['hours_per_week'] <= proposed['hours_per_week'] else ('the minimum takes more hours', case.plan['options'])
    # Who changes nothing keeps what the plan would close or put off: only where it closes nothing is nothing the least.
    closes = any(platform['decision'] not in ('keep', 'improve') or platform['put_off'] or platform.get('set_aside')
                 for platform in case.plan['platforms']
                 if platform['decision'] == 'keep' or platform['id'] in {account['platform'] for account in case.plan['accounts']})
    if None not in (nothing['hours_per_week'], minimum['hours_per_week']) and not closes:
        yield None if nothing['hours_per_week'] <= minimum['hours_per_week'] else ('nothing takes more hours', case.plan['options'])


# ---- every item ---------------------------------------------------------------------------------------------------------------------------------

def items(plan):
    editorial = plan['editorial']
    yield from editorial['rubrics'] + editorial['tone'] + plan['budget']['lines'] + plan['training'] + plan['options']
    for part in ('channels', 'steps', 'messages'):
        yield from editorial['crisis'][part]
    yield from [indicator['target'] for indicator in plan['indicators'] if indicator['target']]


def sourced(case):
    listed = {source['id'] for source in case.plan['sources']}
    for item in items(case.plan):
        yield None if item['cite'] or item['assumption'] is True else ('neither source nor assumption', item.get('id'))
        for cite in item['cite']:
            yield None if cite in listed or '.' in cite else ('a source that the plan does not list', cite)


def texts(value):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from texts(inner) if key != 'cite' else []
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)
    elif isinstance(value, str):
        yield value


def shape(value):
    """The same without its texts for people."""
    if isinstance(value, dict):
        return {key: shape(inner) for key, inner in value.items() if key not in ('label', 'text', 'supplier', 'not', 'but')}
    return [shape(inner) for inner in value] if isinstance(value, list) else value


def languages(case):
    for part in ('editorial', 'budget', 'training', 'options'):
        yield None if shape(case.plan[part]) == shape(case.english[part]) else ('another plan in another language', part)
    for french, english in zip(items(case.plan), items(case.english)):
        for key in ('label', 'text', 'supplier', 'not', 'but'):
            yield None if (french.get(key) == '') == (english.get(key) == '') else ('a text in one language only', french.get('id'))
    for text in texts([case.plan[part] for part in ('editorial', 'budget', 'training')]):
        yield None if '{' not in text and "'" not in text and 'UNVERIFIED' not in text else ('a text that is not set', text)


CHECKS = {
    'rubrics stand on accounts that the plan keeps or opens, seven at most': rubrics, 'minutes add up and fit the hours': hours,
    'the typical week is that of the rubrics': week, 'a post has a working day, an account, and hours': posts,
    'training is for people who exist': training, 'the budget adds up': budget, 'three options, in order': options,
    'each item has a source or is an assumption': sourced, 'both languages say the same': languages,
}


def run(text, date, language):
    done = subprocess.run([lib.planner, '-', '--date', date, '--lang', language, '-f', 'json'], input=text, capture_output=True, text=True, env=ENV,
                          timeout=60)
    try:
        return json.loads(done.stdout) if done.returncode == 0 else None
    except ValueError:
        return None


def cases(count):
    for path in lib.examples() + sorted(glob.glob('tests/cases/*.yaml')):
        with open(path, encoding='utf-8') as file:
            yield path, None, file.read(), '2026-11-25'
    seed = os.environ.get('DRAW_SEED', '1')
    for number in range(count):
        town = draw.town(seed, number)
        yield f'seed {seed}, profile {number}', town.profile, draw.text(town.profile), str(town.date)


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10 if 'QUICK' in os.environ else 100
    examined, broken, planned, seen = collections.Counter(), collections.defaultdict(list), 0, collections.Counter()
    for name, profile, text, date in cases(count):
        french, english = run(text, date, 'fr'), run(text, date, 'en')
        if french is None or english is None:
            broken['planned'].append(name)
            continue
        planned += 1
        seen.update(part for part in ('rubrics', 'posts', 'tone', 'week') if french['editorial'][part])
        seen.update(part for part in ('training',) if french[part])
        for title, check in CHECKS.items():
            for result in check(Case(name, profile, french, english, date)):
                examined[title] += 1
                if result is not None:
                    broken[title].append(f'{name}: {result}')
    verdict(f'every profile has its editorial part ({planned})', planned > 0 and not broken['planned'], broken['planned'][:5])
    for part in ('rubrics', 'posts', 'tone', 'week', 'training'):
        verdict(f'some profiles have {part} ({seen[part]})', seen[part] > 3 or 'QUICK' in os.environ and seen[part] > 0)
    for title in CHECKS:
        verdict(f'{title} ({examined[title]} cases)', examined[title] > 0 and not broken[title], '\n'.join(broken[title][:8]))
    if planned:
        with open('examples/ville.yaml', encoding='utf-8') as file:
            done = subprocess.run([lib.planner, '-', '--edition', '2011', '-f', 'json'], input=file.read(), capture_output=True, text=True, env=ENV)
        old = json.loads(done.stdout)
        verdict('the edition of 2011 has no rubric, no budget', old['editorial']['rubrics'] == [] and old['budget']['lines'] == [])
    else:
        verdict('the edition of 2011 has no rubric, no budget', False)


main()
