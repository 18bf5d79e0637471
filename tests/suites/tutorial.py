#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""docs/premiers-pas.md from the first line to the last: every command is run, every excerpt is what the program prints, every file can be opened.
`make` is run without effect, since installing has a suite of its own (tests/suites/install.sh). The document of docs/knowledge.md, and the commands of README.md.
PLANNER is the program"""
import os, re, shutil, subprocess, tempfile
import doc_blocks, lib
from lib import ROOT, faultless as verdict, planner as PLANNER

ENV = {**lib.ENV, 'LC_ALL': 'fr_FR.UTF-8'}
PAGE = 'docs/premiers-pas.md'


def script(folder, name, text):
    path = os.path.join(folder, name)
    with open(path, 'w', encoding='utf-8') as f:
        f.write('#!/bin/sh\n' + text)
    os.chmod(path, 0o755)
    return path


def the_reader_is_strict():
    printed = 'one\ntwo\nthree\nfour\n'
    for shown, fits in (('one\ntwo\nthree\nfour\n', True), ('one\n[…]\nfour\n', True), ('[…]\ntwo\n[…]\n', True), ('one\n[…]\n', True),
                        ('one\ntwo\n', False), ('two\n[…]\n', False), ('one\n[…]\nthree\n', False), ('[…]\nwo\n[…]\n', False),
                        ('[…]\nthree\n[…]\ntwo\n[…]\n', False), ('one\n[…]\nfive\n[…]\n', False), ('', False)):
        verdict(f'an excerpt {"that fits" if fits else "that does not"}: {shown!r}', (doc_blocks.missing(shown, printed) is None) != fits and 'no')


def the_page():
    pairs = doc_blocks.blocks(PAGE)
    verdict('the page has commands and excerpts', (len(pairs) < 12 or sum(shown is not None for _, shown in pairs) < 8) and len(pairs))
    for page in (PAGE, 'docs/rapports.md'):
        with open(page, encoding='utf-8') as f:
            text = f.read()
        prose = re.sub(r'(?ms)^```.*?^```$|^\|[-|]*\|$|`[^`]*`|\]\([^)]*\)', '', text)
        verdict(f'{page}: typographic spaces, quotes and apostrophes',
                re.findall(r".*(?:«(?!\u00a0)|(?<!\u00a0)»|[^\u00a0\n] ?[:;?!](?=\s)(?<!\u00a0.)|'|\").*", prose)[:1])
        for link in re.findall(r'\]\(([^)#:]+)\)', text):
            verdict(f'{page}: {link} is there', not os.path.exists(os.path.join('docs', link)) and 'no')
    with tempfile.TemporaryDirectory(prefix='planner-tutorial.') as folder, tempfile.TemporaryDirectory() as scripts:
        commands = {'planner': PLANNER, 'sudo': script(scripts, 'sudo', 'exec "$@"\n'),
                    'make': script(scripts, 'make', f'unset MAKEFLAGS MFLAGS MAKELEVEL\nexec /usr/bin/env PATH="${{PATH#*:}}" make -n -C \'{ROOT}\' "$@"\n')}
        doc_blocks.run(PAGE, folder, ENV, verdict, commands)
        the_documents(folder)


def the_documents(folder):
    plain = subprocess.run(['pandoc', '-s', '-f', 'docx', '-t', 'plain', '--wrap=none', os.path.join(folder, 'strategie.docx')], stdout=subprocess.PIPE, check=True).stdout.decode()
    verdict('the document holds the report', not ('Feuille de route' in plain and 'Brelonval' in plain) and (plain[:400] or 'nothing'))
    verdict('and nothing of how a profile is written', (not plain.strip() or 'ersion du format' in plain) and 'it does')
    with open(os.path.join(folder, 'strategie.html'), encoding='utf-8') as f:
        verdict('the page is one', not re.match(r'<!DOCTYPE html>.*<html lang="fr"', f.read(), re.S) and 'no')
    with open(os.path.join(folder, 'feuille-de-route.ics'), encoding='utf-8') as f:
        verdict('the calendar has events', f.read().count('BEGIN:VEVENT') < 5 and 'few')


def a_document_of_ones_own():
    """What docs/knowledge.md adds to the knowledge, and its list of views."""
    page = 'docs/knowledge.md'
    with tempfile.TemporaryDirectory(prefix='planner-knowledge.') as folder:
        shutil.copytree('src/knowledge', os.path.join(folder, 'src/knowledge'))
        shutil.copy('examples/ville.yaml', folder)
        verdict(f'{page} has commands', len(doc_blocks.blocks(page)) < 3 and 'few')
        doc_blocks.run(page, folder, lib.ENV, verdict, {'planner': PLANNER})
    with open(page, encoding='utf-8') as f:
        listed = re.findall(r'(?m)^\| `([a-z-]+)` \|', f.read().split('### The views')[1].split('\n## ')[0])
    with open('src/model/views.def', encoding='utf-8') as f:
        verdict(f'{page} lists the views', set(listed) ^ set(re.findall(r'(?m)^PL_VIEW\(\w+, \w+, "([^"]+)"', f.read())))


def the_read_me():
    """Each command of README.md by itself, but for the one that takes the whole country."""
    with open('README.md', encoding='utf-8') as f:
        commands = re.findall(r'(?m)^    (planner .*?)(?: {3,}.*)?$', f.read())
    commands = [command for command in commands if 'department all' not in command]
    verdict('README.md has commands', len(commands) < 25 and len(commands))
    for number, command in enumerate(commands):
        with tempfile.TemporaryDirectory(prefix='planner-readme.') as folder:
            for name in ('ville.yaml', 'avant.yaml', 'apres.yaml', 'towns/ville.yaml'):
                os.makedirs(os.path.dirname(os.path.join(folder, name)), exist_ok=True)
                shutil.copy('examples/ville.yaml', os.path.join(folder, name))
            if command == 'planner init -o ville.yaml' or 'department' in command:
                shutil.rmtree(os.path.join(folder, 'towns'))
                os.remove(os.path.join(folder, 'ville.yaml'))
            os.mkdir(os.path.join(folder, '.tools'))
            os.symlink(PLANNER, os.path.join(folder, '.tools', 'planner'))
            done = subprocess.run(['sh', '-c', command], cwd=folder, env={**ENV, 'PATH': os.path.join(folder, '.tools') + ':' + os.environ['PATH']},
                                  input='Ville-Exemple\n1\n.\n'.encode(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=300)
            verdict(f'README.md {number + 1}: {command}', done.returncode and done.stderr)


the_reader_is_strict()
the_page()
a_document_of_ones_own()
the_read_me()
