"""A stage: where files are made, by one process or by several, before all that stands there takes its place."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

import msgspec

from portspec.artifact import Artifact
from portspec.files import journal
from portspec.files.disk import walked
from portspec.files.swap import clear, content, holds, make, make_folder_beside, require_below, settled, sync, sync_all

T = TypeVar("T")
FEW = 64
"""So many files are put on the disk one by one; of more the system puts all that it has there."""


class Stage(msgspec.Struct, frozen=True, kw_only=True):
    """A folder in which another one's content is made again."""

    folder: Path
    """Whose files are made again."""
    path: Path
    """Where they are made: in the same folder, so on the same disk."""

    def put(self, artifact: Artifact) -> bool:
        """Make a file; return whether it is another than at its place. Raises OSError, also where it is made twice.

        A copy is a second name of what it is a copy of, which is made before it.
        """
        require_below(artifact.path)
        model = artifact.copied and f"{self.path}/{artifact.copied}"
        return put(artifact.data, f"{self.path}/{artifact.path}", f"{self.folder}/{artifact.path}", model)

    def keep(self, sums: Mapping[str, tuple[int, str]]) -> bool:
        """Take files as they stand at their places, by their paths, if each has its size and SHA-256; else none.

        Return whether they are taken. Raises OSError as `put` does.
        """
        found = {path: data for path, each in sums.items() if (data := self._verified(path, *each)) is not None}
        if len(found) < len(sums):
            return False
        for path, data in found.items():
            place = f"{self.path}/{path}"
            _in_its_folder(place, partial(_take, data, place, f"{self.folder}/{path}"))
        return True

    def _verified(self, path: str, size: int, digest: str) -> bytes | None:
        require_below(path)
        data = content(f"{self.folder}/{path}", size)
        return None if data is None or sha256(data).hexdigest() != digest else data

    def flush(self) -> None:
        """Have the disk hold what is made so far: it works while the processors make the rest. Raises OSError."""
        sync_all(self.path)

    def ready(self, names: Iterable[str]) -> dict[Path, Path]:
        """Have the disk hold what is made; return where folders on the stage are, by their places. Raises OSError."""
        self.flush()
        return {self.folder / name: self.path / name for name in names}

    def superfluous(self, name: str) -> int:
        """Return how many files of a folder are not made again."""
        return sum(not os.path.lexists(f"{self.path}/{path}") for path, _ in walked(self.folder, name))


@contextmanager
def staging(folder: Path, within: Path) -> Iterator[Stage]:
    """Yield a stage in a folder of a project, which ends with all that has not taken its place from there.

    If the process is killed, `recover` removes it. Raises OSError, also where links lead out of the project.
    """
    settled(folder, within).mkdir(parents=True, exist_ok=True)
    journal.begin(within, ())
    path = make_folder_beside(settled(folder, within) / "any")
    try:
        yield Stage(folder=folder, path=path)
    finally:
        with suppress(OSError):
            journal.begin(within, ())  # a writing from the stage has ended its own
        clear(path)
        journal.end(within)


def put(data: bytes, path: str, before: str, model: str | None = None) -> bool:
    """Make a file at a path; one that is as it was `before` stays the same file. Return whether it is another.

    Another one is a second name of its `model`, if it has one: a file with the same bytes. The paths are texts: of very
    many files each `Path` takes longer to make than the file.
    """
    return _in_its_folder(path, partial(_put, data, path, before, model))


def _in_its_folder(path: str, work: Callable[[], T]) -> T:
    """Do what makes a file at a path, and make its folder where it is the first there."""
    try:
        return work()
    except FileNotFoundError:
        _make_folder(path.rpartition("/")[0])
        return work()


def _make_folder(folder: str) -> None:
    try:
        os.mkdir(folder)  # noqa: PTH102 - see `put`
    except FileExistsError:  # another process has just made it
        pass
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103


def _put(data: bytes, path: str, before: str, model: str | None) -> bool:
    if holds(before, data):
        _take(data, path, before)
        return False
    if model:
        _take(data, path, model)
    else:
        make(path, data, lasting=False)
    return True


def _take(data: bytes, path: str, other: str) -> None:
    """Give another file, which holds these bytes, a second name, or copy it where there are no second names."""
    try:
        os.link(other, path)
    except FileNotFoundError:
        raise
    except OSError:
        make(path, data, lasting=False)


def put_on_disk(folder: Path) -> None:
    """Have the system put all files and names in a folder on the disk: of few each, of many all that it has there."""
    inner = (folder, *folder.rglob("*"))
    if len(inner) > FEW:
        sync_all(folder)
    else:
        for each in inner:
            sync(each)
