"""The finder's answers, which are those of `portspec lookup`."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from portspec.writers.site.finder import finder
from portspec.writers.site.release import Release
from tests.queries import ASKED, HISTORIES, Asked

FIND = """query => portspec.find(opened, query, 99).rows.map(row => row.folder.slice(0, -1) + " " + row.id)"""


@pytest.fixture(scope="module")
def finding(root: Path, browser_page: Page) -> Page:
    """A page with the script that finds, and the releases' table."""
    releases = [[Release(spec=spec, manifests=(), snippets={}) for spec in history] for history in HISTORIES]
    browser_page.goto("about:blank")
    browser_page.add_script_tag(path=root / "site" / "assets" / "query.js")
    browser_page.add_script_tag(content=finder(releases).data.decode())
    browser_page.evaluate("globalThis.opened = portspec.open(portspec.table)")
    return browser_page


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: asked.query)
def test_what_a_query_finds(asked: Asked, finding: Page) -> None:
    assert sorted(finding.evaluate(FIND, asked.query)) == sorted(asked.found)


DENIED = """query => [portspec.meant(opened, query), portspec.beyond(opened, query).length > 0,
  portspec.find(opened, portspec.anyTransport(opened, query), 99).count]"""


@pytest.mark.parametrize("asked", [each for each in ASKED if not each.found], ids=lambda asked: asked.query)
def test_what_is_said_where_nothing_is_found(asked: Asked, finding: Page) -> None:
    assert finding.evaluate(DENIED, asked.query) == [asked.meant, asked.beyond, asked.over_another]
