#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Wherever a text of the user lands it is text: with a hostile text in every field, each output reads, for the reader it is meant for, as it
does with a harmless word, that word replaced. Every comparison is tried first on an output into which the text was put unescaped.
PLANNER is the program. Not tried: names of emoji such as :smile:, which pandoc turns into
pictures; the vectors of the escape (tests/data/markdown-escape.jsonl) leave their colons alone."""
import concurrent.futures, csv, html.parser, io, json, os, re, subprocess, tempfile
import xml.etree.ElementTree as xml
import lib
from lib import ENV, faultless as verdict, planner

work = lib.folder()
pool = concurrent.futures.ThreadPoolExecutor(os.cpu_count())

HARMLESS = 'Qzword'  # in no text of ours

# Kinds of breaks: texts, each put into all fields at once.
PAYLOADS = {
    'Markdown': ['*a* **b** _c_ __d__', '`code` ``x``', '[link](http://x.example)', '![image](x.png)', '[ref]: http://x.example', '# title', 'a #', '## a ##',
                 '- item', '+ item', '* item', '1. item', '1) item', '(a) item', 'iv. item', '> quote', '---', '***', '___', '===', '```sh', '~~~',
                 '    indented', '- [ ] task', '[^1]', '^[note]', '~~gone~~ H~2~O x^2^', 'a\\', '\\*a\\*', '[a][b] [c]', '[text]{.class #id}', '{.class}', '::: box',
                 ': definition', '@doe2011 [@doe2011]', '% title', 'http://x.example www.x.example a@x.example',
                 'ftp://x.example mailto:a@x.example xmpp:a@x.example/b', '<http://x.example>', '==mark== ++ins++', '[[wiki]]', '(@) example', '#. item',
                 '[x]: <y> "z"', '"smart" \'quotes\' -- ... ---', 'Table: x', '| line block'],
    'pipes': ['a | b', '|---|---|', 'a \\| b', '|', '`a|b`'],
    'HTML': ['<script>alert(1)</script>', '</title><b>x', '</style><img src=x onerror=alert(1)>', '<!-- x -->', '-->', ']]>', '<![CDATA[x]]>', '<?php x ?>', '<!DOCTYPE x>',
             '&lt;b&gt; &amp; &#60; &eacute; &x', '" onmouseover="alert(1)', "' onclick='alert(1)", '<a href="javascript:alert(1)">x</a>', '<br/>', '</td></tr></table>',
             '<svg onload=alert(1)>', '</text></svg><script>x</script>', '<div>', '<textarea>', 'x:expression(1);}'],
    'JSON': ['","x":"y', '\\u0022', '\\', '"', '{"a": [1, null]}', "\\'"],
    'CSV': ['=1+1', '+1+1', '-1+1', '@SUM(1)', '=HYPERLINK("http://x.example";"y")', '=cmd|\' /C calc\'!A0', '\t=1+1', '\r=1+1', '  =1+1', '\u200b=1+1', 'a,b', 'a;b', '"a","b"', 'a""b', "'=1",
            'a\r\nb', '\uff1d1+1', '\uff0b1', '\uff0d1', '\uff20x'],
    'iCalendar': ['x\nEND:VEVENT\nBEGIN:VALARM', 'x\r\nEND:VCALENDAR', 'x\\nEND:VEVENT', 'a;b,c:d', 'x\r\n ATTACH:http://x.example', 'é' * 90, 'x\u2028END:VEVENT'],
    'YAML': ['"', '\\', "'", 'x"\n---\n# a', '...', '---', 'a: b', '#c', '!!js x', '&a *a', '%YAML', '{a', '[a', '? a', 'null', '~', 'yes', '1e3', '0x10', '2026-11-23', 'a"\nlang: "xx'],
    'LaTeX': ['\\input{/etc/passwd}', '$x$', '$$x$$', '\\(x\\) \\[y\\]', '\\begin{verbatim}', '%x', 'a_b^c', '#1', '~', '\\write18{x}'],
    'templates': ['{name}', '%1 %s %n %L', '{0}', '${HOME}', '`id`', '$(id)', '{{x}}'],
}
if 'ROUNDS' in os.environ:  # slow builds: a quarter
    PAYLOADS = {kind: texts[::4] for kind, texts in PAYLOADS.items()}


def run(*arguments, env=ENV, data=None):
    return subprocess.run([planner, *arguments], env=env, input=data, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)


def out(*arguments):
    done = run(*arguments)
    assert done.returncode == 0, (arguments, done.stderr)
    return done.stdout


def pipe(data, *command):
    """What a reader makes of it. Rules of pipe tables are in proportion to what their columns hold: here they are all alike."""
    data = re.sub(rb'(?m)^(\|-+)+\|$', lambda rule: b'|---' * (rule[0].count(b'|') - 1) + b'|', data)
    return subprocess.run(command, input=data, stdout=subprocess.PIPE, check=True, timeout=120).stdout


def clean(text):
    """What a reader sees of a text on one line, said once more and independently of the program."""
    text = re.sub('[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]', '', text)
    return re.sub('[ \t-\r\x85\u2028\u2029]+', ' ', text).strip(' ')


def write(name, text):
    path = os.path.join(work, name)
    with open(path, 'w', encoding='utf-8', newline='') as f:
        f.write(text)
    return path


def profile(text, name='p.yaml', language='en'):
    """A profile with this text in all its free fields. JSON's quoting is YAML's."""
    t = json.dumps(text, ensure_ascii=True)
    step = json.dumps(text + ' ', ensure_ascii=True)
    return write(name, f'''\
name: {t}
kind: commune
population: 15200
department: {t}
language: {language}
notes: {t}
goals: [visibility, dialogue, employment]
validation_chain:
  - {{step: {t}, by: author, delay: 2h}}
  - {{step: {step}, by: mayors-office, delay: 2d}}
presence:
  accounts:
    - {{platform: facebook, name: {t}, owner: unofficial, followers: 3400}}
    - {{platform: x, name: {t}, owner: official}}
exceptions:
  - {{advice: usage-charter, reason: {t}}}
''')


# ---- readers: bytes into a tree of lists and texts -----------------------------------------------------------

def joined(items):
    """Texts that follow one another as one."""
    result = []
    for item in items:
        if isinstance(item, str) and result and isinstance(result[-1], str):
            result[-1] += item
        else:
            result.append(item)
    return result


def xml_tree(element):
    tag = element.tag.split('}')[-1]
    if tag == 'text':
        return element.text or ''
    if tag == 'softbreak':
        return ' '
    inner = [xml_tree(child) for child in element]
    if tag == 'link' and len(inner) == 1 and '@' in inner[0] and element.get('destination') in (inner[0], 'mailto:' + inner[0]):
        return inner[0]  # GitHub links addresses of mail in any text, escaped or not; what is seen is the text
    attributes = sorted((k, v) for k, v in element.attrib.items() if not k.startswith('{'))
    return [tag, *attributes, *joined(inner)] if inner else [tag, *attributes, element.text or '']


def cmark(data):
    return xml_tree(xml.fromstring(pipe(data, 'cmark', '-t', 'xml')))


def cmark_gfm(data):
    extensions = [word for name in ('table', 'autolink', 'strikethrough', 'tasklist', 'footnotes') for word in ('-e', name)]
    return xml_tree(xml.fromstring(pipe(data, 'cmark-gfm', *extensions, '-t', 'xml')))


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found = []

    def handle_starttag(self, tag, attributes):
        self.found.append(['<', tag, *map(list, attributes)])

    def handle_endtag(self, tag):
        self.found.append(['/', tag])

    def handle_data(self, data):
        self.found.append(data)

    def other(self, data):
        self.found.append(['?', data])

    handle_comment = handle_decl = handle_pi = unknown_decl = other


def page(data):
    parser = Page()
    parser.feed(data.decode('utf-8'))
    parser.close()
    return joined(parser.found)


def gfm_page(data):
    return page(pipe(data, 'cmark-gfm', '--unsafe', '-e', 'table', '-t', 'html'))


def pandoc_tree(node):
    """The tree of pandoc with neighbouring words joined, and without the identifiers it makes out of titles."""
    if isinstance(node, dict):
        kind = node.get('t')
        if kind in ('Space', 'SoftBreak'):
            return ' '
        if kind == 'Str':
            return node['c']
        if kind in ('ColWidth', 'ColWidthDefault'):  # pandoc weighs the columns once a row is longer than its page
            return 'ColWidth'
        if kind == 'Header':
            return ['Header', node['c'][0], pandoc_tree(node['c'][2])]
        return [kind, pandoc_tree(node['c'])] if kind and 'c' in node else [[key, pandoc_tree(node[key])] for key in sorted(node)]
    return joined([pandoc_tree(item) for item in node]) if isinstance(node, list) else [node] if not isinstance(node, str) else ['=', node]


def pandoc(dialect):
    def read(data):
        return pandoc_tree({k: v for k, v in json.loads(pipe(data, 'pandoc', '-f', dialect, '-t', 'json')).items() if k != 'pandoc-api-version'})
    return read


def spreadsheet(separator):
    """The tab that keeps a text from being read as a number is not shown."""
    return lambda data: [[cell[cell.startswith('\t'):] for cell in row] for row in csv.reader(io.StringIO(data.decode('utf-8'), newline=''), delimiter=separator, strict=True)]


def jq(data):
    """jq says what it read; its output is read back. The seal is that of these very facts."""
    return [{**one, 'seal': ''} for one in (json.loads(line) for line in pipe(data, 'jq', '-c', '.').splitlines())]


def calendar(data):
    """RFC 5545: content lines, unfolded, with components well nested and texts unescaped."""
    lines = data.decode('utf-8').split('\r\n')
    assert lines.pop() == '' and not any(re.search('[\x00-\x08\x0a-\x1f\x7f]', line) or len(line.encode()) > 75 for line in lines), 'lines'
    tree, open_ones = [], []
    for line in '\r\n'.join(lines).replace('\r\n ', '').split('\r\n'):
        name, _, value = line.partition(':')
        assert re.fullmatch('[A-Z-]+(;[A-Z]+=[A-Z]+)*', name), line
        if name == 'BEGIN':
            open_ones.append(value)
        elif name == 'END':
            assert open_ones.pop() == value, line
        elif name != 'UID':  # a slug of the name: checked as such
            assert re.fullmatch(r'(?:[^\\;,]|\\[\\;,n])*', value), line
            value = re.sub(r'\\(.)', lambda found: '\n' if found[1] == 'n' else found[1], value)
        else:
            assert re.fullmatch('[a-z0-9-]+@planner', value), line
            value = 'UID'
        tree.append([len(open_ones), name, value])
    assert not open_ones, 'open components'
    return tree


# ---- outputs -------------------------------------------------------------------------------------------------

def summary(extension, form):
    def write_summary(path):
        folder = tempfile.mkdtemp(dir=work)
        target = folder + extension
        assert run('batch', '--force', '-d', folder, '-f', 'json', '--lang', 'en', '--summary', target, '--summary-format', form, path).returncode == 0
        with open(target, 'rb') as f:
            data = f.read()
        name, = (one for one in os.listdir(folder) if one[0] != ".")
        data = data.replace(f'{os.path.basename(folder)}/{name}'.encode(), b'REPORT')  # where links lead
        return re.sub(re.escape(name.encode()).replace(rb'\.', rb'\\?\.'), b'REPORT', data, count=1)  # Markdown escapes the dot of `1.json`
    return write_summary


def command(*arguments):
    return lambda path: out(arguments[0], path, *arguments[1:])


def compared(form):
    def write_difference(path):
        other = os.path.join(work, 'other.yaml')
        return out('compare', other, path, '--lang', 'en', '-f', form)
    return write_difference


REPORT = command('plan', '--lang', 'en')
SHORT = command('plan', '--lang', 'en', '--document', 'full', '--sections', 'known,circuit')
FRENCH = command('plan', '--lang', 'fr', '--document', 'full', '--sections', 'known,circuit')
EXCEL = spreadsheet(';')
# An output, the reader it is meant for, and what goes in unescaped to show that the comparison notices.
SINKS = [
    ('report, cmark', SHORT, cmark, '<b>x</b>'),
    ('strategy, cmark-gfm', REPORT, cmark_gfm, '*a*'),
    ('report, cmark-gfm', SHORT, cmark_gfm, 'a | b'),
    ('report, cmark-gfm to HTML', SHORT, gfm_page, '<b>x</b>'),
    ('French report, cmark-gfm', FRENCH, cmark_gfm, 'http://x.example'),
    ('circuit, cmark-gfm', command('chain', '--lang', 'en'), cmark_gfm, '*a*'),
    ('difference, cmark-gfm', compared('md'), cmark_gfm, '`a`'),
    ('difference, jq', compared('json'), jq, '","x":"y'),
    ('summary, cmark-gfm', summary('.md', 'md'), cmark_gfm, '|'),
    ('summary, csv', summary('.csv', 'csv'), spreadsheet(','), 'a,b'),
    ('summary, csv-fr', summary('.csv', 'csv-fr'), EXCEL, '=1+1'),
    ('summary, jq', summary('.jsonl', 'jsonl'), jq, '","x":"y'),
    ('HTML', command('plan', '--lang', 'en', '-f', 'html'), page, '</title><b>x'),
    ('JSON', command('plan', '-f', 'json'), jq, '","x":"y'),
    ('accounts, csv', command('plan', '-f', 'csv', '--sections', 'accounts'), spreadsheet(','), '"a","b"'),
    ('accounts, csv-fr', command('plan', '-f', 'csv-fr', '--sections', 'accounts'), EXCEL, '=1+1'),
    ('actions, csv', command('plan', '-f', 'csv', '--lang', 'en'), spreadsheet(','), None),
    ('calendar', command('plan', '-f', 'ics', '--lang', 'en'), calendar, 'x\r\nEND:VEVENT\r\nBEGIN:VALARM'),
]
# pandoc is slow to start: all reports go through it at once.
PANDOC = [('gfm', SHORT, '*a*'), ('commonmark_x-smart', SHORT, 'x :smile: y'), ('markdown-smart', SHORT, '\\input{x}')]
FORMULA = tuple('=+-@\uff1d\uff0b\uff0d\uff20')


def put(tree, text, cells):
    """The tree of the harmless word with the text in its place."""
    if isinstance(tree, str):
        there = tree.replace(HARMLESS, text)
        return "'" + there if cells and there != tree and there.startswith(FORMULA) else there
    if isinstance(tree, dict):
        return {key: put(value, text, cells) for key, value in tree.items()}
    return type(tree)(put(item, text, cells) for item in tree) if isinstance(tree, (list, tuple)) else tree


def seen(tree):
    """Texts as they are seen: JSON keeps line ends and tabs of a text, escaped."""
    if isinstance(tree, str):
        return clean(tree)
    if isinstance(tree, dict):
        return {key: seen(value) for key, value in tree.items()}
    return [seen(item) for item in tree] if isinstance(tree, list) else tree


def first_difference(a, b):
    if isinstance(a, dict) and isinstance(b, dict):
        a, b = [item for pair in a.items() for item in pair], [item for pair in b.items() for item in pair]
    if type(a) is not type(b) or not isinstance(a, list):
        return None if a == b else f'{str(a)[:200]!r} became {str(b)[:200]!r}'
    for x, y in zip(a, b):
        if x != y:
            return first_difference(x, y)
    return None if len(a) == len(b) else f'{len(a)} became {len(b)}: {(a + b)[min(len(a), len(b))]!r:.200}'


def compare(read, reference, data, text):
    """What is wrong with an output that should hold the text where the reference holds the harmless word."""
    try:
        tree = read(data)
    except (AssertionError, ValueError, csv.Error, xml.ParseError, subprocess.CalledProcessError) as error:
        return f'cannot be read: {error}'
    cells = read.__qualname__.startswith('spreadsheet')
    wanted = put(reference, clean(text), cells)
    if read is jq:
        tree, wanted = seen(tree), seen(wanted)
    return first_difference(wanted, tree) if tree != wanted else None


def check_sinks():
    harmless = profile(HARMLESS)
    write('other.yaml', 'name: Other\nkind: commune\n')
    references = {}
    for name, make, read, raw in SINKS:
        data = make(harmless)
        references[name] = read(data)
        if raw is not None:  # the actions hold none of the user's texts
            spoilt = data.replace(HARMLESS.encode(), raw.encode())
            verdict(f'{name}: {raw!r} unescaped would be noticed', not (HARMLESS.encode() in data and compare(read, references[name], spoilt, raw)) and 'it is not')
            verdict(f'{name}: another text would be noticed', not compare(read, references[name], data, 'Other') and 'it is not')
    for kind in PAYLOADS:
        paths = [(text, profile(text, f'{kind}-{i}.yaml')) for i, text in enumerate(PAYLOADS[kind])]
        for name, make, read, _ in SINKS:
            def check(pair):
                text, path = pair
                found = compare(read, references[name], make(path).replace(os.path.basename(path).encode(), b'p.yaml'), text)
                return [f'{text!r}: {found}'] if found else []
            verdict(f'{name}: {kind}', '; '.join(sum(pool.map(check, paths), [])[:4]))


def check_pandoc():
    for dialect, make, raw in PANDOC:
        read = pandoc(dialect)
        data = make(profile(HARMLESS))
        reference = read(data)
        spoilt = data.replace(HARMLESS.encode(), raw.encode())
        verdict(f'pandoc {dialect}: {raw!r} unescaped would be noticed', not compare(read, reference, spoilt, raw) and 'it is not')
        for kind, texts in PAYLOADS.items():
            one = b'\n\n'.join(make(profile(text)) for text in texts)
            wanted = [block for text in texts for block in put(dict(reference)['blocks'], clean(text), False)]
            got = dict(read(one))['blocks']
            verdict(f'pandoc {dialect}: {kind}', first_difference(wanted, got) if wanted != got else None)


FRONT = re.compile(rb'---\ntitle: (.*)\nlang: "en"\ndate: "2026-11-23"\ngenerator: "planner [0-9.]+"\n---\n\n(?!---)')


def titles(values):
    """What pandoc makes of titles, each one read as Markdown in YAML; their metadata in one block, since pandoc is slow to start."""
    block = b''.join(b't%03d: %s\n' % (i, value) for i, value in enumerate(values))
    done = subprocess.run(['pandoc', '-f', 'commonmark_x-smart', '-t', 'json'], input=b'---\n' + block + b'---\n\nx\n', stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, timeout=120)
    return [pandoc_tree(value['c']) for _, value in sorted(json.loads(done.stdout)['meta'].items())] if done.returncode == 0 else []


def check_front_matter():
    make = command('plan', '--lang', 'en', '--front-matter', '--sections', 'goals')
    data = make(profile(HARMLESS))
    value = FRONT.match(data)[1]
    reference, = titles([value])
    for raw in ('*a*', ':smile:', '"', '\\'):
        spoilt = titles([value.replace(HARMLESS.encode(), raw.encode())])
        verdict(f'front matter: {raw!r} unescaped would be noticed', spoilt == [put(reference, raw, False)] and 'it is not')
    verdict('front matter: a line unescaped would be noticed', FRONT.match(data.replace(HARMLESS.encode(), b'x"\nlang: "xx')) and 'it is not')
    for kind, texts in PAYLOADS.items():
        found = [FRONT.match(make(profile(text))) for text in texts]
        values = titles([match[1] for match in found if match])
        wanted = [put(reference, clean(text), False) for text in texts]
        problem = 'the block is another' if not all(found) else first_difference(wanted, values)
        verdict(f'front matter, pandoc: {kind}', problem if values != wanted else None)


check_sinks()
check_pandoc()
check_front_matter()
