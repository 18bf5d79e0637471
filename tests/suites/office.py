#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Documents for Word and tables for Excel. Alone it reads them with nothing but zip and XML (tests/suites/office_checker.py). With --tools other people's
programs read them too: the validator of the Open XML SDK (tests/suites/office.mjs), LibreOffice, openpyxl, WeasyPrint; that is `make check-office`, which
installs them.   usage: office [--tools]     PLANNER names the program; files of --tools stay in FOLDER where that is set"""
import csv, datetime, glob, io, json, os, re, shutil, subprocess, sys, zipfile

import lib, office_checker, wording
from lib import ENV, faultless, planner, verdict
from office_checker import Package

TOOLS = '--tools' in sys.argv[1:]
VALIDATOR = '@ooxml-tools/validate@0.4.6'
WHOLE = ('ville', 'village', 'city', 'departement', 'region', 'intercommunality')
SECTIONS = ('actions', 'accounts', 'budget', 'posts')
STRATEGY_PAGES = 14
work = os.environ.get('FOLDER') if TOOLS and os.environ.get('FOLDER') else lib.folder()
os.makedirs(work, exist_ok=True)
town = 'examples/ville.yaml'


def run(*arguments, env=ENV):
    return subprocess.run([planner, *arguments], stdin=subprocess.DEVNULL, capture_output=True, env=env, timeout=120)


def made(name, *arguments):
    """The bytes of a file that a run writes with -o, or none."""
    path = os.path.join(work, name)
    if os.path.exists(path):
        os.remove(path)
    done = run(*arguments, '-o', path)
    if done.returncode or not os.path.exists(path):
        return b''
    with open(path, 'rb') as file:
        return file.read()


def name_of(example):
    return os.path.basename(example)[:-5]


def markdown(*arguments):
    done = run(*arguments, '-f', 'md')
    return done.stdout.decode('utf-8', 'replace') if done.returncode == 0 else ''


# ---- zip and XML --------------------------------------------------------------------------------------------------------------------------

def themselves():
    for name, faults in office_checker.unsound().items():
        faultless(f'the check finds what it should, and no more: {name}', '\n'.join(faults))


def word_file(document, example, lang):
    name = f'{document}-{name_of(example)}-{lang}.docx'
    arguments = [example, '--document', document, '--lang', lang]
    data, text = made(name, *arguments, '-f', 'docx'), markdown(*arguments)
    titles = [unit.text for unit in wording.units(text) if unit.kind == 'heading' and unit.level == 1]
    found = Package(data)
    said = {
        'a package of Word': office_checker.package(data, 'docx'),
        'headings': office_checker.word_headings(found, text),
        'tables, with a first row that is repeated': office_checker.word_tables(found, text),
        'the whole text': office_checker.word_text(found, text),
        'lists': office_checker.word_lists(found, text),
        'the language': office_checker.word_language(found, lang),
        'the title': office_checker.word_properties(found, lang, titles[0] if titles else ''),
        'A4, and page numbers': office_checker.word_pages(found),
    }
    for what, faults in said.items():
        verdict(f'{name}: {what}', data and text and not faults, '\n'.join(map(str, faults[:6])))
    return data


def same_bytes():
    for form, arguments in (('docx', ['--document', 'note']), ('docx', []), ('xlsx', ['--sections', 'accounts'])):
        first = made(f'first.{form}', town, *arguments, '-f', form)
        others = [made(f'second.{form}', town, *arguments)]
        for locale, zone in (('C', 'Asia/Tokyo'), ('fr_FR.UTF-8', 'America/Los_Angeles')):
            done = run(town, *arguments, '-f', form, env={**ENV, 'LC_ALL': locale, 'TZ': zone})
            others.append(done.stdout if done.returncode == 0 else b'')
        verdict(f'{form} {" ".join(arguments)}: same bytes again, by its extension, on standard output, elsewhere', first and all(other == first for other in others), [len(one) for one in [first] + others])


# What people put into a name, and what a sheet would make of it.
NAMES = ['=1+1', '+33 4 00 00 00 00', '-12', '@SUM(1)', '=HYPERLINK("http://x.example";"y")', '01004', '2024', '12/03', '2026-11-23', '12,5', 'VRAI', '<b>&amp;</b>', 'a "b" c', "l'école", '1E3',
         'https://x.example/', 'mailto:a@b.example']


def quoted(text):
    return json.dumps(text)


def excel_file(example, section, lang):
    name = f'{section}-{name_of(example)}-{lang}.xlsx'
    data = made(name, example, '--sections', section, '--lang', lang, '-f', 'xlsx')
    found = Package(data)
    for what, faults in (('a package of Excel', office_checker.package(data, 'xlsx')), ('first row frozen, filter, widths', office_checker.excel_view(found)),
                         ('no formula, no number or date as text', office_checker.excel_types(found)[0])):
        verdict(f'{name}: {what}', data and not faults, '\n'.join(map(str, faults[:6])))
    return data


def same_table(name, data, text, separator=','):
    """Cell by cell what the CSV says: a date, a number or a text of Excel."""
    wanted = list(csv.reader(io.StringIO(text.lstrip('\ufeff')), delimiter=separator))
    got = [office_checker.rows_of(Package(data), sheet) for _, sheet in office_checker.sheets(Package(data))][:1]
    got = got[0] if got else []
    faults = [f'{len(got)} rows, {len(wanted)} in the CSV'] if len(got) != len(wanted) else []
    for number, (row, cells) in enumerate(zip(got, wanted), 1):
        for at, cell in enumerate(cells):
            value = row[at] if at < len(row) else None
            text = value.isoformat() if isinstance(value, datetime.date) else str(value) if value is not None else ''
            if value is not None and not isinstance(value, str) and cell.replace(',', '.') == text:
                continue
            if (value or '') != cell and text != cell and value != cell.lstrip("\t'"):
                faults.append(f'line {number}, column {at + 1}: {value!r}, in the CSV {cell!r}')
    verdict(f'{name}: cell by cell what the CSV says', data and len(wanted) > 1 and not faults, '\n'.join(faults[:6]))


def hostile():
    """What a profile states is a text of its own, whole, and never a formula or a link."""
    path = os.path.join(work, 'names.yaml')
    with open(path, 'w', encoding='utf-8') as file:
        file.write('name: X\nkind: commune\ncode: "01004"\npresence:\n  accounts:\n' + ''.join(f'    - {{platform: facebook, name: {quoted(text)}, owner: unofficial}}\n' for text in NAMES))
    data = made('names.xlsx', path, '--sections', 'accounts', '--lang', 'en')
    cells = [value for _, sheet in office_checker.sheets(Package(data)) for row in office_checker.rows_of(Package(data), sheet) for value in row]
    verdict('names that look like formulas, numbers or dates stay texts', data and all(name in cells for name in NAMES), [name for name in NAMES if name not in cells])
    verdict('no cell is a link or a formula', data and not any(isinstance(value, tuple) for value in cells) and b'hyperlink' not in b''.join(Package(data).parts.values()))
    data = made('names.docx', path, '--lang', 'en', '--document', 'strategy')
    text = office_checker.word_text(Package(data), '\n\n'.join(name.replace("'", '’') for name in NAMES[:8]))
    verdict('in Word too', data and not office_checker.package(data, 'docx') and len(text) < 8, text)


def batches():
    folder = os.path.join(work, 'towns')
    shutil.rmtree(folder, True)
    os.mkdir(folder)
    for i, name in enumerate(NAMES[:6]):
        with open(os.path.join(folder, f'{i}.yaml'), 'w', encoding='utf-8') as file:
            file.write(f'name: {quoted(name)}\nkind: commune\ncode: "{i + 1004:05}"\npopulation: {1000 + i}\ndepartment: "01"\n')
    for lang in ('fr', 'en'):
        path = os.path.join(work, f'summary-{lang}.xlsx')
        for old in glob.glob(path):
            os.remove(old)
        done = run('batch', '-d', os.path.join(work, f'reports-{lang}'), '--force', '--lang', lang, '--summary', path, folder)
        data = open(path, 'rb').read() if os.path.exists(path) else b''
        found = Package(data)
        faults = office_checker.package(data, 'xlsx') + office_checker.excel_view(found) + office_checker.excel_types(found)[0]
        verdict(f'batch --summary x.xlsx, {lang}', data and done.returncode == 0 and not faults, '\n'.join(map(str, faults[:6])))
        rows = [row for _, sheet in office_checker.sheets(found)[:1] for row in office_checker.rows_of(found, sheet)]
        verdict(f'batch --summary x.xlsx, {lang}: a row for each, codes as texts, inhabitants as numbers',
                len(rows) == 7 and all(f'{i + 1004:05}' in row and 1000 + i in row and NAMES[i] in row for i, row in enumerate(rows[1:])), rows[:3])
    for form in ('docx', 'xlsx'):
        folder = os.path.join(work, f'batch-{form}')
        shutil.rmtree(folder, True)
        done = run('batch', '-d', folder, '-f', form, town, *(['--sections', 'actions'] if form == 'xlsx' else []))
        written = glob.glob(folder + '/*.' + form)
        data = open(written[0], 'rb').read() if written else b''
        verdict(f'a batch of files, {form}', done.returncode == 0 and len(written) == 1 and not office_checker.package(data, form))


def light():
    for example in lib.examples():
        for lang in ('fr', 'en'):
            for document in ('note', 'strategy') + (('full',) if example == town and lang == 'fr' else ()):
                word_file(document, example, lang)
    for lang in ('fr', 'en'):
        for section in SECTIONS:
            data = excel_file(town, section, lang)
            if section in ('actions', 'accounts'):
                done = run(town, '--sections', section, '--lang', lang, '-f', 'csv')
                same_table(f'{section}-ville-{lang}.xlsx', data, done.stdout.decode('utf-8', 'replace') if done.returncode == 0 else '')
    tables = {lang: [office_checker.rows_of(Package(data), sheet)[0] for section in SECTIONS for data in [made('x.xlsx', town, '--sections', section, '--lang', lang)]
                     for _, sheet in office_checker.sheets(Package(data))] for lang in ('fr', 'en')}
    verdict('columns are named in the language asked for', len(tables['fr']) >= 4 and not any(row in tables['en'] for row in tables['fr']), tables)
    hostile()
    batches()
    same_bytes()


# ---- with the programs of others ----------------------------------------------------------------------------------------------------------

def validated(files):
    """The validator says nothing of our files, and something of damaged ones."""
    folder = os.path.join(os.path.dirname(planner), 'office')
    os.makedirs(folder, exist_ok=True)
    place = os.path.join(folder, 'node_modules', VALIDATOR.rsplit('@', 1)[0], 'package.json')
    if not os.path.exists(place) or f'"version": "{VALIDATOR.rsplit("@", 1)[1]}"' not in open(place).read():
        subprocess.run(['npm', 'install', '--prefix', folder, '--no-save', '--no-package-lock', '--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline', VALIDATOR],
                       stdout=sys.stderr, check=False)
    word, excel = office_checker.samples()
    samples = {'good.docx': word, 'good.xlsx': excel, 'bad.docx': {**word, 'word/document.xml': word['word/document.xml'].replace('<w:t>d</w:t>', '<w:zz>d</w:zz>')},
               'bad.xlsx': {**excel, 'xl/worksheets/sheet1.xml': excel['xl/worksheets/sheet1.xml'].replace('<v>2.5</v>', '<zz>2.5</zz>')}}
    paths = {name: os.path.join(work, 'sample-' + name) for name in samples}
    for name, parts in samples.items():
        with open(paths[name], 'wb') as file:
            file.write(office_checker.zipped(parts))
    done = subprocess.run(['node', 'tests/suites/office.mjs', folder, *paths.values(), *files], capture_output=True, text=True, timeout=600)
    said = json.loads(done.stdout) if done.returncode == 0 and done.stdout.startswith('{') else {}
    verdict('the check finds what it should, and no more: the schema', said and not said[paths['good.docx']] + said[paths['good.xlsx']] and said[paths['bad.docx']] and said[paths['bad.xlsx']],
            done.stderr[:800])
    for path in files:
        verdict(f'{os.path.basename(path)}: valid against the schema', path in said and not said[path], '\n'.join(said.get(path, ['not validated'])[:6]))


def pages(pdf):
    """How many; 0 where there is none, or on other paper."""
    if not os.path.exists(pdf):
        return 0
    said = subprocess.run(['pdfinfo', pdf], capture_output=True, text=True, env=ENV).stdout
    count, size = re.search(r'^Pages: +(\d+)', said, re.M), re.search(r'^Page size: +([\d.]+) x ([\d.]+)', said, re.M)
    a4 = size and abs(float(size[1]) - 595.3) < 2 and abs(float(size[2]) - 841.9) < 2
    return int(count[1]) if count and a4 else 0


def converted(files, kind):
    """LibreOffice reads many files in one run."""
    if files:
        subprocess.run(['soffice', '--headless', '--norestore', '--convert-to', kind, '--outdir', os.path.join(work, kind), *files], env={**ENV, 'HOME': work},
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=900)


def printed(examples):
    """Pages of Word in LibreOffice, of HTML in WeasyPrint."""
    wanted = {f'{document}-{name}-{lang}': 1 if document == 'note' else STRATEGY_PAGES for document in ('note', 'strategy') for name in examples for lang in ('fr', 'en')}
    sample = os.path.join(work, 'sample-good.docx')
    converted([sample] + [path for name in wanted for path in [os.path.join(work, name + '.docx')] if os.path.exists(path)], 'pdf')
    verdict('the check finds what it should, and no more: one page', pages(sample.replace(work, work + '/pdf').replace('.docx', '.pdf')) == 1)
    for name, most in wanted.items():
        found = pages(os.path.join(work, 'pdf', name + '.pdf'))
        verdict(f'{name}.docx: {"one page" if most == 1 else f"at most {most} pages"} of A4 in LibreOffice', 1 <= found <= most, f'{found} pages of A4')
        text = subprocess.run(['pdftotext', '-layout', os.path.join(work, 'pdf', name + '.pdf'), '-'], capture_output=True, text=True, env=ENV).stdout
        numbers = [re.search(r'\b(\d+)\b[^\n]*\s*$', page.rstrip()) for page in text.split('\f')[:-1]]
        verdict(f'{name}.docx: pages are numbered', numbers and all(numbers) and all(str(i) in re.findall(r'\d+', hit[0]) for i, hit in enumerate(numbers, 1)), [hit and hit[0] for hit in numbers])
        if name.startswith('note'):
            html = made(name + '.html', f'examples/{name.split("-")[1]}.yaml', '--document', 'note', '--lang', name[-2:])
            pdf = os.path.join(work, name + '.html.pdf')
            if html:
                subprocess.run(['weasyprint', '-q', os.path.join(work, name + '.html'), pdf], env=ENV, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120)
            verdict(f'{name}.html: one page of A4 in WeasyPrint', html and pages(pdf) == 1, f'{pages(pdf)} pages of A4')


OPENED = '''
import datetime, json, sys, openpyxl
found = {}
for path in sys.argv[1:]:
    try:
        book = openpyxl.load_workbook(path)
    except Exception as error:
        print(path, repr(error), file=sys.stderr)
        continue
    found[path] = [{'frozen': sheet.freeze_panes, 'filter': sheet.auto_filter.ref, 'rows': [[[cell.data_type, cell.value.isoformat()[:10] if isinstance(cell.value, datetime.datetime) else cell.value]
                    for cell in row] for row in sheet.iter_rows()]} for sheet in book]
print(json.dumps(found))
'''


def opened(files):
    """openpyxl, which Debian has for its own Python."""
    program = next((one for one in ('python3', '/usr/bin/python3') if subprocess.run([one, '-c', 'import openpyxl'], capture_output=True).returncode == 0), None)
    verdict('openpyxl is here', program) if not program else None
    found = {}
    if program:
        sample = os.path.join(work, 'sample-good.xlsx')
        done = subprocess.run([program, '-c', OPENED, *files, sample], capture_output=True, text=True, timeout=120)
        found = json.loads(done.stdout) if done.returncode == 0 else {}
        first = (found.get(sample) or [{}])[0]
        verdict('the check finds what it should, and no more: openpyxl', first.get('frozen') == 'A2' and first['rows'][1] == [['s', '01004'], ['d', '2026-11-23'], ['n', 2.5]], first)
        print(re.sub('^', '# ', done.stderr[:1000], flags=re.M))
    for path in files:
        sheets = found.get(path, [])
        kinds = {kind for sheet in sheets for row in sheet['rows'][1:] for kind, _ in row}
        name = os.path.basename(path)
        verdict(f'{name}: openpyxl opens it, header frozen, filter over all columns', sheets and all(sheet['frozen'] == 'A2' and (sheet['filter'] or '').startswith('A1:') for sheet in sheets))
        verdict(f'{name}: texts and numbers{" and dates" if name.startswith(("actions", "posts", "accounts")) else ""}, no formula',
                's' in kinds and ('n' in kinds or 'd' in kinds) and 'f' not in kinds and 'e' not in kinds and ('d' in kinds or not name.startswith(('actions', 'posts', 'accounts'))), kinds)


def sheets_in_office(files):
    converted(files, 'csv')
    for path in files:
        out = os.path.join(work, 'csv', os.path.basename(path)[:-5] + '.csv')
        rows = list(csv.reader(open(out, encoding='utf-8', errors='replace'))) if os.path.exists(out) else []
        ours = [row for _, sheet in office_checker.sheets(Package(open(path, 'rb').read()))[:1] for row in office_checker.rows_of(Package(open(path, 'rb').read()), sheet)]
        verdict(f'{os.path.basename(path)}: LibreOffice sees as many rows', len(rows) > 1 and len(rows) >= len(ours) and rows[0][0] == ours[0][0], (len(rows), len(ours)))


def heavy():
    missing = [tool for tool in ('soffice', 'pdfinfo', 'pdftotext', 'weasyprint', 'node', 'npm') if not shutil.which(tool)]
    faultless('the programs are here', missing)
    if missing:
        return
    examples = [name for name in WHOLE if 'QUICK' not in os.environ or name == 'ville']
    word, excel = [], []
    for name in examples:
        for lang in ('fr', 'en'):
            for document in ('note', 'strategy') + (('full',) if name == 'ville' else ()):
                if made(f'{document}-{name}-{lang}.docx', f'examples/{name}.yaml', '--document', document, '--lang', lang):
                    word.append(os.path.join(work, f'{document}-{name}-{lang}.docx'))
    for lang in ('fr', 'en'):
        for section in SECTIONS:
            if made(f'{section}-ville-{lang}.xlsx', town, '--sections', section, '--lang', lang):
                excel.append(os.path.join(work, f'{section}-ville-{lang}.xlsx'))
    batches()
    excel += sorted(glob.glob(os.path.join(work, 'summary-*.xlsx')))
    verdict(f'{len(word)} files of Word and {len(excel)} of Excel are written', len(word) == 4 * len(examples) + 2 and len(excel) == 2 * len(SECTIONS) + 2)
    validated(word + excel)
    printed(examples)
    opened(excel)
    sheets_in_office(excel)


themselves()
heavy() if TOOLS else light()
