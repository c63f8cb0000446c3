"""Files that somebody else has made, each read as a whole or not at all."""

import os
from collections.abc import Iterator
from errno import EINVAL, ELOOP
from operator import attrgetter
from pathlib import Path

from portspec.findings import Report, finding

LARGEST = 100_000_000
"""Bytes of the largest file that is read; a page has seldom a hundredth of them."""
_NAME = attrgetter("name")


def read_file(
    file: Path,
    shown: str,
    report: Report,
    help: str = "Check the path and its permissions.",
    within: Path | None = None,
) -> bytes | None:
    """Return a file's bytes, or None after reporting why it cannot be read (PS901).

    Pipes and devices are none: they may never end. Of a workspace, `within`, only files are read that stand in it:
    whoever made it may have put links there that lead to others' files.
    """
    try:
        _require_file(file, within)
        with file.open("rb") as opened:
            data = opened.read(LARGEST + 1)
    except (OSError, ValueError, RuntimeError) as error:  # ValueError: a null; RuntimeError: links in a circle
        reason = error.strerror if isinstance(error, OSError) else error
        report(finding("PS901", f"{shown} cannot be read: {reason}", help))
        return None
    if len(data) > LARGEST:
        report(finding("PS901", f"{shown} cannot be read: it has more than {LARGEST} bytes", "Divide it."))
        return None
    return data


def _require_file(file: Path, within: Path | None) -> None:
    """Raise OSError where a path leads out of a folder, or to what is no file."""
    if within is not None and within.resolve() not in file.resolve().parents:
        raise OSError(ELOOP, "a link leads out of the project")
    if file.exists() and not file.is_file() and not file.is_dir():
        raise OSError(EINVAL, "it is no file")


def listed(folder: Path, end: str) -> list[str]:
    """Return the files in a folder and below whose names end so, by their paths from it, in order; none hidden."""
    paths = (each.relative_to(folder) for each in folder.rglob(f"*{end}"))
    return sorted(each.as_posix() for each in paths if not any(part.startswith(".") for part in each.parts))


def walked(root: Path, place: str) -> Iterator[tuple[str, os.stat_result]]:
    """Yield the paths below the project of the files at a place, in a steady order, with what the system says of each.

    There may be very many, so they are no more than texts.
    """
    top = root / place
    if top.is_file():
        yield place, top.stat()
    waiting, begin = [str(top)] if top.is_dir() else [], len(str(top))
    while waiting:
        with os.scandir(waiting.pop()) as found:
            entries = sorted(found, key=_NAME)
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                waiting.append(entry.path)
            else:
                yield place + entry.path[begin:], entry.stat(follow_symlinks=False)
