"""What a reader does on the site, done in Chromium."""

import shutil
from functools import partial
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Page, Request, expect

from benchmarks.site import FEW, MANY, many
from portspec.writers.site.finder import finder
from portspec.writers.site.release import Release
from tests.browser.conftest import Open, mkdocs
from tests.conftest import ALL
from tests.writers.example import SPEC

KINDS = [
    "index.html",
    "index.html?product=example&release=2.0&role=mds-server",
    "example/index.html",
    "example/2.0/index.html",
    "example/releases.html",
    "example/2.0/ports.html",
    "example/2.0/flows.html",
    "example/2.0/changes.html",
    "example/2.0/gaps.html",
    "example/2.0/errata.html",
    "example/2.0/downloads.html",
    "example/2.0/roles/chunk-server.html",
    "example/1.0/roles/standalone-server.html",
    "firewall.html",
    "guide/index.html",
    "findings/PS401.html",
    "reference/index.html",
    "reference/spec.schema.html",
    "404.html",
]
"""One page of each kind."""


def test_a_role_is_reached_from_home_and_its_ports_have_their_ground(address: str, open_page: Open) -> None:
    page = open_page(f"{address}/index.html")
    page.get_by_role("article").get_by_role("link", name="MDS server").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("MDS server")
    table = page.get_by_role("table", name="Ports to open: MDS server")
    row = table.get_by_role("row").filter(has=page.get_by_role("rowheader", name="2510"))
    expect(row).to_contain_text("from and to MDS servers")
    row.get_by_role("link", name="2510").click()
    assert page.url.endswith("#mds-server.2510.both")
    ground = page.locator("[id='mds-server.2510.both'] ~ figure").first
    expect(ground).to_contain_text("Our restatement of “Server Ports”, line 47")


def test_the_copy_button_copies_what_the_download_holds(address: str, open_page: Open) -> None:
    page = open_page(f"{address}/example/2.0/roles/mds-server.html")
    page.locator(".tabbed-labels label", has_text="nftables").first.click()
    page.get_by_role("button", name="Copy to clipboard").locator("visible=true").first.click()
    copied = page.evaluate("navigator.clipboard.readText()")
    file = page.request.get(
        page.locator(".tabbed-block:visible a[download][href$='.nft']").evaluate("link => link.href")
    )
    assert file.ok
    assert copied.strip() == file.text().strip()


def test_the_chosen_dialect_is_remembered_from_page_to_page(address: str, open_page: Open) -> None:
    page = open_page(f"{address}/example/2.0/roles/mds-server.html")
    page.locator(".tabbed-labels label", has_text="nftables").first.click()
    for role in ("chunk-server", "standalone-server"):
        page.goto(f"{address}/example/2.0/roles/{role}.html")
        expect(page.locator(".tabbed-block:visible").get_by_role("link").first).to_have_text(f"{role}.nft")


def test_a_page_that_is_not_there_offers_the_finder(address: str, open_page: Open) -> None:
    page = open_page(f"{address}/404.html")
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no such page")
    page.get_by_label("Find a port").fill("2510")
    page.locator("form.finder li").get_by_role("link").click()
    page.wait_for_url("**/example/2.0/roles/mds-server.html#mds-server.2510.both")


FILES = """rows => rows.map(row => [
    row.querySelector("a").href, row.querySelector("code").innerText, row.querySelector("td").innerText,
])"""


@pytest.mark.parametrize("name", ["downloads", "roles/client"])
def test_each_download_has_the_sum_that_the_page_shows(name: str, address: str, built: Path, open_page: Open) -> None:
    page = open_page(f"{address}/example/2.0/{name}.html")
    rows = page.get_by_role("table", name="Files and checksums").locator("tbody tr:not(.group)").evaluate_all(FILES)
    assert len(rows) > 3
    for link, total, size in rows:
        data = (built / unquote(urlsplit(link).path).lstrip("/")).read_bytes()
        assert (total, size) == (sha256(data).hexdigest(), str(len(data)))


def test_67_says_why_it_is_not_opened(address: str, open_page: Open) -> None:
    page = open_page(f"{address}/example/2.0/ports.html")
    page.get_by_role("link", name="67", exact=True).click()
    facts = page.locator("[id='standalone-server.67'] ~ dl").first
    expect(facts).to_contain_text("the page says that it is not used or not to be opened; it never leaves the host")


def test_a_wide_table_scrolls_by_keyboard(address: str, open_page: Open) -> None:
    page = open_page(f"{address}/example/releases.html", width=390)
    region = page.get_by_role("region", name="Releases of Example Server side by side")
    region.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("region => region.scrollLeft > 0", arg=region.element_handle())


COLOUR = "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)"


def is_light(page: Page) -> bool:
    return bool(sum(page.evaluate(COLOUR)[:3]) > 384)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_scheme_of_the_system_is_followed_before_the_themes_script_comes(
    scheme: str, address: str, open_page: Open
) -> None:
    page = open_page("about:blank", scheme=scheme)
    page.route("**/bundle.*.js", lambda route: route.abort())
    page.goto(f"{address}/index.html")
    assert is_light(page) == (scheme == "light")


