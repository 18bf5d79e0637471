#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Types into an interactive shell, presses the tabulation key, and reads what the line became.   usage: complete-shell bash|zsh|fish STUB
The program is the first `planner` in PATH."""
import os
import pty
import re
import select
import shutil
import sys
import tempfile

# What is typed, and what the line becomes; by shell where they differ.
CASES = [
    ("planner sche", "planner schema "),
    ("planner --lang fr dossi", "planner --lang fr dossier "),
    ("planner vil", "planner ville.yaml "),
    ("planner check ville", "planner check ville.yaml "),
    ("planner check ville.yaml ci", "planner check ville.yaml city.yaml "),
    ("planner ville.yaml ci", "planner ville.yaml ci"),
    ("planner schema v", "planner schema v"),
    ("planner why ville.yaml linke", "planner why ville.yaml linkedin "),
    ("planner why other linke", "planner why other linke"),
    ("planner knowledge cov", "planner knowledge coverage "),
    ("planner knowledge show linke", "planner knowledge show linkedin "),
    ("planner help compa", "planner help compare "),
    ("planner help P012", "planner help P012 "),
    ("planner ville.yaml --front", "planner ville.yaml --front-matter "),
    ("planner ville.yaml --front-matter --front", "planner ville.yaml --front-matter --front"),
    ("planner schema --edit", "planner schema --edit"),
    ("planner chain ville.yaml --color alw", "planner chain ville.yaml --color always "),
    ("planner --edition 201", "planner --edition 2011 "),
    ("planner compare ville.yaml --edition 2011,202", "planner compare ville.yaml --edition 2011,2026 "),
    ("planner ville.yaml -f ht", "planner ville.yaml -f html "),
    ("planner ville.yaml --format=ht", "planner ville.yaml --format=html "),
    ("planner chain ville.yaml -f h", "planner chain ville.yaml -f h"),
    ("planner chain ville.yaml -f j", "planner chain ville.yaml -f json "),
    ("planner check ville.yaml -f s", "planner check ville.yaml -f sarif "),
    ("planner ville.yaml --document hand", "planner ville.yaml --document handbook "),
    ("planner ville.yaml --sections decision,mea", "planner ville.yaml --sections decision,means "),
    ("planner ville.yaml -f csv --sections acc", "planner ville.yaml -f csv --sections accounts "),
    ("planner ville.yaml -o x.csv --sections acc", "planner ville.yaml -o x.csv --sections accounts "),
    ("planner ville.yaml -o ot", "planner ville.yaml -o other "),
    ("planner ville.yaml --output=ot", "planner ville.yaml --output=other "),
    ("planner ville.yaml --knowledge fol", "planner ville.yaml --knowledge folder/"),
    ("planner ville.yaml --knowledge=fol", "planner ville.yaml --knowledge=folder/"),
    ("planner init --commune Rive-de-G", "planner init --commune Rive-de-Gier "),
    ("planner init --commune rive-de-g", "planner init --commune Rive-de-Gier "),
    ("planner init --commune saint-etienne-estr", {"fish": "planner init --commune saint-etienne-estr",
                                                   "": "planner init --commune Saint-Étienne-Estréchoux "}),
    ("planner init --commune 'Le Puy-N", {"": "planner init --commune 'Le Puy-Notre-Dame' "}),
    ("planner init --commune Le\\ Puy-N", "planner init --commune Le\\ Puy-Notre-Dame "),
    ("planner init --department 971 --commune Basse", "planner init --department 971 --commune Basse-Terre "),
    ("planner init --code 4218600", "planner init --code 4218600"),
    ("planner init --code 4218", "planner init --code 4218"),
    ("planner init --department 97", "planner init --department 97"),
    ("planner check a\\ b/my", "planner check a\\ b/my\\ town.yaml "),
    ("planner check 'a b/my", "planner check 'a b/my town.yaml' "),
    ("planner why 'a b/my town.yaml' linke", "planner why 'a b/my town.yaml' linkedin "),
    ("planner why a\\ b/my\\ town.yaml linke", "planner why a\\ b/my\\ town.yaml linkedin "),
    ("planner why ~/ville.yaml linke", "planner why ~/ville.yaml linkedin "),
]
SHELLS = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], """PS1= PS2=; set +o history; . '%s'; bind 'set bell-style none' 'set enable-bracketed-paste off' 'set show-all-if-ambiguous off'
bind -x '"\\C-x": echo "<<$READLINE_LINE>>"; READLINE_LINE='; echo ready-""now
"""),
    "zsh": (["zsh", "-f", "-i"], """PS1= PS2= RPS1=; unsetopt zle_bracketed_paste prompt_cr prompt_sp; fpath=('%s' $fpath); autoload -Uz compinit; compinit -D -u
unsetopt auto_param_slash beep list_beep; bindkey '^I' complete-word
show() { print -r -- "<<$BUFFER>>"; BUFFER= }; zle -N show; bindkey '^X' show; print ready-""now
"""),
    "fish": (["fish", "-N", "-i"], """function fish_prompt; end; function fish_right_prompt; end; source '%s'; set -g fish_autosuggestion_enabled 0
bind \\cx 'echo; echo "<<"(commandline)">>"; commandline ""'; echo ready-""now
"""),
}


def read_until(descriptor, pattern):
    text = ""
    while not re.search(pattern, text):
        if not select.select([descriptor], [], [], 60)[0]:
            sys.exit("the shell does not answer: " + repr(text))
        text += os.read(descriptor, 65536).decode("utf-8", "replace")
    return text


def main():
    shell, stub = sys.argv[1], os.path.abspath(sys.argv[2])
    command, setup = SHELLS[shell]
    examples = os.path.abspath("examples")
    with tempfile.TemporaryDirectory() as folder:
        os.makedirs(folder + "/a b")
        os.mkdir(folder + "/folder")
        for name in "ville.yaml", "city.yaml", "a b/my town.yaml":
            shutil.copy(f"{examples}/{'city' if name == 'city.yaml' else 'ville'}.yaml", f"{folder}/{name}")
        open(folder + "/other", "w").close()
        try:
            pid, descriptor = pty.fork()
        except OSError as error:
            print(f"# skip - {shell}: there are no pseudo-terminals here ({error})")
            return
        if pid == 0:
            os.chdir(folder)
            os.environ.update(LC_ALL="C.UTF-8", TERM="dumb", HOME=folder, XDG_CONFIG_HOME=folder, XDG_DATA_HOME=folder)
            os.execvp(command[0], command)
        os.write(descriptor, (setup % (os.path.dirname(stub) if shell == "zsh" else stub)).encode())
        read_until(descriptor, "ready-now")
        failed = 0
        for typed, expected in CASES:
            if isinstance(expected, dict):
                expected = expected.get(shell, expected[""])
            os.write(descriptor, typed.encode() + b"\t\x18")
            got = re.search("<<(.*?)>>", read_until(descriptor, "<<[^\n]*>>")).group(1)
            failed += got != expected
            print(f"ok - {shell}: {typed}" if got == expected else f"not ok - {shell}: {typed}\n  expected: {expected!r}\n  got:      {got!r}")
        os.write(descriptor, b"exit\n")
        sys.exit(failed > 0)


main()
