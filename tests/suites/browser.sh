#!/bin/sh
# SPDX-License-Identifier: MIT
# The page of -f html in chromium (browser.mjs).   usage: browser PLANNER DIR
set -eu
cd "$(dirname "$0")/../.."
. tests/suites/lib.sh
browser_tools "$2"
node tests/suites/browser.mjs "$1" "$2"
