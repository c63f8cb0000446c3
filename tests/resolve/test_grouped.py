"""Errata about many rows: by heading, table, document or ports, with their number; and a host given to rows."""

from collections.abc import Iterator

import pytest

from portspec.analysis.verdict import verdict
from portspec.extract import extract
from portspec.findings import Finding
from portspec.readers import read
from portspec.resolve import resolve
from portspec.resolve.drafting import draft
from portspec.resolve.parse import parse_errata
from portspec.resolve.yaml import documents
from portspec.spec import SourceRecord, Spec
from tests.conftest import ALL
from tests.corpus.score import PAGES
from tests.firewall.pages import corrected as decided
from tests.reading import page

PAGE = """# Ports of the works

## Press

| Port | Purpose |
|---|---|
| 22 | shell |
| 443 | pages |

## Kiln

| Port | Purpose |
|---|---|
| 443 | pages |
| 5432 | database |

The kiln listens on port 9100.
"""
SOURCE = SourceRecord(id="page", path="page", title="Page", media_type="text/markdown", sha256="0" * 64, lines=18)
ERRATA = 'releases: ["1"]\nerrata:\n{}'
ENTRY = "  - {{id: {id}, kind: assumption, match: [{match}], set: {set}, why: we think so, see: null}}\n"


def given(*entries: tuple[str, str]) -> tuple[Spec, list[Finding]]:
    """Return the page with errata applied, each a match and what it sets."""
    text = "".join(ENTRY.format(id=f"e{at}", match=match, set=value) for at, (match, value) in enumerate(entries))
    return corrected(ERRATA.format(text or "  []"))


def corrected(yaml: str) -> tuple[Spec, list[Finding]]:
    findings: list[Finding] = []
    errata = parse_errata(yaml.encode(), "errata.yaml", findings.append)
    reading = extract(read(page(PAGE), findings.append), lambda _: None)
    return resolve([(SOURCE, reading)], errata.errata if errata else (), None, findings.append), findings


def tcp(spec: Spec) -> list[int]:
    return [each.provenance.line for each in spec.requirements if each.transports == ("tcp",)]


@pytest.mark.parametrize(
    ("match", "lines"),
    [
        ("{section: press, count: 2}", [7, 8]),
        ("{section: Kiln, count: 3}", [14, 15, 17]),
        ("{table: 2, count: 2}", [14, 15]),
        ("{document: page, count: 5}", [7, 8, 14, 15, 17]),
        ('{among: "22, 443", count: 3}', [7, 8, 14]),
        ('{among: "22, 443", section: Kiln}', [14]),
    ],
)
def test_an_erratum_is_about_as_many_rows_as_it_counts(match: str, lines: list[int]) -> None:
    spec, findings = given((match, "{transports: [tcp]}"))

    assert findings == []
    assert tcp(spec) == lines
    assert {each.corrected["transports"].erratum for each in spec.requirements if each.corrected} == {"e0"}


@pytest.mark.parametrize(
    ("match", "code"),
    [
        ("{section: Press}", "PS302"),
        ("{section: Press, count: 3}", "PS302"),
        ("{section: Mill, count: 2}", "PS301"),
        ("{count: 2}", "PS305"),
        ("{table: 0, count: 2}", "PS305"),
        ('{among: "22-", count: 2}', "PS305"),
    ],
)
def test_another_number_of_rows_is_an_error_and_nothing_is_set(match: str, code: str) -> None:
    spec, findings = given((match, "{transports: [tcp]}"))

    assert [each.code for each in findings] == [code]
    assert tcp(spec) == []


def test_rows_are_given_a_host() -> None:
    spec, findings = given(
        ("{document: page, count: 5}", "{transports: [tcp]}"),
        ("{direction: unstated, count: 4}", "{direction: inbound}"),
        ("{table: 1, count: 2}", "{role: press-room}"),
    )
    rules = [each for each in verdict(spec) if each.host == "press-room"]

    assert findings == []
    assert [each.role for each in spec.requirements][:3] == ["press-room", "press-room", "kiln"]
    assert next(each for each in spec.roles if each.id == "press-room").erratum == "e2"
    assert [(each.direction, each.verdict) for each in rules] == [("in", "open"), ("in", "open")]


def drafted() -> Iterator[str]:
    spec, _ = given()
    text = draft(spec, "works", "1")
    yield text
    yield (
        text.replace("kind: TODO", "kind: assumption")
        .replace("direction: TODO", "direction: inbound")
        .replace("[TODO]", "[tcp]")
        .replace("why: TODO", "why: we asked")
    )


def test_a_draft_is_nothing_until_it_is_accepted_and_then_leaves_nothing_open() -> None:
    draft_, accepted = drafted()
    untouched, findings = corrected(draft_)
    spec, none = corrected(accepted)

    assert {each.code for each in findings} == {"PS305"}
    assert all(not each.corrected for each in untouched.requirements)
    assert none == []
    assert all(each.transports and each.direction == "inbound" for each in spec.requirements)
    assert draft(spec, "works", "1") == ""


def test_what_is_drafted_for_a_page_is_about_its_rows_and_leaves_nothing_open() -> None:
    pages = [each for each in sorted(PAGES.iterdir()) if each.suffix in (".md", ".html")]
    for path in pages if ALL else pages[::4]:
        findings: list[Finding] = []
        spec = decided(path, findings.append)
        assert (path.name, [each for each in findings if each.code.startswith("PS30")]) == (path.name, [])
        assert (path.name, draft(spec, "product", "release")) == (path.name, "")


LEFT = """# Ports of the works

## Press

| Port | Protocol | Source | Purpose |
|---|---|---|---|
| 22 | | Clerks | shell |
| 514 | | Clerks | shell or log |
| 5432 | | | database |
| 9999 | | | Deprecated. |
| 6379 | | | Must not be opened. |
| | ICMP | Clerks | ping |
"""


def test_a_draft_is_about_no_row_that_lacks_nothing_or_stays_closed() -> None:
    reading = extract(read(page(LEFT), lambda _: None), lambda _: None)
    text = draft(resolve([(SOURCE, reading)], (), None, lambda _: None), "works", "1")
    (written,) = documents(text)
    entries = {each["id"]: each["match"] for each in written["errata"]}

    assert entries == {
        "transports-unknown": [{"among": "514", "transports": [], "count": 1}],
        "transports-tcp-udp": [{"among": "22, 5432", "transports": [], "count": 2}],
        "direction-press.5432": [{"role": "press", "ports": "5432"}],
    }
