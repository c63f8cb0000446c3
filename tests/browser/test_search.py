"""The theme's search box: what a reader asks has the right record first, in any language, on any page."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Page, expect

from portspec.writers.site.words import words_in
from tests.browser.conftest import Open, mkdocs, serve

GERMAN = words_in("de")
CHUNK, CLIENT, MDS, STANDALONE = "chunk-server", "client", "mds-server", "standalone-server"
ROWS = {
    "22": (STANDALONE, "standalone-server.22.both"),
    "22/tcp": (STANDALONE, "standalone-server.22.both"),
    "tcp/22": (STANDALONE, "standalone-server.22.both"),
    "tcp:22": (STANDALONE, "standalone-server.22.both"),
    "443": (STANDALONE, "standalone-server.443.outbound"),
    "67 udp": (STANDALONE, "standalone-server.67"),
    "2510": (MDS, "mds-server.2510.both"),
    "2511": (MDS, "mds-server.2511.both"),
    "2511 chunk": (CHUNK, "chunk-server.2511.outbound"),
    "2511 mds-server": (MDS, "mds-server.2511.both"),
    "tcp/2511 client": (CLIENT, "client.2511.outbound"),
    "647": (STANDALONE, "standalone-server.647+847"),
    "847": (STANDALONE, "standalone-server.647+847"),
    "5700-6900": (STANDALONE, "standalone-server.5700-6900"),
    '"5700-6900"': (STANDALONE, "standalone-server.5700-6900"),
    "6000": (STANDALONE, "standalone-server.5700-6900"),
    "6000/tcp": (STANDALONE, "standalone-server.5700-6900"),
    "5800-5900": (STANDALONE, "standalone-server.5700-6900"),
    "64000": (STANDALONE, "standalone-server.64000.both"),
}
"""The requirement that each query is to have first, with its role."""
PAGES = {
    "ssh": "example/2.0/roles/standalone-server.html#standalone-server.22.both",
    "vnc": "example/2.0/roles/standalone-server.html#standalone-server.5700-6900",
    "vncc": "example/2.0/roles/standalone-server.html#standalone-server.5700-6900",
    "mds": "example/2.0/roles/mds-server.html",
    "mds-server": "example/2.0/roles/mds-server.html",
    "mds server ports": "example/2.0/roles/mds-server.html",
    "chunk server": "example/2.0/roles/chunk-server.html",
    "open ports chunk server": "example/2.0/roles/chunk-server.html",
    "client": "example/2.0/roles/client.html",
    "all ports": "example/2.0/ports.html",
    "who connects to whom": "example/2.0/flows.html",
    "matrix": "example/2.0/flows.html#matrix",
    "firewall": "firewall.html",
    "firewalld": "example/2.0/roles/standalone-server.html#firewall",
    "nftables": "example/2.0/roles/standalone-server.html#firewall",
    "firewall builder": "firewall.html",
    "not stated": "example/2.0/gaps.html",
    "errata": "example/2.0/errata.html",
    "what changed": "example/2.0/changes.html",
    "feed": "example/2.0/changes.html",
    "download csv": "example/2.0/downloads.html",
    "excel": "guide/manifests.html#csv-and-the-workbook",
    "audit": "guide/audit.html",
    "docx": "guide/formats/docx.html",
    "PS404": "findings/PS404.html",
    "marks corrected": "guide/index.html#marks",
}
"""The page or its section that each query is to have first."""
START = """async languages => {
  const { search, base } = JSON.parse(document.getElementById("__config").textContent);
  const index = await (await fetch(`${base}/search/search_index.json`)).json();
  globalThis.searching?.terminate();
  globalThis.searching = new Worker(new URL(search, location));
  const config = { ...index.config, lang: languages };
  const data = { ...index, config, options: { suggest: true } };
  await new Promise((resolve, reject) => {
    Object.assign(searching, { onmessage: resolve, onerror: ({ message }) => reject(message) });
    searching.postMessage({ type: 0, data });
  });
}"""
ANSWER = """query => new Promise(resolve => {
  searching.onmessage = ({ data }) => resolve(data.data.items.map(([first]) => first.location));
  searching.postMessage({ type: 2, data: query });
})"""


@pytest.fixture(scope="module")
def published(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site with other settings.

    It knows its address, so that the theme's navigation is instant, and the theme has a language whose words the search
    cuts to their stems.
    """
    folder = tmp_path_factory.mktemp("published") / "checkout"
    shutil.copytree(checkout, folder, ignore=shutil.ignore_patterns("build"))
    with serve(folder / "build" / "site") as address:
        settings = folder / "mkdocs.yml"
        text = settings.read_text("utf-8").replace("  language: en", "  language: de")
        settings.write_text(f"site_url: {address}/\n{text}", "utf-8")
        run = mkdocs(folder)
        assert run.returncode == 0, run.stderr
        yield address


