#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Real authorities and probes (tests/cases): the advice that an informed practitioner calls sensible is what the plan holds. The assertions are
data, one a line of tests/cases/advice.txt, whose head says how they are written.

usage: cases-advice [PLANNER] [CASE]"""
import functools, json, os, re, subprocess, sys

import lib
from lib import ENV, ROOT, verdict

ACTS = ('open', 'improve', 'reserve', 'leave')


@functools.cache
def plan_of(case, date):
    done = subprocess.run([lib.planner, f'tests/cases/{case}.yaml', '-q', '-f', 'json', '--lang', 'fr', '--date', date], capture_output=True, text=True,
                          env=ENV, cwd=ROOT, timeout=60)
    return json.loads(done.stdout)


def matching(pattern, items, key='id'):
    return [item for item in items if re.fullmatch(pattern, item[key])]


def ids(items):
    return ' '.join(item['id'] for item in items) or 'none'


def platforms(plan, pattern):
    found = matching(pattern, plan['platforms'])
    if not found:
        raise KeyError(f'no platform {pattern}')
    return found


def launches(plan):
    """Steps that open a platform, with their dates; the platforms that are opened must have some."""
    opened = {platform['id'] for platform in plan['platforms'] if platform['decision'] == 'open' and not platform['put_off']}
    steps = [step for step in plan['steps'] if opened & set(step['answers']) or re.match('open-accounts|relaunch|promote', step['id'])]
    if opened and not steps:
        raise KeyError('no step opens ' + ' '.join(sorted(opened)))
    return [step for step in steps if step['start'] is not None]


# ---- assertions: each returns what is wrong, or nothing -------------------------------------------------------------------------------------

def of_platform(plan, pattern, relation, values, *more):
    for platform in platforms(plan, pattern):
        decision, values_ = platform['decision'], values.split(',')
        if relation == 'hours-above-case':
            other = platforms(plan_of(values, plan['date']), pattern)[0]
            if platform['hours_per_week'] <= other['hours_per_week']:
                return f'{platform["hours_per_week"]} h, and {other["hours_per_week"]} h in {values}'
        elif (decision in values_) != (relation == 'decision'):
            return f'{platform["id"]}: {decision}'
        elif more == ('provisional',) and not platform['provisional']:
            return f'{platform["id"]}: {decision}, not provisional'
    return None


def of_items(kind):
    """Some item of this kind is there, with one of the values of `mark` if some are asked for."""
    def check(plan, pattern, values=None):
        found = [item for item in matching(pattern, plan[kind]) if values is None or item[MARKS[kind]] in values.split(',')]
        return None if found else f'{kind}: {ids(plan[kind])}'[:600]
    return check


def of_no_items(kind):
    def check(plan, pattern, values=None):
        found = [item for item in matching(pattern, plan[kind]) if values is None or item[MARKS[kind]] in values.split(',')]
        return ids(found) if found else None
    return check


MARKS = {'findings': 'severity', 'duties': 'applies', 'steps': 'owner'}


def of_question(plan, pattern):
    return None if matching(pattern, plan['questions'], 'fact') else 'questions: ' + ' '.join(question['fact'] for question in plan['questions'])


def said(plan, pattern):
    places = [item['id'] for kind in ('findings', 'steps', 'conduct', 'duties') for item in plan[kind] if item.get('applies', 'yes') != 'no']
    places += [question['fact'] for question in plan['questions']]
    return None if any(re.fullmatch(pattern, name) for name in places) else 'nowhere among ' + ' '.join(places)[:1500]


def answered(plan, pattern):
    asking = [item['id'] for item in plan['findings'] if item['severity'] != 'strength']
    asking += [item['id'] for item in plan['duties'] if item['applies'] == 'yes' and item['done'] != 'yes']
    asking += [item['id'] for item in plan['platforms'] if item['decision'] in ACTS or item['put_off']]
    done = {name for step in plan['steps'] for name in step['answers']}
    left = [name for name in asking if re.fullmatch(pattern, name) and name not in done]
    return 'no step answers ' + ' '.join(left) if left else None


def at_most_one(plan, names):
    found = [platform['id'] for platform in plan['platforms'] if platform['id'] in names.split(',') and platform['decision'] in ('open', 'keep', 'improve')]
    return ' '.join(found) if len(found) > 1 else None


def opens_at_most(plan, number):
    found = [platform['id'] for platform in plan['platforms'] if platform['decision'] == 'open' and not platform['put_off']]
    return ' '.join(found) if len(found) > int(number) else None


def opens_outside(plan, first, last):
    within = [f'{step["id"]} {step["start"]} {step["end"]}' for step in launches(plan) if step['end'] >= first and step['start'] <= last]
    return ', '.join(within)


def opens_before(plan, last):
    first = min((step['start'] for step in launches(plan)), default=None)
    return None if first and first < last else f'opens {first}'


def not_now(plan, pattern):
    found = [platform['id'] for platform in platforms(plan, pattern) if platform['decision'] == 'open' and platform['when'] == 'now' and not platform['put_off']]
    return 'now: ' + ' '.join(found) if found else None


def of_accounts(plan, number):
    return None if len(plan['accounts']) == int(number) else f'{len(plan["accounts"])} accounts'


def running(plan, values):
    told = {True: 'yes', False: 'no'}[plan['readiness']['running']]
    return None if told in values.split(',') else told


def of_range(plan):
    span = plan['readiness']['range']
    return None if len(span) == 2 else span


def of_verdict(plan, values):
    told = plan['readiness']['verdict']
    return None if told in values.split(',') else told


def of_chain(plan, name, field, value):
    part = next(part for part in plan['chain']['classes'] if part['class'] == name)
    return None if part[field] == json.loads(value) else f'{field}: {part[field]}'


def texts(node):
    if isinstance(node, str):
        yield re.sub(r'\s+', ' ', node.replace('’', "'"))
    elif isinstance(node, (dict, list)):
        for item in node.values() if isinstance(node, dict) else node:
            yield from texts(item)


def of_text(plan, *pattern):
    return None if any(re.search(' '.join(pattern), text) for text in texts(plan)) else 'in no text'


def of_no_text(plan, *pattern):
    return next((text for text in texts(plan) if re.search(' '.join(pattern), text)), None)


ASSERTIONS = {
    'platform': of_platform, 'finding': of_items('findings'), 'no-finding': of_no_items('findings'), 'step': of_items('steps'),
    'no-step': of_no_items('steps'), 'conduct': of_items('conduct'), 'duty': of_items('duties'), 'no-duty': of_no_items('duties'),
    'question': of_question, 'said': said, 'answered': answered, 'at-most-one': at_most_one, 'opens-at-most': opens_at_most,
    'opens-outside': opens_outside, 'opens-before': opens_before, 'not-now': not_now, 'accounts': of_accounts, 'running': running,
    'range': of_range, 'verdict': of_verdict, 'chain': of_chain, 'text': of_text, 'no-text': of_no_text,
}


def problem(case, date, words):
    try:
        return ASSERTIONS[words[0]](plan_of(case, date), *words[1:])
    except (KeyError, TypeError, ValueError, StopIteration) as error:
        return f'{type(error).__name__} {error}'


def main():
    if len(sys.argv) > 1:
        lib.planner = os.path.abspath(sys.argv[1])
    wanted = sys.argv[2] if len(sys.argv) > 2 else ''
    failed, asserted = 0, set()
    with open(f'{ROOT}/tests/cases/advice.txt', encoding='utf-8') as file:
        lines = [line.strip() for line in file if line.strip() and not line.startswith('#')]
    for line in lines:
        where, _, assertion = line.partition(' | ')
        case, _, date = where.partition(' @')
        asserted.add(case)
        if wanted in case:
            wrong = problem(case, date or '2026-11-25', assertion.split())
            failed += bool(wrong)
            lib.faultless(line, wrong)
    cases = {name[:-5] for name in os.listdir(f'{ROOT}/tests/cases') if name.endswith('.yaml')}
    unsaid = sorted(cases - asserted - {'probe-one-page'})
    verdict('every case has its advice', not unsaid, ' '.join(unsaid))
    print(f'# {failed} of {len(lines)} assertions failed')
    return 1 if failed or unsaid or not lines else 0


if __name__ == '__main__':
    sys.exit(main())
