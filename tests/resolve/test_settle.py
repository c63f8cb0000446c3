"""Findings end with the values that errata set, and are acknowledged with a reason that must go on matching."""

from collections.abc import Sequence

import pytest
from msgspec import UNSET

from portspec.findings import Finding
from portspec.pipeline import compile_sources
from portspec.resolve.parse import parse_errata
from tests.reading import page

TEXT = """# Ports of Example

## Web servers

| Port | Protocol | Direction | Description |
| ---- | -------- | --------- | ----------- |
| 80   |          | inbound   | Pages.      |
| 8080 |          | inbound   | Pages.      |
| 443  | TCP      | inbound   | Pages.      |
| 22   | TCP      | inbound   | Logins.     |
| 25   | TCP      | inbound   | Mails.      |
| ``   | TCP      | inbound   | Callbacks.  |
"""
KNOWN = "PS202 PS403 PS403".split()


def found(errata: str) -> Sequence[Finding]:
    """Return what is found on the page with errata, each of which is one line."""
    told: list[Finding] = []
    file = parse_errata(f"releases: [a]\nerrata:\n{errata}".encode(), "errata.yaml", told.append)
    spec = compile_sources([(page(TEXT), None)], file.errata if file else (), None, told.append)
    assert tuple(each for each in told if each.code != "PS305") == spec.findings
    return told


def codes(told: Sequence[Finding]) -> list[str]:
    return sorted(each.code for each in told if each.acknowledged is UNSET)


def test_the_page_has_findings() -> None:
    assert codes(found("  []")) == KNOWN


SET = [
    ("{dynamic: '``'}, set: {dynamic: web-server.callback}", ["PS403", "PS403"]),
    ("{dynamic: '``'}, set: {ports: '9000'}", ["PS403", "PS403"]),
    ("{dynamic: '``'}, set: {purpose: Calls.}", KNOWN),
    ("{ports: '80'}, set: {transports: [tcp]}", ["PS202", "PS403"]),
    ("{transports: [], count: 2}, set: {transports: [tcp]}", ["PS202"]),
]


@pytest.mark.parametrize(("erratum", "left"), SET)
def test_what_an_erratum_sets_is_missing_no_more(erratum: str, left: list[str]) -> None:
    match, _, given = erratum.partition(", set: ")
    told = found(f"  - {{id: one, kind: assumption, match: [{match}], set: {given}, why: A test., see: null}}\n")
    assert codes(told) == left


ACKNOWLEDGED = [
    ("finding: PS202", ["PS403", "PS403"]),
    ("finding: PS403, count: 2", ["PS202"]),
    ("finding: PS403, says: '8080'", ["PS202", "PS403"]),  # the words of the quote
    ("finding: PS202, says: An empty placeholder", ["PS403", "PS403"]),  # the words of the message
    ("finding: PS403", sorted([*KNOWN, "PS302"])),
    ("finding: PS403, count: 3", sorted([*KNOWN, "PS302"])),
    ("finding: PS403, says: '9999'", sorted([*KNOWN, "PS301"])),
    ("finding: PS404", sorted([*KNOWN, "PS301"])),
    ("finding: PS205", sorted([*KNOWN, "PS305"])),  # an error
    ("finding: PS999", sorted([*KNOWN, "PS305"])),  # no code
]


@pytest.mark.parametrize(("erratum", "left"), ACKNOWLEDGED)
def test_what_is_acknowledged_stays_with_its_reason(erratum: str, left: list[str]) -> None:
    told = found(f"  - {{id: one, {erratum}, why: A reason.}}\n")
    assert codes(told) == left
    assert {each.acknowledged for each in told} <= {UNSET, "A reason."}
    assert len([each for each in told if each.code in KNOWN]) == len(KNOWN), "nothing is gone"


def test_a_finding_is_acknowledged_once() -> None:
    told = found("  - {id: one, finding: PS202, why: A reason.}\n  - {id: two, finding: PS202, why: Another.}\n")
    assert codes(told) == ["PS301", "PS403", "PS403"]
    assert next(each for each in told if each.code == "PS202").acknowledged == "A reason."
