#!/usr/bin/env python3
"""Runs a command over a folder of hostile profiles and checks the outcome of each.

usage: run-hostile.py [-v] [--limit-s S] COMMAND... -- DIR      ({} in COMMAND is the file; added at the end if absent)
       tests/run-hostile.py build/planner check {} -- tests/hostile

DIR/index.tsv gives file, purpose, expected, oracle. Exit status 0 if every case is as expected, else 1; 2 for a wrong call.
expected  clear-error            exit 1, and on standard error `FILE:LINE:COLUMN: error: ` (or `FILE: error: `)
          accepted-with-warning  exit 0, and on standard error `FILE:LINE:COLUMN: warning: `
          accepted               exit 0, and nothing on standard error
          any                    exit 0 or 1; with exit 1 the same message as clear-error
oracle    parts between "; ", of which these are checked, the rest is for the reader:
          line N (the messages name that line)   suggests X (did you mean 'X'?)   suggests nothing   exit 0   not silent
always    no signal, no sanitizer report, under S seconds (1); both streams UTF-8 without control or bidi characters;
          at most 20 messages a file; nothing on standard output when the exit status is 1; no file written beside the profiles.
The day is fixed through SOURCE_DATE_EPOCH (2026-11-23), the language of messages through LC_ALL=C.UTF-8."""
import csv
import os
import re
import subprocess
import sys
import time
from lib import ENV

BIDI = re.compile('[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]')
CONTROL = re.compile('[\x00-\x08\x0b-\x1f\x7f-\x9f]')


def oracle_faults(oracle, name, code, err):
    for part in oracle.split('; '):
        if m := re.fullmatch(r'line (\d+)', part):
            if not re.search(rf'{re.escape(name)}:{m[1]}:|\bline {m[1]}\b|^ *{m[1]} \|', err, re.M):
                yield f'no message for line {m[1]}'
        elif m := re.fullmatch(r'suggests (\S+)', part):
            found = re.search(r'did you mean[^\n]*' + ('' if m[1] == 'nothing' else rf'\b{re.escape(m[1])}\b'), err, re.I)
            if bool(found) == (m[1] == 'nothing'):
                yield f'suggestion: wanted {m[1]}'
        elif part == 'exit 0' and code != 0:
            yield f'exit {code}, wanted 0'
        elif part == 'not silent' and not err.strip():
            yield 'nothing said'


def class_faults(expected, name, code, err):
    place = re.escape(name) + r'(:\d+(:\d+)?)?: '
    says = {level: re.search(place + level, err) for level in ('error', 'warning')}
    wanted = {'clear-error': (1,), 'accepted-with-warning': (0,), 'accepted': (0,), 'any': (0, 1)}[expected]
    if code not in wanted:
        yield f'exit {code}, wanted {" or ".join(map(str, wanted))}'
    if (expected == 'clear-error' or code == 1) and not says['error']:
        yield 'no "FILE:LINE:COLUMN: error: "'
    if code == 0 and says['error']:
        yield 'an error, yet exit 0'
    if expected == 'accepted-with-warning' and not says['warning']:
        yield 'no "FILE:LINE:COLUMN: warning: "'
    if expected == 'accepted' and err.strip():
        yield 'unexpected message'


def common_faults(name, code, out, err, seconds, limit):
    if code < 0 or code >= 126:
        yield f'died ({code})'
    if re.search(rb'Sanitizer|runtime error:|core dumped|[Aa]ssertion', err):
        yield 'sanitizer or assertion'
    for stream, data in (('output', out), ('messages', err)):
        try:
            text = data.decode('utf8')
        except UnicodeDecodeError:
            yield f'{stream} not UTF-8'
            continue
        if CONTROL.search(text):
            yield f'control character in {stream}'
        if BIDI.search(text):
            yield f'bidi character in {stream}'
    if len(re.findall(rb'^\S*' + re.escape(name.encode()) + rb'(?::\d+)*: (?:error|warning)', err, re.M)) > 20:
        yield 'more than 20 messages'
    if code == 1 and out.strip():
        yield 'output although exit 1'
    if seconds > limit:
        yield f'{seconds:.2f} s'


def run(command, path):
    line = [x.replace('{}', path) for x in command]
    start = time.monotonic()
    p = subprocess.run(line if line != command else line + [path], capture_output=True, timeout=30, stdin=subprocess.DEVNULL, env=ENV)
    return p.returncode, p.stdout, p.stderr, time.monotonic() - start


def main(words):
    verbose, limit = False, 1.0
    while words and words[0] in ('-v', '--limit-s'):
        if words.pop(0) == '-v':
            verbose = True
        else:
            limit = float(words.pop(0))
    if words[-2:-1] != ['--'] or len(words) < 3:
        print(__doc__, file=sys.stderr)
        return 2
    command, folder = words[:-2], words[-1]
    with open(os.path.join(folder, 'index.tsv'), encoding='utf8', newline='') as f:
        rows = list(csv.DictReader(f, delimiter='\t', quoting=csv.QUOTE_NONE))
    before = set(os.listdir(folder)) | ({'pwned'} if os.path.exists('pwned') else set())
    bad, slowest = 0, 0.0
    for row in rows:
        name = row['file']
        try:
            code, out, err, seconds = run(command, os.path.join(folder, name))
        except subprocess.TimeoutExpired:
            faults, err = ['no end after 30 s'], b''
        else:
            slowest = max(slowest, seconds)
            text = err.decode('utf8', 'replace')
            faults = [*common_faults(name, code, out, err, seconds, limit), *class_faults(row['expected'], name, code, text),
                      *oracle_faults(row['oracle'], name, code, text)]
        if faults:
            bad += 1
            print(name, row['expected'], '; '.join(dict.fromkeys(faults)), sep=' | ')
            if verbose:
                print(f'    {row["purpose"]}', *(ascii(x)[1:-1] for x in err.decode('utf8', 'replace').splitlines()[:6]), sep='\n    ')
    after = set(os.listdir(folder)) | ({'pwned'} if os.path.exists('pwned') else set())
    for name in sorted(after - before):
        bad += 1
        print(name, 'written by the command', sep=' | ')
    print(f'{len(rows) - bad} of {len(rows)} as expected, slowest {slowest:.3f} s')
    return 1 if bad or not rows else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
