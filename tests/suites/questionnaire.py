#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The questionnaire as one who has never seen it meets it: on a terminal and through a pipe, interrupted anywhere. PLANNER names the program"""
import codecs, fcntl, os, pty, random, re, select, signal, struct, subprocess, termios, time
import lib
from lib import planner as PLANNER, verdict

os.chdir(lib.folder())
for ignored in (signal.SIGINT, signal.SIGHUP, signal.SIGQUIT):  # by whoever started this: the program would keep to it
    signal.signal(ignored, signal.SIG_DFL)
ENV = {**lib.ENV, 'TERM': 'xterm'}
PROMPT = 'Réponse\u00a0: '  # as the program writes it; run() gives plain spaces
ONE = 'Ville-Exemple'
ROUNDS = int(os.environ.get('ROUNDS', '150'))


def run(typed, *arguments, **env):
    done = subprocess.run([PLANNER, 'init', '--lang', 'fr', *arguments], input=typed.encode(), capture_output=True, env={**ENV, **env}, timeout=60)
    done.out, done.err = (re.sub('[\u00a0\u202f]', ' ', x.decode()) for x in (done.stdout, done.stderr))
    return done


def reach(words, start=ONE + '\n1\n'):
    """What is typed up to the question with these words, all before it being passed over."""
    while words not in run(start).err.rsplit('\nQuestion ', 1)[-1]:
        start += '-\n'
        if start.count('-') > 60:
            raise SystemExit(f'nothing asks: {words}')
    return start


def read(name):
    try:
        with open(name, encoding='utf-8') as f:
            return f.read()
    except FileNotFoundError:
        return ''


def facts(text):
    """The lines of a profile that say something."""
    return [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith('#')]


class Terminal:
    """The program on a terminal of its own; `screen` is all that it showed, without the sequences that place it."""

    def __init__(self, *arguments, columns=80, typed=None, **env):
        self.pid, self.master = pty.fork()
        if self.pid == 0:
            os.execve(PLANNER, [PLANNER, 'init', '--lang', 'fr', *arguments], {**ENV, **env})
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack('HHHH', 40, columns, 0, 0))
        self.decoder, self.shown = codecs.getincrementaldecoder('utf-8')('replace'), ''
        self.screen, self.status = '', None

    def pump(self, until, seconds=20):
        end = time.monotonic() + seconds
        while not until() and time.monotonic() < end:
            if select.select([self.master], [], [], 0.05)[0]:
                try:
                    self.shown += self.decoder.decode(os.read(self.master, 65536))
                except OSError:  # its last process has gone
                    break
                self.screen = re.sub(r'\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|\r', '', self.shown)
        return self

    def wait(self, mark=0):
        """For a prompt on a line after what was shown, or the end."""
        return self.pump(lambda: (self.screen.endswith(PROMPT) and '\n' in self.shown[mark:]) or self.gone())

    def gone(self):
        if self.status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = status
        return self.status is not None

    def type(self, text):
        os.write(self.master, text.encode())
        return self

    def line(self, text):
        mark = len(self.shown)
        self.type(text + '\r')
        return self.wait(mark)

    def end(self, number=None):
        if number is not None:
            os.kill(self.pid, number)
        self.pump(self.gone)
        if self.status is None:
            self.pump(self.gone, 1)
        self.pump(lambda: False, 0.2)
        os.close(self.master)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1] if self.status is None else self.status)


# ---- what it asks first, and what it writes

done = run('Rive-de-Gier\n.\n', '-o', 'a.yaml')
verdict('the register fills in who the authority is, and it is shown', facts(read('a.yaml'))[:5] ==
        ['nom: Rive-de-Gier', 'type: commune', 'habitants: 15242', 'code: "42186"', 'département: "42"'] and '15 242' in done.out, done.out)
verdict('neither its kind nor its population is asked', 'Quel est le type' not in done.out and 'Combien d’habitants' not in done.out and 'Rive-de-Gier' in done.out)
verdict('the draft goes once the profile is written', os.path.exists('a.yaml') and not os.path.exists('a.yaml.draft'))
for how, typed in {'number': '9', 'department': 'rhône', 'code of the department': '69', 'code': '69189'}.items():
    done = run(f'sainte-colombe\n{typed}\n.\n')
    verdict(f'several communes of one name: chosen by {how}', 'code: "69189"' in done.out and 'nom: Sainte-Colombe' in done.out, done.err[-600:])
