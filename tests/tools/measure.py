#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The size of the house: lines of C, functions, statics that are called once, longest functions, pairs of ten equal lines; room by room.
A pair is two places in which the same ten or more lines of code stand, blanks, comments, braces and includes aside.   usage: measure.py [--pairs]"""
import os, re, sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
RUN = 10


def sources():
    for top in ('src', 'include'):
        for folder, _, names in sorted(os.walk(os.path.join(ROOT, top))):
            for name in sorted(names):
                if name.endswith(('.c', '.h', '.def')):
                    path = os.path.join(folder, name)
                    with open(path, encoding='utf-8') as f:
                        yield os.path.relpath(path, ROOT), f.read()


def pairs(files):
    """[(file, line, file, line, length)], each as long as it goes."""
    lines = []  # (text, file, line)
    for path, text in files:
        for number, line in enumerate(text.split('\n'), 1):
            line = line.strip()
            if re.search(r'\w', line) and not re.match(r'#include|/?\*', line):
                lines.append((line, path, number))
        lines.append((path, path, 0))  # no run goes over the end of a file
    at = {}
    for i in range(len(lines) - RUN + 1):
        at.setdefault(tuple(line for line, _, _ in lines[i:i + RUN]), []).append(i)
    found = []
    for places in at.values():
        for n, a in enumerate(places):
            for b in places[n + 1:]:
                if a > 0 and b > 0 and lines[a - 1][0] == lines[b - 1][0]:
                    continue  # the run begins before
                length = RUN
                while max(a, b) + length < len(lines) and lines[a + length][0] == lines[b + length][0]:
                    length += 1
                found.append((lines[a][1], lines[a][2], lines[b][1], lines[b][2], length))
    return sorted(found, key=lambda pair: -pair[4])


def functions(text):
    """[(name, lines of the body, whether it is static)]"""
    return [(m.group(2), m.group(3).count('\n'), bool(m.group(1)))
            for m in re.finditer(r'^(static (?:inline )?)?(?!static)[a-z][^;=\n]*?\b(\w+)\((?:[^;{]|\n)*?\)\n\s*\{\n(.*?)^\s{0,4}\}$', text, re.M | re.S)]


if __name__ == '__main__':
    files = list(sources())
    if sys.argv[1:] == ['--pairs']:
        for a, i, b, j, length in pairs(files):
            print(f'{a}:{i} and {b}:{j}: {length} lines')
        sys.exit()
    rooms = {}
    for path, text in files:
        room = rooms.setdefault(path.split('/')[1] if path.count('/') > 1 else path.split('/')[0], [0, 0, 0, 0])
        found = functions(text)
        room[0] += text.count('\n')
        room[1] += len(re.findall(r'^\{$', text, re.M))
        room[2] += sum(static and len(re.findall(rf'\b{name}\b', text)) == 2 for name, _, static in found)
        room[3] = max([room[3]] + [lines for _, lines, _ in found])
    print(f'{"room":10} {"lines":>7} {"functions":>10} {"per 1,000":>10} {"called once":>12} {"longest":>8}')
    rooms['all'] = [sum(row[i] for row in rooms.values()) for i in range(3)] + [max(row[3] for row in rooms.values())]
    for room, (lines, count, once, longest) in rooms.items():
        print(f'{room:10} {lines:7,} {count:10,} {count * 1000 / lines:10.0f} {once:12,} {longest:8}')
    print(f'{len(pairs(files))} pairs of {RUN} equal lines')
