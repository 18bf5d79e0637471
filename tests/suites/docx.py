#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Documents of Word: what their package holds, the contents, the looks taken from a template, and templates that are refused. What a document says,
against its Markdown, is in tests/suites/office.py.   PLANNER is the program"""
import io, os, re, subprocess, zipfile
import xml.etree.ElementTree as xml

import lib
from lib import ENV, planner, verdict

W = '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'
R = '{http://schemas.openxmlformats.org/officeDocument/2006/relationships}'
WORD, LINKS = W[1:-1], R[1:-1]
TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.'
folder = lib.folder()
town = 'examples/ville.yaml'


def run(*arguments):
    return subprocess.run([planner, *arguments], stdin=subprocess.DEVNULL, capture_output=True, env=ENV, timeout=60)


def opened(data):
    """The parts of a package; none of what is no zip."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return {name: package.read(name) for name in package.namelist()}
    except zipfile.BadZipFile:
        return {}


def tree(parts, name):
    try:
        return xml.fromstring(parts.get(name, b'<none/>'))
    except xml.ParseError:
        return xml.fromstring('<none/>')


def words(node):
    return ''.join(one.text or '' for one in node.iter(W + 't'))


def style_of(paragraph):
    found = paragraph.find(f'{W}pPr/{W}pStyle')
    return found.get(W + 'val') if found is not None else ''


def in_style(body, *styles):
    return [words(one) for one in body.iter(W + 'p') if style_of(one) in styles]


def missing(parts):
    """What a part names and the package has not, and what nobody says the kind of."""
    types = tree(parts, '[Content_Types].xml')
    known = {one.get('PartName') for one in types} | {'.' + one.get('Extension', '') for one in types}
    found = [name for name in parts if '/' + name not in known and not any(name.endswith(end) for end in known if end and end.startswith('.'))]
    for name in parts:
        if name.endswith('.rels'):
            base = os.path.dirname(os.path.dirname(name))
            for one in tree(parts, name):
                target = one.get('Target')
                if one.get('TargetMode') != 'External' and os.path.normpath(os.path.join(base, target)) not in parts:
                    found.append(f'{name}: {target}')
    named = {value for one in tree(parts, 'word/document.xml').iter() for key, value in one.attrib.items() if key in (R + 'id', R + 'embed')}
    found += named - {one.get('Id') for one in tree(parts, 'word/_rels/document.xml.rels')}
    styles = {one.get(W + 'styleId') for one in tree(parts, 'word/styles.xml').iter(W + 'style')}
    used = {one.get(W + 'val') for name in parts for kind in ('pStyle', 'rStyle', 'tblStyle') for one in tree(parts, name).iter(W + kind)}
    lists = {one.get(W + 'numId') for one in tree(parts, 'word/numbering.xml').iter(W + 'num')}
    return found + sorted(used - styles) + sorted({one.get(W + 'val') for one in tree(parts, 'word/document.xml').iter(W + 'numId')} - lists)


# ---- the package --------------------------------------------------------------------------------------------------------------------------

for lang, tongue, page in (('fr', 'fr-FR', 'Page'), ('en', 'en-GB', 'Page')):
    data = run(town, '--document', 'full', '--lang', lang, '-f', 'docx').stdout
    parts = opened(data)
    body = tree(parts, 'word/document.xml')
    verdict(f'{lang}: every part is XML', parts and all(tree(parts, name).tag != 'none' for name in parts))
    verdict(f'{lang}: what is named is there', parts and not missing(parts), missing(parts))
    verdict(f'{lang}: the day of the plan on every part', data and {one.date_time for one in zipfile.ZipFile(io.BytesIO(data)).infolist()} == {(2026, 11, 23, 0, 0, 0)})
    verdict(f'{lang}: the language of spelling', [one.get(W + 'val') for one in tree(parts, 'word/styles.xml').iter(W + 'lang')] == [tongue])
    core = parts.get('docProps/core.xml', b'').decode()
    title = in_style(body, 'Title')
    verdict(f'{lang}: title, language and day among the properties', len(title) == 1 and f'<dc:title>{title[0]}<' in core and f'<dc:language>{tongue}<' in core and '2026-11-23T00:00:00Z' in core, core)
    headings = in_style(body, 'Heading1')
    verdict(f'{lang}: the contents name the sections', len(headings) > 8 and in_style(body, 'TOC1') == headings, in_style(body, 'TOC1'))
    anchors = {one.get(W + 'anchor') for one in body.iter(W + 'hyperlink')} - {None}
    verdict(f'{lang}: and lead to them', anchors and anchors == {one.get(W + 'name') for one in body.iter(W + 'bookmarkStart')})
    fields = [one.get(W + 'fldCharType') for one in body.iter(W + 'fldChar')]
    verdict(f'{lang}: in one field', fields == ['begin', 'separate', 'end'], fields)
    tables = list(body.iter(W + 'tbl'))
    verdict(f'{lang}: every table has a first row that is repeated, and rows that are not cut', tables and all(
        rows and rows[0].find(f'{W}trPr/{W}tblHeader') is not None and all(row.find(f'{W}trPr/{W}cantSplit') is not None for row in rows) for rows in (one.findall(W + 'tr') for one in tables)))
    captions = in_style(body, 'Caption')
    said = [one.get(W + 'val') for one in body.iter(W + 'tblCaption')]
    verdict(f'{lang}: every table has its caption, above it and for those who do not see it', captions and captions == said and all(one.get(W + 'val') for one in body.iter(W + 'tblDescription')))
    widths = {sum(int(column.get(W + 'w')) for column in one.iter(W + 'gridCol')) for one in tables}
    verdict(f'{lang}: tables are as wide as the text', widths and all(9600 < width <= 9638 for width in widths), widths)
    signs = {words(cell) for one in tables if len(list(one.iter(W + 'gridCol'))) == 25 for row in one.findall(W + 'tr')[1:] for cell in row.findall(W + 'tc')[1:]}
    verdict(f'{lang}: the week has signs, and not colours alone', signs - {''} and signs <= {*'.+o#?', ''}, signs)
    verdict(f'{lang}: links lead out', [one for one in body.iter(W + 'hyperlink') if one.get(R + 'id')] and b'Target="https://' in parts.get('word/_rels/document.xml.rels', b''))
    foot = tree(parts, 'word/footer1.xml')
    verdict(f'{lang}: pages are numbered', words(foot).startswith(page) and [one.text.strip() for one in foot.iter(W + 'instrText')] == ['PAGE', 'NUMPAGES'])
    starts = [one.get(W + 'val') for one in tree(parts, 'word/numbering.xml').iter(W + 'startOverride')]
    verdict(f'{lang}: each list of numbers starts anew', len(starts) > 1 and starts.count('1') == len(starts), starts)

