#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The plan as other programs read it: CSV through Python's csv, iCalendar through a strict reader of its own, documents through pandoc; and every
command of docs/reports.md and of docs/rapports.md.   PLANNER is the program"""
import csv, datetime, io, json, os, re, shutil, subprocess, zipfile
import doc_blocks, lib
from lib import ENV, faultless as verdict, planner

work = lib.folder()
EXAMPLES = lib.examples()


def run(*arguments):
    return subprocess.run([planner, *arguments], env=ENV, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)


def out(*arguments):
    done = run(*arguments)
    assert done.returncode == 0, (arguments, done.stderr)
    return done.stdout


def kept(folder):
    return [name for name in os.listdir(folder) if name[0] != '.']


def plan(*arguments):
    return json.loads(out(*arguments, '-f', 'json'))


def profile(name, text):
    path = os.path.join(work, name)
    with open(path, 'w', encoding='utf-8') as f:
        f.write(text)
    return path


# ---- CSV

TABLES = {'actions': 12, 'accounts': 10, 'raci': 5}


def table(data, delimiter=','):
    """Rows of a CSV, and what is wrong with it as RFC 4180 has it."""
    text = data.decode('utf-8')
    rows = list(csv.reader(io.StringIO(text, newline=''), delimiter=delimiter, strict=True))
    if delimiter == ';':  # the tab that keeps a text from being read as a number is not shown
        rows = [[cell[cell.startswith('\t'):] for cell in row] for row in rows]
    problem = None
    if not text.endswith('\r\n') or re.search(r'(?<!\r)\n|\r(?!\n)', text):
        problem = 'line ends'
    elif len({len(row) for row in rows}) != 1:
        problem = 'rows of different lengths'
    elif any(re.search(r'[\x00-\x1f\x7f]', cell) for row in rows for cell in row):
        problem = 'a control character in a cell'
    elif any(cell[:1] in ('=', '+', '-', '@') for row in rows for cell in row):
        problem = 'a formula'
    elif any(re.search(r'\{[a-z._0-9]+\}', cell) for row in rows for cell in row):
        problem = 'a placeholder'
    elif any(not head for head in rows[0]) or len(set(rows[0])) != len(rows[0]):
        problem = 'headings'
    return rows, problem


def csv_of_examples():
    for example in EXAMPLES:
        for lang in ('fr', 'en'):
            data = plan(example, '--lang', lang)
            for name, width in TABLES.items():
                rows, problem = table(out(example, '--lang', lang, '-f', 'csv', '--sections', name))
                verdict(f'{example} {lang} {name}: a table', problem or (len(rows[0]) != width and f'{len(rows[0])} columns'))
                if name != 'accounts':
                    titles = [row[3 if name == 'actions' else 0] for row in rows[1:]]
                    verdict(f'{example} {lang} {name}: the steps of the plan in order',
                            titles != [step['title'] for step in data['steps']] and titles)
                french, problem = table(out(example, '--lang', lang, '-f', 'csv-fr', '--sections', name)[3:], ';')
                if name == 'actions':  # the identifiers, which people do not read, come last
                    french = [row[:2] + row[-1:] + row[2:-1] for row in french]
                between = [[re.sub(r'(?<=\d)[,;] (?=\d)', '+', cell) for cell in row] for row in french]
                verdict(f'{example} {lang} {name}: the same with semicolons',
                        problem or between != [[re.sub(r'(?<=\d)[,;] (?=\d)', '+', cell) for cell in row] for row in rows] and 'differs')
        rows, _ = table(out(example, '--lang', 'en', '-f', 'csv', '--sections', 'actions'))
        steps = data['steps']
        ids = [step['id'] for step in steps]
        for row, step in zip(rows[1:], steps):
            before = sorted(ids.index(other) + 1 for other in step['after'])
            verdict(f'{example} {step["id"]}: number, identifier, what to do, done when, effort, after',
                    [row[0], row[2], row[5], row[6], int(row[8]), row[7]] !=
                    [str(ids.index(step['id']) + 1), step['id'], step['text'], step['done_when'], step['effort_days'], '; '.join(map(str, before))]
                    and row)
        accounts, _ = table(out(example, '--lang', 'en', '-f', 'csv', '--sections', 'accounts'))
        to_open = [p['name'].lower() for p in data['platforms'] if p['decision'] == 'open' and 'set_aside' not in p]
        without = [row[0].lower() for row in accounts[1:] if not any(row[1:7]) and row[7] == 'Open']
        verdict(f'{example}: no platform without an account but those to open', not set(without) <= set(to_open) and without)
        verdict(f'{example}: every platform to open is there', not set(to_open) <= {row[0].lower() for row in accounts[1:]} and to_open)


def csv_of_ville():
    verdict('the action plan is the default', out('examples/ville.yaml', '-f', 'csv') != out('examples/ville.yaml', '-f', 'csv', '--sections', 'actions') and 'differs')
    verdict('csv-fr begins with a byte order mark', not out('examples/ville.yaml', '-f', 'csv-fr').startswith(b'\xef\xbb\xbf') and 'no')
    verdict('csv has none', out('examples/ville.yaml', '-f', 'csv').startswith(b'\xef\xbb\xbf') and 'it has')
    rows, _ = table(out('examples/ville.yaml', '--lang', 'fr', '-f', 'csv', '--sections', 'accounts'))
    verdict('the register tells what the profile says of an account',
            rows[2][:7] != ['Facebook', 'Ville de Brelonval-sur-Yvrance', 'la collectivité', '1930', '2026-11-13', '1', 'non'] and rows[2])
    verdict('what it does not say stays empty', rows[1][5:7] != ['', ''] and rows[1])


HOSTILE = ['=1+1', '+33 1', '-2', '@SUM(A1)', '\\t=1', '\\r=1', 'a "b" c', '"', 'a; b', 'a, b', 'two\\nlines', "'quoted", '\\u200b=1', 'é’😀']


def csv_of_hostile():
    accounts = '\n'.join(f'    - {{platform: facebook, name: {json.dumps(text) if text[0] == chr(34) or " " + chr(34) in text else chr(34) + text + chr(34)}}}' for text in HOSTILE)
    path = profile('hostile.yaml', f'name: "=x; \\"y\\",\\nz"\nkind: commune\ncode: "=1"\nlanguage: en\npresence:\n  accounts:\n{accounts}\n')
    for form, mark, delimiter in (('csv', 0, ','), ('csv-fr', 3, ';')):
        rows, problem = table(out(path, '-f', form, '--sections', 'accounts')[mark:], delimiter)
        names = [row[1] for row in rows[1:len(HOSTILE) + 1]]
        verdict(f'{form}: hostile names are inert', problem)
        verdict(f'{form}: and can be read', names != ["'=1+1", "'+33 1", "'-2", "'@SUM(A1)", "'=1", "'=1", 'a "b" c', '"', 'a; b', 'a, b', 'two lines',
                                                     "'quoted", "'=1", 'é’😀'] and names)
        raw = out(path, '-f', form, '--sections', 'accounts').decode('utf-8-sig')
        verdict(f'{form}: no cell begins with a formula in the file', re.search(rf'(?m)(^|{delimiter})"?[=+@-]', raw))
    reader, problem = calendar(out(path, '-f', 'ics'))
    verdict('ics: a hostile name does no harm', problem)
    verdict('ics: and can be read', reader and '=x; "y", z' not in reader['X-WR-CALNAME'] and reader['X-WR-CALNAME'])
    path = profile('aside.yaml', 'name: X\nkind: commune\ngoals: [visibility]\ninternal: {letting_go: hesitant}\nlanguage: en\n'
                   'exceptions: [{advice: obtain-letting-go, reason: "=done; \\"really\\""}]\n')
    rows, problem = table(out(path, '-f', 'csv'))
    row = next(row for row in rows if row[2] == 'obtain-letting-go')
    verdict('a step set aside has no date, and its reason', problem or (row[9:11] != ['', ''] or '=done; "really"' not in row[11]) and row)
    verdict('ics: it is no event', b'obtain-letting-go@' in out(path, '-f', 'ics') and 'it is')


# ---- iCalendar

def unescape(value):
    assert re.fullmatch(r'(?:[^\\;,\n]|\\[\\;,n])*', value), value
    return re.sub(r'\\(.)', lambda match: '\n' if match[1] == 'n' else match[1], value)


def calendar(data):
    """The properties of a VCALENDAR, its events under 'events', and what is wrong with it; strict where RFC 5545 is."""
    if not data.endswith(b'\r\n') or re.search(rb'(?<!\r)\n|\r(?!\n)', data):
        return None, 'line ends'
    for line in data[:-2].split(b'\r\n'):
        if len(line) > 75:
            return None, f'a line of {len(line)} octets'
        line.decode('utf-8')  # a fold inside a character would raise
        if re.search(rb'[\x00-\x08\x0a-\x1f\x7f]', line):
            return None, 'a control character'
    lines = data.decode('utf-8').replace('\r\n ', '')[:-2].split('\r\n')
    found = {'events': []}
    at = None
    for number, line in enumerate(lines):
        match = re.fullmatch(r'([A-Z-]+)((?:;[A-Z-]+=[^;:,]+)*):(.*)', line)
        if match is None:
            return None, f'no property: {line}'
        name, value = match[1] + match[2], match[3]
        if (number == 0) != (line == 'BEGIN:VCALENDAR') or (number == len(lines) - 1) != (line == 'END:VCALENDAR'):
            return None, f'out of place: {line}'
        if line == 'BEGIN:VEVENT':
            if at is not None:
                return None, 'an event in an event'
            at = {}
        elif line == 'END:VEVENT':
            found['events'].append(at)
            at = None
        elif line == 'BEGIN:VALARM':
            if at is None or 'ALARM' in at:
                return None, 'an alarm out of place'
            event, at = at, {}
        elif line == 'END:VALARM':
            event['ALARM'], at = at, event
        elif name not in ('BEGIN', 'END'):
            into = found if at is None else at
            if name in into:
                return None, f'{name} twice'
            into[name] = unescape(value)
    if at is not None:
        return None, 'an event without end'
    return found, None


def planned(data):
    return [step for step in data['steps'] if not step['put_off']]


def day(text):
    return datetime.datetime.strptime(text, '%Y%m%d').date()


def ics_of_examples():
    for example in EXAMPLES:
        identifiers = []
        for lang, date in (('fr', '2026-11-23'), ('en', '2026-11-23'), ('fr', '2026-11-29'), ('en', '2027-02-01')):
            name = f'{example} {lang} {date}'
            found, problem = calendar(out(example, '-f', 'ics', '--lang', lang, '--date', date))
            verdict(f'{name}: a calendar', problem)
            if problem:
                continue
            data = plan(example, '--lang', lang, '--date', date)
            verdict(f'{name}: its properties', {k: v for k, v in found.items() if k not in ('events', 'PRODID', 'X-WR-CALNAME')} !=
                    {'VERSION': '2.0', 'CALSCALE': 'GREGORIAN', 'METHOD': 'PUBLISH'} and found)
            verdict(f'{name}: who made it, and its name', not found['PRODID'].endswith('//' + lang.upper()) or
                    data['profile']['name'] not in found['X-WR-CALNAME'])
            events = [e for e in found['events'] if '-valid-until@' not in e['UID']]
            change = [e for e in found['events'] if '-valid-until@' in e['UID']]
            until, review = data['valid_until']['date'], data['calendar']['review_by']
            verdict(f'{name}: the day on which something changes by itself', [str(day(e['DTSTART;VALUE=DATE'])) for e in change] != ([until] if until < review else []) and change)
            alarm = {'ACTION': 'DISPLAY', 'TRIGGER': '-P6DT15H'}
            verdict(f'{name}: a reminder a week before', next((e for e in found['events'] if e.pop('ALARM', None) != {**alarm, 'DESCRIPTION': e['SUMMARY']}), None))
            sequence = {int(e['SEQUENCE']) for e in found['events']}
            verdict(f'{name}: a version that grows with the day', sequence != {(datetime.date.fromisoformat(date) - datetime.date(1900, 1, 1)).days} and sequence)
            verdict(f'{name}: the steps, and the review', [e['SUMMARY'] for e in events[:-1]] != [s['title'] for s in planned(data)] and events)
            wanted = {'UID', 'DTSTAMP', 'SEQUENCE', 'DTSTART;VALUE=DATE', 'DTEND;VALUE=DATE', 'SUMMARY', 'DESCRIPTION', 'CATEGORIES', 'TRANSP'}
            verdict(f'{name}: each with its properties', next((e for e in events if set(e) != wanted or not all(e.values())), None))
            verdict(f'{name}: stamped with the day of the plan', {e['DTSTAMP'] for e in events} != {date.replace('-', '') + 'T000000Z'})
            spans = [(day(e['DTSTART;VALUE=DATE']), day(e['DTEND;VALUE=DATE'])) for e in events]
            verdict(f'{name}: they end after they start', next((s for s in spans if s[1] <= s[0]), None))
            check_dates(name, data, date, spans)
            identifiers.append((lang, [e['UID'] for e in events]))
            verdict(f'{name}: no identifier twice', len(set(identifiers[-1][1])) != len(events) and identifiers[-1][1])
            rows, _ = table(out(example, '-f', 'csv', '--lang', lang, '--date', date))
            verdict(f'{name}: the table has the same dates',
                    [(row[9], row[10]) for row in rows[1:] if row[9]] !=
                    [(str(s[0]), str(s[1] - datetime.timedelta(days=1))) for s in spans[:-1]] and 'differs')
        verdict(f'{example}: identifiers are the same in both languages', identifiers[0][1] != identifiers[1][1] and identifiers)
        verdict(f'{example}: and on another day', identifiers[0][1] != identifiers[2][1] and identifiers)


ONE = datetime.timedelta(days=1)
ABOLITION = {'971': (5, 27), '972': (5, 22), '973': (6, 10), '974': (12, 20), '976': (4, 27)}


def easter(year):
    """By Gauss, with what Lichtenberg made of it (1997); the program computes it another way."""
    k = year // 100
    moon = 15 + (3 * k + 3) // 4 - (8 * k + 13) // 25
    sun = 2 - (3 * k + 3) // 4
    a = year % 19
    seed = (19 * a + moon) % 30
    limit = 21 + seed - (seed // 29 + (seed // 28 - seed // 29) * (a // 11))
    sunday = 7 - (year + year // 4 + sun) % 7
    return datetime.date(year, 3, 1) + ONE * (limit + 7 - (limit - sunday) % 7 - 1)


def is_open(date, department):
    days = [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)] + [ABOLITION.get(department)]
    after_easter = [1, 39, 50]
    if department in ('57', '67', '68'):
        days.append((12, 26))
        after_easter.append(-2)
    return date.weekday() < 5 and (date.month, date.day) not in days and (date - easter(date.year)).days not in after_easter


def check_dates(name, data, date, spans):
    """The schedule against its rules: nothing before the first Monday, from open day to open day, as long as the effort, each after what comes first,
    what presses before the rest of what its owner does; the review after the first opening, in time."""
    steps = planned(data)
    at = {step['id']: span for step, span in zip(steps, spans)}
    department = (data['profile'].get('code') or '')[:2]
    today = datetime.date.fromisoformat(date)
    start = today + ONE * (-today.weekday() % 7)
    verdict(f'{name}: nothing before the first Monday', next((s['id'] for s in steps if at[s['id']][0] < start), None))
    problem = next((s['id'] for s in steps if (s['start'], s['end']) != (str(at[s['id']][0]), str(at[s['id']][1] - ONE)) or s['put_off']), None)
    verdict(f'{name}: the same dates in JSON', problem)
    problem = next((s['id'] for s in data['steps'] if s['put_off'] != (s['start'] is None) or (s['start'] is None) != (s['end'] is None)), None)
    verdict(f'{name}: no dates for what is put off', problem)
    problem = next((s['id'] for s in steps for before in s['after'] if before in at and at[s['id']][0] < at[before][1]), None)
    verdict(f'{name}: each after what comes first', problem)
    problem = next((s['id'] for s in steps if not all(is_open(day, department) for day in (at[s['id']][0], at[s['id']][1] - ONE))), None)
    verdict(f'{name}: from open day to open day', problem)
    worked = {s['id']: sum(is_open(at[s['id']][0] + ONE * i, department) for i in range((at[s['id']][1] - at[s['id']][0]).days)) for s in steps}
    verdict(f'{name}: at least as long as the effort', next((s['id'] for s in steps if worked[s['id']] < max(1, s['effort_days'])), None))
    small = {s['id'] for s in steps if s['id'] in ('second-administrator', 'second-factor', 'recover-codes') and not s['after']}
    problem = next((f'{a["id"]} {b["id"]}' for a in steps for b in steps if a['owner'] == b['owner'] and a['id'] in small and b['id'] not in small
                    and b['effort_days'] > 1 and at[b['id']][0] < at[a['id']][0]), None)
    verdict(f'{name}: what presses first', problem)
    quarters = [s['id'] for s in steps if re.search(r'trois mois|trimestre|three month|quarter', s['done_when']) and (at[s['id']][1] - at[s['id']][0]).days < 90]
    verdict(f'{name}: three months last three months', quarters)
    review = datetime.date.fromisoformat(data['calendar']['review_by'])
    verdict(f'{name}: the review is on an open day, in time', not (is_open(review, department) and review == spans[-1][0]) and spans[-1])


def identifiers_of_towns():
    """Towns are told apart: by code, else by name; kinds too."""
    texts = ['name: X\nkind: commune\ncode: "01001"\n', 'name: Y\nkind: commune\ncode: "01002"\n', 'name: X\nkind: commune\n', 'name: Y\nkind: commune\n',
             'name: X\nkind: intercommunality\n']
    seen = [calendar(out(profile('town.yaml', text), '-f', 'ics'))[0]['events'][-1]['UID'] for text in texts]
    verdict('towns have identifiers of their own', len(set(seen)) != len(texts) and seen)
    renamed = calendar(out(profile('town.yaml', 'name: Renamed\nkind: commune\ncode: "01001"\n'), '-f', 'ics'))[0]['events'][-1]['UID']
    verdict('a code outlives a name', renamed != seen[0] and renamed)


ENGLISH = r"\b(the|which|with|from|should|whose|authority|goals|followers|posts?|community manager|days|after|responsible)\b"
FRENCH = r"\b(avec|dans|cette|sont|doit|objectifs|habitants|réseaux|jeunes|après|jours|responsable|le|les|des)\b"


def one_language():
    for example in EXAMPLES:
        for lang, foreign in (('fr', ENGLISH), ('en', FRENCH)):
            for form, sections in (('csv', 'actions'), ('csv', 'accounts'), ('csv', 'raci'), ('ics', None)):
                data = out(example, '--lang', lang, '-f', form, *(['--sections', sections] if sections else []))
                if form == 'csv':
                    rows, _ = table(data)
                    own = [2, 11] if sections == 'actions' else [1] if sections == 'accounts' else []  # identifiers, and what the profile says
                    texts = [cell for row in rows for i, cell in enumerate(row) if i not in own]
                else:
                    events = calendar(data)[0]['events']
                    texts = [event[key] for event in events for key in ('SUMMARY', 'DESCRIPTION', 'CATEGORIES')]
                hits = [text for text in texts if re.search(foreign, text, re.I)]
                verdict(f'{example} {lang} {form} {sections or ""}: one language', hits[:1])


# ---- the command line

def usage():
    words = re.search(r'formats: (.*)', run('help', 'plan').stdout.decode())[1].split()
    verdict('help names the formats', not {'md', 'json', 'csv', 'csv-fr', 'ics'} <= set(words) and words)
    with open('src/report/formats.c', encoding='utf-8') as f:
        verdict('they are those of the table', words != re.findall(r'(?m)^    \{"([a-z-]+)"', f.read()) and words)
    outputs = {word: run('examples/ville.yaml', '-f', word).stdout for word in words}
    verdict('each writes something of its own', len(set(outputs.values())) != len(words) or not all(outputs.values()))
    for arguments, code, hint in (
            (['-f', 'csv', '--sections', 'actions,raci'], 'C027', 'actions, accounts, raci, budget, posts'),
            (['-f', 'csv', '--sections', 'known'], 'C004', 'actions, accounts, raci, budget, posts'),
            (['-f', 'csv-fr', '--sections', ''], 'C004', 'actions, accounts, raci, budget, posts'),
            (['-f', 'md', '--sections', 'raci'], 'C004', 'decision, known'),
            (['-f', 'ics', '--sections', 'roadmap'], 'C026', 'the whole plan'),
            (['-f', 'nothing'], 'C004', 'csv, csv-fr, ics, xlsx')):
        done = run('examples/ville.yaml', *arguments)
        verdict(' '.join(arguments) + ': refused, with what to write', (done.returncode != 2 or done.stdout or
                code not in done.stderr.decode() or hint not in done.stderr.decode()) and done)
    for command in ('chain', 'next'):
        done = run(command, 'examples/ville.yaml', '-f', 'ics')
        verdict(f'{command} knows no calendar', (done.returncode != 2 or 'md, json' not in done.stderr.decode()) and done)
    for form, extension in (('md', 'md'), ('json', 'json'), ('csv', 'csv'), ('csv-fr', 'csv'), ('ics', 'ics'), ('xlsx', 'xlsx')):
        folder = os.path.join(work, 'batch-' + form)
        done = run('batch', '-d', folder, '-f', form, *EXAMPLES)
        verdict(f'batch -f {form}: eight files', (done.returncode or {n.rsplit('.', 1)[1] for n in kept(folder)} != {extension} or
                                                 len(kept(folder)) != len(EXAMPLES)) and done)
        same = [open(os.path.join(folder, n), 'rb').read() for n in kept(folder)]
        verdict(f'batch -f {form}: as for one town', out('examples/ville.yaml', '-f', form) not in same and 'differs')
    folder = os.path.join(work, 'batch-raci')
    run('batch', '-d', folder, '-f', 'csv', '--sections', 'raci', 'examples/ville.yaml')
    verdict('batch takes a section', [open(os.path.join(folder, n), 'rb').read() for n in kept(folder)] !=
            [out('examples/ville.yaml', '-f', 'csv', '--sections', 'raci')] and 'differs')
    verdict('batch refuses another', run('batch', '-f', 'csv', '--sections', 'known', 'examples/ville.yaml').returncode != 2)


# ---- documents

def content(arguments):
    """What pandoc reads: the text without white space, the headings with their levels, how many tables, the metadata."""
    doc = json.loads(subprocess.run(['pandoc', *arguments, '-t', 'json'], stdout=subprocess.PIPE, check=True).stdout)
    text, headings, tables = [], [], [0]

    def walk(node):
        if isinstance(node, list):
            for item in node:
                walk(item)
        elif isinstance(node, dict) and 't' in node:
            kind = node['t']
            tables[0] += kind == 'Table'
            if kind == 'Str':
                text.append(node['c'])
            elif kind == 'Code':
                text.append(node['c'][1])
            elif kind == 'Link':
                walk(node['c'][1])
            elif kind == 'Header':
                before = len(text)
                walk(node['c'][2])
                headings.append((node['c'][0], ''.join(text[before:])))
            elif 'c' in node:
                walk(node['c'])

    walk(doc['blocks'])
    return re.sub(r'\s', '', ''.join(text)), headings, tables[0], doc['meta']


def documents(folder):
    source = os.path.join(folder, 'source.md')
    with open(source, 'wb') as f:
        f.write(out('examples/ville.yaml', '--front-matter'))
    text = content(['-f', 'commonmark_x', '--shift-heading-level-by=-1', source])[0]
    title = plan('examples/ville.yaml')['profile']['name']
    for name, reader in (('plan.docx', 'commonmark_x'), ('plan-modele.docx', 'gfm+yaml_metadata_block')):
        source_text, source_headings, source_tables, _ = content(['-f', reader, '--shift-heading-level-by=-1', source])
        found = content(['-f', 'docx', os.path.join(folder, name)])
        verdict(f'{name}: every word', (found[0] != source_text or len(source_text) < 15000) and 'differs')
        verdict(f'{name}: every heading, at its level', (found[1] != source_headings or len(source_headings) < 20) and found[1])
        verdict(f'{name}: every table', (found[2] != source_tables or source_tables < 10) and found[2])
    with zipfile.ZipFile(os.path.join(folder, 'plan.docx')) as package:
        core = package.read('docProps/core.xml').decode()
        styles = package.read('word/styles.xml').decode()
    verdict('docx: title and language in the metadata', not re.search(f'<dc:title>[^<]*{title}</dc:title>', core) or '<dc:language>fr<' not in core)
    verdict('docx: the language of the text, for spelling', 'w:val="fr"' not in styles)
    with zipfile.ZipFile(os.path.join(folder, 'plan.odt')) as package:
        body = package.read('content.xml').decode()
        meta = package.read('meta.xml').decode()
    body = re.sub(r'<[^>]*>', '', body[body.index('<office:text'):])
    body = body.replace('&lt;', '<').replace('&gt;', '>').replace('&quot;', '"').replace('&#39;', "'").replace('&amp;', '&')
    verdict('odt: every word', text not in re.sub(r'\s', '', body) and 'differs')
    verdict('odt: title and language in the metadata', not re.search(f'<dc:title>[^<]*{title}</dc:title>', meta) or '<dc:language>fr<' not in meta)
    with open(os.path.join(folder, 'plan.pdf'), 'rb') as f:
        verdict('pdf: one', f.read(5) != b'%PDF-' and 'none')
    _, headings, _, _ = content(['-f', 'docx', os.path.join(folder, 'rapport.docx')])
    verdict('in a larger document, the plan is one level down', [h[0] for h in headings[:3]] != [1, 2, 3] and headings[:3])
    verdict('and has the sections asked for', sum(level == 3 for level, _ in headings) != 3 and headings)
    for name in ('actions.csv', 'comptes.csv', 'roles.csv'):
        with open(os.path.join(folder, name), 'rb') as f:
            verdict(f'{name}: a table', table(f.read())[1])
    with open(os.path.join(folder, 'plan.ics'), 'rb') as f:
        verdict('plan.ics: a calendar', calendar(f.read())[1])


def page(path):
    """Runs a page on documents; returns the folder with what it writes."""
    folder = os.path.join(work, os.path.basename(path))
    os.mkdir(folder)
    shutil.copy('examples/ville.yaml', folder)
    verdict(f'{path} has commands', len(doc_blocks.blocks(path)) < 12 and 'few')
    doc_blocks.run(path, folder, ENV, verdict, {'planner': planner})
    for dossier in ('dossier', 'dossier-word'):
        verdict(f'{path}: {dossier} has the documents', len(os.listdir(os.path.join(folder, dossier))) < 6 and os.listdir(os.path.join(folder, dossier)))
    return folder


csv_of_examples()
csv_of_ville()
csv_of_hostile()
ics_of_examples()
identifiers_of_towns()
one_language()
usage()
documents(page('docs/reports.md'))
page('docs/rapports.md')
