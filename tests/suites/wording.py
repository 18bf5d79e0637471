# SPDX-License-Identifier: MIT
"""Measures of a document in Markdown, as its reader meets it: words, sentences, what is said twice, words that are none of its reader's,
typography, headings, tables. Nothing here knows the program. Every measure gives what is wrong, nothing else; SAMPLES proves that each can."""
import collections, functools, re

LONG = 25   # words of a sentence
MEAN = 15   # on average
SHARE = 50  # one sentence in so many may be longer
CELL = 5    # words from which what stands in a cell, or after a label, is a sentence
VALUE = 8   # words from which a cell without a full stop is more than a value, so that it may not come twice

Unit = collections.namedtuple('Unit', 'kind text line level')  # heading, paragraph, item, cell; plain text
Sentence = collections.namedtuple('Sentence', 'kind text line words')


def words(markdown):
    """As `wc -w` counts them in UTF-8: no-break spaces and word joiners part words as well."""
    return len(markdown.replace('\u2060', ' ').split())


# ---- what a document holds ----------------------------------------------------------------------------------------------------------------

def plain(text):
    """Without the marks of Markdown."""
    text = re.sub(r'!?\[((?:[^\]\\]|\\.)*)\]\([^)]*\)', r'\1', text)
    text = re.sub(r'<(https?://[^>\s]*)>', r'\1', text)
    text = re.sub(r'(?<!\\)`+', '', text)
    text = re.sub(r'(?<![\\\w*])\*{1,3}(?=[^\s*])|(?<=[^\s*\\])\*{1,3}(?![\w*])|(?<![\\\w])__?(?=\S)|(?<=\S)__?(?!\w)', '', text)
    return re.sub(r'\\([!-/:-@\[-`{-~])', r'\1', text).strip(' \t')


def cells(row):
    """The cells of a row, as they are written."""
    row = row.strip()
    return [cell.strip(' \t') for cell in re.split(r'(?<!\\)\|', row[1:-1] if row.endswith('|') and not row.endswith('\\|') else row[1:])]


def is_delimiter(row):
    return bool(re.fullmatch(r'\|(\s*:?-+:?\s*\|)+\s*', row))


def lines_of(markdown):
    """(number, line), without front matter, code and comments; what is left out is an empty line."""
    inside = None
    for number, line in enumerate(markdown.split('\n'), 1):
        if number == 1 and line == '---':
            inside = '---'
        elif inside:
            inside = None if line.strip().startswith(inside) else inside
        elif re.match(r'\s*(```|~~~)', line):
            inside = line.strip()[:3]
        elif re.match(r'\s*<!--', line):
            inside = None if '-->' in line else '-->'
        else:
            yield number, line
            continue
        yield number, ''


@functools.lru_cache(64)
def units(markdown):
    """What is read in one go: headings, paragraphs, items, cells."""
    found, open_unit = [], None

    def close():
        nonlocal open_unit
        if open_unit:
            found.append(Unit(open_unit[0], plain(' '.join(open_unit[1])), open_unit[2], 0))
        open_unit = None

    for number, line in lines_of(markdown):
        line = re.sub(r'^(\s*>)+ ?', '', line)
        heading = re.match(r'(#{1,6}) +(.*)', line)
        item = re.match(r'\s*(?:[-*+]|\d+[.)]) +(\[[ xX]\] +)?(.*)', line)
        if heading:
            close()
            found.append(Unit('heading', plain(heading[2]), number, len(heading[1])))
        elif line.startswith('|'):
            close()
            if not is_delimiter(line):
                found += [Unit('cell', plain(part), number, 0) for cell in cells(line) for part in re.split(r'<br ?/?>', cell) if part]
        elif item:
            close()
            open_unit = ['item', [item[2]], number]
        elif not line.strip() or re.fullmatch(r'\s*([-*_])(\s*\1){2,}\s*', line):
            close()
        elif open_unit:
            open_unit[1].append(line.strip(' \t'))
            if line.endswith(('  ', '\\')):
                close()
        else:
            open_unit = ['paragraph', [line.strip(' \t')], number]
    close()
    return [unit for unit in found if unit.text]


