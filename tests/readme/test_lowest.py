"""The lowest versions that `pyproject.toml` allows do what the README does, on the oldest Python that it allows."""

import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.conftest import ROOT, Need
from tests.readme.blocks import block

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
    (tmp_path / "ports.md").write_text(block("# Ports of Lantern"))
    (tmp_path / "ports.html").write_text("<table><tr><th>Port<th>Protocol<tr><td>22<td>TCP</table>")

    def run(command: str, folder: Path = tmp_path) -> str:
        words = [str(tmp_path / "venv/bin/portspec"), *command.split()]
        done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{command}: {done.stderr}"
        return done.stdout

    shown = "emit rules --page ports.md --format text"
    assert run(shown) == block(f"$ portspec {shown}\n").partition("\n")[2]
    for command in ("compile ports.html", "convert ports.md", "init lantern --page ports.md"):
        run(command)
    project = tmp_path / "lantern"
    for command in ("build", "check", "show", "suggest", "emit xlsx -o sheets", "diff latest latest"):
        run(command, project)
    assert block("    set portspec_lantern") in run(
        "emit nftables --role store-node --peer store-node=10.20.0.0/24", project
    )
    run("site", project)
    assert (project / "build/site/lantern/1/roles/store-node.html").is_file()
