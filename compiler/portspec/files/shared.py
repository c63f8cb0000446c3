"""A folder that portspec shares with others: it knows its own files there by a list, and touches no other."""

from collections.abc import Iterable, Mapping
from contextlib import ExitStack, suppress
from errno import EEXIST, EINVAL, ELOOP, ENOTDIR
from hashlib import sha256
from pathlib import Path

import msgspec

from portspec.artifact import Artifact
from portspec.files.swap import alone, clear, holds, keep, make, reason, safe, swap, sync, there
from portspec.findings import Report, finding
from portspec.spec import Digest

LIST = ".portspec-files"
"""The list of portspec's files in a folder: path and digest of each, by the set that it belongs to."""
HELP = "Give another folder, or move what stands there; nothing has been changed."

Sets = Mapping[str, Mapping[str, Digest]]


def add(artifacts: Iterable[Artifact], folder: Path, name: str, report: Report) -> bool:
    """Write a set of files into a folder; return whether that is done.

    Files of the same set that were there before and are not among them any more are removed. Files of other sets
    stay, and so does everything that portspec has not written: a file is portspec's own if it is listed, and holds
    the bytes that were written. Where something else stands at the place of a file, with other bytes, nothing is
    written (PS901). If anything fails, all is as it was.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with alone(folder):
            _add(tuple(safe(artifacts)), folder, name)
    except OSError as error:
        report(finding("PS901", f"{folder} cannot be written: {reason(error)}", HELP))
        return False
    return True


def written(folder: Path, name: str) -> tuple[str, ...]:
    """Return the paths of the files that the sets whose names begin so have there; none where there is no list."""
    with suppress(OSError):  # `add` says what is wrong with it
        return tuple(path for each, files in _listed(folder).items() if each.startswith(name) for path in files)
    return ()


def _add(artifacts: tuple[Artifact, ...], folder: Path, name: str) -> None:
    sets = _listed(folder)
    known = {path: digest for files in sets.values() for path, digest in files.items()}
    for each in artifacts:
        _require_free(each, folder, known)
    wanted = {each.path: sha256(each.data).hexdigest() for each in artifacts}
    gone = [path for path, digest in sets.get(name, {}).items() if path not in wanted and _own(folder, path, digest)]
    kept = {other: _without(files, wanted) for other, files in sets.items() if other != name}
    listed = {other: files for other, files in sorted({**kept, name: wanted}.items()) if files}
    data = msgspec.json.format(msgspec.json.encode(listed, order="deterministic"), indent=2) + b"\n"
    files = (*artifacts, Artifact(path=LIST, data=data))
    changed = [each for each in files if not holds(folder / each.path, each.data)]
    _exchange(changed, gone, folder)


def _without(files: Mapping[str, Digest], others: Mapping[str, Digest]) -> dict[str, Digest]:
    return {path: digest for path, digest in files.items() if path not in others}


def _listed(folder: Path) -> Sets:
    """Return the sets of portspec's files; raises OSError where the list is not as `add` writes it."""
    path = folder / LIST
    if not there(path):
        return {}
    try:
        if path.is_symlink() or not path.is_file():
            raise OSError(EINVAL, "is not a list of portspec's files", LIST)
        sets = msgspec.json.decode(path.read_bytes(), type=dict[str, dict[str, Digest]])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise OSError(EINVAL, "is not a list of portspec's files", LIST) from error
    for files in sets.values():
        list(safe(Artifact(path=each, data=b"") for each in files))
    return sets


def _own(folder: Path, path: str, digest: Digest | None) -> bool:
    """Return whether a file is as portspec has written it."""
    file = folder / path
    plain = file.is_file() and not any(each.is_symlink() for each in _steps(folder, path))
    return plain and sha256(file.read_bytes()).hexdigest() == digest


def _steps(folder: Path, path: str) -> list[Path]:
    """Return the folders that lead to a file, and the file."""
    parts = path.split("/")
    return [folder.joinpath(*parts[: n + 1]) for n in range(len(parts))]


def _require_free(artifact: Artifact, folder: Path, known: Mapping[str, Digest]) -> None:
    """Raise OSError where something stands in the way of a file that is not portspec's own."""
    *above, file = _steps(folder, artifact.path)
    for each in above:
        if each.is_symlink():
            raise OSError(ELOOP, "it is a link", str(each))
        if there(each) and not each.is_dir():
            raise NotADirectoryError(ENOTDIR, "it is a file, not a folder", str(each))
    if there(file) and not holds(file, artifact.data) and not _own(folder, artifact.path, known.get(artifact.path)):
        raise FileExistsError(EEXIST, "portspec has not written the file that is there", str(file))


def _exchange(changed: Iterable[Artifact], gone: Iterable[str], folder: Path) -> None:
    """Make all new files in the folder first, then put each in its place and the old ones aside."""
    new, old = folder / ".portspec-new", folder / ".portspec-old"
    for left in (new, old):
        clear(left)
    with ExitStack() as cleaning, ExitStack() as undo:
        for each in (new, old):
            each.mkdir()
            cleaning.callback(_clear_quietly, each)
        for number, artifact in enumerate(changed):
            make(new / str(number), artifact.data)
        for number, artifact in enumerate(changed):
            _make_folders((folder / artifact.path).parent, undo)
            swap(new / str(number), folder / artifact.path, old / str(number), undo)
        for number, path in enumerate(gone):
            _remove(folder / path, old / f"gone-{number}", undo)
        for parent in {(folder / artifact.path).parent for artifact in changed}:
            sync(parent)
        undo.pop_all()
    for path in gone:
        _prune((folder / path).parent, folder)


def _make_folders(folder: Path, undo: ExitStack) -> None:
    if not folder.is_dir():
        _make_folders(folder.parent, undo)
        folder.mkdir()
        undo.callback(folder.rmdir)


def _remove(path: Path, old: Path, undo: ExitStack) -> None:
    keep(path, old)
    undo.callback(old.replace, path)
    path.unlink()


def _prune(folder: Path, root: Path) -> None:
    """Remove the folders that are empty now, up to the root."""
    with suppress(OSError):
        while folder != root:
            folder.rmdir()
            folder = folder.parent


def _clear_quietly(path: Path) -> None:
    with suppress(OSError):
        clear(path)
