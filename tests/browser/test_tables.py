"""Tables sort, show only some rows, keep what is asked in the address, give away what they show, fit and print."""

import csv
import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from msgspec.structs import replace
from playwright.sync_api import Locator, Page, expect

from portspec.writers.manifest import product
from tests.browser.conftest import Open
from tests.writers.example import SPEC
from tests.writers.test_site import pages

PORTS = "All ports of Example Server 2.0"


def column(table: Locator, at: int) -> list[str]:
    """The visible cells of a column, without marks."""
    rows = table.locator("tbody tr:not(.group):visible")
    found: list[str] = rows.evaluate_all(
        "(rows, at) => rows.map(row => row.cells[at].childNodes[0].textContent.trim())", at
    )
    return found


@pytest.fixture
def ports(address: str, open_page: Open) -> Page:
    return open_page(f"{address}/example/2.0/ports.html")


def test_a_header_sorts_and_says_so(ports: Page) -> None:
    table = ports.get_by_role("table", name=PORTS)
    header = table.get_by_role("columnheader", name="Ports")
    header.get_by_role("button").click()
    expect(header).to_have_attribute("aria-sort", "ascending")
    numbers = [int(cell.partition("-")[0].partition(",")[0]) for cell in column(table, 0) if cell[0].isdigit()]
    assert numbers == sorted(numbers)
    assert len(numbers) > 10
    before = column(table, 0)
    header.get_by_role("button").press("Enter")
    expect(header).to_have_attribute("aria-sort", "descending")
    assert column(table, 0) == before[::-1]
    table.get_by_role("columnheader", name="Host").get_by_role("button").click()
    assert column(table, 3) == sorted(column(table, 3))
    expect(table.locator("[aria-sort]")).to_have_count(1)


def test_a_filter_shows_only_its_rows_and_counts_them(ports: Page) -> None:
    table = ports.get_by_role("table", name=PORTS)
    status = ports.locator(".filters [role=status]")
    expect(status).to_have_text("15 of 15 rows")
    ports.locator(".filters").get_by_role("combobox", name="Direction").select_option("outbound")
    assert set(column(table, 2)) == {"outbound", "inbound and outbound"}
    ports.locator(".filters").get_by_role("combobox", name="Host").select_option("Client")
    assert set(column(table, 3)) == {"Client"}
    expect(status).to_have_text("2 of 15 rows")
    ports.locator(".filters").get_by_role("combobox", name="Transport").select_option("UDP")
    expect(status).to_have_text("0 of 15 rows")


def saved(page: Page, form: str) -> str:
    with page.expect_download() as given:
        page.locator(".filters").first.get_by_role("button", name=form).click()
    assert given.value.suggested_filename == f"mds-server.{form.lower()}"
    return Path(given.value.path()).read_text("utf-8")


def test_what_is_shown_stays_in_the_address_and_is_given_away(address: str, open_page: Open) -> None:
    page = open_page(f"{address}/example/2.0/roles/mds-server.html?contains=t%C3%A7p")
    bar, table = page.locator(".filters").first, page.get_by_role("table", name="Ports to open: MDS server")
    expect(bar.get_by_label("Contains")).to_have_value("tçp")
    bar.get_by_label("Contains").fill("251 TCP")
    bar.get_by_role("combobox", name="Direction").select_option("inbound")
    table.get_by_role("columnheader", name="Ports").get_by_role("button").dblclick()
    page.wait_for_url("**/mds-server.html?contains=251+TCP&direction=inbound&sort=-1")
    before = column(table, 0)
    page.reload()
    expect(bar.locator("[role=status]")).to_have_text(re.compile(f"^{len(before)} of "))
    assert column(table, 0) == before == ["2511", "2510"]
    heads, *rows = csv.reader(saved(page, "CSV").splitlines())
    assert heads == ["Ports", "Transport", "Direction", "Other end", "Purpose", "Source", "Group"]
    assert [row[:4] for row in rows] == [
        ["2511", "TCP (assumed)", "inbound and outbound", "from and to chunk servers, clients"],
        ["2510", "TCP (assumed)", "inbound and outbound", "from and to MDS servers"],
    ]
    assert json.loads(saved(page, "JSON")) == [dict(zip(heads, row, strict=True)) for row in rows]


def test_the_head_of_a_table_stays_in_sight(address: str, open_page: Open) -> None:
    page = open_page(f"{address}/example/2.0/roles/mds-server.html")
    table = page.get_by_role("table", name="Ports to open: MDS server")
    last = table.locator("tbody tr").last
    last.evaluate("row => row.scrollIntoView({ block: 'end' })")
    page.mouse.wheel(0, 200)
    head = table.get_by_role("columnheader", name="Ports").bounding_box()
    assert head
    assert 0 <= head["y"] < last.bounding_box()["y"]  # type: ignore[index]
    seen = table.get_by_role("columnheader", name="Ports").evaluate(
        "head => { const { x, y } = head.getBoundingClientRect();"
        " return head.contains(document.elementFromPoint(x + 5, y + 5)); }"
    )
    assert seen, "something lies over the head"


