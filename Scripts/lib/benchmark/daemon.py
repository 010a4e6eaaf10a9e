"""A BuildKit daemon of the benchmark's own, with its state on a memory file system."""

import os
import shutil
import signal
import socket
import subprocess
import threading
import time


class Daemon:
    """Starts with nothing; everything it made is gone when the `with` block ends."""

    def __init__(self, folder):
        self.folder = folder
        self.state = os.path.join(folder, "state")
        self.socket = os.path.join(folder, "buildkitd.sock")
        self.address = "unix://" + self.socket
        self.client = os.environ["BENTOKIT_BUILDCTL"]

    def __enter__(self):
        log = open(os.path.join(self.folder, "buildkitd.log"), "wb")
        self.process = subprocess.Popen(
            [os.environ["BENTOKIT_BUILDKITD"], "--config", os.environ["BENTOKIT_BUILDKITD_CONFIG"],
             "--root", self.state, "--addr", self.address],
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
        deadline = time.monotonic() + 30
        while subprocess.run(self.command("debug", "workers"), capture_output=True, check=False).returncode != 0:
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"buildkitd does not answer; see {log.name}")
            time.sleep(0.1)
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        with open("/proc/self/mountinfo", encoding="utf-8") as mounts:
            left = [line.split()[4] for line in mounts]
        for path in sorted((path for path in left if path.startswith(self.state + "/")), reverse=True):
            subprocess.run(["umount", "-l", path], check=False)
        shutil.rmtree(self.state, ignore_errors=True)

    def command(self, *arguments):
        return [self.client, "--addr", self.address, *arguments]

    def watch(self, path):
        """A socket at `path` that leads to the daemon and notes when a build is asked for."""
        return Watch(self, path)

    def forget_contexts(self):
        """Drops the trees that clients uploaded; images and results stay."""
        subprocess.run(
            self.command("prune", "--all", "--filter", "type==source.local"),
            check=True, stdout=subprocess.DEVNULL)

    def forget_everything(self):
        subprocess.run(self.command("prune", "--all"), check=True, stdout=subprocess.DEVNULL)


class Watch:
    """Stands between a client and the daemon and notes when the request to build comes by.

    gRPC sends a method's path in the clear within the first use on a connection, so the arrival of
    that text is the arrival of the request.
    """

    PATH = b"/moby.buildkit.v1.Control/Solve"

    def __init__(self, daemon, path):
        self.daemon = daemon
        self.path = path
        self.seen = None

    def __enter__(self):
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(self.path)
        self.listener.listen()
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.listener.close()
        os.unlink(self.path)

    def _accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            server = socket.socket(socket.AF_UNIX)
            server.connect(self.daemon.socket)
            threading.Thread(target=self._forward, args=(client, server, True), daemon=True).start()
            threading.Thread(target=self._forward, args=(server, client, False), daemon=True).start()

    def _forward(self, source, target, watched):
        last = b""
        try:
            while data := source.recv(1 << 16):
                if watched and self.seen is None:
                    if self.PATH in last + data:
                        self.seen = time.monotonic()
                    last = data[-len(self.PATH):]
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            pass
