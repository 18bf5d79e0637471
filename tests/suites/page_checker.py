# SPDX-License-Identifier: MIT
"""A strict reader of the pages that `-f html` writes, and the rules a page must keep. Each rule is a function that returns what is wrong. What is not
listed in TAGS does not belong in a page: no script, no handler of events, no style attribute, no remote resource."""
import base64, hashlib, html, re
from html.parser import HTMLParser

COMMON = {'id', 'class'}
LABELLED = {'aria-labelledby', 'aria-label'}
SHAPE = {'x', 'y', 'width', 'height'}
TAGS = {
    'html': {'lang'}, 'head': set(), 'meta': {'charset', 'name', 'content', 'http-equiv'}, 'title': set(), 'style': set(), 'body': set(), 'main': set(),
    'header': set(), 'nav': LABELLED, 'section': LABELLED, 'h1': set(), 'h2': set(), 'h3': set(), 'p': set(), 'ul': set(), 'ol': set(), 'li': set(),
    'dl': set(), 'dt': set(), 'dd': set(), 'a': {'href', 'rel'}, 'strong': set(), 'em': set(), 'div': {'role', 'tabindex'} | LABELLED, 'table': set(),
    'caption': set(), 'thead': set(), 'tbody': set(), 'tr': set(), 'th': {'scope'}, 'td': set(), 'figure': set(), 'figcaption': set(), 'details': set(),
    'summary': set(), 'svg': {'role', 'aria-label', 'aria-hidden', 'viewbox', 'width', 'height'}, 'defs': set(), 'text': {'x', 'y'},
    'pattern': {'width', 'height', 'patternunits'}, 'rect': SHAPE | {'fill'}, 'circle': {'cx', 'cy', 'r'}, 'path': {'d', 'fill'},
        'g': {'stroke', 'stroke-width', 'text-anchor', 'paint-order'}}
VOID = {'meta'}
SELF_CLOSED = {'rect', 'circle', 'path'}
ONLY = {'ul': {'li'}, 'ol': {'li'}, 'dl': {'dt', 'dd'}, 'table': {'caption', 'thead', 'tbody'}, 'thead': {'tr'}, 'tbody': {'tr'}, 'tr': {'th', 'td'},
        'html': {'head', 'body'}, 'body': {'a', 'main'}, 'defs': {'pattern'}}
PHRASE = {'p', 'h1', 'h2', 'h3', 'a', 'strong', 'em', 'th', 'td', 'caption', 'figcaption', 'summary', 'dt', 'dd', 'title', 'text'}
INLINE = {'a', 'strong', 'em'}
WRITTEN = re.compile(r'<[a-z0-9]+(?: [a-zA-Z-]+="[^"<>]*")*/?>')
UNITS = {'j': 1440, 'd': 1440, 'h': 60, 'min': 1}


class Node:
    def __init__(self, tag, attributes, parent, line):
        self.tag, self.attributes, self.parent, self.line = tag, attributes, parent, line
        self.inside = []  # nodes and texts

    def nodes(self):
        return [n for n in self.inside if isinstance(n, Node)]

    def all(self, *tags):
        for node in self.nodes():
            if not tags or node.tag in tags:
                yield node
            yield from node.all(*tags)

    def first(self, *tags):
        return next(self.all(*tags), None)

    def text(self):
        return ''.join(n.text() if isinstance(n, Node) else n for n in self.inside)

    def get(self, name):
        return self.attributes.get(name)


