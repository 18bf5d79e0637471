#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The figures of the circuit against a simulator that shares nothing with the program: drawn profiles, messages sent one by one through people who
come and go. It reads the profile and the JSON of the plan, and knows the rest from the description in docs/circuit.md.

usage: circuit [COUNT] [--one NUMBER]     CIRCUIT_SEED is the seed, 1 by default; 40 circuits, 300 with GATES=all
Agreement: a percentile p lies between the simulator's at p - 0.3 and p + 0.3 points, widened by 1 % or 30 minutes; the share within 1 point."""
import argparse, datetime, json, math, multiprocessing, os, random, subprocess, sys

from lib import ENV, planner, verdict

CLASSES = ['routine', 'reply', 'sensitive', 'urgent']
CALENDARS = {'office': (5, [(540, 720), (840, 1020)]), 'extended': (7, [(480, 1260)]), 'always': (7, [(0, 1440)])}
ALIVE = {'routine': 'office', 'reply': 'extended', 'sensitive': 'office', 'urgent': 'always'}
TARGETS = {'routine': 240, 'reply': 240, 'sensitive': 2880, 'urgent': 30}
ROLES = ['department-head', 'communication', 'community-manager', 'communication-director', 'director-general', 'legal', 'mayors-office', 'executive',
         'elected-official', 'agency', 'clerk']
DEPARTMENTS = ['42', '57', '67', '971', '972', '974', '976', '973']
MINUTES = {'min': 1, 'h': 60}
SAMPLES = 24000


def draw(number):
    """A profile with a circuit."""
    dice = random.Random(f'{os.environ.get("CIRCUIT_SEED", 1)} {number}')
    steps = []
    for i in range(dice.choice([1, 2, 3, 3, 4, 4, 5, 6])):
        step = {'by': 'author' if i == 0 and dice.random() < .6 else dice.choice(ROLES)}
        if dice.random() < .92:
            step['delay'] = dice.choice(['0min', '10min', '30min', '45min', '1h', '2h', '2h30', '4h', '7h', '1d', '2d', '1w'])
        if dice.random() < .5:
            step['hours'] = dice.choice(list(CALENDARS))
        if dice.random() < .3:
            step['substitute'] = dice.choice(['yes', 'no'])
        if dice.random() < .2:
            step['people'] = dice.choice([1, 2, 3, 5])
        if i and dice.random() < .15:
            step['by'], step['any'] = dice.sample(ROLES, dice.choice([2, 3])), 'yes'
        if i and dice.random() < .12:
            step['if_silent'], step['timeout'] = dice.choice(['publish', 'escalate']), dice.choice(['30min', '2h', '1d', '2d'])
        if i and dice.random() < .1:
            step['control'] = 'after'
        if dice.random() < .15:
            step['for'] = sorted(dice.sample(CLASSES, dice.choice([1, 2, 3])))
        steps.append(step)
    profile = {'name': 'Exemple', 'kind': 'commune', 'population': 12000, 'validation_chain': steps}
    if dice.random() < .7:
        profile['department'] = dice.choice(DEPARTMENTS)
    if dice.random() < .1:
        profile['country'] = 'be'
    means = {}
    if dice.random() < .4:
        means['absence_percent'] = dice.choice([0, 5, 12, 20, 35, 50])
    if dice.random() < .4:
        means['absence_days'] = dice.choice([1, 2, 5, 10, 20])
    if dice.random() < .3:
        means['team'] = dice.choice([0, 1, 3, 4])
    if means:
        profile['means'] = means
    if dice.random() < .3:
        profile['publishing_targets'] = {dice.choice(CLASSES): dice.choice(['1h', '6h', '1d', '3d', '1w'])}
        if dice.random() < .5:
            profile['publishing_targets']['percent'] = dice.choice([50, 75, 90, 98])
    return profile, dice.choice(['2026-11-23', '2026-04-02', '2027-07-01', '2028-12-19', '2026-08-30']), dice.choice(CLASSES)


