"""What a page hides, strikes out, notes or shows only sometimes, in each format: nothing of it is opened or lost."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.reading import page, reading_of

PAGES: dict[str, dict[str, Any]] = tomllib.loads(Path(__file__).with_name("seen.toml").read_text("utf-8"))
MEDIA = {
    "html": "text/html",
    "md": "text/markdown",
    "rst": "text/x-rst",
    "adoc": "text/asciidoc",
    "xml": "application/xml",
    "csv": "text/csv",
}


@pytest.mark.parametrize("name", PAGES)
def test_what_is_seen(name: str) -> None:
    each = PAGES[name]
    reading, findings = reading_of(page(each["text"], MEDIA[each["format"]]))
    needs = {str(port.start): claim.need for claim in reading.claims for port in claim.ports}
    assert needs == each["needs"]
    roles = {str(port.start): claim.role for claim in reading.claims for port in claim.ports}
    assert roles | each.get("roles", {}) == roles
    lines = {str(port.start): claim.provenance.line for claim in reading.claims for port in claim.ports}
    assert lines | each.get("lines", {}) == lines
    assert {found.code for found in findings} >= {*each.get("codes", ())}