class Page(HTMLParser):
    """The page as a tree; `faults` holds what a browser would have put right silently."""

    def __init__(self, source):
        super().__init__(convert_charrefs=False)
        self.source, self.faults = source, []
        self.root = self.here = Node('', {}, None, 0)
        self.feed(source)
        self.close()
        if self.here is not self.root:
            self.fault(f'<{self.here.tag}> of line {self.here.line} is not closed')
        if not source.startswith('<!DOCTYPE html>\n'):
            self.fault('no doctype')

    def fault(self, what):
        self.faults.append(f'line {self.getpos()[0]}: {what}')

    def add(self, tag, attributes):
        names = [name for name, _ in attributes]
        if not WRITTEN.fullmatch(self.get_starttag_text()):
            self.fault(f'written loosely: {self.get_starttag_text()[:80]}')
        if len(set(names)) != len(names):
            self.fault(f'an attribute twice in <{tag}>')
        for name in set(names) - COMMON - TAGS.get(tag, set()):
            self.fault(f'<{tag}> has no business with {name}')
        if tag not in TAGS:
            self.fault(f'<{tag}> has no place in a page')
        if self.here.tag in ONLY and tag not in ONLY[self.here.tag] or self.here.tag in PHRASE and tag not in INLINE:
            self.fault(f'<{tag}> in <{self.here.tag}>')
        node = Node(tag, dict(attributes), self.here, self.getpos()[0])
        self.here.inside.append(node)
        return node

    def handle_starttag(self, tag, attributes):
        node = self.add(tag, attributes)
        if tag in SELF_CLOSED:
            self.fault(f'<{tag}> is not closed')
        if tag not in VOID:
            self.here = node

    def handle_startendtag(self, tag, attributes):
        self.add(tag, attributes)
        if tag not in SELF_CLOSED:
            self.fault(f'<{tag}/>')

    def handle_endtag(self, tag):
        if tag != self.here.tag:
            self.fault(f'</{tag}> where <{self.here.tag}> of line {self.here.line} is open')
            open_nodes = []
            node = self.here
            while node:
                open_nodes.append(node)
                node = node.parent
            match = next((n for n in open_nodes if n.tag == tag), None)
            self.here = match.parent if match else self.here
        else:
            self.here = self.here.parent

    def handle_data(self, data):
        if self.here.tag != 'style' and re.search('[<>&]', data):
            self.fault(f'not escaped: {data[:60]!r}')
        if data.strip() and (self.here.tag in ONLY or self.here.tag in ('', 'head', 'main', 'section', 'nav', 'figure', 'svg')):
            self.fault(f'a text in <{self.here.tag}>: {data[:60]!r}')
        self.here.inside.append(data)

    def handle_reference(self, written):
        said = html.unescape(written)
        if said == written:
            self.fault(f'an unknown reference: {written}')
        self.here.inside.append(said)

    def handle_entityref(self, name):
        self.handle_reference(f'&{name};')

    def handle_charref(self, name):
        self.handle_reference(f'&#{name};')

    def handle_comment(self, data):
        self.fault('a comment')

    def handle_pi(self, data):
        self.fault('a processing instruction')

    def unknown_decl(self, data):
        self.fault('a declaration')

    def named(self, node):
        """The name that a reader hears: from aria-label or from what aria-labelledby names."""
        if node.get('aria-label'):
            return node.get('aria-label').strip()
        target = next((n for n in self.root.all() if n.get('id') and n.get('id') == node.get('aria-labelledby')), None)
        return target.text().strip() if target else ''


def syntax(page):
    return page.faults


def references(page):
    ids = [n.get('id') for n in page.root.all() if 'id' in n.attributes]
    bad = [f'id {i!r} {ids.count(i)} times' for i in set(ids) if ids.count(i) > 1 or not re.fullmatch('[a-z][a-z0-9-]*', i or '')]
    for node in page.root.all():
        wanted = [node.get('aria-labelledby')] if 'aria-labelledby' in node.attributes else []
        wanted += [v[1:] for k, v in node.attributes.items() if k == 'href' and v.startswith('#')]
        wanted += re.findall(r'url\(#([^)]*)\)', node.get('fill') or '')
        bad += [f'line {node.line}: nothing is called {w!r}' for w in wanted if w not in ids]
    return bad


def headings(page):
    found = list(page.root.all('h1', 'h2', 'h3'))
    levels = [int(n.tag[1]) for n in found]
    bad = [] if levels.count(1) == 1 and levels[:1] == [1] else ['not one h1 that comes first']
    bad += [f'line {n.line}: {n.tag} after h{before}' for n, before, level in zip(found[1:], levels, levels[1:]) if level > before + 1]
    return bad + [f'line {n.line}: an empty {n.tag}' for n in found if not n.text().strip()]


def table_faults(table):
    caption, rows = table.first('caption'), list(table.all('tr'))
    shape = [n.tag for n in table.nodes()]
    bad = [] if shape == ['caption', 'thead', 'tbody'] else [f'made of {shape}']
    bad += [] if caption and caption.text().strip() else ['no caption']
    bad += [] if len({len(r.nodes()) for r in rows}) == 1 else ['rows of different lengths']
    head, body = table.first('thead'), table.first('tbody')
    titles = [c for r in (head.nodes() if head else []) for c in r.nodes()]
    bad += [f'a column without its scope: {c.text()}' for c in titles if c.tag != 'th' or c.get('scope') != 'col' or not c.text().strip()]
    for row in body.nodes() if body else []:
        first, *others = row.nodes() or [Node('', {}, None, 0)]
        bad += [] if first.tag == 'th' and first.get('scope') == 'row' else ['a row without its scope']
        bad += [f'a {c.tag} in a row' for c in others if c.tag != 'td']
    return bad + ([] if titles and body and body.nodes() else ['an empty table'])


def tables(page):
    return [f'line {t.line}: {fault}' for t in page.root.all('table') for fault in table_faults(t)]


def landmarks(page):
    bad = [f'{len(list(page.root.all(tag)))} {tag}' for tag in ('main', 'nav') if len(list(page.root.all(tag))) != 1]
    for node in page.root.all():
        if node.tag in ('nav', 'section'):
            first = (node.nodes() or [node])[0]
            if first.tag != 'h2' or node.get('aria-labelledby') != first.get('id') or not node.get('aria-labelledby'):
                bad.append(f'line {node.line}: {node.tag} without the name of its heading')
        if node.get('role') == 'group' and not (page.named(node) and node.get('tabindex') == '0'):
            bad.append(f'line {node.line}: a group without a name or out of reach of the keyboard')
        if node.get('role') not in (None, 'group' if node.tag == 'div' else 'img'):
            bad.append(f'line {node.line}: role {node.get("role")}')
    return bad