def test_a_chosen_scheme_is_kept(address: str, open_page: Open) -> None:
    page = open_page(f"{address}/index.html", scheme="dark")
    page.get_by_title("Switch to light mode").click()
    assert is_light(page)
    page.goto(f"{address}/guide/index.html")
    assert is_light(page)
    page.get_by_role("radio", name="Switch to dark mode").press("Enter")
    assert not is_light(page)
    page.get_by_title("Follow the system").click()
    assert not is_light(page)
    page.emulate_media(color_scheme="light")
    page.wait_for_function(f"({COLOUR})[0] > 128")  # told with the next picture


def note(asked: list[str], request: Request) -> None:
    asked.append(request.url)


def test_the_search_finds_a_row(address: str, open_page: Open) -> None:
    page = open_page(f"{address}/index.html")
    page.get_by_role("textbox", name="Search").click()
    page.get_by_role("textbox", name="Search").press_sequentially("2510")
    expect(page.locator(".md-search-result__link").first).to_contain_text("MDS server")
    row = page.locator(
        ".md-search-result__link[href$='/example/2.0/roles/mds-server.html?h=2510#mds-server.2510.both']"
    )
    expect(row).to_be_attached()


class Anchors(HTMLParser):
    """The ids and the links of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids |= {given["id"] or ""} if "id" in given else set()
        self.links |= {given["href"] or ""} if tag == "a" and "href" in given else set()


def test_every_link_leads_somewhere(built: Path) -> None:
    pages = {path: Anchors(path.read_text("utf-8")) for path in built.rglob("*.html")}
    assert len(pages) > len(KINDS)
    for path, page in pages.items():
        for link in page.links:
            url = urlsplit(link)
            if path.name == "404.html" or url.scheme:
                continue
            target = (path.parent / unquote(url.path)).resolve() if url.path else path
            target = target / "index.html" if target.is_dir() else target
            assert target.is_file(), f"{path} links to {link}"
            if url.fragment:
                assert unquote(url.fragment) in pages[target].ids, f"{path} links to {link}"


@pytest.fixture(scope="module")
def pages(built: Path) -> dict[Path, BeautifulSoup]:
    """Every page of the example, as a browser reads it."""
    return {path: BeautifulSoup(path.read_bytes(), "html5lib") for path in (built / "example").rglob("*.html")}


ROWS = "h3[id]:not([id='firewall-texts'])"
"""The headings of rows."""


def test_every_requirement_has_one_place(pages: dict[Path, BeautifulSoup], built: Path) -> None:
    roles = built / "example" / "2.0" / "roles"
    found = [each["id"] for path, page in pages.items() if path.parent == roles for each in page.select(ROWS)]
    assert sorted(map(str, found)) == sorted(each.id for each in SPEC.requirements)


def test_tables_have_captions_and_headers_with_a_scope(pages: dict[Path, BeautifulSoup]) -> None:
    tables = [table for page in pages.values() for table in page.select("article table")]
    assert len(tables) > len(pages)
    assert all(table.caption for table in tables)
    assert all(header.get("scope") for table in tables for header in table.find_all("th"))
    assert all(table.find_parent(role="region", tabindex="0", attrs={"aria-label": True}) for table in tables)


def test_without_compiled_specs_the_build_says_what_to_do(checkout: Path, tmp_path: Path) -> None:
    shutil.copytree(checkout, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("build", "compiled"))
    run = mkdocs(tmp_path)
    assert run.returncode != 0
    assert "portspec build" in run.stderr
    assert "Traceback" not in run.stderr


PAGE_BUDGET = 515_000
"""Bytes of a role's page with its style sheets and scripts, as they lie on the disk; the theme has 300,000 of them."""
OWN_BUDGET = 60_000
"""Bytes of a role's page but for what the theme puts around."""
TABLE_BUDGET = 170
"""Bytes of the finder's table for each requirement; five of them are what it opens, of which the home page's answer is
made."""
NAMES_BUDGET = 250_000
"""Bytes of the names that the registry has for ports inside ranges, however many requirements there are."""


def test_a_role_page_and_the_finders_table_are_small(built: Path, open_page: Open, address: str) -> None:
    page = open_page("about:blank")
    asked: list[str] = []
    page.on("request", partial(note, asked))
    page.goto(f"{address}/example/2.0/roles/mds-server.html", wait_until="networkidle")
    paths = {urlsplit(url).path for url in asked if url.startswith(address)}
    first = [path for path in paths if path.endswith((".html", ".css", ".js")) and "ports.js" not in path]
    assert sum((built / path.lstrip("/")).stat().st_size for path in first) < PAGE_BUDGET
    assert any(path.endswith("finder.js") for path in first)
    for each in (built / "example").glob("*/roles/*.html"):
        own = each.read_text("utf-8").partition("<article")[2].partition("</article>")[0]
        assert len(own.encode()) < OWN_BUDGET, each
    rows = MANY if ALL else FEW
    table = finder([[Release(spec=many(rows), manifests=(), snippets={})]]).data
    assert len(table) < rows * TABLE_BUDGET + NAMES_BUDGET
