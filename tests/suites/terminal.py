#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What reaches a terminal or becomes the name of a file: hostile words as arguments, paths, fields, values, answers and names of towns. Nothing
that steers a terminal comes out, and no file is made elsewhere than it should.   PLANNER names the program"""
import os, re, subprocess
import lib
from lib import faultless as verdict, planner

work = lib.folder()
ENV = {**lib.ENV, 'TERM': 'xterm'}

# Colours, titles of windows, clearing, answers that a terminal would type by itself, C1 in two encodings, line tricks, directions, the invisible.
STEERING = {
    'a colour': b'\x1b[31mx', 'the title of the window': b'\x1b]0;x\x07', 'clearing': b'\x1b[2J\x1b[H', 'a report': b'\x1b[6n', 'a link': b'\x1b]8;;http://x.example\x1b\\x',
    'C1': '\x9b31mx'.encode(), 'C1 in one byte': b'\x9b31mx', 'a return': b'x\rplanner: 1 done', 'backspaces': b'x\b\b\b', 'a line': b'x\nplanner: error: no [P001]', 'a bell': b'\a',
    'the other direction': '\u202egnp.x'.encode(), 'isolates': '\u2066x\u2069'.encode(), 'no width': 'a\u200bb\ufeff'.encode(), 'line separators': 'a\u2028b\u2029c\x85d'.encode(),
    'no UTF-8': b'caf\xe9\xff', 'half a character': b'x\xf0\x9f', 'a surrogate': b'\xed\xa0\x80', 'too long a form': b'\xc0\x9b',
}
STEERS = re.compile('[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]')


def faults(data, lines=None):
    """What is wrong with bytes meant for a terminal; `lines`: how many lines may start with the name of the program."""
    try:
        text = data.decode('utf-8')
    except UnicodeDecodeError as error:
        return str(error)
    found = STEERS.search(text)
    if found:
        return f'U+{ord(found[0]):04X} in {text[max(0, found.start() - 30):found.end() + 30]!r}'
    forged = len(re.findall(r'^planner: ', text, re.M))
    return f'{forged} lines of the program in {text!r}' if lines is not None and forged > lines else None


def run(*arguments, data=b'', cwd=None, env=ENV):
    return subprocess.run([planner.encode(), *arguments], input=data, env=env, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)


def quiet(name, done, lines=None, statuses=(1, 2, 3), silent=False):
    problem = faults(done.stdout) or faults(done.stderr, lines)
    if not problem and done.returncode not in statuses:
        problem = f'status {done.returncode}: {done.stderr!r}'
    verdict(name, problem or (not (done.stderr or done.returncode == 0 and (done.stdout or silent)) and 'no message'))


def check_the_checker():
    for name, word in STEERING.items():
        verdict(f'{name} would be noticed', not faults(b'planner: x ' + word + b'\n', 1) and 'it is not')
    verdict('plain words are none', faults('planner: « été »\u202f; l’an\u00a0: 1\n'.encode(), 1))


def check_arguments():
    for name, word in STEERING.items():
        quiet(f'{name}: a command', run(word), 1)
        quiet(f'{name}: an option', run(b'plan', b'--' + word), 1)
        quiet(f'{name}: the value of an option', run(b'plan', b'examples/ville.yaml', b'--lang', word), 1)
        quiet(f'{name}: a day', run(b'plan', b'examples/ville.yaml', b'--date', word), 1)
        quiet(f'{name}: an item', run(b'why', b'examples/ville.yaml', word), 1)
        quiet(f'{name}: a file that is not there', run(b'check', b'./' + word), 1)
        quiet(f'{name}: a code', run(b'help', word), 1)
        quiet(f'{name}: a commune', run(b'init', b'--commune', word), 1)
        quiet(f'{name}: a fact', run(b'init', b'--no-input', b'--set', word + b'=x'), 1)
        quiet(f'{name}: what the environment says', run(b'plan', b'examples/ville.yaml', env={**ENV, 'SOURCE_DATE_EPOCH': os.fsdecode(word)}), 1)


def check_files():
    for i, (name, word) in enumerate(STEERING.items()):
        folder = os.path.join(work, f'f{i}').encode()
        os.mkdir(folder)
        path = os.path.join(folder, word.replace(b'/', b'_') + b'.yaml')
        with open(path, 'wb') as f:
            f.write(b'name: X\nkind: commune\npopulation: many\n')
        quiet(f'{name}: the name of a profile', run(b'check', path), 0)
        quiet(f'{name}: the name of a profile in a batch', run(b'batch', b'-d', folder + b'/out', folder), 1)
        with open(path, 'wb') as f:
            f.write(b'name: X\nkind: commune\n')
        for command in ((b'plan',), (b'compare', b'examples/ville.yaml'), (b'plan', b'-f', b'json'), (b'plan', b'-f', b'html')):
            quiet(f'{name}: {b" ".join(command).decode()} of such a file', run(*command, path), 0, (0,))


def check_profiles():
    for i, (name, word) in enumerate(STEERING.items()):
        path = os.path.join(work, f'p{i}.yaml')
        for where, text in {'a field': b'name: X\nkind: commune\n' + word + b': 1\n', 'a value': b'name: X\nkind: ' + word + b'\n', 'a name': b'name: ' + word + b'\nkind: what\n',
                            'a comment': b'# ' + word + b'\nname: X\nkind: what\n'}.items():
            with open(path, 'wb') as f:
                f.write(text)
            quiet(f'{name}: {where} in a profile', run(b'check', path.encode()), 0, (0, 1))
        escaped = ''.join(f'\\x{ord(c):02x}' if ord(c) < 256 else f'\\u{ord(c):04x}' for c in word.decode('utf-8', 'replace'))
        with open(path, 'w') as f:
            f.write(f'name: "a{escaped}b"\nkind: commune\nvalidation_chain: [{{step: "{escaped}c", by: author, delay: 2h}}]\nnotes: "{escaped}d"\n')
        for command in ('plan', 'chain', 'why', 'next', 'check'):
            quiet(f'{name}: {command} of a profile with escapes', run(command.encode(), path.encode()), 0, (0, 1), command == 'check')
        quiet(f'{name}: an answer to the questionnaire', run(b'init', data=word + b'\n' + b'commune\n' + word + b'\n\n'), 1, (0, 1, 3))


NAMES = ['../x', '../../../../tmp/x', '/etc/passwd', '..', '.', './.', '~/x', '-rf', '--help', 'a/b/c', 'a\\b', 'C:x', 'NUL', 'aux.md', 'x' * 4000, '$(id)', '`id`', 'a;b', 'a b', '.hidden', 'x.md/',
         'é' * 200, '%2e%2e%2f', 'İstanbul', 'ﬁ', '𝒳', '\U0001f3db', '東京', '\u202egnp', 'a\u0000b'.replace('\0', '\u2400'), 'summary', '日本', 'x\ny']


def check_towns():
    towns = os.path.join(work, 'towns')
    os.mkdir(towns)
    outside = os.path.join(work, 'outside')
    os.mkdir(outside)
    for i, name in enumerate(NAMES):
        text = ''.join(f'\\U{ord(c):08x}' for c in name)
        with open(os.path.join(towns, f'{i:02}.yaml'), 'w') as f:
            f.write(f'name: "{text}"\nkind: commune\ncode: "{10000 + i}"\n')
    before = sorted(os.path.join(root, entry) for root, folders, files in os.walk(work) for entry in folders + files)
    done = run(b'batch', b'-d', b'reports', towns.encode(), cwd=outside)
    reports = [name for name in os.listdir(os.path.join(outside, 'reports')) if name != '.planner-keys']
    after = sorted(os.path.join(root, entry) for root, folders, files in os.walk(work) for entry in folders + files)
    made = [path for path in after if path not in before and not path.startswith(os.path.join(outside, 'reports'))]
    verdict('names of towns: the batch says nothing that steers', faults(done.stderr, 1))
    refused = re.findall(r'towns/(\d\d)\.yaml:\d+:\d+: error:', done.stderr.decode())
    verdict('names of towns: a report for each, or an error', len(reports) + len(set(refused)) != len(NAMES) and (len(reports), refused, done.stderr))
    verdict('names of towns: hardly any is refused', len(set(refused)) > 2 and refused)
    verdict('names of towns: the names of reports are plain', [name for name in reports if not re.fullmatch(r'[a-z0-9][a-z0-9-]{0,99}\.md', name)])
    verdict('names of towns: a name is no device', [name for name in reports if re.fullmatch(r'(con|nul|aux|prn|com\d|lpt\d)(\..*)?', name)])
    verdict('names of towns: nothing is made elsewhere', made)


check_the_checker()
check_arguments()
check_files()
check_profiles()
check_towns()
