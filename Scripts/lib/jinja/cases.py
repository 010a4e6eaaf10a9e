"""Reads the project's own templates: *.lines (one template a line) and *.cases (several sections)."""

import json
import re
from pathlib import Path


def read_all(folder):
    """Every case of a folder as (name, case), in order."""
    cases = []
    for path in sorted(Path(folder).iterdir()):
        if path.suffix == ".lines":
            cases += read_lines(path)
        elif path.suffix == ".cases":
            cases += read_sections(path)
    return cases


def read_lines(path):
    cases = []
    context = {}
    for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
        if line.startswith("#: "):
            context = json.loads(line[3:])
        elif line and not line.startswith("# "):
            cases.append((f"{path.name}:{number}", {"template": line, "context": context}))
    return cases


def read_sections(path):
    cases = []
    for part in re.split(r"(?m)^=== ", path.read_text("utf-8"))[1:]:
        name, _, body = part.partition("\n")
        case = {"template": "", "context": {}, "templates": {}}
        for section in re.split(r"(?m)^--- ", body)[1:]:
            title, _, text = section.partition("\n")
            # The newline before the next mark belongs to the mark.
            text = text[:-1] if text.endswith("\n") else text
            if title == "context":
                case["context"] = json.loads(text)
            elif title == "template":
                case["template"] = text
            else:
                case["templates"][title] = text
        cases.append((f"{path.name}:{name}", case))
    return cases
