# SPDX-License-Identifier: MIT
"""A page of documentation as a test: every block of commands (```sh) is run, in order, in one folder, and the block of any other kind that follows
one shows what it prints. A line of […] in it stands for what is left out; what follows a prompt of the questionnaire is typed."""
import os, re, subprocess

LEFT_OUT = '[…]\n'
ERROR = r'(?m)^\S+:\d+:\d+\s?: (?:erreur|error)'
PROMPT = r'(?m)^(?:Réponse\u00a0: |Answer: )(.*)$'


def blocks(path):
    """Pairs of commands and what they print: None where the page does not show it."""
    with open(path, encoding='utf-8') as f:
        found = re.findall(r'(?ms)^```([a-z]*)\n(.*?)^```$', f.read())
    return [(text, found[i + 1][1] if found[i + 1:] and found[i + 1][0] != 'sh' else None) for i, (kind, text) in enumerate(found) if kind == 'sh']


def missing(shown, printed):
    """The first part of `shown` that `printed` does not have, in order and in whole lines; None where it has all."""
    parts = shown.split(LEFT_OUT)
    at = 0
    for number, part in enumerate(parts):
        found = 0 if number == 0 else ('\n' + printed).find('\n' + part, at)
        if found < 0 or not printed.startswith(part, found):
            return part
        at = found + len(part)
    return printed[at:] if at != len(printed) and (parts[-1] or len(parts) == 1) else None


def run(path, folder, env, verdict, commands):
    """`commands`: what the page calls by name, and the path of each. A block that shows an error ends with status 1, unless `!` expects it."""
    tools = os.path.join(folder, '.tools')
    os.makedirs(tools)
    for name, target in commands.items():
        os.symlink(target, os.path.join(tools, name))
    for block, shown in blocks(path):
        name = f'{path}: {block.splitlines()[0]}'
        typed = ''.join(line + '\n' for line in re.findall(PROMPT, shown or ''))
        done = subprocess.run(['sh', '-eu', '-c', block], cwd=folder, env={**env, 'PATH': tools + ':' + os.environ['PATH']}, input=typed.encode(),
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=300)
        printed = done.stdout.decode()
        fails = bool(re.search(ERROR, shown or '')) and not re.search(r'(?m)^! ', block)
        files = [os.path.join(folder, file) for file in re.findall(r'(?:-o|>) (\S+)', block)]
        missing_files = [file for file in files if not (os.path.exists(file) and os.path.getsize(file))]
        silent = block.startswith('planner') and not files and not printed
        verdict(name, (done.returncode != fails or missing_files or silent) and (done.returncode, missing_files, printed[-2000:]))
        if shown is not None:
            gap = missing(shown, printed)
            verdict(f'{name}: prints what the page shows', gap is not None and f'{gap!r} is not in {printed!r}'[:4000])