# After these a full stop ends no sentence, whatever follows; `n°` and `§` have none.
SHORTENED = {'m', 'mm', 'me', 'dr', 'st', 'ste', 'art', 'al', 'ch', 'chap', 'cf', 'p', 'pp', 'vol', 'ex', 'env', 'tél', 'max', 'min', 'n', 'no', 'nos', 'réf',
             'mr', 'mrs', 'ms', 'vs', 'approx', 'sec', 'para', 'art', 'e.g', 'i.e', 'fig', 'dir', 'rev', 'ed', 'jr', 'sr'}
SPACE = ' \u00a0\u202f\u2009'
STOP = re.compile(r'(?<=[.!?…])((?:[»”’")\]]|[' + SPACE + r']»)*)[' + SPACE + r']+(?=[«“"(\[–—-]?[\u00a0\u202f]?[A-ZÀ-ÖØ-ÞŒ0-9])')


def ends(text, at):
    """Whether the stop before `at` ends a sentence."""
    if text[at - 1] != '.':
        return True
    before = re.search(r'([\w.°]+)\.$', text[:at])
    if not before:
        return True
    word = before[1]
    # Letters of a code of law and initials: L. 2121-8, F. Confino; a lone capital that ends a sentence stands before a space and a capital too.
    if len(word) == 1 and word.isupper():
        return False
    if word.lower() in ('a.m', 'p.m', 'etc'):
        return True
    return word.lower() not in SHORTENED


def split(text):
    start = 0
    for stop in STOP.finditer(text):
        if ends(text, stop.start()):
            yield text[start:stop.end()].strip(SPACE)
            start = stop.end()
    yield text[start:].strip(SPACE)


def count(sentence):
    """Words of a sentence: marks alone are none, a number with its no-break spaces is one."""
    sentence = re.sub(r'(?<=\d)[\u00a0\u202f](?=\d)', '', sentence)
    return sum(any(letter.isalnum() for letter in word) for word in sentence.split())


@functools.lru_cache(64)
def sentences(markdown):
    """Headings are none, nor are a few words in a cell or after a label (« Qui : le maire »)."""
    found = []
    for unit in units(markdown):
        if unit.kind == 'heading':
            continue
        for text in split(unit.text):
            size = count(text)
            label, _, value = text.partition(':')
            if size and not (unit.kind == 'cell' and size < CELL) and not (value and count(label) <= 3 and count(value) < CELL):
                found.append(Sentence(unit.kind, text, unit.line, size))
    return found


def first_section(markdown):
    """From the title to the second heading of level 2."""
    second = [number for number, line in lines_of(markdown) if line.startswith('## ')][1:2]
    return '\n'.join(markdown.split('\n')[:second[0] - 1]) if second else markdown


# ---- measures -----------------------------------------------------------------------------------------------------------------------------

def long_ones(markdown, first_only=False):
    """Sentences that are too long: any in a note and on the first page (`first_only`: only there is none allowed), else one in fifty."""
    def over(text):
        return [sentence for sentence in sentences(text) if sentence.words > LONG]
    if not first_only:
        return over(markdown)
    page = first_section(markdown)
    first, rest = over(page), over(markdown)[len(over(page)):]
    return first + (rest if len(rest) * SHARE > len(sentences(markdown)) - len(sentences(page)) else [])


def mean(markdown):
    sizes = [sentence.words for sentence in sentences(markdown)]
    return sum(sizes) / len(sizes) if sizes else 0


def too_slow(markdown):
    found = mean(markdown)
    return [f'{found:.2f} words a sentence'] if found > MEAN else []


def bare(text):
    """What makes two sentences the same."""
    return re.sub(r'[^\w%€]+', ' ', text.casefold()).strip()


def repeated(markdown):
    seen = {}
    for sentence in sentences(markdown):
        if sentence.words >= (VALUE if sentence.kind == 'cell' and sentence.text[-1] not in '.!?…' else CELL):
            seen.setdefault(bare(sentence.text), []).append(sentence)
    return [f'lines {", ".join(str(one.line) for one in same)}: {same[0].text}' for same in seen.values() if len(same) > 1]