# ---- the world ------------------------------------------------------------------------------------------------------------------------------

def easter(year):
    """By the tables of Gauss, as the Gregorian calendar corrects them (D. E. Knuth, The Art of Computer Programming 1, 1.3.2)."""
    golden, century = year % 19 + 1, year // 100 + 1
    gregorian, moon = 3 * century // 4 - 12, (8 * century + 5) // 25 - 5
    sunday = 5 * year // 4 - gregorian - 10
    epact = (11 * golden + 20 + moon - gregorian) % 30
    epact += epact == 25 and golden > 11 or epact == 24
    full = 44 - epact
    full += 30 if full < 21 else 0
    full += 7 - (sunday + full) % 7
    return datetime.date(year, 3, 1) + datetime.timedelta(full - 1)


def holidays(years, department):
    days = set()
    for year in years:
        at = lambda month, day: datetime.date(year, month, day)
        spring = easter(year)
        days |= {at(1, 1), at(5, 1), at(5, 8), at(7, 14), at(8, 15), at(11, 1), at(11, 11), at(12, 25)}
        days |= {spring + datetime.timedelta(n) for n in (1, 39, 50)}
        days |= {spring - datetime.timedelta(2), at(12, 26)} if department in ('57', '67', '68') else set()
        abolition = {'976': (4, 27), '972': (5, 22), '971': (5, 27), '973': (6, 10), '974': (12, 20)}.get(department)
        days |= {at(*abolition)} if abolition else set()
    return days


class World:
    """The days from a Monday on: which calendar is open on which."""

    def __init__(self, profile, date):
        day = datetime.date.fromisoformat(date)
        self.monday = day + datetime.timedelta(-day.weekday() % 7)
        years = range(self.monday.year, self.monday.year + 40)
        free = holidays(years, profile.get('department')) if profile.get('country', 'fr') == 'fr' else set()
        self.free = {(d - self.monday).days for d in free}
        means = profile.get('means', {})
        self.q = means.get('absence_percent', 20) / 100
        self.m = max(means.get('absence_days', 7), self.q / (1 - self.q), 1)
        self.team = max(1, means['team']) if 'team' in means else 2

    def opens(self, hours, day):
        return day % 7 < CALENDARS[hours][0] and not (hours == 'office' and day in self.free)


def minutes_of(text, hours):
    days, ranges = CALENDARS[hours]
    a_day = sum(end - start for start, end in ranges)
    for unit, size in (('min', 1), ('d', a_day), ('w', a_day * days)):
        if text.endswith(unit):
            return int(text[:-len(unit)]) * size
    hour, _, minute = text.partition('h')
    return int(hour) * 60 + int(minute or 0)


class Step:
    def __init__(self, world, said):
        self.said = said
        self.hours = said.get('hours', 'office')
        self.known = 'delay' in said
        self.work = minutes_of(said.get('delay', '0min'), self.hours)
        self.limit = minutes_of(said['timeout'], self.hours) if 'timeout' in said else math.inf
        roles = said['by'] if isinstance(said['by'], list) else [said['by']]
        if 'people' not in said and 'author' in roles:
            self.people = math.inf
        else:
            self.people = said.get('people') or sum(world.team if role == 'communication' else 1 for role in roles)
            self.people += said.get('substitute') == 'yes'


def worth(world, step, absent, dice):
    """Who is away on the next open day, given who was."""
    back, fall = 1 / world.m, world.q / (world.m * (1 - world.q)) if world.q < 1 else 1
    return [dice.random() >= back if away else dice.random() < fall for away in absent]


def leave(world, step, moment, dice):
    """When a message that comes to a step at a minute leaves it."""
    if min(step.work, step.limit) <= 0:
        return moment
    work, limit, absent = step.work, step.limit, None
    day, minute = divmod(moment, 1440)
    certain = step.people == math.inf or world.q == 0
    while True:
        if world.opens(step.hours, day) and CALENDARS[step.hours][1][-1][1] > minute:
            if not certain:
                absent = [dice.random() < world.q for _ in range(step.people)] if absent is None else worth(world, step, absent, dice)
            works = certain or not all(absent)
            for start, end in CALENDARS[step.hours][1]:
                start = max(start, minute)
                if start >= end:
                    continue
                needs = min(work if works else math.inf, limit)
                if needs <= end - start:
                    return day * 1440 + start + needs
                work -= end - start if works else 0
                limit -= end - start
        day, minute = day + 1, 0


