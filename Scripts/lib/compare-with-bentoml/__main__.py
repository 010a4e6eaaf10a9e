"""Records what BentoML makes of every bento of its home: dockerfiles.json and contexts.json."""

import json
import logging
import multiprocessing
import os
import sys
from pathlib import Path

from recorder import record

VARIANTS = {
    "buildkit": (True, None),
    "legacy": (False, None),
    "features": (True, ["grpc", "tracing-otlp"]),
    "features_legacy": (False, ["grpc", "tracing-otlp"]),
    "features_invalid": (True, ["no-such-feature"]),
}


def tags(bentos):
    for name in sorted(path for path in bentos.iterdir() if path.is_dir()):
        for version in sorted(path for path in name.iterdir() if path.is_dir()):
            yield f"{name.name}:{version.name}"


def main():
    target = Path(sys.argv[1])
    logging.disable(logging.CRITICAL)
    # What BentoML remembers of one bento shows up in the next: each gets a process of its own.
    jobs = [
        (tag, variant, *options)
        for tag in tags(Path(os.environ["BENTOML_HOME"], "bentos"))
        for variant, options in VARIANTS.items()
    ]
    with multiprocessing.get_context("fork").Pool(2, maxtasksperchild=1) as pool:
        results = pool.map(record, jobs, chunksize=1)
    dockerfiles, contexts = {}, {}
    for tag, variant, result, context in results:
        dockerfiles.setdefault(tag, {"tag": tag, "variants": {}})["variants"][variant] = result
        if variant == "buildkit" and context is not None:
            contexts[tag] = context
    (target / "dockerfiles.json").write_text(json.dumps(dockerfiles))
    (target / "contexts.json").write_text(json.dumps(contexts))


main()
