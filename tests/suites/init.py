#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The questionnaire: streams, ends, answers from files and options, completed profiles, and laws over seeded random conversations."""
import difflib, glob, json, os, random, re, subprocess, tempfile
from lib import ENV, ROOT, planner as PLANNER, verdict

FOLDER = tempfile.TemporaryDirectory()
ROUNDS = int(os.environ.get("ROUNDS", "150"))  # of each law, in either language


def run(*arguments, typed=b"", **env):
    typed = typed.encode() if isinstance(typed, str) else typed
    done = subprocess.run([PLANNER, *arguments], input=typed, capture_output=True, env={**ENV, **env}, timeout=60)
    done.out, done.err = done.stdout.decode(), done.stderr.decode()
    return done


def path(name):
    return os.path.join(FOLDER.name, name)


def write(name, text):
    with open(path(name), "wb") as file:
        file.write(text if isinstance(text, bytes) else text.encode())
    return path(name)


def read(name):
    with open(path(name), "rb") as file:
        return file.read().decode()


def stated(file):
    """What a profile states: its plan without places and without the hash of the knowledge."""
    plan = json.loads(run(file, "--format", "json").out)

    def strip(node):
        if isinstance(node, dict):
            return {k: strip(v) for k, v in node.items() if k not in ("line", "column")}
        return [strip(v) for v in node] if isinstance(node, list) else node

    return strip(plan)


# ---- streams and ends

typed = "Ville-Exemple\n1\n3\n.\n"
done = run("init", "--lang", "fr", typed=typed)
verdict("without -o the product alone is on standard output", done.returncode == 0 and done.out.startswith("# ")
        and "Réponse" not in done.out and "Réponse\u00a0: Ville-Exemple" in done.err, done.err)
product = done.out
done = run("init", "--lang", "fr", "-o", path("a.yaml"), typed=typed)
verdict("with -o the conversation is", done.returncode == 0 and "Réponse\u00a0: Ville-Exemple" in done.out and done.err == "" and read("a.yaml") == product)
verdict("no path of this machine is written", "$schema" not in product and "/share/" not in product, product[:90])
verdict("the language is French, or --lang's, and never the locale's", "nom: Ville-Exemple" in run("init", typed=typed, LC_ALL="fr_FR.UTF-8").out and
        "nom: Ville-Exemple" in run("init", typed=typed).out and "name: Ville-Exemple" in run("init", "--lang", "en", typed=typed, LC_ALL="fr_FR.UTF-8").out)
with open(path("english.yaml"), "w") as f:
    f.write("name: X\nkind: commune\nlanguage: en\n")
verdict("or that of the profile that is completed", "Answer with a number" in run("init", path("english.yaml"), typed=".\n", LC_ALL="fr_FR.UTF-8").err)
verdict("a folder that is not there is said before the first question", (lambda done: done.returncode == 3 and "E002" in done.err and
        done.out == "" and "?" not in done.err)(run("init", "-o", path("nowhere/a.yaml"), typed=typed)))
done = run("init", "-o", path("a.yaml"), typed=typed)
verdict("a file is not replaced, but may be completed", done.returncode == 3 and "E003" in done.err and
        f"`planner init -o {path('a.yaml')} {path('a.yaml')}` completes it" in done.err and read("a.yaml") == product and "Answer" not in done.out)
verdict("unless --force says so", run("init", "--lang", "fr", "--force", "-o", path("a.yaml"), typed=typed).returncode == 0)

typed = "Ville, d'Aube\n1\n2\n8, emploi\n-\n-\n-\n-\n2\n4h\n1\n2\n\n"
done = run("init", "--lang", "fr", "-o", path("b.yaml"), typed=typed)
verdict("the end of the input writes nothing but the draft", done.returncode == 1 and not os.path.exists(path("b.yaml")) and
        f"planner init -o {path('b.yaml')}" in done.out and "chef-de-service" in read("b.yaml.draft"))