first, second = (run(town, '-f', 'docx').stdout for _ in range(2))
verdict('same input, same bytes', first and first == second)
small = opened(run('examples/minimal.yaml', '--sections', 'questions', '-f', 'docx').stdout)
verdict('a short document has no contents', small and not in_style(tree(small, 'word/document.xml'), 'TOC1') and not missing(small))

# ---- what people write ----------------------------------------------------------------------------------------------------------------------

NAMES = ['A <b>&amp;</b> "c" ]]> &#1;', 'עיריית ירושלים', 'x' * 3000, '<w:p/></w:t></w:r>', '%s%n $1 \\1']
for name in NAMES:
    path = os.path.join(folder, 'town.yaml')
    with open(path, 'w', encoding='utf-8') as file:
        file.write(f'name: {name!r}\nkind: commune\n' if '"' in name else f'name: "{name}"\nkind: commune\n'.replace('\\', '\\\\'))
    parts = opened(run(path, '--lang', 'en', '-f', 'docx').stdout)
    title = in_style(tree(parts, 'word/document.xml'), 'Title')
    verdict(f'a name is a text: {name[:20]}', parts and not missing(parts) and len(title) == 1 and title[0].count(name) == 1, title)

# ---- templates ------------------------------------------------------------------------------------------------------------------------------

HEADER = f'<w:hdr xmlns:w="{WORD}" xmlns:r="{LINKS}"><w:p><w:r><w:t>Ville d’essai</w:t></w:r></w:p></w:hdr>'


def template(name, changes=(), more=(), cut=0):
    """One made of a document of ours: bytes that are replaced, parts that are added."""
    path = os.path.join(folder, name)
    parts = opened(first)
    for part, before, after in changes:
        parts[part] = parts.get(part, b'').replace(before.encode(), after.encode())
    parts.update({part: text if isinstance(text, bytes) else text.encode() for part, text in more})
    with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as package:
        for part, text in parts.items():
            package.writestr(part, text)
    if cut:
        with open(path, 'r+b') as file:
            file.truncate(os.path.getsize(path) - cut)
    return path


