"""Asks BentoML for one Dockerfile and its build context."""

import hashlib
import os
import stat

import bentoml
from bentoml._internal.container import construct_containerfile


def record(job):
    tag, variant, buildkit, features = job
    try:
        bento = bentoml.get(tag)
        with construct_containerfile(bento, enable_buildkit=buildkit, features=features) as (folder, file):
            with open(file) as text:
                result = {"instructions": instructions(text.read())}
            context = files(folder) if variant == "buildkit" else None
        return tag, variant, result, context
    except BaseException as error:
        return tag, variant, {"error": described(error)}, None


def described(error):
    description = {"error_type": type(error).__name__, "message": str(error)}
    causes = getattr(error, "exceptions", ())
    if causes:
        description["causes"] = [described(cause) for cause in causes]
    return description


def instructions(text):
    """Instructions on one line each, without comments, blanks folded."""
    found, open_line = [], ""
    for line in text.splitlines():
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        if line.endswith("\\"):
            open_line += line[:-1] + " "
            continue
        found.append(" ".join((open_line + line).split()))
        open_line = ""
    if open_line:
        found.append(" ".join(open_line.split()))
    return found


def files(folder):
    """Everything in a folder; links are not followed."""
    found = []
    for root, folders, names in os.walk(folder):
        for name in folders + names:
            path = os.path.join(root, name)
            status = os.lstat(path)
            entry = {"path": os.path.relpath(path, folder)}
            if stat.S_ISLNK(status.st_mode):
                entry |= {"type": "symlink", "target": os.readlink(path)}
            elif stat.S_ISDIR(status.st_mode):
                entry |= {"type": "dir", "mode": mode(status)}
            else:
                entry |= {"type": "file", "mode": mode(status), "size": status.st_size, "sha256": digest(path)}
            found.append(entry)
    return found


def mode(status):
    return oct(stat.S_IMODE(status.st_mode))


def digest(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
