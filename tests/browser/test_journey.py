"""A reader's way through the site, by keyboard alone: served, and from a folder."""

from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, tab_to
from tests.conftest import ALL


def find(page: Page, words: str) -> None:
    """Ask the finder of the page, and follow its first answer."""
    tab_to(page, page.get_by_label("Find a port"))
    page.keyboard.type(words)
    expect(page.locator("form.finder li").first).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")


def followed(page: Page, start: str) -> Path:
    """Follow the link that has the focus; a browser saves a file of a server, and shows one of a folder."""
    if start == "address":
        with page.expect_download() as download:
            page.keyboard.press("Enter")
        return download.value.path()
    page.keyboard.press("Enter")
    page.wait_for_url("**/manifests/**")
    path = Path(urlsplit(page.url).path)
    page.go_back()
    return path


@pytest.mark.parametrize("start", ["address", "folder"] if ALL else ["address"])
def test_from_a_port_to_its_role_its_files_its_reasons_and_its_past(
    start: str, address: str, built: Path, open_page: Open
) -> None:
    page = open_page(f"{address if start == 'address' else built.as_uri()}/index.html")

    find(page, "6000")
    page.wait_for_url("**/example/2.0/roles/standalone-server.html#standalone-server.5700-6900")
    expect(page.locator("h1")).to_contain_text("Standalone server")

    file = page.locator("a[href$='/manifests/v2/example/2.0/standalone-server.json']")
    row = page.get_by_role("table", name="Files and checksums").locator("tr", has=file)
    total = row.locator("code").inner_text()
    tab_to(page, row.get_by_role("link"))
    assert sha256(followed(page, start).read_bytes()).hexdigest() == total
    page.reload()  # the focus is far below the finder

    find(page, "67")
    page.wait_for_url("**/standalone-server.html#standalone-server.67")
    facts = page.locator("[id='standalone-server.67'] ~ dl").first
    expect(facts).to_contain_text("it never leaves the host")

    tab_to(page, page.get_by_role("link", name="Releases side by side"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/example/releases.html")
    rows = page.get_by_role("table", name="Releases of Example Server side by side").locator("tbody tr")
    expect(rows.filter(has_text="mds-server.2510.both")).to_contain_text("not stated")
    expect(rows.filter(has_text="standalone-server.22.both")).not_to_contain_text("not stated")

    tab_to(page, page.get_by_label("Find a port"))
    tab_to(page, page.locator("form.finder").get_by_role("combobox", name="Release"))
    page.keyboard.press("End")  # the oldest
    find(page, "22")
    page.wait_for_url("**/example/1.0/roles/standalone-server.html#standalone-server.22.both")
