"""A journal of the swaps of one writing: what is killed between two of them is undone by the next command."""

import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from portspec.files.swap import clear, make_beside, sync, there

OPEN, DONE = ".portspec-journal", ".portspec-journal-done"
"""While files are put in their places, and then while the old ones are removed; below the project's folder."""


LEFT = re.compile(r"\.portspec-\d+-\d+(-old)?")
"""The names of files that are made beside others (`make_beside`)."""


class Swap(msgspec.Struct, frozen=True, kw_only=True):
    """One file or folder that takes its place; the paths are absolute."""

    new: str
    """Where it was made."""
    path: str
    """Its place."""
    old: str
    """Where that stands meanwhile which it replaces."""
    existed: bool
    """Whether anything is replaced."""


def begin(root: Path, swaps: Sequence[Swap]) -> None:
    """Write down what is about to be done, and have it put on the disk."""
    new = make_beside(root / OPEN, msgspec.json.encode(swaps))
    new.replace(root / OPEN)
    sync(root)


def commit(root: Path) -> None:
    """Say that all of it is done: from here on nothing is undone."""
    (root / OPEN).replace(root / DONE)
    sync(root)


def end(root: Path) -> None:
    """Forget it."""
    for name in (OPEN, DONE):
        with suppress(OSError):
            (root / name).unlink(missing_ok=True)


def unfinished(root: Path) -> bool:
    """Return whether somebody is writing in a project, or was killed while doing so."""
    return there(root / OPEN) or there(root / DONE)


def recover(root: Path) -> None:
    """Undo the swaps of a writing that was killed, or remove what one has left that was done; raises OSError.

    Nobody else may be writing.
    """
    for name, settle in ((OPEN, _undo), (DONE, _clear_up)):
        for each in reversed(_written(root / name)):
            settle(each)
    for folder in (
        root,
        root / "build",
        *(each for each in (root / "spec").rglob("*") if each.is_dir()),
        root / "spec",
    ):
        _sweep(folder)
    end(root)


def _sweep(folder: Path) -> None:
    """Remove the files that were made beside others, and have not come into their place."""
    for each in folder.glob(".portspec-*"):
        if LEFT.fullmatch(each.name):
            clear(each)


def _written(journal: Path) -> Sequence[Swap]:
    if not there(journal):
        return ()
    try:
        return msgspec.json.decode(journal.read_bytes(), type=tuple[Swap, ...])
    except (msgspec.DecodeError, UnicodeDecodeError):
        return ()  # it is renamed only when it is whole, so this is another's


def _undo(swap: Swap) -> None:
    new, path, old = Path(swap.new), Path(swap.path), Path(swap.old)
    if there(old):
        if old.is_dir() and not old.is_symlink() and there(path):
            clear(path)
        old.replace(path)
        clear(old)  # a second name of what is there already stays when it is renamed (rename(2))
    elif not swap.existed and not there(new):
        clear(path)
    if there(new):
        clear(new)


def _clear_up(swap: Swap) -> None:
    for each in (Path(swap.new), Path(swap.old)):
        if there(each):
            clear(each)
