#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Many towns at work: several documents of each, one archive, a planner.yaml for all, four shards that make one run, the hook before a commit.
PLANNER names the program"""
import json, os, re, shutil, subprocess

import lib
from lib import ENV, planner, skip, verdict

work = lib.folder()


def run(*arguments, cwd=work, stdin=None, **more):
    done = subprocess.run([planner, *arguments], env={**ENV, **more}, input=stdin, capture_output=True, cwd=cwd, timeout=300)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def write(name, text):
    path = os.path.join(work, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text)
    return path


def read(name):
    with open(os.path.join(work, name), encoding='utf-8', newline='') as file:
        return file.read()


def listed(folder):
    return sorted(name for name in os.listdir(os.path.join(work, folder)) if name[0] != '.')


def town(i):
    return f'name: Town {i}\nkind: commune\npopulation: {100 + 300 * i}\ncode: "421{i:02}"\ndepartment: "42"\nmeans:\n  hours_per_week: {i % 4}\n'


for i in range(40):
    write(f'towns/{i:02}.yaml', town(i))
shutil.copy(os.path.join(lib.ROOT, 'examples/ville.yaml'), os.path.join(work, 'ville.yaml'))

# ---- several documents
status, _, messages = run('batch', '-d', 'both', '--document', 'strategy,note', '--summary', 'both.jsonl', 'towns/00.yaml', 'towns/01.yaml')
verdict('several documents: a file each, named after town and document', status == 0 and listed('both') == ['town-0-42100.note.md', 'town-0-42100.strategy.md', 'town-1-42101.note.md', 'town-1-42101.strategy.md'], messages)
verdict('each is that of a run for it', all(read(f'both/town-1-42101.{one}.md') == run('towns/01.yaml', '--document', one)[1] for one in ('strategy', 'note')))
rows = [json.loads(line) for line in read('both.jsonl').splitlines()]
verdict('the summary names both', [row['report'] for row in rows] == [[f'town-{i}-4210{i}.strategy.md', f'town-{i}-4210{i}.note.md'] for i in (0, 1)], rows)
run('batch', '-d', 'both', '--document', 'strategy,note', '--summary', 'both.md', '--lang', 'en', '--force', 'towns/00.yaml')
verdict('and links to both', '[town-0-42100.strategy.md](<both/town-0-42100.strategy.md>), [town-0-42100.note.md](<both/town-0-42100.note.md>)' in read('both.md').replace('\\', ''), read('both.md')[:800])
os.unlink(os.path.join(work, 'both/town-1-42101.note.md'))
verdict('one that is missing is written again', run('batch', '-d', 'both', '--document', 'strategy,note', 'towns/01.yaml')[2] == 'planner: 1 done\n' and 'town-1-42101.note.md' in listed('both'))
verdict('both unchanged', run('batch', '-d', 'both', '--document', 'strategy,note', 'towns/01.yaml')[2] == 'planner: 0 done, 1 unchanged\n')
status, _, messages = run('batch', '-d', 'x', '--document', 'strategy,notte', 'towns/00.yaml')
verdict('a document that is none is refused, with the one that was meant', status == 2 and "'note'" in messages and 'C004' in messages, messages)
verdict('elsewhere it is one document', run('plan', '--document', 'strategy,note', 'towns/00.yaml')[0] == 2)

# ---- an archive
status, out, messages = run('batch', '--archive', 'all.jsonl', '--document', 'strategy,note', '--summary', 'all.csv', 'towns')
lines = [json.loads(line) for line in read('all.jsonl').splitlines()]
verdict('an archive: a line for each report', status == 0 and not out and len(lines) == 80 and messages == 'planner: 40 done\n', messages)
verdict('with its text, and where it is from', lines[3]['text'] == read('both/town-1-42101.note.md') and [lines[3][key] for key in ('report', 'source', 'name', 'code', 'document')] == ['town-1-42101.note.md', 'towns/01.yaml', 'Town 1', '42101', 'note'])
verdict('the summary names the reports', 'town-1-42101.strategy.md; town-1-42101.note.md' in read('all.csv'))
run('batch', '--archive', 'again.jsonl', '-j', '3', '--document', 'strategy,note', 'towns')
verdict('the same on any number of jobs', read('again.jsonl') == read('all.jsonl'))
verdict('tables too, each under its header', run('batch', '--archive', 'csv.jsonl', '-f', 'csv', 'ville.yaml')[0] == 0 and json.loads(read('csv.jsonl'))['text'] == run('ville.yaml', '-f', 'csv')[1])
verdict('pages too', run('batch', '--archive', 'html.jsonl', '-f', 'html', 'ville.yaml')[0] == 0 and json.loads(read('html.jsonl'))['text'] == run('ville.yaml', '-f', 'html')[1])
verdict('what is no text is refused', run('batch', '--archive', 'x.jsonl', '-f', 'docx', 'ville.yaml')[0] == 2 and run('batch', '--archive', 'x.jsonl', '-d', 'x', 'ville.yaml')[0] == 2 and not os.path.exists(os.path.join(work, 'x.jsonl')))
verdict('nor does it replace what is read', 'C050' in run('batch', '--archive', 'ville.yaml', 'ville.yaml')[2])

# ---- planner.yaml
for i in range(3):
    write(f'set/{i}.yaml', town(i))
write('set/planner.yaml', '# for all of them\nedition: 2011\ndate: 2026-12-24\nlang: en\ndocuments: [note, strategy]\nexceptions:\n  - {advice: facebook, reason: The council said no}\n')
status, _, messages = run('batch', '-d', 'set.out', 'set', SOURCE_DATE_EPOCH='')
verdict('planner.yaml is no profile', status == 0 and messages == 'planner: 3 done\n' and len(listed('set.out')) == 6, messages)
write('own.yaml', town(1) + 'exceptions:\n  - {advice: facebook, reason: The council said no}\n')
alone = run('own.yaml', '--edition', '2011', '--date', '2026-12-24', '--lang', 'en', '--document', 'strategy')[1]
verdict('edition, date, language, documents and exceptions hold for all', read('set.out/town-1-42101.strategy.md') == alone and 'The council said no' in alone)
run('batch', '-d', 'set.fr', '--lang', 'fr', '--document', 'strategy', 'set')
verdict('the command line wins', read('set.fr/town-1-42101.md') == run('own.yaml', '--edition', '2011', '--date', '2026-12-24', '--lang', 'fr')[1])
verdict('a second run changes nothing', run('batch', '-d', 'set.out', 'set')[2] == 'planner: 0 done, 3 unchanged\n')
text = read('set/planner.yaml')
write('set/planner.yaml', text.replace('said no', 'has refused'))
verdict('another exception makes other reports', run('batch', '-d', 'set.out', '--force', 'set')[2] == 'planner: 3 done\n')
write('set/1.yaml', town(1) + 'exceptions:\n  - {advice: facebook, reason: We did}\n')
run('batch', '-d', 'set.own', 'set')
verdict('what a town says itself goes first', 'We did' in read('set.own/town-1-42101.strategy.md') and 'has refused' not in read('set.own/town-1-42101.strategy.md'))
verdict('planner.yaml among the files is the same', run('batch', '-d', 'set.files', *(f'set/{name}' for name in listed('set')))[2] == 'planner: 3 done\n' and len(listed('set.files')) == 6)
write('fr/planner.yaml', 'langue: en\nmodele: lettre.docx\n')
write('fr/v.yaml', town(1))
status, _, messages = run('batch', '-d', 'fr.out', '-f', 'docx', 'fr')
verdict('a template is looked for beside the file', status == 3 and 'fr/lettre.docx' in messages and 'E001' in messages, messages)
for fault, code, place in (('editon: 2011', 'P012', '1:1'), ('edition: 2012', 'P013', '1:10'), ('\ndate: 2026-02-31', 'P022', '2:7'), ('lang: de', 'P013', '1:7'), ('documents: [note, notes]', 'P013', '1:19'),
                           ('lang: [fr]', 'P014', '1:7'), ('exceptions: [{advise: facebook}]', 'P012', '1:15'), ('- a', 'P040', '1:1'), ('date: a: b', 'P028', '1:8')):
    write('bad/planner.yaml', fault + '\n')
    write('bad/v.yaml', town(1))
    status, _, messages = run('batch', '-d', 'bad.out', 'bad')
    verdict(f'a fault in it is said with its place: {fault.strip()}', status == 1 and f'bad/planner.yaml:{place}: error' in messages and f'[{code}]' in messages and not os.path.exists(os.path.join(work, 'bad.out')), messages)
    verdict(f'check says it too: {fault.strip()}', run('check', 'bad/v.yaml', 'bad/planner.yaml')[0] == 1 and f'[{code}]' in run('check', 'bad/planner.yaml')[2])
verdict('check takes a good one', run('check', '--strict', 'set/planner.yaml') == (0, '', ''))
status, _, messages = run('batch', '-d', 'two', 'set', 'fr')
verdict('two of them are refused', status == 2 and 'C078' in messages, messages)
os.unlink(os.path.join(work, 'fr/v.yaml'))
write('fr/planner.yaml', 'langue: en\n')
verdict('a folder that holds nothing else holds no profile', run('batch', '-d', 'none', 'fr')[2].count('P064') == 1)

# ---- four shards are one run
if not shutil.which('parallel'):
    skip('four shards', 'GNU parallel is not here')
else:
    stream = ''.join(f'---\n{town(i)}' for i in range(400))
    write('stream.yaml', stream)
    one = run('batch', '-d', 'whole', '--summary', 'whole.jsonl', '-', stdin=stream.encode())
    script = f'''parallel --will-cite -j 4 --pipepart -a stream.yaml --recstart '---\n' --block -1 --keep-order \
        "'{planner}' batch -q -j 1 -d shards --summary shard-{{#}}.jsonl -"'''
    done = subprocess.run(['sh', '-c', script], env=ENV, cwd=work, capture_output=True, timeout=300)
    rows = [line for i in range(1, 5) for line in read(f'shard-{i}.jsonl').splitlines()]
    verdict('four shards of a stream give the reports of one run', done.returncode == 0 and listed('whole') == listed('shards') and len(listed('whole')) == 400 and
            all(read(f'whole/{name}') == read(f'shards/{name}') for name in listed('whole')), done.stderr.decode()[-500:])
    verdict('and its rows, in its order', rows == read('whole.jsonl').splitlines(), rows[:2])

# ---- before a commit
page = open(os.path.join(lib.ROOT, 'docs/integration.md'), encoding='utf-8').read()
blocks = dict(re.findall(r'^`([^`]+)`:\n\n```\w*\n(.*?)^```', page, re.M | re.S))
verdict('docs/integration.md has a hook, its description and an action', {'.git/hooks/pre-commit', '.pre-commit-hooks.yaml', '.github/workflows/profiles.yml'} <= set(blocks), sorted(blocks))
if shutil.which('git') and '.git/hooks/pre-commit' in blocks:
    bin = os.path.join(work, 'bin')
    os.makedirs(bin)
    os.symlink(planner, os.path.join(bin, 'planner'))
    env = {**ENV, 'PATH': f'{bin}:{os.environ["PATH"]}', 'GIT_CONFIG_GLOBAL': '/dev/null', 'GIT_CONFIG_SYSTEM': '/dev/null', 'HOME': work}

    def git(*arguments):
        return subprocess.run(['git', '-c', 'user.name=T', '-c', 'user.email=t@example.org', *arguments], env=env, cwd=os.path.join(work, 'repository'), capture_output=True, text=True)
    write('repository/towns/a town.yaml', town(1))
    write('repository/towns/planner.yaml', 'lang: en\n')
    write('repository/other.txt', 'x\n')
    git('init', '-q')
    write('repository/.git/hooks/pre-commit', blocks['.git/hooks/pre-commit'])
    os.chmod(os.path.join(work, 'repository/.git/hooks/pre-commit'), 0o755)
    git('add', '.')
    done = git('commit', '-qm', 'good')
    verdict('the hook lets good profiles pass', done.returncode == 0 and git('log', '--oneline').stdout.count('\n') == 1, done.stderr)
    write('repository/towns/a town.yaml', town(1).replace('kind', 'kinde'))
    git('add', '.')
    done = git('commit', '-qm', 'bad')
    verdict('and stops a bad one, with its place', done.returncode != 0 and 'towns/a town.yaml:2:1: error' in done.stderr and git('log', '--oneline').stdout.count('\n') == 1, done.stderr)
    git('reset', '-q', '--hard')
    write('repository/other.txt', 'y\n')
    git('add', '.')
    verdict('a commit without profiles asks nothing', git('commit', '-qm', 'other').returncode == 0)
