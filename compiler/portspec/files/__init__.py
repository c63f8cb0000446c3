"""Files: nothing else writes to the disk, and what is written is whole or not there."""

from collections.abc import Iterable, Mapping
from contextlib import ExitStack, suppress
from errno import EISDIR
from pathlib import Path
from types import MappingProxyType

from portspec.artifact import Artifact
from portspec.files import journal
from portspec.files.disk import walked
from portspec.files.journal import recover, unfinished
from portspec.files.scratch import keep_only, write_scratch
from portspec.files.stage import Stage, put, put_on_disk, staging
from portspec.files.stamp import fresh, inputs_of, press
from portspec.files.swap import alone, clear, holds, make_beside, named_beside, reason, safe, settled, swap, sync, there
from portspec.findings import Finding, Report, finding

HELP = "Check the path, its permissions and the free space; what was there before is still there."

__all__ = [
    "Stage",
    "alone",
    "begin",
    "fresh",
    "holds",
    "inputs_of",
    "interrupted",
    "keep_only",
    "present",
    "press",
    "recover",
    "staging",
    "stale",
    "unfinished",
    "unwritten",
    "write",
    "write_all",
    "write_file",
    "write_scratch",
]


def write(artifacts: Iterable[Artifact], folder: Path, report: Report) -> bool:
    """Make one folder hold these artifacts and nothing else, as `write_all` does."""
    return write_all({folder: artifacts}, {}, report)


def write_file(path: Path, data: bytes, report: Report, within: Path | None = None) -> bool:
    """Replace one file, as `write_all` does."""
    return write_all({}, {path: data}, report, within)


def begin(artifacts: Iterable[Artifact], folder: Path, report: Report) -> bool:
    """Write the first files of a project into a folder, which is made where it is missing; as `write_all` does."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with alone(folder):
            return write_all({}, {folder / each.path: each.data for each in safe(artifacts)}, report, within=folder)
    except OSError as error:
        report(unwritten(folder.name, error))
        return False


def write_all(
    folders: Mapping[Path, Iterable[Artifact]],
    files: Mapping[Path, bytes],
    report: Report,
    within: Path | None = None,
    ready: Mapping[Path, Path] = MappingProxyType({}),
) -> bool:
    """Make each folder hold its artifacts and nothing else, and each file its bytes; return whether that is done.

    All of it is made beside what is there, put on the disk (fsync(2)), and only then takes its place (rename(2)),
    the folders first; those that are `ready` are on a stage already, by their places. If anything fails (PS901), all
    is as it was. If the process is killed, each folder and file is whole; within a project, `within`, `recover` then
    puts all back as it was. A path that links lead out of it, and artifacts whose paths lead out of their folder or
    twice to one file, are refused (PS901).
    """
    name = next((path.name for path in (*ready, *folders, *files)), "")
    try:
        with ExitStack() as cleaning, ExitStack() as undo:
            if within is not None:
                cleaning.callback(journal.end, within)
                journal.begin(within, _to_be_made((*ready, *folders), files, within))
            made = []
            for place, staged in ready.items():
                name = place.name
                folder = _cleared(settled(place, within), cleaning)
                made.append((staged.rename(_beside(folder, "new")), folder))
            for folder, artifacts in folders.items():
                name = folder.name
                made.append(_made_folder(settled(folder, within), artifacts, cleaning))
            for path, data in files.items():
                name = path.name
                made.append(_made_file(settled(path, within), data, cleaning))
            if within is not None:
                journal.begin(within, [journal.swap_of(new, path, _old(new, path), within) for new, path in made])
            for new, path in made:
                name = path.name
                swap(new, path, _old(new, path), undo)
                sync(path.parent)
            if within is not None:
                journal.commit(within)
            undo.pop_all()
    except (OSError, RuntimeError) as error:  # RuntimeError: links that lead in a circle, before Python 3.13
        report(unwritten(name, error))
        return False
    return True


def unwritten(name: str, error: Exception) -> Finding:
    """Return the finding (PS901) that says why something cannot be written."""
    told = reason(error) if isinstance(error, OSError) else str(error)
    return finding("PS901", f"{name} cannot be written: {told}", HELP)


def present(paths: Iterable[str], folder: Path) -> tuple[str, ...]:
    """Return those of the paths, relative to `folder`, at which something stands already."""
    return tuple(path for path in paths if there(folder / path))


def stale(artifacts: Iterable[Artifact], folder: Path) -> tuple[str, ...]:
    """Return, sorted, the paths below `folder` that `write` would change: other, missing and superfluous files."""
    wanted = {artifact.path: holds(folder / artifact.path, artifact.data) for artifact in artifacts}
    now = {path.partition("/")[2] for path, _ in walked(folder.parent, folder.name)}
    return tuple(sorted({path for path in wanted if not wanted[path]} | (now - wanted.keys())))


def interrupted(folder: Path) -> bool:
    """Return whether a `write` was killed and has left something beside the folder, which the next one clears away."""
    return any(there(_beside(folder.resolve(), word)) for word in ("new", "old"))


def _to_be_made(folders: Iterable[Path], files: Iterable[Path], within: Path) -> list[journal.Swap]:
    """Return what a journal says of folders and files that are yet to be made."""
    whole, single = ([settled(each, within) for each in paths] for paths in (folders, files))
    names = [(each, _beside(each, "new"), _beside(each, "old")) for each in whole]
    names += [(each, new, _old(new, each)) for each in single for new in (named_beside(each, 0),)]
    return [journal.swap_of(new, path, old, within) for path, new, old in names]


def _made_folder(folder: Path, artifacts: Iterable[Artifact], cleaning: ExitStack) -> tuple[Path, Path]:
    """Make the new folder beside the old one, after clearing away what a killed process has left there."""
    new = _beside(_cleared(folder, cleaning), "new")
    _fill(new, artifacts, folder)
    return new, folder


def _cleared(folder: Path, cleaning: ExitStack) -> Path:
    """Return a folder beside which nothing is left of an earlier writing, and after this one nothing will be."""
    _recover(folder)
    cleaning.callback(_recover_quietly, folder)
    return folder


def _made_file(path: Path, data: bytes, cleaning: ExitStack) -> tuple[Path, Path]:
    if path.is_dir():
        raise IsADirectoryError(EISDIR, "it is a folder, not a file")
    path.parent.mkdir(parents=True, exist_ok=True)
    new = make_beside(path, data)
    for each in (new, _old(new, path)):
        cleaning.callback(each.unlink, missing_ok=True)
    return new, path


def _beside(path: Path, word: str) -> Path:
    return path.with_name(f".{path.name}.{word}")


def _old(new: Path, path: Path) -> Path:
    """Return where that which a new file or folder replaces stands meanwhile."""
    return _beside(path, "old") if new.is_dir() else new.with_name(f"{new.name}-old")


def _recover(folder: Path) -> None:
    """Put the old folder back where no new one took its place, and remove what is left over."""
    new, old = _beside(folder, "new"), _beside(folder, "old")
    if old.is_dir() and not old.is_symlink() and not there(folder):
        old.rename(folder)
    for left in (new, old):
        if there(left):
            clear(left)


def _recover_quietly(folder: Path) -> None:
    with suppress(OSError):
        _recover(folder)


def _fill(folder: Path, artifacts: Iterable[Artifact], before: Path) -> None:
    """Write the artifacts to a new folder, and to the disk; a file that is as it was before stays the same file."""
    folder.mkdir(parents=True)
    for artifact in safe(artifacts):
        put(artifact.data, f"{folder}/{artifact.path}", f"{before}/{artifact.path}")
    put_on_disk(folder)
