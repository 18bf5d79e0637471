#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""LibreOffice opens the tables as a user would let it, formulas evaluated: what a profile states is the text of a cell, whole, and never a
formula, a link or a number of another kind.   PLANNER names the program"""
import csv, os, re, subprocess
import xml.etree.ElementTree as xml
import lib
from lib import faultless as verdict, planner

work = lib.folder()
ENV = {**lib.ENV, 'HOME': work}

FORMULAS = ['=1+1', '+1+1', '-1+1', '@SUM(1)', '=HYPERLINK("http://x.example";"y")', '=cmd|\' /C calc\'!A0', '=WEBSERVICE("http://x.example")', '=DDE("a";"b";"c")', '\t=1+1', ' =1+1',
            '\u200b=1+1', '\uff1d1+1', "'=1+1", '=SUM(A1:A9)*cmd|x', '+33 4 00 00 00 00', '-12', '=A1', '"=1+1"', 'a;=1+1', 'a,=1+1', 'a\n=1+1', 'a";"=1+1', 'Ville\t=1+1', '=', '-', '@x']
TABLE = '{urn:oasis:names:tc:opendocument:xmlns:table:1.0}'
TEXT = '{urn:oasis:names:tc:opendocument:xmlns:text:1.0}'
OFFICE = '{urn:oasis:names:tc:opendocument:xmlns:office:1.0}'


# Texts that a spreadsheet takes for a number, a date, an hour or a truth value; and some that it should be left to see as they are.
VALUES = ['01004', '2A004', '2E004', '00012', '2024', '12,5', '1 200', '1.200,50', '12/03', '1-2', '3/4/2026', '2026-11-23', '12:30', '12h30', '15 %', '12 €', '12 mai', '3 mai 2026',
          'mai 2026', 'lundi 4 mai 2026', 'VRAI', 'faux', 'TRUE', '1E3', '1/2', '1er mai', 'Ville 2030', 'Aÿ', '8 mai 1945, la place']


def opened(path, separator, detect='true', evaluate='true'):
    """The cells that LibreOffice makes of a file: rows of (text, formula, kind, has a link)."""
    # Separator, quote, UTF-8, from line 1, French; quoted cells are not forced to be text.
    options = f'CSV:{ord(separator)},34,76,1,,1036,false,{detect},false,false,false,-1,{evaluate}'
    subprocess.run(['soffice', '--headless', '--norestore', f'--infilter={options}', '--convert-to', 'fods', '--outdir', work, path],
                   env=ENV, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=180, check=True)
    root = xml.parse(os.path.splitext(path)[0] + '.fods').getroot()
    rows = []
    for row in root.iter(TABLE + 'table-row'):
        cells = []
        for cell in row.iter(TABLE + 'table-cell'):
            text = '\n'.join(''.join(p.itertext()) for p in cell.iter(TEXT + 'p'))
            links = [a for a in cell.iter(TEXT + 'a')]
            cells += [(text, cell.get(TABLE + 'formula'), cell.get(OFFICE + 'value-type'), bool(links))] * min(int(cell.get(TABLE + 'number-columns-repeated', 1)), 100)
        rows.append(cells)
    return rows


def compare(name, path, separator, columns):
    """`columns`: the names that those have which hold what was stated."""
    with open(path, encoding='utf-8-sig', newline='') as f:
        wanted = list(csv.reader(f, delimiter=separator))
    found = opened(path, separator)
    at = [wanted[0].index(column) for column in columns if column in wanted[0]]
    cells = [(row[i], found[r + 1][i]) for r, row in enumerate(wanted[1:]) for i in at if row[i] != '']
    verdict(f'{name}: all the cells are there', len(cells) < len(FORMULAS) // 2 and len(cells))
    verdict(f'{name}: no formula', [cell for row in found for cell in row if cell[1]])
    verdict(f'{name}: no link', [cell for row in found for cell in row if cell[3]])
    squeezed = [(re.sub(r'\s+', ' ', stated.lstrip('\t')), re.sub(r'\s+', ' ', cell[0])) for stated, cell in cells]
    verdict(f'{name}: each is the whole text', [pair for pair in squeezed if pair[0] != pair[1] and pair[0] != "'" + pair[1]])
    verdict(f'{name}: and a text', [cell for _, cell in cells if cell[2] != 'string'])


def keeps(name, path, columns, numbers):
    """The French dialect, however the dialog of LibreOffice is set: texts stay texts, numbers and dates are some."""
    with open(path, encoding='utf-8-sig', newline='') as f:
        wanted = list(csv.reader(f, delimiter=';'))
    for detect, evaluate in (('true', 'true'), ('true', 'false'), ('false', 'true'), ('false', 'false')):
        found = opened(path, ';', detect, evaluate)
        texts = [(row[i].lstrip('\t'), found[r + 1][i]) for r, row in enumerate(wanted[1:]) for i in map(wanted[0].index, columns) if row[i] != '']
        verdict(f'{name}, special numbers {detect}, formulas {evaluate}: texts stay what they are',
                len(texts) < len(VALUES) and len(texts) or [pair for pair in texts if pair[0] != pair[1][0] or pair[1][2] != 'string'])
        cells = [found[r + 1][i] for r, row in enumerate(wanted[1:]) for i in map(wanted[0].index, numbers) if row[i] != '']
        verdict(f'{name}, special numbers {detect}, formulas {evaluate}: and numbers are numbers',
                len(cells) < 1 and 'none' or [cell for cell in cells if cell[2] not in ('float', 'date') and not (detect == 'false' and '-' in cell[0])])


def quoted(text):
    return '"' + ''.join(f'\\U{ord(c):08x}' for c in text) + '"'


if not shutil.which('soffice'):
    verdict('LibreOffice is here', 'it is not')
    sys.exit(1)
raw = os.path.join(work, 'raw.csv')
with open(raw, 'w', encoding='utf-8', newline='') as f:
    csv.writer(f, delimiter=';').writerows([['name']] + [[text] for text in FORMULAS])
verdict('what is not escaped would be noticed', len([cell for row in opened(raw, ';') for cell in row if cell[1]]) < 5 and opened(raw, ';'))

towns = os.path.join(work, 'towns')
os.mkdir(towns)
for i, text in enumerate(FORMULAS):
    with open(os.path.join(towns, f'{i:02}.yaml'), 'w') as f:
        f.write(f'name: {quoted(text)}\nkind: commune\ncode: "{10000 + i}"\n')
one = os.path.join(work, 'one.yaml')
with open(one, 'w') as f:
    f.write('name: X\nkind: commune\npresence:\n  accounts:\n' + ''.join(f'    - {{platform: facebook, name: {quoted(text)}, owner: unofficial}}\n' for text in FORMULAS))
for form, separator in (('csv', ','), ('csv-fr', ';')):
    path = os.path.join(work, f'summary-{form}.csv')
    subprocess.run([planner, 'batch', '--force', '-d', os.path.join(work, form), '--lang', 'en', '--summary', path, '--summary-format', form, towns], env=ENV, stderr=subprocess.DEVNULL)
    compare(f'summary, {form}', path, separator, ['name', 'nom'])
    path = os.path.join(work, f'accounts-{form}.csv')
    with open(path, 'wb') as f:
        f.write(subprocess.run([planner, 'plan', one, '-f', form, '--sections', 'accounts', '--lang', 'en'], env=ENV, stdout=subprocess.PIPE).stdout)
    compare(f'accounts, {form}', path, separator, ['Name of the account', 'Nom du compte'])
with open(raw, 'w', encoding='utf-8', newline='') as f:
    csv.writer(f, delimiter=';').writerows([['name', 'x']] + [[text, 'x'] for text in VALUES])
verdict('what is not kept would be noticed', sum(row[0][2] != 'string' for row in opened(raw, ';')[1:] if row) < 12 and opened(raw, ';'))
towns = os.path.join(work, 'values')
os.mkdir(towns)
for i, text in enumerate(VALUES):
    with open(os.path.join(towns, f'{i:02}.yaml'), 'w') as f:
        f.write(f'name: {quoted(text)}\nkind: commune\ncode: "{i + 1004:05}"\npopulation: {1000 + i}\ndepartment: "01"\n')
path = os.path.join(work, 'values.csv')
subprocess.run([planner, 'batch', '-d', os.path.join(work, 'v'), '--summary', path, '--summary-format', 'csv-fr', towns], env=ENV, stderr=subprocess.DEVNULL)
keeps('summary', path, ['Nom', 'Code', 'Département'], ['Population'])
with open(one, 'w') as f:
    f.write('name: X\nkind: commune\npresence:\n  accounts:\n' + ''.join(
        f'    - {{platform: facebook, name: {quoted(text)}, owner: unofficial, followers: {i + 1}, last_post: 2026-10-{i + 1:02}}}\n' for i, text in enumerate(VALUES)))
path = os.path.join(work, 'accounts-values.csv')
with open(path, 'wb') as f:
    f.write(subprocess.run([planner, 'plan', one, '-f', 'csv-fr', '--sections', 'accounts', '--lang', 'fr'], env=ENV, stdout=subprocess.PIPE).stdout)
keeps('accounts', path, ['Nom du compte'], ['Nombre d’abonnés', 'Dernière publication'])
