# SPDX-License-Identifier: MIT
"""What is wrong in a file of Word or Excel, read with nothing but zip and XML: parts, content types, relationships, and what its reader needs:
headings, tables, lists, language, title, page numbers; frozen headers, filters, types of cells. Nothing here knows the program. Every check gives
what is wrong, nothing else; samples() and DAMAGE prove that each can."""
import datetime, io, posixpath, re, zipfile
import xml.etree.ElementTree as xml

import wording

W = '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'
S = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
R = '{http://schemas.openxmlformats.org/officeDocument/2006/relationships}'
TYPES = '{http://schemas.openxmlformats.org/package/2006/content-types}'
RELATIONS = '{http://schemas.openxmlformats.org/package/2006/relationships}'
DC = '{http://purl.org/dc/elements/1.1/}'
MAIN = {
    'docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml',
    'xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml',
}


class Package:
    """Parts by name, those of XML parsed; `faults` is what could not be read."""

    def __init__(self, data):
        self.faults, self.parts, self.trees = [], {}, {}
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                names = archive.namelist()
                self.parts = {name: archive.read(name) for name in names}
                self.stamps = {entry.date_time for entry in archive.infolist()}
        except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, ValueError) as error:
            self.faults.append(f'no zip: {error}')
            return
        if len(set(names)) < len(names):
            self.faults.append('a part twice')
        self.faults += [f'a name that leaves the folder: {name}' for name in names if name.startswith('/') or '..' in name.split('/') or '\\' in name]
        for name, part in self.parts.items():
            if name.endswith(('.xml', '.rels')):
                if b'<!DOCTYPE' in part:
                    self.faults.append(f'{name}: a document type')
                    continue
                try:
                    self.trees[name] = xml.fromstring(part)
                except xml.ParseError as error:
                    self.faults.append(f'{name}: {error}')

    def related(self, source=''):
        """{id: (kind, target, external)} of a part, or of the package."""
        folder, name = posixpath.split(source)
        tree = self.trees.get(posixpath.join(folder, '_rels', name + '.rels'))
        found = {}
        for one in tree.iter(RELATIONS + 'Relationship') if tree is not None else []:
            external = one.get('TargetMode') == 'External'
            target = one.get('Target', '')
            if not external:
                target = target[1:] if target.startswith('/') else posixpath.normpath(posixpath.join(folder, target))
            found[one.get('Id')] = (one.get('Type', '').rsplit('/', 1)[-1], target, external)
        return found

    def of_kind(self, kind, source=''):
        return [target for its, target, external in self.related(source).values() if its == kind and not external]

    def main(self):
        return (self.of_kind('officeDocument') or [''])[0]

    def type_of(self, name):
        tree = self.trees.get('[Content_Types].xml')
        if tree is None:
            return None
        for one in tree.iter(TYPES + 'Override'):
            if one.get('PartName') == '/' + name:
                return one.get('ContentType')
        for one in tree.iter(TYPES + 'Default'):
            if name.lower().endswith('.' + one.get('Extension', '').lower()):
                return one.get('ContentType')
        return None


def package(data, kind):
    """Zip, XML, content types, relationships."""
    found = Package(data)
    faults = list(found.faults)
    if not found.parts:
        return faults
    if next(iter(found.parts)) != '[Content_Types].xml':
        faults.append('content types do not come first')
    faults += [f'no content type: {name}' for name in found.parts if name != '[Content_Types].xml' and not name.endswith('/') and not found.type_of(name)]
    types = found.trees.get('[Content_Types].xml')
    if types is not None:
        faults += [f'a content type of nothing: {one.get("PartName")}' for one in types.iter(TYPES + 'Override') if one.get('PartName', '')[1:] not in found.parts]
    if found.type_of(found.main()) != MAIN[kind]:
        faults.append(f'the main part is of type {found.type_of(found.main())}')
    for name in [''] + list(found.parts):
        related = found.related(name)
        faults += [f'{name or "the package"}: nothing at {target}' for _, target, external in related.values() if not external and target not in found.parts]
        faults += [f'{name}: outside: {target}' for kind, target, external in related.values() if external and kind != 'hyperlink']
        tree = found.trees.get(name)
        if tree is not None:
            used = {value for element in tree.iter() for key, value in element.attrib.items() if key.startswith(R)}
            faults += [f'{name}: no relationship {one}' for one in used - related.keys()]
    relations = [name for name in found.parts if name.endswith('.rels')]
    for name in relations:
        owner = posixpath.join(posixpath.dirname(posixpath.dirname(name)), posixpath.basename(name)[:-5])
        if owner not in ('', *found.parts):
            faults.append(f'relationships of nothing: {name}')
    reached, todo = set(), ['']
    while todo:
        for _, target, external in found.related(todo.pop()).values():
            if not external and target not in reached:
                reached.add(target)
                todo.append(target)
    faults += [f'nothing leads to {name}' for name in found.parts if name not in reached and name != '[Content_Types].xml' and name not in relations and not name.endswith('/')]
    if any('vbaProject' in name for name in found.parts):
        faults.append('macros')
    if len(found.stamps) > 1:
        faults.append(f'entries of several times: {sorted(found.stamps)[:3]}')
    return faults


