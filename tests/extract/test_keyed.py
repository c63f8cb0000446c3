"""Marks in a header that its cells begin with are no ports."""

import pytest

from tests.reading import HTML, page, reading_of

HEADS = [
    "(2) Link layer (4) Transport layer", "(2) Sicherungsschicht (4) Transportschicht",
    "(2) Couche liaison (4) Couche transport", "(2) Capa de enlace (4) Capa de transporte",
    "(2) Канальный уровень (4) Транспортный уровень", "(2) 链路层 (4) 传输层", "(a) Link (b) Protocol",
]  # fmt: skip


@pytest.mark.parametrize("head", HEADS)
def test_a_mark_that_the_header_explains_is_no_port(head: str) -> None:
    link, transport = ("(a)", "(b)") if head.startswith("(a)") else ("(2)", "(4)")
    rows = f"| Heron | 7101 | {transport} TCP |\n| Crane | 7102 | {transport} TCP {transport} UDP |\n"
    rows += f"| Stork | Not relevant | {link} Ethernet II and 0x8892 |\n"
    claims, found = (
        (reading := reading_of(page(f"# Mill\n\n| Name | Port number | {head} |\n|---|---|---|\n{rows}")))[0],
        reading[1],
    )
    assert [(str(c.ports[0]), c.transports) for c in claims.claims if c.ports] == [
        ("7101", ("tcp",)),
        ("7102", ("tcp", "udp")),
    ]
    assert not [f for f in found if f.code == "PS208"]


def test_a_cell_that_spans_rows_keeps_its_rows() -> None:
    head = "<tr><th>Name</th><th>Port</th><th>(2) Link layer (4) Transport layer</th></tr>"
    rows = "<tr><td>Heron</td><td>7101</td><td rowspan=2>(4) TCP</td></tr><tr><td>Crane</td><td>7102</td></tr>"
    claims = reading_of(page(f"<h1>Mill</h1><table>{head}{rows}</table>", HTML))[0].claims
    assert [(str(c.ports[0]), c.transports) for c in claims] == [("7101", ("tcp",)), ("7102", ("tcp",))]


def test_a_number_in_brackets_without_such_a_header_stays() -> None:
    rows = "| Heron | TCP | (7) echo |\n| Crane | UDP | (9) discard |\n"
    claims = reading_of(page(f"# Mill\n\n| Name | Protocol | Ports |\n|---|---|---|\n{rows}"))[0].claims
    assert [str(c.ports[0]) for c in claims] == ["7", "9"]
