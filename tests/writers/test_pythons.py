"""The same sources give the same bytes on every Python: what one builds is held against what another does."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ALL, ROOT

PINS = ROOT / "requirements/build.txt"
KEPT = ROOT / "build/pythons" / sha256(PINS.read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()[:12]
"""Environments of other Pythons; they are made by night and used by day."""
OLDEST = 11
SOURCES = ("spec", "schemas", "site", "mkdocs.yml")
CACHES = ("build/.cache/", "build/templates/")
"""What only makes the next build faster; it may hold code of one Python."""


@cache
def others() -> dict[str, str]:
    """Return the interpreters of other versions that are here, by version such as `3.13`."""
    folders = [Path(each) for each in os.environ.get("PATH", os.defpath).split(os.pathsep)]
    if pyenv := shutil.which("pyenv"):
        root = subprocess.run([pyenv, "root"], capture_output=True, text=True, check=True).stdout.strip()
        folders += sorted(Path(root).glob("versions/*/bin"))
    found: dict[str, str] = {}
    for path in (path for folder in folders for path in sorted(folder.glob("python3.*"))):
        version = re.fullmatch(r"python(3\.(\d+))", path.name)
        if version and int(version[2]) >= OLDEST and int(version[2]) != sys.version_info.minor and _runs(path):
            found.setdefault(version[1], str(path))
    return found


def _runs(path: Path) -> bool:
    """Tell whether a file is an interpreter, and no stand-in for one that is not there."""
    return subprocess.run([path, "-c", "import venv"], capture_output=True, check=False).returncode == 0


def interpreter(version: str) -> Path:
    """Return the Python of an environment with what a build needs."""
    python = KEPT / version / "bin/python"
    if not python.exists():
        if not ALL:
            pytest.skip(f"no environment for Python {version} yet; `make nightly` makes it in build/pythons")
        _run([others()[version], "-m", "venv", "--clear", KEPT / version])
        pip: list[str | Path] = [python, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
        try:
            _run([*pip, "--require-hashes", "--requirement", PINS])
            _run([*pip, "--no-deps", "--no-build-isolation", "--editable", ROOT])  # MkDocs finds our plug-in so
        except BaseException:
            shutil.rmtree(KEPT / version)
            raise
    return python


def _run(command: list[str | Path], **where: Any) -> None:
    """Run a program; where it fails, so does the test, with what the program said."""
    run = subprocess.run(command, capture_output=True, text=True, check=False, **where)
    if run.returncode:
        pytest.fail(f"{' '.join(map(str, command))}:\n{run.stderr}", pytrace=False)


def built(python: Path, folder: Path, *, site: bool) -> dict[str, str]:
    """Return the digest of every file that a Python builds, by path."""
    folder.mkdir()
    for name in SOURCES:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    shutil.rmtree(folder / "spec/compiled")
    settings = {
        "PYTHONDONTWRITEBYTECODE": "1",
        "SOURCE_DATE_EPOCH": "0",
        "NO_MKDOCS_2_WARNING": "1",
    }
    commands = [["portspec", "build"], *([["mkdocs", "build", "--strict", "--quiet"]] if site else [])]
    for command in commands:
        _run([python, "-m", *command], cwd=folder, env=os.environ | settings)
    return dict(_digests(folder))


def _digests(folder: Path) -> Iterator[tuple[str, str]]:
    for top in ("build", "spec/compiled"):
        for path in sorted((folder / top).rglob("*")):
            name = path.relative_to(folder).as_posix()
            if path.is_file() and not name.startswith(CACHES):
                yield name, sha256(path.read_bytes()).hexdigest()


def test_every_python_builds_the_same_bytes(tmp_path: Path) -> None:
    """By day with one other Python, without the site; by night with all, and the site."""
    versions = sorted(others())
    if not versions:
        pytest.skip("there is no other Python here")
    versions = versions if ALL else versions[-1:]
    pythons = [interpreter(version) for version in versions]
    first = built(Path(sys.executable), tmp_path / "this", site=ALL)
    assert "spec/compiled/SHA256SUMS" in first
    assert not ALL or "build/site/index.html" in first
    for version, python in zip(versions, pythons, strict=True):
        other = built(python, tmp_path / version, site=ALL)
        assert {path for path in first | other if first.get(path) != other.get(path)} == set(), version
