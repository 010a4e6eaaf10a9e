"""Writes documents and what PyYAML's safe loader makes of each, as JSON."""

import json
import random
import sys
from datetime import date

import yaml

from documents import WRITTEN
from generator import Generator


def canonical(value):
    """A value with its type, in lists and texts only."""
    if value is None:
        return ["null"]
    if isinstance(value, bool):
        return ["bool", str(value)]
    if isinstance(value, int):
        return ["int", str(value)]
    if isinstance(value, float):
        return ["float", repr(value)]
    if isinstance(value, str):
        return ["text", value]
    if isinstance(value, date):
        return ["time", str(value)]
    if isinstance(value, list):
        return ["list", *map(canonical, value)]
    if isinstance(value, dict):
        return ["map", *([canonical(key), canonical(item)] for key, item in value.items())]
    return ["other", type(value).__name__]


def entry(document):
    try:
        return {"document": document, "value": canonical(yaml.safe_load(document))}
    except Exception as error:  # its constructors let every sort through: KeyError, RecursionError…
        return {"document": document, "error": f"{type(error).__name__}: {error}"[:300]}


def main():
    sys.set_int_max_str_digits(0)
    count, seed = int(sys.argv[1]), int(sys.argv[2])
    generator = Generator(random.Random(seed))
    documents = WRITTEN + [generator.document() for _ in range(count)]
    json.dump([entry(document) for document in documents], sys.stdout)


main()