def order(page):
    """The jump, the title, the page for elected members, the contents, then what the contents name, in their order."""
    body, main = page.root.first('body'), page.root.first('main')
    if not body or not main or [n.tag for n in body.nodes()] != ['a', 'main'] or body.nodes()[0].get('href') != '#contents':
        return ['the body is not a jump to the contents and the main part']
    tags = [n.tag for n in main.nodes()]
    if tags[:3] != ['header', 'section', 'nav'] or set(tags[3:]) - {'section'}:
        return [f'main holds {tags}']
    sections = [(n.get('id'), n.first('h2').text()) for n in main.nodes() if n.tag == 'section' and n.first('h2')]
    named = [((a.get('href') or '')[1:], a.text()) for a in main.nodes()[2].all('a')]
    bad = [] if named == sections else ['the contents name something else than the sections']
    return bad + ([] if sections and sections[0][0] == 'decision' else ['the first section is not that of the decision'])


def figures(page):
    bad = []
    for svg in page.root.all('svg'):
        if svg.get('aria-hidden') == 'true':
            bad += [f'line {svg.line}: a hidden drawing with words'] if svg.text().strip() else []
            continue
        figure = svg.parent.parent
        table = figure.first('table')
        title = figure.first('figcaption')
        if svg.get('role') != 'img' or not svg.get('aria-label') or figure.tag != 'figure' or not title or title.text() != svg.get('aria-label'):
            bad.append(f'line {svg.line}: a drawing without its name')
        elif not table or table.line < svg.line or table.first('caption').text() != title.text():
            bad.append(f'line {svg.line}: a drawing without its table')
    return bad


def alone(page):
    """Self-contained: the style is the only resource, and what leaves the page is a link that somebody follows."""
    style = page.root.first('style')
    css = style.text() if style else ''
    bad = [] if css else ['no style']
    bad += [f'the style loads {what}' for what in re.findall(r'@import|url\((?!#)[^)]*|expression\(|javascript:', css)]
    for a in page.root.all('a'):
        if not re.match(r'https?://[^\s/]|#', a.get('href') or ''):
            bad.append(f'line {a.line}: a link to {a.get("href")!r}')
        if (a.get('href') or '').startswith('http') and a.get('rel') != 'noreferrer':
            bad.append(f'line {a.line}: a link that tells where it comes from')
    return bad + [f'line {n.line}: fill {n.get("fill")}' for n in page.root.all() if not re.match(r'url\(#|var\(--paper\)$', n.get('fill') or 'url(#')]


def policy(page):
    style = page.root.first('style')
    metas = [n for n in page.root.all('meta') if n.get('http-equiv') == 'Content-Security-Policy']
    if not style or len(metas) != 1 or metas[0].line > style.line:
        return ['no policy before the style']
    digest = base64.b64encode(hashlib.sha256(style.text().encode()).digest()).decode()
    wanted = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return [] if metas[0].get('content') == wanted else [f'the policy is {metas[0].get("content")}']


def language(page):
    root = page.root.first('html')
    return [] if root and root.get('lang') in ('fr', 'en') else ['no language']


RULES = [syntax, references, headings, tables, landmarks, order, figures, alone, policy, language]


def minutes(said):
    """3 j 9 h 30 min, with no-break spaces, or days and halves; what is only known to be at least that, or not at all, is None; no message, ''."""
    if said.startswith(('inconnu', 'unknown', 'au moins', 'at least')):
        return None
    days = re.fullmatch(r'(\d+)(½)?\s(?:jours?|days?)( et demi)?', said)
    if days:
        return int(days[1]) * 1440 + 720 * bool(days[2] or days[3])
    if said in ('–', 'aussitôt', 'at once'):
        return '' if said == '–' else 0
    words = said.replace('\u202f', '').split('\u00a0')
    return sum(int(words[i].replace(',', '')) * UNITS[words[i + 1]] for i in range(0, len(words), 2))


def weeks(page):
    """For each map of the week: the levels that its rectangles draw and the minutes of its table, 168 of each from Monday 0:00."""
    for figure in page.root.all('figure'):
        rows = [r for r in figure.first('tbody').nodes()] if figure.first('tbody') else []
        if len(rows) != 24:
            continue
        rects = [r for r in figure.first('svg').all('rect') if (r.get('fill') or '').startswith('url(#wait-')]
        if not rects:
            continue
        levels = [None] * 168
        legend = 4 if (rects[-1].get('fill') or '') == 'url(#wait-3)' else 1  # at the end; one mark where waits are unknown
        for rect in rects[:-legend]:
            x, y, width = (int(rect.get(name)) for name in ('x', 'y', 'width'))
            for hour in range((x - 84) // 20, (x - 84 + width) // 20):
                place = (y - 19) // 20 * 24 + hour
                levels[place] = 'twice' if levels[place] is not None else int(rect.get('fill')[10:-1])
        yield levels, [minutes(r.nodes()[day + 1].text()) for day in range(7) for r in rows]