def simulate(world, steps, alive, seed):
    """Waits of messages, each hour of the year as often as the others."""
    dice = random.Random(seed)
    starts = [day * 1440 + hour * 60 for day in range(364) if world.opens(alive, day) for hour in range(24)
              if any(start <= hour * 60 < end for start, end in CALENDARS[alive][1])]
    rounds, waits = max(1, round(SAMPLES / len(starts))), []
    if len(starts) * rounds > 1.5 * SAMPLES:
        starts = dice.sample(starts, SAMPLES)
    for _ in range(rounds):
        for ready in starts:
            moment = ready
            for step in steps:
                moment = leave(world, step, moment, dice)
            waits.append(moment - ready)
    return sorted(waits)


# ---- agreement ------------------------------------------------------------------------------------------------------------------------------

def at(waits, percent):
    """The smallest wait that so many do not exceed."""
    return waits[min(len(waits), max(1, math.ceil(len(waits) * percent / 100 - 1e-9))) - 1]


def slack(waits, percent):
    """Points within which a percentile of so many drawn messages lies: what is agreed, and three times the error of drawing beyond it."""
    return .3 + 300 * math.sqrt(percent / 100 * (1 - percent / 100) / len(waits))


def disagree(waits, figures, target, percents):
    for percent, name in percents:
        more = slack(waits, percent)
        low, high = at(waits, max(0, percent - more)), at(waits, min(100, percent + more))
        told = figures[name]
        if told is None or not low - max(30, low / 100) <= told <= high + max(30, high / 100):
            return f'{name} is {told}, drawn {at(waits, percent)} ({low} to {high})'
    if target is not None:
        share = 100 * sum(wait <= target for wait in waits) / len(waits)
        told, error = figures['within_target_percent'], 300 * math.sqrt(max(share / 100 * (1 - share / 100), 1e-6) / len(waits))
        if told is None or not share - 2 - error <= told <= share + 1 + error:
            return f'{told} % within the target, drawn {share:.2f} %'
    return None


PERCENTS = [(50, 'p50_minutes'), (90, 'p90_minutes'), (95, 'p95_minutes')]
WIDER = {'office': ['extended', 'always'], 'extended': ['always']}


def changed(world, steps, changes):
    """The steps of a class once the changes are made; where hours are widened, each way that this may be meant."""
    ways = [dict(steps)]
    for change in changes:
        number = change['step']
        for way in list(ways):
            step = way.get(number)
            if change['edit'] == 'pre-approve':
                first = min(steps)
                for other in list(way):
                    by = steps[other].said['by']
                    if other != first and not {'author', 'communication', 'community-manager'} & set(by if isinstance(by, list) else [by]):
                        del way[other]
                continue
            if step is None:
                return [], f'{change["edit"]} of a step that is no more'
            copy = Step.__new__(Step)
            copy.__dict__.update(step.__dict__)
            if change['edit'] in ('check-after', 'drop'):
                del way[number]
                continue
            if change['edit'] == 'merge':
                return [], None
            if change['edit'] in ('add-substitute', 'add-holder'):
                copy.people += 1
            if change['edit'] == 'delegate':
                copy.hours, copy.work, copy.limit, copy.people = 'extended', 15, math.inf, 1 + copy.people - step.people
            if change['edit'].startswith('time-out'):
                copy.limit = 120
            if change['edit'] == 'widen-hours':
                for hours in WIDER[step.hours][1:]:
                    other = dict(way)
                    other[number] = Step.__new__(Step)
                    other[number].__dict__.update(step.__dict__)
                    other[number].hours = hours
                    ways.append(other)
                copy.hours = WIDER[step.hours][0]
            way[number] = copy
    return ways, None


