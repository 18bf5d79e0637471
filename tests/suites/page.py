#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The plan as a page of HTML, read by a strict checker (page_checker.py) which is itself tested on damaged pages; its figures against the plan, its
texts against the report in Markdown.   PLANNER is the program"""
import html, json, os, re, subprocess, tempfile
from collections import Counter

import lib
from lib import ENV, faultless as verdict, planner
from page_checker import RULES, Page, weeks

EXAMPLES = lib.examples() + ['tests/data/without-delays.yaml']
WORDS = {'fr': r"\b(?:the|which|with|from|should|whose|authority|goals|followers|hours)\b", 'en': r'\b(?:avec|dans|cette|sont|doit|objectifs|jeunes|heures|lundi)\b'}


def out(*arguments):
    done = subprocess.run([planner, *arguments], env=ENV, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)
    assert done.returncode == 0 and done.stdout, (arguments, done.stderr)
    return done.stdout.decode()


def faults(page):
    return [f'{rule.__name__}: {fault}' for rule in RULES for fault in rule(page)]


def plain(text):
    return ' '.join(text.replace('\u00a0', ' ').replace('\u202f', ' ').split())


def texts(root, *tags):
    return Counter(plain(n.text()) for n in root.all(*tags))


def markdown(source):
    """The report in Markdown as pandoc reads it: a tree to compare with the page."""
    done = subprocess.run(['pandoc', '-f', 'gfm', '-t', 'html', '--wrap=none'], input=source.encode(), stdout=subprocess.PIPE, check=True)
    return Page(done.stdout.decode()).root


def labels():
    """What reports say, by language, from the knowledge; templates are left out."""
    found = {'fr': set(), 'en': set()}
    with open('src/knowledge/labels.yaml', encoding='utf-8') as file:
        for language, text in re.findall(r'\b(fr|en): "((?:[^"\\]|\\.)*)"', file.read()):
            found[language].add(plain(text.replace("'", '’')))
    return {'fr': found['fr'] - found['en'], 'en': found['en'] - found['fr']}


LABELS = labels()


def check_language(page, plan, language, profile):
    other = {'fr': 'en', 'en': 'fr'}[language]
    wrong = [t for t in texts(page.root, 'h1', 'h2', 'h3', 'caption', 'th', 'td', 'dt', 'dd', 'summary', 'figcaption', 'text', 'a') if t in LABELS[other] and t not in profile]
    said = ' '.join(n.text() for n in page.root.all('section') if n.get('id') not in ('proof', 'law', 'known', 'circuit'))
    said += ' '.join(n.get('aria-label') or '' for n in page.root.all()) + ' '.join(n.text() for n in page.root.all('h2', 'th', 'caption', 'summary', 'text'))
    for exception in plan['exceptions']:  # the reason is the profile's, in its own language
        said = said.replace(exception['reason'] or '', '')
    for step in re.findall(r'\bstep: ([^,}\n]+)', profile):  # and so are the names of steps
        said = said.replace(step, '')
    wrong += [f'lang={page.root.first("html").get("lang")}'] if page.root.first('html').get('lang') != language else []
    return wrong + re.findall(f'.{{0,30}}{WORDS[language]}.{{0,30}}', said)


def check_weeks(page, plan, drawn, classes):
    """The map, its table, the plan as data and the map of `chain`, drawn with characters, say the same of each hour."""
    found = list(weeks(page))
    pictures = [''.join(line.ljust(38)[14:38] for line in p.splitlines()[1:8]) for p in re.split(r'(?m)^ *0 +6 +12 +18', drawn)[1:]]
    if len(found) != len(classes) or len(pictures) != len(classes):
        return f'{len(found)} maps, {len(pictures)} pictures, {len(classes)} classes'
    for (levels, waits), one, picture in zip(found, classes, pictures):
        target, known = one['target_minutes'], not one['bare']['lower_bound']
        if levels != [None if c == ' ' else '.+o#?'.index(c) for c in picture]:
            return f'{one["class"]}: the rectangles and the picture of `chain` differ'
        if not known:
            if set(waits) - {None, ''} or {*one['week_p90_minutes'], one['p90_minutes'], one['within_target_percent']} != {None}:
                return f'{one["class"]}: a wait is told though delays are missing'
            continue
        if levels != [None if w is None else 0 if w <= target else 1 if w < 1440 else 2 if w < 4320 else 3 for w in one['week_p90_minutes']]:
            return f'{one["class"]}: the rectangles are not those of the figures'
        for wait, said in zip(one['week_p90_minutes'], waits):
            if (wait is None) != (said == '') or (wait is not None and abs(wait - said) > (0 if wait < 60 else 30 if wait < 1440 else 360)):
                return f'{one["class"]}: the table says {said} for {wait} minutes'
    return ''


def check_same(page, report):
    """Every heading and cell of the report, as often; every other text at least once."""
    shown, written = page.root, markdown(report)
    missing = texts(written, 'h1', 'h2', 'h3') - texts(shown, 'h1', 'h2', 'h3') or texts(written, 'td', 'th') - texts(shown, 'td', 'th')
    whole = plain(shown.text())
    return list(missing)[:4] or [t for t in texts(written, 'p', 'li') if t not in whole][:4]


def check_columns(page):
    """No two columns of a table have the same head."""
    heads = [Counter(plain(cell.text()) for cell in table.all('th') if cell.get('scope') == 'col') for table in page.root.all('table')]
    return [head for counted in heads for head, times in counted.items() if times > 1]


def check_bars(page, plan):
    """A bar for each step that has its dates, a row for each step."""
    figure = next((f for f in page.root.all('figure') if any(r.get('class') == 'bar' for r in f.all('rect'))), None)
    drawn = [s for s in plan['steps'] if s['start'] and not s.get('set_aside')]
    if not figure:
        return f'{len(drawn)} steps and no drawing' if drawn else ''
    bars, rows = sum(r.get('class') == 'bar' for r in figure.all('rect')), len(figure.first('tbody').nodes())
    return '' if (bars, rows) == (len(drawn), len(plan['steps'])) else f'{bars} bars and {rows} rows for {len(drawn)} of {len(plan["steps"])} steps'


for example in EXAMPLES:
    for language in ('fr', 'en'):
        name = f'{os.path.basename(example)[:-5]} {language}'
        page = Page(out(example, '--document', 'full', '-f', 'html', '--lang', language))
        for rule in RULES:
            verdict(f'{name}: {rule.__name__}', rule(page))
        plan = json.loads(out(example, '-f', 'json', '--lang', language))
        verdict(f'{name}: one language', check_language(page, plan, language, open(example, encoding='utf-8').read()))
        verdict(f'{name}: the weeks', check_weeks(page, plan, out('chain', example, '--lang', language),
                                                      json.loads(out('chain', example, '-f', 'json'))['chain']['classes']))
        verdict(f'{name}: the bars', check_bars(page, plan))
        verdict(f'{name}: the columns', check_columns(page))
        verdict(f'{name}: what Markdown says', check_same(page, out(example, '--document', 'full', '--lang', language)))

# markup in every field that takes a text
HOSTILE = """</p></td></title></style><script src="//evil.example/x.js">alert('%s')</script><b style="x" onclick='y'>&amp;&lt;%s--><!-- "q" `` | [l](javascript:z)"""
PROFILE = """name: %(name)s
kind: commune
code: %(code)s
department: %(department)s
notes: %(notes)s
validation_chain: [{step: %(step)s, by: author, delay: 1h}, {step: %(second)s, by: mayors-office, delay: 2d}]
presence: {accounts: [{platform: facebook, name: %(account)s, owner: unofficial, followers: 4000}, {platform: instagram, name: %(own)s, owner: official, followers: 20}]}
exceptions: [{advice: instagram, reason: %(reason)s}]
"""
MARKED = ['name', 'notes', 'step', 'second', 'account', 'own', 'reason']


def page_of(values, *options):
    with tempfile.NamedTemporaryFile('w', suffix='.yaml', encoding='utf-8') as file:
        file.write(PROFILE % {field: json.dumps(value) for field, value in values.items()})
        file.flush()
        return Page(out(file.name, '--document', 'full', '-f', 'html', *options))


def skeleton(page):
    return [(n.tag, [(k, v) for k, v in n.attributes.items() if k not in ('aria-label', 'content')]) for n in page.root.all()]


hostile = {'code': '01001', 'department': '01', **{field: HOSTILE % (field, field) for field in MARKED}}
tame = {**hostile, **{field: f'tame {field}' for field in MARKED}}
for language in ('fr', 'en'):
    page, other = page_of(hostile, '--lang', language), page_of(tame, '--lang', language)
    verdict(f'hostile {language}: the rules', faults(page))
    verdict(f'hostile {language}: the elements of a page without markup', skeleton(page) != skeleton(other) and 'another skeleton')
    said, expected = plain(page.root.text()), plain(other.root.text())
    verdict(f'hostile {language}: what a page shows', [field for field in ('name', 'notes', 'step', 'second', 'reason') if tame[field] not in expected])
    for field in MARKED:
        times = expected.count(tame[field]), said.count(plain(hostile[field]))
        verdict(f'hostile {language}: {field} is a text as often as without markup', times[0] != times[1] and times)
    body = page.source[page.source.index('</head>'):]
    verdict(f'hostile {language}: nothing of it unescaped', re.findall(r'<(?:script\b|b\b|!)|</title|</style', body))

# a checker that sees nothing proves nothing: a good page, damaged in one place
GOOD = page_of(tame, '--lang', 'en').source
DAMAGE = [
    ('no caption', r'<caption [^>]*>.*?</caption>\n', ''), ('an empty caption', r'(<caption [^>]*>).*?(</caption>)', r'\1\2'),
    ('no scope of a column', r'<th scope="col">', '<th>'), ('no scope of a row', r'<th scope="row">', '<th>'),
    ('a row headed by a cell', r'<tr><th scope="row">([^<]*)</th>', r'<tr><td>\1</td>'), ('a cell less', r'<td>[^<]*</td></tr>', '</tr>'),
    ('a table not closed', '</table>', ''), ('an item not closed', '</li>', ''), ('ends crossed', '</strong>(.*?)</li>', r'</li>\1</strong>'),
    ('a paragraph in a paragraph', '<p>', '<p><p></p>'), ('a section without its name', r'(<section id="[^"]*") aria-labelledby="[^"]*"', r'\1'),
    ('a name from nowhere', r'aria-labelledby="table-1"', 'aria-labelledby="table-0"'), ('a region without a name', r'tabindex="0" aria-labelledby="[^"]*"', 'tabindex="0"'),
    ('a region out of reach', ' tabindex="0"', ''), ('a drawing without a name', r'role="img" aria-label="[^"]*"', 'role="img"'),
    ('a drawing without a role', 'svg role="img"', 'svg'), ('a drawing without a table', r'(?s)<details>.*?</details>\n', ''),
    ('a jump to nowhere', 'id="contents"', 'id="content"'), ('an id twice', 'id="known"', 'id="decision"'), ('two titles', '<h2 id="known-title">(.*?)</h2>', r'<h1>\1</h1>'),
    ('a level skipped', '<h2 id="readiness-title">(.*?)</h2>', r'<h2 id="readiness-title">\1</h2><h2></h2>'), ('h3 for h2', r'<h2 (id="decision-title")>(.*?)</h2>', r'<h3 \1>\2</h3>'),
    ('no main', '</?main>', '', 0), ('no language', ' lang="en"', ''), ('contents first', r'(?s)(<section id="decision".*?</section>\n)(<nav.*?</nav>\n)', r'\2\1'),
    ('a section that the contents leave out', r'<li><a href="#known">.*?</li>\n', ''), ('a script', '<header>', '<script>x</script><header>'),
    ('an event', '<header>', '<header onclick="x">'), ('a style attribute', '<p>', '<p style="color:red">'), ('an image', '<p>', '<p><img src="https://a.example/">'),
    ('a style sheet from elsewhere', '<style>', '<link rel="stylesheet" href="https://a.example/"><style>'), ('an import', '<style>', '<style>@import "x";'),
    ('a resource in the style', 'svg text {', 'svg text { background: url(x);'), ('a style the policy does not allow', '<style>', '<style> '),
    ('no policy', r'<meta http-equiv[^>]*>\n', ''), ('a wider policy', "default-src 'none'", "default-src 'self'"), ('a link to a script', r'href="https?:[^"]*"', 'href="javascript:x"'),
    ('an attribute without quotes', 'scope="col"', 'scope=col'), ('an attribute twice', 'scope="col"', 'scope="col" scope="col"'), ('an ampersand', 'tame name', 'tame & name'),
    ('a comment', '<main>', '<main><!-- -->'), ('a text between rows', '<tr>', 'x<tr>'), ('a table in a paragraph', r'<p>', '<p><table></table>'), ('an end too many', '</header>', '</header></div>'),
    ('no doctype', '<!DOCTYPE html>\n', ''), ('an end of page too early', r'(?s)</main>.*', '')]
verdict('the checker accepts the good page', faults(Page(GOOD)))
for name, pattern, put, *count in DAMAGE:
    damaged = re.sub(pattern, put, GOOD, count=count[0] if count else 1)
    verdict(f'the checker catches {name}', 'the page was not damaged' if damaged == GOOD else not faults(Page(damaged)) and 'not caught')