def named_again(markdown, titles):
    """Actions that are named more than once on the first page, or more than once after it. A title inside a longer one is not named by it."""
    page = first_section(markdown)
    found = []
    for part in (page, markdown[len(page):]):
        text = '\n'.join(unit.text for unit in units(part))
        for title in sorted(set(titles), key=len, reverse=True):
            times = len(re.findall(r'(?<!\w)' + re.escape(title) + r'(?!\w)', text))
            text = re.sub(r'(?<!\w)' + re.escape(title) + r'(?!\w)', '', text)
            if times > 1:
                found.append(f'{times} times: {title}')
    return found


# Words of the engine, of its data and of its files: nobody who reads a strategy knows what they are.
ENGINE = {
    'fr': [
        r'\b(le|du|au|ce|votre|son|notre) profil\b(?! (de poste|personnel|public|professionnel|Facebook|LinkedIn|Instagram|X\b|privé|d[’\']|par une page))', r'\bprofil ne (le )?dit\b',
        r'\bcas simulés?\b', r'\bsimulations?\b', r'\bsimulée?s?\b', r'\bcatalogues?\b(?! de (formation|vente))', r'\bédition (de )?20(11|26)\b', r'\bl[’\']édition du\b',
        r'\bhypothèses? de l[’\']outil\b', r'\b(cet|notre) outil (calcule|suppose|propose|ne)\b', r'\bmoteur\b(?! de recherche)', r'\b(faits|points) (in)?connus\b', r'\bfait (in)?connu\b(?! par)',
        r'\bbase de connaissances\b', r'\bfait dérivé\b', r'\bverdict\b', r'\bvaleur par défaut\b', r'\bchamps? (obligatoire|du fichier)\b',
        r'\bfeuille de style\b', r'\bplanner\b'],
    'en': [
        r'\b(the|this|your|its|our) profile\b(?! (page|picture|photo|on|of the author|by a page|into a page))', r'\bcases? simulated\b', r'\bsimulated\b', r'\bsimulations?\b', r'\bcatalogues?\b',
        r'\bedition (of )?20(11|26)\b', r'\b20(11|26) edition\b', r'\bassumptions? of the tool\b', r'\b(this|our) tool (computes|assumes|does)\b', r'\bengine\b(?<!search engine)',
        r'\b(un)?known facts?\b', r'\bknowledge base\b', r'\bderived facts?\b', r'\bverdict\b', r'\bdefault value\b',
        r'\bplanner (why|next|check|plan|init|chain|PROFILE|[\w/.-]+\.ya?ml)\b'],
    'any': [
        r'\b(null|undefined|NaN|nan)\b', r'\bPL_\w+', r'\b[a-z]+(_[a-z0-9]+)+\b', r'\b[\w./-]+\.ya?ml\b(:\d+)?', r'\b(YAML|JSON|Kleene)\b', r'\{[a-z0-9._]+\}',
        r'\b(internal|means|presence|editorial|plan|chain|population|accounts|platforms?)\.[a-z][a-z_.]+\b', r'\b(ligne|line) \d+\b', r'(?<![\d/])\b\d+:\d+:\d+\b',
        r'\(null\)', r'\bTODO\b|\bFIXME\b|\bUNVERIFIED\b', r'--[a-z][a-z-]+\b', r'\b[PEKW]\d{3}\b(?! ?[A-Z])'],
}
# Words with a hyphen that are also identifiers.
NATURAL = {'two-factor', 'alert-app', 'on-call', 'job-description', 'public-body', 'office-hours', 'co-production', 'co-ordination', 'not-yet', 'follow-up', 'to-do', 'day-to-day',
           'crisis-sheet', 'council-note'}


def around(text, match, size=2):
    """The words that a match touches, and their neighbours."""
    before, after = text[:match.start()].split(), text[match.end():].split()
    return ' '.join(before[-size:] + [match[0]] + after[:size])


def said(text, match, own):
    """Whether the profile says it, or the title of a source: with the word before or the one after."""
    before, after = re.findall(r'\w+', text[:match.start()])[-1:], re.findall(r'\w+', text[match.end():])[:1]
    return ((match[0][0].isupper() or match[0] == text) and f' {bare(match[0])} ' in own) or any(rest and f' {bare(" ".join(words))} ' in own for rest, words in ((before, before + [match[0]]), (after, [match[0]] + after)))


def quoted(sentence, own):
    """Whether a sentence repeats eight words in a row of what the profile says: its author's, not ours."""
    tokens = bare(sentence).split()
    return any(f' {" ".join(tokens[i:i + 8])} ' in own for i in range(len(tokens) - 7))