def check(number):
    """What is wrong with the figures of one drawn circuit, by check: a text, or None where all is well."""
    profile, date, name = draw(number)
    run = subprocess.run([planner, 'plan', '-', '-f', 'json', '--date', date], input=json.dumps(profile, ensure_ascii=False).encode(), env=ENV,
                         capture_output=True)
    if run.returncode != 0:
        return {'planned': run.stderr.decode()[:600] or f'status {run.returncode}'}
    told = next(c for c in json.loads(run.stdout)['chain']['classes'] if c['class'] == name)
    world = World(profile, date)
    steps = {i + 1: Step(world, said) for i, said in enumerate(profile['validation_chain'])
             if said.get('control', 'before') == 'before' and name in said.get('for', CLASSES)}
    problems = {'steps': None if told['steps'] == sorted(steps) else f'{told["steps"]}, and not {sorted(steps)}'}
    if problems['steps']:
        return problems
    known = all(step.known for step in steps.values())
    target = told['target_minutes']
    waits = simulate(world, [steps[i] for i in sorted(steps)], ALIVE[name], number)
    figures = told if known else told['at_least']
    problems['figures'] = 'no figures' if figures is None else disagree(waits, figures, target if known else None, PERCENTS)
    if not known and any(told[key] is not None for key in ('p50_minutes', 'p90_minutes', 'p95_minutes', 'within_target_percent', 'waits')):
        problems['figures'] = 'figures though a delay is missing'
    wanted = profile.get('publishing_targets', {}).get('percent', 95 if name == 'urgent' else 90)
    problems['target'] = None if told['target_percent'] == wanted else f'{told["target_percent"]} % instead of {wanted} %'
    if not known:
        problems['changes'] = 'a proposal though a delay is missing' if told['changes'] or told['meets'] == 'yes' else None
        return problems
    if told['waits'] is not None:
        problems['waits'] = None if sum(told['waits'].values()) == 100 else f'waits {told["waits"]}'
        mean = sum(waits) / len(waits)
        work = sum(min(step.work, step.limit) for step in steps.values())
        if abs(100 * work / mean - told['waits']['work']) > 2 + 100 * work / mean * .1:
            problems['waits'] = f'{told["waits"]["work"]} % of the wait is work, drawn {100 * work / mean:.1f} %'
    problems['meets'] = None if (told['meets'] == 'yes') == (told['within_target_percent'] >= wanted) else 'it does not follow from the share'
    if not told['changes']:
        return problems
    ways, problem = changed(world, steps, told['changes'])
    faults = [disagree(simulate(world, [way[i] for i in sorted(way)], ALIVE[name], number), told['after'], target, PERCENTS) for way in ways]
    problems['changes'] = problem or (None if not ways or None in faults else f'{[c["edit"] for c in told["changes"]]}: {faults}')
    if told['reaches_target'] != (told['after']['within_target_percent'] >= wanted):
        problems['changes'] = f'{told["after"]["within_target_percent"]} % of {wanted} %, reached: {told["reaches_target"]}'
    return problems


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('count', nargs='?', type=int, default=300 if os.environ.get('GATES') == 'all' else 40)
    parser.add_argument('--one', type=int)
    options = parser.parse_args()
    if options.one is not None:
        print(json.dumps(draw(options.one)), check(options.one))
        return
    with multiprocessing.Pool(min(2, os.cpu_count() or 1)) as pool:
        found = pool.map(check, range(options.count), 4)
    for name in ('planned', 'steps', 'figures', 'waits', 'target', 'meets', 'changes'):
        made = sum(name in problems for problems in found)
        wrong = [f'{number}: {problems[name]}' for number, problems in enumerate(found) if problems.get(name)]
        verdict(f'{name} of {options.count} drawn circuits', not wrong and (made > 0 or name == 'planned') and
                any('figures' in problems for problems in found), '\n'.join(wrong) or f'{made} examined')


main()
