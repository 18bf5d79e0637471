#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Values as people write them: what is understood, as what, and what is said of the rest. Each row is a profile and what `check` says of it.
PLANNER names the program"""
import atexit, json, os, re, shutil, subprocess, sys, tempfile, time

os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), '../..'))
planner = os.path.abspath(os.environ.get('PLANNER', 'build/planner'))
work = tempfile.mkdtemp(prefix='planner-values.')
atexit.register(shutil.rmtree, work, True)
profile = os.path.join(work, 'p.yaml')
bad = 0


def verdict(name, fault):
    global bad
    bad += bool(fault)
    print(f'not ok - {name}\n  {fault}' if fault else f'ok - {name}')


def run(*arguments, text=None, **environment):
    if text is not None:
        with open(profile, 'w', encoding='utf-8', newline='') as file:
            file.write(text)
    env = {'PATH': os.environ['PATH'], 'LC_ALL': 'C.UTF-8', 'SOURCE_DATE_EPOCH': '1795392000', **environment}
    env = {key: value for key, value in env.items() if value is not None}
    return subprocess.run([planner, *arguments], env=env, capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL)


def said(text, **environment):
    """The status, and (line, column, severity, code) of each message."""
    done = run('check', profile, text=text, **environment)
    found = re.findall(r'^\S+?\.yaml:(\d+):(\d+): (error|warning): .*\[(\w+)\]$', done.stderr, re.M)
    return done.returncode, [(int(line), int(column), severity, code) for line, column, severity, code in found], done.stderr


def expect(name, text, wanted, words=''):
    """`wanted`: 'accepted', or the place, severity and code of every message."""
    wanted = [] if wanted == 'accepted' else wanted if isinstance(wanted, list) else [wanted]
    status, messages, err = said(text)
    ok = messages == wanted and status == any(message[2] == 'error' for message in wanted) and words in err
    verdict(name, '' if ok else f'{text!r}: status {status}, {messages}, not {wanted} {words!r}\n  {err[:300]}')


HEAD = 'nom: A\ntype: commune\n'

# ---- days

for day, code, words in [('2026-02-30', 'C044', '2026-02-30 does not exist'), ('2026-02-29', 'C044', 'does not exist'), ('1582-10-10', 'C044', 'does not exist'),
                         ('2026-13-01', 'C044', 'does not exist'), ('2026-2-3', 'C013', 'must be written'), ('23/11/2026', 'C013', 'must be written'),
                         ('1899-12-31', 'C045', '1900-01-01'), ('9899-12-31', None, ''), ('9900-01-01', 'C045', '9899-12-31'), ('9999-10-01', 'C045', '9899-12-31'),
                         ('1900-01-01', None, ''), ('0001-01-01', 'C045', '1900')]:
    done = run('examples/ville.yaml', '--date', day, '-f', 'ics')
    ok = (done.returncode == 0 and done.stdout) if code is None else (done.returncode == 2 and f'[{code}]' in done.stderr and words in done.stderr)
    verdict(f'--date {day}', '' if ok else f'{done.returncode} {done.stderr}')
for example in sorted(os.listdir('examples')):
    if example.endswith('.yaml'):
        done = run(f'examples/{example}', '--date', '9899-12-31', '-f', 'ics')
        far = re.findall(r'^DT\w+[^:]*:\d{9,}', done.stdout, re.M)
        verdict(f'{example}: no date of the calendar reaches the year 10000', '' if done.returncode == 0 and done.stdout and not far else f'{done.returncode} {far}')
for seconds, code in [('1795392000', None), ('0', None), (str((2896372 + 1) * 86400 - 1), None), (str((2896372 + 1) * 86400), 'C045'), ('253402300800', 'C045'), ('-1', 'C014'), ('x', 'C014')]:
    done = run('examples/minimal.yaml', '-f', 'json', SOURCE_DATE_EPOCH=seconds)
    ok = done.returncode == 0 and done.stdout.startswith('{') if code is None else done.returncode == 2 and f'[{code}]' in done.stderr
    verdict(f'SOURCE_DATE_EPOCH={seconds}', '' if ok else f'{done.returncode} {done.stderr}')
for zone, shift in [('AAA-24', 24), ('AAA24', -24), ('UTC', 0), ('Pacific/Noumea', 11), ('AAA-12', 12), ('AAA12', -12)]:
    days = set()
    for _ in range(3):  # midnight may pass meanwhile
        before = time.strftime('%Y-%m-%d', time.gmtime(time.time() + shift * 3600))
        done = run('examples/minimal.yaml', '-f', 'json', SOURCE_DATE_EPOCH=None, TZ=zone)
        days = {before, time.strftime('%Y-%m-%d', time.gmtime(time.time() + shift * 3600))}
        if len(days) == 1:
            break
    date = json.loads(done.stdout)['date'] if done.returncode == 0 else done.stderr
    verdict(f'today where the user is: TZ={zone}', '' if date in days else f'{date}, not {days}')
done = run('examples/minimal.yaml', '-f', 'json', TZ='AAA-24')
verdict('SOURCE_DATE_EPOCH is a day of UTC whatever the zone', '' if json.loads(done.stdout)['date'] == '2026-11-23' else done.stdout[:100])

# ---- durations: as what they are read

for text, minutes in [('2 heures', 120), ('2 hours', 120), ('2\u00a0h', 120), ('48 h', 2880), ('1,5h', 90), ('une heure et demie', 90), ('1 h 30', 90), ('demi-heure', 30), ("un quart d'heure", 15), ('45 minutes', 45)]:
    done = run('-q', '-f', 'json', profile, text=HEAD + f'circuit_validation: [{{par: dgs, délai: "{text}", horaires: permanence}}]\n')
    delay = json.loads(done.stdout)['chain']['classes'][0]['delay_minutes'] if done.returncode == 0 else done.stderr
    verdict(f'{text!r} is {minutes} minutes', '' if delay == minutes else f'{delay}')
for text, minutes in [('1j', 360), ('une journée', 360), ('2 jours', 720), ('1,5j', 540), ('1.5 j', 540), ('une demi-journée', 180), ('half a day', 180), ('deux jours', 720), ('1 semaine', 1800), ('une semaine', 1800), ('2 weeks', 3600)]:
    done = run('-q', '-f', 'json', profile, text=HEAD + f'circuit_validation: [{{par: dgs, délai: "{text}"}}]\n')
    delay = json.loads(done.stdout)['chain']['classes'][0]['delay_minutes'] if done.returncode == 0 else done.stderr
    verdict(f'{text!r} is {minutes} minutes of office hours', '' if delay == minutes else f'{delay}')
done = run('-q', '--document', 'full', profile, text=HEAD + 'circuit_validation: [{par: dgs, délai: "1,5 j"}]\n')
verdict('half days are said', '' if '1,5\u00a0j ' in done.stdout else done.stderr or 'it does not')
for text in ['vite', '2', 'h', '1h75', '2 mois', '-2h', '1,555j', 'jours']:
    expect(f'{text!r} is no duration', HEAD + f'délais_visés: {{courant: "{text}"}}\n', (3, 25, 'error', 'P021'))

# ---- dates

for text in ['15/11/2025', '15.11.2025', '15 novembre 2025', '15 Novembre 2025', '15 nov. 2025', 'November 15, 2025', '15th November 2025', '15\u00a0novembre\u00a02025']:
    done = run('why', '-q', profile, '-f', 'md', text=HEAD)
    done = run('-q', '-f', 'csv', '--sections', 'accounts', profile, text=HEAD + f'presence: {{comptes: [{{plateforme: facebook, derniere_publication: "{text}"}}]}}\n')
    verdict(f'{text!r} is a date', '' if '15\u00a0novembre 2025' in done.stdout or '2025-11-15' in done.stdout else done.stdout[-200:] + done.stderr)
expect('1er mars 2026', HEAD + 'adoptée: {date: 1er mars 2026}\n', 'accepted')
for text, code in [('30 février 2026', 'P050'), ('31/11/2025', 'P050'), ('2025-02-29', 'P050'), ('hier', 'P022'), ('11/2025', 'P022'), ('1899-12-31', 'P022')]:
    expect(f'{text!r}', HEAD + f'adoptée: {{date: {text}}}\n', (3, 17, 'error', code))
expect('an adoption may lie ahead', HEAD + 'adoptée: {date: 2027-03-01}\n', 'accepted')
expect('a post may not', HEAD + 'presence: {comptes: [{plateforme: x, derniere_publication: 2027-03-01}]}\n', (3, 60, 'warning', 'P023'))

# ---- yes and no, numbers

for text in ['oui', 'o', 'O', 'y', 'Y', 'vrai', 'true', 'n', 'N', 'faux', 'non']:
    expect(f'{text!r} is yes or no', HEAD + f'presence: {{site: {text}}}\n', 'accepted')
for text, number in [('2 600 habitants', 2600), ('2600 hab', 2600), ('2\u202f600\u00a0hab.', 2600), ('2600 inhabitants', 2600), ('1 habitant', 1)]:
    done = run('-q', '-f', 'json', profile, text=HEAD + f'habitants: "{text}"\n')
    value = json.loads(done.stdout)['profile']['population'] if done.returncode == 0 else done.stderr
    verdict(f'{text!r} is {number}', '' if value == number else f'{value}')
for text in ['10 heures', '10h', '10 h', '10 heures par semaine', '10\u00a0heures', '10 hours a week']:
    expect(f'{text!r} of hours', HEAD + f'moyens: {{heures_par_semaine: {text}}}\n', 'accepted')
expect('another unit', HEAD + 'habitants: 12 km\n', (3, 12, 'error', 'P015'))
expect('a unit of another field', HEAD + 'habitants: 12 euros\n', (3, 12, 'error', 'P015'))
kept = 'nom: A\ntype: commune\nhabitants: 2 600 habitants   # recensement\ncircuit_validation: [{par: dgs, délai: une demi-journée}]\npresence: {comptes: [{plateforme: fb, derniere_publication: 1er mars 2026}]}\n'
done = run('init', profile, '--no-input', '--set', 'objectifs=dialogue', text=kept)
verdict('what is written is kept as it stands', '' if done.returncode == 0 and all(line in done.stdout for line in kept.split('\n')) and 'objectifs' in done.stdout else done.stdout + done.stderr)
for answer in ['publishing_targets.urgent=une demi-heure', 'délais_visés.courant=2 heures', 'habitants=2 600 habitants', 'présence.site=o', 'présence.site=N', 'moyens.heures_par_semaine=10 heures', 'délais_visés.sensible=1,5j']:
    done = run('init', '--no-input', '--set', 'nom=A', '--set', 'type=commune', '--set', answer)
    again = run('check', profile, text=done.stdout)
    verdict(f'the answer {answer}', '' if done.returncode == 0 and again.returncode == 0 and again.stderr == '' else done.stderr + again.stderr)

# ---- platforms

for text in ['Insta', 'fb', 'FB', 'Twitter', '"X (ex-Twitter)"', 'yt', 'tik tok', 'autre, nom: Nextdoor', 'other, name: Nextdoor']:
    expect(f'platform: {text}', HEAD + f'presence: {{comptes: [{{plateforme: {text}}}]}}\n', 'accepted')
expect('a platform near nothing', HEAD + 'presence: {comptes: [{plateforme: nextdoor}]}\n', (3, 35, 'warning', 'P051'))
expect('a platform near one', HEAD + 'presence: {comptes: [{plateforme: facebok}]}\n', (3, 35, 'error', 'P013'), "did you mean 'facebook'?")
expect('another platform without a name', HEAD + 'presence: {comptes: [{plateforme: autre}]}\n', (3, 35, 'warning', 'P052'))
done = run('-q', '-f', 'json', profile, text=HEAD + 'presence: {comptes: [{plateforme: autre, nom: Ma Résidence}, {plateforme: ma-residence}, {plateforme: autre}]}\n')
ids = [platform['id'] for platform in json.loads(done.stdout or '{"platforms": []}')['platforms'] if platform['id'].startswith('other')]
verdict('the identifiers of other platforms', '' if ids == ['other-ma-residence', 'other'] else f'{ids} {done.stderr}')

# ---- spaces

for name, text, wanted in [
        ('a stray space before the first field', ' nom: A\ntype: commune\n', (1, 2, 'error', 'P054')),
        ('before the second', 'nom: A\n type: commune\n', (2, 2, 'error', 'P054')),
        ('after quotes', 'nom: "A"\n type: commune\n', (2, 2, 'error', 'P054')),
        ('after a list on one line', HEAD + 'publics: [jeunes]\n objectifs: [emploi]\n', (4, 2, 'error', 'P054')),
        ('after a list of lines', HEAD + 'publics:\n  - jeunes\n objectifs: [emploi]\n', (5, 2, 'error', 'P054')),
        ('after a list at the margin', HEAD + 'publics:\n- jeunes\n objectifs: [emploi]\n', (5, 2, 'error', 'P054')),
        ('in a section', HEAD + 'interne:\n  strategie: aucune\n   liaison: informelle\n', (5, 4, 'error', 'P054')),
        ('in a section, one too few', HEAD + 'interne:\n   strategie: aucune\n  liaison: informelle\n', (5, 3, 'error', 'P054')),
        ('in a section, under a field without a value', HEAD + 'interne:\n  strategie:\n   liaison: informelle\n', (5, 4, 'error', 'P054')),
        ('in an item', HEAD + 'circuit_validation:\n  - par: dgs\n     delai: 2h\n', (5, 6, 'error', 'P054')),
        ('in an item, one too few', HEAD + 'circuit_validation:\n  - par: dgs\n   delai: 2h\n', (5, 4, 'error', 'P054')),
        ('in an item, under the dash', HEAD + 'circuit_validation:\n  - par: dgs\n  delai: 2h\n', (5, 3, 'error', 'P054')),
        ('a missing space in the first line', 'nom:A\ntype: commune\n', (1, 4, 'error', 'P055')),
        ('in the last', 'nom: A\ntype:commune\n', (2, 5, 'error', 'P055')),
        ('between two', 'nom: A\ntype:commune\nhabitants: 3\n', (2, 5, 'error', 'P055')),
        ('in a section', HEAD + 'interne:\n  strategie:aucune\n', (4, 12, 'error', 'P055')),
        ('in a section, before another field', HEAD + 'interne:\n  strategie:aucune\n  liaison: informelle\n', (4, 12, 'error', 'P055')),
        ('in a section, after another field', HEAD + 'interne:\n  liaison: informelle\n  strategie:aucune\n', (5, 12, 'error', 'P055')),
        ('in braces', HEAD + 'interne: {strategie:aucune, liaison: informelle}\n', (3, 20, 'error', 'P055')),
        ('in an item', HEAD + 'circuit_validation:\n  - par:dgs\n', (4, 8, 'error', 'P055')),
        ('in an item, before another field', HEAD + 'circuit_validation:\n  - par:dgs\n    delai: 2h\n', (4, 8, 'error', 'P055')),
        ('in an item, after another field', HEAD + 'circuit_validation:\n  - par: dgs\n    delai:2h\n', (5, 10, 'error', 'P055')),
        ('taken for the end of a text', 'nom: A\n  remarques:bof\ntype: commune\n', (2, 12, 'error', 'P055')),
        ('no-break spaces before a field', HEAD + 'interne:\n\u00a0\u00a0strategie: aucune\n', (4, 1, 'warning', 'P056')),
        ('narrow ones', HEAD + 'circuit_validation:\n\u202f - par: dgs\n', (4, 1, 'warning', 'P056')),
        ('two colons are still two colons', 'nom: Ville: la belle\ntype: commune\n', (1, 11, 'error', 'P028')),
        ('an address is no field', HEAD + 'remarques: voir\n  http://exemple.fr\n', 'accepted'),
        ('a block of text keeps its colons', HEAD + 'remarques: |\n  le maire:oui\n    a: b\n', 'accepted')]:
    expect(f'spaces: {name}', text, wanted)

# ---- what cannot be seen

for code in [0x61c, 0xad, 0x34f, 0x115f, 0x1160, 0x180e, 0x200b, 0x200c, 0x200d, 0x200e, 0x202a, 0x202e, 0x2060, 0x2063, 0x2066, 0x2069, 0x206a, 0x2800, 0x3164, 0xfe00, 0xfe0f, 0xfeff, 0xffa0, 0xfff9, 0xe0020, 0xe0041, 0xe007f, 0xe0100]:
    escape = f'\\u{code:04X}' if code < 0x10000 else f'\\U{code:08X}'
    for how, letter in [('raw', chr(code)), ('escaped', escape)]:
        expect(f'U+{code:04X} {how} is said', f'nom: "Ville{letter}exemple"\ntype: commune\n', (1, 12, 'warning', 'P004'), f'U+{code:04X}')
    done = run('-q', profile)
    verdict(f'U+{code:04X} is in no report', '' if done.returncode == 0 and done.stdout and chr(code) not in done.stdout else 'it is')
expect('an escape on the second line of a text', 'nom: "Ville\n  ex\\u200bemple"\ntype: commune\n', (2, 5, 'warning', 'P004'))
expect('a line separator behind an escape', 'nom: "Ville\\u2028"\ntype: commune\n', (1, 12, 'warning', 'P004'))
for text in ['Ville ❤️', 'Ville 👨‍👩‍👧', 'Ville ☀️🏴', "L'Haÿ-les-Roses", 'Œuilly']:
    expect(f'nothing hides in {text}', f'nom: {text}\ntype: commune\n', 'accepted')
expect('a look-alike beyond U+FFFF', '𝐧om: A\ntype: commune\n', [(1, 1, 'error', 'P012'), (1, 1, 'error', 'P010')])
expect('and is named', 'n𝐨m: A\ntype: commune\n', [(1, 1, 'error', 'P012'), (1, 1, 'error', 'P010')], 'U+1D428')

# ---- twice the same

expect('hours of one platform twice', HEAD + 'moyens:\n  heures_par_plateforme:\n    - {plateforme: fb, heures: 6}\n    - {plateforme: facebook, heures: 3}\n', (6, 20, 'warning', 'P053'), 'line 5')
done = run('-q', '-f', 'json', profile)
hours = {platform['id']: platform['hours_per_week'] for platform in json.loads(done.stdout)['platforms']}.get('facebook') if done.returncode == 0 else done.stderr
verdict('the first counts', '' if hours == 6 else f'{hours}')
expect('of one that was renamed', HEAD + 'moyens: {heures_par_plateforme: [{plateforme: twitter, heures: 6}, {plateforme: x, heures: 3}]}\n', (3, 81, 'warning', 'P053'), 'line 3')
expect('two exceptions for one thing', HEAD + 'dérogations:\n  - {conseil: usage-charter, motif: juin}\n  - {conseil: usage-charter, motif: juillet}\n', (5, 15, 'warning', 'P053'), 'line 4')
done = run('-q', '-f', 'json', profile)
reasons = [item['reason'] for item in json.loads(done.stdout)['exceptions']] if done.returncode == 0 else done.stderr
verdict('the first is the reason that counts', '' if 'juin' in reasons[:1] else f'{reasons}')

# ---- the new fields

expect('all that may be stated of a circuit', HEAD + 'circuit_validation:\n  - {par: cabinet, personnes: 2}\n  - {par: [juridique, dgs], un_seul: oui}\n  - {par: secrétaire-de-mairie}\ndélais_visés: {pourcent: 90 %}\n', 'accepted')
expect('a list of roles needs to say that one is enough', HEAD + 'circuit_validation: [{par: [juridique, dgs]}]\n', (3, 28, 'error', 'P014'), 'any: yes')
expect('saying no is not enough', HEAD + 'circuit_validation: [{par: [juridique, dgs], un_seul: non}]\n', (3, 28, 'error', 'P014'))
done = run('-q', '--document', 'full', '--lang', 'en', profile, text=HEAD + 'circuit_validation: [{par: [juridique, dgs], un_seul: oui, delai: 1h}]\n')
verdict('the report names both', '' if 'legal department or chief executive' in done.stdout else done.stderr or 'it does not')
done = run('init', '--no-input', '--set', 'name=A', '--set', 'kind=commune', '--set', 'validation_chain=[{by: [legal, agency], any: yes}]', '--lang', 'en')
verdict('and a profile that is written keeps both', '' if 'by: [legal, agency]' in done.stdout and 'any: yes' in done.stdout else done.stdout[:600] + done.stderr)
expect('means', HEAD + 'moyens: {équipe: 2, rattachement: dgs, heures_projet: {dircom: 4 h, cabinet: 2}, absence_pourcent: 20 %, absence_jours: 5 jours}\n', 'accepted')
expect('a role that is none', HEAD + 'moyens: {heures_projet: {dircon: 4}}\n', (3, 26, 'error', 'P012'), "'dircom'")
expect('an account', HEAD + 'presence: {comptes: [{plateforme: fb, forme: groupe, tenu_par: élu, état: en sommeil, depuis: 1er mars 2019, sert: [toucher-les-jeunes], publics: jeunes, publications_par_semaine: 3, commentaires: modérés, portée: 1 200 vues}]}\n', 'accepted')
expect('country, adoption, private messages', HEAD + 'pays: fr\nadoptée: {date: 2026-12-10, par: conseil}\néditorial: {messages_privés: fermés}\n', 'accepted')
expect('progress', HEAD + 'suivi:\n  - {action: write-strategy, état: fait, date: 2026-11-03, remarque: votée}\n', 'accepted')
expect('progress of nothing', HEAD + 'suivi:\n  - {action: write-strategi, état: fait}\n', (4, 14, 'error', 'P057'), "did you mean 'write-strategy'?")
expect('progress of what is no step', HEAD + 'suivi:\n  - {action: facebook, état: fait}\n', (4, 14, 'error', 'P057'))
done = run('next', '-f', 'json', profile, text=HEAD)
asked = {question['fact'] for question in json.loads(done.stdout)['questions']}
unused = {'country', 'department', 'language', 'notes', 'format_version', 'means.absence_days', 'means.absence_percent', 'progress', 'exceptions'}
idle = {fact for fact in asked if fact in unused or fact.startswith(('means.project_hours', 'progress.'))}
verdict('no question about what no rule uses', '' if asked and not idle else f'{sorted(idle)} of {sorted(asked)}')
used = {'adopted.date', 'means.team', 'editorial.private_messages'}
verdict('but about what a rule uses', '' if used <= asked else f'{sorted(used - asked)}')

# ---- where a name belongs

for locale, name, words in [('fr_FR.UTF-8', 'heures', '«\u00a0heures_par_semaine\u00a0», sous «\u00a0moyens\u00a0»'), ('C', 'hours', "'hours_per_week', under 'means'"), ('fr_FR.UTF-8', 'liaison', 'sous «\u00a0interne\u00a0»'),
                            ('C', 'substitute', "under 'validation_chain'"), ('fr_FR.UTF-8', 'suppléant', 'sous «\u00a0circuit_validation\u00a0»')]:
    done = run('init', '--no-input', '--set', 'nom=A', '--set', 'type=commune', '--set', f'{name}=10', LC_ALL=locale)
    verdict(f'{name} is looked for in its place, {locale}', '' if words in done.stderr else done.stderr)
done = run('init', '--code', '75056')
verdict('a profile that is written names no place of this machine', '' if done.returncode == 0 and '$schema' not in done.stdout and '/usr/' not in done.stdout else done.stdout[:200])

sys.exit(bad > 0)
