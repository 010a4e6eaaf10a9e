"""One run of a command, measured by the kernel's own accounting."""

import dataclasses
import os
import select
import signal
import statistics
import sys
import time


@dataclasses.dataclass
class Run:
    """What one run took. Seconds and MiB; `written` counts bytes sent to disks."""

    begun: float
    wall: float
    cpu: float
    memory: float
    written: int


class CommandFailed(Exception):
    """A measured command ended with an error, or not at all: its figures mean nothing."""


class CommandHung(CommandFailed):
    """It was ended by us, long after others like it were done."""


# The longest row takes some 10 s.
MOST_SECONDS = 120


def run(command, environment=None, output=os.devnull, folder="/"):
    """Runs a command to its end; its output goes to a file."""
    log = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    nothing = os.open(os.devnull, os.O_RDONLY)
    begun = time.monotonic()
    process = os.posix_spawn(
        command[0], command, {**os.environ, **(environment or {})},
        file_actions=[
            (os.POSIX_SPAWN_DUP2, nothing, 0), (os.POSIX_SPAWN_DUP2, log, 1), (os.POSIX_SPAWN_DUP2, log, 2),
        ])
    memory = watch_memory(process)
    _, status, usage = os.wait4(process, 0)
    wall = time.monotonic() - begun
    os.close(log)
    os.close(nothing)
    if status != 0:
        tail = "" if output == os.devnull else open(output, encoding="utf-8", errors="replace").read()[-2000:]
        if wall > MOST_SECONDS:
            raise CommandHung(f"{' '.join(command)}: killed after {MOST_SECONDS} s\n{tail}")
        raise CommandFailed(f"{' '.join(command)}: status {os.waitstatus_to_exitcode(status)}\n{tail}")
    return Run(
        begun=begun, wall=wall, cpu=usage.ru_utime + usage.ru_stime, memory=memory,
        written=usage.ru_oublock * 512)


def watch_memory(process):
    """Waits until a process ends, or kills it; gives the most memory it held, in MiB.

    Looks at the kernel's high-water mark every 20 ms, so what came in the last 20 ms may be missed. The
    mark that `wait4` reports is of no use: it starts with the memory of the process that spawned.
    """
    descriptor = os.pidfd_open(process)
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    mark = 0
    end = time.monotonic() + MOST_SECONDS
    with open(f"/proc/{process}/status", "rb") as status:
        while not poll.poll(20):
            status.seek(0)
            for line in status.read().splitlines():
                if line.startswith(b"VmHWM:"):
                    mark = max(mark, int(line.split()[1]))
            if time.monotonic() > end:
                signal.pidfd_send_signal(descriptor, signal.SIGKILL)
    os.close(descriptor)
    return mark / 1024


def interleaved(rounds, *sides, between=lambda number: None):
    """Runs every side once a round, in turns of changing order; gives each side's runs.

    A side is called with the number of the round. The first, unmeasured round warms up.
    """
    runs = [[] for _ in sides]
    for number in range(rounds + 1):
        order = range(len(sides)) if number % 2 else reversed(range(len(sides)))
        for side in order:
            result = sides[side](number)
            if number > 0:
                runs[side].append(result)
        between(number)
        print(".", end="", file=sys.stderr, flush=True)
    return runs


def median(runs, figure):
    return statistics.median(getattr(entry, figure) for entry in runs)
