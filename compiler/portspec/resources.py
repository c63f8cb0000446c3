"""Files that the package brings along: schemas, templates, the findings' pages, the words of its languages."""

import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

PACKAGE = Path(__file__).parent
PLUGINS = CHECKS, DIALECTS, READERS = "portspec.checks", "portspec.dialects", "portspec.readers"
"""The groups of entry points by which other packages add something."""
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
def entries() -> "tuple[EntryPoint, ...]":
    """Return what other packages add, by group and name; looked for once, since all that is installed is read."""
    from importlib.metadata import entry_points  # noqa: PLC0415 (lookups do without, and start faster)

    every = entry_points()
    found = (each for group in PLUGINS for each in every.select(group=group))
    return tuple(sorted(found, key=lambda each: (each.group, each.name, each.value)))


@cache
def fingerprint() -> str:
    """Return a digest that stays the same as long as none of the program's files, libraries and plug-ins is another."""
    plugins = [f"{each.group} {each.name} {each.value}" for each in entries()]
    folders = (PACKAGE, *(path for each in plugins for path in _module(each.split()[-1])))
    stats = ((each.as_posix(), each.stat()) for folder in folders for each in _files(folder))
    files = [f"{path} {stat.st_size} {stat.st_mtime_ns}" for path, stat in stats]
    libraries = f"{LIBRARIES} {LIBRARIES.stat().st_mtime_ns}"
    return sha256("\n".join((sys.version, libraries, *plugins, *files)).encode()).hexdigest()


def _files(place: Path) -> list[Path]:
    return [place] if place.is_file() else sorted(each for each in place.rglob("*.*") if each.suffix != ".pyc")


def _module(reference: str) -> Iterator[Path]:
    """Yield the file or the folders of the package that an object reference names, where there is one."""
    with suppress(ImportError, ValueError):
        if found := find_spec(reference.partition(":")[0].partition(".")[0]):
            yield from map(Path, found.submodule_search_locations or filter(None, [found.origin]))


def read(path: str) -> bytes:
    """Return the bytes of a file that belongs to portspec, named as for `resource`."""
    return resource(path).read_bytes()


def finding_page(code: str) -> str:
    """Return the page about a finding's code, as it is read without an engine that knows the attributes of headings."""
    return re.sub(r"^(#+ .+) \{ .+ \}$", r"\1", read(f"site/pages/findings/{code}.md").decode(), flags=re.MULTILINE)


def listing(folder: str) -> tuple[str, ...]:
    """Return the paths of all files below a folder that belongs to portspec, sorted, each named as for `read`."""
    root = resource(folder)
    files = (each.relative_to(root).as_posix() for each in root.rglob("*") if each.is_file())
    return tuple(sorted(f"{folder}/{each}" for each in files))
