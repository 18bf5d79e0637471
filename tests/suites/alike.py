#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A batch plans once for towns whose facts no rule tells apart: its reports are those that each town gets alone, byte for byte. Tried on the
official register (departments with the holidays of Alsace, of overseas, and without) and on drawn profiles without lists, each with several
populations, next to one another and shuffled.   PLANNER names the program"""
import os, random, subprocess
from concurrent.futures import ThreadPoolExecutor

import draw, lib
from lib import ENV, planner, verdict

QUICK = 'QUICK' in os.environ
work = lib.folder()
random.seed(7)


def run(*arguments):
    done = subprocess.run([planner, *arguments], env=ENV, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, timeout=300)
    return done.returncode, done.stdout


def check(name, files, *options):
    """Each report of the batch against that of a run for one town."""
    if not files:
        return verdict(f'{name}: there are towns', False)
    out = os.path.join(work, 'out')
    status, _ = run('batch', '--force', '-q', '-j', '2', '-d', out, *options, *files)
    reports = {open(os.path.join(out, one), 'rb').read() for one in os.listdir(out)} if os.path.isdir(out) else set()
    with ThreadPoolExecutor(2) as pool:
        alone = list(pool.map(lambda path: run(path, *options), files))
    subprocess.run(['rm', '-rf', out], check=True)
    missing = [path for path, (code, text) in zip(files, alone) if code != 0 or not text or text not in reports]
    verdict(f'{name} {" ".join(options)}: {len(files)} towns as if each were alone', status == 0 and not missing, '\n'.join(missing[:5]))


def register(department):
    folder = os.path.join(work, department)
    run('init', '--department', department, '-d', folder)
    files = sorted(os.path.join(folder, one) for one in os.listdir(folder)) if os.path.isdir(folder) else []
    return random.sample(files, min(len(files), 4 if QUICK else 40))


def drawn():
    folder = os.path.join(work, 'drawn')
    os.mkdir(folder)
    files = []
    for number in range(4 if QUICK else 40):
        profile = draw.town('alike', number).profile
        for section in ('means', 'presence'):
            if section in profile:
                profile[section] = {key: value for key, value in profile[section].items() if not isinstance(value, list)}
        for key in ('validation_chain', 'exceptions', 'progress'):
            profile.pop(key, None)
        for population in random.sample(draw.KINDS.get(profile.get('kind'), [100, 5000]), 3):
            profile.update(name=f'Town {number} of {population}', population=population)
            files.append(os.path.join(folder, f'{number}-{population}.yaml'))
            with open(files[-1], 'w', encoding='utf-8') as file:
                file.write(draw.text(profile))
    random.shuffle(files)
    return files


for department in ('42', '67', '974'):
    towns = register(department)
    check(f'register {department}', towns, '-f', 'json')
    check(f'register {department}', towns, '--lang', 'en')
towns = drawn()
for options in (('-f', 'json'), ('--document', 'full'), ('--document', 'answers', '--lang', 'en')):
    check('drawn', towns, *options)
