"""The wheel holds the package, its schemas, templates and pages, nothing else, and works by itself."""

import json
import os
import subprocess
import sys
from email import message_from_bytes
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.conftest import Need

DATA = ["schemas", "site/templates", "site/pages", "spec/registry", "site/overrides", "site/assets", "site/browser"]


@pytest.fixture(scope="module")
def unpacked(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the wheel holds."""
    folder = tmp_path_factory.mktemp("wheel")
    ZipFile(wheel).extractall(folder / "unpacked")
    return folder / "unpacked"


def test_what_the_wheel_holds(root: Path, need: Need, unpacked: Path) -> None:
    command = [need("git"), "ls-files", "--cached", "--others", "--exclude-standard", "--", "compiler", *DATA]
    listed = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout
    paths = [path for path in listed.splitlines() if (root / path).is_file()]
    assert all(any(path.startswith(f"{folder}/") for path in paths) for folder in DATA)

    expected = {
        path.removeprefix("compiler/") if path.startswith("compiler/") else f"portspec/data/{path}" for path in paths
    }
    held = {path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*") if path.is_file()}
    (manual,) = (path for path in held if path.endswith(".data/data/share/man/man1/portspec.1"))
    assert {path for path in held if ".dist-info/" not in path} == expected | {manual}


def test_the_wheel_has_the_licences_of_what_is_in_it(root: Path, unpacked: Path) -> None:
    (about,) = unpacked.glob("*.dist-info")
    listed = message_from_bytes((about / "METADATA").read_bytes()).get_all("License-File", [])
    own = [each for folder in (root / "site", root / "spec", root / "schemas") for each in folder.rglob("LICENSE")]
    assert len(own) > 1
    assert {each.relative_to(root).as_posix() for each in (root / "LICENSE", *own)} <= set(listed)
    assert [each for each in listed if not (about / "licenses" / each).is_file()] == []


def test_the_wheel_works_without_a_checkout(unpacked: Path, tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("| Port | Description |\n|---|---|\n| 22/tcp | SSH |\n| 80/tcp | HTTP |\n")
    script = "import sys, portspec.cli as cli; sys.stderr.write(cli.__file__ + '\\n'); cli.main()"
    done = subprocess.run(
        [sys.executable, "-c", script, "compile", "page.md", "--stdout"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(unpacked)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr.splitlines()[0].startswith(str(unpacked))
    assert [each["ports"][0]["start"] for each in json.loads(done.stdout)["requirements"]] == [22, 80]
