"""What is measured. Each function is one experiment and gives the rows that come from it."""

import os
import shutil
import sys
import time

import bentos
import measure
from report import Row

CONTEXT = ("--opt", "dockerfilekey=context", "--opt", "filename=src/Dockerfile")


class Bench:
    """Both clients, the daemon they talk to, and the places they work in."""

    def __init__(self, bentokit, sample, daemon, folder, disk, rounds, bentoml):
        self.bentokit = bentokit
        self.daemon = daemon
        self.folder = folder
        self.disk = disk
        self.rounds = rounds
        self.bentoml = bentoml
        self.sample = sample
        self.home = bentos.Home(os.path.join(folder, "home"), sample)
        self.log = os.path.join(folder, "client.log")
        self.peaks = {"ours": [], "peer": []}

    def ours(self, *arguments, address=None, home=None):
        """Runs bentokit."""
        environment = {
            "BUILDKIT_HOST": address or self.daemon.address, "BENTOML_HOME": home or self.home.folder,
            "TMPDIR": self.disk,
        }
        result = measure.run([self.bentokit, *arguments], environment, self.log)
        self.peaks["ours"].append(result.memory)
        return result

    def containerize(self, name, *arguments, **where):
        return self.ours("containerize", name, "--progress", "plain", *arguments, **where)

    def peer(self, *arguments):
        """Runs buildctl."""
        result = measure.run(self.daemon.command(*arguments), None, self.log)
        self.peaks["peer"].append(result.memory)
        return result

    def buildctl_build(self, context, *arguments):
        return self.peer(
            "build", "--progress", "plain", "--frontend", "dockerfile.v0", "--local", f"context={context}", *arguments)

    def both(self, rounds, ours, peer, between=lambda number: None):
        return measure.interleaved(rounds, ours, peer, between=between)


def rows_of(runs, rounds, *figures):
    """Rows of medians: figures are (row, which figure, bar, unit, units to a second)."""
    return [
        Row(name, *(measure.median(side, figure) * scale for side in runs), bar, rounds, unit)
        for name, figure, bar, unit, scale in figures
    ]


def workers(bench):
    """The whole process of listing the daemon's workers."""
    rounds = bench.rounds * 5
    runs = bench.both(rounds, lambda _: bench.ours("workers"), lambda _: bench.peer("debug", "workers"))
    return rows_of(runs, rounds, ("workers", "wall", 1.0, "ms", 1000))


def cached_rebuild(bench):
    """A bento whose every step is in the daemon's cache, into the daemon's image store."""
    bento = bench.home.bento("cached")
    staged = os.path.join(bench.folder, "staged")
    bentos.stage(bench.bentokit, bench.home, bento, "cached", staged)
    rounds = bench.rounds * 3
    runs = bench.both(
        rounds,
        lambda _: bench.containerize("cached", "-t", "benchmark/ours", "--output", "type=image"),
        lambda _: bench.buildctl_build(
            staged, "--local", f"dockerfile={staged}", "--output", "type=image,name=benchmark/peer"))
    return rows_of(runs, rounds, ("cached-rebuild", "wall", 1.0, "ms", 1000))


def upload(bench, bento, name):
    """Both clients send the same tree, which the daemon takes for one it has not seen, each round."""

    def fresh(number, side):
        # What was sent is forgotten, and the changed bento.yaml makes the build's last step run.
        bench.daemon.forget_contexts()
        bentos.rename(bento, f"{name}-{side}-{number}")

    def ours(number):
        fresh(number, "ours")
        return bench.containerize(bento, "-t", "benchmark/ours", "--output", "type=image", *CONTEXT)

    def peer(number):
        fresh(number, "peer")
        return bench.buildctl_build(bento, *CONTEXT, "--output", "type=image,name=benchmark/peer")

    return bench.both(bench.rounds, ours, peer)


def context_1gib(bench):
    """A context with one file of 1 GiB, cold."""
    bento = bench.home.bento("large")
    bentos.write_dockerfile(bento, bentos.LITTLE)
    bentos.write_payload(bento, 1 << 30)
    runs = upload(bench, bento, "large")
    shutil.rmtree(bento)
    return rows_of(
        runs, bench.rounds, ("context-1gib-cpu", "cpu", 0.45, "s", 1), ("context-1gib-wall", "wall", 0.9, "s", 1))


