"""The main way through the site in Firefox: from the home page to a firewall text, the finder, the search."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from portspec.writers.firewall import Options
from tests.browser.marionette import Firefox, firefox
from tests.browser.test_builder import expected
from tests.conftest import Need
from tests.writers.example import SPEC

pytestmark = pytest.mark.night
RESULT = ".builder-result section pre code"
TEXT = "return document.querySelector(arguments[0])?.textContent.trim()"


@pytest.fixture(scope="module")
def fox(need: Need, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    with firefox(need("firefox-esr", "firefox"), tmp_path_factory.mktemp("fox") / "profile") as session:
        yield session


def start(place: str, address: str, built: Path) -> str:
    return address if place == "address" else built.as_uri()


@pytest.mark.parametrize("width", [1440, 450])
@pytest.mark.parametrize("place", ["address", "folder"])
def test_from_the_question_to_the_text(place: str, width: int, address: str, built: Path, fox: Firefox) -> None:
    fox.open(f"{start(place, address, built)}/index.html", width)
    fox.click("form.task [value=mds-server]")
    answer = fox.until(TEXT, ".task-answer table")
    assert "2510 TCP" in answer
    assert fox.ask(TEXT, "form.task [role=status]") == "6 in, 7 out, 1 not known well enough, 2 not to be opened"
    fox.click(".task-answer a.md-button--primary")
    fox.until("return document.querySelector('.builder-result section pre')")
    fox.click("[name=dialect][value=nftables]")
    ((_, text), *_), _ = expected(SPEC, "nftables", Options(roles=("mds-server",), peers={}))
    assert fox.until(f"return document.querySelector('{RESULT}')?.textContent === arguments[0]", text), "another text"
    fox.type("[name=others]", "10.0.0.0/8")
    shown = fox.until(
        "const shown = document.querySelector('.builder-result section pre')?.textContent ?? '';"
        "return shown.includes('firewall rules for nftables') && shown.includes('10.0.0.0/8') && shown"
    )
    assert "2510" in shown
    assert fox.ask("return document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("place", ["address", "folder"])
def test_the_finder_answers(place: str, address: str, built: Path, fox: Firefox) -> None:
    fox.open(f"{start(place, address, built)}/guide/index.html", 1440)
    fox.type("body", "/")
    assert fox.ask("return document.activeElement.name") == "port"
    fox.type("[name=port]", "6000")
    assert fox.until(TEXT, "form.finder li a") == "5700-6900 TCP"
    assert fox.ask("return getComputedStyle(document.activeElement).outlineWidth") == "2px"


def test_the_search_has_the_row_first(address: str, fox: Firefox) -> None:
    fox.open(f"{address}/guide/index.html", 1440)
    fox.type("input.md-search__input", "2510")
    link = "return document.querySelector('.md-search-result__link')?.getAttribute('href')"
    assert "mds-server.2510.both" in fox.until(link)


def test_a_table_is_filtered_by_its_address(address: str, fox: Firefox) -> None:
    fox.open(f"{address}/example/2.0/ports.html?direction=outbound", 1440)
    rows = "return document.querySelectorAll('table.ports tbody tr:not([hidden])').length"
    assert 0 < fox.until(rows) < len(SPEC.requirements)
    assert fox.ask("return getComputedStyle(document.querySelector('main')).visibility") == "visible"
