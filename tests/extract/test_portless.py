"""Protocols without ports are read in running text as in tables, beside ports or alone, in any language."""

import pytest

from portspec.extract.grammar.portless import portless
from portspec.extract.language.vocabulary import transports_in
from tests.reading import page, reading_of

NAMED = {
    "The server needs ICMPv6 type 128 and TCP 8080.": ["icmpv6"],
    "Open ICMP and TCP port 8080.": ["icmp"],
    "Allow ESP traffic and UDP 500.": ["esp"],
    "ICMP must be allowed; so must GRE.": ["icmp", "gre"],
    "Let IP protocols 50 and 51 through.": ["ah", "esp"],
    "Auf dem Server müssen ICMP Typ 8 und TCP 8080 geöffnet sein.": ["icmp"],
    "ICMP muss erlaubt sein.": ["icmp"],
    "ICMP doit être autorisé.": ["icmp"],
    "Le serveur doit autoriser ICMP et le port TCP 8080.": ["icmp"],
    "El servidor requiere ESP y UDP 500.": ["esp"],
    "Serwer wymaga ICMP i TCP 8080.": ["icmp"],
    "Сервер требует ICMP и TCP 8080.": ["icmp"],
    "サーバーでは ICMP と TCP 8080 を許可してください。": ["icmp"],
    "서버에서 ICMP 및 TCP 8080을 허용하십시오.": ["icmp"],
    "在服务器上允许 ICMP 和 TCP 8080。": ["icmp"],
}
OF_THINGS = [
    "The ICMP monitor requires TCP 8080.",
    "The GRE-based tunnel needs UDP 500.",
    "The ESP daemon uses TCP 80.",
]


def _read(text: str) -> list[tuple[str, ...]]:
    reading, _ = reading_of(page(text))
    return sorted(claim.transports for claim in reading.claims if claim.need == "required")


@pytest.mark.parametrize(("said", "names"), NAMED.items())
def test_the_protocols_that_a_sentence_names(said: str, names: list[str]) -> None:
    assert [name for part in portless(said) for name in part.transports] == names


@pytest.mark.parametrize("said", OF_THINGS)
def test_a_thing_that_speaks_a_protocol_is_none(said: str) -> None:
    assert portless(said) == ()


@pytest.mark.parametrize("said", ["Open ICMP type 8 and TCP port 8080.", "- Open ICMP type 8 and TCP port 8080"])
def test_both_halves_of_a_sentence_are_requirements(said: str) -> None:
    assert _read(f"# Widget\n\n{said}\n") == [("icmp",), ("tcp",)]


def test_what_is_to_stay_closed_is_no_requirement_and_is_said() -> None:
    reading, findings = reading_of(page("# Widget\n\nDo not allow GRE; TCP 1723 must be open.\n"))
    assert [claim.transports for claim in reading.claims] == [("tcp",)]
    assert [each.code for each in findings] == ["PS206"]


def test_one_that_the_page_states_elsewhere_is_stated_once() -> None:
    table = "| Port | Protocol |\n|---|---|\n| - | ICMP |\n| 80 | TCP |\n"
    assert _read(f"# Widget\n\n{table}\nAllow ICMP and TCP 80.\n") == [("icmp",), ("tcp",)]


@pytest.mark.parametrize(("cell", "types"), [("Type 8, Code 0", ("8/0",)), ("Type: 3 / Code: 4", ("3/4",))])
def test_a_type_below_port_is_one_of_the_protocol_beside_it(cell: str, types: tuple[str, ...]) -> None:
    reading, _ = reading_of(page(f"# Widget\n\n| Protocol | Port |\n|---|---|\n| ICMP | {cell} |\n| TCP | 80 |\n"))
    assert reading.claims[0].icmp_types == types
    assert reading.unread == 0


def test_a_name_that_goes_on_in_digits_is_another() -> None:
    assert transports_in("The ESP32-C6 and the AH2 need TCP445") == ("tcp",)


@pytest.mark.parametrize("cell", ["ICMP-TCP-UDP", "ICMP, TCP, UDP"])
def test_protocols_with_and_without_ports_of_one_row_are_all_stated(cell: str) -> None:
    rows = f"| TCP | 80 |\n| {cell} | N/A |\n"
    assert _read(f"# Widget\n\n| Protocol | Port |\n|---|---|\n{rows}") == [("icmp",), ("tcp",), ("tcp",), ("udp",)]


