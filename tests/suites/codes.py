#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The explanations of messages: every code has one, in both languages, and its examples do what they say. The wrong one gives the code, on
the line where the right one differs, and the right one gives no error.   usage: codes   (PLANNER names the program)"""
import json, os, re, shutil, subprocess, tempfile
from lib import DAY, planner, verdict

LOCALES = {'fr': 'fr_FR.UTF-8', 'en': 'C.UTF-8'}
PROFILES = {'fr': 'profil.yaml', 'en': 'profile.yaml'}
NOBODY = 65534

# Where the message stands elsewhere than on the first line that differs, or on none (0): the whole file is at fault.
LINES = {'P001': 0, 'P006': 0, 'P010': 1}
# Not caused by its example, and why.
UNTRIED = {
    'E004': 'no profile of 1 MiB makes a result of 64 MiB; tests/unit holds the buffer to its maximum',
}


def run(*arguments, lang='en', cwd=None, **more):
    done = subprocess.run([planner, *arguments], capture_output=True, cwd=cwd, stdin=subprocess.DEVNULL, timeout=120,
                          env={'LC_ALL': LOCALES[lang], 'SOURCE_DATE_EPOCH': DAY, 'NO_COLOR': '1'}, **more)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def expand(text):
    """The marks of an example, filled in: written apart from the program's own reading of them."""
    def fill(match):
        repeated, star, number = match[1].rpartition('*')
        return repeated.encode() * int(number) if star else bytes.fromhex(match[1])
    parts = re.split('(⟦.*?⟧)', text)
    return b''.join(fill(re.fullmatch('⟦(.*)⟧', part)) if part.startswith('⟦') else part.encode() for part in parts)


def codes_in(stderr):
    return re.findall(r'\[([PCKE]\d{3})\]$', stderr, re.M)


def first_difference(wrong, right):
    wrong, right = wrong.split(b'\n'), right.split(b'\n')
    return next(i for i in range(len(wrong)) if i >= len(right) or wrong[i] != right[i]) + 1


# ---- all are there

status, out, err = run('knowledge', 'messages', '-f', 'json')
entries = {entry['code']: entry for entry in json.loads(out)['messages']}
with open('src/base/messages.def') as definitions:
    defined = re.findall(r'^PL_MESSAGE\(([A-Z]\d{3}), PL_(\w+)', definitions.read(), re.M)
shown = sorted(code for code, severity in defined if severity != 'HELP')
verdict('every message is explained, and nothing else', sorted(entries) == shown and len(shown) > 80, set(shown) ^ set(entries))
source = ''
for folder, _, files in os.walk('src'):
    source += ''.join(open(os.path.join(folder, f)).read() for f in files if f.endswith(('.c', '.h')))
unsaid = [code for code, _ in defined if not re.search(rf'\bPL_{code}\b', source)]
verdict('every message is said somewhere', not unsaid, unsaid)

# ---- the language of the explanations

FOREIGN = {
    'fr': r'the|and|of|is|are|with|this|that|which|not|from|for|it|be|what|when|cannot|file|field|value',
    'en': r'le|la|les|des|du|est|une|dans|pour|avec|que|qui|pas|ligne|fichier|champ|valeur|ou|et|sont',
}


def prose_fault(text, lang):
    if re.search(r"['\"]|« |  | »| [:;!?]" if lang == 'fr' else r"['\"«»]|  ", text):
        return 'typography'
    if text.count('«') != text.count('»') or re.findall('[“”]', text) != ['“', '”'] * text.count('”'):
        return 'quotes'
    plain = re.sub(r'«[^»]*»|“[^”]*”|--[a-z]+|[\w/]+\.(?:md|def|yaml)|docs/\S+', '', text)
    found = re.findall(rf'\b(?:{FOREIGN[lang]})\b', plain, re.I)
    return found or (None if re.search(r'[.!?]$', text) and len(text) > 40 else 'unfinished')


