"""A revision of git is a workspace, too: its catalog and pages as they were."""

import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from subprocess import run
from tempfile import TemporaryDirectory

from portspec.catalog import Catalog
from portspec.findings import Report, finding
from portspec.workspace import CATALOG, Workspace, find_workspace


def is_revision(root: Path, name: str) -> bool:
    """Return whether a name is a revision of git, and not one of its releases."""
    return _git(root, "rev-parse", "--quiet", "--verify", "--end-of-options", f"{name}^{{tree}}")[1] is None


@contextmanager
def revision(root: Path, name: str, report: Report) -> Iterator[Workspace | None]:
    """Yield the workspace as a git revision has it, in a folder that is there as long as it is used.

    Its catalog is empty where the revision has none. None after reporting that git has no such revision (PS902), or
    that its catalog is not valid (PS305).
    """
    failure = _git(root, "rev-parse", "--quiet", "--verify", "--end-of-options", f"{name}^{{tree}}")[1]
    if failure is not None:
        help = "Name a release, a file, or a revision of git, such as HEAD~1 or HEAD~1:RELEASE."
        report(finding("PS902", f"There is no {name} to compare: {failure}", help))
        yield None
        return
    with TemporaryDirectory() as folder:
        archive, failure = _git(root, "archive", "--format=tar", "--end-of-options", name, "spec")
        if failure is None:
            _unpack(archive, Path(folder))
        has_catalog = (Path(folder) / CATALOG).is_file()
        yield find_workspace(Path(folder), report) if has_catalog else Workspace(root=Path(folder), catalog=Catalog())


def _git(root: Path, *command: str) -> tuple[bytes, str | None]:
    """Return what a command of git gives, and the first line of why it fails, None where it does not."""
    try:
        done = run(["git", *command], cwd=root, capture_output=True, check=False)  # noqa: S603, S607 - no shell
    except OSError as error:
        return b"", str(error.strerror)
    said = done.stderr.decode(errors="replace").strip().splitlines()
    return done.stdout, None if done.returncode == 0 else (said or ["git knows no such revision"])[0]


def _unpack(archive: bytes, folder: Path) -> None:
    """Write the files of a tar archive made by git, whose names are relative and lead nowhere upwards."""
    with tarfile.open(fileobj=BytesIO(archive)) as tar:
        for member in tar:
            content = tar.extractfile(member) if member.isfile() else None
            if content is not None:
                path = folder / member.name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content.read())
