#!/bin/sh
# SPDX-License-Identifier: MIT
# The page in chromium (browser.mjs), with the versions of axe-core and playwright-core that are pinned here.   usage: browser PLANNER DIR
set -eu
cd "$(dirname "$0")/../.."
. tests/suites/lib.sh
mkdir -p "$2"
packages='axe-core@4.14.1 playwright-core@1.60.0'
for package in $packages; do
    if ! grep -qs "\"version\": \"${package#*@}\"" "$2/node_modules/${package%@*}/package.json"; then
        # shellcheck disable=SC2086
        npm install --prefix "$2" --no-save --no-package-lock --no-audit --no-fund --ignore-scripts $packages >&2
    fi
done
node tests/suites/browser.mjs "$1" "$2"
