"""Rows that contradict each other: what one row of a host denies stays closed though another one asks for it."""

import pytest

from portspec.analysis.verdict import verdict
from portspec.findings import silent
from portspec.pipeline import compile_sources
from portspec.resolve.parse import parse_errata
from tests.reading import page

TABLE = "# Mill\n\n## Server\n\n| Port | Protocol | Direction | Source | Action |\n|---|---|---|---|---|\n"
ASKED = "| 8200 | TCP | inbound | | Allow |"


def _read(*rows: str, errata: str = "") -> tuple[list[str], list[str]]:
    """Return the ports that a table opens, and the findings about its contradictions."""
    file = parse_errata(f"releases: [a]\nerrata:\n{errata}".encode(), "errata.yaml", silent) if errata else None
    source = page(TABLE + "\n".join(rows) + "\n")
    spec = compile_sources([(source, None)], file.errata if file else (), None, silent)
    opened = {str(port) for rule in verdict(spec) if rule.verdict == "open" for port in rule.ports}
    return sorted(opened), [each.message.split(":")[0] for each in spec.findings if each.code == "PS411"]


TOLD = "This row uses a port that the row at line {} keeps off the network; it stays closed"


@pytest.mark.parametrize("deny", ["| 8200 | TCP | inbound | | Deny |", "| 8200 | | inbound | | Block |"])
def test_what_another_row_denies_stays_closed(deny: str) -> None:
    assert _read(deny, ASKED) == ([], [TOLD.format(7)])
    assert _read(ASKED, deny) == ([], [TOLD.format(8)])


def test_of_several_ports_the_others_are_open() -> None:
    deny, asked = "| 8200 | TCP | inbound | | Deny |", "| 8200, 8201 | TCP | inbound | | Allow |"
    assert _read(deny, asked) == (["8201"], [TOLD.format(7)])


@pytest.mark.parametrize(
    "deny",
    [
        "| 8200 | TCP | outbound | | Deny |", "| 8200 | UDP | inbound | | Deny |",
        "| 8201 | TCP | inbound | | Deny |",
    ],
)  # fmt: skip
def test_other_traffic_contradicts_nothing(deny: str) -> None:
    assert _read(deny, ASKED) == (["8200"], [])


def test_rows_for_other_ends_hold_both() -> None:
    deny, asked = "| 8200 | TCP | inbound | Guests | Deny |", "| 8200 | TCP | inbound | Agents | Allow |"
    assert _read(deny, asked) == (["8200"], [])
    assert _read(deny, asked.replace("Agents", "Guests"))[0] == []


def test_what_is_denied_to_all_others_is_open_to_some() -> None:
    assert _read("| 8200 | TCP | inbound | | Deny |", "| 8200 | TCP | inbound | Agents | Allow |")[0] == ["8200"]
    assert _read("| any | TCP | inbound | | Deny |", ASKED)[0] == ["8200"]


def test_an_erratum_decides_for_either_of_the_two() -> None:
    deny = "| 8200 | | inbound | | Deny |"
    for transports, given, opened in (("[]", "negated: false", ["8200"]), ("[tcp]", "need: off", [])):
        match = f"{{ports: '8200', transports: {transports}}}"
        erratum = f"  - {{id: one, kind: correction, match: [{match}], set: {{{given}}}, why: A test., see: X}}\n"
        assert _read(deny, ASKED, errata=erratum)[0] == opened
