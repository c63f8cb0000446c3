"""Directions that a cell or a sentence states, and words of them that state none."""

import pytest

from tests.reading import page, reading_of

ROWS = "| Port | Protocol | Use |\n|---|---|---|\n| 7 | TCP | echo |\n"


def directions(text: str) -> list[str]:
    return [claim.direction for claim in reading_of(page(text))[0].claims]


@pytest.mark.parametrize(
    ("cell", "direction"),
    [
        ("Inbound (from clients)", "inbound"),
        ("From the clients", "inbound"),
        ("To the server", "outbound"),
        ("server", "inbound"),
        ("client to server", "unstated"),
        ("from client to server", "unstated"),
        ("from server to client", "unstated"),
        ("the server itself", "unstated"),
    ],
)
def test_of_a_direction_cell(cell: str, direction: str) -> None:
    assert directions(f"| Port | Direction |\n|---|---|\n| TCP 7 | {cell} |\n") == [direction]


@pytest.mark.parametrize(
    ("cell", "direction"),
    [
        ("TCP (out)", "outbound"),
        ("TCP (eingehend)", "inbound"),
        ("TCP (bidirecional)", "both"),
        ("TCP (TLS)", "unstated"),
    ],
)
def test_of_a_remark_beside_the_transport(cell: str, direction: str) -> None:
    assert directions(f"| Port | Protocol |\n|---|---|\n| 7 | {cell} |\n") == [direction]


def test_of_a_note_that_covers_all_rows() -> None:
    assert directions(f"Firewalls must allow inbound connections to all destination ports.\n\n{ROWS}") == ["inbound"]
