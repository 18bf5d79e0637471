#!/bin/sh
# SPDX-License-Identifier: MIT
# How long a run takes against a bare program that only parses the same file with libyaml's event loop: ratios of one run, never absolute times.
set -eu
cd "$(dirname "$0")/../.."
build=${BUILD:-build}
command -v hyperfine >/dev/null && [ -x /usr/bin/time ] || sh tests/tools/setup.sh gates
"$build/bench/chain" tests/data/eight-steps.yaml

# What the dates of steps add, over drawn towns of the property tests.
drawn=$(mktemp -d)
python3 -c 'import sys; sys.path.insert(0, "tests/suites"); import draw
for i in range(300): open(f"{sys.argv[1]}/{i}.yaml", "w", encoding="utf-8").write(draw.text(draw.town(1, i).profile))' "$drawn"
"$build/bench/roadmap" "$drawn"/*.yaml
rm -rf "$drawn"
for example in examples/*.yaml; do
    hyperfine -N --warmup 30 --runs 400 --export-json "$build/bench/times.json" "$build/bench/bare $example" "$build/planner $example" >/dev/null 2>&1
    jq -r --arg name "$example" '"\($name): \((.results[1].median / .results[0].median * 100 | round) / 100) times bare parsing (median of 400 runs)"' "$build/bench/times.json"
done

seconds() { # COMMAND: nanoseconds, the lesser of two runs
    best=
    for _ in 1 2; do
        start=$(date +%s%N)
        sh -c "$1" >/dev/null 2>&1
        took=$(($(date +%s%N) - start))
        if [ -z "$best" ] || [ "$took" -lt "$best" ]; then best=$took; fi
    done
    echo "$best"
}
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'; }
if command -v valgrind >/dev/null; then # instructions: the same on any day
    instructions() { valgrind --tool=callgrind --callgrind-out-file=/dev/null "$build/planner" examples/ville.yaml "$@" 2>&1 >/dev/null | sed -n 's/.*Collected : //p'; }
    echo "examples/ville.yaml as JSON against the document full: $(ratio "$(instructions -f json)" "$(instructions --document full)") times the instructions"
fi

# Many towns: full profiles drawn from a seed, as one stream in memory, written to a pipe and to a file in memory.
towns=${TOWNS:-35000}
work=$(mktemp -d /dev/shm/planner-bench.XXXXXX 2>/dev/null || mktemp -d)
trap 'rm -rf "$work"' EXIT
"$build/bench/profiles" "$towns" 0 >"$work/stream.yaml"
planner="$build/planner batch --date 2026-11-23"
bytes=$($planner -j 1 - <"$work/stream.yaml" 2>/dev/null | wc -c)
parsing=$(seconds "$build/bench/bare $work/stream.yaml")
piped=$(seconds "$build/bench/bare $work/stream.yaml $bytes | cat")
filed=$(seconds "$build/bench/bare $work/stream.yaml $bytes >$work/stream.md")
one=$(seconds "$planner -j 1 - <$work/stream.yaml | cat")
two=$(seconds "$planner -j 2 - <$work/stream.yaml | cat")
one_filed=$(seconds "$planner -j 1 - <$work/stream.yaml >$work/stream.md")
two_filed=$(seconds "$planner -j 2 - <$work/stream.yaml >$work/stream.md")
rm "$work/stream.md"
json=$(seconds "$planner -j 1 -f json - <$work/stream.yaml | cat")
full=$(seconds "$planner -j 1 --document full - <$work/stream.yaml | cat")
echo "$towns full profiles, $((bytes / towns)) bytes of report each:"
echo "  one thread against parsing and writing the same bytes: $(ratio "$one" "$piped") times through a pipe, $(ratio "$one_filed" "$filed") into a file in memory"
echo "  one thread against parsing alone: $(ratio "$one_filed" "$parsing") times"
echo "  two threads against one: $(ratio "$one_filed" "$two_filed") times faster into a file, $(ratio "$one" "$two") through a pipe whose reader takes a processor too"
echo "  JSON against the document full: $(ratio "$json" "$full") times"
"$build/bench/profiles" "$towns" 500 >"$work/circuits.yaml"
circuits=$(seconds "$planner -j 1 - <$work/circuits.yaml >$work/circuits.md")
echo "  the same towns with 500 different circuits: $(ratio "$circuits" "$one_filed") times"
rm "$work/circuits.yaml" "$work/circuits.md"
for part in 4 2 1; do
    count=$((towns / part))
    "$build/bench/profiles" $count 0 >"$work/part.yaml"
    took=$(seconds "$planner -j 1 - <$work/part.yaml | cat")
    peak=$(/usr/bin/time -f %M $planner -j 2 - <"$work/part.yaml" 2>&1 >/dev/null | tail -n 1)
    echo "  $count towns: $(ratio "$took" "$one") of the time of all, at most $peak KiB of memory with two threads"
done

# The official register: a profile each, then a report each and the national summary.
"$build/planner" init --department all -d "$work/france"
for profile in "$work"/france/*.yaml; do echo ---; cat "$profile"; done >"$work/france.yaml"
reading=$(seconds "$build/bench/bare $work/france.yaml")
national=$(seconds "rm -rf $work/out && $planner -d $work/out --summary $work/out.csv $work/france")
again=$(seconds "$planner -d $work/out $work/france")
copying=$(seconds "rm -rf $work/copy && cp -r $work/out $work/copy")
echo "  a run with nothing changed takes $(ratio "$again" "$national") of the first, $((again / 1000000)) ms; the first $(ratio "$national" "$copying") times copying its files"
echo "$(ls "$work/france" | wc -l) communes of the register: reports and summary take $(ratio "$national" "$reading") times parsing their profiles as one file," \
    "$(du -sm "$work/out" | cut -f 1) MB written"

# Other engines, where they are installed: npm install --prefix build/bench json-rules-engine @gorules/zen-engine yaml
if [ -d "$build/bench/node_modules/json-rules-engine" ] && command -v node >/dev/null; then
    "$build/bench/profiles" 2000 0 >"$work/peers.yaml"
    ours=$(seconds "$planner -j 1 - <$work/peers.yaml | cat")
    here=$(pwd)
    (cd "$build/bench" && node "$here/tests/tools/bench_peers.mjs" "$here/src/knowledge" "$work/peers.yaml") | while read -r name took; do
        echo "$name, evaluating our conditions on 2000 profiles read beforehand, takes $(ratio "$((took * 1000000))" "$ours") times what planner takes" \
            "to read them, plan and write every report"
    done
fi