# ---- Word ---------------------------------------------------------------------------------------------------------------------------------

def text_of(element):
    """Of a paragraph or a cell; a line break is a space."""
    parts = []
    for one in element.iter():
        if one.tag == W + 't':
            parts.append(one.text or '')
        elif one.tag in (W + 'br', W + 'tab', W + 'p', W + 'cr'):
            parts.append(' ')
        elif one.tag == W + 'noBreakHyphen':
            parts.append('-')
    return ' '.join(''.join(parts).split())


def squeezed(text):
    return ' '.join(text.split())


def levels(found):
    """Of each style: 0 for the title, 1 to 9 for a heading."""
    names = found.of_kind('styles', found.main())
    tree = found.trees.get(names[0]) if names else None
    result = {}
    for style in tree.iter(W + 'style') if tree is not None else []:
        name = style.find(W + 'name')
        heading = re.fullmatch(r'(?i)heading (\d)|(title)', name.get(W + 'val', '') if name is not None else '')
        if heading and style.get(W + 'type') == 'paragraph':
            result[style.get(W + 'styleId')] = int(heading[1] or 0)
    return result


def style_of(paragraph):
    style = paragraph.find(f'{W}pPr/{W}pStyle')
    return style.get(W + 'val') if style is not None else None


def body_of(found):
    tree = found.trees.get(found.main())
    return tree.find(W + 'body') if tree is not None else None


def markdown_tables(markdown):
    """The rows of each table, as plain cells."""
    tables, rows = [], []
    for _, line in list(wording.lines_of(markdown)) + [(0, '')]:
        if line.startswith('|'):
            rows.append(line)
        elif rows:
            tables.append([[squeezed(re.sub(r'<br ?/?>', ' ', wording.plain(cell))) for cell in wording.cells(row)] for row in rows if not wording.is_delimiter(row)])
            rows = []
    return tables


def word_headings(found, markdown):
    """Those of the Markdown, of the same depth."""
    body = body_of(found)
    styles = levels(found)
    heads = [(styles[style_of(one)], text_of(one)) for one in (body.iter(W + 'p') if body is not None else []) if style_of(one) in styles]
    wanted = [(unit.level, squeezed(unit.text)) for unit in wording.units(markdown) if unit.kind == 'heading']
    if [text for _, text in heads] != [text for _, text in wanted]:
        missing = [text for _, text in wanted if text not in [one for _, one in heads]]
        return [f'{len(heads)} headings, {len(wanted)} in the Markdown; missing: {missing[:3]}']
    shifts = {level - depth for (level, _), (depth, _) in zip(heads, wanted) if level}
    return [] if heads and len(shifts) <= 1 else [f'levels {sorted(shifts)} from those of the Markdown']


