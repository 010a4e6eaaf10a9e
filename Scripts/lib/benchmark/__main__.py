"""Measures bentokit beside its peers; called by Scripts/benchmark, which explains the rows."""

import argparse
import os
import shutil
import signal
import sys
import tempfile

import measure
import report
import rows
from daemon import Daemon


def main():
    names = [name for group in rows.EXPERIMENTS for name in group]
    parser = argparse.ArgumentParser(prog="benchmark", add_help=False)
    parser.add_argument("--format", choices=["json", "text"], default="text")
    parser.add_argument("--only", choices=names, metavar="NAME")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--bentokit", required=True)
    parser.add_argument("--bentoml")
    parser.add_argument("--sample", required=True)
    parser.add_argument("--memory-folder", required=True)
    parser.add_argument("--disk-folder", required=True)
    options = parser.parse_args()
    if options.rounds < 1:
        parser.error("--rounds must be 1 or more")

    # So that what follows is undone when we are told to end.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    folder = tempfile.mkdtemp(prefix="bentokit-benchmark-", dir=options.memory_folder)
    disk = tempfile.mkdtemp(prefix="bentokit-benchmark-", dir=options.disk_folder)
    missed = failed = False
    try:
        with Daemon(folder) as daemon:
            bench = rows.Bench(
                options.bentokit, options.sample, daemon, folder, disk, options.rounds, options.bentoml)
            if options.format == "text":
                print(report.HEADER)
            for group, experiment in rows.EXPERIMENTS.items():
                if options.only and options.only not in group:
                    continue
                print(f"{' '.join(group)} ", end="", file=sys.stderr, flush=True)
                try:
                    results = experiment(bench)
                except measure.CommandFailed as error:
                    print(f"\nbenchmark: error: {error}", file=sys.stderr)
                    failed = True
                    continue
                print(file=sys.stderr)
                for row in results:
                    if options.only and row.name != options.only:
                        continue
                    missed |= not row.holds
                    print(report.as_json(row) if options.format == "json" else report.as_text(row), flush=True)
    except RuntimeError as error:
        print(f"\nbenchmark: error: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(disk, ignore_errors=True)
    return 2 if failed else 1 if missed else 0


sys.exit(main())
