#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Breaks the heart of the program in small ways, one at a time: another operator, another constant, a statement left out. The tests must
notice nine times out of ten.   usage: mutation BUILD [COUNT]      COUNT mutants (96), drawn with a fixed seed; BUILD holds a build of all

Only the file that is broken is compiled; the examples (as JSON, as Markdown, their circuit) and the unit tests named below judge."""
import concurrent.futures, os, random, re, shlex, subprocess, sys, tempfile
from lib import DAY

build, count = os.path.abspath(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 96
FILES = {'src/base/escape.c': ['test_escape', 'test_json'], 'src/engine/evaluate.c': ['test_plan', 'test_boxes'], 'src/engine/circuit.c': ['test_circuit']}
# Mutants that mean the same: (file, the line as mutated, why).
with open('tests/data/mutation-equivalent.tsv', encoding='utf8') as f:
    EQUIVALENT = {tuple(line.rstrip('\n').split('\t')[:2]) for line in f if not line.startswith('#')}

LIBRARIES = ['yaml-0.1', 'libutf8proc', 'libmd', 'zlib', 'libedit', 'libxxhash']


def pkg_config(what):
    return shlex.split(subprocess.run(['pkg-config', what, *LIBRARIES], capture_output=True, text=True, check=True).stdout)


CC = ['cc', '-std=c11', '-O1', '-w', '-fPIE', '-D_XOPEN_SOURCE=700', '-DPL_VERSION="mutant"', '-Isrc', '-Iinclude', f'-I{build}', *pkg_config('--cflags')]
LIBS = [*pkg_config('--libs'), '-pthread']
ENV = {'LC_ALL': 'C', 'PATH': os.environ['PATH'], 'SOURCE_DATE_EPOCH': DAY}
SWAPS = [(r'==', '!='), (r'!=', '=='), (r'(?<![<\-])<(?![<=])', '<='), (r'<=(?!=)', '<'), (r'(?<![->])>(?![>=])', '>='), (r'(?<!>)>=', '>'),
         (r'&&', '||'), (r'\|\|', '&&'), (r'(?<=[\w)\]] )\+(?= [\w(])', '-'), (r'(?<=[\w)\]] )-(?= [\w(])', '+'),
         (r'(?<=[\w)\]] )\*(?= [\w(])', '+'), (r'(?<=[\w)\]] )/(?= [\w(])', '*'),
         (r'\btrue\b', 'false'), (r'\bfalse\b', 'true'), (r'\+\+', '--'), (r'\+=', '-='), (r'(?<=[(& ])!(?=[\w(])', ''),
         (r'\bPL_TRUE\b', 'PL_UNKNOWN'), (r'\bPL_FALSE\b', 'PL_UNKNOWN'), (r'\bPL_UNKNOWN\b', 'PL_TRUE')]


def candidates(file):
    """Every (line number, the line as mutated)."""
    with open(file, encoding='utf8') as f:
        lines = f.read().split('\n')
    comment = False
    for number, line in enumerate(lines):
        code = line.strip()
        if comment or code.startswith('/*'):
            comment = '*/' not in code
            continue
        if re.fullmatch(r'(pl_\w+_done|free)\(.*\);', code):  # what is left behind is memcheck's to find
            continue
        if not line.startswith('    ') or code.startswith(('#', 'case', '{', '[', '}')) or "'" in code and code.startswith('static'):
            continue
        end = line.find('/*') if '/*' in line else len(line)
        for pattern, replacement in SWAPS:
            for m in re.finditer(pattern, line[:end]):
                yield number, line[:m.start()] + replacement + line[m.end():]
        for m in re.finditer(r"(?<![\w'\\.])\d+(?![\w'])", line[:end]):
            yield number, line[:m.start()] + str(int(m[0]) + 1) + line[m.end():]
        if re.fullmatch(r'\s+(?!return|break|continue|for|static|const|struct|bool|size_t|int\w*|uint\w*|char|enum|unsigned)[\w>.\[\]\-+*()]+( [-+|&]?= .*|\(.*\)|\+\+);', line[:end].rstrip()):
            yield number, line[:len(line) - len(line.lstrip())] + ';'


def outputs(program):
    for command in (['-f', 'json'], ['--lang', 'en'], ['--edition', '2011', '-f', 'json'], ['chain']):
        for example in sorted(name for name in os.listdir('examples') if name.endswith('.yaml')):
            arguments = ['chain', f'examples/{example}'] if command == ['chain'] else [f'examples/{example}', *command]
            done = subprocess.run([program, *arguments], env=ENV, capture_output=True, timeout=10)
            yield done.returncode, done.stdout
    done = subprocess.run([program, 'knowledge', 'test'], env=ENV, capture_output=True, timeout=20)
    yield done.returncode, done.stdout


objects = [os.path.join(folder, f) for folder, _, names in os.walk(os.path.join(build, 'obj', 'src')) for f in sorted(names)
           if f.endswith('.o') and not f.startswith('emit')]
objects += [os.path.join(build, 'obj', made) for made in sorted(os.listdir(os.path.join(build, 'obj'))) if made.endswith('.o')]
good = list(outputs(os.path.join(build, 'planner')))


def fate(mutant):
    """killed-by what, or None for a survivor."""
    file, number, mutated = mutant
    own = os.path.join(build, 'obj', file.removesuffix('.c') + '.o')
    with tempfile.TemporaryDirectory() as folder, open(file, encoding='utf8') as f:
        lines = f.read().split('\n')
        lines[number] = mutated
        source, object_, program = (os.path.join(folder, name) for name in ('m.c', 'm.o', 'm'))
        with open(source, 'w', encoding='utf8') as out:
            out.write('\n'.join(lines))
        if subprocess.run([*CC, '-c', '-o', object_, source], capture_output=True).returncode != 0:
            return 'the compiler'
        subprocess.run(['cc', '-pie', '-o', program, object_, *(o for o in objects if o != own and '/src/api/' not in o), *LIBS], check=True)
        try:
            for new, old in zip(outputs(program), good):
                if new != old:
                    return 'the examples'
            for unit in FILES[file]:
                test = os.path.join(folder, unit)
                subprocess.run(['cc', '-pie', '-o', test, os.path.join(build, 'obj', 'tests', 'unit', unit + '.o'), object_,
                                os.path.join(build, 'libplanner.a'), *LIBS, '-lcmocka', '-ljansson'], check=True)
                if subprocess.run([test], env=ENV, capture_output=True, timeout=60).returncode != 0:
                    return unit
        except subprocess.TimeoutExpired:
            return 'the clock'
    return None


draw = random.Random(20111014)
mutants = []
for file in FILES:
    every = sorted({(file, number, line) for number, line in candidates(file)})
    draw.shuffle(every)
    mutants.append([m for m in every if (m[0], m[2].strip()) not in EQUIVALENT])
mutants = [m for group in zip(*mutants) for m in group][:count]
killed = 0
with concurrent.futures.ThreadPoolExecutor(2) as pool:
    for (file, number, line), by in zip(mutants, pool.map(fate, mutants)):
        killed += by is not None
        print(f'# {file}:{number + 1}: {line.strip()}   {"killed by " + by if by else "SURVIVES"}', flush=True)
good_enough = len(mutants) > 0 and killed * 10 >= len(mutants) * 9
print(f'{"ok" if good_enough else "not ok"} - {killed} of {len(mutants)} mutants are killed')
sys.exit(not good_enough)