def word_tables(found, markdown):
    """Those of the Markdown, cell by cell, and in between those that stand for figures, which Markdown has not: each has a first row of its own. The
    first row is repeated on every page, no row is cut, columns have widths."""
    body = body_of(found)
    tables = list(body.iter(W + 'tbl')) if body is not None else []
    wanted = markdown_tables(markdown)
    faults, left = [], list(wanted)
    heads = [cells[0] for cells in wanted]
    for number, table in enumerate(tables, 1):
        rows = table.findall(W + 'tr')
        got = [[text_of(cell) for cell in row.findall(W + 'tc')] for row in rows]
        figure = got and got[0] not in heads
        cells = got if figure else left.pop(0) if left else []
        if got != cells:
            faults.append(f'table {number}: ' + next((f'{a} is not {b}' for a, b in zip(got, cells) if a != b), f'{len(got)} rows, not {len(cells)}'))
        header = rows[0].find(f'{W}trPr/{W}tblHeader') if rows else None
        if header is None or header.get(W + 'val') in ('0', 'false', 'off'):
            faults.append(f'table {number}: its first row is not repeated')
        if cells and len(table.findall(f'{W}tblGrid/{W}gridCol')) != len(cells[0]):
            faults.append(f'table {number}: {len(table.findall(f"{W}tblGrid/{W}gridCol"))} columns in its grid')
    return faults + ([f'{len(tables)} tables, {len(wanted)} in the Markdown'] if left else [])


def word_text(found, markdown):
    """All that the Markdown says, and no mark of Markdown."""
    body = body_of(found)
    if body is None:
        return ['no body']
    paragraphs = [squeezed(text_of(one)) for one in body.iter(W + 'p')]
    text = ' ' + ' '.join(paragraphs) + ' '
    faults = [f'not there: {unit.text[:80]}' for unit in wording.units(markdown) if squeezed(unit.text) not in text]
    faults += [f'a mark of Markdown: {one[:40]}' for one in paragraphs if re.match('#{1,6} ', one)]
    faults += [f'a mark of Markdown: {text[max(0, hit.start() - 20):hit.end() + 20]}' for hit in re.finditer(r'\*\*|\]\(|\|---|\\[*_|\[]|&(amp|lt|gt|nbsp);', text)]
    return faults


def word_lists(found, markdown):
    """An item is one for Word as well, not a paragraph that begins with a dash."""
    body = body_of(found)
    names = found.of_kind('styles', found.main())
    numbered = {style.get(W + 'styleId') for style in (found.trees[names[0]].iter(W + 'style') if names and names[0] in found.trees else []) if style.find(f'{W}pPr/{W}numPr') is not None}
    items = [one for one in (body.iter(W + 'p') if body is not None else []) if one.find(f'{W}pPr/{W}numPr') is not None or style_of(one) in numbered]
    wanted = [unit for unit in wording.units(markdown) if unit.kind == 'item']
    return [] if body is not None and len(items) == len(wanted) else [f'{len(items)} items, {len(wanted)} in the Markdown']


def word_language(found, lang):
    names = found.of_kind('styles', found.main())
    tree = found.trees.get(names[0]) if names else None
    default = tree.find(f'{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang') if tree is not None else None
    said = default.get(W + 'val', '') if default is not None else ''
    return [] if re.fullmatch(rf'{lang}(-[A-Z]{{2}})?', said) else [f'the language of the text is “{said}”']


def word_properties(found, lang, title):
    """The title is that of the document; dates, if there are any, are those of the advice."""
    names = found.of_kind('core-properties')
    tree = found.trees.get(names[0]) if names else None
    said = (tree.findtext(DC + 'title') or '') if tree is not None else ''
    faults = [] if squeezed(said) == squeezed(title) != '' else [f'the title is “{said}”']
    tongue = tree.findtext(DC + 'language') if tree is not None else None
    if tongue is not None and not tongue.startswith(lang):
        faults.append(f'the language of its properties is “{tongue}”')
    return faults


def word_pages(found):
    """A4, and the number of the page at the foot."""
    body = body_of(found)
    if body is None:
        return ['no body']
    size = body.find(f'{W}sectPr/{W}pgSz')
    faults = [] if size is not None and (size.get(W + 'w'), size.get(W + 'h')) == ('11906', '16838') else ['the page is not A4']
    feet = [found.trees[name] for name in found.of_kind('footer', found.main()) if name in found.trees]
    fields = [one.get(W + 'instr', '') for foot in feet for one in foot.iter(W + 'fldSimple')] + [one.text or '' for foot in feet for one in foot.iter(W + 'instrText')]
    if not any(re.match(r'\s*PAGE\b', field) for field in fields):
        faults.append('no number of the page')
    if feet and body.find(f'{W}sectPr/{W}footerReference') is None:
        faults.append('the foot belongs to no section')
    return faults


