"""The wheel holds the package, its schemas, templates and findings' pages, and nothing else."""

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

from tests.conftest import Need

DATA = ["schemas", "site/templates", "site/pages/findings"]


def committed(root: Path, git: str, *folders: str) -> set[str]:
    command = [git, "ls-files", "--cached", "--others", "--exclude-standard", "--", *folders]
    listed = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout
    return {path for path in listed.splitlines() if (root / path).is_file()}


def test_what_the_wheel_holds(root: Path, need: Need, tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(build, cwd=root, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = {name for name in ZipFile(wheel).namelist() if ".dist-info/" not in name}

    git = need("git")
    code = {path.removeprefix("compiler/") for path in committed(root, git, "compiler")}
    data = {f"portspec/data/{path}" for path in committed(root, git, *DATA)}
    assert all(any(path.startswith(f"portspec/data/{folder}/") for path in data) for folder in DATA)
    assert names == code | data
