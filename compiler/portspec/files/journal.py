"""A journal of the swaps of one writing: what is killed between two of them is undone by the next command."""

import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path, PurePath

import msgspec

from portspec.files.swap import clear, make_beside, sync, there

OPEN, DONE = ".portspec-journal", ".portspec-journal-done"
"""While files are put in their places, and then while the old ones are removed; below the project's folder."""


LEFT = re.compile(r"\.portspec-\d+-\d+(-old)?")
"""The names of files that are made beside others (`make_beside`)."""


class Swap(msgspec.Struct, frozen=True, kw_only=True):
    """One file or folder that takes its place."""

    path: str
    """Its place, below the project's folder."""
    new: str
    """Its name while it is made, in the same folder."""
    old: str
    """The name, in the same folder, that what it replaces has meanwhile."""
    made: int
    """Its inode, by which it is known from all else that stands in its place; 0, which none has, while it is made."""
    existed: bool
    """Whether anything is replaced."""


def swap_of(new: Path, path: Path, old: Path, root: Path) -> Swap:
    """Return what a journal says of something new that is about to take its place below `root`, or yet to be made."""
    where = path.relative_to(root.resolve()).as_posix()
    made = new.stat().st_ino if there(new) else 0
    return Swap(path=where, new=new.name, old=old.name, made=made, existed=there(path))


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
    """Forget it, but where something that it names could not be removed: the next command tries again."""
    for name in (OPEN, DONE):
        with suppress(OSError):
            if not any(_left(each, root) for each in _written(root / name)):
                (root / name).unlink(missing_ok=True)


def unfinished(root: Path) -> bool:
    """Return whether somebody is writing in a project, or was killed while doing so."""
    left = (each for folder in (root, root / "build") for each in folder.glob(".portspec-*"))
    return there(root / OPEN) or there(root / DONE) or any(LEFT.fullmatch(each.name) for each in left)


def recover(root: Path) -> None:
    """Undo the swaps of a writing that was killed, or remove what one has left that was done; raises OSError.

    Nobody else may be writing. A journal may have come with a checkout, so nothing is removed but what a writing has
    made below the project's folder, known by its inode, or by a name that only portspec gives.
    """
    beside = []
    for name, settle in ((OPEN, _undo), (DONE, _clear_up)):
        for each in reversed(_written(root / name)):
            if place := _place(each, root):
                settle(each, place)
                beside.append(place.parent)
    inner = (each for each in (root / "spec").rglob("*") if each.is_dir())
    for folder in (root, root / "build", root / "spec", *inner, *beside):
        if not folder.is_symlink():
            _sweep(folder)
    end(root)


def _sweep(folder: Path) -> None:
    """Remove the files that were made beside others, and have not come into their place."""
    for each in folder.glob(".portspec-*"):
        if LEFT.fullmatch(each.name):
            clear(each)


def _written(journal: Path) -> Sequence[Swap]:
    if journal.is_symlink() or not journal.is_file():
        return ()
    try:
        return msgspec.json.decode(journal.read_bytes(), type=tuple[Swap, ...])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return ()  # it is renamed only when it is whole, so this is another's


def _place(swap: Swap, root: Path) -> Path | None:
    """Return the place of a swap without links; None where it is not below `root`, or its names are not our own."""
    path = (root / swap.path).parent.resolve() / PurePath(swap.path).name
    folder = swap.new == f".{path.name}.new" and swap.old == f".{path.name}.old"
    file = LEFT.fullmatch(swap.new) and swap.old == f"{swap.new}-old"
    return path if root.resolve() in path.parents and path.name != ".." and (folder or file) else None


def _left(swap: Swap, root: Path) -> bool:
    place = _place(swap, root)
    return place is not None and any(there(place.with_name(each)) for each in (swap.new, swap.old))


def _undo(swap: Swap, path: Path) -> None:
    old, made = path.with_name(swap.old), there(path) and path.lstat().st_ino == swap.made
    if made and (there(old) or not swap.existed):
        clear(path)
    if there(old) and not there(path):
        old.replace(path)
    _clear_up(swap, path)


def _clear_up(swap: Swap, path: Path) -> None:
    for each in (path.with_name(swap.new), path.with_name(swap.old)):
        if there(each):
            clear(each)
