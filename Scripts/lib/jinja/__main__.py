"""Compares our template engine with jinja2; see Scripts/compare-jinja."""

import argparse
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import cases as own_cases
import differences
import generator
import reference


def ours(program, cases):
    """What our engine makes of cases, all in one process."""
    lines = "".join(json.dumps(case) + "\n" for case in cases)
    result = subprocess.run([program], input=lines, capture_output=True, text=True, check=False)
    if result.returncode != 0:
        done = result.stdout.count("\n")
        culprit = cases[done]["template"] if done < len(cases) else ""
        sys.exit(f"the engine ended with {result.returncode} at case {done}:\n{culprit}\n{result.stderr}")
    return [json.loads(line) for line in result.stdout.splitlines()]


def is_same(theirs, mine):
    if "output" in theirs:
        return theirs["output"] == mine.get("output")
    if theirs["error"] != mine.get("error"):
        return False
    line = theirs.get("line")
    # What is never closed is reported by jinja2 at the template's end, by us where it is opened.
    if line is None or "end of template" in theirs["message"] or mine["in"] != "main":
        return True
    return line == mine["line"]


def compare(title, named, program, shown):
    """Prints how many cases agree and every difference; gives the number of unexplained ones, and what
    is expected of each case."""
    theirs = [reference.render(case) for _, case in named]
    mine = ours(program, [case for _, case in named])
    failures = []
    explained = Counter()
    expected = []
    for (name, case), their, our in zip(named, theirs, mine, strict=True):
        rule = None if is_same(their, our) else differences.explanation(case, their, our)
        expected.append(their if rule is None else our)
        if is_same(their, our):
            continue
        if rule is None:
            failures.append((name, case, their, our))
        else:
            explained[rule] += 1
    rendered = sum("output" in their for their in theirs)
    print(f"{title} {len(named) - len(failures)}/{len(named)} ({rendered} render in jinja2)")
    for rule, count in explained.most_common():
        print(f"  {count} differ on purpose: {rule}")
    for name, case, their, our in failures[:shown]:
        print(f"  DIFFERENT {name}")
        print(f"    case   {json.dumps(case, ensure_ascii=False)}")
        print(f"    jinja2 {json.dumps(their, ensure_ascii=False)}")
        print(f"    ours   {json.dumps(our, ensure_ascii=False)}")
    return len(failures), expected


def record(path, named, expected):
    """Writes down what jinja2 gives, or ours where that differs on purpose, for tests without Python."""
    recorded = {}
    for (name, _), result in zip(named, expected, strict=True):
        recorded[name] = result["output"] if "output" in result else {"error": result["error"]}
    Path(path).write_text(json.dumps(recorded, indent=0, ensure_ascii=True) + "\n", "utf-8")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--cases", required=True)
    parser.add_argument("--recorded", required=True)
    parser.add_argument("--count", type=int, default=20000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--shown", type=int, default=20)
    parser.add_argument("--record", action="store_true")
    arguments = parser.parse_args()

    named = own_cases.read_all(arguments.cases)
    failed, expected = compare("own", named, arguments.program, arguments.shown)
    if arguments.record:
        record(arguments.recorded, named, expected)
    made = [
        (f"seed {arguments.seed} number {number}", generator.case(arguments.seed, number))
        for number in range(arguments.count)
    ]
    more, _ = compare("generated", made, arguments.program, arguments.shown)
    sys.exit(1 if failed or more else 0)


main()
