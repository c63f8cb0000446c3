"""A table is read in the way that most speaks for, and where two ways are as good, a finding says so."""

import pytest

from portspec.extract import walk
from portspec.extract.tables.candidates import FLOOR
from portspec.readers import read
from tests.reading import page, reading_of

UPRIGHT = "| Port | Protocol | Note |\n|---|---|---|\n| 80 | TCP | Pages |\n| 443 | TCP | Pages |\n"
SIDE = "| Name | Value |\n|---|---|\n| Ports | TCP 8443 |\n| Protocol | TCP |\n| Direction | inbound |\n"
HEADED = SIDE.replace("Name | Value", "Service | Port")
"""Its header fits, but what stands below it does not."""
FACTS = "| Property | Description |\n|---|---|\n| Memory | 16 GB |\n| Ports | 80 and 443 |\n"
MATRIX = "| From \\ To | Web nodes | Data |\n|---|---|---|\n| Web nodes | - | TCP 1 |\n| Data nodes | TCP 2 | - |\n"
ACROSS = "| Host | 443 (HTTPS) | 22/tcp |\n|---|---|---|\n| web | x | |\n| db | | x |\n"
TWO_WAYS = "| Port | Protocol |\n|---|---|\n| Port | 8200 |\n| Protocol | TCP |\n"

READ: list[tuple[str, str, set[int]]] = [
    (UPRIGHT, "as written", {80, 443}),
    (SIDE, "on its side", {8443}),
    (HEADED, "on its side", {8443}),
    (FACTS, "name and value", {80, 443}),
    (MATRIX, "matrix", {1, 2}),
    (f"# Ports\n\n{ACROSS}", "ports across", {443, 22}),
]


@pytest.mark.parametrize(("text", "shape", "ports"), READ)
def test_the_way_with_the_most_evidence_is_taken(text: str, shape: str, ports: set[int]) -> None:
    document = read(page(text), lambda _: None)
    ((_, ways),) = walk(document, lambda _: None).tables_met
    assert ways[0].shape == shape
    assert all(FLOOR <= ways[0].score <= 10 and each.score <= ways[0].score for each in ways)
    reading, found = reading_of(page(text))
    assert {each.start for claim in reading.claims for each in claim.ports} == ports
    assert "PS220" not in [each.code for each in found]


def test_two_ways_that_are_as_good_are_a_finding() -> None:
    _, found = reading_of(page(TWO_WAYS))
    assert "PS220" in [each.code for each in found]


@pytest.mark.parametrize(
    "no", ["No access", "blocked", "✗", "not allowed", "kein Zugriff", "pas d'accès", "sin acceso"]
)
def test_a_field_of_a_matrix_that_says_no_is_blank(no: str) -> None:
    rows = f"| Hub | - | Allow TCP 5432 |\n| Desks | Allow TCP 443 and 8443 | {no} |\n"
    reading, _ = reading_of(page(f"# Firewall\n\n| From \\ To | Hub | Store |\n|---|---|---|\n{rows}"))

    assert [(each.source, each.destination, each.need) for each in reading.claims] == [
        ("Hub", "Store", "required"),
        ("Desks", "Hub", "required"),
    ]


def test_a_table_of_protocols_without_ports_alone_is_read() -> None:
    head = "| Inbound | Protocol | Source | Source Port | Destination | Destination Port |\n|---|---|---|---|---|---|\n"
    reading, findings = reading_of(page(f"# Hub\n\n{head}| Inbound | ICMP | Any | N/A | Any | N/A |\n"))
    assert [claim.transports for claim in reading.claims] == [("icmp",)]
    assert findings == []
