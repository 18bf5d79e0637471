#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Faults on purpose: every allocation, read, write, sync, close, rename and opening fails once, in turn. Each time: a documented status, one
message, no signal, no file but whole ones, and what was there before is still there.   usage: faults PLANNER PRELOAD [MAX]
MAX: of each kind in each case so many calls at most, drawn with a fixed seed."""
import os, random, shutil, subprocess, sys
import lib
from lib import ROOT as root, faultless as verdict

planner, preload = (os.path.abspath(p) for p in sys.argv[1:3])
most = int(sys.argv[3]) if len(sys.argv) > 3 else None
draw = random.Random(1)
work = lib.folder()
preload = shutil.copy(preload, lib.folder())  # the loader takes a space in a path for the end of it
ville = os.path.join(root, 'examples', 'ville.yaml')
small = os.path.join(root, 'examples', 'minimal.yaml')
KINDS = ['alloc', 'read', 'write', 'short', 'fsync', 'close', 'rename', 'fchmod', 'open']


def run(arguments, fault, count=None, **more):
    env = {'LC_ALL': 'C', 'PATH': os.environ['PATH'], 'LD_PRELOAD': preload, 'FAULT': fault}
    if count:
        env['FAULT_COUNT'] = count
    return subprocess.run([planner, *arguments], env=env, cwd=work, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60, **more)


def files(folder):
    found = {}
    for base, _, names in os.walk(folder):
        for name in (name for name in names if name != '.planner-keys'):  # looked at below
            with open(os.path.join(base, name), 'rb') as f:
                found[os.path.relpath(os.path.join(base, name), folder)] = f.read()
    return found


DATE = ['--date', '2026-11-23']
CASES = [
    ('plan to standard output', [ville, *DATE], None),
    ('plan as JSON', [small, '-f', 'json', *DATE], None),
    ('plan as HTML', [small, '-f', 'html', *DATE], None),
    ('plan as CSV', [small, '-f', 'csv', *DATE], None),
    ('plan as a calendar', [small, '-f', 'ics', *DATE], None),
    ('questionnaire', ['init', '--no-input', '--set', 'name=A', '--set', 'kind=commune', '-o', 'out/p.yaml'], {}),
    ('plan to a file that exists', [ville, '-o', 'out/plan.md', *DATE], {'plan.md': b'previous\n'}),
    ('check', ['check', os.path.join(root, 'tests', 'diagnostics', 'P012.yaml'), *DATE], None),
    ('why', ['why', ville, 'linkedin', *DATE], None),
    ('compare', ['compare', '--edition', '2011,2026', small, *DATE], None),
    ('init', ['init', '--commune', 'Rive-de-Gier', '-o', 'out/p.yaml'], {}),
    ('batch', ['batch', '-j', '1', '--force', '-d', 'out', '--summary', 'out/summary.csv', ville, small, *DATE],
     {'summary.csv': b'previous\n'}),
    ('batch on two threads', ['batch', '-j', '2', '--force', '-d', 'out', ville, small, *DATE], {}),
]


def one(name, arguments, before, kind):
    out = os.path.join(work, 'out')

    def reset():
        shutil.rmtree(out, ignore_errors=True)
        os.mkdir(out)
        for file, data in (before or {}).items():
            with open(os.path.join(out, file), 'wb') as f:
                f.write(data)

    reset()
    counter = os.path.join(work, 'count')
    good = run(arguments, f'{kind}:0', counter)
    calls = int(open(counter).read())
    whole = files(out)
    chosen = range(1, calls + 1) if most is None or calls <= most else sorted(draw.sample(range(1, calls + 1), most))
    for i in chosen:
        reset()
        done = run(arguments, f'{kind}:{i}')
        where = f'call {i} of {calls}'
        said = done.stderr.decode('utf-8', 'replace')
        if done.returncode < 0:
            return f'{where}: killed by signal {-done.returncode}'
        if done.returncode not in (good.returncode, 3):
            return f'{where}: status {done.returncode}: {said}'
        if done.returncode == good.returncode and done.stdout != good.stdout:
            return f'{where}: status {done.returncode} with another output'
        if done.returncode == 3 and good.returncode != 3:
            errors = [line for line in said.splitlines() if 'error' in line or 'out of memory' in line]
            if len(errors) != 1:
                return f'{where}: {len(errors)} messages: {said}'
        for file, data in files(out).items():
            if done.returncode == 3 and file == 'summary.csv' and len(data.splitlines()) == len(whole[file].splitlines()):
                continue  # whole, and it tells of the town that failed
            if data not in (whole.get(file), (before or {}).get(file)):
                return f'{where}: {file} is neither whole nor as before ({len(data)} bytes)'
        keys = os.path.join(out, '.planner-keys')  # has the times of files; what it must do is not to be half a file
        if os.path.exists(keys):
            with open(keys, 'rb') as f:
                kept = f.read()
            if not (kept.startswith(b'planner-keys 1\t') and kept.endswith(b'\n')):
                return f'{where}: .planner-keys is not whole ({len(kept)} bytes)'
        lost = set(before or {}) - set(files(out))
        if lost:
            return f'{where}: lost {lost}'
        if kind == 'short' and (done.returncode != good.returncode or files(out) != whole):
            return f'{where}: half a write is not gone on with'
        if done.returncode == good.returncode and files(out) != whole:
            return f'{where}: status {done.returncode}, but the files are not those of a good run'
    global faults
    faults += len(chosen)
    return None


faults = 0
for name, arguments, before in CASES:
    for kind in KINDS:
        verdict(f'{name}: {kind}', one(name, arguments, before, kind))
print(f'# {faults} faults made')