for code, entry in entries.items():
    for lang in LOCALES:
        texts = [entry['meaning'][lang]] + ([entry[side][lang] for side in ('wrong', 'right')] if entry['example'] == 'situation' else [])
        faults = [(fault, text) for text in texts if (fault := prose_fault(text, lang))]
        verdict(f'{code} reads well in {lang}', not faults, faults)
    if entry['example'] == 'profile':
        verdict(f'{code}: each example in its own language',
                not any(re.search(r'^(name|kind):', entry[side]['fr'], re.M) or re.search(r'^(nom|type):', entry[side]['en'], re.M)
                        for side in ('wrong', 'right')))

# ---- profiles


def try_profile(code, entry, lang, folder):
    path = os.path.join(folder, PROFILES[lang])
    wrong, right = expand(entry['wrong'][lang]), expand(entry['right'][lang])
    open(path, 'wb').write(wrong)
    status, _, err = run('check', PROFILES[lang], lang=lang, cwd=folder)
    line = LINES.get(code, first_difference(wrong, right))
    place = rf'{PROFILES[lang]}:{line}:\d+' if line else rf'{PROFILES[lang]}|planner'
    found = re.search(rf'^(?:{place})\s?:.*\[{code}\]$', err, re.M)
    wanted = 1 if entry['severity'] == 'error' else 0
    verdict(f'{code} in {lang}: the wrong example gives it on line {line}', status == wanted and found, f'status {status}\n{err}')
    verdict(f'{code} in {lang}: and nothing else', set(codes_in(err)) == {code}, err)
    _, help_text, _ = run('help', code, lang=lang)
    unindented = re.sub('^    ', '', help_text, flags=re.M)
    verdict(f'{code} in {lang}: the help shows what check says', err in unindented, f'{err}\n{help_text}')
    open(path, 'wb').write(right)
    status, _, err = run('check', PROFILES[lang], lang=lang, cwd=folder)
    verdict(f'{code} in {lang}: the right example says nothing', status == 0 and err == '', err)


with tempfile.TemporaryDirectory() as folder:
    for code, entry in entries.items():
        for lang in LOCALES if entry['example'] == 'profile' else ():
            try_profile(code, entry, lang, folder)

# ---- command lines

FILES = {'ville.yaml': 'ville', 'town.yaml': 'ville', 'autre.yaml': 'village', 'other.yaml': 'village', 'copie.yaml': 'ville', 'copy.yaml': 'ville'}


def shell(line, lang):
    with tempfile.TemporaryDirectory() as folder:
        for name, example in FILES.items():
            shutil.copy(f'examples/{example}.yaml', os.path.join(folder, name))
        for one in ('loire', 'rhone'):
            os.mkdir(os.path.join(folder, one))
            shutil.copy('examples/village.yaml', os.path.join(folder, one))
            with open(os.path.join(folder, one, 'planner.yaml'), 'w') as file:
                file.write('document: note\n')
        os.mkdir(os.path.join(folder, 'bin'))
        os.symlink(planner, os.path.join(folder, 'bin', 'planner'))
        done = subprocess.run(['sh', '-c', line], cwd=folder, capture_output=True, stdin=subprocess.DEVNULL, timeout=120,
                              env={'LC_ALL': LOCALES[lang], 'PATH': os.path.join(folder, 'bin') + ':/usr/bin:/bin'})
        return done.returncode, done.stderr.decode()


for code, entry in entries.items():
    for lang in LOCALES if entry['example'] == 'command' else ():
        wrong, right = entry['wrong'][lang], entry['right'][lang]
        verdict(f'{code} in {lang}: one command line each', wrong.count('\n') == right.count('\n') == 1 and 'planner' in wrong)
        status, err = shell(wrong, lang)
        wanted = 0 if entry['severity'] == 'warning' else 2 if code[0] == 'C' else 1
        verdict(f'{code} in {lang}: the wrong command gives it', status == wanted and set(codes_in(err)) == {code}, f'status {status}\n{err}')
        status, err = shell(right, lang)
        verdict(f'{code} in {lang}: the right command works', status == 0 and not codes_in(err), f'status {status}\n{err}')

# ---- knowledge: the right piece is replaced by the wrong one where it stands in the file, else each is added at the end


