#!/bin/sh
# SPDX-License-Identifier: MIT
# The offline page in chromium (offline-browser.mjs). Lines that begin with # are times.   usage: offline-browser PLANNER DIR
set -eu
cd "$(dirname "$0")/../.."
. tests/suites/lib.sh
browser_tools "$2"
python3 - "$dir" "${DRAWN:-300}" <<'PYTHON'
import json, sys
sys.path.insert(0, 'tests/suites')
import draw
towns = [draw.town(20, number) for number in range(int(sys.argv[2]))]
with open(f'{sys.argv[1]}/towns.json', 'w', encoding='utf-8') as file:
    json.dump([{'date': str(town.date), 'text': draw.text(town.profile)} for town in towns], file)
PYTHON
node tests/suites/offline-browser.mjs "$1" "${1%/*}/planner.html" "$2" "$dir"
