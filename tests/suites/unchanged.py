#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A batch leaves towns alone that its folder holds already: it says, counts and summarises what a full run would, a key that is damaged or lost
costs time alone, and no file that was changed by hand is taken for ours.   PLANNER names the program"""
import csv, io, json, os, random, shutil, subprocess, time

import lib
from lib import ENV, planner, verdict

work = lib.folder()
DAY = '2026-11-23'
out = os.path.join(work, 'out')
keys = os.path.join(out, '.planner-keys')


def run(*arguments, date=DAY, form='csv', stdin=None):
    """Status, last line of the messages, messages, summary."""
    done = subprocess.run([planner, 'batch', *(['--date', date] if date else []), '-d', out, '--summary', '-', '--summary-format', form, *arguments],
                          env=ENV | {'LC_ALL': 'C.UTF-8'}, input=stdin, capture_output=True, timeout=300)
    messages = done.stderr.decode()
    return done.returncode, messages.strip().split('\n')[-1], messages, done.stdout


def contents():
    return {name: open(os.path.join(out, name), 'rb').read() for name in os.listdir(out) if not name.startswith('.')}


def full(*arguments, **options):
    """The same without keys."""
    if os.path.exists(keys):
        os.rename(keys, keys + '.away')
    result = run(*arguments, **options)
    os.replace(keys + '.away', keys)
    return result


towns = os.path.join(work, 'towns')
shutil.copytree(os.path.join(lib.ROOT, 'examples'), towns, ignore=lambda _, names: [name for name in names if name not in ('ville.yaml', 'minimal.yaml')])
for i in range(30):
    with open(f'{towns}/town-{i:02}.yaml', 'w', encoding='utf-8') as file:
        file.write(f'name: Town {i}\nkind: commune\npopulation: {100 + 300 * i}\ncode: "4210{i % 10}"\ndepartment: "{42 + i % 3}"\n')
with open(f'{towns}/warned.yaml', 'w', encoding='utf-8') as file:
    file.write('name: ../odd\nkind: commune\npopulation: 0\n')
time.sleep(0.1)

status, last, _, summary = run(towns)
verdict('a first run writes all', status == 0 and last == f'planner: {len(os.listdir(towns))} done' and os.path.exists(keys), last)
count = len(os.listdir(towns))
before = contents()
forms = {form: full(towns, form=form) for form in ('csv', 'csv-fr', 'jsonl', 'md', 'html')}
first = os.stat(keys).st_ino
for form, wanted in forms.items():
    got = run(towns, form=form)
    verdict(f'a second run says, counts and summarises the same: {form}', got == wanted and got[1] == f'planner: 0 done, {count} unchanged', got[2])
verdict('warnings are said again', '[P045]' in run(towns)[2] and run('--strict', towns)[0] == 1)
verdict('reports stay as they are', contents() == before)
now = os.stat(keys).st_ino
run(towns), run(towns)
verdict('keys that say nothing new are left alone', os.stat(keys).st_ino == now)
verdict('keys are lines, sorted by report', (names := [line.split('\t')[8] for line in open(keys, encoding='utf-8').read().split('\n')[1:-2] if line[:1] != '=']) == sorted(names) and len(names) == count - 1)

# --- that it is not planned anew: on a later day its report would be another, and would be refused
until = json.loads(subprocess.run([planner, f'{towns}/ville.yaml', '-f', 'json', '--date', DAY], env=ENV, capture_output=True, check=True).stdout)['valid_until']['date']
day_before = time.strftime('%Y-%m-%d', time.gmtime(time.mktime(time.strptime(until, '%Y-%m-%d')) - 86400 + 43200))
one = f'{towns}/ville.yaml'
verdict('a plan holds until the day that it says', run(one, date=day_before)[1] == 'planner: 0 done, 1 unchanged')
status, last, messages, _ = run(one, date=until)
verdict('then the town is planned anew, and nothing is replaced without --force', status == 3 and 'E003' in messages and last == 'planner: 0 done, 1 not written', messages)
verdict('nor does a plan hold before its day', run(one, date='2026-11-22')[0] == 3)
verdict('with --force a report is of the day', run('--force', one, date='2026-11-24')[1] == 'planner: 1 done' and run('--force', one, date='2026-11-24')[1] == 'planner: 0 done, 1 unchanged')
run('--force', one)
verdict('and back', contents() == before)

# --- options, profile
for options in (['--lang', 'en'], ['--document', 'note'], ['--edition', '2011'], ['--sections', 'roadmap']):
    verdict(f'another report is not taken for this one: {" ".join(options)}', run(*options, f'{towns}/ville.yaml')[0] == 3)
verdict('a format of its own', run('-f', 'json', towns)[1] == f'planner: {count} done' and run('-f', 'json', towns)[1] == f'planner: 0 done, {count} unchanged' and run(towns)[1] == f'planner: 0 done, {count} unchanged')
text = open(f'{towns}/town-07.yaml', encoding='utf-8').read()
with open(f'{towns}/town-07.yaml', 'w', encoding='utf-8') as file:
    file.write(text.replace('2200', '9900'))
verdict('a profile that changed is planned anew', run(towns)[1] == f'planner: 0 done, {count - 1} unchanged, 1 not written')
verdict('and written with --force', run('--force', towns)[1] == f'planner: 1 done, {count - 1} unchanged')
with open(f'{towns}/town-07.yaml', 'w', encoding='utf-8') as file:
    file.write(text)
run('--force', towns)
os.utime(f'{towns}/town-07.yaml')
verdict('a profile that was touched is not', run(towns) == forms['csv'])
stream = '\n---\n'.join(open(f'{towns}/{name}', encoding='utf-8').read() for name in sorted(os.listdir(towns))).encode()
verdict('profiles on standard input are known by what they hold', run('-', stdin=stream)[1] == f'planner: 0 done, {count} unchanged')

# --- reports deleted, changed by hand
report = next(name for name in before if name.startswith('town-12'))
path = os.path.join(out, report)
os.unlink(path)
verdict('a report that was deleted is written again', run(towns)[1] == f'planner: 1 done, {count - 1} unchanged' and {k: v for k, v in contents().items() if k.endswith('.md')} == before)
for kind in ('in place', 'by another file', 'in the same moment'):
    if kind == 'in the same moment':
        os.unlink(path), run(towns)
    was = os.stat(path)
    changed = before[report].replace(b'Town', b'Twon', 1)
    if kind == 'by another file':
        with open(path + '.new', 'wb') as file:
            file.write(changed)
        os.replace(path + '.new', path)
    else:
        with open(path, 'r+b') as file:
            file.write(changed)
    os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))
    status, last, messages, rows = run(towns)
    row = [row for row in csv.DictReader(io.StringIO(rows.decode())) if row['name'] == 'Town 12']
    verdict(f'a report that was changed by hand is not taken for ours: {kind}', status == 3 and 'E003' in messages and open(path, 'rb').read() == changed and row[0]['outcome'] == 'not-written' and row[0]['report'] == '', last)
    verdict(f'with --force it is written again: {kind}', run('--force', towns)[1] == f'planner: 1 done, {count - 1} unchanged' and open(path, 'rb').read() == before[report])
copy = os.path.join(work, 'copy')
shutil.copytree(out, copy)
with open(os.path.join(copy, report), 'r+b') as file:
    file.write(changed)
out, keys, aside = copy, os.path.join(copy, '.planner-keys'), out
verdict('a folder that was copied is read, and what was changed in it found', run(towns)[1] == f'planner: 0 done, {count - 1} unchanged, 1 not written')
out, keys = aside, os.path.join(aside, '.planner-keys')

# --- keys that are damaged, old or lost
whole = open(keys, 'rb').read()
random.seed(21)
bad = {'empty': b'', 'binary': bytes(random.randrange(256) for _ in range(4000)), 'cut': whole[:len(whole) // 2], 'without its end': whole[:-18],
       'of another version': whole.replace(b'planner-keys 1', b'planner-keys 0', 1), 'with a line too many': whole + b'\n', 'zeros': bytes(len(whole))}
for i in range(25):
    at = random.randrange(len(whole))
    bad[f'a byte at {at}'] = whole[:at] + bytes([whole[at] ^ (1 << random.randrange(8))]) + whole[at + 1:]
wrong = []
for name, damaged in bad.items():
    with open(keys, 'wb') as file:
        file.write(damaged)
    if run(towns) != forms['csv']:
        wrong.append(name)
verdict(f'damaged keys cost time alone ({len(bad)} ways)', not wrong, '\n'.join(wrong))
os.unlink(keys)
verdict('so do lost ones', run(towns) == forms['csv'] and os.path.exists(keys))
run(f'{towns}/town-01.yaml')
verdict('a run about one town keeps what is known of the others', run('--date', '2026-11-24', towns, date=None)[1] == f'planner: 0 done, {count - 1} unchanged, 1 not written')

# --- a name that two towns want
for name, population in (('one', 10), ('two', 90000)):
    with open(f'{work}/{name}.yaml', 'w', encoding='utf-8') as file:
        file.write(f'name: Beaulieu\nkind: commune\npopulation: {population}\n')
out = os.path.join(work, 'twice')
both = run(f'{work}/one.yaml', f'{work}/two.yaml')
again = run(f'{work}/one.yaml', f'{work}/two.yaml')
verdict('a name taken twice is an error on each run', both[0] == again[0] == 1 and 'P060' in again[2] and again[1] == 'planner: 0 done, 1 unchanged, 1 not written', again[2])
turned = run(f'{work}/two.yaml', f'{work}/one.yaml')
verdict('whichever comes first', turned[0] == 3 and 'P060' in turned[2], turned[2])
