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


WARNINGS = (
    "Warning Caution Achtung Avertissement Precaución Atenção Avvertenza "
    "Waarschuwing Внимание 警告 注意 주의 Uwaga "
    "Pozor Varning Advarsel Varoitus Figyelem Atenție Увага Peringatan Προσοχή تحذير คำเตือน Uyarı"
)


@pytest.mark.parametrize("title", WARNINGS.split())
def test_a_warning_is_no_host(title: str) -> None:
    rows = "# Inbound ports\n\n## Relay\n\n- 4100/tcp\n- 4101/tcp\n\n"
    warned, _ = reading_of(page(f"{rows}### {title}\n\nDo not open port 4101.\n"))
    assert [(each.role, each.need) for each in warned.claims] == [("Relay", "required"), ("Relay", "denied")]
    named, _ = reading_of(page(f"{rows}### {title} relay\n\n- 4102/tcp\n"))
    assert [each.role for each in named.claims] == ["Relay", "Relay", f"{title} relay"]
