"""Files that the package brings along: schemas, templates, the findings' pages, the words of its languages."""

import sys
from functools import cache
from hashlib import sha256
from pathlib import Path

import msgspec

PACKAGE = Path(__file__).parent
LIBRARIES = Path(msgspec.__file__).parent.parent
"""Where the libraries stand: each that comes or goes changes the time of this folder."""


@cache
def resource(path: str) -> Path:
    """Return a file or folder that belongs to portspec, named by its path in the package or in the repository.

    An installed package holds those of the repository under `data/`; in a checkout they stand at the top level.
    """
    places = (PACKAGE / "data" / path, PACKAGE / path, PACKAGE.parent.parent / path)
    return next((each for each in places if each.exists()), places[-1])


@cache
def fingerprint() -> str:
    """Return a digest that stays the same as long as none of the program's files and libraries is another."""
    stats = ((each.as_posix(), each.stat()) for each in sorted(PACKAGE.rglob("*.*")) if each.suffix != ".pyc")
    files = [f"{path} {stat.st_size} {stat.st_mtime_ns}" for path, stat in stats]
    libraries = f"{LIBRARIES} {LIBRARIES.stat().st_mtime_ns}"
    return sha256("\n".join((sys.version, libraries, *files)).encode()).hexdigest()


def read(path: str) -> bytes:
    """Return the bytes of a file that belongs to portspec, named as for `resource`."""
    return resource(path).read_bytes()


def listing(folder: str) -> tuple[str, ...]:
    """Return the paths of all files below a folder that belongs to portspec, sorted, each named as for `read`."""
    root = resource(folder)
    files = (each.relative_to(root).as_posix() for each in root.rglob("*") if each.is_file())
    return tuple(sorted(f"{folder}/{each}" for each in files))