house = template('house.docx', [
    ('word/styles.xml', '1F3A5F', '880E4F'), ('word/styles.xml', 'w:styleId="Heading1"', 'w:styleId="Titre1"'), ('word/styles.xml', 'fr-FR', 'de-DE'),
    ('word/styles.xml', 'Planner Verdict', 'Other Name'),
    ('word/document.xml', '<w:sectPr>', '<w:sectPr><w:headerReference w:type="default" r:id="rIdH"/>'), ('word/document.xml', 'w:left="1134"', 'w:left="2268"'),
    ('word/_rels/document.xml.rels', '</Relationships>', f'<Relationship Id="rIdH" Type="{LINKS}/header" Target="header1.xml"/></Relationships>'),
    ('[Content_Types].xml', '</Types>', f'<Default Extension="png" ContentType="image/png"/><Override PartName="/word/header1.xml" ContentType="{TYPE}header+xml"/></Types>'),
], [('word/header1.xml', HEADER), ('word/_rels/header1.xml.rels', f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="{LINKS}/image" Target="media/logo.png"/></Relationships>'),
    ('word/media/logo.png', b'\x89PNG'), ('word/media/other.png', b'\x89PNG')])
parts = opened(run(town, '-f', 'docx', '--template', house).stdout)
body = tree(parts, 'word/document.xml')
sheet = parts.get('word/styles.xml', b'').decode()
verdict('a template: what is named is there', parts and not missing(parts), missing(parts))
verdict('its colours', '880E4F' in sheet and sheet.count('1F3A5F') == 1, sheet.count('1F3A5F'))  # in our own style of a verdict, which it lacks
verdict('its styles by their names', 'Titre1' in sheet and len(in_style(body, 'Titre1')) > 3 and not in_style(body, 'Heading1'))
verdict('ours where it lacks them, under an id that is free', 'w:val="Planner Verdict"' in sheet and in_style(body, 'PlannerVerdictx') and not in_style(body, 'PlannerVerdict'))
verdict('its header with its picture, and no other', parts.get('word/header1.xml') == HEADER.encode() and 'word/media/logo.png' in parts and 'word/media/other.png' not in parts)
verdict('its page', b'w:left="2268"' in parts.get('word/document.xml', b''))
verdict('tables as wide as its text', {sum(int(column.get(W + 'w')) for column in one.iter(W + 'gridCol')) for one in body.iter(W + 'tbl')} & {9638 - 1134})
verdict('the language of the report', [one.get(W + 'val') for one in tree(parts, 'word/styles.xml').iter(W + 'lang')] == ['fr-FR'])
verdict('the title of the report', in_style(body, 'Title') and 'Brelonval' in in_style(body, 'Title')[0])
verdict('the same bytes', run(town, '-f', 'docx', '--template', house).stdout == run(town, '-f', 'docx', '--template', house).stdout != b'')
bare = template('bare.docx', more=[('word/styles.xml', f'<w:styles xmlns:w="{WORD}"></w:styles>')])
parts = opened(run(town, '-f', 'docx', '--template', bare).stdout)
verdict('a template without a style', parts and not missing(parts) and in_style(tree(parts, 'word/document.xml'), 'Heading1'), missing(parts))
reports = os.path.join(folder, 'reports')
done = run('batch', '-q', '-d', reports, '-f', 'docx', '--template', house, town, 'examples/village.yaml')
written = [opened(open(os.path.join(reports, name), 'rb').read()) for name in sorted(os.listdir(reports)) if name[0] != '.'] if os.path.isdir(reports) else []
verdict('batch', done.returncode == 0 and len(written) == 2 and all('word/header1.xml' in one for one in written), done.stderr)

# ---- what is no template --------------------------------------------------------------------------------------------------------------------

bomb = template('bomb.docx', more=[('word/styles.xml', f'<w:styles xmlns:w="{WORD}">' + ' ' * (9 << 20) + '</w:styles>')])
liar = template('liar.docx', more=[('word/styles.xml', f'<w:styles xmlns:w="{WORD}">' + ' ' * (7 << 20) + '</w:styles>')])
with open(liar, 'r+b') as file:  # the directory says that this part has ten bytes
    content = file.read()
    at = content.rfind(b'word/styles.xml') - 46
    file.seek(at + 24)
    file.write(b'\x0a\0\0\0')
many = template('many.docx', more=[(f'word/media/{i}.png', b'') for i in range(300)])
strict = template('strict.docx', [('word/document.xml', WORD, 'http://purl.oclc.org/ooxml/wordprocessingml/main')])
entity = template('entity.docx', more=[('word/styles.xml', f'<!DOCTYPE a [<!ENTITY b "c">]><w:styles xmlns:w="{WORD}">&b;</w:styles>')])
torn = template('torn.docx', more=[('word/styles.xml', f'<w:styles xmlns:w="{WORD}"><w:style>')])
cut = template('cut.docx', cut=40)
with zipfile.ZipFile(os.path.join(folder, 'other.docx'), 'w') as package:
    package.writestr('readme.txt', 'no document')
huge = os.path.join(folder, 'huge.docx')
with open(huge, 'wb') as file:
    file.truncate(17 << 20)
for name, path, code, status in (('a bomb', bomb, 'C068', 2), ('one that lies', liar, 'C068', 2), ('too many parts', many, 'C068', 2), ('the strict kind', strict, 'C068', 2),
                                 ('entities', entity, 'C068', 2), ('no XML', torn, 'C068', 2), ('a file cut short', cut, 'C068', 2), ('another zip', os.path.join(folder, 'other.docx'), 'C068', 2),
                                 ('no zip', 'README.md', 'C068', 2), ('too large', huge, 'E008', 3), ('nothing', os.path.join(folder, 'none.docx'), 'E001', 3)):
    output = os.path.join(folder, 'refused.docx')
    done = run(town, '-o', output, '--template', path)
    verdict(f'refused: {name}', done.returncode == status and f'[{code}]'.encode() in done.stderr and not os.path.exists(output), (done.returncode, done.stderr))
done = run(town, '-o', os.path.join(folder, 'x.html'), '--template', house)
verdict('refused: another format', done.returncode == 2 and b'[C069]' in done.stderr)
done = run(town, '-o', house, '--template', house)
verdict('refused: the template as the output', done.returncode == 2 and b'[C050]' in done.stderr and opened(open(house, 'rb').read()).get('word/header1.xml') == HEADER.encode())