# ---- Excel --------------------------------------------------------------------------------------------------------------------------------

DATE = re.compile(r'\d{4}-\d\d-\d\d')
NUMBER = re.compile(r'-?\d+([.,]\d+)?')
DATE_FORMATS = {14, 15, 16, 17, 22, 27, 30, 36, 45, 46, 47, 50, 57}


def is_date_format(code):
    return bool(re.search(r'[ymd]', re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', '', code), re.I))


def column(reference):
    number = 0
    for letter in re.match(r'[A-Z]+', reference)[0]:
        number = number * 26 + ord(letter) - 64
    return number - 1


def sheets(found):
    """[(name, tree)] in the order of the tabs."""
    book = found.trees.get(found.main())
    related = found.related(found.main())
    result = []
    for sheet in book.iter(S + 'sheet') if book is not None else []:
        target = related.get(sheet.get(R + 'id'), ('', '', False))[1]
        if target in found.trees:
            result.append((sheet.get('name'), found.trees[target]))
    return result


def rows_of(found, sheet):
    """Rows of values: str, int, float, date, bool, None; a formula is a tuple."""
    shared = found.of_kind('sharedStrings', found.main())
    strings = [''.join(one.text or '' for one in entry.iter(S + 't')) for entry in found.trees[shared[0]].iter(S + 'si')] if shared and shared[0] in found.trees else []
    names = found.of_kind('styles', found.main())
    styles = found.trees.get(names[0]) if names else None
    codes = {int(one.get('numFmtId')): one.get('formatCode') for one in (styles.iter(S + 'numFmt') if styles is not None else [])}
    formats = styles.find(S + 'cellXfs') if styles is not None else None
    dates = []
    for one in formats if formats is not None else []:
        number = int(one.get('numFmtId', 0))
        dates.append(number in DATE_FORMATS or is_date_format(codes.get(number, '')))
    rows = []
    for row in sheet.iter(S + 'row'):
        cells = []
        for cell in row.findall(S + 'c'):
            kind, raw = cell.get('t', 'n'), cell.findtext(S + 'v')
            at = column(cell.get('r')) if cell.get('r') else len(cells)
            cells += [None] * (at - len(cells))
            if cell.find(S + 'f') is not None:
                value = ('formula', cell.findtext(S + 'f'))
            elif kind == 's':
                value = strings[int(raw)]
            elif kind == 'inlineStr':
                value = ''.join(one.text or '' for one in cell.iter(S + 't'))
            elif kind in ('str', 'e'):
                value = raw or ''
            elif kind == 'b':
                value = raw == '1'
            elif raw is None:
                value = None
            else:
                style = int(cell.get('s', 0))
                number = float(raw)
                if style < len(dates) and dates[style]:
                    value = datetime.date(1899, 12, 30) + datetime.timedelta(number)
                else:
                    value = int(number) if number.is_integer() else number
            cells.append(value)
        rows.append(cells)
    return rows


def excel_view(found):
    """Of every sheet: the first row stays in sight, a filter covers the table, columns have widths."""
    faults = [] if sheets(found) else ['no sheet']
    for name, sheet in sheets(found):
        pane = sheet.find(f'{S}sheetViews/{S}sheetView/{S}pane')
        if pane is None or pane.get('state') != 'frozen' or pane.get('ySplit') != '1':
            faults.append(f'{name}: the first row is not frozen')
        area = sheet.find(S + 'autoFilter')
        rows = rows_of(found, sheet)
        if area is None:
            faults.append(f'{name}: no filter')
        elif not area.get('ref', '').startswith('A1:') or column(area.get('ref').split(':')[1]) != len(rows[0]) - 1:
            faults.append(f'{name}: a filter over {area.get("ref")}')
        if sheet.find(f'{S}cols/{S}col') is None:
            faults.append(f'{name}: no widths of columns')
        if not rows or not all(isinstance(value, str) and value for value in rows[0]) or len(set(rows[0])) < len(rows[0]):
            faults.append(f'{name}: columns without a name of their own')
        if len(rows) < 2:
            faults.append(f'{name}: no rows')
    return faults


def excel_types(found):
    """Nothing is a formula; what looks like a date is one, what looks like a number is one, but for codes (a zero in front, letters, a column of codes)."""
    faults, kinds = [], set()
    for name, sheet in sheets(found):
        rows = rows_of(found, sheet)
        for number, row in enumerate(rows[1:], 2):
            for at, value in enumerate(row):
                title = rows[0][at] if at < len(rows[0]) and isinstance(rows[0][at], str) else ''
                code = re.search(r'(?i)\bcode\b|insee|siren|d[ée]partement|identifia?nt|identifier', title)
                kinds.add(type(value))
                if isinstance(value, tuple):
                    faults.append(f'{name}, line {number}: a formula: {value[1]}')
                elif isinstance(value, str) and DATE.fullmatch(value):
                    faults.append(f'{name}, line {number}, {title}: a date as text: {value}')
                elif isinstance(value, str) and NUMBER.fullmatch(value) and not code and not re.match(r'0\d', value) and not re.search(r'(?i)\bn(om|ame)\b|texte?|titre|title', title):
                    faults.append(f'{name}, line {number}, {title}: a number as text: {value}')
                elif code and isinstance(value, (int, float)) and not isinstance(value, bool):
                    faults.append(f'{name}, line {number}, {title}: a code as a number: {value}')
    return faults, kinds


# ---- samples ------------------------------------------------------------------------------------------------------------------------------

SAMPLE = '# Note & co\n\n## À **décider**\n\nUn texte.\n\n- un point\n- deux points\n\n| A | B |\n|---|---|\n| c | d |\n'


def zipped(parts, twice=None):
    data = io.BytesIO()
    with zipfile.ZipFile(data, 'w') as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text)
    return data.getvalue()


def types(overrides):
    return ('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>' + ''.join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in overrides.items()) + '</Types>')


