"""The plain site: MkDocs builds it without portspec, and gives the same pages and anchors."""

import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from portspec.output import write
from portspec.writers.site.plain import plain_site
from tests.writers.example import OLDER, SPEC


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plain") / "site"
    assert write(plain_site((OLDER, SPEC), lambda _: None), folder, pytest.fail)
    return folder


def anchors(folder: Path) -> dict[str, list[str]]:
    """The ids of every page, by the page's path."""
    return {
        path.relative_to(folder).as_posix(): [
            str(each["id"]) for each in BeautifulSoup(path.read_bytes(), "html5lib").find_all(id=True)
        ]
        for path in folder.rglob("*.html")
    }


def test_mkdocs_builds_it_without_portspec_to_the_same_pages(plain: Path, built: Path) -> None:
    program = "import sys; sys.modules['portspec'] = None; from mkdocs.__main__ import cli; cli()"
    command = [sys.executable, "-c", program, "build", "--strict"]
    run = subprocess.run(command, cwd=plain, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    made = plain / "build" / "site"
    assert anchors(made) == anchors(built)
    files = {path.relative_to(made) for path in made.rglob("*") if path.is_file()}
    assert files == {path.relative_to(built) for path in built.rglob("*") if path.is_file()}


def test_it_names_neither_hook_nor_package(plain: Path) -> None:
    assert "hooks" not in (plain / "mkdocs.yml").read_text("utf-8")
    assert not list(plain.rglob("*.py"))