done = run('Sainte-Colombe\n13\n1\n.\n')
verdict('or none of them', 'code:' not in ' '.join(facts(done.out)) and 'nom: Sainte-Colombe' in done.out)
done = run('Sainte-Colombe\n99\n<\nVille-Exemple\n1\n.\n')
verdict('and < goes back to the name', 'nom: Ville-Exemple' in done.out)
done = run('Communauté de communes du Pays de Pontchâteau St-Gildas-des-Bois\n.\n')
verdict('an intercommunal authority by its whole name', 'type: intercommunalité' in done.out and 'nom: Communauté de communes du Pays' in done.out, done.out[:900])
done = run('Rive-de-Gier\n<\nRive-de-Gier\n4\n.\n')
verdict('the same name once more: it is another authority', 'type: région' in done.out and not [x for x in facts(done.out) if re.match('habitants|code|dépar', x)], done.out[:600])
verdict('a slip in the name is noticed', 'Rive-de-Gier' in run('Rive-de-Gire\n').err.split('Rive-de-Gire', 1)[1])
done = run(f'{ONE}\n1\n', '-o', 'nowhere/a.yaml')
verdict('a folder that is not there is said before any question', done.returncode == 3 and ONE not in done.out and '[E002]' in done.err)
done = run(f'{ONE}\n1\n.\n', '-o', 'a.yaml')
verdict('a profile that is there: how to complete it, and nothing about replacing it', done.returncode == 3 and 'planner init -o a.yaml a.yaml' in done.err and '--force' not in done.err, done.err)

# ---- what people write

for typed, said in (('DÉCIDÉE', 'lâcher_prise: prête'), ('prêt', 'lâcher_prise: prête'), ('à décider', 'lâcher_prise: hésitante'), ('2', 'lâcher_prise: hésitante')):
    done = run(reach('laisser publier') + f'{typed}\n.\n')
    verdict(f'"{typed}"', f'  {said}' in facts(done.out), done.err[-500:])
STEPS = reach('Par quelles étapes')
for typed, said in (('2 heures', '2h'), ('2 jours', '2j'), ('1 semaine', '1sem'), ('une journée', '1j'), ('1,5j', ''), ('1.5 j', ''), ('48 h', '48h')):
    done = run(f'{STEPS}rédacteur\n{typed}\n.\n')
    verdict(f'the delay "{typed}"', re.search(r'- par: rédacteur\n +délai: ' + said, done.out), done.err[-400:])
for typed, said in (('tous', '[courant, réponse, sensible, urgent]'), ('messages courants et messages urgents', ''), ('courant, urgent', '[courant, urgent]')):
    done = run(f'{STEPS}rédacteur\n2h\n{typed}\n.\n')
    verdict(f'which messages: "{typed}"', re.search(r'pour: ' + re.escape(said), done.out), done.err[-400:])
for typed, said in (('O', 'oui'), ('n', 'non'), ('N', 'non'), ('oui', 'oui'), ('1', 'oui')):
    done = run(f'{STEPS}rédacteur\n2h\ntous\n{typed}\n.\n')
    verdict(f'yes or no: "{typed}"', f'suppléant: {said}' in done.out, done.err[-400:])
ACCOUNT = reach('Quels comptes') + 'facebook\n1\n'
for typed, said in (('15/11/2025', '2025-11-15'), ('15 novembre 2025', '2025-11-15'), ('2025-11-15', '2025-11-15')):
    done = run(f'{ACCOUNT}1 930 abonnés\n{typed}\n.\n')
    verdict(f'the day "{typed}"', f'dernière_publication: {said}' in done.out and 'abonnés: 1930' in done.out, done.err[-400:])
done = run(f'{ONE}\ncomune\noui\n.\n')
verdict('what was meant is offered, and yes takes it', 'Vouliez-vous dire « commune »' in done.err and 'type: commune' in done.out, done.err[-300:])
done = run(reach('Quels objectifs') + 'dialogue, emplois\noui\n.\n')
verdict('so it does in a list, whose other words stay', 'objectifs: [dialogue, emploi]' in done.out, done.err[-300:])
done = run(f'{ONE}\n6\n')
verdict('a number that is none of the choices', 'un numéro de 1 à 5' in done.err, done.err[-300:])
done = run(f'{ONE}\n1\n?\n3\n' + '-\n' * 60)
verdict('choices are in words: no name of a profile stands beside them', not re.search(r'^   \d+ .*(\([a-zé-]+\)|_)', done.err, re.M),
        re.findall(r'^   \d+ .*(?:\([a-zé-]+\)|_)', done.err, re.M))
done = run(reach('laisser publier') + 'certain\n99\n')
verdict('nor in what is said of a wrong answer', 'lâcher_prise' not in done.err and 'hésitante' not in done.err, done.err[-300:])
done = run(f'{ACCOUNT}100\n30/12/2026\n.\n')
verdict('an answer that is kept looks kept', 'Noté : 30 décembre 2026' in done.err and 'dernière_publication: 2026-12-30' in done.out, done.err[-400:])

done = run(reach('Combien d’habitants') + '?\n')
verdict('? says numbers by their stretches', 'de 1 000 à 1 999 habitants :' in done.err and 'jusqu’à 999 habitants :' in done.err and '999 habitants, ' not in done.err, done.err[-700:])

