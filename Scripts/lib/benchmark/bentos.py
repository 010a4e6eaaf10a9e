"""The bentos that are built, made from the repository's sample and filled as a row wants them."""

import os
import random
import shutil
import subprocess

MIB = 1 << 20
HEAD = "service: serve:Greeter\nname: {name}\nversion: v1\n"
# The daemon takes in the whole context, then does next to nothing with it.
LITTLE = "FROM busybox\nRUN --mount=type=bind,target=/context true\n"
PAYLOAD = "FROM scratch\nCOPY src/payload /payload\n"
MANY = "FROM scratch\nCOPY src/many /many\n"


class Home:
    """A BENTOML_HOME whose bentos start as copies of the sample."""

    def __init__(self, folder, sample):
        self.folder = folder
        self.sample = sample
        shutil.copytree(os.path.join(sample, "models", "greeting"), os.path.join(folder, "models", "greeting"))

    def bento(self, name):
        """Adds a copy of the sample under another name; gives its folder."""
        folder = os.path.join(self.folder, "bentos", name, "v1")
        shutil.copytree(os.path.join(self.sample, "bentos", "greeter", "v1"), folder)
        rename(folder, name)
        return folder

    def add_model(self, bento, name, size):
        """Puts a model with one sparse file into the store and into the bento's list of models."""
        model = os.path.join(self.folder, "models", name, "v1")
        os.makedirs(model)
        shutil.copy(os.path.join(self.sample, "models", "greeting", "v1", "model.yaml"), model)
        edit(os.path.join(model, "model.yaml"), "name: greeting", f"name: {name}")
        with open(os.path.join(os.path.dirname(model), "latest"), "w", encoding="utf-8") as file:
            file.write("v1")
        with open(os.path.join(model, "weights.bin"), "wb") as file:
            file.truncate(size)
        edit(
            os.path.join(bento, "bento.yaml"), "  - tag: greeting:v1\n",
            f"  - tag: {name}:v1\n    module: ''\n    creation_time: '2025-03-01T09:00:00+00:00'\n"
            "  - tag: greeting:v1\n")


def edit(path, old, new):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    if old not in text:
        raise RuntimeError(f"{path} has no {old!r}")
    with open(path, "w", encoding="utf-8") as file:
        file.write(text.replace(old, new, 1))


def rename(bento, name):
    """Gives a bento another name in its bento.yaml: to the daemon its context is a new one."""
    path = os.path.join(bento, "bento.yaml")
    with open(path, encoding="utf-8") as file:
        lines = [f"name: {name}\n" if line.startswith("name:") else line for line in file]
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(lines)


def write_dockerfile(bento, text):
    with open(os.path.join(bento, "src", "Dockerfile"), "w", encoding="utf-8") as file:
        file.write(text)


def write_payload(bento, size):
    """One file of bytes that don't compress, the same ones every time."""
    source = random.Random(size)
    with open(os.path.join(bento, "src", "payload"), "wb") as file:
        for _ in range(size // MIB):
            file.write(source.randbytes(MIB))


def write_files(bento, count):
    """Many small files, 500 to a folder, from empty to 4 KiB."""
    source = random.Random(count)
    for number in range(count):
        folder = os.path.join(bento, "src", "many", f"{number // 500:03}")
        if number % 500 == 0:
            os.makedirs(folder)
        with open(os.path.join(folder, f"file-{number % 500:03}.txt"), "wb") as file:
            file.write(source.randbytes(source.randrange(4096)))


def stage(bentokit, home, bento, name, folder):
    """What a client that knows nothing of bentos is given: the context as a plain folder."""
    shutil.copytree(bento, folder)
    shutil.copytree(os.path.join(home.folder, "models"), os.path.join(folder, "models"))
    text = subprocess.run(
        [bentokit, "containerfile", name], check=True, capture_output=True,
        env={**os.environ, "BENTOML_HOME": home.folder}).stdout
    for path in ("Dockerfile", "env/docker/Dockerfile"):
        with open(os.path.join(folder, path), "wb") as file:
            file.write(text)
