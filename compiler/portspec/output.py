"""Output: no other module writes to the disk, and what it writes is whole or not there."""

import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from errno import EEXIST, EINVAL, ENOTDIR
from pathlib import Path

from portspec.artifact import Artifact
from portspec.findings import Report, finding

HELP = "Check the path, its permissions and the free space; what was there before is still there."


def write(artifacts: Iterable[Artifact], folder: Path, report: Report) -> bool:
    """Make `folder` hold these artifacts and nothing else, all at once; return whether it does.

    The artifacts go to a new folder beside it, to the disk (fsync(2)), and then take its place (rename(2)). If that
    fails (PS901), or the process is killed, the old files stay whole; where it was killed between the two renames,
    the next call puts them back first. Artifacts whose paths lead out of the folder or twice to one file are refused
    (PS901).
    """
    folder = folder.resolve()
    new, old = _beside(folder, "new"), _beside(folder, "old")
    try:
        _recover(folder, new, old)
        _fill(new, artifacts, folder)
        _swap(folder, new, old)
    except OSError as error:
        report(finding("PS901", f"{folder.name} cannot be written: {_reason(error)}", HELP))
        return False
    finally:
        with suppress(OSError):
            _recover(folder, new, old)
    return True


def write_file(path: Path, data: bytes, report: Report) -> bool:
    """Replace one file, all at once, or report why that fails (PS901); return whether it was written."""
    path = path.resolve()
    new = _beside(path, "new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(new, data)
        new.replace(path)
        _sync(path.parent)
    except OSError as error:
        report(finding("PS901", f"{path.name} cannot be written: {_reason(error)}", HELP))
        return False
    finally:
        with suppress(OSError):
            new.unlink(missing_ok=True)
    return True


def present(paths: Iterable[str], folder: Path) -> tuple[str, ...]:
    """Return those of the paths, relative to `folder`, at which something stands already."""
    return tuple(path for path in paths if (folder / path).exists() or (folder / path).is_symlink())


def stale(artifacts: Iterable[Artifact], folder: Path) -> tuple[str, ...]:
    """Return, sorted, the paths below `folder` that `write` would change: other, missing and superfluous files."""
    wanted = {artifact.path: artifact.data for artifact in artifacts}
    there = {file.relative_to(folder).as_posix() for file in folder.rglob("*") if not file.is_dir()}
    other = {path for path in there & wanted.keys() if not _holds(folder / path, wanted[path])}
    return tuple(sorted(other | (there ^ wanted.keys())))


def interrupted(folder: Path) -> bool:
    """Return whether a `write` was killed and has left something beside the folder, which the next one clears away."""
    return any(_beside(folder.resolve(), word).exists() for word in ("new", "old"))


def _holds(path: Path, data: bytes) -> bool:
    """Return whether a file can be read and holds these bytes."""
    try:
        return path.read_bytes() == data
    except OSError:
        return False


def _beside(path: Path, word: str) -> Path:
    return path.with_name(f".{path.name}.{word}")


def _recover(folder: Path, new: Path, old: Path) -> None:
    """Put the old folder back where no new one took its place, and remove what is left over."""
    if old.exists() and not folder.exists():
        old.rename(folder)
    for left in (new, old):
        if left.exists():
            shutil.rmtree(left)


def _swap(folder: Path, new: Path, old: Path) -> None:
    """Put the new folder in the place of the old one."""
    if folder.exists():
        if not folder.is_dir():
            raise NotADirectoryError(ENOTDIR, "it is a file, not a folder")
        folder.rename(old)
    new.rename(folder)
    _sync(folder.parent)


def _fill(folder: Path, artifacts: Iterable[Artifact], before: Path) -> None:
    """Write the artifacts to a new folder, and to the disk; a file that is as it was before stays the same file."""
    folder.mkdir(parents=True)
    for artifact in _safe(artifacts):
        path = folder / artifact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        if not _linked(path, before / artifact.path, artifact.data):
            _write(path, artifact.data)
    for inner in (folder, *(each for each in folder.rglob("*") if each.is_dir())):
        _sync(inner)


def _linked(path: Path, before: Path, data: bytes) -> bool:
    """Give a file a second name if it holds these bytes; return whether it does, and the file system can."""
    try:
        if before.is_symlink() or not _holds(before, data):
            return False
        path.hardlink_to(before)
    except OSError:
        return False
    return True


def _safe(artifacts: Iterable[Artifact]) -> Iterator[Artifact]:
    """Yield the artifacts; raise OSError at a path that is not below the folder or that comes again."""
    seen: set[str] = set()
    for artifact in artifacts:
        if re.search(r"(^|/)\.{0,2}(/|$)|[\\\0]", artifact.path):
            raise OSError(EINVAL, "no path below it", artifact.path)
        if artifact.path in seen:
            raise OSError(EEXIST, "made twice", artifact.path)
        seen.add(artifact.path)
        yield artifact


def _write(path: Path, data: bytes) -> None:
    """Write a file and have the system put it on the disk."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """Have the system put a folder's names on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _reason(error: OSError) -> str:
    return f"{error.strerror}: {error.filename}" if error.filename else str(error.strerror)
