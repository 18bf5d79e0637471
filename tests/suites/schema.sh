#!/bin/sh
# SPDX-License-Identifier: MIT
# The loader and the JSON Schema agree (schema.mjs), judged by ajv, with the versions that are pinned here. They are fetched once, into the
# folder of the build; where they cannot be, the suite says so and fails.
set -eu
cd "$(dirname "$0")/../.."
planner=$(realpath "${PLANNER:-build/planner}")
dir=$(dirname "$planner")/schema
mkdir -p "$dir"
packages='ajv@8.17.1 yaml@2.6.1'
for package in $packages; do
    if ! grep -qs "\"version\": \"${package#*@}\"" "$dir/node_modules/${package%@*}/package.json"; then
        # shellcheck disable=SC2086
        npm install --prefix "$dir" --no-save --no-package-lock --no-audit --no-fund --ignore-scripts --prefer-offline $packages >&2
    fi
done
SOURCE_DATE_EPOCH=1795392000 LC_ALL=C.UTF-8 exec node tests/suites/schema.mjs "$planner" "$dir"
