#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What is read and what is written: no output replaces an input, one way of writing for all options, inputs that are no files, names that are
no UTF-8, streams that end early.   usage: files   (PLANNER names the program)"""
import json, os, pty, re, resource, shutil, signal, socket, stat, subprocess, sys, tempfile, threading, time

planner = os.path.abspath(os.environ.get('PLANNER', 'build/planner'))
root = os.path.join(os.path.dirname(os.path.abspath(__file__)), '../..')
work = os.path.realpath(tempfile.mkdtemp(prefix='planner-files.'))
ENV = {'LC_ALL': 'C', 'PATH': os.environ['PATH'], 'SOURCE_DATE_EPOCH': '1795392000', 'NO_COLOR': '1'}
PATIENCE = 20  # seconds for what must end by itself, or must not come at all
bad = 0


def verdict(name, good, more=''):
    global bad
    bad += not good
    print(f"{'ok' if good else 'not ok'} - {name}{'' if good else ': ' + str(more)[:300]}", flush=True)


class Hung:
    returncode, stdout, stderr = 'hung', b'', b''

    def __repr__(self):
        return 'hung'


def run(*arguments, **more):
    more = {'stdin': subprocess.DEVNULL, 'stdout': subprocess.PIPE, 'stderr': subprocess.PIPE, 'cwd': work, 'timeout': PATIENCE, **more}
    if 'input' in more:
        del more['stdin']
    try:
        return subprocess.run([planner, *arguments], env=ENV, **more)
    except subprocess.TimeoutExpired:
        return Hung()


def start(*arguments, **more):
    return subprocess.Popen([planner, *arguments], env=ENV, cwd=work, stdout=more.pop('stdout', subprocess.PIPE), stderr=subprocess.PIPE,
                            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL), **more)


def end(process):
    """Status and messages of a process that should end by itself."""
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return 'hung', b''
    return process.returncode, process.stderr.read()


def path(*parts):
    return os.path.join(os.fsencode(work) if isinstance(parts[0], bytes) else work, *parts)


def put(name, data):
    os.makedirs(os.path.dirname(path(name)), exist_ok=True)
    with open(path(name), 'wb') as f:
        f.write(data)
    return name


def read(name):
    with open(path(name), 'rb') as f:
        return f.read()


def fresh(name):
    shutil.rmtree(path(name), ignore_errors=True)
    os.mkdir(path(name))
    return name


def drafts(folder='.'):
    return [name for name in os.listdir(path(folder)) if (name.startswith('.') and name != '.planner-keys') or '.part' in name or re.search(r'\.\w{6}$', name)]


def town(name, more=''):
    return f'name: "{name}"\nkind: commune\npopulation: 900\n{more}'.encode()


with open(os.path.join(root, 'examples', 'ville.yaml'), 'rb') as example:
    VILLE = example.read()
put('ville.yaml', VILLE)
whole = run('ville.yaml').stdout
assert whole.startswith(b'# ')
is_root = os.geteuid() == 0

# ---- no output replaces an input

put('v.yaml', VILLE)
put('w.yaml', town('W'))
put('answers.txt', b'name = A\nkind = commune\n')
put('towns/a.yaml', town('A'))
os.link(path('v.yaml'), path('hard.md'))
os.symlink('v.yaml', path('soft.md'))
shutil.copytree(os.path.join(root, 'src', 'knowledge'), path('k'))
NAMED = {name: read(name) for name in ('v.yaml', 'w.yaml', 'answers.txt', 'towns/a.yaml', 'k/claims.yaml', 'k/rules/readiness.yaml')}
for arguments in (
        ['v.yaml', '-o', 'v.yaml'], ['plan', 'v.yaml', '-o', './towns/../v.yaml'], ['v.yaml', '-o', 'hard.md'], ['v.yaml', '-o', 'soft.md'],
        ['hard.md', '-o', 'v.yaml'], ['soft.md', '-f', 'html', '-o', 'hard.md'], ['chain', 'v.yaml', '-o', 'v.yaml'], ['next', 'v.yaml', '-o', 'v.yaml'],
        ['why', 'v.yaml', '-o', 'v.yaml'], ['why', 'v.yaml', 'facebook', '-o', 'v.yaml'], ['compare', 'v.yaml', 'w.yaml', '-o', 'v.yaml'],
        ['compare', 'v.yaml', 'w.yaml', '-o', 'w.yaml'], ['batch', '--summary', 'v.yaml', '--summary-format', 'md', '-d', 'o', 'w.yaml', 'v.yaml'],
        ['batch', '--summary', 'soft.md', '-d', 'o', 'v.yaml'], ['batch', '--summary', 'towns/a.yaml', '--summary-format', 'csv', '-d', 'o', 'towns'],
        ['init', '--answers', 'answers.txt', '--force', '-o', 'answers.txt'], ['init', '--code', '42186', '--knowledge', 'k', '--force', '-o', 'k/claims.yaml'],
        ['schema', '--knowledge', 'k', '-o', 'k/rules/readiness.yaml'], ['knowledge', 'list', '--knowledge', 'k', '-f', 'md', '-o', 'k/claims.yaml'],
        ['v.yaml', '--knowledge', 'k', '-f', 'md', '-o', 'k/claims.yaml']):
    done = run(*arguments)
    same = all(read(name) == data for name, data in NAMED.items())
    verdict(f'{" ".join(arguments)}: refused', done.returncode == 2 and b'[C050]' in done.stderr and same and not os.path.exists(path('o')), done)
    for name, data in NAMED.items():
        put(name, data)
    shutil.rmtree(path('o'), ignore_errors=True)
    for link, target in (('hard.md', os.link), ('soft.md', os.symlink)):
        os.unlink(path(link))
        target(path('v.yaml'), path(link))
verdict('the message names the way to complete a profile', b'planner init -o' in run('v.yaml', '-o', 'v.yaml').stderr)
with open(path('v.yaml'), 'rb') as source:
    done = run('-', '-o', 'v.yaml', stdin=source)
    verdict('standard input is a file too', done.returncode == 2 and b'[C050]' in done.stderr and read('v.yaml') == VILLE, done)
put('v.yaml', VILLE)
with open(path('v.yaml'), 'rb') as source:
    done = run('/dev/stdin', '-o', 'v.yaml', stdin=source)
    verdict('so is /dev/stdin', done.returncode == 2 and b'[C050]' in done.stderr and read('v.yaml') == VILLE, done)
put('v.yaml', VILLE)
with open(path('v.yaml'), 'ab') as more:
    done = run('v.yaml', stdout=more)
    verdict('a profile does not grow by its report', done.returncode == 2 and b'[C050]' in done.stderr and read('v.yaml') == VILLE, done)
put('v.yaml', VILLE)
put('faulty.yaml', b'nom: [\n')
done = run('faulty.yaml', '-o', 'faulty.yaml')
verdict('it is refused before anything is read', done.stderr.count(b'error:') == 1 and b'[C050]' in done.stderr, done)
put('mine.yaml', town('Mine'))
os.symlink('mine.yaml', path('mine-link.yaml'))
done = run('init', '--no-input', '--set', 'goals=dialogue', '-o', 'mine-link.yaml', 'mine.yaml')
verdict('init completes the profile that it reads', done.returncode == 0 and b'dialogue' in read('mine.yaml') and
        read('mine.yaml').startswith(town('Mine')) and os.path.islink(path('mine-link.yaml')), done)
done = run('v.yaml', '-o', 'v.md')
verdict('a name of its own is no trouble', done.returncode == 0 and read('v.md').startswith(whole[:200]), done)
done = run('/dev/null', '-o', '/dev/null')
verdict('nor is a device', done.returncode == 1 and b'[P006]' in done.stderr, done)

fresh('mixed')
put('mixed/ville.md', town('Ville'))
put('mixed/other.yaml', town('Other'))
done = run('batch', '--force', '-d', 'mixed', 'mixed/ville.md', 'mixed/other.yaml')
verdict('a report of a folder does not replace a profile', done.returncode == 3 and b'[E005]' in done.stderr and read('mixed/ville.md') == town('Ville'), done)
verdict('and the others are written', os.path.exists(path('mixed/other.md')) and b'1 done' in done.stderr, done)
done = run('batch', '--force', '-d', 'mixed', '--summary', 'mixed/other.md', 'mixed/other.yaml')
verdict('no report takes the name of the summary', done.returncode == 1 and b'[P060]' in done.stderr and b'## ' in read('mixed/other.md') and
        b'mixed/other.yaml' in read('mixed/other.md'), done)

# ---- two outputs, options that would be passed over

put('keep.yaml', b'previous\n')
done = run('init', '--department', '90', '-d', 'profiles', '-o', 'keep.yaml')
verdict('a department goes into a folder, not into a file', done.returncode == 2 and b'[C052]' in done.stderr and read('keep.yaml') == b'previous\n' and
        not os.path.exists(path('profiles')), done)
for arguments in (['--code', '42186', '-d', 'profiles'], ['--commune', 'Rive-de-Gier', '-d', 'profiles']):
    done = run('init', *arguments)
    verdict(f'init {" ".join(arguments)}: an option that means nothing is refused', done.returncode == 2 and b'[C052]' in done.stderr and done.stdout == b'' and
            not os.path.exists(path('profiles')), done)
done = run('init', '--code', '75056', '--kind', 'intercommunality')
verdict('a code of another kind is not taken for it', done.returncode == 2 and b'[C023]' in done.stderr and done.stdout == b'', done)
put('both', b'')
for arguments, stdout in ((['--summary', '-', '--summary-format', 'csv'], None), (['--summary', 'both', '--summary-format', 'csv'], 'both'),
                          (['--summary', '/proc/self/fd/1', '--summary-format', 'csv'], None)):  # no name that a faulty program could replace
    with open(path(stdout), 'wb') if stdout else open(os.devnull, 'wb') as out:
        done = run('batch', *arguments, 'w.yaml', stdout=out if stdout else subprocess.PIPE)
    verdict(f'batch {" ".join(arguments)}: the summary does not go where the reports go', done.returncode == 2 and b'[C051]' in done.stderr and not done.stdout, done)

# ---- one way of writing

TO = {  # what writes one file, and what it writes
    '-o': lambda name: run('ville.yaml', '-o', name),
    '--summary': lambda name: run('batch', '-d', fresh('reports'), '--summary', name, '--summary-format', 'csv', 'ville.yaml'),
    'init -o': lambda name: run('init', '--code', '42186', '--force', '-o', name),
    '-d': lambda name: run('batch', '--force', '-d', os.path.dirname(name) or '.', 'x.yaml') if os.path.basename(name) == 'x.md' else None,
}
put('x.yaml', town('X'))
for way, write in TO.items():
    fresh('way')
    name = 'way/x.md'
    done = write(name)
    good = read(name) if done.returncode == 0 and os.path.exists(path(name)) else None
    verdict(f'{way}: writes', good, done)
    put('way/target', b'previous\n')
    os.chmod(path('way/target'), 0o640)
    if is_root:
        os.chown(path('way/target'), 65534, 65534)
    os.remove(path(name))
    os.symlink('target', path(name))
    done = write(name)
    status = os.stat(path('way/target'))
    verdict(f'{way}: through a link, which stays', done.returncode == 0 and os.path.islink(path(name)) and read('way/target') == good, done)
    verdict(f'{way}: permissions stay', done.returncode == 0 and stat.S_IMODE(status.st_mode) == 0o640, oct(status.st_mode))
    if is_root:
        verdict(f'{way}: the owner stays', done.returncode == 0 and (status.st_uid, status.st_gid) == (65534, 65534), status)
    os.remove(path(name))
    os.symlink('nothing', path(name))
    done = write(name)
    verdict(f'{way}: a link that names nothing gets its file', done.returncode == 0 and os.path.islink(path(name)) and os.path.exists(path('way/nothing')) and
            read('way/nothing') == good, done)
    os.remove(path(name))
    os.symlink('x.md', path(name))
    done = write(name)
    verdict(f'{way}: a link to itself is an error', done.returncode == 3 and os.path.islink(path(name)) and b'[E00' in done.stderr, done)
    os.remove(path(name))
    os.mkfifo(path(name))
    seen = []
    if way == '-d':
        done = write(name)
        verdict(f'{way}: a pipe in the place of a report is refused', done.returncode == 3 and b'[E006]' in done.stderr and
                stat.S_ISFIFO(os.stat(path(name)).st_mode), done)
    else:
        reader = threading.Thread(target=lambda: seen.append(read(name)), daemon=True)
        reader.start()
        done = write(name)
        reader.join(1 if done.returncode != 0 else PATIENCE)
        verdict(f'{way}: a pipe is written to and stays', done.returncode == 0 and seen == [good] and stat.S_ISFIFO(os.stat(path(name)).st_mode), done)
        if reader.is_alive():
            os.close(os.open(path(name), os.O_WRONLY | os.O_NONBLOCK)) if stat.S_ISFIFO(os.stat(path(name)).st_mode) else None
    os.remove(path(name))
    if is_root:
        try:
            os.mknod(path(name), 0o666 | stat.S_IFCHR, os.makedev(1, 3))
            done = write(name)
            verdict(f'{way}: a device is never replaced', done.returncode == (3 if way == '-d' else 0) and stat.S_ISCHR(os.stat(path(name)).st_mode), done)
            os.remove(path(name))
        except PermissionError:
            print(f'ok - # skip: {way}: no devices can be made here')
    put(name, b'previous\n')

    def little_room():
        resource.setrlimit(resource.RLIMIT_FSIZE, (64, 64))

    arguments = {'-o': ['ville.yaml', '-o', name], '--summary': ['batch', '--summary', name, '--summary-format', 'csv', '-d', '.', 'none.yaml'],
                 'init -o': ['init', '--code', '42186', '--force', '-o', name], '-d': ['batch', '--force', '-d', 'way', 'x.yaml']}[way]
    done = run(*arguments, preexec_fn=little_room)
    verdict(f'{way}: with no room left, the previous file is whole', done.returncode == 3 and b'[E002]' in done.stderr and b'too large' in done.stderr and
            read(name) == b'previous\n' and not drafts('way'), done)
    old = os.umask(0o027)
    os.remove(path(name))
    done = write(name)
    os.umask(old)
    verdict(f'{way}: a new file has the usual permissions', done.returncode == 0 and stat.S_IMODE(os.stat(path(name)).st_mode) == 0o640, done)
    verdict(f'{way}: no draft is left', done.returncode == 0 and not drafts('way'), drafts('way'))

for length in (248, 249, 250, 255):
    for way in ('-o', '--summary', 'init -o'):
        name = 'way/' + 'n' * length
        done = TO[way](name)
        verdict(f'{way}: a name of {length} bytes', done.returncode == 0 and os.path.getsize(path(name)) > 100 if os.path.exists(path(name)) else False, done)

if is_root and shutil.which('setpriv'):
    os.chmod(work, 0o755)
    fresh('shared')
    os.chmod(path('shared'), 0o777)
    fresh('locked')
    put('locked/x.md', b'previous\n')
    shutil.copy(planner, path('planner'))
    for name in ('shared/fixed.md', 'shared/x.md'):
        put(name, b'previous\n')
        os.chown(path(name), 65534, 65534)
        os.chmod(path(name), 0o444)
    nobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', './planner']
    if subprocess.run([*nobody, '--version'], cwd=work, env=ENV, capture_output=True).returncode == 0:
        for name, arguments in (('shared/fixed.md', ['ville.yaml', '-o', 'shared/fixed.md']),
                                ('shared/fixed.md', ['batch', '-d', 'shared/o', '--summary', 'shared/fixed.md', 'ville.yaml']),
                                ('shared/x.md', ['batch', '--force', '-d', 'shared', 'x.yaml']),
                                ('locked/x.md', ['ville.yaml', '-o', 'locked/x.md']), ('locked/x.md', ['batch', '--force', '-d', 'locked', 'x.yaml'])):
            done = subprocess.run([*nobody, *arguments], cwd=work, env=ENV, capture_output=True)
            verdict(f'{" ".join(arguments)}: what may not be written is not replaced', done.returncode == 3 and b'[E002]' in done.stderr and
                    read(name) == b'previous\n' and not drafts(os.path.dirname(name)), done)
    else:
        print('ok - # skip: the program cannot be run as another user here')

# ---- inputs that are no files

fresh('odd')
put('odd/a.yaml', town('A'))
put('odd/c.yaml', town('C'))
os.mkfifo(path('odd/b.yaml'))
for jobs in ('1', '4'):
    done = run('batch', '-j', jobs, '-d', 'odd-out', '--force', 'odd')
    verdict(f'a pipe in a folder is passed over (-j {jobs})', done.returncode == 0 and b'odd/b.yaml' in done.stderr and b'[P062]' in done.stderr and
            b'2 ' in done.stderr.splitlines()[-1], done)
server = socket.socket(socket.AF_UNIX)
server.bind(path('odd/d.yml'))
done = run('batch', '-d', 'odd-out', '--force', 'odd')
verdict('so is a socket', done.returncode == 0 and done.stderr.count(b'[P062]') == 2, done)
if is_root:
    try:
        os.mknod(path('odd/e.yaml'), 0o666 | stat.S_IFCHR, os.makedev(1, 5))
        done = run('batch', '-d', 'odd-out', '--force', 'odd')
        verdict('so is a device', done.returncode == 0 and done.stderr.count(b'[P062]') == 3, done)
    except PermissionError:
        print('ok - # skip: no devices can be made here')
done = run('odd/d.yml')
verdict('a socket by its name is refused', done.returncode == 3 and b'[E006]' in done.stderr, done)
for arguments in (['/dev/zero'], ['check', '/dev/zero'], ['batch', '/dev/zero'], ['compare', '/dev/full', 'v.yaml'],
                  ['init', '--answers', '/dev/zero']):
    done = run(*arguments)
    verdict(f'{" ".join(arguments)}: a device is refused', done.returncode == 3 and b'[E006]' in done.stderr, done)
for arguments in (['/dev/null'], ['batch', '/dev/null']):
    done = run(*arguments)
    verdict(f'{" ".join(arguments)}: is an empty file', done.returncode == 1 and b'[P006]' in done.stderr, done)
with open(path('ville.yaml'), 'rb') as source:
    verdict('/dev/stdin is standard input', run('/dev/stdin', stdin=source).stdout.split(b'\n')[0] == whole.split(b'\n')[0])
ends = socket.socketpair()
ends[0].sendall(VILLE)
ends[0].shutdown(socket.SHUT_WR)
verdict('also where that is a socket', run('/dev/stdin', stdin=ends[1]).stdout.split(b'\n')[0] == whole.split(b'\n')[0])
done = subprocess.run(['bash', '-c', '"$0" <(cat ville.yaml)', planner], cwd=work, env=ENV, capture_output=True, timeout=PATIENCE)
verdict('<(…) is read', done.stdout.split(b'\n')[0] == whole.split(b'\n')[0], done)
os.mkfifo(path('one.pipe'))
os.mkfifo(path('two.pipe'))


def feed(name, data):
    def write():
        with open(path(name), 'wb') as f:
            f.write(data)
    thread = threading.Thread(target=write, daemon=True)
    thread.start()


for arguments, feeds in ((['one.pipe'], 1), (['check', 'one.pipe'], 1), (['chain', 'one.pipe'], 1), (['batch', 'one.pipe'], 1), (['batch', '-j', '4', 'one.pipe', 'two.pipe', 'v.yaml'], 2),
                         (['compare', 'one.pipe', 'two.pipe'], 2)):
    feed('one.pipe', VILLE)
    if feeds == 2:
        feed('two.pipe', town('Two'))
    done = run(*arguments)
    verdict(f'{" ".join(arguments)}: a pipe by its name is read', done.returncode == 0 and (done.stdout or arguments[0] == 'check'), done)
knowledge = path('k/rules/pipe.yaml')
os.mkfifo(knowledge)
done = run('w.yaml', '--knowledge', 'k')
verdict('a pipe among the knowledge is passed over', done.returncode == 0 and b'[P062]' in done.stderr and done.stdout, done)
os.remove(knowledge)
master, slave = os.openpty()
name = os.ttyname(slave)
process = start('check', name)
os.write(master, b'name: A\nkind: commune\n\x04')
verdict('a terminal by its name is read', end(process)[0] == 0)
os.close(slave)
os.close(master)

# ---- Ctrl-C ends it, whatever it waits for


def interrupted(name, *arguments, ready=lambda process: time.sleep(0.3), again=False, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE):
    process = start(*arguments, stdin=stdin, stdout=stdout)
    ready(process)
    process.send_signal(signal.SIGINT)
    status, said = end(process)
    verdict(f'Ctrl-C: {name}', status == -signal.SIGINT or (status == 3 and b'interrupted' in said), (status, said))
    for stream in (process.stdin, process.stdout):
        if stream:
            stream.close()


for i in range(4):
    interrupted(f'a pipe without a writer ({i})', 'one.pipe')
    interrupted(f'a batch, a pipe without a writer ({i})', 'batch', '-d', 'stopped', 'one.pipe')
    interrupted(f'a batch of four jobs, a pipe without a writer ({i})', 'batch', '-j', '4', '-d', 'stopped', 'v.yaml', 'one.pipe', 'w.yaml')
interrupted('standard input', '-', stdin=subprocess.PIPE)
interrupted('the answers', 'init', '--answers', '-', stdin=subprocess.PIPE)
for jobs in ('1', '4'):
    interrupted(f'a batch that waits for standard input (-j {jobs})', 'batch', '-j', jobs, '-d', 'stopped', '-', stdin=subprocess.PIPE)
    interrupted(f'a batch that waits for the rest of a document (-j {jobs})', 'batch', '-j', jobs, '-', stdin=subprocess.PIPE,
                ready=lambda process: (process.stdin.write(town('Half')), process.stdin.flush(), time.sleep(0.3)))
    put('many.yaml', b'---\n'.join(town(f'Town {i}') for i in range(40)))
    interrupted(f'a batch whose reader does not read (-j {jobs})', 'batch', '-j', jobs, '-', stdin=open(path('many.yaml'), 'rb'),
                ready=lambda process: time.sleep(1))
interrupted('a pipe that nobody reads', 'v.yaml', '-o', 'one.pipe')
interrupted('a summary that nobody reads', 'batch', '-d', 'stopped', '--summary', 'one.pipe', '--summary-format', 'csv', 'v.yaml')
writer = os.open(path('two.pipe'), os.O_RDWR)
interrupted('a pipe whose writer is silent', 'batch', '-j', '4', 'two.pipe')
os.close(writer)

# ---- names are bytes

odd = b'v\xe9ro\xff.yaml'
put(odd, VILLE)
plain = run('ville.yaml', '--lang', 'en')
for arguments in ([odd], [odd, '-f', 'json'], [odd, '-f', 'html'], [odd, '-f', 'csv'], [odd, '-f', 'csv-fr'], [odd, '-f', 'ics'], ['why', odd], ['why', odd, 'facebook'],
                  ['next', odd, '-f', 'json'], ['chain', odd, '-f', 'json'], ['compare', odd, 'w.yaml'], ['compare', odd, 'w.yaml', '-f', 'json'],
                  ['compare', 'w.yaml', odd], ['batch', odd], ['batch', '-f', 'json', '-d', 'named', odd], ['check', odd]):
    done = run(*arguments)
    shown = ' '.join(os.fsdecode(a).encode('ascii', 'backslashreplace').decode() for a in arguments)
    try:
        done.stdout.decode()
        json.loads(done.stdout) if arguments[-1] == 'json' else None
        readable = True
    except ValueError:
        readable = False
    verdict(f'{shown}: works, and is UTF-8', done.returncode == 0 and readable and (done.stdout or arguments[0] == 'check' or '-d' in arguments), done)
verdict('a report names its file escaped', rb'v\\xe9ro\\xff.yaml' in run(odd, '--document', 'full').stdout)
verdict('why too', rb'v\xe9ro\xff.yaml' in run('why', odd, 'facebook').stdout.replace(b'\\\\', b'\\'))
for word in ('csv', 'csv-fr', 'jsonl', 'md'):
    done = run('batch', '-d', 'named-' + word, '--summary', 'names.' + word, '--summary-format', word, odd, 'w.yaml')
    text = read('names.' + word) if os.path.exists(path('names.' + word)) else b''
    if word == 'jsonl':
        text = b'\n'.join(json.loads(line)['source'].encode() for line in text.splitlines())
    verdict(f'the summary as {word} too, and the towns after it are there', done.returncode == 0 and rb'v\xe9ro\xff.yaml' in text.replace(b'\\\\', b'\\') and
            len(re.findall(rb'w\\?\.yaml', text)) == 1, (done, text))
done = run('check', b'none\xff.yaml')
verdict('messages show it escaped', done.returncode == 3 and rb"'none\xff.yaml'" in done.stderr, done)
put(b'bad\xff.yaml', b'nom: X\n')
done = run('check', b'bad\xff.yaml')
verdict('as the place of a fault too', done.returncode == 1 and done.stderr.startswith(rb'bad\xff.yaml'), done)
done = run('batch', '-d', 'twins', odd, 'ville.yaml')
verdict('and of a namesake', done.returncode == 1 and rb'v\xe9ro\xff.yaml' in done.stderr and b'[P060]' in done.stderr, done)
done = run('ville.yaml', '-o', b'rep\xff.md')
verdict('such a file is written', done.returncode == 0 and read(b'rep\xff.md') == whole, done)
done = run('batch', '-d', b'out\xff', 'ville.yaml')
verdict('such a folder too', done.returncode == 0 and len(os.listdir(path(b'out\xff'))) == 2, done)
os.rename(path('k/rules/readiness.yaml'), path(b'k/rules/r\xff.yaml'))
os.rename(path('k'), path(b'k\xff'))
for arguments in (['knowledge', 'show', 'letting-go-refused', '-f', 'json'], ['knowledge', 'show', 'letting-go-refused'], ['knowledge', 'test', '-f', 'json'], ['w.yaml'],
                  ['knowledge', 'check', '-f', 'json']):
    done = run(*arguments, '--knowledge', b'k\xff')
    verdict(f'knowledge in such files: {" ".join(arguments)}', done.returncode == 0 and done.stdout.decode('utf-8', 'replace').count('\ufffd') == 0 and done.stdout, done)
verdict('which are shown escaped', b'r\\\\xff.yaml' in run('knowledge', 'show', 'letting-go-refused', '-f', 'json', '--knowledge', b'k\xff').stdout)
done = run('init', '--no-input', '--set', 'name=A', '--set', 'kind=commune', '-o', b'new\xff.yaml')
verdict('init writes one', done.returncode == 0 and b'A' in read(b'new\xff.yaml'), done)

# ---- folders and doubles

fresh('empty')
done = run('batch', '-d', 'o', 'empty')
verdict('an empty folder is an error', done.returncode == 1 and b"'empty'" in done.stderr and b'[P064]' in done.stderr, done)
done = run('batch', '-d', 'o', 'empty', 'w.yaml')
verdict('and stops nothing else', done.returncode == 1 and b'1 done' in done.stderr, done)
fresh('pair')
put('pair/a.yaml', town('A'))
os.link(path('pair/a.yaml'), path('pair/b.yaml'))
os.symlink('a.yaml', path('pair/c.yaml'))
for arguments in (['pair/a.yaml', 'pair/a.yaml'], ['pair/a.yaml', './pair/../pair/a.yaml'], ['pair'], ['pair/c.yaml', 'pair'], ['pair', 'pair/']):
    done = run('batch', *arguments)
    verdict(f'batch {" ".join(arguments)}: one town', done.returncode == 0 and done.stdout.count(b'\n# ') + done.stdout.startswith(b'# ') == 1 and
            b'[P063]' in done.stderr and done.stderr.endswith(b'planner: 1 done\n'), done)
with open(path('pair/a.yaml'), 'rb') as source:
    done = run('batch', 'pair/a.yaml', '-', stdin=source)
    verdict('standard input can be a double too', done.returncode == 0 and b'[P063]' in done.stderr and done.stderr.endswith(b'planner: 1 done\n'), done)
fresh('full')
for i in range(200001):
    os.close(os.open(path(f'full/{i}.yaml'), os.O_CREAT | os.O_WRONLY))
done = run('batch', '-d', 'o', 'full')
verdict('a folder of too many files has its own message', done.returncode == 3 and b"'full'" in done.stderr and b'[E007]' in done.stderr and
        b'200,000' in done.stderr and b'knowledge' not in done.stderr, done)
shutil.rmtree(path('full'))

# ---- what is said

DOUBLES = 'goals: [' + ', '.join(['employment'] * 40) + ']\n'
put('warned.yaml', town('A', DOUBLES))
loud, quiet = run('check', 'warned.yaml'), run('check', '-q', 'warned.yaml')
verdict('-q is quiet about the warnings that it hides', loud.returncode == 0 and b'19 more messages' in loud.stderr and quiet.returncode == 0 and quiet.stderr == b'',
        (loud, quiet))
put('wrong.yaml', town('A', ''.join(f'zzz{i}: 1\n' for i in range(30)) + DOUBLES))
quiet = run('check', '-q', 'wrong.yaml')
verdict('and counts the errors that it does not show', quiet.returncode == 1 and b'planner: 10 more' in quiet.stderr, quiet)
put('late.yaml', town('A', '# \u200b\n' * 2500 + 'zzz: 1\n'))
done = run('late.yaml')
verdict('an error after thousands of warnings is one', done.returncode == 1 and b'[P012]' in done.stderr and done.stdout == b'', done)
put('rows.yaml', open(os.path.join(root, 'examples', 'region.yaml'), 'rb').read())
run('batch', '-d', 'rows', '--summary', 'rows.jsonl', 'rows.yaml')
numbers = re.findall(rb'_hours":([0-9.]+)', read('rows.jsonl'))
verdict('numbers of JSON Lines have one decimal at most', len(numbers) == 2 and all(re.fullmatch(rb'\d+(\.\d)?', n) for n in numbers), numbers)

# ---- streams that end early

for arguments, source in ((['v.yaml'], None), (['batch', '-'], 'many.yaml'), (['batch', '-j', '4', '-'], 'many.yaml'), (['help'], None), (['v.yaml', '-f', 'html'], None)):
    ends = os.pipe()
    os.close(ends[0])
    with open(path(source), 'rb') if source else open(os.devnull, 'rb') as stdin:
        process = start(*arguments, stdin=stdin, stdout=ends[1])
    os.close(ends[1])
    status, said = end(process)
    verdict(f'{" ".join(arguments)}: nobody reads: silently 141', status == 141 and said == b'', (status, said))
for jobs in ('1', '4'):
    process = start('batch', '-j', jobs, '-', stdin=subprocess.PIPE)
    process.stdin.write(b'---\n'.join(town(f'Town {i}') for i in range(10)) + b'---\n')
    process.stdin.flush()
    process.stdout.read(1)
    process.stdout.close()
    try:
        process.stdin.write(town('Last') + b'---\n')
        process.stdin.flush()
    except BrokenPipeError:
        pass
    status, said = end(process)  # its input stays open: it must not wait for more of it
    verdict(f'a batch whose reader leaves stops (-j {jobs})', status == 141 and said == b'', (status, said))
ends = os.pipe()
os.close(ends[0])
process = start('batch', '-d', 'cut', '--summary', '-', '--summary-format', 'csv', 'v.yaml', stdin=subprocess.DEVNULL, stdout=ends[1])
os.close(ends[1])
status, said = end(process)
verdict('a summary that nobody reads: 141', status == 141 and said == b'', (status, said))
done = subprocess.run(['sh', '-c', '"$0" v.yaml --document full -o one.pipe & head -c 1 one.pipe >/dev/null; wait $!', planner], cwd=work, env=ENV, capture_output=True)
verdict('a named pipe whose reader leaves: 141', done.returncode == 141 and done.stderr == b'', done)


def line_after(stream, wanted, seconds):
    """Whether a line comes, without a second document."""
    found = threading.Event()

    def look():
        for line in stream:
            if wanted in line:
                found.set()
                return

    threading.Thread(target=look, daemon=True).start()
    return found.wait(seconds)


at_once = 0
for i in range(10):
    process = start('batch', '-j', '4', '-', stdin=subprocess.PIPE)
    process.stdin.write(town('First') + b'---\n')
    process.stdin.flush()
    at_once += line_after(process.stdout, b'First', 3)
    process.kill()
    process.wait()
verdict('a report that is finished waits for no input', at_once == 10, at_once)

server.close()
shutil.rmtree(work, ignore_errors=True)
sys.exit(bad != 0)
