"""Cells with the addresses of several services, each on a line with its port."""

import pytest

from tests.reading import page, reading_of

LINES = "**World:**<br> login.example.com:443<br><br> **North:**<br> login.example.net:443"


def stated(head: str, cells: str) -> list[tuple[str | None, tuple[int, ...], tuple[str, ...]]]:
    """Return the destination, ports and transports of each claim of a table with one row."""
    claims = reading_of(page(f"# Mill\n\n## Clients\n\n{head}\n|---|---|---|\n{cells}\n"))[0].claims
    return [(each.destination, tuple(port.start for port in each.ports), each.transports) for each in claims]


@pytest.mark.parametrize("head", ["Endpoint: port", "Koncový bod: port", "Endpunkt: Port", "Port"])
def test_each_service_has_its_port(head: str) -> None:
    assert stated(f"| Kind | {head} | Protocol |", f"| login | {LINES} | TCP |") == [
        ("login.example.com", (443,), ("tcp",)),
        ("login.example.net", (443,), ("tcp",)),
    ]


@pytest.mark.parametrize(
    "cell",
    [
        "login.example.com:443 (TCP)<br>login.example.net:53 (UDP)",
        "login.example.com:443<br>login.example.com:443",
        "login.example.com:443, 8443<br>login.example.net:443",
        "443<br>8443",
    ],
    ids=["transports", "one service", "another number", "no service"],
)
def test_other_cells_are_read_as_before(cell: str) -> None:
    assert all(
        destination is None for destination, _, _ in stated("| Kind | Port | Use |", f"| login | {cell} | all |")
    )


def test_where_connections_come_in_the_services_are_not_at_the_other_end() -> None:
    found = stated("| Direction | Port | Protocol |", f"| Inbound | {LINES} | TCP |")

    assert found == [(None, (443,), ("tcp",))]
