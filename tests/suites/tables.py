#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tables as values: workbooks (tests/suites/office.py reads them cell by cell), summaries in every format, and the comparison as a page. What they say is held
against the CSV and the Markdown of the same.   PLANNER is the program"""
import csv, datetime, io, json, os, re, resource, subprocess, zipfile
from collections import Counter

import lib, office_checker
from lib import ENV, faultless, planner, verdict
from office_checker import Package
from page_checker import RULES, Page, landmarks, order

work = lib.folder()
town = 'examples/ville.yaml'
TABLES = ('actions', 'accounts', 'raci', 'budget', 'posts')


def run(*arguments, data=None):
    return subprocess.run([planner, *arguments], env=ENV, input=data, stdin=None if data else subprocess.DEVNULL, capture_output=True, timeout=120)


def out(*arguments):
    done = run(*arguments)
    return done.stdout if done.returncode == 0 else b''


def rows(data, delimiter=','):
    return list(csv.reader(io.StringIO(data.decode('utf-8-sig'), newline=''), delimiter=delimiter))


def sheets(data):
    """[(name, rows)] of a workbook."""
    found = Package(data)
    return [(name, office_checker.rows_of(found, sheet)) for name, sheet in office_checker.sheets(found)]


# ---- workbooks

def said(value):
    return value.isoformat() if isinstance(value, datetime.date) else '' if value is None else str(value)


for lang in ('fr', 'en'):
    whole = out(town, '--lang', lang, '-f', 'xlsx')
    named = sheets(whole)
    faultless(f'{lang}: a workbook', not whole or office_checker.package(whole, 'xlsx') + office_checker.excel_view(Package(whole)) + office_checker.excel_types(Package(whole))[0])
    verdict(f'{lang}: a sheet for each table, with a name of its own', len({name for name, _ in named}) == len(TABLES), [name for name, _ in named])
    for (name, table), section in zip(named, TABLES):
        alone = sheets(out(town, '--lang', lang, '-f', 'xlsx', '--sections', section))
        verdict(f'{lang}: {section} is the sheet that --sections gives', alone == [(name, table)], alone[:1])
        wanted = rows(out(town, '--lang', lang, '-f', 'csv', '--sections', section))
        verdict(f'{lang}: {section} says what CSV says', len(wanted) > 1 and [[said(value) for value in row] for row in table] == wanted)
    core = Package(whole).parts.get('docProps/core.xml', b'').decode()
    verdict(f'{lang}: title, language, the day of the plan', re.search('<dc:title>[^<]*Brelonval', core) and f'<dc:language>{lang}<' in core and '>2026-11-23T00:00:00Z<' in core, core)
    kinds = {column: {type(row[at]) for row in named[0][1][1:] if row[at] is not None} for at, column in enumerate(named[0][1][0])} if named else {}
    verdict(f'{lang}: numbers and days are cells of their kind', [kinds[column] for column in list(kinds)[8:11]] == [{int}, {datetime.date}, {datetime.date}], kinds)
    verdict(f'{lang}: the same bytes twice', whole and whole == out(town, '--lang', lang, '-f', 'xlsx'))
    verdict(f'{lang}: other bytes on another day', whole and whole != out(town, '--lang', lang, '-f', 'xlsx', '--date', '2026-11-24'))

TEXTS = ['=1+1', '+33', '-12', '@SUM(1)', '=HYPERLINK("http://x.example";"y")', '01004', '2026-11-23', '_x0041_', '<b>&amp;</b>', ']]><f>1</f>', "a'b", 'é' * 200]
path = os.path.join(work, 'texts.yaml')
with open(path, 'w', encoding='utf-8') as file:
    file.write('name: "=1+1"\nkind: commune\ncode: "01004"\npresence:\n  accounts:\n' + ''.join(f'    - {{platform: facebook, name: {json.dumps(text)}, owner: unofficial}}\n' for text in TEXTS))
data = out(path, '-f', 'xlsx', '--lang', 'en')
cells = [cell for _, table in sheets(data) for row in table for cell in row]
told = [text.replace('_x0041_', '_x005F_x0041_') for text in TEXTS]  # what stands in the file for those letters
verdict('texts of the profile are texts, whole', all(text in cells for text in told), [text for text in told if text not in cells])
parts = b''.join(Package(data).parts.values())
verdict('no formula, no link', parts and not re.search(rb'<f[ >/]|hyperlink|t="str"', parts))
folder = os.path.join(work, 'towns')
done = run('batch', '-d', folder, '-f', 'xlsx', town, 'examples/city.yaml')
written = sorted(name for name in os.listdir(folder) if name[0] != '.') if os.path.isdir(folder) else []
verdict('batch -f xlsx: a workbook for each, as for one town', len(written) == 2 and out(town, '-f', 'xlsx') in [open(os.path.join(folder, name), 'rb').read() for name in written], done)
done = run('batch', '-f', 'xlsx', town)
verdict('workbooks do not follow one another', done.returncode == 2 and b'C028' in done.stderr, done)
done = run('chain', town, '-o', os.path.join(work, 'x.xlsx'))
verdict('nor does another command write one', done.returncode == 2 and not os.path.exists(os.path.join(work, 'x.xlsx')), done)

# ---- summaries

fault = os.path.join(work, 'fault.yaml')
with open(fault, 'w', encoding='utf-8') as file:
    file.write('nom: X\n')
inputs = [*lib.examples(), path, fault]


def summary(form, lang):
    name = os.path.join(work, f'summary.{lang}.{form}')
    run('batch', '-d', os.path.join(work, 'out'), '--force', '--lang', lang, '--summary', name, '--summary-format', form, *inputs)
    with open(name, 'rb') as file:
        return file.read()


def structure(page):
    few = page.root.first('nav') is None  # a page of few sections has no contents
    faults = [f'{rule.__name__}: {fault}' for rule in RULES if rule is not order and not (few and rule is landmarks) for fault in rule(page)]
    return [fault for fault in faults if "a link to 'out/" not in fault]


def leads(page):
    """To the reports, from where the summary is."""
    found = [a.get('href') for a in page.root.all('a') if (a.get('href') or '').startswith('out/')]
    return len(found) > 20 and all(os.path.isfile(os.path.join(work, one)) for one in found)


def plain(text):
    return ' '.join(text.replace('\u00a0', ' ').replace('\u202f', ' ').split())


def texts(root, *tags):
    return Counter(plain(node.text()) for node in root.all(*tags))


def markdown(source):
    done = subprocess.run(['pandoc', '-f', 'gfm', '-t', 'html', '--wrap=none'], input=source, stdout=subprocess.PIPE, check=True)
    return Page(done.stdout.decode()).root


def same_as_markdown(page, source):
    shown, wanted = page.root, markdown(source)
    missing = texts(wanted, 'h1', 'h2', 'h3') - texts(shown, 'h1', 'h2', 'h3') or texts(wanted, 'td', 'th') - texts(shown, 'td', 'th')
    whole = plain(shown.text())
    return list(missing)[:4] or [text for text in texts(wanted, 'p', 'li') if text not in whole][:4]


for lang in ('fr', 'en'):
    summary('csv', lang)  # the reports are there then, and each summary says so
    told = {form: summary(form, lang) for form in ('csv', 'csv-fr', 'jsonl', 'md', 'html', 'xlsx')}
    people = [[cell.lstrip("\t") for cell in row] for row in rows(told['csv-fr'], ';')]
    data = rows(told['csv'])
    lines = [json.loads(line) for line in told['jsonl'].decode().splitlines()]
    book = sheets(told['xlsx'])
    verdict(f'{lang}: as many rows in every format', {len(people), len(data), len(lines) + 1, len(book[0][1])} == {len(inputs) + 1}, [len(people), len(data), len(lines), len(book[0][1])])
    verdict(f'{lang}: the names of JSON are the columns of CSV', all(list(line) == data[0] for line in lines))
    flat = [['' if v is None else '; '.join(v) if isinstance(v, list) else str(v) for v in line.values()] for line in lines]
    verdict(f'{lang}: and its values', [[cell.lstrip("'") for cell in row] for row in data[1:]] == [[cell.lstrip("'") for cell in row] for row in flat])
    excel = [[said(value).replace('.', ',') if isinstance(value, float) else said(value).replace('; ', ', ') for value in row] for row in book[0][1]]
    verdict(f'{lang}: the workbook says in words what csv-fr says', excel == [[cell.lstrip("'") for cell in row] for row in people], (excel[:2], people[:2]))
    verdict(f'{lang}: what the towns have in common is on further sheets', len(book) == 10 and all(len(table) > 1 for _, table in book), [name for name, _ in book])
    faultless(f'{lang}: a workbook', office_checker.package(told['xlsx'], 'xlsx') + office_checker.excel_view(Package(told['xlsx'])))
    page = Page(told['html'].decode())
    faultless(f'{lang}: a page', structure(page))
    verdict(f'{lang}: whose links lead to the reports', leads(page))
    faultless(f'{lang}: that says what Markdown says', same_as_markdown(page, told['md']))
    verdict(f'{lang}: the same bytes twice', all(summary(form, lang) == told[form] for form in ('html', 'xlsx')))

# rows that stream are not held: four times the towns, about the same memory. A sanitizer keeps what is freed for a while: not here.
ENV = {**ENV, 'ASAN_OPTIONS': ENV.get('ASAN_OPTIONS', '') + ':quarantine_size_mb=1'}


def peak(towns, form):
    stream = b''.join(b'---\nname: T%d\nkind: commune\nnotes: %s\n' % (i, b'x' * 200) for i in range(towns))
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss  # of the largest child so far: smaller ones first
    done = run('batch', '-j', '1', '-d', os.path.join(work, f'many.{form}.{towns}'), '--summary', os.path.join(work, f'many.{form}'), '--summary-format', form, '-', data=stream)
    return done.returncode in (0, 1) and max(before, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)


if 'QUICK' not in os.environ:
    for form in ('csv', 'jsonl', 'md'):
        small, large = peak(200, form), peak(800, form)
        verdict(f'{form}: rows stream', small and large < small + 8 * 1024, (small, large))

# ---- comparisons

pairs = [('--edition', '2011,2026', one) for one in lib.examples()] + [('examples/ville.yaml', 'examples/minimal.yaml'), ('examples/city.yaml', 'examples/region.yaml'), (town, town), (path, town)]
for arguments in pairs:
    for lang in ('fr', 'en'):
        name = f'compare {" ".join(os.path.basename(one) for one in arguments)} {lang}'
        source = out('compare', '--lang', lang, *arguments)
        page = Page(out('compare', '-f', 'html', '--lang', lang, *arguments).decode())
        faultless(f'{name}: a page', structure(page))
        faultless(f'{name}: that says what Markdown says', not source or same_as_markdown(page, source))
        points = len(json.loads(out('compare', '-f', 'json', *arguments) or '{}').get('differences', []))
        verdict(f'{name}: a section where something differs', bool(points) == bool(list(page.root.all('section'))), points)
file = os.path.join(work, 'compare.html')
verdict('-o x.html says the format', run('compare', '--edition', '2011,2026', town, '-o', file).returncode == 0 and open(file).read(15) == '<!DOCTYPE html>')
