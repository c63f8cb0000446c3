"""Files on the disk: made exclusively, put in place as a whole, and put back where something fails."""

import fcntl
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from errno import EEXIST, EINVAL, EISDIR, ELOOP, ENOTDIR
from itertools import count
from pathlib import Path
from stat import S_ISREG

from portspec.artifact import Artifact


def settled(path: Path, within: Path | None) -> Path:
    """Return a path without links; raise OSError where links lead it out of the folder `within`.

    A checkout may hold links that somebody else has made (git keeps them), and they may lead anywhere.
    """
    found = path.resolve()
    if within is not None and within.resolve() not in found.parents:
        raise OSError(ELOOP, f"a link leads out of {within.resolve().name}", path.name)
    return found


def require_below(path: str) -> None:
    """Raise OSError for a path that does not lead to a file below a folder."""
    if re.search(r"(^|/)\.{0,2}(/|$)|[\\\0]", path):
        raise OSError(EINVAL, "no path below it", path)


def safe(artifacts: Iterable[Artifact]) -> Iterator[Artifact]:
    """Yield the artifacts; raise OSError at a path that is not below the folder or that comes again."""
    seen: set[str] = set()
    for artifact in artifacts:
        require_below(artifact.path)
        if artifact.path in seen:
            raise OSError(EEXIST, "made twice", artifact.path)
        seen.add(artifact.path)
        yield artifact


def holds(path: str | Path, data: bytes) -> bool:
    """Return whether this is a file, and no link or pipe, that can be read and holds these bytes."""
    return content(path, len(data)) == data


def content(path: str | Path, size: int) -> bytes | None:
    """Return the bytes of a file, and of no link or pipe, that can be read and has this size; else None."""
    try:
        found = os.lstat(path)
        return Path(path).read_bytes() if S_ISREG(found.st_mode) and found.st_size == size else None
    except OSError:
        return None


def there(path: Path) -> bool:
    """Return whether anything stands at the path, be it a link that leads nowhere."""
    return os.path.lexists(path)


def make(path: str | Path, data: bytes, *, lasting: bool = True) -> None:
    """Make a new file (O_EXCL: nothing that stands there is followed or overwritten), and have it put on the disk."""
    # A file object would ask the system five things more, of each of very many small files.
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(descriptor, left) :]
        if lasting:
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_beside(path: Path, data: bytes, *, lasting: bool = True) -> Path:
    """Make a new file in the folder of another and return its path, which no other process makes."""
    for number in count():
        new = named_beside(path, number)
        try:
            make(new, data, lasting=lasting)
        except FileExistsError:
            continue
        except OSError:
            new.unlink(missing_ok=True)
            raise
        return new
    raise AssertionError


def make_folder_beside(path: Path) -> Path:
    """Make a new folder in the folder of another file or folder and return its path, which no other process makes."""
    for number in count():
        new = named_beside(path, number)
        with suppress(FileExistsError):
            new.mkdir()
            return new
    raise AssertionError


def named_beside(path: Path, number: int) -> Path:
    """Return the path of a file or folder that is made beside another, by this process."""
    return path.with_name(f".portspec-{os.getpid()}-{number}")


def swap(new: Path, path: Path, old: Path, undo: ExitStack) -> None:
    """Put a new file or folder in its place, and what stood there at `old`; `undo` puts both back."""
    if new.is_dir():
        _swap_folder(new, path, old, undo)
    elif path.is_dir() and not path.is_symlink():
        raise IsADirectoryError(EISDIR, "it is a folder, not a file", path.name)
    else:
        _swap_file(new, path, old, undo)


def _swap_folder(new: Path, path: Path, old: Path, undo: ExitStack) -> None:
    if there(path):
        if path.is_symlink() or not path.is_dir():
            raise NotADirectoryError(ENOTDIR, "it is a file, not a folder", path.name)
        path.rename(old)
        undo.callback(old.rename, path)
    new.rename(path)
    undo.callback(path.rename, new)


def _swap_file(new: Path, path: Path, old: Path, undo: ExitStack) -> None:
    """Keep the old file under a second name, so that at each time there is an old one or a new one."""
    if there(path):
        keep(path, old)
        undo.callback(old.replace, path)
    else:
        undo.callback(path.unlink, missing_ok=True)
    new.replace(path)


def keep(path: Path, old: Path) -> None:
    """Give a file a second name, or make a copy where the file system has no second names."""
    try:
        os.link(path, old, follow_symlinks=False)
    except OSError:
        shutil.copy2(path, old, follow_symlinks=False)


def clear(path: Path) -> None:
    """Remove what stands at a path, a folder with all that is in it; a link is removed and not followed."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def sync(folder: Path) -> None:
    """Have the system put a folder's names on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_all(folder: Path) -> None:
    """Have the system put all that it has of a folder's file system on the disk; raises OSError where that fails.

    That is syncfs(2), for which Python has no name. Where the system has none, sync(2) does it for all file systems.
    """
    from ctypes import CDLL, get_errno  # noqa: PLC0415 - seldom used, and not free to import

    call = getattr(CDLL(None, use_errno=True), "syncfs", None)
    if call is None:
        os.sync()
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        if call(descriptor):
            raise OSError(get_errno(), os.strerror(get_errno()))
    finally:
        os.close(descriptor)


@contextmanager
def alone(folder: Path, wait: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Be the only process in here for the folder (flock(2)); `wait` is called before waiting for another one.

    The lock is the folder's own and ends with the process. Where a file system has no locks there is none.
    """
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            _lock(descriptor, wait)
        yield
    finally:
        os.close(descriptor)


def _lock(descriptor: int, wait: Callable[[], None]) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        wait()
        fcntl.flock(descriptor, fcntl.LOCK_EX)


def reason(error: OSError) -> str:
    """Return the system's words for what is wrong, with the file that it is about."""
    return f"{error.strerror}: {error.filename}" if error.filename else str(error.strerror or error)
