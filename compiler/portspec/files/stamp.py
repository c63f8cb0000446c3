"""A stamp: what the last build was made of, and how what it wrote looks: so an unchanged project is known at once."""

import os
import sys
from collections.abc import Iterable, Mapping
from hashlib import file_digest, sha256
from pathlib import Path

import msgspec

from portspec.files.disk import read_file, walked
from portspec.files.scratch import write_scratch
from portspec.findings import silent
from portspec.resources import fingerprint

STAMP = "build/.cache/stamp.json"
"""Safe to delete."""
INPUTS = ("spec/sources", "spec/errata", "spec/proofs", "spec/registry")
CATALOG = "spec/catalog.toml"


class Stamp(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The last build."""

    inputs: str
    """A digest of the program and of the bytes of all that is compiled."""
    outputs: str
    """A digest of the names and sizes of all that was written, none of which is changed after the stamp (its ctime)."""
    places: tuple[str, ...]
    """The folders and files that were written, below the project."""
    said: str
    """What the build has said."""


def fresh(root: Path) -> Stamp | None:
    """Return the stamp of a project where nothing is otherwise than after the last build, else None."""
    try:
        stamp = msgspec.json.decode(read_file(root / STAMP, STAMP, silent, within=root) or b"", type=Stamp)
        pressed = (root / STAMP).stat().st_mtime_ns
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None
    return stamp if stamp.inputs == inputs_of(root) and stamp.outputs == _outputs(root, stamp.places, pressed) else None


def press(root: Path, inputs: str, places: Iterable[str], said: str) -> None:
    """Write the stamp of a build that has just been done, of inputs as they were when it began."""
    sorted_places = tuple(sorted(places))
    stamp = Stamp(inputs=inputs, outputs=_outputs(root, sorted_places, sys.maxsize), places=sorted_places, said=said)
    write_scratch(root / STAMP, msgspec.json.encode(stamp), root)


def inputs_of(root: Path, pending: Mapping[str, bytes] | None = None) -> str:
    """Return the digest of all that a build is made of, with what is to be written in place of what stands there."""
    waiting = {path: data for path, data in (pending or {}).items() if path.startswith((CATALOG, *INPUTS))}
    there = {path for place in (CATALOG, *INPUTS) for path, _ in walked(root, place)}
    digest = sha256(fingerprint().encode())
    for path in sorted(there | waiting.keys()):
        # A name may hold anything but a null, such as the end of a line or bytes that are no text.
        digest.update(os.fsencode(path) + b"\0")
        digest.update(sha256(waiting[path]).digest() if path in waiting else _digest(root / path))
    return digest.hexdigest()


def _digest(path: Path) -> bytes:
    """Return the digest of a file, which may be larger than the memory; empty where it is none."""
    if not path.is_file():
        return b""
    with path.open("rb") as file:
        return file_digest(file, "sha256").digest()


def _outputs(root: Path, places: Iterable[str], before: int) -> str:
    """Return the digest of all that stands at some places; empty where anything was changed later than `before`."""
    digest = sha256()
    for place in places:
        for path, stat in walked(root, place):
            if stat.st_ctime_ns >= before:
                return ""
            digest.update(os.fsencode(path) + f"\0{stat.st_size}\0".encode())
    return digest.hexdigest()
