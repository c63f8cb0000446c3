"""Addresses that a sentence or an item names are who connects, or who accepts it: no rule is open to all others."""

import pytest

from tests.reading import page, reading_of

OUTBOUND = [
    "Outbound access to updates.example.com on TCP 7101 is required.",
    "Allow outbound TCP 7101 to updates.example.com.",
    "Outbound TCP port 7101 is needed to reach updates.example.com.",
    "Please allow TCP 7101 outbound to https://updates.example.com.",
    "Ausgehend muss TCP-Port 7101 zu updates.example.com erlaubt sein.",
    "Le port TCP 7101 sortant doit être ouvert vers updates.example.com.",
    "Se requiere acceso saliente a updates.example.com por el puerto TCP 7101.",
    "El puerto TCP 7101 de salida debe estar abierto hacia updates.example.com.",
    "Исходящий порт 7101/TCP должен быть открыт для updates.example.com.",
    "需要开放到 updates.example.com 的出站 TCP 7101 端口。",
    "updates.example.com への送信 TCP ポート 7101 を許可してください。",
    "Uitgaand TCP-poort 7101 naar updates.example.com moet worden geopend.",
    "Utgående TCP-port 7101 måste vara öppen mot updates.example.com.",
]
INBOUND = {
    "Open TCP 7101 inbound for 203.0.113.0/24.": ("203.0.113.0/24",),
    "Whitelist 203.0.113.7 for inbound TCP 7101.": ("203.0.113.7",),
    "Inbound TCP 7101 is used by the hosts 203.0.113.7 and 203.0.113.8.": ("203.0.113.7", "203.0.113.8"),
    "Eingehend muss TCP 7101 für 203.0.113.7 offen sein.": ("203.0.113.7",),
    "入站 TCP 7101 端口需要对 203.0.113.7 开放。": ("203.0.113.7",),
}
NOBODY = [
    "TCP 7101 outbound (for example updates.example.com).",
    "TCP 7101 outbound, set in heron.conf.",
    "TCP 7101 outbound, set by proxy.server.port.",
    "TCP 7101 outbound, as of version 7.1.2.",
    "TCP 7101 outbound, see https://docs.example.com/ports.",
    "TCP 7101 ausgehend (siehe docs.example.com).",
    "TCP 7101 udgående (se docs.example.com).",
    "TCP 7101 outbound from 10.0.0.5.",
    "TCP 7101 inbound: console at https://kite.example.com.",
    "TCP 7101 inbound on 10.0.0.5.",
    "The server listens on 10.0.0.5:7101/tcp.",
    "The server listens on 0.0.0.0:7101/tcp.",
]


def peers(text: str) -> list[tuple[str, ...]]:
    reading, _ = reading_of(page(f"# Heron\n\n## Ports\n\n{text}\n"))
    return [claim.peers or tuple(filter(None, (claim.source, claim.destination))) for claim in reading.claims]


@pytest.mark.parametrize("said", OUTBOUND)
def test_connections_go_out_to_an_address_that_is_named(said: str) -> None:
    assert (peers(said), peers(f"- {said}")) == ([("updates.example.com",)], [("updates.example.com",)])


@pytest.mark.parametrize(("said", "named"), INBOUND.items())
def test_connections_come_in_from_an_address_that_is_named(said: str, named: tuple[str, ...]) -> None:
    assert (peers(said), peers(f"- {said}")) == ([named], [named])


@pytest.mark.parametrize("said", NOBODY)
def test_an_example_a_file_or_an_own_address_is_no_other_end(said: str) -> None:
    assert peers(f"- {said}") == [()]


@pytest.mark.parametrize("host", ["updates.example.com", "*.example.com"])
def test_an_address_that_connections_go_out_to_is_asked_for(host: str) -> None:
    said = f"Outbound access to `{host}:7101`"
    for text in (said, f"| Mode | Requirement |\n|---|---|\n| Any | {said} |\n"):
        reading, _ = reading_of(page(f"# Heron\n\n## Ports\n\n{text}\n"))
        assert [(claim.ports[0].start, claim.direction) for claim in reading.claims] == [(7101, "outbound")]
    assert peers(f"If outbound access to `{host}:7101` is blocked, the client polls.") == []
    assert peers(f"{said} is not needed.") == []


