#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The dates of steps. Instances of up to eight tasks are drawn and solved by going through every order that each worker can keep: no schedule is better than
the one found, and no bound is above the best. In plans, the hours of owners add up month by month, what is put off does not fit, and nothing changes by itself before
the day that `valid_until` names, and something does on that day.
usage: [PLANNER=planner] [DRAW_SEED=seed] [DRAWN=instances] roadmap"""
import datetime, itertools, json, os, random, subprocess

import draw
from lib import ENV, examples, folder, planner as PLANNER, verdict

SOLVE = os.path.join(os.path.dirname(PLANNER), 'solve')
SEED, DRAWN, TOWNS = int(os.environ.get('DRAW_SEED', '1')), int(os.environ.get('DRAWN', '300')), int(os.environ.get('TOWNS', '40'))
TICKS, WEEK = 2400, 5


# ---- instances and every schedule of one --------------------------------------------------------------------------------------------------------

def draw_instance(rng):
    days = [TICKS if day % 7 < 5 else 0 for day in range(rng.choice([60, 200, 500]))]
    for _ in range(rng.randint(0, 6)):
        days[rng.randrange(len(days))] = 0
    slack = rng.randrange(len(days))
    for day in range(slack, min(slack + 30, len(days))):
        days[day] //= 2
    workers = [(hours, max(hours - rng.choice([0, 0, 3, 9]), rng.choice([0, 1]))) for hours in rng.choices([1, 2, 5, 7, 10, 35, 0], weights=[2, 4, 4, 4, 4, 3, 1], k=rng.randint(2, 4))]
    workers = [(hours, min(hours, later)) for hours, later in workers]
    windows = [(start, start + rng.randint(5, 60)) for start in rng.sample(range(len(days)), rng.choice([0, 0, 1]))]
    tasks = []
    for number in range(rng.randint(1, 8)):
        before = rng.sample(range(number), min(number, rng.choice([0, 0, 1, 1, 2])))
        tasks.append({'from': 0, 'worker': rng.randrange(len(workers)), 'minutes': 420 * rng.choice([0, 1, 1, 2, 3, 4]), 'lasts': rng.choice([0, 0, 0, 14, 31, 92]), 'before': before,
                      'urgent': rng.random() < 0.2, 'opens': False, 'launches': rng.random() < 0.15})
    for task in rng.sample(tasks, rng.choice([0, 0, 1]) if len(tasks) > 1 else 0):
        task['from'] = 0 if task['urgent'] else rng.choice([15, 40, 90])
    for task in rng.sample(tasks, rng.choice([0, 1, 1, 1, 2]) if len(tasks) > 1 else 0):
        task['opens'] = task['launches'] = True
    blockers = [rng.sample(range(len(tasks)), rng.randint(1, min(2, len(tasks)))) for _ in range(rng.choice([0, 0, 1, 2]))]
    return {'days': days, 'workers': workers, 'windows': windows, 'tasks': tasks, 'blockers': blockers}


def written(instance, nodes):
    numbers = [nodes, len(instance['days']), *instance['days'], len(instance['workers']), *itertools.chain(*instance['workers']),
               len(instance['windows']), *itertools.chain(*instance['windows']), len(instance['tasks'])]
    for task in instance['tasks']:
        numbers += [task['worker'], task['minutes'], task['from'], task['lasts'], int(task['urgent']), int(task['opens']), int(task['launches']), len(task['before']), *task['before']]
    numbers.append(len(instance['blockers']))
    for blocker in instance['blockers']:
        numbers += [len(blocker), *blocker]
    return ' '.join(map(str, numbers)) + '\n'


class Calendar:
    def __init__(self, days):
        self.count = len(days)
        self.until = list(itertools.accumulate(days, initial=0))
        self.holding = [day for day, ticks in enumerate(days) for _ in range(ticks // 100)]   # by hundred ticks: every length is rounded up to a tick

    def day(self, tick):
        at = tick // 100
        return self.holding[at] if at < len(self.holding) else self.count

    def open_from(self, day):
        return self.count if day >= self.count else self.day(self.until[day])


def length(calendar, minutes, hours):
    if hours == 0:
        return calendar.until[-1]
    return min(max(1, -(-minutes * TICKS * WEEK // (60 * hours))), calendar.until[-1])


def carried_out(instance, calendar, orders):
    """The days of every task when each worker keeps an order; None where they wait for one another."""
    tasks, never = instance['tasks'], calendar.count
    slots, free, opened, at = [None] * len(tasks), [0] * len(orders), [False] * len(orders), [0] * len(orders)
    moved = True
    while moved:
        moved = False
        for worker, order in enumerate(orders):
            while at[worker] < len(order) and all(slots[before] for before in tasks[order[at[worker]]]['before']):
                number = order[at[worker]]
                task = tasks[number]
                ready = max([slots[before][2] + 1 for before in task['before']], default=task['from'])
                ready = max(ready, task['from'])
                takes = length(calendar, task['minutes'], instance['workers'][worker][1 if opened[worker] else 0])
                slots[number], free[worker] = placed(instance, calendar, task, ready, free[worker], takes)
                opened[worker] |= task['opens']
                at[worker] += 1
                moved = True
    return slots if all(slots) else None


def placed(instance, calendar, task, ready, tick, takes):
    never = calendar.count
    tick = max(tick, calendar.until[min(ready, never)])
    windows = instance['windows'] if task['launches'] else []
    while ready < never and tick + takes <= calendar.until[-1]:
        first, worked = calendar.day(tick), calendar.day(tick + takes - 1)
        last = calendar.open_from(max(worked, first + task['lasts']))
        meets = [window for window in windows if first <= window[1] and last >= window[0]]
        if not meets:
            return (first, worked, last), tick + takes
        tick = calendar.until[min(meets[0][1] + 1, never)]
    return (never, never, never), calendar.until[-1]


def aims(instance, slots):
    falls = min((max(slots[number][2] for number in blocker) for blocker in instance['blockers']), default=0)
    opening = min((slots[number][2] for number, task in enumerate(instance['tasks']) if task['opens']), default=0)
    return falls, opening, max((slot[2] for slot in slots), default=0)


def every_order(instance):
    tasks = instance['tasks']
    first = [task['urgent'] and not task['before'] for task in tasks]
    choices = []
    for worker in range(len(instance['workers'])):
        mine = [number for number, task in enumerate(tasks) if task['worker'] == worker]
        urgent, others = [n for n in mine if first[n]], [n for n in mine if not first[n]]
        choices.append([a + b for a in itertools.permutations(urgent) for b in itertools.permutations(others)])
    return itertools.product(*choices)


def check_solver():
    rng = random.Random(SEED)
    instances = []
    while len(instances) < DRAWN:
        instance = draw_instance(rng)
        orders = 1
        for worker in range(len(instance['workers'])):
            for n in range(sum(task['worker'] == worker for task in instance['tasks'])):
                orders *= n + 1
        if orders <= 2000:
            instances.append(instance)
    for nodes in (100000, 3):
        text = ''.join(written(instance, nodes) for instance in instances)
        lines = subprocess.run([SOLVE], input=text, capture_output=True, text=True, env=ENV).stdout.splitlines()
        faults, proven, bettered = [], 0, 0
        for number, (instance, line) in enumerate(itertools.zip_longest(instances, lines, fillvalue='')):
            numbers = list(map(int, line.split()))
            if len(numbers) != 7 + 3 * len(instance['tasks']):
                faults.append(f'{number}: no answer')
                continue
            calendar = Calendar(instance['days'])
            found, bounds = tuple(numbers[1:7:2]), tuple(numbers[2:7:2])
            slots = list(zip(numbers[7::3], numbers[8::3], numbers[9::3]))
            best = min(aims(instance, done) for done in (carried_out(instance, calendar, orders) for orders in every_order(instance)) if done)
            proven += numbers[0]
            bettered += found > best
            if found != aims(instance, slots):
                faults.append(f'{number}: the days give other aims, {found}')
            if found < best or (numbers[0] and found > best):
                faults.append(f'{number}: {found}, and the best is {best}')
            if bounds > best:
                faults.append(f'{number}: bounds {bounds} above the best, {best}')
        what = f'{len(instances)} instances of up to eight tasks, {nodes} nodes at most: {proven} proven, none of those bettered by any order; bounds hold'
        verdict(what, not faults and (proven == len(instances) or nodes < 10), '\n'.join(faults[:8]) or f'{proven} proven')


# ---- plans ------------------------------------------------------------------------------------------------------------------------------------

def plan_of(path, date, edition='2026'):
    run = subprocess.run([PLANNER, path, '-f', 'json', '--date', str(date), '--edition', edition], capture_output=True, text=True, env=ENV)
    return json.loads(run.stdout) if run.returncode == 0 else None


def added_up(plan):
    """What is wrong with the hours of the owners."""
    schedule = plan['schedule']
    minutes = {}
    for step in plan['steps']:
        if not step['put_off']:
            minutes[step['owner']] = minutes.get(step['owner'], 0) + step['effort_days'] * schedule['day_hours'] * 60
    for owner in schedule['owners']:
        given = sum(month['minutes'] for month in owner['months'])
        if given != minutes.pop(owner['role'], 0):
            yield f'{owner["role"]}: {given} minutes in the months, not those of the steps'
        for month in owner['months']:
            if month['minutes'] > month['available'] + 1:
                yield f'{owner["role"]}: {month["minutes"]} of {month["available"]} minutes in {month["from"]}'
    yield from (f'{role}: no months' for role in minutes)
    if set(schedule['put_off']) != {step['id'] for step in plan['steps'] if step['put_off'] or step['end'] is None}:
        yield 'put_off is not what has no dates'
    for step in plan['steps']:
        if step['end'] and step['end'] > schedule['until']:
            yield f'{step["id"]} ends after {schedule["until"]}'
    hours = [row['hours_per_week'] for row in schedule['table']]
    if hours != sorted(set(hours)):
        yield 'the table is in no order'


def table(plan):
    for owner in plan['schedule']['owners']:
        months = ' '.join(f'{month["from"][:7]} {month["minutes"] / 60:.1f}/{month["available"] / 60:.1f}' for month in owner['months'])
        yield f'# {owner["role"]}, {owner["hours_per_week"]} h a week: {months}'


def content(plan):
    """What must not change by itself: all but dates, and figures that move from day to day."""
    kept = {'findings': ('severity',), 'steps': (), 'conduct': (), 'indicators': (), 'duties': ('applies',), 'needs': ('strength',), 'platforms': ('decision', 'provisional')}
    accounts = {('accounts', account['platform'], account['name'], account['decision'], account['provisional']) for account in plan['accounts']}
    items = {(kind, item['id'], *(item[key] for key in keys)) for kind, keys in kept.items() for item in plan[kind]}
    return items | accounts | {('old', source['id']) for source in plan['sources'] if source.get('old')}


def check_plans():
    for path in examples():
        plan = plan_of(path, '2026-11-25')
        faults = list(added_up(plan)) if plan else ['no plan']
        verdict(f'{os.path.basename(path)}: hours by owner and month add up to the effort of the steps', not faults, '\n'.join(faults))
        if plan and os.path.basename(path) in ('village.yaml', 'ville.yaml'):
            print('\n'.join(table(plan)))
    faults, moved, reviewed, work = [], 0, 0, folder()
    for number in range(TOWNS):
        town = draw.town(SEED, number)
        path = os.path.join(work, f'{number}.yaml')
        with open(path, 'w', encoding='utf-8') as file:
            file.write(draw.text(town.profile))
        plan = plan_of(path, town.date, str(town.edition))
        if plan is None:
            faults.append(f'{number}: no plan')
            continue
        faults += [f'{number}: {fault}' for fault in added_up(plan)]
        day = datetime.date.fromisoformat(plan['valid_until']['date'])
        middle = town.date + (day - town.date) / 2
        for date in {middle, day - datetime.timedelta(1)}:
            if town.date < date < day and content(plan_of(path, date, str(town.edition))) != content(plan):
                difference = content(plan_of(path, date, str(town.edition))) ^ content(plan)
                faults.append(f'{number}: otherwise on {date} already, valid until {day}: {sorted(map(str, difference))[:3]}')
        if plan['valid_until']['changes'] == ['review']:
            reviewed += 1
            if str(day) != plan['calendar']['review_by']:
                faults.append(f'{number}: nothing changes, and {day} is not the review')
        else:
            moved += 1
            named = {item[1] for item in content(plan_of(path, day, str(town.edition))) ^ content(plan)}
            if not named & set(plan['valid_until']['changes']):
                faults.append(f'{number}: {plan["valid_until"]}, and what differs is {sorted(named)[:4]}')
    verdict(f'{TOWNS} drawn towns: hours add up; {moved} plans change on the day they say and not before, {reviewed} not before their review', not faults and moved > 0,
            '\n'.join(faults[:8]))


check_solver()
check_plans()