def files_50000(bench):
    """A context of 50,000 small files: cold, then unchanged."""
    bento = bench.home.bento("many")
    bentos.write_dockerfile(bento, bentos.LITTLE)
    bentos.write_files(bento, 50_000)
    rows = rows_of(
        upload(bench, bento, "many"), bench.rounds,
        ("files-50000-cpu", "cpu", 0.6, "s", 1), ("files-50000-wall", "wall", 0.95, "s", 1))

    def ours(_):
        return bench.containerize(bento, "-t", "benchmark/ours", "--output", "type=image", *CONTEXT)

    def peer(_):
        return bench.buildctl_build(bento, *CONTEXT, "--output", "type=image,name=benchmark/peer")

    # The Dockerfile and the context come from one local here, for which the daemon keeps two trees in
    # no fixed order: only once both are whole is nothing sent any more.
    for _ in range(2):
        ours(0)
        peer(0)
    runs = bench.both(bench.rounds, ours, peer)
    shutil.rmtree(bento)
    bench.daemon.forget_contexts()
    return rows + rows_of(runs, bench.rounds, ("files-50000-unchanged-wall", "wall", 0.8, "s", 1))


def export_437mb(bench):
    """A cached image of 437 MB that doesn't compress, as a docker archive to a file."""
    bento = bench.home.bento("export")
    bentos.write_dockerfile(bento, bentos.PAYLOAD)
    bentos.write_payload(bento, 437_000_000)
    archive = os.path.join(bench.folder, "image.tar")

    def ours(_):
        return bench.containerize(
            bento, "-t", "benchmark/export", "--output", f"type=docker,dest={archive}", *CONTEXT)

    def peer(_):
        return bench.buildctl_build(
            bento, *CONTEXT, "--output", f"type=docker,name=benchmark/export,dest={archive}")

    def without_archive(side):
        def call(number):
            if os.path.exists(archive):
                os.unlink(archive)
            return side(number)
        return call

    runs = bench.both(bench.rounds, without_archive(ours), without_archive(peer))
    os.unlink(archive)
    shutil.rmtree(bento)
    return rows_of(
        runs, bench.rounds, ("export-437mb-cpu", "cpu", 0.6, "s", 1), ("export-437mb-wall", "wall", 0.95, "s", 1))


def local_50000(bench):
    """The files of a cached image of 50,000 small ones, into a new folder."""
    bento = bench.home.bento("files")
    bentos.write_dockerfile(bento, bentos.MANY)
    bentos.write_files(bento, 50_000)
    target = os.path.join(bench.folder, "exported")

    def ours(_):
        return bench.containerize(bento, "--output", f"type=local,dest={target}", *CONTEXT)

    def peer(_):
        return bench.buildctl_build(bento, *CONTEXT, "--output", f"type=local,dest={target}")

    def without_folder(side):
        def call(number):
            shutil.rmtree(target, ignore_errors=True)
            return side(number)
        return call

    def trying_again(side):
        def call(number):
            for _ in range(3):
                try:
                    return side(number)
                except measure.CommandHung:
                    print("h", end="", file=sys.stderr, flush=True)
            return side(number)
        return call

    runs = bench.both(bench.rounds, without_folder(ours), trying_again(without_folder(peer)))
    shutil.rmtree(target)
    shutil.rmtree(bento)
    bench.daemon.forget_contexts()
    return rows_of(
        runs, bench.rounds, ("local-50000-cpu", "cpu", 0.6, "s", 1), ("local-50000-wall", "wall", 0.95, "s", 1))


def memory(bench):
    """The most memory that a client held in any run of the rows above it."""
    if not bench.peaks["ours"]:
        context_1gib(bench)
        files_50000(bench)
        export_437mb(bench)
        local_50000(bench)
    ours, peer = max(bench.peaks["ours"]), max(bench.peaks["peer"])
    return [Row("memory-peak", ours, peer, 32, len(bench.peaks["ours"]), "MiB", absolute=True)]


