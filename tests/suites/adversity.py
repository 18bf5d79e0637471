#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The world against a run: full devices, closed streams, readers that leave, signals, folders that go, missing permissions, links, fifty runs
onto one file. Each time: a documented status, a message, and only whole files.   usage: adversity   (PLANNER names the program)"""
import os, resource, shutil, signal, subprocess, tempfile, threading, time
import lib
from lib import ROOT as root, planner, verdict

ville = os.path.abspath(os.path.join(root, 'examples', 'ville.yaml'))
faulty = os.path.abspath(os.path.join(root, 'tests', 'diagnostics', 'P012.yaml'))
signal.signal(signal.SIGHUP, signal.SIG_DFL)  # a run of the tests that goes on after its terminal ignores it, and so would the program
work = lib.folder()
ENV = {**lib.ENV, 'LC_ALL': 'C'}


def run(*arguments, **more):
    more = {'stdin': subprocess.DEVNULL, 'stdout': subprocess.PIPE, 'stderr': subprocess.PIPE, 'cwd': work, 'timeout': 60, **more}
    return subprocess.run([planner, *arguments], env=ENV, **more)


def path(*parts):
    return os.path.join(work, *parts)


def read(*parts):
    with open(path(*parts), 'rb') as f:
        return f.read()


def put(name, data):
    with open(path(name), 'wb') as f:
        f.write(data)


def wait_for(condition):
    end = time.monotonic() + 60
    while not condition() and time.monotonic() < end:
        time.sleep(0.005)
    return condition()


def town(i):
    return f'name: "Village {i}"\nkind: commune\npopulation: {i + 1}\n---\n'.encode()


def last_heading(data):
    return data[data.rfind(b'\n## '):].split(b'\n')[1]


def is_whole(data):
    return data.startswith(b'# ') and data.endswith(b'\n') and last_heading(data) == last_heading(minimal)


whole = run(ville).stdout
minimal = run('-', input=town(0)[:-4], stdin=None).stdout
assert minimal, 'a small report to compare with'

# --- devices and streams
with open('/dev/full', 'wb') as full:
    done = run(ville, stdout=full)
    verdict('a full device is said', done.returncode == 3 and b'[E002]' in done.stderr, done)
    done = run('batch', ville, stdout=full)
    verdict('of a batch too', done.returncode == 3 and b'[E002]' in done.stderr, done)
    verdict('messages that cannot be written do not change the status', run('check', faulty, stderr=full).returncode == 1)
limited = run(ville, '-o', 'limited.md', preexec_fn=lambda: (signal.signal(signal.SIGXFSZ, signal.SIG_IGN), resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))))
verdict('a file that may not grow is not left half', limited.returncode == 3 and os.listdir(work) == [], limited)


def closing(*descriptors):
    return lambda: [os.close(d) for d in descriptors]


done = run('-', preexec_fn=closing(0))
verdict('standard input closed: cannot be read', done.returncode == 3 and b'[E001]' in done.stderr, done)
verdict('and not needed otherwise', run(ville, preexec_fn=closing(0)).stdout == whole)
done = run(ville, preexec_fn=closing(1))
verdict('standard output closed: cannot be written', done.returncode == 3 and b'[E002]' in done.stderr, done)
done = run(ville, '-o', 'closed.md', preexec_fn=closing(1))
verdict('and not needed for a file', done.returncode == 0 and read('closed.md') == whole, done)
done = run(ville, preexec_fn=closing(2))
verdict('standard error closed: the report is there', done.returncode == 0 and done.stdout == whole, done)
verdict('and the status of faults is the same', run('check', faulty, preexec_fn=closing(2)).returncode == 1)
good = run('batch', '-d', 'with', '--summary', 'with.csv', ville, faulty)
for closed in ((2,), (1, 2), (0, 1, 2)):
    shutil.rmtree(path('without'), ignore_errors=True)
    done = run('batch', '-d', 'without', '--summary', 'without.csv', ville, faulty, preexec_fn=closing(*closed))
    verdict(f'{closed} closed: messages do not end up in files',
            done.returncode == good.returncode and read('without.csv') == read('with.csv') and
            [read('without', f) for f in sorted(os.listdir(path('without'))) if f != '.planner-keys'] == [read('with', f) for f in sorted(os.listdir(path('with'))) if f != '.planner-keys'], done)

# --- a reader that leaves
put('towns.yaml', b''.join(town(i) for i in range(200)))
for command in ([ville], ['batch', '-'], ['knowledge', 'list'], ['help', 'plan']):
    with open(path('towns.yaml'), 'rb') as towns:
        process = subprocess.Popen([planner, *command], env=ENV, stdin=towns, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.read(1)
    process.stdout.close()
    said = process.stderr.read()
    status = process.wait(60)
    # What fits the pipe may have been written before the reader left.
    verdict(f'{os.path.basename(command[0])}: a reader that leaves', status == 0 or (status == 141 and said == b''), (status, said))

# --- signals during a batch that reads a stream
for name in ('SIGINT', 'SIGTERM', 'SIGHUP'):
    for summary_before, idle in ((False, False), (True, True)):
        folder = f'{name}-{idle}'
        if summary_before:
            put('sum.csv', b'previous\n')
        process = subprocess.Popen([planner, 'batch', '-j', '2', '-d', folder, '--summary', 'sum.csv', '-'], env=ENV, cwd=work,
                                   stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                                   preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))  # a background shell ignores it
        process.stdin.write(b''.join(town(i) for i in range(20)))
        process.stdin.flush()
        wait_for(lambda: os.path.isdir(path(folder)) and len(os.listdir(path(folder))) > (19 if idle else 5))
        process.send_signal(getattr(signal, name))
        try:
            process.wait(20)  # standard input stays open: a signal must not wait for more towns
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        status, said = process.returncode, process.stderr.read()
        process.stdin.close()
        left = [f for f in os.listdir(path(folder)) if f != '.planner-keys']
        drafts = [f for f in left + os.listdir(work) if f.startswith('.')]
        verdict(f'{name}: an interruption is said{", also while it waits for input" if idle else ""}', status == 3 and b'interrupted' in said, (status, said))
        verdict(f'{name}: no draft is left, every report is whole', not drafts and all(is_whole(read(folder, f)) for f in left), drafts)
        verdict(f'{name}: {"the previous summary is as it was" if summary_before else "there is no summary"}',
                read('sum.csv') == b'previous\n' if summary_before else not os.path.exists(path('sum.csv')))
    os.remove(path('sum.csv'))
process = subprocess.Popen([planner, 'batch', '-d', 'nohup', '-'], env=ENV, cwd=work, stdin=subprocess.PIPE, stderr=subprocess.PIPE,
                           preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
process.stdin.write(town(1) * 2)
process.stdin.flush()
wait_for(lambda: os.path.isdir(path('nohup')) and os.listdir(path('nohup')) != [])
process.send_signal(signal.SIGHUP)
_, said = process.communicate(town(2))
verdict('a signal that was ignored before stays ignored (nohup)', b'interrupted' not in said and sorted(os.listdir(path('nohup'))) == ['.planner-keys', 'village-1.md', 'village-2.md'], said)

# Ended at any moment, a run onto a file leaves the previous version or the new one.
whole_each_time, drafts = True, []
for i in range(60):
    put('victim.md', b'previous\n')
    process = subprocess.Popen([planner, ville, '-o', 'victim.md'], env=ENV, cwd=work)
    time.sleep(i * 0.0001)
    process.send_signal(signal.SIGTERM)
    process.wait(60)
    whole_each_time = whole_each_time and read('victim.md') in (b'previous\n', whole)
    drafts += [f for f in os.listdir(work) if f.startswith('.')]
verdict('ended at any moment, the file is the previous one or the new one', whole_each_time)
verdict('and no draft is left', not drafts, drafts)

# --- folders that go
process = subprocess.Popen([planner, 'batch', '-d', 'going', '-'], env=ENV, cwd=work, stdin=subprocess.PIPE, stderr=subprocess.PIPE)
process.stdin.write(town(1) * 2)
process.stdin.flush()
wait_for(lambda: os.path.isdir(path('going')) and os.listdir(path('going')) != [])
while os.path.isdir(path('going')):  # the second report may come in between
    shutil.rmtree(path('going'), ignore_errors=True)
_, said = process.communicate(b''.join(town(i) for i in range(2, 5)))
verdict('a folder that goes during a batch is said', process.returncode == 3 and b'[E002]' in said, (process.returncode, said))
os.mkdir(path('gone'))
done = subprocess.run(['sh', '-c', 'cd gone && rmdir ../gone && exec "$0" "$1" -o here.md', planner, ville], env=ENV, cwd=work, capture_output=True)
verdict('a working folder that is gone', done.returncode == 3 and b'[E002]' in done.stderr, done)

# --- permissions, as somebody who is not root
if os.geteuid() == 0 and shutil.which('setpriv'):
    nobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups']
    open_folder = tempfile.mkdtemp(prefix='planner-nobody.', dir='/tmp')
    os.chmod(open_folder, 0o755)
    shutil.copy(planner, os.path.join(open_folder, 'planner'))
    shutil.copy(ville, os.path.join(open_folder, 'ville.yaml'))
    os.makedirs(os.path.join(open_folder, 'locked'))
    with open(os.path.join(open_folder, 'secret.yaml'), 'w') as f:
        f.write('name: A\nkind: commune\n')
    os.chmod(os.path.join(open_folder, 'secret.yaml'), 0o600)
    with open(os.path.join(open_folder, 'kept.md'), 'w') as f:
        f.write('previous\n')

    def as_nobody(*arguments):
        return subprocess.run([*nobody, './planner', *arguments], cwd=open_folder, env=ENV, capture_output=True)

    done = as_nobody('ville.yaml')
    if done.returncode == 0:
        done = as_nobody('secret.yaml')
        verdict('a profile that may not be read', done.returncode == 3 and b'[E001]' in done.stderr, done)
        done = as_nobody('ville.yaml', '-o', 'locked/plan.md')
        verdict('a folder that may not be written to', done.returncode == 3 and b'[E002]' in done.stderr and
                os.listdir(os.path.join(open_folder, 'locked')) == [], done)
        done = as_nobody('ville.yaml', '-o', 'kept.md')
        with open(os.path.join(open_folder, 'kept.md')) as f:
            verdict('a file that may not be replaced', done.returncode == 3 and f.read() == 'previous\n', done)
        done = as_nobody('batch', '-d', 'locked', '--summary', 'locked/s.csv', 'ville.yaml')
        verdict('a batch without the right to write', done.returncode == 3 and b'[E002]' in done.stderr and
                os.listdir(os.path.join(open_folder, 'locked')) == [], done)
    else:
        print('ok - # skip: the program cannot be run as another user here')
    shutil.rmtree(open_folder)
else:
    print('ok - # skip: permissions need root and setpriv')

# --- links: the file that a link names is replaced or made, and the link stays
put('target.md', b'previous\n')
os.chmod(path('target.md'), 0o640)
os.symlink('target.md', path('link.md'))
done = run(ville, '-o', 'link.md')
verdict('-o through a link replaces what it names', done.returncode == 0 and os.path.islink(path('link.md')) and read('target.md') == whole, done)
verdict('which keeps its permissions', os.stat(path('target.md')).st_mode & 0o7777 == 0o640)
os.symlink('nothing.md', path('dangling.md'))
done = run(ville, '-o', 'dangling.md')
verdict('-o onto a link that names nothing makes what it names', done.returncode == 0 and os.path.islink(path('dangling.md')) and
        read('nothing.md') == whole, done)
name = next(f for f in os.listdir(path('with')) if f.endswith('.md'))
os.mkdir(path('linked'))
put('outside.md', b'previous\n')
os.symlink(path('outside.md'), path('linked', name))
done = run('batch', '-d', 'linked', ville)
verdict('a batch does not replace a link unasked', done.returncode == 3 and os.path.islink(path('linked', name)), done)
done = run('batch', '--force', '-d', 'linked', ville)
verdict('and with --force replaces what it names', done.returncode == 0 and os.path.islink(path('linked', name)) and
        read('outside.md') == whole, done)

# --- fifty at once onto one file
versions = {run(ville, '--lang', lang).stdout for lang in ('fr', 'en')}
put('one.md', whole)
seen, stop = set(), threading.Event()


def look():
    while not stop.is_set():
        seen.add(read('one.md'))


watcher = threading.Thread(target=look)
watcher.start()
processes = [subprocess.Popen([planner, ville, '-o', 'one.md', '--lang', ('fr', 'en')[i % 2]], env=ENV, cwd=work) for i in range(50)]
statuses = {p.wait(60) for p in processes}
stop.set()
watcher.join()
verdict('fifty runs onto one file: at every moment one whole version', statuses == {0} and seen <= versions and read('one.md') in versions,
        (statuses, [len(s) for s in seen]))
verdict('and no draft is left', not [f for f in os.listdir(work) if f.startswith('.')])
processes = [subprocess.Popen([planner, 'batch', '--force', '-d', 'many', '--lang', ('fr', 'en')[i % 2], ville], env=ENV, cwd=work,
                              stderr=subprocess.DEVNULL) for i in range(50)]
statuses = {p.wait(60) for p in processes}
left = [f for f in os.listdir(path('many')) if f != '.planner-keys']
verdict('fifty batches into one folder: one whole report', statuses == {0} and left == [name] and read('many', name) in versions, (statuses, left))