def engine_words(markdown, lang, identifiers=(), own=''):
    """Words of the engine, but those of the profile (`own`, bare)."""
    found = []
    tokens = {name for name in identifiers if '-' in name and name not in NATURAL and (lang == 'fr' or name.count('-') > 1)}
    for unit in units(markdown):
        text = unit.text
        hits = [match for pattern in ENGINE[lang] + ENGINE['any'] for match in re.finditer(pattern, text, 0 if pattern in ENGINE['any'] else re.I)]
        hits += [match for match in re.finditer(r'(?<![\w/.-])[a-z0-9]+(-[a-z0-9]+)+(?![\w/-]|\.\w)', text) if match[0] in tokens]
        found += [f'line {unit.line}: “{match[0]}” in: {around(text, match)}' for match in hits if not said(text, match, own)]
    return found


# Words that only one of the languages has.
ONLY = {
    'fr': r'le|la|les|des|du|une|et|est|sont|dans|pour|avec|qui|que|aux|cette|ces|leur|leurs|sur|par|pas|votre|vos|elle|elles|chaque|sans|doit|peut|être|avant|après|abonnés|comptes?|mairie|réseaux|'
          r'habitants|jeunes|objectifs|semaine|heures',
    'en': r'the|of|and|with|is|are|to|for|this|that|these|which|from|not|be|it|its|whose|should|must|will|has|have|been|you|your|they|their|each|without|before|after|followers|accounts|'
          r'authority|goals|posts|weeks?|hours|town|council',
}
OTHER = {'fr': 'en', 'en': 'fr'}


def foreign(markdown, lang, own=''):
    """Sentences, cells and headings with two words of the other language, or one among ten or fewer; names, titles of works
    (between quotation marks or in a link) and what the profile says are left out."""
    found = []
    other = re.compile(rf'(?<![\w’\'.-])({ONLY[OTHER[lang]]})(?![\w’\'-]|\.\w)', re.I)
    for number, line in lines_of(markdown):
        line = re.sub(r'!?\[[^\]]*\]\([^)]*\)|https?://\S+|«[^»]*»|“[^”]*”|(?<![*\w])\*[^*]+\*(?![*\w])', ' … ', line)
        for unit in units(line):
            for text in split(unit.text):
                hits = [match for match in other.finditer(text) if not match[0].isupper() and not said(text, match, own)]
                if len({hit[0] for hit in hits}) > 1 or (hits and count(text) <= 10):
                    found.append(f'line {number}: {", ".join(hit[0] for hit in hits)} in: {text[:120]}')
    return found


def language_of(text):
    """That of the sentences of a profile."""
    return max(ONLY, key=lambda lang: len(re.findall(rf'(?<![\w’\'.-])({ONLY[lang]})(?![\w’\'-])', text)))


def typography(markdown, lang, own='', titles=False):
    """`own` is what the profile says in another language, bare: it may keep its own marks; so may titles in italics (`titles`)."""
    found = []
    for number, line in lines_of(markdown):
        if is_delimiter(line):
            continue
        body = re.sub(r'^\s*(>\s*)*((?:[-*+]|\d+[.)]) +)?', '', line)
        body = re.sub(r'\[[^\]]*\]\([^)]*\)' if titles else r'\]\([^)]*\)', '_', body)
        body = re.sub(r'<?https?://\S+|`[^`]*`|\S+@\S+\.\w+' + (r'|(?<![*\w\\])\*[^*]+\*(?![*\w])' if titles else ''), '_', body)
        parts = [cell for cell in cells(body)] if body.startswith('|') else [body.rstrip()]
        for part in parts:
            rules = [(r'\S  +\S', 'two spaces'), (r'\w [,.](?!\w)', 'a space before a mark')]
            if lang == 'fr':
                rules += [(r'\w+\'\w+', 'a straight apostrophe'), (r'(?<![\u00a0\u202f:;!?(«…*_\\])[;!?](?![\w/])(?!\))', 'no no-break space before a mark'),
                          (r'(?<![\u00a0\u202f])(?<!\d):(?!\w|/|\d|-)', 'no no-break space before a colon'), (r'«(?![\u00a0\u202f])', 'no no-break space after «'),
                          (r'(?<![\u00a0\u202f])»', 'no no-break space before »'), (r'(?<![\w\\])"|"(?!\w)|[“”](?![^«]*»)', 'other quotation marks than « »'),
                          (r'\d [%€](?!\w)', 'a breaking space before a unit')]
            else:
                rules += [(r'\w[ \u00a0\u202f][;:!?](?!\w)', 'a space before a mark'), (r'[«»]', 'French quotation marks'), (r'\w+\'\w+', 'a straight apostrophe')]
            for pattern, name in rules:
                hit = next((match for match in re.finditer(pattern, part) if not said(part, match, own)), None)
                if hit:
                    found.append(f'line {number}: {name}: {part[max(0, hit.start() - 25):hit.end() + 15]}')
    return found


