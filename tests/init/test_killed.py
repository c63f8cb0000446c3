"""A build that is killed leaves each folder as it was or as it is to be, and the next build clears up."""

import contextlib
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from portspec.cli import group
from tests.conftest import ALL

CATALOG = "spec/catalog.toml"
State = dict[str, dict[str, bytes]]
"""The files of each folder of outputs."""
KILLED = """
import os, runpy, sys
from pathlib import Path

moment, rename, done = int(sys.argv.pop()), Path.rename, 0


def counted(self, target):
    global done
    if done == moment:
        os.kill(os.getpid(), 9)
    done += 1
    return rename(self, target)


Path.rename = counted
runpy.run_module("portspec", run_name="__main__", alter_sys=True)
"""
"""`build`, killed instead of its n-th rename: before a folder is moved aside, or between its two renames."""


def held(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def state(root: Path) -> State:
    """Return what each folder of outputs holds; a folder that was moved aside when the build was killed counts."""
    folders = {path for path in (root / "build").iterdir() if path.is_dir() and not path.name.startswith(".")}
    aside = {path.with_name(path.name[1:-4]) for path in (*root.glob("build/.*.old"), *root.glob("spec/.*.old"))}
    found = {}
    for folder in folders | aside | {root / "spec/compiled"}:
        whole = folder if folder.is_dir() else folder.with_name(f".{folder.name}.old")
        found[folder.relative_to(root).as_posix()] = held(whole)
    return found


def build(root: Path) -> State:
    with contextlib.chdir(root):
        assert CliRunner().invoke(group, ("build",)).exit_code == 0
    return state(root)


@pytest.fixture(scope="module")
def projects(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Path, State]]:
    """Two projects that differ in the name of the product, which is in all outputs, with what a build gives."""
    old, new = (tmp_path_factory.mktemp(name) / "project" for name in ("old", "new"))
    words = ("init", str(old), "--product", "shop", "--name", "Shop", "--release", "1", "--recorded", "2026-01-31")
    assert CliRunner().invoke(group, words).exit_code == 0
    shutil.copytree(old, new)
    catalog = new / CATALOG
    catalog.write_text(catalog.read_text("utf-8").replace('"Shop"', '"Store"'), "utf-8")
    return [(folder, build(folder)) for folder in (old, new)]


@pytest.mark.parametrize("moment", range(6) if ALL else [2, 5])  # between the two renames of a folder, and before one
def test_each_folder_is_whole(projects: list[tuple[Path, State]], tmp_path: Path, moment: int) -> None:
    """Each folder is renamed: new files come beside it, its old ones go aside, and the new ones take their place."""
    (before, old), (after, new) = projects
    assert old.keys() == new.keys()
    assert old != new
    project = tmp_path / "project"
    shutil.copytree(before, project, symlinks=True)
    shutil.copy(after / CATALOG, project / CATALOG)
    done = subprocess.run(
        [sys.executable, "-c", KILLED, "build", str(moment)], cwd=project, capture_output=True, check=False
    )
    assert done.returncode == -signal.SIGKILL, done.stderr

    now = state(project)
    assert {name for name in now if now[name] not in (old[name], new[name])} == set()
    assert now == old or moment
    assert now != new
    assert build(project) == new
    assert not [*project.rglob(".*.new"), *project.rglob(".*.old")]
