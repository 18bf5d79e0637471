# SPDX-License-Identifier: MIT
"""What the suites in Python share. They run in the root of the tree; `planner` is the program by its whole path, ENV an environment of one day,
one time zone and no colour."""
import atexit, os, shutil, tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
os.chdir(ROOT)
planner = os.path.abspath(os.environ.get('PLANNER', 'build/planner'))
DAY = '1795392000'  # 2026-11-23
ENV = {**os.environ, 'SOURCE_DATE_EPOCH': DAY, 'LC_ALL': 'C.UTF-8', 'TZ': 'UTC', 'NO_COLOR': '1'}


def verdict(name, good, more=''):
    print(f'{"ok" if good else "not ok"} - {name}', flush=True)
    if not good and more:
        print('  ' + str(more)[:2000].replace('\n', '\n  '), flush=True)


def faultless(name, problem):
    """The other way round: `problem` is what is wrong, or nothing."""
    verdict(name, not problem, problem)


def skip(name, reason):
    """Counted by the runner, as neither passed nor failed."""
    print(f'# skip - {name}: {reason}', flush=True)


def folder():
    """One that goes with the suite."""
    path = tempfile.mkdtemp(prefix='planner-test.')
    atexit.register(shutil.rmtree, path, True)
    return path


def examples():
    """All, or for tests/suites/null.py one."""
    if 'QUICK' in os.environ:
        return ['examples/ville.yaml']
    return sorted(f'examples/{name}' for name in os.listdir('examples') if name.endswith('.yaml'))
