"""Titles that say a way or transports beside the name of a host: "Relay (UDP, inbound)", "UDP - Relay"."""

import pytest

from tests.reading import page, reading_of

TITLES = {
    "Relay (UDP)": ("Relay", ("udp",), "unstated"),
    "Relay - UDP": ("Relay", ("udp",), "unstated"),
    "UDP - Relay": ("Relay", ("udp",), "unstated"),
    "Relay (UDP, inbound)": ("Relay", ("udp",), "inbound"),
    "Relay: TCP/UDP": ("Relay", ("tcp", "udp"), "unstated"),
    "Relay – inbound ports": ("Relay", (), "inbound"),
    "Relay: inbound TCP ports": ("Relay", ("tcp",), "inbound"),
    "Relay-Server (UDP, eingehend)": ("Relay-Server", ("udp",), "inbound"),
    "Relais (UDP, entrant)": ("Relais", ("udp",), "inbound"),
    "Сервер ретрансляции (UDP)": ("Сервер ретрансляции", ("udp",), "unstated"),
    "中继服务器（UDP）": ("中继服务器", ("udp",), "unstated"),
    "リレーサーバー（UDP、受信）": ("リレーサーバー", ("udp",), "inbound"),
}
SHAPES = [
    "# Mill\n\n## {}\n\n| Port | Purpose |\n|---|---|\n| 7101 | jobs |\n",
    "# Ports\n\n| Port | Purpose |\n|---|---|\n| **{}** ||\n| 7101 | jobs |\n| **Hub** ||\n| 7102 | jobs |\n",
]


@pytest.mark.parametrize("shape", SHAPES, ids=["heading", "group"])
@pytest.mark.parametrize("title", TITLES)
def test_both_are_taken(title: str, shape: str) -> None:
    claim = reading_of(page(shape.format(title)))[0].claims[0]
    assert (claim.role, claim.transports, claim.direction) == TITLES[title]


def test_a_transport_of_the_row_counts_first() -> None:
    text = "# Mill\n\n## Relay (UDP)\n\n| Port | Protocol |\n|---|---|\n| 7101 | TCP |\n"
    claim = reading_of(page(text))[0].claims[0]
    assert (claim.role, claim.transports) == ("Relay", ("tcp",))
