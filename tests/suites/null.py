#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every suite once more, with a program that only ends with status 3 and with one that says nothing and ends well. At most a tenth of its checks may
pass: the others would have let a program pass that does nothing. tests/data/null.tsv names the checks that do not ask the program, and why.   usage: null SUITE..."""
import csv, os, re, subprocess, sys
import lib

PROGRAMS = {'ends with 3': 'exit 3', 'says nothing': 'exit 0'}
with open('tests/data/null.tsv', encoding='utf-8') as f:
    EXCEPTIONS = list(csv.DictReader((line for line in f if not line.startswith('#')), delimiter='\t', quoting=csv.QUOTE_NONE))
used = set()


def excepted(suite, name):
    rows = [i for i, row in enumerate(EXCEPTIONS) if row['suite'] == suite and re.fullmatch(row['checks'], name)]
    used.update(rows)
    return bool(rows)


def run(suite, program):
    done = subprocess.run(suite, env={**lib.ENV, 'PLANNER': program, 'QUICK': '1'}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=300)
    found = re.findall(r'^(ok|not ok)\b(?: - )?(.*)$', done.stdout.decode('utf-8', 'replace'), re.M)
    # A suite that breaks off has noticed.
    return [name for word, name in found if word == 'ok' and not excepted(suite, name)], len(found) + (done.returncode != 0)


for name, body in PROGRAMS.items():
    program = os.path.join(lib.folder(), 'planner')
    with open(program, 'w') as f:
        f.write(f'#!/bin/sh\n{body}\n')
    os.chmod(program, 0o755)
    for suite in sys.argv[1:]:
        passed, checks = run(suite, program)
        lib.verdict(f'{suite}, with a program that {name}: {len(passed)} of {checks} pass', checks > 0 and len(passed) * 10 <= checks, '\n'.join(passed[:40]))
for i, row in enumerate(EXCEPTIONS):
    if row['suite'] in sys.argv[1:]:
        lib.verdict(f'{row["suite"]}: {row["checks"]} are still there', i in used)
