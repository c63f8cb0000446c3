"""What a reader sees while a page loads and where the focus is: nothing jumps, and the focus shows."""

import json
import re

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.browser.conftest import Open

KINDS = [
    "index.html?product=example&release=2.0&role=client",
    "example/2.0/ports.html?direction=outbound&sort=-1",
    "example/2.0/roles/mds-server.html",
    "firewall.html",
]
"""Pages on which scripts show something, or what an address asks for: the finder, filters, tabs and the builder."""
STILL = 0.005
"""The most that a page may shift while it loads, from what a reader sees: 0.00 as Core Web Vitals round it."""
SHIFT = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => {
    for (const each of list.getEntries()) if (!each.hadRecentInput) sum += each.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 300);
})"""

SILENT = """() => [...document.querySelectorAll("article *")].filter(each => {
  const style = getComputedStyle(each);
  const scrolls = each.scrollWidth > each.clientWidth + 1 && /auto|scroll/.test(style.overflowX);
  return scrolls && !each.matches(".tabbed-labels") && !/local.*scroll/.test(style.backgroundAttachment);
}).map(each => each.outerHTML.slice(0, 80))"""
"""What scrolls sideways and has no shadow at its edges; the tabs have arrows."""
SCROLLING = ["example/2.0/flows.html", "example/2.0/roles/mds-server.html", "findings/PS401.html"]


@pytest.mark.parametrize("path", SCROLLING)
def test_what_scrolls_sideways_says_so(path: str, address: str, open_page: Open) -> None:
    page = open_page(f"{address}/{path}", width=390)
    assert page.evaluate("[...document.querySelectorAll('article *')].some(each => each.scrollWidth > innerWidth)")
    assert page.evaluate(SILENT) == []


def test_the_button_that_copies_lies_over_no_text(address: str, open_page: Open) -> None:
    page = open_page(f"{address}/findings/PS401.html", width=390)
    block = page.locator("pre:has(.md-code__nav)").first
    text, button = (block.locator(each).bounding_box() for each in ("code", ".md-code__nav"))
    assert text
    assert button
    assert text["x"] + text["width"] <= button["x"]


UNDER = """label => {
  const box = label.querySelector("input").getBoundingClientRect(), range = document.createRange();
  range.selectNodeContents(label);
  return [...range.getClientRects()].every(({ left, width }) => !width || left >= box.right || left === box.left);
}"""


def test_what_a_box_says_stands_beside_it(address: str, open_page: Open) -> None:
    page = open_page(f"{address}/firewall.html?product=example&release=2.0&role=mds-server", width=390)
    labels = page.locator("form.builder label:has(:is([type=checkbox], [type=radio])):visible")
    expect(labels.filter(has_text="Accept assumptions")).to_be_visible()
    assert [each.inner_text() for each in labels.all() if not each.evaluate(UNDER)] == []


LOOK = "field => (({ outlineStyle, outlineWidth }) => [outlineStyle, outlineWidth])(getComputedStyle(field))"


@pytest.mark.parametrize("width", [390, pytest.param(1440, marks=pytest.mark.full)])
def test_nothing_moves_while_a_page_loads(width: int, address: str, open_page: Open) -> None:
    page = open_page("about:blank", width=width)

    def late(route: Route) -> None:
        page.wait_for_timeout(150)  # so that the browser paints before scripts run
        route.continue_()

    page.route(re.compile(r"\.(js|svg)$"), late)
    shifts = {}
    for kind in KINDS:
        page.goto(f"{address}/{kind}")
        shifts[kind] = page.evaluate(SHIFT)
    page.unroute_all(behavior="ignoreErrors")
    assert {kind: shift for kind, shift in shifts.items() if shift > STILL} == {}


STYLED = 2
"""How often an element may be styled until a page has come to rest; once it must be."""


@pytest.mark.parametrize(
    "kind", [pytest.param("index.html", marks=pytest.mark.full), "example/2.0/roles/mds-server.html"]
)
def test_no_script_has_the_whole_page_styled_again(kind: str, address: str, browser: Browser) -> None:
    """The work grows with the page, and a slow phone stands still as long."""
    page = browser.new_page(viewport={"width": 390, "height": 900}, color_scheme="dark")
    browser.start_tracing(page=page, categories=["devtools.timeline"])
    page.goto(f"{address}/{kind}", wait_until="networkidle")
    events = json.loads(browser.stop_tracing())["traceEvents"]
    elements = page.locator("*").count()
    page.close()
    styled = [each["args"].get("elementCount", 0) for each in events if each["name"] == "UpdateLayoutTree"]
    assert elements / 2 < sum(styled) < STYLED * elements


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.full)])
def test_the_focus_is_seen(scheme: str, address: str, open_page: Open) -> None:
    page = open_page(f"{address}/example/2.0/ports.html", scheme=scheme)
    page.keyboard.press("Tab")  # so that a focus is shown; that the keyboard leads everywhere is tried elsewhere
    fields = (
        "form.finder input",
        "form.finder select",
        ".filters select",
        ".filters input",
        ".filters button",
        "thead button",
    )
    for field in (page.locator(each).first for each in fields):
        assert field.evaluate(LOOK) != ["solid", "2px"]
        field.focus()
        assert field.evaluate(LOOK) == ["solid", "2px"]