FLOWS = [
    ("The agents connect to updates.example.com:7101/tcp.", ("agents", "updates.example.com")),
    ("Die Agenten verbinden sich mit updates.example.com:7101/tcp.", ("Agenten", "updates.example.com")),
    ("Los agentes se conectan a updates.example.com:7101/tcp.", ("agentes", "updates.example.com")),
    ("Агенты подключаются к updates.example.com:7101/tcp.", ("Агенты", "updates.example.com")),
    ("代理连接到 updates.example.com:7101/tcp。", ("代理", "updates.example.com")),
    ("代理通过 TCP 7101 连接到 updates.example.com。", ("代理", "updates.example.com")),
    ("The hub must be able to reach 10.0.0.5:7101 over TCP.", ("hub", "10.0.0.5")),
    ("updates.example.com:7101/tcp must be reachable from the agents.", ("agents", "updates.example.com")),
    ("updates.example.com must be reachable from the agents on TCP port 7101.", ("agents", "updates.example.com")),
]
WITHOUT = [
    "The agents connect to updates.example.com:7101.",
    "The agents connect to https://updates.example.com:7101.",
    "The agents connect to the hub (updates.example.com:7101).",
    "Outbound connections to updates.example.com:7101 must be allowed.",
]
PAGES = [
    "The web console is available at http://kite.example.com:7101.",
    "You can reach the console at https://kite.example.com:7101.",
    "After login you reach the page http://kite.example.com:7101/login.",
    "Browse to https://localhost:7101.",
]


@pytest.mark.parametrize(("said", "ends"), FLOWS)
def test_an_address_with_its_port_is_where_connections_go(said: str, ends: tuple[str, str]) -> None:
    for text in (said, f"- {said}"):
        reading, _ = reading_of(page(f"# Heron\n\n## Ports\n\n{text}\n"))
        found = [(claim.source, claim.destination, claim.direction, claim.transports) for claim in reading.claims]
        assert found == [(*ends, "unstated", ("tcp",))]


@pytest.mark.parametrize("said", WITHOUT)
def test_a_port_behind_an_address_is_kept_without_its_transport(said: str) -> None:
    for text in (said, f"- {said}"):
        reading, _ = reading_of(page(f"# Heron\n\n## Ports\n\n{text}\n"))
        assert [(claim.ports[0].start, claim.transports) for claim in reading.claims] == [(7101, ())]


@pytest.mark.parametrize("said", PAGES)
def test_the_address_of_a_page_is_no_port_to_open(said: str) -> None:
    for text in (said, f"- {said}"):
        reading, _ = reading_of(page(f"# Heron\n\n## Ports\n\n- 7199/tcp inbound\n\n{text}\n"))
        assert [claim.ports[0].start for claim in reading.claims] == [7199]


def test_hosts_that_are_named_behind_accept_nothing_here() -> None:
    said = "The following hosts must be reachable: updates.example.com (TCP 7101), mirror.example.com (TCP 7102)."
    reading, _ = reading_of(page(f"# Heron\n\n## Ports\n\n{said}\n"))
    assert {claim.direction for claim in reading.claims} == {"unstated"}


LED = (
    "# {0}\n\n- {1}\n\n| | {2} 1 | {2} 2 |\n|---|---|---|\n| HTTP | http://{{{{IP}}}}:7101 | http://{{{{IP}}}}:7102 |\n"
)


@pytest.mark.parametrize(
    ("title", "said", "host"),
    [
        ("Mill", "By default the console listens on the ports 7101 and 7102.", "Console"),
        ("Mühle", "Die Konsole lauscht standardmäßig auf den Ports 7101 und 7102.", "Konsole"),
        ("Moulin", "La console écoute par défaut sur les ports 7101 et 7102.", "Console"),
        ("磨坊", "默认情况下，控制台监听7101和7102端口。", "控制台"),
    ],
)
def test_addresses_on_the_ports_right_above_state_them_again(title: str, said: str, host: str) -> None:
    claims = reading_of(page(LED.format(title, said, host)))[0].claims
    assert [str(port) for each in claims if each.kind == "table" for port in each.ports] == ["7101", "7102"]


@pytest.mark.parametrize("said", ["The console listens on port 7103.", "The console shows the mill."])
def test_addresses_on_other_ports_state_none(said: str) -> None:
    claims = reading_of(page(LED.format("Mill", said, "Console")))[0].claims
    assert not [each for each in claims if each.kind == "table"]
