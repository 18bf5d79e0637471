#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The laws of sound advice, on drawn profiles (tests/suites/draw.py): whatever the profile, the day and the edition, no plan breaks one of them.
A law is a generator over one plan: it yields nothing but None for a case that it examined and found good, and (kind, detail) for one that breaks
it. A law that examined nothing fails, and so does one whose figures the plan does not hold.

usage: laws [PLANNER] [COUNT] [--law N] [--show K] [--one NUMBER]     DRAW_SEED is the seed, 1 by default
    --law N      this law alone, 1 to 12 (0: every profile is planned)
    --show K     of each law, K profiles that break it, with the reason
    --one N      the profile of this number alone"""
import argparse, collections, datetime, functools, json, multiprocessing, os, re, subprocess, sys

import draw, lib
from lib import ENV, ROOT, verdict

ACTS = ('open', 'improve', 'reserve', 'leave')
VERDICTS = ['not-yet', 'conditional', 'ready']
CONTROL_KEPT = ('add-substitute', 'add-holder', 'widen-hours')
WRITERS = {'author', 'communication', 'community-manager'}
SENSITIVE = {'legal', 'mayors-office', 'executive', 'elected-official'}
ALERT_CHANNELS = {'whatsapp', 'alert-app'}
LAUNCHES = re.compile(r'^(open-accounts?|relaunch|launch|promote)\b')
QUICK = re.compile(r'^(second-administrator|two-factor|second-factor|recover-(codes|access|accounts?))$')
THREE_MONTHS = re.compile(r'\b(trois|3) mois\b|\b(three|3) months\b', re.I)
ANSWERING = re.compile(r'answer|repl|moder')

NAMES = {
    0: 'every drawn profile is planned', 1: 'what lives is kept', 2: 'nothing is decided in silence', 3: 'what is asked has an act',
    4: 'nothing new before a ballot', 5: 'control is loosened, never lost', 6: 'nobody who does not exist', 7: 'hours and days add up',
    8: 'dates are possible', 9: 'the verdict is the narrowest certain one', 10: 'one channel for one need', 11: 'no contradiction with itself',
    12: 'a question is asked if an answer matters',
}


def fault(good, kind, detail=''):
    return None if good else (kind, str(detail))


def day(value):
    return datetime.date.fromisoformat(value)


# ---- what a drawn profile states ------------------------------------------------------------------------------------------------------------

def accounts(town):
    return town.profile.get('presence', {}).get('accounts', [])


def months_back(date, months):
    month = date.year * 12 + date.month - 1 - months
    year, month = month // 12, month % 12 + 1
    last = (datetime.date(year + month // 12, month % 12 + 1, 1) - datetime.timedelta(1)).day
    return datetime.date(year, month, min(date.day, last))


def life(town, account):
    """Of an official account: lives, said (to be active, without a date), perhaps (nothing is known), or None."""
    if account.get('owner') != 'official' or account.get('state', 'active') != 'active':
        return None
    if 'last_post' in account:
        return 'lives' if day(account['last_post']) >= months_back(town.date, 6) else None
    return 'said' if 'state' in account else 'perhaps'


def runs(account):
    return account.get('owner') == 'official' and account.get('state') != 'closed'


def excepted(town):
    return {exception['advice'] for exception in town.profile.get('exceptions', [])}


def roles_of(step):
    by = step.get('by', [])
    return set(by if isinstance(by, list) else [by])


def circuit_roles(town):
    return set().union(*map(roles_of, town.profile.get('validation_chain', [])))


def french(town):
    return town.profile.get('country', 'fr') == 'fr'


# ---- what a plan holds ----------------------------------------------------------------------------------------------------------------------

def platform_of(plan, name):
    return next((platform for platform in plan['platforms'] if platform['id'] == name), None)


def is_open(platform):
    return platform['decision'] == 'open' and not platform['put_off']


def openings(plan):
    """The steps that open, relaunch or promote an account."""
    opened = {platform['id'] for platform in plan['platforms'] if is_open(platform)}
    return [step for step in plan['steps'] if LAUNCHES.search(step['id']) or opened & set(step['answers'])]


def dated(steps):
    return [step for step in steps if step['start'] is not None and step['end'] is not None]


# ---- 1. what lives is kept ------------------------------------------------------------------------------------------------------------------

def kept(town, found, provisional, name, state):
    """What is wrong with a decision on an account or platform in this state."""
    decision = found['decision']
    stays = town.profile.get('presence', {}).get('x_decision')
    if name == 'x' and stays != 'stay' and decision in ('keep', 'improve'):
        return fault(decision == 'keep' and provisional, 'X is not kept provisionally', f'{decision}, provisional {provisional}')
    if decision in ('keep', 'improve'):
        firm = state == 'perhaps' and decision == 'keep' and not provisional
        return fault(not firm, 'kept for certain, though neither state nor date is known', name)
    return fault(False, f'an account that {state} is put to {decision}', name)


def law_1(town, plan):
    platforms = {platform['id']: platform for platform in plan['platforms']}
    known = [account for account in accounts(town) if account['platform'] in draw.CATALOGUES[town.edition]]
    for name in sorted({account['platform'] for account in known} - excepted(town)):
        states = {life(town, account) for account in known if account['platform'] == name}
        state = next((state for state in ('lives', 'said', 'perhaps') if state in states), None)
        if state is None:
            continue
        platform = platforms[name]
        if platform.get('harm') is not None:
            yield fault(isinstance(platform['harm'], str), 'harm is no rule', platform['harm'])
        elif platform['put_off']:
            lacking = 'hours_per_week' in town.profile.get('means', {}) and plan['means']['fits'] != 'yes'
            yield fault(lacking, 'put off though no hours lack', name)
        else:
            yield kept(town, platform, platform['provisional'], name, state)
    listed = collections.defaultdict(list)
    for entry in plan['accounts']:
        listed[entry['platform'], entry['name']].append(entry)
    for account in accounts(town):
        name = account['platform'] if account['platform'] != 'other' else 'other-' + account['name']
        entries = listed[name, account.get('name')]
        yield fault(entries, 'accounts lacks one of the profile', f'{name} {account.get("name")}')
        if not entries:
            continue
        entry = entries.pop(0)
        yield fault(entry['owner'] == account.get('owner'), 'accounts gives another owner', name)
        platform, state = platforms.get(name), life(town, account)
        if state and account in known and name not in excepted(town) and platform.get('harm') is None and not platform['put_off']:
            yield kept(town, entry, entry.get('provisional', platform['provisional']), name, state)


# ---- 2. nothing is decided in silence -------------------------------------------------------------------------------------------------------

def law_2(town, plan):
    acting = {platform['id']: platform for platform in plan['platforms'] if platform['decision'] in ACTS or platform['put_off']}
    every = {platform['id'] for platform in plan['platforms']}
    answered = collections.defaultdict(list)
    for step in plan['steps']:
        for name in every & set(step['answers']):
            answered[name].append(step['id'])
    for name, platform in acting.items():
        if name in answered or not excepted(town):
            yield fault(name in answered, f'no step for {"put off" if platform["put_off"] else platform["decision"]}', name)
    for name, steps in answered.items():
        provisional_x = name == 'x' and platform_of(plan, name)['provisional']
        yield fault(name in acting or provisional_x, 'a step for a platform that asks for none', f'{name}: {" ".join(steps)}')
    for step in plan['steps']:
        decisions = {acting[name]['decision'] for name in step['answers'] if name in acting and not acting[name]['put_off']}
        yield fault(not ('open' in decisions and decisions & {'reserve', 'leave'}), 'one step opens and closes', step['id'])


# ---- 3. what is asked has an act ------------------------------------------------------------------------------------------------------------

def law_3(town, plan):
    answered = {name for step in plan['steps'] for name in step['answers']}
    named = {item['id'] for kind in ('findings', 'duties', 'platforms') for item in plan[kind]}
    for name in answered:
        yield fault(name in named, 'a step answers what is not in the plan', name)
    for finding in plan['findings']:
        if finding['severity'] in ('blocker', 'obstacle') and (finding['id'] in answered or not excepted(town)):
            yield fault(finding['id'] in answered, f'no step for the {finding["severity"]}', finding['id'])
    for duty in plan['duties']:
        if duty['applies'] == 'yes' and (duty['id'] in answered or not excepted(town)):
            yield fault(duty['id'] in answered or duty['done'] == 'yes', 'no step for the duty', duty['id'])


# ---- 4. nothing new before a ballot ---------------------------------------------------------------------------------------------------------

MUNICIPAL = [('2025-09-01', '2026-03-22'), ('2031-09-01', '2032-03-31')]
DEPARTMENTAL = [('2020-12-01', '2021-06-27'), ('2027-09-01', '2028-03-31')]
BALLOTS = {'commune': MUNICIPAL, 'intercommunality': MUNICIPAL, 'department': DEPARTMENTAL, 'region': DEPARTMENTAL}


def windows(town):
    """The pre-election periods of the authority's own renewal."""
    return [(day(first), day(last)) for first, last in BALLOTS.get(town.profile['kind'], [])] if french(town) else []