def headings(markdown):
    """One title, first of all; no level is left out; something stands under each."""
    found, last = [], 0
    every = [unit for unit in units(markdown)]
    heads = [unit for unit in every if unit.kind == 'heading']
    if [unit.level for unit in heads].count(1) != 1 or not every or every[0].level != 1:
        found.append(f'{[unit.level for unit in heads].count(1)} titles, and the first thing is “{every[0].text[:40] if every else ""}”')
    for unit in heads:
        if unit.level > last + 1:
            found.append(f'line {unit.line}: level {unit.level} after level {last}: {unit.text}')
        last = unit.level
    for unit, following in zip(every, every[1:] + [Unit('heading', '', 0, 0)]):
        if unit.kind == 'heading' and following.kind == 'heading' and following.level <= unit.level:
            found.append(f'line {unit.line}: nothing under “{unit.text}”')
    same = [text for text, times in collections.Counter((unit.text, unit.level) for unit in heads).items() if times > 1 and text[1] == 2]
    return found + [f'twice: {text}' for text, _ in same]


def tables(markdown):
    """As many cells in every row; dashes in proportion to what the columns need."""
    found, table = [], []
    for number, line in list(lines_of(markdown)) + [(0, '')]:
        if line.startswith('|'):
            table.append((number, line))
        elif table:
            found += faults_of(table)
            table = []
    return found


def faults_of(table):
    start = table[0][0]
    if len(table) < 3 or not is_delimiter(table[1][1]):
        return [f'line {start}: a table without its second line, or without rows']
    sizes = [len(cells(line)) for _, line in table]
    if len(set(sizes)) > 1:
        return [f'line {start + i}: {size} cells, {sizes[0]} in the first row' for i, size in enumerate(sizes) if size != sizes[0]][:1]
    columns = list(zip(*(cells(line) for _, line in table[:1] + table[2:])))
    needs = [max(len(plain(cell)) for cell in column) for column in columns]
    dashes = [cell.count('-') for cell in cells(table[1][1])]
    widest, narrowest = needs.index(max(needs)), needs.index(min(needs))
    found = []
    if any(n < 3 for n in dashes):
        found.append(f'line {start + 1}: fewer than three dashes')
    if dashes[widest] < dashes[narrowest]:
        found.append(f'line {start + 1}: the widest column ({needs[widest]} signs) has {dashes[widest]} dashes, the narrowest ({needs[narrowest]}) {dashes[narrowest]}')
    elif needs[widest] >= 4 * max(needs[narrowest], 4) and dashes[widest] <= dashes[narrowest]:
        found.append(f'line {start + 1}: columns of {needs[widest]} and {needs[narrowest]} signs have as many dashes')
    empty = [number for number, line in table[2:] if not any(cells(line))]
    return found + [f'line {number}: an empty row' for number in empty]


def neutral(line):
    return re.sub(r'\d+', '0', line.replace('\u00a0', ' ').replace('\u202f', ' ')).strip()


def distinct(markdown, others):
    """The share of words in lines that none of the others has, digits neutralised, in percent."""
    known = {neutral(line) for other in others for line in other.split('\n')}
    total = words(markdown)
    own = sum(words(line) for line in markdown.split('\n') if neutral(line) not in known)
    return 100 * own / total if total else 0


# ---- samples: what is good, and what each measure must find -------------------------------------------------------------------------------

