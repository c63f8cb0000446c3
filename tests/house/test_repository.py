"""What every file of the repository keeps."""

import subprocess
import tomllib
from importlib.metadata import metadata, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from tests.conftest import Need

# Put together here, so that this file holds none of them.
FOLDERS = [f"/{name}/" for name in ("home", "root", "work", "Users")]
REGISTRIES = [".".join(parts) for parts in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"))]


@pytest.fixture(scope="module")
def files(root: Path, need: Need) -> dict[str, bytes]:
    """The committed files by their paths."""
    listed = subprocess.run([need("git"), "ls-files", "-z"], cwd=root, check=True, capture_output=True).stdout
    paths = [path for path in listed.decode().split("\0") if path and (root / path).is_file()]
    assert "pyproject.toml" in paths
    return {path: (root / path).read_bytes() for path in paths}


def test_no_file_names_a_folder_of_somebodys_machine(files: dict[str, bytes], root: Path) -> None:
    here = [str(each) for each in (root, root.parent, Path.home()) if len(each.parts) > 2]
    needles = [each.encode() for each in (*FOLDERS, *here)]
    assert [(path, needle) for path, data in files.items() for needle in needles if needle in data] == []


def test_no_file_names_a_package_registry(files: dict[str, bytes]) -> None:
    needles = [each.encode() for each in REGISTRIES]
    assert [(path, needle) for path, data in files.items() for needle in needles if needle in data] == []


def test_lines_end_the_same_everywhere(files: dict[str, bytes]) -> None:
    ours = {path: data for path, data in files.items() if not path.startswith("tests/") and b"\0" not in data}
    assert [path for path, data in ours.items() if b"\r" in data] == []
    assert [path for path, data in ours.items() if data and not data.endswith(b"\n")] == []


INSTALLED = ["build", "test", pytest.param("night", marks=pytest.mark.night)]


def test_pins_hold_on_every_machine(files: dict[str, bytes]) -> None:
    """Each pin has the hashes of several files, so of other platforms too, and no address."""
    for path in (f"requirements/{name}.txt" for name in ("build", "lowest", "test", "night")):
        text = files[path].decode()
        assert "://" not in text
        assert text.count("--hash=sha256:") >= 2 * text.count("==")


def pinned(data: bytes) -> list[Requirement]:
    return [Requirement(line.rstrip(" \\")) for line in data.decode().splitlines() if line[:1].isalnum()]


@pytest.mark.parametrize("name", INSTALLED)
def test_pins_fit_the_oldest_python(name: str, files: dict[str, bytes]) -> None:
    oldest = tomllib.loads(files["pyproject.toml"].decode())["project"]["requires-python"].removeprefix(">=") + ".0"
    wanted = {pin.name: metadata(pin.name)["Requires-Python"] for pin in pinned(files[f"requirements/{name}.txt"])}
    assert any(wanted.values())
    assert {pin: each for pin, each in wanted.items() if oldest not in SpecifierSet(each or "")} == {}


@pytest.mark.parametrize("name", INSTALLED)
def test_pins_have_the_extras_that_others_ask_for(name: str, files: dict[str, bytes]) -> None:
    """A pip such as 23.2 takes `name[extra]` for another thing than a pinned `name`, and finds a version of its own."""
    pins = pinned(files[f"requirements/{name}.txt"])
    extras = {canonicalize_name(pin.name): pin.extras for pin in pins}
    asked = [
        wanted
        for pin in pins
        if pin.marker is None or pin.marker.evaluate()
        for each in requires(pin.name) or ()
        if (wanted := Requirement(each)).marker is None
        or any(wanted.marker.evaluate({"extra": extra}) for extra in pin.extras or {""})
    ]
    assert len(asked) > len(pins) / 2
    assert [str(each) for each in asked if not each.extras <= extras[canonicalize_name(each.name)]] == []