# ---- lists, going back, counting

LIST = reach('Quels comptes')
number = LIST.count('\n') + 2
done = run(LIST + '\n')
verdict('an empty line at the first item of a list ends this list only', f'Question {number} ' in done.err and done.err.endswith('rien n’est écrit.\nVos réponses, telles que '
        f'« planner init --answers FICHIER » les relit :\nnom = {ONE}\ntype = commune\n'), done.err[-500:])
done = run(LIST + 'facebook\n\n.\n')
verdict('and so it does in the middle of an item', f'Question {number} ' in done.err and '- plateforme: facebook' in done.out, done.err[-500:])
READY = reach('laisser publier')
again = run(READY + '2\n<\n').err.rsplit('laisser publier', 1)[-1]
verdict('< shows the earlier answer and the choices', 'Votre réponse : à décider' in again and '1 décidée' in again, again)
verdict('and an empty line keeps it', '  lâcher_prise: hésitante' in facts(run(READY + '2\n<\n\n.\n').out))
verdict('- takes it back', 'lâcher_prise: hésitante' not in run(READY + '2\n<\n-\n.\n').out)
full = f'{ACCOUNT}100\n2025-10-10\n2\noui\n'
done = run(full + '<\n\n\n.\n')
verdict('< and Enter in a list lose nothing', re.search('administrateurs: 2\n +double_authentification: oui', done.out), done.err[-600:])
done = run(full + '<\n<\n<\n<\n<\n<\n<\n\n.\n')
verdict('nor does < out of a list', re.search('administrateurs: 2\n +double_authentification: oui', done.out), done.err[-600:])
done = run(full + '\n<\n')
verdict('coming back to a list shows what is in it', 'Déjà notés : 1 Facebook' in done.err.rsplit('Quels comptes', 1)[1], done.err[-600:])
done = run(f'{ONE}\n1\n' + '-\n' * 60)
counts = [int(x) for x in re.findall(r'encore (\d+) environ', done.err)]
verdict('it counts how many more settle most, ever fewer', counts and 3 < counts[0] < 15 and counts == sorted(counts, reverse=True), counts)
verdict('and says when it is enough for a first plan', 'assez pour un premier plan' in done.err, done.err[-500:])

# ---- whatever ends the program

ANSWERS = ['Rive-de-Gier', '2', 'dialogue, emploi', 'facebook', '1', '1930', '2025-11-15', '2', 'non', 'linkedin', '2', '40', '', 'partagée avec d’autres missions',
           'rédacteur', '2 heures', 'tous', 'non', 'direction générale', '2 jours', 'messages courants', 'oui', '', 'habitants, jeunes', '2', '1', '2']
whole = run(''.join(x + '\n' for x in ANSWERS) + '.\n', '-o', 'whole.yaml')
WHOLE = read('whole.yaml')
verdict('these answers make a profile', whole.returncode == 0 and 'par: dgs' in WHOLE and '- plateforme: linkedin' in WHOLE, whole.out[-500:] + WHOLE)


def piped(answers, number, name):
    """Answers through a pipe that stays open, then a signal, or its end."""
    run_ = subprocess.Popen([PLANNER, 'init', '--lang', 'fr', '-o', name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=ENV)
    shown = b''
    run_.stdin.write(''.join(x + '\n' for x in answers).encode())
    run_.stdin.flush()
    while shown.count(PROMPT.encode()) < len(answers) + 1:
        shown += os.read(run_.stdout.fileno(), 65536)
    if number:
        run_.send_signal(number)
    rest, _ = run_.communicate(timeout=30)
    return run_.returncode, (shown + rest).decode()


for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGKILL, None):
    wrong = []
    for count in range(len(ANSWERS) + 1):
        status, shown = piped(ANSWERS[:count], number, 'cut.yaml')
        if status != (-number if number else 1) or os.path.exists('cut.yaml'):
            wrong.append(f'{count}: status {status}')
        if number != signal.SIGKILL and 'planner init -o cut.yaml' not in shown.rsplit(PROMPT, 1)[1]:
            wrong.append(f'{count}: {shown[-300:]}')
        # within an item that was begun one goes on there; a list that was just ended is put once more
        rest = ANSWERS[count:]
        ended = count > 0 and ANSWERS[count - 1] == ''
        done = run(''.join(x + '\n' for x in ([''] if ended else []) + rest) + '.\n', '-o', 'cut.yaml')
        if read('cut.yaml') != WHOLE or os.path.exists('cut.yaml.draft'):
            wrong.append(f'{count}: {done.out[-700:]}')
        for name in ('cut.yaml', 'cut.yaml.draft'):
            if os.path.exists(name):
                os.remove(name)
    verdict(f'{signal.Signals(number).name if number else "the end of the input"} at every question: the next run has every answer', not wrong, '\n'.join(wrong[:2]))