GOOD = {
    'fr': '# Note au maire\n\n## À décider\n\nDécider trois points avant le 12\u00a0mai. Le coût est de 4\u00a0000\u00a0€ par an\u00a0: c’est peu.\n\n'
          '- **Ouvrir une page.** La direction s’en charge (art. 3 de la loi n°\u00a02018-1021, L. 2121-8).\n- Lire «\u00a0Le Mur\u00a0» chaque jour\u00a0!\n\n'
          '| Compte | Ce qui vient ensuite |\n|---|-----------|\n| Facebook | Donner les accès à une seconde personne du service. |\n| X | quitter |\n\n'
          '## Suite\n\nM. Durand répond à 10:00. Il lit 3,5 messages par jour, soit 15\u00a0120 par an.\n',
    'en': '# Note to the mayor\n\n## To decide\n\nDecide three points before 12 May. The cost is €4,000 a year: little.\n\n'
          '- **Open a page.** The director does so (art. 3 of Act no. 2018-1021, e.g. L. 2121-8).\n- Read the wall every day!\n\n'
          '| Account | What comes next |\n|---|-----------|\n| Facebook | Give access to a second person of the service. |\n| X | leave |\n\n'
          '## Next\n\nMr. Smith answers at 10:00. He reads 3.5 messages a day, the town’s and others.\n',
}
MANY = ' '.join(['mot'] * 26)
# (measure, what it is given after the document, document): each must be found.
BAD = [
    ('long_ones', (), f'# T\n\n{MANY.capitalize()}.\n'),
    ('long_ones', (), f'# T\n\n- {" ".join(["mot"] * 12)} ; {" ".join(["mot"] * 14)} : oui.\n'),
    ('long_ones', (), f'# T\n\n| a | b |\n|---|---|\n| c | {MANY} |\n'),
    ('long_ones', (True,), f'# T\n\n## A\n\n{MANY}.\n\n## B\n\n' + 'Court.\n\n' * 99),
    ('long_ones', (True,), f'# T\n\n## A\n\nCourt.\n\n## B\n\n{MANY}.\n\n' + 'Court.\n\n' * 40),
    ('too_slow', (), '# T\n\n' + f'{" ".join(["mot"] * 16)}.\n'),
    ('repeated', (), '# T\n\nLa page est tenue par le service.\n\n- **La page** est tenue par le service\n'),
    ('repeated', (), '# T\n\n| a | b |\n|---|---|\n| La page est tenue ici. | c |\n| x | La page est tenue ici. |\n'),
    ('named_again', (['Ouvrir une page'],), '# T\n\n## A\n\nb\n\n## B\n\nOuvrir une page\n\n### C\n\nOuvrir une page.\n'),
    ('engine_words', ('fr',), '# T\n\nSelon le profil, c’est oui.\n'),
    ('engine_words', ('fr',), '# T\n\nSur 168 cas simulés.\n'),
    ('engine_words', ('fr',), '# T\n\nLe catalogue, édition 2026.\n'),
    ('engine_words', ('fr',), '# T\n\nUne hypothèse de l’outil.\n'),
    ('engine_words', ('fr',), '# T\n\nLe moteur en décide.\n'),
    ('engine_words', ('fr',), '# T\n\nUn fait connu.\n'),
    ('engine_words', ('fr',), '# T\n\n| a | b |\n|---|---|\n| c | `letting_go` |\n'),
    ('engine_words', ('fr', ['second-administrator']), '# T\n\nVoir second-administrator.\n'),
    ('engine_words', ('en', ['open-network-access']), '# T\n\nSee open-network-access.\n'),
    ('engine_words', ('en',), '# T\n\nThe profile does not say.\n'),
    ('engine_words', ('en',), '# T\n\nOf 168 cases simulated.\n'),
    ('engine_words', ('en',), '# T\n\nThe catalogue edition of today.\n'),
    ('engine_words', ('en',), '# T\n\nville.yaml:12 says so.\n'),
    ('engine_words', ('en',), '# T\n\nIt takes null hours.\n'),
    ('engine_words', ('en',), '# T\n\nPL_OK.\n'),
    ('engine_words', ('en',), '# T\n\nSee internal.strategy and {name}.\n'),
    ('foreign', ('fr',), '# T\n\nOuvrir une page with the team.\n'),
    ('foreign', ('fr',), '# T\n\n| a | b |\n|---|---|\n| c | The mayor |\n'),
    ('foreign', ('en',), '# T\n\n## Les comptes\n\nOpen a page.\n'),
    ('foreign', ('en',), '# T\n\nOpen a page dans la semaine.\n'),
    ('typography', ('fr',), "# T\n\nL'école.\n"),
    ('typography', ('fr',), '# T\n\nTrois points : un.\n'),
    ('typography', ('fr',), '# T\n\nTrois points: un.\n'),
    ('typography', ('fr',), '# T\n\nVraiment ?\n'),
    ('typography', ('fr',), '# T\n\n| a | b |\n|---|---|\n| c | Oui; non |\n'),
    ('typography', ('fr',), '# T\n\nLire « Le Mur ».\n'),
    ('typography', ('fr',), '# T\n\nLire "Le Mur".\n'),
    ('typography', ('fr',), '# T\n\nDeux  espaces.\n'),
    ('typography', ('en',), '# T\n\nThree points : one.\n'),
    ('typography', ('en',), '# T\n\nTwo  spaces.\n'),
    ('typography', ('en',), "# T\n\nThe mayor's.\n"),
    ('headings', (), 'Text.\n'),
    ('headings', (), '# A\n\na\n\n# B\n\nb\n'),
    ('headings', (), '# A\n\n### B\n\nb\n'),
    ('headings', (), '# A\n\n## B\n\n## C\n\nc\n'),
    ('headings', (), '# A\n\n## B\n\nb\n\n## B\n\nc\n'),
    ('tables', (), '# A\n\n| a | b |\n|---|\n| c | d |\n'),
    ('tables', (), '# A\n\n| a | b |\n|---|---|\n| c | d | e |\n'),
    ('tables', (), '# A\n\n| a | b |\n| c | d |\n'),
    ('tables', (), '# A\n\n| a | b |\n|------|---|\n| c | a longer text |\n'),
    ('tables', (), f'# A\n\n| a | b |\n|---|---|\n| c | {MANY} |\n'),
]
# What is one sentence, or several.
SPLITS = [
    ('La loi n°\u00a02018-1021 et l’art. 3, M. Durand, L. 2121-8 et F. Confino comptent.', 1), ('Il en manque 3,5. Une heure suffit.', 2), ('Oui ; non : « Non. »', 1),
    ('Est-ce tout ? Oui ! Bien.', 3), ('Dites « Oui. » Puis partez.', 2), ('It takes 3.5 hours, e.g. two days. No more.', 2), ('Un, deux… et trois.', 1), ('Il écrit : « Bonjour ! » et part.', 1),
    ('Il lit, répond, etc. Puis il part.', 2), ('Paru en 2011. 30 pages.', 2), ('See p. 12 and no. 4.', 1), ('**Gras.** Suite.', 2),
]
MEASURES = {'long_ones': [()], 'too_slow': [()], 'repeated': [()], 'named_again': [(['Ouvrir une page', 'Open a page'],)], 'headings': [()], 'tables': [()]}


def unsound():
    """By measure: what it does not find, and what it finds where nothing is wrong."""
    measures = globals()
    faults = {name: [] for name in ['split'] + sorted({name for name, _, _ in BAD})}
    for name, given, markdown in BAD:
        if not measures[name](markdown, *given):
            faults[name].append(f'not found: {markdown[5:80]!r}')
    for lang, markdown in GOOD.items():
        for name in sorted(faults.keys() - {'split'}):
            for given in MEASURES.get(name, [(lang,)]):
                faults[name] += [f'found in what is good: {found}' for found in measures[name](markdown, *given)]
    faults['split'] += [f'{count} sentences: {text}: {list(split(plain(text)))}' for text, count in SPLITS if len(list(split(plain(text)))) != count]
    if count('Il y a 15\u00a0120 habitants\u00a0: « oui »\u00a0!') != 6 or len(sentences('# T\n\n| a | b |\n|---|---|\n| Un mot | Qui\u00a0: le maire |\n')):
        faults['split'].append('words of a sentence')
    if not 49 < distinct('a b 12\nc d\n', ['a b 7\n']) < 51 and not 39 < distinct('a b 12\nc d\n', ['a b 7\n']) < 41:
        faults['split'].append('the share of lines that no other has')
    return faults
