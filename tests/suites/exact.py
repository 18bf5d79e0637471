#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What `next` announces and what `why` proposes, asked from outside: the answer or the change is written into the profile, the plan is made anew,
and what became of it is compared. Every answer about a fact of every example, every item of some of them."""
import functools
import json
import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

PLANNER = os.path.realpath(os.environ.get("PLANNER", "build/planner"))
os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../.."))
FOLDER = tempfile.TemporaryDirectory()
ENVIRONMENT = dict(os.environ, SOURCE_DATE_EPOCH="1795392000", LC_ALL="C.UTF-8", TZ="UTC", NO_COLOR="1")
EXAMPLES = sorted(name for name in os.listdir("examples") if name.endswith(".yaml"))
STATES = {"in the plan": "yes", "not in the plan": "no", "cannot be told, for want of answers": "unknown"}
RETAINED = {"Open", "Keep", "Improve"}
RULES_APART = {"Needs", "Rules on platforms"}  # headings of items that no question counts


def run(*arguments):
    done = subprocess.run([PLANNER, *arguments], env=ENVIRONMENT, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(arguments)}: status {done.returncode}: {done.stderr.strip()[:200]}")
    return done.stdout


def states(path):
    """The state of every item by its id, and the ids that no question counts."""
    found, apart, heading = {}, set(), ""
    for line in run("why", "--lang", "en", path).splitlines():
        if line.startswith("  "):
            name, state = line.strip().split(" – ", 1)
            found[name] = STATES.get(state, state)
            if heading in RULES_APART:
                apart.add(name)
        elif line:
            heading = line
    return found, apart


def world(path):
    """What a plan says: rules, decisions with whether they are firm, the verdict, and of the duties that apply whether they are done."""
    plan = json.loads(run("-f", "json", path))
    platforms = {item["id"]: (item["decision"], item["decision"] != "undecided" and not item["provisional"]) for item in plan["platforms"]}
    found, apart = states(path)
    rules = {name: state for name, state in found.items() if name not in platforms and name not in apart}
    done = {duty["id"]: duty["done"] for duty in plan["duties"] if duty["applies"] == "yes"}
    return rules, platforms, plan["readiness"]["verdict"], done


def settled(before, after):
    rules = {name: state for name, state in after[0].items() if before[0].get(name) == "unknown" and state != "unknown"}
    platforms = {name: decision for name, (decision, firm) in after[1].items() if firm and not before[1][name][1]}
    done = {name: state for name, state in after[3].items() if before[3].get(name) == "unknown" and state != "unknown"}
    return rules, platforms, after[2], done


@functools.lru_cache(maxsize=None)
def type_of(fact):
    return json.loads(run("knowledge", "show", fact, "-f", "json"))["type"]


def said(value):
    return "[" + ", ".join(value) + "]" if isinstance(value, list) else str(value)


def amended(path, number, *facts):
    """A copy of the profile that also says these facts."""
    target = os.path.join(FOLDER.name, f"{os.path.basename(path)}-{number}.yaml")
    run("init", path, "--no-input", "-o", target, *[part for fact in facts for part in ("--set", fact)])
    return target


def report(name, wrong):
    print(f"not ok - {name}\n  {wrong}" if wrong else f"ok - {name}", flush=True)


def check_answer(path, number, before, fact, answer):
    try:
        value = said(answer["value"])
        if fact["type"] == "duration":
            value += "min"
        after = settled(before, world(amended(path, number, f"{answer['fact']}={value}")))
    except RuntimeError as error:
        return str(error)
    announced = ({item["id"]: item["state"] for item in answer["rules"]},
                 {item["id"]: item["decision"] for item in answer["platforms"]}, answer["verdict"],
                 {item["id"]: item["state"] for item in answer["done"]})
    wrong = [f"{kind}: announced {sorted(set(map(str, a)) - set(map(str, b)))}, happens {sorted(set(map(str, b)) - set(map(str, a)))}"
             for kind, a, b in (("rules", announced[0].items(), after[0].items()), ("platforms", announced[1].items(), after[1].items()),
                                ("verdict", [announced[2]], [after[2]]), ("done", announced[3].items(), after[3].items())) if set(a) != set(b)]
    if answer["settles"] != len(after[0]) + len(after[1]) + len(after[3]):
        wrong.append(f"settles {answer['settles']}, not {len(after[0]) + len(after[1]) + len(after[3])}")
    return "; ".join(wrong)


def check_questions(pool, example):
    """Every answer to a question about a fact does what it says; a fact that is not asked about settles nothing."""
    path = os.path.join("examples", example)
    before = world(path)
    answers = []
    for question in json.loads(run("next", "-f", "json", path))["questions"]:
        for answer in question["answers"]:
            if answer["fact"] == question["fact"] and type_of(answer["fact"]) != "records":
                answers.append((question["fact"], answer))
    jobs = [(fact, answer, pool.submit(check_answer, path, number, before, {"type": type_of(fact)}, answer))
            for number, (fact, answer) in enumerate(answers)]
    for fact, answer, job in jobs:
        report(f"{example}: {fact} = {said(answer['value'])[:60]}", job.result())


def edited(path, number, lines):
    """A copy of the profile with the changes that `why` names: a line to be changed, or a fact to be added."""
    with open(path, encoding="utf-8") as file:
        text = file.read().split("\n")
    added = []
    for field, value, line in lines:
        if line is None:
            added.append(f"{field}={value}")
        else:
            key, _, _ = text[line - 1].partition(":")
            text[line - 1] = f"{key}: {value}"
            # a value that went on over the next lines
            indent = len(key) - len(key.lstrip())
            while line < len(text) and (text[line].startswith(" " * (indent + 1)) or text[line].startswith(" " * indent + "- ")):
                del text[line]
    target = os.path.join(FOLDER.name, f"{os.path.basename(path)}-{number}-edit.yaml")
    with open(target, "w", encoding="utf-8") as file:
        file.write("\n".join(text))
    return amended(target, number, *added) if added else target


CHANGE = re.compile(r"^  (\S+): (.*?)   \((?:line (\d+)|to be added)\)$")


def check_change(path, number, item, state, none):
    """Makes the change that is proposed for an item: it is then as announced, and not as it was."""
    try:
        text = run("why", "--lang", "en", path, item)
        head, found, tail = text.partition("The smallest change that would flip this conclusion:\n")
        if not found:
            if "No change of one" in head:
                none.append((item, state))
                return ""
            return "" if "catalogue" in head or "is not" in head or "closed" in head or head.count("\n") < 6 else "nothing is said of changes"
        lines = [match.groups() for match in map(CHANGE.match, tail.splitlines()) if match]
        announced = tail.strip().splitlines()[-1].rpartition(": ")[2].rstrip(".")
        changed = edited(path, number, [(field, value, int(line) if line else None) for field, value, line in lines])
        after = states(changed)[0][item]
    except RuntimeError as error:
        return str(error)
    holds = {state in RETAINED or state == "yes", after in RETAINED or after == "yes"}
    if len(holds) == 1:
        return f"still {after} with {lines}"
    return "" if STATES.get(announced, announced) == after else f"announced {announced}, is {after}"


def check_items(pool, example):
    path = os.path.join("examples", example)
    none = []
    before, _ = states(path)
    jobs = [(item, pool.submit(check_change, path, number, item, state, none)) for number, (item, state) in enumerate(before.items())]
    for item, job in jobs:
        report(f"{example}: why {item}", job.result())
    # "no change": an answer to any question changes one fact
    flipped = {}
    answers = [answer for question in json.loads(run("next", "-f", "json", path))["questions"] for answer in question["answers"]
               if answer["fact"] == question["fact"] and type_of(answer["fact"]) != "records"]

    def after(number, answer):
        return states(amended(path, f"one{number}", f"{answer['fact']}={said(answer['value'])}"))[0]

    for answer, now in zip(answers, pool.map(after, range(len(answers)), answers)):
        for item, state in none:
            if (state in RETAINED or state == "yes") != (now[item] in RETAINED or now[item] == "yes"):
                flipped[item] = f"{answer['fact']} = {said(answer['value'])}"
    for item, _ in none:
        report(f"{example}: nothing flips {item} alone", flipped.get(item, ""))


def check_hours(example):
    """Without the hours of the profile, they are asked for: the circuit of needs is known, and they decide what is missing."""
    with open(os.path.join("examples", example), encoding="utf-8") as file:
        lines = [line for line in file if not re.match(r"\s+(hours_per_week|heures_par_semaine):", line)]
    path = os.path.join(FOLDER.name, f"hours-{example}")
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(lines)
    asked = {question["fact"]: question["settles"] for question in json.loads(run("next", "-f", "json", path))["questions"]}
    report(f"{example}: the hours are asked for", "" if asked.get("means.hours_per_week", 0) >= 2 else f"asked: {sorted(asked)}")


def tried(*arguments):
    return subprocess.run([PLANNER, *arguments], env=ENVIRONMENT, stdin=subprocess.DEVNULL, capture_output=True, text=True)


def check_names():
    """An item is called as the report prints it, in any case, and a near name is suggested; questions name a field with its section."""
    town = "examples/ville.yaml"
    rules = {line.split()[0] for line in run("knowledge", "list").splitlines() if ".yaml:" in line and "  platform" not in line}
    listed = set(states(town)[0])
    explained = {rule for rule in rules if tried("why", town, rule).returncode == 0}
    report("why lists what it explains", "" if len(explained) > 200 and explained <= listed else str(sorted(explained - listed)[:20]))
    for wanted, arguments in (("linkedin", [town, "LinkedIn"]), ("linkedin", [town, "LINKEDIN"]), ("plateforme de participation", [town, "Plateforme de participation"]),
                              ("plateforme de participation", [town, "plateforme de PARTICIPATION", "--edition", "2011"]),
                              ("application d’alerte", [town, "application d'ALERTE"]), ("hors majorité", [town, "Espace des élus hors majorité"]),
                              ("hors majorité", [town, "espace des elus hors majorite"])):
        done = tried("why", *arguments)
        report(f"why {arguments[1]}", "" if done.returncode == 0 and wanted in done.stdout.lower() else f"{done.returncode} {done.stderr}")
    for near, item in (("linkedin", "linkdin"), ("plateforme de participation", "Plateforme de participations"), ("train-those-who-publish", "train-those-who-publishes")):
        done = tried("why", town, item)
        report(f"why {item} suggests", "" if done.returncode == 2 and near in done.stderr else f"{done.returncode} {done.stderr}{done.stdout}")
    titles = {duty["title"].lower().replace(" ", "-"): duty["id"] for duty in json.loads(run("-f", "json", "--lang", "en", town))["duties"]}
    both = [name for name in titles if name in listed]
    kinds = {name: json.loads(run("why", "-f", "json", town, name))["item"]["id"] for name in both}
    report("an identifier comes before a title", "" if both and all(name == item for name, item in kinds.items()) else str(kinds))
    asked = run("next", "--lang", "en", "examples/minimal.yaml")
    report("next names the section", "" if "In the profile: internal.letting_go." in asked else f"asked: {asked[:300]}")
    value = json.loads(run("next", "-f", "json", "examples/minimal.yaml"))["questions"]
    lists = {answer["fact"]: answer for question in value for answer in question["answers"] if answer["value"] == []}
    report("an empty list is an answer", "" if {"presence.accounts", "validation_chain"} <= set(lists) else str(sorted(lists)))


if __name__ == "__main__":
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        check_names()
        for example in EXAMPLES:
            check_hours(example)
            check_questions(pool, example)
        for example in ("minimal.yaml", "village.yaml", "city.yaml"):
            check_items(pool, example)
