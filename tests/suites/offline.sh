#!/bin/sh
# SPDX-License-Identifier: MIT
# The offline page says what the program says: the same bytes for every example and for drawn profiles, and edits that lose no comment (offline.mjs, in
# node). PLANNER names the program, its page stands beside it (`make page`); DRAWN: so many profiles.
set -eu
cd "$(dirname "$0")/../.."
. tests/suites/lib.sh
page=${planner%/*}/planner.html
if [ ! -e "$page" ]; then
    skip 'the offline page' "there is no $page: make page"
    exit 0
fi
python3 - "$dir" "${DRAWN:-300}" <<'PYTHON'
import os, sys
sys.path.insert(0, 'tests/suites')
import draw
for number in range(int(sys.argv[2])):
    town = draw.town(20, number)
    os.makedirs(f'{sys.argv[1]}/{number}')
    with open(f'{sys.argv[1]}/{number}/profil.yaml', 'w', encoding='utf-8') as file:
        file.write(f'# {town.date}\n{draw.text(town.profile)}')
PYTHON
node tests/suites/offline.mjs "$planner" "$page" "$dir"