def test_the_head_of_a_table_that_is_too_wide_stays_in_sight(address: str, open_page: Open) -> None:
    page = open_page(f"{address}/example/releases.html", width=1440)
    page.set_viewport_size({"width": 1440, "height": 500})
    region = page.get_by_role("region", name="Releases of Example Server side by side")
    region.evaluate("region => { region.firstElementChild.style.minWidth = '60rem'; region.style.width = '50rem' }")
    expect(region).to_have_class(re.compile("wide"))
    region.evaluate("region => { region.scrollTop = region.scrollHeight }")
    assert region.evaluate("region => region.scrollTop") > 100
    head = region.get_by_role("columnheader", name="Requirement").bounding_box()
    place = region.bounding_box()
    assert head
    assert place
    assert abs(head["y"] - place["y"]) < 2


def test_another_release_of_a_page_is_opened_at_the_same_row(address: str, open_page: Open) -> None:
    row = "standalone-server.22.both"
    page = open_page(f"{address}/example/2.0/roles/standalone-server.html#{row}")
    page.get_by_text("Other releases").click()
    page.locator(".edition li a").first.click()
    page.wait_for_url(f"**/example/1.0/roles/standalone-server.html#{row}")
    assert page.locator(f"[id='{row}']").evaluate("row => row.getBoundingClientRect().top < innerHeight")


def test_the_rows_of_a_group_stay_together(address: str, open_page: Open) -> None:
    page = open_page(f"{address}/example/2.0/roles/mds-server.html")
    table = page.get_by_role("table", name="Ports to open: MDS server")
    table.get_by_role("columnheader", name="Ports").get_by_role("button").dblclick()
    groups = table.locator("tbody")
    assert column(groups.nth(0).locator(".."), 0)[:2] == ["2511", "2510"]
    expect(groups.nth(1).locator("tr").first).to_contain_text("Inherited from Standalone server")


WHOLE = """table => [...table.querySelectorAll("th, td")].every(each => {
    const { left, right } = each.getBoundingClientRect();
    return left >= 0 && right <= innerWidth && each.scrollWidth <= each.clientWidth + 1;
})"""


@pytest.mark.parametrize("path", ["index.html?product=example&release=2.0", "example/2.0/roles/mds-server.html"])
def test_a_row_is_seen_whole_on_a_small_screen(path: str, address: str, open_page: Open) -> None:
    page = open_page(f"{address}/{path}", width=390)
    table = page.locator("table.rows:visible").first
    expect(table.locator("tbody tr").first).to_be_visible()
    assert table.evaluate(WHOLE)
    assert table.locator("tbody tr:not(.group)").first.bounding_box()["height"] < 140  # type: ignore[index]


def test_what_to_be_careful_with_is_seen_on_a_small_screen(address: str, open_page: Open) -> None:
    page = open_page(f"{address}/example/2.0/index.html", width=390)
    table = page.locator("table.counts")
    assert table.evaluate(WHOLE)
    for head in ("Conditional", "Not known well enough", "Not to be opened"):
        expect(table.get_by_role("columnheader", name=head)).to_be_visible()


def test_the_products_fit_a_small_screen(address: str, open_page: Open) -> None:
    """The table stands only where there are several."""
    other = replace(SPEC, product=replace(product(SPEC), id="storage", name="Example Storage Server"))
    made = BeautifulSoup(pages(SPEC, other)["index.md"], "html.parser").select_one("div.ports")
    page = open_page(f"{address}/index.html", width=390)
    page.locator("article").evaluate("(article, table) => { article.innerHTML = table }", str(made))
    table = page.locator("table.products")
    assert table.evaluate(WHOLE)
    for head in ("Rows to open", "Conditional", "Not known well enough"):
        expect(table.get_by_role("columnheader", name=head)).to_be_visible()


def test_the_first_column_stays_in_sight_on_a_small_screen(address: str, open_page: Open) -> None:
    page = open_page(f"{address}/example/releases.html", width=390)
    region = page.get_by_role("region", name="Releases of Example Server side by side")
    region.evaluate("region => { region.scrollLeft = region.scrollWidth }")
    row = region.get_by_role("rowheader").first
    assert region.evaluate("region => region.scrollLeft") > 100
    assert row.bounding_box()["x"] >= region.bounding_box()["x"] - 1  # type: ignore[index]


def test_a_printed_table_is_whole(ports: Page) -> None:
    ports.emulate_media(media="print")
    expect(ports.locator("form.finder")).to_be_hidden()
    expect(ports.locator(".filters")).to_be_hidden()
    region = ports.get_by_role("region", name=PORTS)
    assert region.evaluate("region => getComputedStyle(region).overflowX") == "visible"
    ports.set_viewport_size({"width": 718, "height": 1000})  # A4 without margins, at 96 dots an inch
    assert ports.evaluate("document.documentElement.scrollWidth") <= 718


def test_a_hosts_page_is_printed_on_four_sheets(address: str, open_page: Open) -> None:
    page = open_page(f"{address}/example/2.0/roles/mds-server.html")
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) <= 4
