"""Parts of the outputs, of which those that are made of the same as before are taken from where they are published.

What is kept of a part is what the index lists of it, by the digest of all that it is made of. A published file counts
only while it has the very bytes that are listed.
"""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

import msgspec

from portspec.files import Stage, keep_only, write_scratch
from portspec.files.disk import read_file
from portspec.findings import Finding, silent
from portspec.resources import fingerprint
from portspec.spec import Digest, Id, Spec
from portspec.writers.index import Listed, Proven, Sum
from portspec.writers.manifest import product

FOLDER = ".cache/outputs"
"""Below the folder whose files are made; safe to delete."""


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """How many files a folder has."""

    files: int = 0
    """That were made."""
    changed: int = 0
    """Those that are others than before."""

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(files=self.files + other.files, changed=self.changed + other.changed)


class Staged(msgspec.Struct, frozen=True, kw_only=True):
    """What is on the stage: no bytes of it, since there may be very many."""

    folders: Mapping[str, Tally]
    """By the first folder of the files' paths."""
    listed: tuple[Listed, ...]
    """What the index says of each file."""
    findings: tuple[Finding, ...] = ()
    """What the writers have reported."""
    kept: bool = False
    """True where it is known from before, and nothing of it was made."""


def staged(files: Iterable[tuple[Listed, bool]], *, kept: bool = False) -> Staged:
    """Return what is on the stage, of what the index says of each file and whether it is another than before."""
    folders: dict[str, Tally] = {}
    listed = []
    for each, changed in files:
        name = each.path.partition("/")[0]
        folders[name] = folders.get(name, Tally()) + Tally(files=1, changed=int(changed))
        listed.append(each)
    return Staged(folders=folders, listed=tuple(listed), kept=kept)


def keys(
    specs: Sequence[Spec],
    encoded: Iterable[bytes],
    histories: Iterable[Sequence[int]],
    last: Mapping[Id, str],
    proven: Mapping[Digest, Proven],
) -> list[str]:
    """Return the digest of all that each release's files are made of, and then that of each product's history.

    `encoded` are the specs in JSON, `histories` the numbers of each product's specs, `last` is the last release of each
    product.
    """
    made, proofs = [sha256(each).hexdigest() for each in encoded], _digest(proven)
    about = [product(each) for each in specs]
    latest = [last[each.id] == each.release for each in about]
    releases = [_digest((fingerprint(), *each, proofs)) for each in zip(made, latest, strict=True)]
    return releases + [_digest((fingerprint(), [made[number] for number in each])) for each in histories]


def _digest(value: object) -> str:
    return sha256(msgspec.json.encode(value, order="deterministic")).hexdigest()


def known(stage: Stage, key: str) -> Staged | None:
    """Put the files of a part on the stage as they are published; None where one is not as it was, or none is known.

    Raises OSError where that cannot be done.
    """
    data = read_file(stage.folder / FOLDER / f"{key}.json", FOLDER, silent, within=stage.folder)
    try:
        listed = msgspec.json.decode(data or b"", type=tuple[Listed, ...])
        sums = {each.path: msgspec.json.decode(each.entry, type=Sum) for each in listed}
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    if not stage.keep({path: (each.size, each.sha256) for path, each in sums.items()}):
        return None
    return staged(((each, False) for each in listed), kept=True)


def save(folder: Path, parts: Mapping[str, Staged]) -> None:
    """Keep what is published in a folder, by its keys, and nothing else; what cannot be kept is made the next time."""
    for key, each in parts.items():
        if not each.kept:
            write_scratch(folder / FOLDER / f"{key}.json", msgspec.json.encode(each.listed), folder)
    keep_only(folder / FOLDER, {f"{key}.json" for key in parts}, folder)
