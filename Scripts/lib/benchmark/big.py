"""Contexts and exports of 10 GiB, whose memory must not grow; called by Scripts/soak."""

import argparse
import os
import shutil
import signal
import sys
import tempfile

import bentos
import measure
import rows
from daemon import Daemon

MIB = 1 << 20
FILES, SIZE = 40, 256 * MIB
MEMORY_BAR = 32  # MiB, at most, whatever the size


def show(what, size, run):
    print(
        f"{size // MIB} MiB, {what}: wall {run.wall:.1f} s, cpu {run.cpu:.2f} s, "
        f"peak memory {run.memory:.1f} MiB, written to disk {run.written} bytes", flush=True)
    return run.memory


def tree(bench):
    """A bento of sparse files, built again and again; gives what memory its builds took."""
    bento = bench.home.bento("big")
    bentos.write_dockerfile(bento, bentos.LITTLE)
    for number in range(FILES):
        with open(os.path.join(bento, "src", f"sparse-{number:02}"), "wb") as file:
            file.truncate(SIZE)
    # The daemon holds two trees of this context (the Dockerfile comes from it as well), so that
    # the second build sends all again; the third sends nothing.
    for name in ("first build", "second build", "unchanged"):
        run = bench.containerize(bento, "-t", "soak/big", "--output", "type=image", *rows.CONTEXT)
        yield show(name, FILES * SIZE, run)


def export(bench):
    """Images with a sparse file that the daemon makes, exported to a pipe."""
    bento = bench.home.bento("big")
    for size in (1 * MIB, 1024 * MIB, FILES * SIZE):
        bentos.write_dockerfile(bento, f"FROM busybox\nRUN truncate -s {size} /big\n")
        run = measure.run(
            [bench.bentokit, "containerize", bento, "--progress", "quiet", "--output", "type=tar", *rows.CONTEXT],
            {"BUILDKIT_HOST": bench.daemon.address, "BENTOML_HOME": bench.home.folder}, "/dev/null")
        yield show("exported", size, run)


def main():
    parser = argparse.ArgumentParser(prog="soak", add_help=False)
    parser.add_argument("what", choices=["tree", "export"])
    parser.add_argument("--bentokit", required=True)
    parser.add_argument("--sample", required=True)
    parser.add_argument("--folder", required=True)
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    folder = tempfile.mkdtemp(prefix="soak-", dir=options.folder)
    try:
        with Daemon(folder) as daemon:
            bench = rows.Bench(options.bentokit, options.sample, daemon, folder, folder, 1, None)
            peak = max(tree(bench) if options.what == "tree" else export(bench))
            if peak > MEMORY_BAR:
                print(f"soak: error: {peak:.1f} MiB held, {MEMORY_BAR} allowed", file=sys.stderr)
                return 1
            return 0
    except (measure.CommandFailed, RuntimeError) as error:
        print(f"soak: error: {error}", file=sys.stderr)
        return 2
    finally:
        shutil.rmtree(folder, ignore_errors=True)


sys.exit(main())
