"""The Python interface: its documentation runs, its values are typed, and importing the package alone is quick."""

import doctest
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import portspec
from portspec import api
from portspec.validation import validator


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example of the spec's schema, in the current folder."""
    monkeypatch.chdir(tmp_path)
    schema: Any = validator("spec").schema
    path = tmp_path / "shop.json"
    path.write_text(json.dumps(schema["examples"][0]))
    return path


@pytest.mark.usefixtures("shop")
def test_the_documentation_runs() -> None:
    found = doctest.testmod(api)
    assert found.attempted > 3
    assert found.failed == 0


@pytest.mark.usefixtures("shop")
def test_the_guide_runs(root: Path) -> None:
    found = doctest.testfile(str(root / "site/pages/guide/manifests.md"), module_relative=False)
    assert found.attempted > 3
    assert found.failed == 0


def test_every_name_is_there() -> None:
    assert sorted(api.__all__) == portspec.__all__
    assert all(getattr(portspec, name) is getattr(api, name) for name in portspec.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        _ = portspec.nothing


def test_any_page_is_compiled(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("## Web server\n\n| Port | Protocol |\n|---|---|\n| 443 | TCP |\n| see below | TCP |\n")
    spec = portspec.compile_page(page)
    assert [(each.role, *map(str, each.ports)) for each in spec.requirements] == [("web-server", "443")]
    assert {each.code for each in spec.findings} >= {"PS404"}
    with pytest.raises(portspec.WorkspaceError, match="cannot be read"):
        portspec.compile_page(tmp_path / "gone.md")


def unreadable(path: Path) -> None:
    path.unlink()


def newer(path: Path) -> None:
    path.write_text(path.read_text().replace('"schema_version": "2.0"', '"schema_version": "3.0"'))


def not_json(path: Path) -> None:
    path.write_bytes(b"\xff")


def a_role_that_is_missing(path: Path) -> None:
    path.write_text(path.read_text().replace('"role": "database"', '"role": "nobody"'))


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (unreadable, "cannot be read: No such file"),
        (newer, "Invalid enum value '3.0'"),
        (not_json, "is not a compiled spec"),
        (a_role_that_is_missing, "references: there is no role nobody"),
    ],
)
def test_a_file_that_is_no_spec_is_refused_in_words(shop: Path, spoil: Callable[[Path], None], message: str) -> None:
    spoil(shop)
    with pytest.raises(portspec.WorkspaceError, match=message):
        portspec.load(shop)


def test_importing_the_package_imports_no_other_module_and_no_library() -> None:
    script = "import sys, portspec; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    modules = done.stdout.split()
    assert [each for each in modules if each.startswith("portspec")] == ["portspec"]
    assert "msgspec" not in modules


def test_a_user_s_types_are_checked(tmp_path: Path) -> None:
    """mypy knows the values as a user sees them (PEP 561): right uses pass, wrong ones do not."""
    right = "import portspec\nfor each in portspec.load('x').requirements:\n    n: int = each.ports[0].start\n"
    wrong = right.replace("n: int", "n: str")
    for name, script in (("right.py", right), ("wrong.py", wrong)):
        (tmp_path / name).write_text(script)
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--no-incremental",
        "--config-file",
        "",
        "right.py",
        "wrong.py",
    ]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert [line.split(":")[0] for line in done.stdout.splitlines() if ": error:" in line] == ["wrong.py"], done.stdout
