#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs a command over a folder of hostile profiles and checks the outcome of each.

usage: run-hostile.py COMMAND... -- DIR      ({} in COMMAND is the file; added at the end if absent)
       tests/suites/run-hostile.py build/planner check {} -- tests/hostile

DIR/index.tsv gives file, purpose, expected, oracle. Exit status 0 if every case is as expected, else 1; 2 for a wrong call.
expected  clear-error            exit 1, and on standard error `FILE:LINE:COLUMN: error: ` (or `FILE: error: `)
          accepted-with-warning  exit 0, and on standard error `FILE:LINE:COLUMN: warning: `
          accepted               exit 0, and nothing on standard error
          any                    exit 0 or 1; with exit 1 the same message as clear-error
oracle    parts between "; ", of which these are checked, the rest is for the reader:
          line N (the messages name that line)   suggests X (did you mean 'X'?)   suggests nothing   exit 0   not silent
always    no signal, no sanitizer report, at most LIMIT times the processor time of the median; both streams UTF-8 without control or bidi
          characters; at most 20 messages a file; nothing on standard output when the exit status is 1, something when it is 0, unless the
          command is `check`; no file written beside the profiles."""
import csv, os, re, resource, statistics, subprocess, sys
from lib import ENV, verdict

LIMIT = 20  # the slowest takes three times as long

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


def common_faults(name, code, out, err, checks):
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
    if code == 0 and not checks and not out.strip():
        yield 'exit 0 without output'


def processor_seconds():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run(command, path):
    line = [x.replace('{}', path) for x in command]
    start = processor_seconds()
    p = subprocess.run(line if line != command else line + [path], capture_output=True, timeout=300, stdin=subprocess.DEVNULL, env=ENV)
    return p.returncode, p.stdout, p.stderr, processor_seconds() - start


def entries(folder):
    return set(os.listdir(folder)) | {name for name in ('pwned',) if os.path.exists(name)}


def main(words):
    if words[-2:-1] != ['--'] or len(words) < 3:
        print(__doc__, file=sys.stderr)
        return 2
    command, folder = words[:-2], words[-1]
    with open(os.path.join(folder, 'index.tsv'), encoding='utf8', newline='') as f:
        rows = list(csv.DictReader(f, delimiter='\t', quoting=csv.QUOTE_NONE))[::10 if 'QUICK' in os.environ else 1]
    before, seconds = entries(folder), {}
    for row in rows:
        name, err = row['file'], b''
        try:
            code, out, err, seconds[name] = run(command, os.path.join(folder, name))
        except subprocess.TimeoutExpired:
            faults = ['no end']
        else:
            text = err.decode('utf8', 'replace')
            faults = [*common_faults(name, code, out, err, 'check' in command), *class_faults(row['expected'], name, code, text),
                      *oracle_faults(row['oracle'], name, code, text)]
        said = (ascii(x)[1:-1] for x in err.decode('utf8', 'replace').splitlines()[:6])
        verdict(f'{" ".join(command[1:])}: {name} ({row["expected"]})', not faults, '\n'.join(('; '.join(dict.fromkeys(faults)), row['purpose'], *said)))
    slowest = max(seconds, key=seconds.get)
    ratio = seconds[slowest] / statistics.median(seconds.values())
    verdict(f'{" ".join(command[1:])}: none takes {LIMIT} times what the median takes', ratio < LIMIT, f'{slowest}: {ratio:.0f} times')
    verdict(f'{" ".join(command[1:])}: no file is written beside the profiles', entries(folder) == before, entries(folder) - before)
    return 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