def bentoml_start(bench):
    """From the start of the command to the builder's first work, small bento.

    Ours: the daemon's side sees the request to build. BentoML: its builder program is started to build.
    """
    bench.home.bento("start")
    watched = os.path.join(bench.folder, "watched.sock")
    firsts = [[], []]

    def ours(_):
        with bench.daemon.watch(watched) as watch:
            result = bench.containerize(
                "start", "-t", "benchmark/ours", "--output", "type=image", address="unix://" + watched)
        firsts[0].append(watch.seen - result.begun)
        return result

    bench.both(bench.rounds, ours, lambda _: until_builder(bench, bentoml_containerize, "start", firsts[1]))
    return [Row("bentoml-start", *first_medians(firsts), 1 / 15, bench.rounds, "ms", peer_name="bentoml")]


def program_start(bench):
    """From the start of the command to the builder program's, both with the same stub in its place."""
    bench.home.bento("program")
    firsts = [[], []]
    bench.both(
        bench.rounds * 3,
        lambda _: until_builder(bench, our_containerize, "program", firsts[0]),
        lambda _: until_builder(bench, bentoml_containerize, "program", firsts[1]))
    rows = [Row("program-start", *first_medians(firsts), 1 / 15, bench.rounds * 3, "ms", peer_name="bentoml")]

    folder = os.path.join(bench.disk, "program-home")
    home = bentos.Home(folder, bench.sample)
    home.add_model(home.bento("weighty"), "weights", 2_000_000_000)
    home.bento("light")
    firsts = [[], []]
    bench.both(
        bench.rounds * 3,
        lambda _: until_builder(bench, our_containerize, "weighty", firsts[0], folder),
        lambda _: until_builder(bench, our_containerize, "light", firsts[1], folder))
    shutil.rmtree(folder)
    return rows + [
        Row("program-start-2gb-model", *first_medians(firsts), 1.3, bench.rounds * 3, "ms",
            peer_name="ours, small bento")]


def until_builder(bench, containerize, name, times, home=None):
    """Runs a command with the stub; notes the time from its start to that of the build."""
    result = containerize(bench, name, home or bench.home.folder)
    with open(stub_mark(bench), encoding="utf-8") as file:
        # The stub knows the time of day only; so do we.
        times.append(float(file.read()) - (result.begun + time.time() - time.monotonic()))
    return result