def law_4(town, plan):
    within = [window for window in windows(town) if window[0] <= town.date <= window[1]]
    for platform in plan['platforms']:
        if within and is_open(platform):
            yield fault(platform['when'] != 'now', 'to be opened now, inside the period', platform['id'])
    for step in dated(openings(plan)):
        for first, last in windows(town):
            clear = day(step['end']) < first or day(step['start']) > last
            yield fault(clear, 'opened or promoted inside a period', f'{step["id"]} {step["start"]} {step["end"]}')


# ---- 5. control is loosened, never lost -----------------------------------------------------------------------------------------------------

def law_5(town, plan):
    chain = town.profile.get('validation_chain', [])
    classes = plan['chain']['classes'] if chain else []
    for part in classes:
        yield from loosened(chain, part, part['changes'])
    for part in classes:
        for alternative in part.get('alternatives', []):
            yield from loosened(chain, part, alternative['changes'])


def loosened(chain, part, changes):
    """One proposal for one class of messages."""
    name = part['class']
    own = [number for number, step in enumerate(chain, 1) if name in step.get('for', draw.CLASSES)]
    before = [number for number in own if chain[number - 1].get('control') != 'after']
    yield fault(part['steps'] in (own, before), 'other steps than the profile’s', f'{name} {part["steps"]}')
    first = (before or own or [None])[0]
    checks = {number for number in own if number != first and roles_of(chain[number - 1]) != {'author'}}
    for change in changes:
        edit, number = change['edit'], change['step']
        if edit == 'pre-approve':
            yield fault(name == 'urgent', 'texts approved in advance for other than urgent messages', name)
        elif edit not in CONTROL_KEPT:
            roles = roles_of(chain[number - 1])
            yield fault(number in own, 'a change on a step that is not of the class', f'{name} {number}')
            yield fault(number != first, f'{edit} on the first step', f'{name} {number}')
            yield fault(not roles & WRITERS, f'{edit} on a step of those who write', f'{name} {sorted(roles)}')
            yield fault(name != 'sensitive' or not roles & SENSITIVE, f'{edit} on a sensitive message', sorted(roles))
    dropped = {change['step'] for change in changes if change['edit'] == 'drop'}
    if checks:
        yield fault(checks - dropped, 'no check is left', f'{name} {sorted(dropped)}')