@pytest.mark.full
def test_pages_in_english_say_so_in_the_language_of_the_theme(published: str, built: Path) -> None:
    pages = {path.relative_to(built).as_posix() for path in built.rglob("*.html")}
    told = set()
    for path in pages:
        with urlopen(f"{published}/{path}") as given:  # noqa: S310 - our own server
            page = BeautifulSoup(given.read(), "html.parser")
        if note := page.select_one("article p.spoken"):
            assert note.get_text() == GERMAN("This page is in English.")
            assert page.select_one("article div[lang=en] h1")
            told.add(path)
    assert told == {path for path in pages if path.startswith(("guide/", "findings/"))}


def ask(page: Page, query: str) -> None:
    """Type into the search box in place of what was typed before; the box hears keys only."""
    field = page.locator("input.md-search__input")
    field.click()
    field.press("Control+A")
    field.press("Backspace")
    expect(page.locator(".md-search-result__link")).to_have_count(0)
    field.press_sequentially(query)


def finds(page: Page, query: str, wanted: str) -> None:
    """Wait for the first result of a query: the box draws those of what was typed on the way, too."""
    ask(page, query)
    expect(page.locator(".md-search-result__link").first).to_have_attribute("href", re.compile(re.escape(wanted)))


@pytest.fixture(scope="module")
def query_page(address: str, browser_page: Page) -> Page:
    browser_page.goto(f"{address}/guide/index.html")
    return browser_page


@pytest.mark.parametrize("languages", [["en"], ["de"], ["ja"], ["xx"]], ids="".join)
def test_the_right_record_is_first(languages: list[str], query_page: Page) -> None:
    """The theme has stemmers for some languages, and none for the last."""
    query_page.evaluate(START, languages)
    pages = PAGES if languages == ["en"] else {query: PAGES[query] for query in ("ssh", "mds server ports", "errata")}
    wanted = {query: f"example/2.0/roles/{role}.html#{id}" for query, (role, id) in ROWS.items()} | pages
    found = {query: query_page.evaluate(ANSWER, query)[:1] for query in wanted}
    assert found == {query: [page] for query, page in wanted.items()}


def test_a_number_that_nothing_needs_finds_no_requirement(query_page: Page) -> None:
    ask(query_page, "4711")
    expect(query_page.locator(".md-search-result__meta")).to_have_text("No matching documents")


@pytest.mark.full
def test_the_search_works_in_another_language_of_the_theme(published: str, open_page: Open) -> None:
    page = open_page(f"{published}/guide/index.html")
    expect(page.locator("html")).to_have_attribute("lang", "de")
    finds(page, "2510", "#mds-server.2510.both")
    finds(page, "marks corrected", "guide/index.html")


def test_finder_and_search_work_after_instant_navigation(published: str, open_page: Open) -> None:
    page = open_page(f"{published}/index.html")
    page.evaluate("globalThis.stayed = true")
    page.get_by_role("article").get_by_role("link", name="MDS server").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("MDS server")
    assert page.evaluate("globalThis.stayed"), "the page was loaded anew"
    page.get_by_label(GERMAN("Find a port")).fill("6000")
    expect(page.locator("form.finder li")).to_have_count(1)
    finds(page, "6000", "#standalone-server.5700-6900")
    page.locator(".md-search-result__link").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Standalone server")
    assert page.evaluate("globalThis.stayed"), "the page was loaded anew"


def test_a_choice_has_an_address_after_instant_navigation(published: str, open_page: Open) -> None:
    page = open_page(f"{published}/guide/index.html")
    page.evaluate("globalThis.stayed = true")
    page.get_by_role("link", name=GERMAN("Firewall builder")).first.click()
    page.get_by_role("checkbox", name="MDS server").check()
    page.get_by_role("link", name=GERMAN("Link to this choice")).click()
    page.wait_for_url("**/firewall.html?*role=mds-server*")
    page.get_by_label(GERMAN("Find a port")).fill("2510")
    page.get_by_role("link", name=GERMAN("Link to this answer")).click()
    page.wait_for_url("**/firewall.html?port=2510")
    assert page.evaluate("globalThis.stayed"), "the page was loaded anew"
