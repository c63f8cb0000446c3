"""A build that is killed leaves each folder as it was or as it is to be, and the next build clears up."""

import shutil
import subprocess
import sys
from pathlib import Path
from time import sleep

import pytest

State = dict[str, dict[str, bytes]]
"""The files of each folder of outputs."""
BUILD = [sys.executable, "-m", "portspec", "build"]


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
    subprocess.run(BUILD, cwd=root, check=True, capture_output=True)
    return state(root)


@pytest.fixture(scope="module")
def projects(root: Path, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Path, State]]:
    """Two projects that differ in the words of an erratum, with what a build gives."""
    folders = []
    for name in ("old", "new"):
        folder = tmp_path_factory.mktemp(name) / "project"
        shutil.copytree(root / "spec", folder / "spec")
        folders.append(folder)
    page = folders[1] / "spec/errata/virtuozzo-hybrid-server/both-releases.yaml"
    page.write_text(page.read_text("utf-8").replace("The page names SSH", "The page names SSH here"), "utf-8")
    return [(folder, build(folder)) for folder in folders]


@pytest.mark.parametrize("part", range(1, 6))
def test_each_folder_is_whole(projects: list[tuple[Path, State]], tmp_path: Path, part: int) -> None:
    """The moments are spread over the time that a build takes."""
    (before, old), (after, new) = projects
    assert old.keys() == new.keys()
    assert old != new
    shutil.copytree(before, tmp_path / "project", symlinks=True)
    shutil.copy(
        after / "spec/errata/virtuozzo-hybrid-server/both-releases.yaml",
        tmp_path / "project/spec/errata/virtuozzo-hybrid-server/both-releases.yaml",
    )
    with subprocess.Popen(BUILD, cwd=tmp_path / "project", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as killed:
        sleep(0.4 * part)
        killed.kill()

    now = state(tmp_path / "project")
    assert {name for name in now if now[name] not in (old[name], new[name])} == set()
    assert build(tmp_path / "project") == new
    assert not [*tmp_path.rglob(".*.new"), *tmp_path.rglob(".*.old")]
