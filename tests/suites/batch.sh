#!/bin/sh
# SPDX-License-Identifier: MIT
# Several towns at once: one bad file never stops the rest, files are whole or absent, and nothing depends on the number of jobs.
set -u
cd "$(dirname "$0")/../.." || exit 2
. tests/suites/lib.sh
town() { printf 'name: "%s"\nkind: commune\npopulation: %s\n' "$1" "$2"; }

# --- a folder
"$planner" batch -d "$dir/out" --summary "$dir/sum.csv" examples 2>"$dir/err"
verdict 'a folder: status' $?
[ "$(find "$dir/out" -name '*.md' | wc -l)" -eq 8 ] && [ "$(tail -n 1 "$dir/err")" = 'planner: 8 done' ]
verdict 'a folder: eight reports, and the last line counts' $?
same=0
for profile in examples/*.yaml; do
    "$planner" "$profile" >"$dir/one" 2>/dev/null
    for report in "$dir"/out/*.md; do cmp -s "$dir/one" "$report" && same=$((same + 1)); done
done
[ $same -eq 8 ]
verdict 'each report is that of planner PROFILE' $?
[ "$(find "$dir/out" -name '.*' -type f)" = "$dir/out/.planner-keys" ]
verdict 'no temporary file stays' $?

# --- files that exist
before=$(stat -c '%i %Y' "$dir"/out/*.md)
"$planner" batch -d "$dir/out" examples 2>"$dir/err" && [ "$before" = "$(stat -c '%i %Y' "$dir"/out/*.md)" ] &&
    grep -q '^planner: 0 done, 8 unchanged$' "$dir/err"
verdict 'files that would not change are left alone' $?
"$planner" batch -d "$dir/out" --lang en examples 2>"$dir/err"
[ $? -eq 3 ] && grep -q 'E003' "$dir/err" && [ "$before" = "$(stat -c '%i %Y' "$dir"/out/*.md)" ]
verdict 'others are not replaced without --force' $?
"$planner" batch -d "$dir/out" --lang en --force examples 2>/dev/null && grep -q '^# Social media strategy' "$dir"/out/saint-orvain.md
verdict 'they are with it' $?

# --- one unreadable, one invalid, one with a hostile name
mkdir "$dir/towns" "$dir/towns/folder.yaml"
town 'Ville-Saine' 900 >"$dir/towns/a.yaml"
echo 'name: [' >"$dir/towns/b.yml"
town '../../etc/passwd\u202e =cmd|x' 900 >"$dir/towns/c.yaml"
town "Bœuf-sur-l’Île d'Œuvre" 5000 >"$dir/towns/d.yaml"
town 'CON' 1 >"$dir/towns/e.yaml"
town '東京' 1 >"$dir/towns/f.yaml"
ln -s nowhere "$dir/towns/g.yaml"
"$planner" batch -d "$dir/mixed" --summary "$dir/mixed.csv" "$dir/towns" 2>"$dir/err"
[ $? -eq 3 ]
verdict 'the status is the highest met' $?
[ "$(ls "$dir/mixed" | tr '\n' ' ')" = 'boeuf-sur-l-ile-d-oeuvre.md con-.md etc-passwd-cmd-x.md profile.md ville-saine.md ' ]
verdict 'all the others are done, under safe names' $?
tail -n 1 "$dir/err" | grep -q '^planner: 5 done, 1 with errors, 2 unreadable$'
verdict 'the bad ones are counted' $?
grep -q 'towns/c.yaml:1:.*P061' "$dir/err" && grep -q "towns/b.yml:" "$dir/err" && grep -q "towns/g.yaml" "$dir/err" && grep -q "towns/folder.yaml" "$dir/err"
verdict 'each is reported with its file' $?
python3 - "$dir/mixed.csv" <<'END'
import csv, sys
rows = list(csv.DictReader(open(sys.argv[1], newline='', encoding='utf-8')))
assert len(rows) == 8, rows
assert [row['outcome'] for row in rows] == ['done', 'errors', 'done', 'done', 'done', 'done', 'unreadable', 'unreadable']
assert rows[0]['population'] == '900' and rows[1]['population'] == '' and rows[1]['name'] == ''
END
verdict 'the summary has a row for each, in order' $?

# --- the same name twice
town Beaulieu 10 >"$dir/one.yaml"
town Beaulieu 20 >"$dir/two.yaml"
"$planner" batch -d "$dir/twice" "$dir/one.yaml" "$dir/two.yaml" 2>"$dir/err"
[ $? -eq 1 ] && grep -q "two.yaml: error: .*'beaulieu.md', as that of .*one.yaml.*P060" "$dir/err" && grep -q 'population' "$dir/twice/beaulieu.md" 2>/dev/null || [ -f "$dir/twice/beaulieu.md" ]
verdict 'a name taken twice is an error, and the first stays' $?
echo 'code: "01034"' >>"$dir/one.yaml"
echo 'code: "2A035"' >>"$dir/two.yaml"
"$planner" batch -d "$dir/coded" "$dir/one.yaml" "$dir/two.yaml" 2>/dev/null && [ "$(ls "$dir/coded" | tr '\n' ' ')" = 'beaulieu-01034.md beaulieu-2a035.md ' ]
verdict 'codes tell namesakes apart' $?

# --- without a folder
"$planner" batch -f csv examples/village.yaml examples/ville.yaml >"$dir/all.csv" 2>/dev/null
"$planner" batch -f csv-fr --sections accounts examples/village.yaml examples/ville.yaml >"$dir/all-fr.csv" 2>/dev/null
"$planner" plan -f csv examples/ville.yaml >"$dir/ville.csv" 2>/dev/null
python3 - "$dir/all.csv" "$dir/all-fr.csv" "$dir/ville.csv" <<'END'
import csv, sys
rows, french, alone = (list(csv.reader(open(path, newline='', encoding='utf-8-sig'), delimiter=mark)) for path, mark in zip(sys.argv[1:], ',;,'))
for table in rows, french:
    assert len({len(row) for row in table}) == 1 and sum(row == table[0] for row in table) == 1
    assert [row[1] for row in table[1:]] == sorted((row[1] for row in table[1:]), key=(['\t96417', '\t96188'] if table is french else ['96417', '96188']).index), {row[1] for row in table[1:]}
assert [row[2:] for row in rows if row[0].startswith('Brelonval')] == alone[1:], 'the rows of a town are those of its own table'
assert open(sys.argv[2], encoding='utf-8').read().count('\ufeff') == 1
END
verdict 'tables are one, under one header, with the names of the towns' $?
printf 'name: X\nkind: commune\ncode: "01004"\ndepartment: 2A\n' >"$dir/code.yaml" && printf 'name: Y\nkind: comune\n' >"$dir/fault.yaml"
for lang in fr en; do
    for form in csv-fr md csv; do
        "$planner" batch -q -d "$dir/codes.$lang.$form.d" --lang $lang --summary "$dir/codes.$lang.$form" --summary-format $form "$dir/code.yaml" "$dir/fault.yaml" 2>/dev/null
    done
done
tab=$(printf '\t')
grep -q ";fait;X;\"${tab}01004\";\"${tab}2A\";commune;" "$dir/codes.fr.csv-fr" && grep -q ',done,X,01004,2A,commune,' "$dir/codes.en.csv"
verdict 'the French dialect keeps 01004, the other one has it bare' $?
grep -q ';en erreur;' "$dir/codes.fr.csv-fr" && grep -q '| en erreur |' "$dir/codes.fr.md" && ! grep -qw 'done\|errors' "$dir/codes.fr.csv-fr" "$dir/codes.fr.md"
verdict 'each cell speaks French' $?
grep -q ';done;X;' "$dir/codes.en.csv-fr" && grep -q '^.*Profile;Report;Outcome;' "$dir/codes.en.csv-fr" && grep -q '| with errors |' "$dir/codes.en.md" && ! grep -q 'fait' "$dir/codes.en.csv-fr" "$dir/codes.en.md"
verdict 'or English, as asked' $?
"$planner" batch -f html examples >"$dir/html" 2>"$dir/err"
[ $? -eq 2 ] && [ ! -s "$dir/html" ] && grep -q C028 "$dir/err"
verdict 'pages need a folder' $?
LC_ALL=fr_FR.UTF-8 "$planner" batch examples/village.yaml "$dir/none.yaml" 2>"$dir/err" >/dev/null
grep -q 'aucun fichier ni dossier de ce nom' "$dir/err" && tail -n 1 "$dir/err" | grep -q '^planner: 1 fait, 1 illisible$'
verdict 'the system speaks French too' $?

# --- a stream
{ printf '# comment\n---\n'; town First 1; echo ---; printf 'name: x\nkind: city\n'; echo ...; echo '# only a comment'; echo ---; town Third 3; } >"$dir/stream"
"$planner" batch -d "$dir/streamed" --summary - --summary-format jsonl - <"$dir/stream" >"$dir/rows" 2>"$dir/err"
[ $? -eq 1 ] && [ "$(ls "$dir/streamed" | tr '\n' ' ')" = 'first.md third.md ' ]
verdict 'a stream of documents' $?
grep -q '^<stdin>:8:7: error' "$dir/err" && grep -q '^  8 | kind: city' "$dir/err"
verdict 'lines are those of the stream' $?
jq -es 'length == 3 and .[0].population == 1 and .[1].outcome == "errors" and .[1].population == null and (.[2].blockers | type == "array")' "$dir/rows" >/dev/null
verdict 'JSON Lines' $?
{ town Small 1; echo ---; printf 'name: '; head -c 1100000 /dev/zero | tr '\0' 'a'; printf '\n---\n'; town Last 3; } | "$planner" batch -d "$dir/long" - 2>"$dir/err"
[ "$(ls "$dir/long" | tr '\n' ' ')" = 'last.md small.md ' ] && grep -q P001 "$dir/err"
verdict 'a document that is too long does not stop the next' $?
"$planner" batch - <"$dir/stream" 2>/dev/null | grep -c '^# ' | grep -qx 2
verdict 'without -d the reports follow one another' $?
: | "$planner" batch -d "$dir/none" - 2>"$dir/err" && [ "$(cat "$dir/err")" = 'planner: 0 done' ]
verdict 'an empty stream is no error' $?

# --- jobs
for i in $(seq 1 60); do
    town "Town $i" "$((i * 100))"
    [ $((i % 7)) -eq 0 ] && echo 'wrong: field'
    echo ---
done >"$dir/many"
for jobs in 1 2 5; do
    "$planner" batch -j $jobs -d "$dir/jobs$jobs" --summary "$dir/jobs$jobs.md" - <"$dir/many" 2>"$dir/jobs$jobs.err"
done
diff -r -x .planner-keys "$dir/jobs1" "$dir/jobs2" >/dev/null && diff -r -x .planner-keys "$dir/jobs1" "$dir/jobs5" >/dev/null && sed 's/jobs5/jobs1/g' "$dir/jobs5.md" | cmp -s "$dir/jobs1.md" - &&
    cmp -s "$dir/jobs1.err" "$dir/jobs5.err" && [ "$(ls "$dir/jobs5" | wc -l)" -eq 52 ]
verdict 'reports, summary and messages do not depend on the number of jobs' $?
for jobs in 0 65 two; do
    "$planner" batch -j $jobs -d "$dir/x" - </dev/null 2>/dev/null
    [ $? -eq 2 ]
    verdict "jobs: $jobs is refused" $?
done

# --- the summary
"$planner" batch -d "$dir/out" --force --summary "$dir/fr.csv" --summary-format csv-fr examples 2>/dev/null
head -c 3 "$dir/fr.csv" | od -An -tx1 | grep -q 'ef bb bf' && grep -q '^examples/ville.yaml;.*;132,5;120,3;11;10;' "$dir/fr.csv" && sed -n 1p "$dir/fr.csv" | grep -q 'Département;Type'
verdict 'French spreadsheets: byte order mark, semicolons, decimal commas, French words' $?
grep -q '^examples/ville.yaml,.*,132.5,120.3,11,10,' "$dir/sum.csv" && [ "$(grep -c "$(printf '\r')\$" "$dir/sum.csv")" -eq 9 ]
verdict 'RFC 4180: commas, points, CRLF' $?
{ printf 'name: "=HYPERLINK(1)"\nkind: commune\n---\nname: "+1"\nkind: commune\n---\nname: "a\\"b,c"\nkind: commune\n---\nname: "@x"\nkind: commune\ncode: "-1"\n'; } |
    "$planner" batch -d "$dir/formulas" --summary "$dir/formulas.csv" - 2>/dev/null
python3 - "$dir/formulas.csv" <<'END'
import csv, sys
rows = list(csv.DictReader(open(sys.argv[1], newline='', encoding='utf-8')))
assert [row['name'] for row in rows] == ["'=HYPERLINK(1)", "'+1", 'a"b,c', "'@x"], rows
assert rows[3]['code'] == "'-1"
assert not any(value[:1] in '=+-@' for row in rows for value in row.values() if value and not value.lstrip('-').isdigit())
END
verdict 'nothing in a cell is a formula' $?
"$planner" batch -d "$dir/out" --force --summary "$dir/sum.md" --lang fr examples 2>/dev/null
for heading in 'Par strate de population' 'Par département' 'Par constat' 'Par étape' 'Par plateforme'; do
    grep -q "^## $heading" "$dir/sum.md"
    verdict "pivot: $heading" $?
done
cmark --unsafe "$dir/sum.md" >/dev/null && [ "$(grep -c '^|---' "$dir/sum.md")" -eq "$(pandoc -f gfm -t html "$dir/sum.md" | grep -c '<table')" ]
verdict 'the summary in Markdown has its tables' $?
printf 'name: A\nkind: commune\n' >"$dir/unknown.yaml"
"$planner" batch -d "$dir/u" --summary - --summary-format md --lang en "$dir/unknown.yaml" 2>/dev/null | grep -q '^| unknown | 1 '
verdict 'unknown is counted as unknown' $?
"$planner" batch -d "$dir/out" --summary "$dir/sum.xls" examples 2>/dev/null
[ $? -eq 2 ]
verdict 'a format that cannot be told is refused' $?
"$planner" batch -d "$dir/out" --force --summary "$dir/nowhere/sum.csv" examples 2>/dev/null
[ $? -eq 3 ]
verdict 'a summary that cannot be written: status 3' $?
touch "$dir/file"
"$planner" batch -d "$dir/file" examples 2>/dev/null
[ $? -eq 3 ]
verdict 'a folder that is a file: status 3' $?

# --- progress on a terminal, once it lasts over half a second; silent in a pipe and with --quiet
cat >"$dir/terminal.py" <<'END'
import os, pty, signal, sys, time
def run(arguments, held=None):
    """What reaches the terminal. `held`: a folder; once something is in it, the program is held up, so that it lasts."""
    seen = b''
    pid, master = pty.fork()
    if pid == 0:
        os.execv(arguments[0], arguments)
    if held:
        while not (os.path.isdir(held) and os.listdir(held)) and os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
            time.sleep(0.001)
        os.kill(pid, signal.SIGSTOP)
        time.sleep(1)
        os.kill(pid, signal.SIGCONT)
    try:
        while True:
            chunk = os.read(master, 65536)
            if not chunk:
                break
            seen += chunk
    except OSError:
        pass
    os.waitpid(pid, 0)
    return seen
planner, folder, towns = sys.argv[1:4]
try:
    os.close(os.openpty()[0])
except OSError:
    sys.exit(77)
long = run(['/bin/sh', '-c', f'exec "{planner}" batch -j 1 -d {folder}/progress {towns} 2>/dev/tty >/dev/null'], f'{folder}/progress')
assert b'/3000 ' in long and b'a second' in long, long[:200]
assert long.rstrip().endswith(b'planner: 3000 done'), long[-100:]
quiet = run(['/bin/sh', '-c', f'"{planner}" batch -q -d {folder}/quiet {towns} 2>/dev/tty >/dev/null'])
assert quiet == b'', quiet[:200]
END
mkdir "$dir/large"
for i in $(seq 1 3000); do town "Village $i" "$i" >"$dir/large/$i.yaml"; done
python3 "$dir/terminal.py" "$planner" "$dir" "$dir/large"
status=$?
if [ $status -eq 77 ]; then skip 'progress on a terminal' 'there are no pseudo-terminals here'; else verdict 'progress on a terminal' $status; fi
"$planner" batch -d "$dir/silent" "$dir/large" 2>"$dir/err" && [ "$(cat "$dir/err")" = 'planner: 3000 done' ]
verdict 'silent in a pipe but for the last line' $?

# --- the same circuit is gone through once
cat >"$dir/circuits.py" <<'END'
import os, re, resource, subprocess, sys
planner, folder = sys.argv[1:3]
text = open('examples/ville.yaml', encoding='utf-8').read()
bare = re.sub(r'(?ms)^circuit_validation:.*?(?=^\S)', '', text)
def spent(arguments):
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    subprocess.run(arguments, check=True, stderr=subprocess.DEVNULL)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
times = {}
for kind, profile in (('with', text), ('without', bare)):
    os.mkdir(f'{folder}/{kind}')
    for i in range(200):
        with open(f'{folder}/{kind}/{i:03}.yaml', 'w', encoding='utf-8') as file:
            file.write(re.sub(r'(?m)^nom:.*$', f'nom: Ville {i}', profile))
    times[kind] = spent([planner, 'batch', '-j', '1', '--date', '2026-11-23', '-d', f'{folder}/{kind}-out', f'{folder}/{kind}'])
for i in (0, 1, 117, 199):
    alone = subprocess.run([planner, '--date', '2026-11-23', f'{folder}/with/{i:03}.yaml'], check=True, capture_output=True).stdout
    report, = [name for name in os.listdir(f'{folder}/with-out') if name.startswith(f'ville-{i}-')]
    assert open(f'{folder}/with-out/{report}', 'rb').read() == alone, i
print(f'# 200 profiles with the same circuit take {times["with"] / times["without"]:.1f} times those without')
assert times['with'] < 6 * times['without'] + 0.2, times # each for itself it is some 15 times
END
mkdir "$dir/circuits"
python3 "$dir/circuits.py" "$planner" "$dir/circuits"
verdict 'equal circuits are gone through once, and reports are those of single runs' $?

# --- interrupted
for i in $(seq 1 3000); do town "Village $i" "$i"; echo ---; done >"$dir/lots"
"$planner" batch -d "$dir/cut" --summary "$dir/cut.csv" - <"$dir/lots" 2>"$dir/err" &
pid=$!
some_report() { find "$dir/cut" -name '*.md' 2>/dev/null | grep -q .; }
wait_for $pid some_report
kill -TERM $pid # a shell starts what runs in the background with SIGINT ignored
wait $pid
[ "$(find "$dir/cut" -name '.*' -type f ! -name .planner-keys | wc -l)" -eq 0 ] && for report in "$dir"/cut/*.md; do tail -c 1 "$report" | od -An -c | grep -q '\\n' && grep -q '^## ' "$report" || exit 1; done
verdict 'an interruption leaves whole files only' $?
if grep -q interrupted "$dir/err"; then [ ! -e "$dir/cut.csv" ]; else [ -e "$dir/cut.csv" ]; fi
verdict 'and no summary that is not complete' $?
