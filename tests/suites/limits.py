#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every limit of a profile: one below and at the limit it is read, one above it is refused with its message. Then the shapes that cost
parsers most: twice the input costs at most two and a half times as much of the processor.   usage: limits   (PLANNER names the program)"""
import resource, subprocess
from lib import planner, verdict

HEAD = 'name: A\nkind: commune\n'


def check(text):
    done = subprocess.run([planner, 'check', '--date', '2026-11-23', '-'], input=text.encode(), capture_output=True, env={'LC_ALL': 'C'},
                          timeout=120)
    return done.returncode, done.stderr.decode()


def padded(size):
    """Exactly `size` bytes of profile, most of it comments."""
    line = '#' + 'x' * 98 + '\n'
    rest = size - len(HEAD)
    return HEAD + line * (rest // 100 - 1) + '#' + 'x' * (rest % 100 + 100 - 2) + '\n'


def nested(depth):
    """A list in a list in … : `depth` levels with the profile's own, in a field that takes none: the depth is refused before the type is."""
    return HEAD + 'note: ' + '[' * (depth - 1) + ']' * (depth - 1) + '\n'


def events(count):
    """Stream, document and mapping are six events, name and kind four, the field and its list three; one an item."""
    return HEAD + 'note: [' + ','.join(['a'] * (count - 13)) + ']\n'


def steps(count):
    return HEAD + 'validation_chain:\n' + '  - {by: author, delay: 1h}\n' * count


def items(count):
    return HEAD + 'goals: [' + ', '.join(['visibility'] * count) + ']\n'


def characters(count):
    return f'name: {"é" * count}\nkind: commune\n'


LIMITS = [
    ('1 MiB', 1 << 20, padded, 'P001'),
    ('32 levels', 32, nested, 'P036'),
    ('100,000 events', 100000, events, 'P037'),
    ('4,096 characters', 4096, characters, 'P017'),
    ('50 steps of the circuit', 50, steps, 'P020'),
    ('200 items of a list', 200, items, 'P020'),
]
for name, limit, make, code in LIMITS:
    below, there, above = (check(make(size)) for size in (limit - 1, limit, limit + 1))
    verdict(f'{name}: {limit - 1} and {limit} pass, {limit + 1} is refused', above[0] == 1 and f'[{code}]' in above[1] and
            all(status in (0, 1) and f'[{code}]' not in said for status, said in (below, there)), (below, there, above))

SHAPES = {
    'opening brackets': lambda n: '[' * n,
    'opening braces': lambda n: '{' * n,
    'pairs of brackets': lambda n: 'goals: [' + '[],' * (n // 3) + ']',
    'items of a list': lambda n: 'goals:\n' + '- a\n' * (n // 4),
    'dashes': lambda n: '- ' * (n // 2),
    'question marks': lambda n: '? ' * (n // 2),
    'keys': lambda n: ''.join(f'k{i}: 1\n' for i in range(n // 8)),
    'the same key': lambda n: 'name: A\n' * (n // 8),
    'one long key': lambda n: 'k' * n + ': 1',
    'a long text over lines': lambda n: 'name: ' + 'mot\n  ' * (n // 6),
    'a long quoted text': lambda n: 'name: "' + '\\n' * (n // 2) + '"',
    'a block text': lambda n: 'name: |\n' + '  a\n' * (n // 4),
    'blank lines': lambda n: HEAD + '\n' * n,
    'comments': lambda n: HEAD + '# a\n' * (n // 4),
    'anchors': lambda n: 'goals: [' + '&a a,' * (n // 5) + ']',
    'tags': lambda n: 'goals: [' + '!a a,' * (n // 5) + ']',
    'directives': lambda n: '%TAG ! a\n' * (n // 9),
    'documents': lambda n: '---\n' * (n // 4),
    'spaces': lambda n: 'name:' + ' ' * n + 'A',
    'invisible characters': lambda n: 'name: ' + '\u200b' * (n // 3),
    'colons': lambda n: 'a: ' * (n // 3),
    'apostrophes': lambda n: "name: '" + "''" * (n // 2) + "'",
}


VALID = ('blank lines', 'comments')


def cost(text):
    """Processor time, which other programs do not add to, of the cheapest of some runs; and what the last one said."""
    def once():
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        said = check(text)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, said
    runs = [once() for _ in range(7)]
    return min(seconds for seconds, _ in runs), runs[-1][1]


start_up, _ = cost(HEAD)
for name, shape in SHAPES.items():
    (one, _), (two, said) = cost(shape(500000)), cost(shape(1000000))
    # What starting costs is in both.
    verdict(f'{name}: twice the input, at most two and a half times the work', two <= 2.5 * one + 2 * start_up and (said == (0, '') if name in VALID else said[1] != ''),
            f'{one:.4f} s, then {two:.4f} s, {said}')