done = run(f'{ONE}\n1\n2\n', '-o', 'eof.yaml')
verdict('the end of the input says where the answers are', done.returncode == 1 and 'eof.yaml.draft' in done.out.rsplit('Réponse : ', 1)[1], done.out[-300:])
done = run('<\n3\n.\n', '-o', 'eof.yaml')
verdict('the next run can go back to them', 'est repris' in done.out and 'lâcher_prise: refusée' in read('eof.yaml'), done.out[-600:])
wrong, taken = [], 0
for seed in range(ROUNDS):
    r = random.Random(seed)
    name = ''.join(chr(r.choice([r.randint(32, 126), r.randint(1, 31), r.randint(160, 0x2fff), 0x2028, 0x85, 0xfeff, 0xfffe, 0x1f600, 9])) for _ in range(r.randint(1, 6)))
    name = name.replace('\n', ' ')
    direct = run(f'{name}\n1\n2\n.\n')
    if f'nom: ' not in direct.out:
        continue
    taken += 1
    run(f'{name}\n1\n', '-o', 'name.yaml')
    done = run('2\n.\n', '-o', 'name.yaml')
    if facts(read('name.yaml')) != facts(direct.stdout.decode()):
        wrong.append(f'{name!r}: {done.err} {read("name.yaml.draft")!r}')
    for left in ('name.yaml', 'name.yaml.draft'):
        if os.path.exists(left):
            os.remove(left)
verdict(f'whatever a name is made of, the draft gives it back ({taken} times)', not wrong and taken > ROUNDS // 8, '\n'.join(wrong[:3]))
with open('c.yaml', 'w') as f:
    f.write(f'# mine\nnom: {ONE}\ntype: commune\n')
run('2\n', '-o', 'c.yaml', 'c.yaml')
verdict('a profile that is being completed stays as it was', read('c.yaml') == f'# mine\nnom: {ONE}\ntype: commune\n' and 'hésitante' in read('c.yaml.draft'))
done = run('.\n', '-o', 'c.yaml', 'c.yaml')
verdict('and is completed from its draft', read('c.yaml').startswith('# mine\n') and 'lâcher_prise: hésitante' in read('c.yaml') and not os.path.exists('c.yaml.draft'), done.out)
with open('bad.yaml.draft', 'w') as f:
    f.write('nom = A\ntype = comune\n')
done = run('.\n', '-o', 'bad.yaml')
verdict('a draft that was spoilt is said and kept', done.returncode == 1 and 'bad.yaml.draft:2' in done.err and 'comune' in read('bad.yaml.draft'), done.err)

# ---- on a terminal

t = Terminal('-o', 't.yaml', columns=46)
t.wait()
wide = [line for line in t.line('Rive-de-Gier').line('2').screen.split('\n') if len(line) > 46]
verdict('nothing is wider than the terminal', not wide and 'sans rien' in t.screen, wide)
verdict('no word is cut', 'laisser publier' in t.screen and 'et répondre sans tout' in t.screen, t.screen[-400:])
t.type('dialoguf\x1b[D\x1b[C\x7fe').line(', emploi')
verdict('the arrows edit the line', 'dialoguer avec les habitants' in t.screen.rsplit('Noté', 1)[-1].replace('\n', ' ').replace('  ', ' '), t.screen[-500:])
t.type('\x03')
verdict('Ctrl-C says where the answers are', t.end() == -signal.SIGINT and 'planner init -o t.yaml' in t.screen.rsplit(PROMPT, 1)[1].replace('\n', ' '), t.screen[-300:])
verdict('and they are there', 'objectifs = [dialogue, emploi]' in read('t.yaml.draft'), read('t.yaml.draft') + repr(t.shown[-1500:]))
t = Terminal('-o', 't.yaml')
t.wait().type('\x04')
verdict('so does Ctrl-D', t.end() == 1 and 'planner init -o t.yaml' in t.screen.rsplit(PROMPT, 1)[1], t.screen[-300:])
for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGKILL):
    t = Terminal('-o', 't.yaml').wait()
    t.type('habitants')
    verdict(f'{number.name} on a terminal', t.end(number) == -number and 'objectifs = [dialogue, emploi]' in read('t.yaml.draft'))
t = Terminal().wait().line(ONE).line('1').line('2')
t.type('.\r')
verdict('without -o a file is named, not the screen filled', t.end() == 0 and '  lâcher_prise: hésitante' in facts(read('profil.yaml')) and '# ' not in t.screen, t.screen[-500:])
t = Terminal('-o', 'd.yaml', TERM='dumb').wait().line(ONE)
verdict('a terminal that can do nothing gets plain lines', '\x1b' not in t.shown and 'Quel est le type' in t.screen)
t.end(signal.SIGKILL)