def test_udp_lite_is_no_udp() -> None:
    assert transports_in("UDP-Lite") == transports_in("udp lite") == transports_in("UDPLite") == ("udplite",)
    assert transports_in("UDP/UDP-Lite") == ("udp", "udplite")


LEADING = [
    "ICMP echo between all members of the cluster",
    "ICMP between all members of the cluster",
    "ICMP (ping) from the monitoring hosts to all members",
    "ICMP Echo zwischen allen Mitgliedern des Clusters",
    "ICMP entre tous les membres de la grappe",
    "ICMP entre todos los miembros del clúster",
    "ICMP tra tutti i membri del cluster",
    "ICMP entre todos os membros do cluster",
    "ICMP tussen alle leden van het cluster",
    "ICMP между всеми узлами этого кластера",
]


@pytest.mark.parametrize("item", LEADING)
def test_an_item_that_a_protocol_leads_is_a_requirement_beside_ports(item: str) -> None:
    assert _read(f"# Ports\n\n## Members\n\n- 4369/tcp inbound - mapper\n- {item}\n") == [("icmp",), ("tcp",)]


@pytest.mark.parametrize(
    "item", ["ICMP monitor of the cluster and its members", "ICMP is a part of every IP stack here"]
)
def test_an_item_about_a_protocol_is_none(item: str) -> None:
    assert _read(f"# Ports\n\n## Members\n\n- 4369/tcp inbound - mapper\n- {item}\n") == [("tcp",)]


@pytest.mark.parametrize("none", ["N/A", "N/D", "-", "не применимо", "該当なし"])
@pytest.mark.parametrize(("name", "kind"), [("ICMPv4", "Echo Reply"), ("ESP", ""), ("GRE", "-")])
def test_a_row_without_ports_may_name_its_protocol_beside_them(name: str, kind: str, none: str) -> None:
    table = f"| Service | Port | Protocol |\n|---|---|---|\n| {name} | {none} | {kind} |\n| DNS | 53 | UDP |\n"

    assert len(_read(f"# Ports\n\n{table}")) == 2


@pytest.mark.parametrize("name", ["ICMP monitor", "Heartbeat", "TCP"])
def test_a_row_without_ports_names_no_protocol_by_another_thing(name: str) -> None:
    table = f"| Service | Port | Protocol |\n|---|---|---|\n| {name} | N/A | - |\n| DNS | 53 | UDP |\n"

    assert _read(f"# Ports\n\n{table}") == [("udp",)]


def test_a_cell_that_means_all_ports_is_no_mark_of_a_note() -> None:
    head = "| Protocol | Source | Port | Destination | Port |\n|---|---|---|---|---|\n"
    rows = "| ICMP | LAN | * | Hub server | * |\n| TCP | LAN | * | Hub server | 443 |\n"
    assert "PS212" not in {each.code for each in reading_of(page(f"# Firewall\n\n{head}{rows}"))[1]}


EVERY = ("All", "Any", "All traffic", "All protocols", "Alle Protokolle", "tous", "todos los protocolos", "全部")


def _rows(protocol: str, port: str) -> list[tuple[list[tuple[int, int]], tuple[str, ...]]]:
    rows = f"| A | {protocol} | {port} |\n| B | TCP | 7101 |\n"
    reading, _ = reading_of(page(f"# Node\n\n| Source | Protocol | Port |\n|---|---|---|\n{rows}"))
    return [([(each.start, each.end) for each in claim.ports], claim.transports) for claim in reading.claims[:-1]]


@pytest.mark.parametrize("protocol", EVERY)
@pytest.mark.parametrize("port", ["-", "N/A"])
def test_of_all_protocols_no_port_is_every_port_of_a_transport_that_nobody_states(protocol: str, port: str) -> None:
    assert _rows(protocol, port) == [([(0, 65535)], ())]


@pytest.mark.parametrize(
    ("protocol", "port"),
    [("All", ""), ("All except TCP", "-"), ("All internal", "-"), ("Other", "-"), ("TCP", "-"), ("IP", "-")],
)
def test_of_some_protocols_it_is_none(protocol: str, port: str) -> None:
    assert _rows(protocol, port) == []
