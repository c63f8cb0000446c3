"""A sentence that gives each host ports of its own states the direction of those below all headings of the page."""

import pytest

from tests.reading import page, reading_of

INBOUND = [
    "Every host has its own inbound ports.",
    "Each server has its own list of inbound ports.",
    "The inbound ports of each host are listed below.",
    "Jeder Rechner hat seine eigenen eingehenden Ports.",
    "Chaque hôte a ses propres ports entrants.",
    "Cada equipo tiene sus propios puertos de entrada.",
    "Ogni host ha le proprie porte in ingresso.",
    "Elke host heeft zijn eigen inkomende poorten.",
    "У каждого узла свои входящие порты.",
    "各ホストにはそれぞれ受信ポートがあります。",
    "每台主机都有自己的入站端口。",
    "각 호스트에는 자체 인바운드 포트가 있습니다.",
]
UNSTATED = [
    "Every host has its own inbound ports; none of them may be open.",
    "Every host has its own inbound ports, which must stay closed.",
    "No host has its own inbound ports.",
    "Every host has its own ports.",
    "Every host has its own inbound ports. Every host has its own outbound ports.",
]


def _directions(said: str, title: str = "{}") -> list[str]:
    table = "| Port | Protocol |\n|---|---|\n| {} | TCP |\n"
    parts = (f"## {title.format(host)}\n\n{table.format(port)}\n" for host, port in (("Hub", 7101), ("Relay", 7102)))
    return [claim.direction for claim in reading_of(page(f"# Lockers\n\n{said}\n\n{''.join(parts)}"))[0].claims]


@pytest.mark.parametrize("said", INBOUND)
def test_it_gives_each_host_its_direction(said: str) -> None:
    assert _directions(said) == ["inbound", "inbound"]


@pytest.mark.parametrize("said", UNSTATED)
def test_it_gives_none_where_it_keeps_closed_or_says_both(said: str) -> None:
    assert not {"inbound", "outbound"} & {*_directions(said)}


def test_a_title_says_another() -> None:
    assert _directions(INBOUND[0], "{}: outbound ports") == ["outbound", "outbound"]
