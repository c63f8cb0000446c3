"""A revision of git is a workspace, too: its catalog and pages as they were."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import run
from tempfile import TemporaryDirectory

from portspec.catalog import Catalog
from portspec.findings import Report, finding
from portspec.workspace import CATALOG, SPEC, Workspace, find_workspace

SUBMODULE = "160000"
"""The mode of an entry that is a commit of another repository (gitglossary(7), gitlink)."""

HERE = (
    *("GIT_DIR", "GIT_COMMON_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE"),
    *("GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_GRAFT_FILE", "GIT_SHALLOW_FILE", "GIT_REPLACE_REF_BASE", "GIT_PREFIX"),
)
"""What git tells its hooks about their repository (git-rev-parse(1), --local-env-vars), but for settings."""
OFFLINE = {"GIT_ALLOW_PROTOCOL": "", "GIT_NO_LAZY_FETCH": "1"}
"""A partial clone names where git gets what it lacks, and by which program (git(1); older ones know only the first)."""


class _GitError(Exception):
    """Git does not do what it is asked; the text says why."""


def is_revision(root: Path, name: str) -> bool:
    """Return whether a name is a revision of git, and not one of its releases."""
    try:
        _tree(root, name)
    except _GitError:
        return False
    return True


@contextmanager
def revision(root: Path, name: str, report: Report) -> Iterator[Workspace | None]:
    """Yield the workspace as a git revision has it, in a folder that is there as long as it is used.

    Its catalog is empty where the revision has none. None after reporting that git has no such revision (PS902) or
    cannot write it (PS901), or that its catalog is not valid (PS305). A submodule whose commit is not here is reported
    (PS901) and left out.
    """
    with TemporaryDirectory() as folder:
        try:
            tree = _tree(root, name)
        except _GitError as error:
            help = "Name a release, a file, or a revision of git, such as HEAD~1 or HEAD~1:RELEASE."
            report(finding("PS902", f"There is no {name} to compare: {error}", help))
            yield None
            return
        try:
            then = _checked_out(root, tree, Path(folder), report)
        except _GitError as error:
            report(finding("PS901", f"{name} cannot be read: {error}", "See what `git checkout` says of it."))
            yield None
            return
        has_catalog = (then / CATALOG).is_file()
        yield find_workspace(then, report) if has_catalog else Workspace(root=then, catalog=Catalog())


def _checked_out(root: Path, tree: str, folder: Path, report: Report) -> Path:
    """Write the pages and all beside them of a revision of a project below a folder; return the project's own there."""
    place = os.fsdecode(_git(root, "rev-parse", "--show-prefix")).removesuffix("\n")
    entry = _git(root, "ls-tree", "-z", "-d", tree, SPEC)
    if entry:
        _write(root, entry.split()[2].decode(), f"{place}{SPEC}/", folder, report)
    return folder / place


def _write(root: Path, tree: str, prefix: str, folder: Path, report: Report) -> None:
    """Write the files of a tree as git's own checkout does, from an index of its own, and so those of submodules.

    An archive would leave out and change what .gitattributes says of archives (gitattributes(5), export-ignore). Links
    stay links, which are followed no further than in any project.
    """
    with TemporaryDirectory() as beside:
        index = {"GIT_INDEX_FILE": f"{beside}/index", **_no_programs(root)}
        _git(root, "read-tree", *((f"--prefix={prefix}",) if prefix else ()), tree, **index)
        _git(root, "checkout-index", "--all", f"--prefix={folder}/", **index)
        listed = _git(root, "ls-files", "--full-name", "--stage", "-z", **index)
    top = Path(os.fsdecode(_git(root, "rev-parse", "--show-toplevel").removesuffix(b"\n")))
    for entry in filter(None, os.fsdecode(listed).split("\0")):
        (mode, commit, _), path = entry.partition("\t")[0].split(), entry.partition("\t")[2]
        if mode == SUBMODULE:
            _write_submodule(top / path, commit, folder / path, path, report)


def _write_submodule(root: Path, commit: str, folder: Path, shown: str, report: Report) -> None:
    failure = None if (root / ".git").exists() else "it is not checked out"  # git would take what is around it
    try:
        if failure is None:
            _write(root, _tree(root, commit), "", folder, report)
    except _GitError as error:
        failure = str(error)
    if failure is not None:
        help = "Bring it here with `git submodule update --init`, and its commits with `git -C PATH fetch`."
        report(finding("PS901", f"The submodule {shown} cannot be read: {failure}", help))


def _tree(root: Path, name: str) -> str:
    """Return the object name of a revision's tree."""
    return _git(root, "rev-parse", "--quiet", "--verify", "--end-of-options", f"{name}^{{tree}}").decode().strip()


def _no_programs(root: Path) -> dict[str, str]:
    """Return settings that switch off the programs which a repository names (git-config(1), filter.*; githooks(5)).

    They do not come with a clone, but with a folder that somebody packed. What the user has set stays.
    """
    listed = os.fsdecode(_git(root, "config", "--list", "--name-only", "--show-scope", "-z")).split("\0")
    own = {name for scope, name in zip(listed[::2], listed[1::2], strict=False) if scope in ("local", "worktree")}
    off = {each: "" for each in own if re.fullmatch(r"filter\..*\.(smudge|process|clean)", each, re.DOTALL)}
    off |= {each: "false" for each in own if re.fullmatch(r"filter\..*\.required", each, re.DOTALL)}
    off |= {"core.fsmonitor": "false", "core.hooksPath": os.devnull}
    given = int(os.environ.get("GIT_CONFIG_COUNT") or 0)
    settings = {"GIT_CONFIG_COUNT": str(given + len(off))}
    for number, (name, value) in enumerate(sorted(off.items()), start=given):
        settings |= {f"GIT_CONFIG_KEY_{number}": name, f"GIT_CONFIG_VALUE_{number}": value}
    return settings


def _surroundings(root: Path) -> dict[str, str]:
    """Return the environment, which says where the repository is only if the folder stands in none by itself."""
    inside = any((each / ".git").exists() for each in (root.resolve(), *root.resolve().parents))
    return {name: value for name, value in os.environ.items() if not (inside and name in HERE)}


def _git(root: Path, *command: str, **environment: str) -> bytes:
    """Return what a command of git prints; raises `_GitError` with the first line of why it fails."""
    environment = _surroundings(root) | OFFLINE | environment
    try:
        done = run(["git", *command], cwd=root, capture_output=True, check=False, env=environment)  # noqa: S603, S607 - no shell
    except OSError as error:
        raise _GitError(str(error.strerror)) from error
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise _GitError((said or ["git knows no such revision"])[0])
    return done.stdout