# ---- 6. nobody who does not exist -----------------------------------------------------------------------------------------------------------

def law_6(town, plan):
    profile, circuit = town.profile, circuit_roles(town)
    small = profile.get('population', 2000) < 2000
    possible = {'executive', 'elected-official', 'clerk'} | circuit | ({'department-heads'} if 'department-head' in circuit else set())
    absent = set()
    if profile.get('internal', {}).get('communication_director') == 'absent':
        absent.add('communication-director')
    if profile.get('means', {}).get('team') == 0:
        absent.add('communication')
    if profile['kind'] != 'commune' and not small:
        absent.add('clerk')
    for step in plan['steps']:
        for place in ('owner', 'accountable', 'consulted', 'informed'):
            for role in [step[place]] if place == 'owner' else step[place]:
                if small:
                    yield fault(role in possible, f'{place} in a village: {role}', step['id'])
                yield fault(role not in absent - circuit, f'{place}, and nobody is: {role}', step['id'])


# ---- 7. hours and days add up ---------------------------------------------------------------------------------------------------------------

def working_days(first, last):
    return sum((first + datetime.timedelta(n)).weekday() < 5 for n in range((last - first).days + 1))


def law_7(town, plan):
    means = plan['means']
    told = town.profile.get('means', {})
    needed, available = means['hours_needed'], means['hours_available']
    yield fault(available == told.get('hours_per_week'), 'other hours than the profile’s', available)
    if needed is not None and available is not None:
        yield fault((means['fits'] == 'yes') <= (needed <= available), 'said to fit, and does not', f'{needed} of {available}')
        yield fault((means['fits'] == 'no') <= (needed > available or bool(means['put_off'])), 'said not to fit, and does', f'{needed} of {available}')
    wanted = [platform for platform in plan['platforms'] if platform['decision'] in ('keep', 'improve', 'open')]
    retained = [platform for platform in wanted if not platform['put_off']]
    hours = [platform['hours_per_week'] for platform in wanted]
    answering = [key for key in means if ANSWERING.search(key)]
    if retained and needed is not None and None not in hours:
        yield fault(answering, 'means has no hours of answering and moderation')
        extra = sum(means[key] for key in answering if isinstance(means[key], (int, float)))
        yield fault(needed in (sum(hours), sum(hours) + extra), 'the hours are not the sum of their parts', f'{needed}: {hours} and {extra}')
        if answering and town.profile.get('editorial', {}).get('comments') != 'closed' and any(platform['id'] in ('facebook', 'instagram') for platform in retained):
            yield fault(extra > 0, 'answering takes no time', [platform['id'] for platform in retained])
    spent = collections.defaultdict(list)
    for step in dated(plan['steps']):
        days = working_days(day(step['start']), day(step['end']))
        spent[step['owner']].append(step)
        yield fault(step['effort_days'] <= days * holders(town, step['owner']), 'more work than days', f'{step["id"]}: {step["effort_days"]} in {days}')
    for owner, steps in spent.items():
        first, last = min(day(step['start']) for step in steps), max(day(step['end']) for step in steps)
        work, days = sum(step['effort_days'] for step in steps), working_days(first, last) * holders(town, owner)
        yield fault(work <= days, 'more work than days of its owner', f'{owner}: {work} in {days}')


