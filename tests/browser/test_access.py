"""Every kind of page: axe-core finds nothing, it fits large and small windows, and it asks no other server."""

from collections.abc import Iterator
from itertools import cycle, groupby, product
from operator import gt, itemgetter
from pathlib import Path

import msgspec
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_browser import KINDS
from tests.conftest import ALL, REQUIRED

PAGES = [f"{KINDS[0]}?port=22", *KINDS[1:]]
"""Every kind, and over one what the finder answers: it lies over links, which axe would call small."""
WIDTHS = (390, 1440)
FORMS = list(product(("address", "folder"), WIDTHS, ("light", "dark")))
"""Where a page is opened, how wide the window is, and the scheme."""
AXE = "tests/vendor/axe-core/axe.min.js"
SETTLED = """async width => {
    const still = Date.now() + 30000, root = document.documentElement;
    while (root.scrollWidth > width && Date.now() < still) await new Promise(requestAnimationFrame);
    return root.scrollWidth;
}"""
"""How wide the page is once what moves after a change of the window has come to rest."""
TAGS = "wcag2a wcag2aa wcag21a wcag21aa wcag22aa best-practice experimental".split()
"""All rules of axe-core but those of level AAA."""
VIOLATIONS = f"""axe.run({{ resultTypes: ["violations"], runOnly: {TAGS} }}).then(({{ violations }}) => violations.map(
    ({{ id, nodes }}) => `${{id}}: ${{nodes.map(({{ html }}) => html.slice(0, 200)).join(", ")}}`))"""


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """One page in one form."""

    kind: str
    form: tuple[str, int, str]
    violations: list[str]
    """What axe-core finds."""
    widths: list[int]
    """How wide it is in windows of some widths."""
    asked: list[str]
    """All that it has loaded from elsewhere."""


@pytest.fixture(scope="module")
def seen(root: Path, address: str, built: Path, browser: Browser) -> list[Seen]:
    """By day every second kind is there once, or in CI each, and half of the forms or each; a form is opened once."""
    every = product(PAGES, FORMS) if ALL else zip(PAGES[:: 2 if REQUIRED else 4], cycle(FORMS), strict=False)
    starts = {"address": address, "folder": built.as_uri()}
    by_form = sorted(((form, kind) for kind, form in every))
    return [
        each
        for form, some in groupby(by_form, itemgetter(0))
        for each in looks(browser, form, [kind for _, kind in some], starts, root / AXE)
    ]


def looks(
    browser: Browser, form: tuple[str, int, str], kinds: list[str], starts: dict[str, str], axe: Path
) -> Iterator[Seen]:
    _, width, scheme = form
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    for kind in kinds:
        yield look(context.new_page(), kind, form, starts, axe)
    context.close()


def look(page: Page, kind: str, form: tuple[str, int, str], starts: dict[str, str], axe: Path) -> Seen:
    place, *_ = form
    asked = list[str]()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{starts[place]}/{kind}")
    if "port=" in kind:
        expect(page.locator("form.finder li").first).to_be_visible()
    page.add_script_tag(path=axe)
    violations, widths = page.evaluate(VIOLATIONS), []
    for each in WIDTHS:
        page.set_viewport_size({"width": each, "height": 900})
        widths.append(page.evaluate(SETTLED, each))
    page.close()
    assert asked
    elsewhere = [url for url in asked if not url.startswith((starts[place], "data:", "blob:"))]
    return Seen(kind=kind, form=form, violations=violations, widths=widths, asked=elsewhere)


def test_axe_finds_nothing(seen: list[Seen]) -> None:
    assert {(each.kind, each.form): each.violations for each in seen if each.violations} == {}


def test_no_page_is_wider_than_the_window(seen: list[Seen]) -> None:
    wide = {(each.kind, each.form): each.widths for each in seen if any(map(gt, each.widths, WIDTHS))}
    assert wide == {}


def test_nothing_is_asked_of_another_server(seen: list[Seen]) -> None:
    assert {(each.kind, each.form): each.asked for each in seen if each.asked} == {}