def first_medians(firsts):
    """Milliseconds, without the round that warms up."""
    return [sorted(times[1:])[len(times[1:]) // 2] * 1000 for times in firsts]


def stub_mark(bench):
    return os.path.join(bench.folder, "stub-started")


def with_stub(bench, command, home):
    """Runs a command with a stub in place of docker that notes when it is told to build."""
    tools = os.path.join(bench.folder, "stub")
    if not os.path.exists(tools):
        os.mkdir(tools)
        with open(os.path.join(tools, "docker"), "w", encoding="utf-8") as file:
            file.write(
                '#!/bin/bash\ncase $1 in\n  version) echo \'"26.1.5"\' ;;\n'
                '  build) echo "$EPOCHREALTIME" >"$STUB_MARK" ;;\nesac\n')
        os.chmod(os.path.join(tools, "docker"), 0o755)
    return measure.run(
        command,
        {"BENTOML_HOME": home, "PATH": tools + ":" + os.environ["PATH"], "STUB_MARK": stub_mark(bench),
         "TMPDIR": bench.disk, "BENTOML_DO_NOT_TRACK": "True"},
        bench.log)


def our_containerize(bench, name, home):
    """Runs bentokit with the stub."""
    return with_stub(
        bench, [bench.bentokit, "containerize", f"{name}:v1", "-t", "benchmark/ours", "--backend", "docker"], home)


def bentoml_containerize(bench, name, home):
    """Runs `bentoml containerize` with the stub."""
    program = os.path.join(bench.bentoml, "bin", "bentoml")
    return with_stub(bench, [program, "containerize", f"{name}:v1", "-t", "benchmark/peer"], home)


def model_2gb(bench):
    """A bento with a model of 2 GB: what is written outside the daemon, and the second build's time."""
    folder = os.path.join(bench.disk, "home")
    home = bentos.Home(folder, bench.sample)
    home.add_model(home.bento("weighty"), "weights", 2_000_000_000)
    home.bento("light")

    def build(name):
        return bench.containerize(name, "-t", "benchmark/" + name, "--output", "type=image", home=folder)

    # The first build, since a client that copies a model does so when it first sends it.
    written = build("weighty").written
    copied = bentoml_containerize(bench, "weighty", folder).written
    build("light")
    rounds = bench.rounds
    heavy, light = bench.both(rounds, lambda _: build("weighty"), lambda _: build("light"))
    rows = [
        Row("model-2gb-written", written / 1e6, copied / 1e6, 0, 1, "MB", peer_name="bentoml", absolute=True),
        Row("model-2gb-unchanged", measure.median(heavy, "wall") * 1000, measure.median(light, "wall") * 1000, 1.3,
            rounds, "ms", peer_name="ours, small bento"),
    ]
    shutil.rmtree(folder)
    bench.daemon.forget_everything()
    return rows


def bentoml_containerfile(bench, name):
    """Runs BentoML's own making of a Dockerfile, as a whole process."""
    return measure.run(
        [os.path.join(bench.bentoml, "bin", "python"), "-c",
         f"import bentoml.container as c; c.get_containerfile('{name}:v1')"],
        {"BENTOML_HOME": bench.home.folder, "TMPDIR": bench.disk, "BENTOML_DO_NOT_TRACK": "True"}, bench.log)


def containerfile(bench):
    """Making the Dockerfile of a small bento, whole process; and of one whose model has 2 GB."""
    bench.home.bento("plain")
    bench.home.add_model(bench.home.bento("model"), "gigabytes", 2_000_000_000)
    runs = bench.both(
        bench.rounds, lambda _: bench.ours("containerfile", "plain"),
        lambda _: bentoml_containerfile(bench, "plain"))
    sizes = bench.both(
        bench.rounds * 3, lambda _: bench.ours("containerfile", "model"),
        lambda _: bench.ours("containerfile", "plain"))
    return [
        Row("containerfile", *(measure.median(side, "wall") * 1000 for side in runs), 1 / 25, bench.rounds, "ms",
            peer_name="bentoml"),
        Row("containerfile-2gb-model", *(measure.median(side, "wall") * 1000 for side in sizes), 1.3,
            bench.rounds * 3, "ms", peer_name="ours, small bento"),
    ]


def context_50000_list(bench):
    """Listing the context of a bento with 50,000 files, warm. BentoML copies it instead."""
    bento = bench.home.bento("listed")
    bentos.write_files(bento, 50_000)
    runs = bench.both(
        bench.rounds, lambda _: bench.ours("context", "listed"), lambda _: bentoml_containerfile(bench, "listed"))
    shutil.rmtree(bento)
    memory_of = [max(run.memory for run in side) for side in runs]
    return [
        Row("context-50000-list", *(measure.median(side, "wall") * 1000 for side in runs), 250, bench.rounds, "ms",
            peer_name="bentoml", absolute=True),
        Row("context-50000-memory", *memory_of, 40, bench.rounds, "MiB", peer_name="bentoml", absolute=True),
    ]


# In the order they run; memory looks back at those before it.
EXPERIMENTS = {
    ("workers",): workers,
    ("cached-rebuild",): cached_rebuild,
    ("context-1gib-cpu", "context-1gib-wall"): context_1gib,
    ("files-50000-cpu", "files-50000-wall", "files-50000-unchanged-wall"): files_50000,
    ("export-437mb-cpu", "export-437mb-wall"): export_437mb,
    ("local-50000-cpu", "local-50000-wall"): local_50000,
    ("memory-peak",): memory,
    ("bentoml-start",): bentoml_start,
    ("program-start", "program-start-2gb-model"): program_start,
    ("model-2gb-written", "model-2gb-unchanged"): model_2gb,
    ("containerfile", "containerfile-2gb-model"): containerfile,
    ("context-50000-list", "context-50000-memory"): context_50000_list,
}
