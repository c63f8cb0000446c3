"""Columns of ends that state the ports as well, columns headed "Listens on", and remote hosts of rows that come in."""

import pytest

from tests.reading import page, reading_of

TABLE = "# Mill\n\n## {}\n\n| {} |\n|{}\n{}"


def claims_of(head: str, *rows: str, title: str = "Ports") -> list[tuple[str, str, str, str | None, str | None]]:
    table = TABLE.format(title, head, "---|" * len(head.split("|")), "".join(f"| {row} |\n" for row in rows))
    return [
        (",".join(map(str, each.ports)), "/".join(each.transports), each.direction, each.source, each.destination)
        for each in reading_of(page(table))[0].claims
    ]


@pytest.mark.parametrize(
    "cell",
    [
        "Store (TCP 5432)",
        "Store: 5432/tcp",
        "Store TCP 5432",
        "Store, TCP port 5432",
        "Store (5432/tcp)",
        "Store:5432/tcp",
    ],
)
@pytest.mark.parametrize("head", ["From | To", "Source | Destination", "Quelle | Ziel", "Source | Destinataire"])
def test_a_destination_may_hold_its_port(head: str, cell: str) -> None:
    other = cell.replace("Store", "Hub").replace("5432", "8443")
    assert claims_of(head, f"Hub | {cell}", f"Agents | {other}") == [
        ("5432", "tcp", "unstated", "Hub", cell),
        ("8443", "tcp", "unstated", "Agents", other),
    ]


@pytest.mark.parametrize("cell", ["Store 2", "Store (12 hosts)", "Store of 2024", "Store, release 8443"])
def test_other_numbers_of_a_destination_are_no_ports(cell: str) -> None:
    assert claims_of("Source | Destination", f"Hub | {cell}", "Agents | Hub", title="Hosts") == []


@pytest.mark.parametrize("head", ["Listens on", "Listen", "Lauscht auf", "Écoute", "Escucha en", "Luistert op", "监听"])
def test_a_header_may_say_that_its_ports_listen(head: str) -> None:
    found = claims_of(f"Component | {head}", "Hub | 8443/tcp", "Relay | 8444/udp")
    assert [each[:3] for each in found] == [("8443", "tcp", "inbound"), ("8444", "udp", "inbound")]


def test_a_remote_host_connects_where_connections_come_in() -> None:
    found = claims_of("Port | Direction | Remote host", "8443/tcp | ingress | Agents", "5432/tcp | egress | Store")
    assert found == [("8443", "tcp", "inbound", "Agents", None), ("5432", "tcp", "outbound", None, "Store")]
