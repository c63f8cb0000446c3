"""The wheel, in an environment with nothing else, does what the README does, also with pages of vendors."""

import subprocess
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT, Need
from tests.readme.walking import run, walk, walk_with

MINUTES = 5
"""What the way from a page to a site with rules may take, without the installation."""
PAGES = ("18-puppet-enterprise", "21-qumulo", "33-consul")
"""Pages of different makes, of those beside the checkout."""
pytestmark = pytest.mark.night


@pytest.fixture(scope="module")
def program(wheel: Path, need: Need, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of a wheel that is installed with its site, on the oldest Python there is."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([need("python3.11"), "-m", "venv", folder / "venv"], check=True)
    install = ["-m", "pip", "--disable-pip-version-check", "install", "--quiet", f"{wheel}[site,lsp]"]
    subprocess.run([folder / "venv/bin/python", *install], check=True)
    return folder / "venv/bin/portspec"


def test_it_goes_the_way_of_the_readme(program: Path, tmp_path: Path) -> None:
    walk(program, tmp_path)
    assert run(program, "--version", tmp_path).startswith("portspec, version ")
    assert (program.parent.parent / "share/man/man1/portspec.1").is_file()
    schemas = program.parent.parent.glob("lib/python*/site-packages/portspec/data/schemas/*.schema.json")
    assert {path.name for path in schemas} == {path.name for path in (ROOT / "schemas").glob("*.schema.json")}


@pytest.mark.parametrize("name", PAGES)
def test_a_vendors_page_becomes_a_site_with_rules(program: Path, shared: Path, name: str, tmp_path: Path) -> None:
    (page,) = (shared / "corpus/pages" / name).glob("page.*")
    began = time.monotonic()
    assert walk_with(program, page, tmp_path)  # rules for some kind of host
    assert time.monotonic() - began < MINUTES * 60
