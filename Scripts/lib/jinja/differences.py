"""Where our engine differs from jinja2 on purpose. Each difference is a rule about what a case holds and
what became of it, never a list of cases."""

import re

# (what, why, whether the rule applies to (case text, jinja2's result, our result))
RULES = [
    (
        "whole numbers have 64 bits; larger ones are an error of kind limit",
        lambda text, theirs, ours: ours.get("error") == "limit" and "64 bits" in ours["message"],
    ),
    (
        "autoescape, urlize, random, lipsum, complex numbers, \\N escapes, encode, translate and a few"
        " methods of numbers are refused as unsupported",
        lambda text, theirs, ours: ours.get("error") == "unsupported",
    ),
    (
        "limits on nesting, steps, memory are ours",
        lambda text, theirs, ours: ours.get("error") == "limit"
        and "range" not in ours["message"],
    ),
    (
        "an include without context in a macro, call or block set is printed; jinja2 prints a generator",
        lambda text, theirs, ours: "without context" in text
        and "<generator object" in theirs.get("output", ""),
    ),
    (
        "a variable of a loop that is over, kept by a macro, is undefined; jinja2 prints 'missing'",
        lambda text, theirs, ours: "missing" in theirs.get("output", "")
        and theirs["output"].replace("missing", "") == ours.get("output", "").replace("missing", ""),
    ),
    (
        "methods of types (dict.get) are undefined, those of values are there",
        lambda text, theirs, ours: re.search(r"\b(dict|namespace|cycler|joiner)\.\w", text) is not None,
    ),
    (
        "sets (dict.keys() - other.keys()) are refused",
        lambda text, theirs, ours: re.search(r"\.(keys|items)\(\)\s*-", text) is not None
        and ours.get("error") == "runtime",
    ),
]


def explanation(case, theirs, ours):
    """The rule that explains a difference; None if there is none."""
    text = case["template"] + "\n".join(case.get("templates", {}).values())
    for what, applies in RULES:
        if applies(text, theirs, ours):
            return what
    return None