def load_with(folder, file, old, piece):
    knowledge = os.path.join(folder, 'k')
    shutil.rmtree(knowledge, ignore_errors=True)
    shutil.copytree('src/knowledge', knowledge)
    path = os.path.join(knowledge, file)
    text = open(path).read()
    text = text.replace(old, piece, 1) if old in text else text + '\n' + piece
    open(path, 'w').write(text)
    return run('knowledge', 'list', '--knowledge', 'k', cwd=folder)


with tempfile.TemporaryDirectory() as folder:
    for code, entry in entries.items():
        if entry['example'] != 'knowledge':
            continue
        verdict(f'{code}: its file is one of the knowledge', os.path.isfile(os.path.join('src/knowledge', entry['file'])))
        if code in UNTRIED:
            continue
        for lang in LOCALES:
            wrong, right = entry['wrong'][lang], entry['right'][lang]
            status, _, err = load_with(folder, entry['file'], right, wrong)
            verdict(f'{code} in {lang}: the wrong piece gives it', status == 3 and code in codes_in(err), f'status {status}\n{err}')
            status, _, err = load_with(folder, entry['file'], right, right)
            verdict(f'{code} in {lang}: the right piece is accepted', status == 0 and err == '', err)
    load_with(folder, 'labels.yaml', '\n', '\n')
    for i in range(70):
        open(f'{folder}/k/rules/more-{i}.yaml', 'w').write('rules: []\n')
    status, _, err = run('knowledge', 'list', '--knowledge', 'k', cwd=folder)
    verdict('K013: too many files', status == 3 and 'K013' in codes_in(err), err)

# ---- the system


def causes(code, name, *arguments, cwd, **more):
    status, _, err = run(*arguments, cwd=cwd, **more)
    verdict(f'{code}: {name}', status == 3 and set(codes_in(err)) == {code}, f'status {status}\n{err}')


with tempfile.TemporaryDirectory() as folder:
    shutil.copy('examples/ville.yaml', folder)
    os.mkdir(f'{folder}/folder')
    causes('E001', 'a file that is not there', 'check', 'none.yaml', cwd=folder)
    causes('E001', 'a folder', 'check', './folder', cwd=folder)
    causes('E002', 'a folder that is not there', 'ville.yaml', '-o', 'none/report.md', cwd=folder)
    causes('E002', 'a folder in the place of the file', 'ville.yaml', '-o', 'folder', cwd=folder)
    shutil.copy('examples/ville.yaml', f'{folder}/mine.yaml')
    os.chmod(f'{folder}/mine.yaml', 0)
    os.chmod(f'{folder}/folder', 0o555)
    os.chmod(folder, 0o755)
    other = {}
    if os.geteuid() == 0:  # who may everything is refused nothing: another user tries
        shutil.copy(planner, f'{folder}/planner')
        planner_of_all, planner = planner, f'{folder}/planner'
        other = {'user': NOBODY}
    causes('E001', 'a file that one may not read', 'check', 'mine.yaml', cwd=folder, **other)
    causes('E002', 'a folder that one may not write into', 'ville.yaml', '-o', 'folder/report.md', cwd=folder, **other)
    if other:
        planner = planner_of_all
    os.chmod(f'{folder}/folder', 0o755)
    paris = ('init', '--department', '75', '-d', 'towns')
    run(*paris, cwd=folder)
    status, _, err = run(*paris, cwd=folder)
    verdict('E003: not said of the same content', status == 0 and codes_in(err) == [], err)
    town = f'{folder}/towns/{os.listdir(folder + "/towns")[0]}'
    open(town, 'a').write('notes: filled in\n')
    causes('E003', 'a profile that was filled in', *paris, cwd=folder)
    verdict('E003: and it is left alone', open(town).read().endswith('filled in\n'))
    status, _, err = run(*paris, '--force', cwd=folder)
    verdict('E003: unless --force', status == 0 and codes_in(err) == [], err)
verdict('what is not tried is a code, and says why', set(UNTRIED) <= set(entries) and all(UNTRIED.values()))

# ---- the help