def relations(*pairs):
    office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    package = 'http://schemas.openxmlformats.org/package/2006/relationships/metadata/'
    return ('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' +
            ''.join(f'<Relationship Id="r{i}" Type="{package if kind == "core-properties" else office}{kind}" Target="{target}"/>' for i, (kind, target) in enumerate(pairs)) + '</Relationships>')


def samples():
    """A small text and a small table that have all it takes, as parts."""
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    kind = 'application/vnd.openxmlformats-officedocument.wordprocessingml.'

    def p(text, style='', item=''):
        return f'<w:p><w:pPr>{style and f"<w:pStyle w:val=%s{style}%s/>" % (chr(34), chr(34))}{item}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'
    item = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    cells = [['A', 'B'], ['c', 'd']]
    width = '<w:tcPr><w:tcW w:w="4000" w:type="dxa"/></w:tcPr>'
    rows = ''.join('<w:tr>' + ('<w:trPr><w:tblHeader/></w:trPr>' if row is cells[0] else '') + ''.join(f'<w:tc>{width}{p(cell)}</w:tc>' for cell in row) + '</w:tr>' for row in cells)
    table = f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="4000"/><w:gridCol w:w="4000"/></w:tblGrid>{rows}</w:tbl>'
    body = (p('Note &amp; co', 'Titre') + p('À décider', 'Titre1') + p('Un texte.') + p('un point', '', item) + p('deux points', '', item) + table + p('') +
            '<w:sectPr><w:footerReference w:type="default" r:id="r1"/><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>')
    named = ''.join(f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{says}"/></w:style>' for name, says in (('Titre', 'Title'), ('Titre1', 'heading 1'), ('Titre2', 'heading 2')))
    word = {
        '[Content_Types].xml': types({'word/document.xml': kind + 'document.main+xml', 'word/styles.xml': kind + 'styles+xml', 'word/footer1.xml': kind + 'footer+xml',
                                      'word/numbering.xml': kind + 'numbering+xml', 'docProps/core.xml': 'application/vnd.openxmlformats-package.core-properties+xml'}),
        '_rels/.rels': relations(('officeDocument', 'word/document.xml'), ('core-properties', 'docProps/core.xml')),
        'word/document.xml': f'<w:document {w}><w:body>{body}</w:body></w:document>',
        'word/_rels/document.xml.rels': relations(('styles', 'styles.xml'), ('footer', 'footer1.xml'), ('numbering', 'numbering.xml')),
        'word/styles.xml': f'<w:styles {w}><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="fr-FR"/></w:rPr></w:rPrDefault></w:docDefaults>{named}</w:styles>',
        'word/footer1.xml': f'<w:ftr {w}><w:p><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>',
        'word/numbering.xml': f'<w:numbering {w}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="–"/></w:lvl></w:abstractNum>'
                              '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>',
        'docProps/core.xml': '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
                             '<dc:title>Note &amp; co</dc:title><dc:language>fr</dc:language></cp:coreProperties>',
    }
    s = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    kind = 'application/vnd.openxmlformats-officedocument.spreadsheetml.'
    line = '<row r="1"><c r="A1" t="inlineStr"><is><t>Code</t></is></c><c r="B1" t="inlineStr"><is><t>Jour</t></is></c><c r="C1" t="inlineStr"><is><t>Heures</t></is></c></row>'
    data = '<row r="2"><c r="A2" t="inlineStr"><is><t>01004</t></is></c><c r="B2" s="1"><v>46349</v></c><c r="C2"><v>2.5</v></c></row>'
    excel = {
        '[Content_Types].xml': types({'xl/workbook.xml': kind + 'sheet.main+xml', 'xl/worksheets/sheet1.xml': kind + 'worksheet+xml', 'xl/styles.xml': kind + 'styles+xml'}),
        '_rels/.rels': relations(('officeDocument', 'xl/workbook.xml')),
        'xl/workbook.xml': f'<workbook {s}><sheets><sheet name="Actions" sheetId="1" r:id="r0"/></sheets></workbook>',
        'xl/_rels/workbook.xml.rels': relations(('worksheet', 'worksheets/sheet1.xml'), ('styles', 'styles.xml')),
        'xl/worksheets/sheet1.xml': f'<worksheet {s}><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
                                    f'<cols><col min="1" max="3" width="20"/></cols><sheetData>{line}{data}</sheetData><autoFilter ref="A1:C2"/></worksheet>',
        'xl/styles.xml': f'<styleSheet {s}><fonts count="1"><font/></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
                         '<cellXfs count="2"><xf numFmtId="0" xfId="0"/><xf numFmtId="14" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>',
    }
    return word, excel


WORD = {
    'package': lambda data: package(data, 'docx'),
    'headings': lambda data: word_headings(Package(data), SAMPLE), 'tables': lambda data: word_tables(Package(data), SAMPLE), 'text': lambda data: word_text(Package(data), SAMPLE),
    'lists': lambda data: word_lists(Package(data), SAMPLE), 'language': lambda data: word_language(Package(data), 'fr'),
    'properties': lambda data: word_properties(Package(data), 'fr', 'Note & co'), 'pages': lambda data: word_pages(Package(data)),
}
EXCEL = {
    'package': lambda data: package(data, 'xlsx'), 'view': lambda data: excel_view(Package(data)), 'types': lambda data: excel_types(Package(data))[0],
}
# (what looks, part, what is there, what takes its place: None leaves the part out): each must be found.
DAMAGE = [
    (WORD, 'package', 'word/document.xml', '</w:body>', ''), (WORD, 'package', 'word/styles.xml', None, None), (WORD, 'package', '[Content_Types].xml', 'word/footer1.xml', 'word/footer2.xml'),
    (WORD, 'package', '[Content_Types].xml', '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml"', '<Override PartName="/word/d.xml"'),
    (WORD, 'package', 'word/document.xml', 'r:id="r1"', 'r:id="r9"'), (WORD, 'package', 'word/_rels/document.xml.rels', 'Target="numbering.xml"', 'Target="n.xml"'),
    (WORD, 'package', '_rels/.rels', 'docProps/core.xml', 'docProps/c.xml'), (WORD, 'package', '[Content_Types].xml', 'document.main', 'template.main'),
    (WORD, 'package', 'word/_rels/document.xml.rels', '<Relationship Id="r2"', '<Relationship Id="r2x" TargetMode="External"'),
    (WORD, 'headings', 'word/document.xml', '"Titre1"', '"Corps"'), (WORD, 'headings', 'word/document.xml', 'À décider', 'À voir'), (WORD, 'headings', 'word/styles.xml', 'heading 1', 'Chapitre'),
    (WORD, 'tables', 'word/document.xml', '<w:tblHeader/>', ''), (WORD, 'tables', 'word/document.xml', '<w:tblHeader/>', '<w:tblHeader w:val="0"/>'),
    (WORD, 'tables', 'word/document.xml', '<w:gridCol w:w="4000"/>', ''), (WORD, 'tables', 'word/document.xml', '<w:t>d</w:t>', '<w:t>e</w:t>'),
    (WORD, 'text', 'word/document.xml', 'Un texte.', ''), (WORD, 'text', 'word/document.xml', 'Un texte.', 'Un texte. **Gras**'), (WORD, 'lists', 'word/document.xml', '<w:numId w:val="1"/></w:numPr>', None),
    (WORD, 'language', 'word/styles.xml', 'fr-FR', 'en-US'), (WORD, 'language', 'word/styles.xml', '<w:lang w:val="fr-FR"/>', ''),
    (WORD, 'properties', 'docProps/core.xml', 'Note &amp; co', ''), (WORD, 'properties', 'docProps/core.xml', '>fr<', '>en<'),
    (WORD, 'pages', 'word/footer1.xml', 'PAGE', 'DATE'), (WORD, 'pages', 'word/document.xml', '11906', '12240'), (WORD, 'pages', 'word/document.xml', '<w:footerReference w:type="default" r:id="r1"/>', ''),
    (EXCEL, 'package', 'xl/worksheets/sheet1.xml', '<v>', '<w>'), (EXCEL, 'package', 'xl/workbook.xml', 'r:id="r0"', 'r:id="r7"'), (EXCEL, 'package', 'xl/styles.xml', None, None),
    (EXCEL, 'view', 'xl/worksheets/sheet1.xml', 'state="frozen"', ''), (EXCEL, 'view', 'xl/worksheets/sheet1.xml', '<autoFilter ref="A1:C2"/>', ''),
    (EXCEL, 'view', 'xl/worksheets/sheet1.xml', 'ref="A1:C2"', 'ref="A1:B2"'), (EXCEL, 'view', 'xl/worksheets/sheet1.xml', '<cols><col min="1" max="3" width="20"/></cols>', ''),
    (EXCEL, 'view', 'xl/worksheets/sheet1.xml', 'Jour', 'Code'),
    (EXCEL, 'types', 'xl/worksheets/sheet1.xml', '<c r="B2" s="1"><v>46349</v></c>', '<c r="B2" t="inlineStr"><is><t>2026-11-23</t></is></c>'),
    (EXCEL, 'types', 'xl/worksheets/sheet1.xml', '<c r="C2"><v>2.5</v></c>', '<c r="C2" t="inlineStr"><is><t>2,5</t></is></c>'),
    (EXCEL, 'types', 'xl/worksheets/sheet1.xml', '<c r="C2"><v>2.5</v></c>', '<c r="C2"><f>1+1</f><v>2</v></c>'),
    (EXCEL, 'types', 'xl/worksheets/sheet1.xml', '<c r="A2" t="inlineStr"><is><t>01004</t></is></c>', '<c r="A2"><v>1004</v></c>'),
]


def unsound():
    """By check: what is found in a good sample, and what is not in a damaged one."""
    word, excel = samples()
    faults = {}
    for judges, parts in ((WORD, word), (EXCEL, excel)):
        for name, judge in judges.items():
            problems = judge(zipped(parts))
            faults[f'{"docx" if judges is WORD else "xlsx"}: {name}'] = [f'found in what is good: {problem}' for problem in problems]
    for judges, name, part, old, new in DAMAGE:
        parts = dict(word if judges is WORD else excel)
        if old is None:
            del parts[part]
        elif name == 'lists':
            parts[part] = parts[part].replace('<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>', '')
        else:
            assert old in parts[part], (part, old)
            parts[part] = parts[part].replace(old, new, 1)
        if not judges[name](zipped(parts)):
            faults[f'{"docx" if judges is WORD else "xlsx"}: {name}'].append(f'not found: {part}: {old} → {new}')
    for data in (b'', b'text', zipped(word)[:400]):
        if not package(data, 'docx'):
            faults['docx: package'].append(f'not found: {data[:10]}')
    _, kinds = excel_types(Package(zipped(excel)))
    if not {str, datetime.date, float} <= kinds:
        faults['xlsx: types'].append(f'kinds of cells: {kinds}')
    return faults