done = run("init", "--lang", "fr", typed=typed)
verdict("nor does it without a file", done.returncode == 1 and done.out == "")
shown = done.err.split("relit\u00a0:\n")[-1]
verdict("and shows the answers", "nom = Ville, d'Aube\n" in shown and "circuit_validation = [{par: chef-de-service, délai: 4h" in shown, done.err[-400:])
write("answers.txt", shown)
done = run("init", "--lang", "fr", "--answers", path("answers.txt"))
kept = run("init", "--lang", "fr", "--partial", typed=typed)
verdict("which --answers takes as they are", done.returncode == 0 and done.out == kept.out and "lâcher_prise: hésitante" in done.out, done.err)
verdict("--partial without a name writes nothing", run("init", "--partial").returncode == 2 and run("init", "--partial").out == "")
verdict("no input at all", run("init").returncode == 1 and run("init").out == "" and "rien n’est écrit" in run("init").err.replace("\u00a0", " "))
done = run("init", "--lang", "en", typed="\n-\nX\n\n1\n.\n")
verdict("name and kind cannot be left out", done.returncode == 0 and done.err.count("no profile to write") == 3, done.err)
done = run("init", "--lang", "en", typed="<\nX\n<\nZed\n1\n.\n")
verdict("back to the first question and no further", "name: Zed\n" in done.out and "This is the first question" in done.err)
done = run("init", "--lang", "en", "--set", "name=A", "--set", "kind=region", typed="?\n")
verdict("--set, then the questions", "letting staff publish" in done.err and "What is the authority called" not in done.err)
verdict("an unknown option of the register is refused", run("init", "--kind", "commune").returncode == 2)
plain = run("init", "--lang", "fr", typed="?\nX\n1\n" + "-\n" * 80)
verdict("no control sequence, no carriage return", not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", plain.err))
verdict("when no question is left it ends by itself", plain.returncode == 0 and "Aucune autre question" in plain.err)
verdict("no question is put twice", len(re.findall(r"^Question \d", plain.err, re.M)) == len(set(re.findall(r"^Question \d.*\n(.*)", plain.err, re.M))) > 9)
first = run("next", write("two.yaml", "name: X\nkind: commune\n"), "--lang", "en").out.split("\n")[0][3:]
verdict("the first question is the one that `next` puts first", re.search("Question 3;.*\n" + re.escape(first), run("init", "--lang", "en", typed="X\n1\n").err))

# ---- answers from a file and from options


def refused(name, status, code, *arguments, wanted=""):
    done = run("init", "--lang", "en", *arguments)
    verdict(name, done.returncode == status and done.out == "" and f"[{code}]" in done.err and wanted in done.err, f"{done.returncode} {done.err}")


base = ("--no-input", "--set", "name=X", "--set", "kind=commune")
done = run("init", "--lang", "en", *base, "--set", "internal.letting_go=prête", "--set", "objectifs: dialogue, 5", "--set", "presence.accounts=none",
           "--set", "publics = -")
verdict("names in either language", done.returncode == 0 and "letting_go: ready" in done.out and "goals: [dialogue, employment]" in done.out and
        "accounts: []" in done.out, done.err)
refused("--no-input needs a name", 2, "C040", "--no-input", "--set", "kind=commune", wanted="'name'")
refused("--no-input needs a kind", 2, "C040", "--no-input", "--set", "name=X", wanted="'kind'")
refused("--set without =", 2, "C041", "--no-input", "--set", "name", wanted="'name' is no answer")
refused("the same fact by two options", 2, "C042", *base, "--set", "nom=Y")
refused("an unknown fact, with a suggestion", 1, "P012", *base, "--set", "goal=dialogue", wanted="did you mean 'goals'")
refused("a fact of a section, without it", 1, "P012", *base, "--set", "letting_go=ready", wanted="belongs under 'internal'")
refused("a fact inside a list", 1, "P012", *base, "--set", "validation_chain.by=author")
refused("an unknown value, with a suggestion", 1, "P013", *base, "--set", "internal.letting_go=redy", wanted="did you mean 'ready'")
refused("a number that is none", 1, "P015", *base, "--set", "population=many")
refused("a number out of range", 1, "P016", *base, "--set", "means.hours_per_week=401")
refused("a duration that is none", 1, "P021", *base, "--set", "publishing_targets.urgent=soon")
for locale, field, meant in (("fr_FR.UTF-8", "heures", "vouliez-vous dire «\u00a0heures_par_semaine\u00a0», sous «\u00a0moyens\u00a0»"), ("C.UTF-8", "hours", "did you mean 'hours_per_week', under 'means'"),
                             ("fr_FR.UTF-8", "délai", "sous «\u00a0circuit_validation\u00a0»"), ("fr_FR.UTF-8", "lacher_prise", "sous «\u00a0interne\u00a0»")):
    verdict(f"the place of {field} is said in the language of the messages", meant in run("init", *base, "--set", f"{field}=10", LC_ALL=locale).err)
refused("an option that silence completes", 1, "P041", *base, "--set", "validation_chain=[{by: author, if_silent: publish}]")
refused("text that is not UTF-8", 1, "P002", *base, "--set", os.fsdecode(b"notes=caf\xe9"))
refused("a control character", 1, "P042", *base, "--set", "notes=a\x1b[31mb")
refused("a value that would leave its place", 1, "P014", *base, "--set", "validation_chain=author: x")
bad = write("bad.txt", "# mine\nname = X\nkind = comune\n\n  goals: dialogue, emplyment\nfoo\npopulation =\nname: Y\n")
done = run("init", "--lang", "en", "--answers", bad)
verdict("a file's errors have their place", done.returncode == 2 and all(f"bad.txt:{p}: " in done.err for p in ("3:8", "5:10", "6:1", "7:1", "8:1")) and
        "first on line 2" in done.err and "did you mean 'commune'" in done.err and done.out == "", done.err)
done = run("init", "--lang", "fr", "--answers", write("crlf.txt", "\ufeffnom = X\r\ntype: ville\r\n# fin\r\nhabitants = 12 500"))
verdict("CRLF, a byte order mark, no last line end", done.returncode == 0 and "habitants: 12500\n" in done.out, done.err)
done = run("init", "--lang", "en", "--answers", "-", typed="name=X\nkind=commune\nnotes=a = b: c # d\n")
verdict("answers from standard input; the value keeps its signs", 'notes: "a = b: c # d"' in done.out, done.err)
done = run("init", "--lang", "en", "--answers", "-", "--set", "kind=region", typed="name=X\nkind=commune\n")
verdict("an option goes before the file", "kind: region" in done.out, done.err)
refused("a file that is not there", 3, "E001", "--answers", path("none.txt"))
refused("the profile and the answers from one input", 2, "C043", "-", wanted="standard input")
for option in (("--answers", bad), ("--set", "name=X"), ("--no-input",), ("--partial",)):
    refused(f"{option[0]} does not go with the register", 2, "C052", "--code", "42186", *option)

# ---- odd input

for name, line in {"5,000 characters": "x" * 5000, "a million": "y" * 1000000, "invalid UTF-8": b"caf\xe9\xff", "NUL": b"a\0b", "ESC": b"\x1b[2J",
                   "U+2028": "a\u2028b", "a noncharacter": "a\ufffeb"}.items():
    line = line if isinstance(line, bytes) else line.encode()
    done = run("init", "--lang", "fr", typed=line + b"\nBon-Exemple\n" + line + b"\n1\n" + line + b"\n-\n" + line + b"\n.\n")
    verdict(f"{name}: said, and asked again", done.returncode == 0 and "nom: Bon-Exemple\n" in done.out and not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", done.err) and
            len(done.err) < 60000, done.err[:500])
for text in ("oui", "null", "~", "12", "- a", "# b", "l'Isle: d'Abeau", '"q"', "a\\b", "{x}", "[y]", "*z", "!t", "%u", "@v", "`w`", "é", "x #y", "\u00a0z", "true"):
    done = run("init", "--lang", "fr", typed=text + "\n1\n.\n")
    name = json.loads(run("-", "--format", "json", typed=done.out).out)["profile"]["name"]
    verdict(f"the name {text!r} comes back as it was typed", name == text.strip(" "), name)

# ---- completing


def complete(text, *answers, name="c.yaml"):
    file = write(name, text)
    return run("init", "-o", file, file, "--no-input", *[x for a in answers for x in ("--set", a)]), file


SHAPES = {
    "two lines": ("name: X\nkind: commune\n", "name: X\nkind: commune\npopulation: 900\ninternal:\n  letting_go: ready\n"),
    "no last line end": ("nom: X\ntype: commune", "nom: X\ntype: commune\nhabitants: 900\ninterne:\n  lâcher_prise: prête\n"),
    "CRLF": ("nom: X\r\ntype: commune\r\n", "nom: X\r\ntype: commune\r\nhabitants: 900\r\ninterne:\r\n  lâcher_prise: prête\r\n"),
    "braces": ("{name: X, kind: commune}\n", "{internal: {letting_go: ready}, population: 900, name: X, kind: commune}\n"),
    "a section in braces": ("name: X\nkind: commune\ninternal: {ambition: dialogue}  # mine\n",
                            "name: X\nkind: commune\ninternal: {letting_go: ready, ambition: dialogue}  # mine\npopulation: 900\n"),
    "without a value": ("name: X\npopulation:   # ask\nkind: commune\ninternal:\n  letting_go: ~  # ask too\n",
                        "name: X\npopulation: 900   # ask\nkind: commune\ninternal:\n  letting_go: ready  # ask too\n"),
    "a document end": ("---\nname: X\nkind: commune\n...\n", "---\ninternal:\n  letting_go: ready\npopulation: 900\nname: X\nkind: commune\n...\n"),
    "four spaces, then a comment": ("name: X\nkind: commune\ninternal:\n    ambition: dialogue\n\n# about means\nmeans:\n    backup: no\n",
                                    "name: X\nkind: commune\ninternal:\n    ambition: dialogue\n    letting_go: ready\n\n# about means\nmeans:\n    backup: no\n"
                                    "population: 900\n"),
    "text that looks like a commented field": ("name: X\nnotes: |\n  first\n  # population:\nkind: commune\n",
                                               "name: X\nnotes: |\n  first\n  # population:\nkind: commune\npopulation: 900\ninternal:\n  letting_go: ready\n"),
}
for name, (before, after) in SHAPES.items():
    done, file = complete(before, "population=900", "internal.letting_go=ready")
    verdict(f"completed: {name}", done.returncode == 0 and read("c.yaml") == after, done.err + read("c.yaml"))
template = run("init", "--code", "42186").out
done, file = complete(template, "objectifs=dialogue", "interne.lâcher_prise=prête", "circuit_validation=[{par: rédacteur, délai: 2h}]",
                      "présence.comptes=[{plateforme: facebook, tenu_par: officiel}]")
lines = [x for x in difflib.ndiff(template.splitlines(), read("c.yaml").splitlines()) if x[0] in "+-"]
verdict("the commented lines of a template take the answers", done.returncode == 0 and sorted(lines) == sorted([
    "- # objectifs:", "+ objectifs: [dialogue]", "- # interne:", "+ interne:", "-   # lâcher_prise:", "+   lâcher_prise: prête", "- # circuit_validation:",
    "+ circuit_validation:", "+   - par: rédacteur", "+     délai: 2h", "- # présence:", "+ présence:", "-   # comptes:", "+   comptes:",
    "+     - plateforme: facebook", "+       tenu_par: officiel"]), "\n".join(lines))
done, file = complete("name: X\nkind: commune\npopulation: 5\n", "population=6")
verdict("what is stated is not changed", done.returncode == 1 and "P011" in done.err and "first on line 3" in done.err and "population: 5" in read("c.yaml"))
done, file = complete("name: X\nkind: comune\n", "population=6")
verdict("a profile with errors is not completed", done.returncode == 1 and "P013" in done.err and "population" not in read("c.yaml"))
full = "name: X\nkind: commune\n" + "# " + "x" * (1024 * 1024 - 27) + "\n"
done, file = complete(full, "population=6")
verdict("no room left: said, and the profile stays", done.returncode == 1 and "P049" in done.err and "population: 6" in done.err and read("c.yaml") == full, done.err[:300])
other = write("other.yaml", "name: Y\nkind: region\n")
done = run("init", "-o", other, write("c.yaml", "name: X\nkind: commune\n"), *base[:1])
verdict("another file is not replaced by a completed profile", done.returncode == 3 and "E003" in done.err)
os.symlink("c.yaml", path("link.yaml"))
done = run("init", "-o", path("link.yaml"), path("c.yaml"), "--no-input", "--set", "population=7")
verdict("the same file under another name is", done.returncode == 0 and read("c.yaml").endswith("population: 7\n"), done.err)
done = run("init", "-", "--no-input", "--set", "population=7", typed="name: X\nkind: commune\n")
verdict("a profile from standard input, to standard output", done.out == "name: X\nkind: commune\npopulation: 7\n")
for example in sorted(glob.glob("examples/*.yaml")):
    with open(example, encoding="utf-8") as file:
        verdict(f"{example} comes back as it is", run("init", example, "--no-input").out == file.read())

# ---- laws

NAMES = sorted(set(re.findall(r"[a-zé][\w-]+", " ".join(str(x) for x in re.findall(r'"enum": \[(.*?)\]', run("schema").out, re.S)))))
POOL = [(30, lambda r: str(r.randint(0, 6))), (20, lambda r: r.choice(NAMES)), (6, lambda r: ", ".join(str(r.randint(1, 18)) for _ in range(r.randint(1, 5)))),
        (6, lambda r: " ".join(r.choice(NAMES) for _ in range(2))), (8, lambda r: str(r.randint(0, 90)) + r.choice(["h", "min", "j", "d", "sem", "w", "mn"])),
        (6, lambda r: r.choice(["oui", "non", "yes", "no"])), (4, lambda r: f"20{r.randint(10, 26)}-{r.randint(1, 12):02}-{r.randint(1, 30):02}"),
        (4, lambda r: str(r.randint(0, 200000))), (8, lambda r: "-"), (5, lambda r: "<"), (2, lambda r: "?"), (2, lambda r: "0"), (2, lambda r: "aucun"),
        (4, lambda r: ""), (1, lambda r: "."), (2, lambda r: r.choice(["tous", "oui", "2 jours", "15/11/2026", "2 600 habitants"])), (6, lambda r: "".join(chr(r.choice([r.randint(1, 126), r.randint(160, 0x2fff), 0x1f600])) for _ in range(r.randint(1, 12))).replace("\n", " "))]


def conversation(r):
    weights = [w for w, _ in POOL]
    lines = [r.choice(POOL[-1:] + [(0, lambda _: "Ville " + r.choice(NAMES))] * 3)[1](r), r.choice(["1", "commune", "région", "3"])]
    return "".join(x + "\n" for x in lines + [r.choices(POOL, weights)[0][1](r) for _ in range(r.randint(0, 160))])


def same(name, failures, total):
    verdict(f"{name} ({total} times)", not failures and total >= ROUNDS, "\n".join(failures[:3]))


def without_last_stop(typed):
    """So that the input ends before the questionnaire does."""
    return re.sub(r"(?m)^[ \t]*\.[ \t]*\n", "-\n", typed)


for lang in ("fr", "en"):
    wrong = {"check": [], "again": [], "answers": [], "completed": []}
    written = 0
    for seed in range(ROUNDS * 2):
        if written == ROUNDS:
            break
        r = random.Random(f"{lang} {seed}")
        typed = without_last_stop(conversation(r)) if seed % 2 else conversation(r)
        done = run("init", "--lang", lang, "--partial", typed=typed)
        if done.returncode != 0:
            if done.returncode not in (1, 2) or done.out:
                wrong["check"].append(f"seed {seed}: status {done.returncode} {done.err[-300:]}")
            continue
        written += 1
        profile = write("p.yaml", done.out)
        check = run("check", profile)
        if check.returncode != 0:
            wrong["check"].append(f"seed {seed}: {check.err}")
            continue
        if run("init", profile, "--no-input").out != done.out:
            wrong["again"].append(f"seed {seed}")
        if "relit\u00a0:\n" in done.err or "reads them:\n" in done.err:
            wrong["answers"].append(f"seed {seed}: gave up")
        listing = run("init", "--lang", lang, typed=typed).err
        shown = re.split(r"relit\u00a0:\n|reads them:\n", listing)
        if len(shown) == 2:
            answers = write("p.txt", shown[1])
            direct = run("init", "--lang", lang, "--answers", answers)
            if direct.out != done.out:
                wrong["answers"].append(f"seed {seed}: {direct.err}\n" + "\n".join(difflib.unified_diff(done.out.splitlines(), direct.out.splitlines(), n=0)))
            pairs = [x.split(" = ", 1) for x in shown[1].splitlines()]
            start = write("s.yaml", "name: placeholder\nkind: commune\n" if len(pairs) < 2 else "")
            keep, rest = pairs[:2], pairs[2:]
            texts = run("init", "--lang", lang, "--no-input", *[x for k, v in keep for x in ("--set", f"{k}={v}")]).out
            lines = [x for x in texts.splitlines() if x and not x.startswith("#") and not x.lstrip().startswith("#")]
            write("s.yaml", "".join(x + "\n" for x in lines))
            last = run("init", "--lang", lang, "-o", path("s.yaml"), path("s.yaml"), "--no-input", *[x for k, v in rest for x in ("--set", f"{k}={v}")])
            if last.returncode != 0 or not read("s.yaml").startswith("".join(x + "\n" for x in lines)) or stated(path("s.yaml")) != stated(profile):
                wrong["completed"].append(f"seed {seed}: {last.err} {read('s.yaml')}")
    same(f"{lang}: what is written passes the check", wrong["check"], written)
    same(f"{lang}: and comes back byte for byte", wrong["again"], written)
    same(f"{lang}: the answers shown make the same profile", wrong["answers"], written)
    same(f"{lang}: and so do they in a bare profile that is completed", wrong["completed"], written)

wrong = []
count = 0
EXAMPLES = [open(x, encoding="utf-8").read() for x in sorted(glob.glob("examples/*.yaml"))] + [template, run("help", "profile").out]
for seed in range(ROUNDS):
    r = random.Random(f"complete {seed}")
    before = r.choice(EXAMPLES)
    lines = before.split("\n")
    for _ in range(r.randint(0, 12)):  # forget some facts
        i = r.randrange(len(lines))
        if re.match(r"\s+\w+: [^|>\[{]*$|(habitants|population|objectifs|goals|publics|audiences): .*[^>|,]$", lines[i]) and not re.match(r"\s*- |\s{4}", lines[i]):
            lines[i:i + 1] = [] if r.random() < 0.5 else [re.sub(r"^(\s*)(\w+):.*", r"\1# \2:", lines[i])]
    before = "\n".join(lines)
    profile = write("q.yaml", before)
    if run("check", profile).returncode != 0:
        continue
    count += 1
    typed = "".join(r.choices(POOL, [w for w, _ in POOL])[0][1](r) + "\n" for _ in range(r.randint(0, 60)))
    done = run("init", "--partial", "-o", profile, profile, typed=typed)
    after = read("q.yaml")
    gone = [x[2:] for x in difflib.ndiff(before.splitlines(), after.splitlines()) if x.startswith("- ")]
    bad = [x for x in gone if not re.match(r"\s*# ?[^\s:]+:\s*(#.*)?$|\s*[^\s:]+:\s*$", x) and not ("{" in x and x.split("{", 1)[1] in after)]  # braces take more
    check = run("check", profile)
    if done.returncode != 0 or check.returncode != 0 or bad:
        wrong.append(f"seed {seed}: {done.err} {check.err} lost: {bad}")
verdict(f"completing by conversation keeps every line that says something ({count} times)", not wrong and count > ROUNDS // 2, "\n".join(wrong[:3]))
