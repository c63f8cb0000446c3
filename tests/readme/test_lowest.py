"""The lowest versions that `pyproject.toml` allows do what the README does, on the oldest Python that it allows."""

import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.conftest import ROOT, Need
from tests.readme.walking import walk

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS = [each for extra in PROJECT["optional-dependencies"].values() for each in extra]
WANTED = list(map(Requirement, (*PROJECT["dependencies"], *EXTRAS)))


PINS = ROOT / "requirements/lowest.txt"


def bound(wanted: Requirement, operator: str) -> tuple[str, Version]:
    """Return the name and the one version that stands behind an operator; fail where there is none."""
    (version,) = [each.version for each in wanted.specifier if each.operator == operator]
    return canonicalize_name(wanted.name), Version(version)


def test_the_lowest_pins_are_the_lower_bounds() -> None:
    """`make pin` writes them."""
    pins = [Requirement(line.rstrip(" \\")) for line in PINS.read_text("utf-8").splitlines() if line[:1].isalnum()]
    pinned = dict(bound(each, "==") for each in pins)
    wanted = dict(bound(each, ">=") for each in WANTED)
    assert len(wanted) == len(WANTED)
    assert {name: pinned.get(name) for name in wanted} == wanted


@pytest.mark.night
def test_the_lowest_versions_do_what_the_readme_does(need: Need, tmp_path: Path) -> None:
    oldest = PROJECT["requires-python"].removeprefix(">=")
    subprocess.run([need(f"python{oldest}"), "-m", "venv", tmp_path / "venv"], check=True)
    pip = [str(tmp_path / "venv/bin/python"), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    subprocess.run([*pip, "--require-hashes", "--requirement", str(PINS)], check=True)
    subprocess.run([*pip, "--no-deps", "--no-build-isolation", str(ROOT)], check=True)
    walk(tmp_path / "venv/bin/portspec", tmp_path)
