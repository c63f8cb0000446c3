"""Accessibility: axe-core finds nothing on any kind of page, in either scheme, on a large screen and a small one."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.browser.test_browser import KINDS
from tests.conftest import ALL

FORMS = [(1440, "light"), (390, "dark"), (1440, "dark"), (390, "light")]
"""By day each scheme and each width is there once."""
AXE = "tests/vendor/axe-core/axe.min.js"


@pytest.mark.parametrize(("width", "scheme"), FORMS if ALL else FORMS[:2])
def test_axe_finds_nothing(width: int, scheme: str, root: Path, address: str, open_page: Open) -> None:
    page = open_page("about:blank", width=width, scheme=scheme)
    found = {}
    for kind in KINDS:
        page.goto(f"{address}/{kind}?port=22")
        expect(page.locator("form.finder li").first).to_be_visible()
        page.add_script_tag(path=root / AXE)
        violations = page.evaluate("axe.run().then(result => result.violations)")
        for each in violations:
            found[kind, each["id"]] = [node["html"][:200] for node in each["nodes"]]
    assert found == {}