def holders(town, role):
    return max(town.profile.get('means', {}).get('team', 2), 1) if role == 'communication' else 1


# ---- 8. dates are possible ------------------------------------------------------------------------------------------------------------------

LOCAL_HOLIDAYS = {'971': (5, 27), '972': (5, 22), '973': (6, 10), '974': (12, 20), '976': (4, 27)}


def easter(year):
    """Butcher's rule."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    f = (b + 8) // 25
    h = (19 * a + b - d - (b - f + 1) // 3 + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, rest = divmod(h + m - 7 * n + 114, 31)
    return datetime.date(year, month, rest + 1)


@functools.cache
def holidays(year, department):
    fixed = [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)]
    moving = [1, 39, 50]
    if department in ('57', '67', '68'):
        fixed, moving = fixed + [(12, 26)], moving + [-2]
    fixed = fixed + [LOCAL_HOLIDAYS[department]] if department in LOCAL_HOLIDAYS else fixed
    return {datetime.date(year, *date) for date in fixed} | {easter(year) + datetime.timedelta(days) for days in moving}


def is_off(town, date):
    return date.weekday() > 4 or (french(town) and date in holidays(date.year, town.profile.get('department')))


def law_8(town, plan):
    steps = {step['id']: step for step in plan['steps']}
    told = town.profile.get('means', {})
    short = told.get('hours_per_week', 35) <= 5 or told.get('project_hours')
    for name, step in steps.items():
        start, end = step['start'], step['end']
        yield fault((start is None and end is None) == bool(step.get('put_off', False)), 'put off and dated, or neither', name)
        if start is None or end is None:
            continue
        start, end = day(start), day(end)
        yield fault(start >= town.date, 'starts before the day of the plan', f'{name} {start}')
        yield fault(not is_off(town, start), 'starts on a day off', f'{name} {start}')
        yield fault(not is_off(town, end), 'ends on a day off', f'{name} {end}')
        yield fault(end >= start, 'ends before it starts', name)
        for before in step['after']:
            if before in steps and not steps[before].get('set_aside'):
                good = steps[before]['end'] is not None and day(steps[before]['end']) <= start
                yield fault(good, 'starts before what comes first is done', f'{name} after {before}')
        if THREE_MONTHS.search(step['done_when']):
            yield fault((end - start).days >= 85, 'three months that do not last', f'{name} {start} {end}')
        if QUICK.search(name) and not step['after'] and step['effort_days'] <= 1:
            if not short:
                yield fault((start - town.date).days <= 31, 'a day’s work not in the first month', f'{name} {start}')
            others = [other['id'] for other in dated(steps.values())
                      if other['owner'] == step['owner'] and not QUICK.search(other['id']) and other['effort_days'] > 1 and day(other['start']) < start]
            yield fault(not others, 'a day’s work that does not come first for its owner', f'{name} behind {others}')
    opened = [day(step['end']) for step in dated(openings(plan)) if not step['id'].startswith('promote')]
    if opened:
        for step in dated(steps.values()):
            if step['id'].startswith('review-results'):
                yield fault(day(step['end']) > min(opened), 'reviewed before the first opening', step['start'])
        review = plan['calendar']['review_by']
        eve = review and any((first - day(review)).days in range(0, 4) for first, _ in windows(town))
        yield fault(review is None or eve or day(review) > min(opened), 'to be reviewed before the first opening', f'{review}, opened {min(opened)}')


# ---- 9. the verdict is the narrowest certain one --------------------------------------------------------------------------------------------

def law_9(town, plan):
    readiness = plan['readiness']
    severities = {finding['severity'] for finding in plan['findings']}
    blockers = {finding['id'] for finding in plan['findings'] if finding['severity'] == 'blocker'}
    yield fault(set(readiness['blockers']) == blockers, 'blockers are not those of the findings', readiness['blockers'])
    yield fault(not blockers or readiness['verdict'] == 'not-yet', 'blocked, and the verdict says otherwise', readiness['verdict'])
    yield fault(readiness['verdict'] != 'ready' or not severities & {'blocker', 'obstacle'}, 'ready, in spite of an obstacle')
    span = readiness['range']
    good = isinstance(span, list) and len(span) == 2 and set(span) <= set(VERDICTS) and VERDICTS.index(span[0]) <= VERDICTS.index(span[1])
    yield fault(good, 'range is no range', span)
    if good:
        only = span[0] if span[0] == span[1] else 'unknown'
        yield fault(readiness['verdict'] == only, 'the verdict is not that of the range', f'{readiness["verdict"]}, {span}')
    if not any('owner' not in account for account in accounts(town)):
        running = any(map(runs, accounts(town)))
        yield fault(readiness['running'] is running, f'running is not {running}', readiness['running'])


# ---- 10. one channel for one need -----------------------------------------------------------------------------------------------------------

def law_10(town, plan):
    opened = [platform for platform in plan['platforms'] if is_open(platform)]
    names = {platform['id'] for platform in opened}
    single = collections.Counter(platform['needs'][0] for platform in opened if len(platform['needs']) == 1)
    for need, count in single.items():
        yield fault(count == 1, f'two platforms opened for nothing but {need}', sorted(names))
    if names:
        yield fault(not ALERT_CHANNELS <= names, 'two alert channels opened')
    there = {account['platform'] for account in accounts(town) if runs(account)} & ALERT_CHANNELS
    if town.profile.get('presence', {}).get('alert_app') == 'yes':
        there.add('alert-app')
    if there:
        yield fault(not names & ALERT_CHANNELS - there, 'an alert channel opened beside another', f'{there}, {names}')


# ---- 11. no contradiction with itself -------------------------------------------------------------------------------------------------------

# Statements that are wrong in law, or said without the reserve they need: a pattern, and a sentence that it must find.
STATEMENTS = [
    (r"opposition n'a pas d'espace|seulement si une commune dépasse|ne dit rien des autres échelons", "La règle ne dit rien des autres échelons."),
    (r"(département|région)[^.]{0,60}chaque (conseiller|élu) d'opposition", "Au département, chaque conseiller d'opposition a une tribune."),
    (r"période préélectorale ne s'applique pas", "La période préélectorale ne s'applique pas."),
    (r"législatives (en|de|du printemps) 2027", "Les législatives de 2027 approchent."),
    (r"toute communication est (interdite|suspendue)", "Toute communication est interdite pendant six mois."),
    (r"(il )?est interdit d'ouvrir un compte", "Il est interdit d'ouvrir un compte."),
    (r"sanchez[^.]{0,20} impose|depuis 2023,? la loi|depuis l'arrêt rendu en 2023", "Depuis l'arrêt rendu en 2023, tout engage."),
    (r"conseil d'état (a )?autoris", "Le Conseil d'État autorise un maire à bloquer."),
    (r"tribunal de (?-i:[A-Z])|\bcour de (?-i:[A-Z])", "Le tribunal de Paris l'a dit, et la cour de Lyon."),
    (r"signale[rz]?[^.]{0,40}diffamation[^.]{0,40}pharos", "Signalez la diffamation à PHAROS."),
    (r"propos politiques (y )?sont interdits", "Les propos politiques sont interdits."),
    (r"(community manager|animateur[^.;]{0,30}) est (le )?directeur de la publication|(community manager|animateur|agent)[^.;]{0,30} reçoit délégation",
     "L'animateur de communautés est directeur de la publication."),
    (r"obligation de réserve,? \(?article", "L'obligation de réserve, article L. 121-1."),
    (r"droit à la déconnexion[^.]{0,20} garanti", "Le droit à la déconnexion est garanti par la loi."),
    (r"accord écrit[^.]{0,20} exigé par la loi|loi (exige|demande|impose)[^.]{0,60}mots-dièse", "Un accord écrit est exigé par la loi."),
    (r"rgaa (vise|couvre|régit)[^.]{0,10} réseaux sociaux", "Le RGAA vise les réseaux sociaux."),
    (r"(sont|est) interdits? aux moins de (quinze|15) ans", "Ces réseaux sont interdits aux moins de quinze ans."),
    (r"seuil de 40 ?000", "Sous le seuil de 40 000 €."),
    (r"tout élu est protégé automatiquement", "Tout élu est protégé automatiquement."),
    (r"astreinte[^.;]{0,60}\d+ ?(€|euros)|(scrutin|tour|élections?)[^.;]{0,60} (les? )?\d{1,2}(er)?( et \d{1,2})? (avril 2027|mai 2027|mars 2028|mars 2032)",
     "Le premier tour aura lieu le 11 avril 2027."),
]
STATEMENTS = [(re.compile(pattern, re.I), example) for pattern, example in STATEMENTS]
NOT_APPLICABLE = re.compile(r"^#+ .*(ne s'appliqu|ne vaut pas|not apply)", re.M | re.I)


def folded(text):
    """Straight apostrophes, plain spaces, one line."""
    return re.sub(r'\s+', ' ', text.replace('’', "'").replace('\\n', ' '))


def stated(profile, path):
    section, _, name = path.partition('.')
    value = profile.get(section)
    return value is not None and (not name or (isinstance(value, dict) and name in value))


def reasons(plan):
    for kind in ('findings', 'needs', 'platforms', 'steps', 'conduct', 'indicators', 'duties'):
        for item in plan[kind]:
            for reason in item['because'] + item.get('why_not', []):
                yield item['id'], reason


def law_11(town, plan):
    for name, reason in reasons(plan):
        for fact in reason['facts']:
            if fact['value'] is None:
                yield fault(not stated(town.profile, fact['fact']), 'a fact said unknown that the profile states', f'{name}: {fact["fact"]}')
                if fact['fact'] == 'plan.hours_needed':
                    yield fault(plan['means']['hours_needed'] is None, 'hours said unknown that the plan states', name)
    for duty in plan['duties']:
        yield fault(duty['grade'] in ('binding', 'prudent', 'pending'), 'no grade', duty['id'])


@functools.cache
def statements(text):
    text = folded(text)
    return [found.group(0) for found in (pattern.search(text) for pattern, _ in STATEMENTS) if found]


def texts_say(out):
    """Of all texts of a plan, as one line."""
    wrong = {found for text in set(re.findall(r'"((?:[^"\\]|\\.){25,})"', out)) for found in statements(text)}
    return ', '.join(sorted(wrong))


# ---- 12. a question is asked if an answer matters -------------------------------------------------------------------------------------------

def law_12(town, plan):
    for question in plan['questions']:
        yield fault(question['settles'] >= 1, 'a question that settles nothing', question['fact'])


CONCLUSIONS = ('findings', 'needs', 'steps', 'conduct', 'indicators')


def conclusions(plan):
    """What an answer may change."""
    found = {kind: [item['id'] for item in plan[kind]] for kind in CONCLUSIONS}
    found['platforms'] = [(platform['id'], platform['decision'], platform['when'], platform['provisional'], platform['put_off']) for platform in plan['platforms']]
    found['duties'] = [(duty['id'], duty['applies'], duty.get('done')) for duty in plan['duties']]
    found['readiness'] = [plan['readiness'].get(key) for key in ('verdict', 'range')]
    found['means'] = plan['means']
    found['chain'] = plan['chain']
    return json.dumps(found, sort_keys=True)


def answered(town, plan):
    """The first question that a plain answer settles, answered in each way: what was announced is what happens. None if there is none."""
    questions = json.loads(run(town, ['next', '-', '-f', 'json']).stdout)['questions']
    yield fault([question['fact'] for question in questions] == [question['fact'] for question in plan['questions']], 'next asks other questions')
    for question in questions:
        answers = [answer for answer in question['answers'] if answer['fact'] == question['fact'] and not answer['fact'].startswith('publishing')]
        if not answers or answers != question['answers']:
            continue
        outcomes = {conclusions(plan)}
        for answer in answers:
            after = json.loads(run(town._replace(profile=draw.changed(town.profile, answer['fact'], answer['value'])), ['-', '-f', 'json']).stdout)
            outcomes.add(conclusions(after))
            what = f'{answer["fact"]}: {answer["value"]}'
            told = after['readiness']['verdict']
            yield fault(told == answer['verdict'], 'another verdict than announced', f'{what}: {answer["verdict"]}, {told}')
            for entry in answer['platforms']:
                told = platform_of(after, entry['id'])['decision']
                yield fault(told == entry['decision'], 'another decision than announced', f'{what}: {entry["id"]} {entry["decision"]}, {told}')
            there = {item['id'] for kind in CONCLUSIONS for item in after[kind]}
            there |= {duty['id'] for duty in after['duties'] if duty['applies'] == 'yes'}
            for rule in answer['rules']:
                if rule['state'] == 'no':
                    yield fault(rule['id'] not in there, 'a rule there that was announced not to hold', f'{what}: {rule["id"]}')
        yield fault(len(outcomes) > 1, 'a question of which no answer changes anything', question['fact'])
        return


# ---- the machinery --------------------------------------------------------------------------------------------------------------------------

LAWS = {1: law_1, 2: law_2, 3: law_3, 4: law_4, 5: law_5, 6: law_6, 7: law_7, 8: law_8, 9: law_9, 10: law_10, 11: law_11, 12: law_12}


def run(town, arguments, lang='fr'):
    command = [lib.planner] + arguments + ['-q', '--lang', lang, '--date', town.date.isoformat(), '--edition', town.edition]
    return subprocess.run(command, input=draw.text(town.profile), capture_output=True, text=True, env=ENV, timeout=60)


def headings(town):
    """In the Markdown, in both languages, nothing is under a heading that says that it does not apply."""
    for lang in ('fr', 'en'):
        done = run(town, ['-'], lang)
        yield fault(done.returncode == 0 and done.stdout, 'no report', done.stderr[:200])
        found = NOT_APPLICABLE.search(done.stdout.replace('’', "'"))
        yield fault(not found, 'a heading that says it does not apply', found and found.group(0))


def examine(results):
    """How many cases a law examined on one plan, and what breaks it; what the plan lacks breaks it too."""
    examined, broken = 0, []
    try:
        for result in results:
            examined += 1
            if result is not None:
                broken.append(result)
    except (KeyError, TypeError, AttributeError, IndexError, ValueError) as error:
        broken.append((f'the plan lacks {type(error).__name__} {error}', ''))
    return examined, broken


def judge(work):
    """The same; what is no plan breaks the first law of all."""
    try:
        return judge_plan(*work)
    except (ValueError, LookupError, TypeError) as error:
        return work[0], {0: (1, [('no plan', f'{type(error).__name__} {error}'[:200])])}


def judge_plan(number, seed, wanted, read, answer):
    """One profile by the wanted laws: {law: (examined, broken)}. Some profiles, chosen by their number, also by what costs more."""
    town = draw.town(seed, number)
    done = run(town, ['-', '-f', 'json'])
    found = {0: (1, [] if done.returncode == 0 else [(f'status {done.returncode}', done.stderr[:300])])}
    if done.returncode == 0:
        plan = json.loads(done.stdout)
        for law in wanted & set(LAWS):
            parts = [examine(LAWS[law](town, plan))]
            if law == 11:
                wrong = texts_say(done.stdout)
                parts.append((1, [('a statement that is wrong in law', wrong)] if wrong else []))
                parts += [examine(headings(town))] if read else []
            elif law == 12 and answer:
                parts.append(examine(answered(town, plan)))
            found[law] = (sum(part[0] for part in parts), sum((part[1] for part in parts), []))
    return number, found


def report(law, found, seed, show):
    """The line of one law, and the profiles that break it; whether none does."""
    examined = sum(results[law][0] for results in found.values() if law in results)
    broken = {number: results[law][1] for number, results in found.items() if law in results and results[law][1]}
    kinds = collections.Counter(kind for results in broken.values() for kind in {kind for kind, _ in results})
    name = f'law {law}: {NAMES[law]}' if law else NAMES[0]
    good = not broken and examined > 0
    if broken:
        first = min(broken)
        why = ' – '.join(filter(None, broken[first][0]))
        name += f', {len(broken)} of {len(found)} profiles broke it; first: seed {seed}, profile {first}: {why}'
    verdict(f'{name} ({examined} cases examined)', good, '\n'.join(f'{count:5} {kind}' for kind, count in kinds.most_common(12)))
    for number in sorted(broken)[:show]:
        town = draw.town(seed, number)
        print(f'--- seed {seed}, profile {number}, --date {town.date} --edition {town.edition}\n{draw.text(town.profile)}', end='')
        for result in broken[number]:
            print('  broken: ' + ' – '.join(filter(None, result)))
    return good


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('planner', nargs='?', default=lib.planner)
    parser.add_argument('count', nargs='?', type=int, default=int(os.environ.get('LAWS', 30 if 'QUICK' in os.environ else 400)))
    parser.add_argument('--law', type=int, choices=range(13))
    parser.add_argument('--show', type=int, default=0)
    parser.add_argument('--one', type=int)
    return parser.parse_args()


def knowledge_says():
    """Wrong statements in the knowledge itself, as (file, statement)."""
    for folder, _, names in os.walk(f'{ROOT}/src/knowledge'):
        for name in sorted(names):
            if name.endswith('.yaml'):
                with open(os.path.join(folder, name), encoding='utf-8') as file:
                    yield from ((name, found) for found in statements(file.read()))


def main():
    asked = options()
    lib.planner = os.path.abspath(asked.planner)
    seed = os.environ.get('DRAW_SEED', '1')
    numbers = range(asked.count) if asked.one is None else [asked.one]
    wanted = set(range(13)) if asked.law is None else {asked.law}
    count = len(numbers)
    work = [(number, seed, wanted, number % max(1, count // 40) == 0, number % max(1, count // 80) == 0) for number in numbers]
    with multiprocessing.Pool(2) as pool:
        found = dict(pool.imap_unordered(judge, work, 10))
    good = [report(law, found, seed, asked.show) for law in sorted(wanted)]
    if 11 in wanted:
        for pattern, example in STATEMENTS:
            if not pattern.search(folded(example)):
                good.append(False)
                verdict(f'the pattern finds: {example}', False)
        wrong = list(knowledge_says())
        good.append(not wrong)
        verdict('the knowledge states nothing that is wrong in law', not wrong, '\n'.join(f'{name}: {text}' for name, text in wrong))
    kinds = collections.Counter(draw.town(seed, number).profile['kind'] for number in numbers)
    print(f'# {count} profiles: ' + ', '.join(f'{number} {kind}' for kind, number in kinds.most_common()))
    return 0 if all(good) else 1


if __name__ == '__main__':
    sys.exit(main())