WORDS = {'fr': {'error': 'erreur', 'warning': 'avertissement'}, 'en': {'error': 'error', 'warning': 'warning'}}
for code, entry in entries.items():
    for lang in LOCALES:
        status, out, err = run('help', code.lower(), lang=lang)
        head = re.compile(rf"{code}  {WORDS[lang][entry['severity']]}\s?: {re.escape(entry['message'][lang])}\n")
        flat = re.sub(r'\s+', ' ', out)
        verdict(f'help {code} in {lang}', status == 0 and err == '' and head.match(out)
                and re.sub(r'\s+', ' ', entry['meaning'][lang]) in flat, out)
        if entry['example'] != 'situation':
            first = entry['right'][lang].split('\n')[0][:72]
            verdict(f'help {code} in {lang}: the right example', f'\n    {first}' in out, out)
for lang in LOCALES:
    status, out, _ = run('help', 'codes', lang=lang)
    listed = re.findall(r'^([A-Z]\d{3})  ', out, re.M)
    verdict(f'help codes in {lang}: all, in order', status == 0 and listed == shown, listed)
    _, out, _ = run('help', lang=lang)
    verdict(f'the help in {lang} names help P012', 'planner help P012' in out)
status, out, err = run('help', 'P912')
verdict('an unknown code', status == 2 and out == '' and 'C030' in codes_in(err) and "did you mean 'P012'?" in err, err)
status, out, err = run('help', 'h001')
verdict('a help is no message', status == 2 and 'C030' in codes_in(err) and 'planner help codes' in err, err)
status, _, err = run('help', 'nothing')
verdict('a word is no code', status == 2 and codes_in(err) == ['C065'], err)
_, out, _ = run('help', 'P017')
verdict('a long line is cut and measured', max(map(len, out.splitlines())) < 160 and 'characters)' in out, out)
_, out, _ = run('help', 'P004')
verdict('nothing invisible is printed', '\u200b' not in out and '\ufffd' in out)

# ---- the build: what is missing, too much or twice is named


def broken(name, edit, wanted, text):
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree('src/knowledge', f'{folder}/k')
        edit(f'{folder}/k/diagnostics')
        status, _, err = run('knowledge', 'list', '--knowledge', 'k', cwd=folder)
        verdict(name, status == 3 and wanted in codes_in(err) and text in err, f'status {status}\n{err}')


def rewrite(file, old, new):
    def edit(diagnostics):
        text = open(f'{diagnostics}/{file}').read()
        assert old in text
        open(f'{diagnostics}/{file}', 'w').write(text.replace(old, new, 1))
    return edit


def without(code):
    def edit(diagnostics):
        for name in os.listdir(diagnostics):
            text = open(f'{diagnostics}/{name}').read()
            parts = re.split(r'(?m)^(?=  - code: )', text)
            open(f'{diagnostics}/{name}', 'w').write(''.join(p for p in parts if not p.startswith(f'  - code: {code}')))
    return edit


broken('a message without an explanation', without('P012'), 'K001', "'P012' is missing in diagnostics/")
broken('an explanation without a message', rewrite('command.yaml', 'code: C030', 'code: C999'), 'K004', 'C999')
broken('an explanation of a help', rewrite('command.yaml', 'code: C030', 'code: H001'), 'K004', 'H001')
broken('an explanation twice', rewrite('command.yaml', 'code: C030', 'code: C001'), 'K005', 'C001')
broken('an explanation in one language', rewrite('system.yaml', '      fr: >-', '      fi: >-'), 'K008', 'meaning')
broken('a mark that makes no sense', rewrite('profile.yaml', '⟦E2808B⟧', '⟦E2808⟧'), 'K003', 'wrong')
broken('a piece of knowledge without its file', rewrite('knowledge.yaml', '    file: labels.yaml\n', ''), 'K001', 'file')
broken('a folder without explanations', shutil.rmtree, 'E001', 'diagnostics')

_, out, _ = run('knowledge', 'messages', '--lang', 'en')
verdict('docs/diagnostics.md is what the explanations say', out == open('docs/diagnostics.md').read())
_, out, _ = run('knowledge', 'messages')
verdict('the page in French', out.startswith('# Les messages') and len(re.findall(r'^## [A-Z]\d{3}$', out, re.M)) == len(shown))
