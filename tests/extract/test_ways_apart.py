"""Ways apart: what holds for some of the rows or lines of a table alone, of its directions and transports."""

import pytest

from tests.reading import page, reading_of

Stated = list[tuple[tuple[int, ...], tuple[str, ...], str]]


def stated(text: str) -> Stated:
    """Return the ports, transports and direction of each claim of a page."""
    claims = reading_of(page(text))[0].claims
    return [(tuple(port.start for port in each.ports), each.transports, each.direction) for each in claims]


@pytest.mark.parametrize(
    ("incoming", "outgoing"),
    [
        ("Incoming ports", "Outgoing ports"),
        ("Eingehende Ports", "Ausgehende Ports"),
        ("Ports entrants", "Ports sortants"),
        ("Puertos entrantes", "Puertos salientes"),
        ("受信ポート", "送信ポート"),
    ],
)
def test_a_group_row_takes_the_place_of_the_title_of_the_table(incoming: str, outgoing: str) -> None:
    head = "|---|---|\n| Purpose | Protocol/Port |\n"
    table = f"| {incoming} | |\n{head}| pages | TCP/443 |\n| {outgoing} | |\n{head}| API | TCP/8443 |\n"

    assert stated(f"# Mill\n\n{table}") == [((443,), ("tcp",), "inbound"), ((8443,), ("tcp",), "outbound")]


LINES = {
    "en": (
        "Inbound connections on TCP port 3389 for desktops",
        "Inbound connections on port 44368: ``` https://<box>:44368 ```",
        "Outbound connections on port 443, 5671 and 5672 for data",
    ),
    "ko": (
        "TCP 포트 3389에서 인바운드 연결",
        "포트 44368의 인바운드 연결: ``` https://<box>:44368 ```",
        "데이터를 보내기 위한 포트 443, 5671 및 5672의 아웃 바운드 연결",
    ),
}


@pytest.mark.parametrize("lines", LINES.values(), ids=LINES)
def test_each_line_of_a_cell_speaks_of_its_own_ports(lines: tuple[str, ...]) -> None:
    rows = f"| Box | {'<br>'.join(lines)} |\n| Store | Inbound TCP port 22 for shells of all |\n"
    found = [each for each in stated(f"# Mill\n\n| Device | Connection |\n|---|---|\n{rows}") if each[0] != (22,)]
    by_port = {port: (transports, way) for ports, transports, way in found for port in ports}

    assert [by_port[port] for port in (3389, 44368, 443, 5672)] == [
        (("tcp",), "inbound"),
        ((), "inbound"),
        ((), "outbound"),
        ((), "outbound"),
    ]


@pytest.mark.parametrize("over", ["over TCP", "über TCP", "sur TCP", "via TCP", "por TCP"])
def test_a_transport_that_leads_from_the_name_of_a_service_is_of_its_port_alone(over: str) -> None:
    table = "# Mill\n\n| Port | Use |\n|---|---|\n| {} | shares |\n"

    assert stated(table.format(f"80: WinRM; 135: RPC; 445: SMB ({over})")) == [
        ((80, 135), (), "unstated"),
        ((445,), ("tcp",), "unstated"),
    ]
    assert stated(table.format(f"135, 445 ({over})")) == [((135, 445), ("tcp",), "unstated")]


@pytest.mark.parametrize(
    ("heads", "cells"),
    [
        (
            ("Richtung", "Erlaubtes"),
            ("Alles blockieren", "DNS (Port 53 UDP)", "Hub (Port 8443, Seiten)", "Netz (RFC-1918)"),
        ),
        (("Direction", "Allowed"), ("Block all", "DNS (port 53 UDP)", "Hub (port 8443, pages)", "Net (RFC-1918)")),
        (("Dirección", "Permitido"), ("Bloquear todo", "DNS (puerto 53 UDP)", "Hub (puerto 8443)", "Red (RFC-1918)")),
    ],
    ids=["de", "en", "es"],
)
def test_some_of_the_rules_of_a_table_with_directions_state_ports(
    heads: tuple[str, ...], cells: tuple[str, ...]
) -> None:
    rows = "".join(f"| rule{n} | Egress | {cell} |\n" for n, cell in enumerate((*cells, *cells[:1], "Pods")))
    table = f"# Mill\n\n| Policy | {heads[0]} | {heads[1]} |\n|---|---|---|\n{rows}"

    assert stated(table) == [((53,), ("udp",), "outbound"), ((8443,), (), "outbound")]
    plain = table.replace("Egress", "yes").replace(heads[0], "Tested")
    assert not any(transports and way != "unstated" for _, transports, way in stated(plain))


BOTH_WAYS = [
    "The cabin servers need inbound UDP port 3262 for the emergency call and outbound TCP port 3263 for the logbook.",
    "Die Server brauchen eingehend UDP-Port 3262 für den Notruf und ausgehend TCP-Port 3263 für das Logbuch.",
    "Les serveurs ont aussi besoin du port UDP 3262 entrant pour l'appel et du port TCP 3263 sortant pour le journal.",
    "Los servidores necesitan el puerto UDP 3262 entrante para avisos y el puerto TCP 3263 saliente para el diario.",
    "I server richiedono la porta UDP 3262 in ingresso per la chiamata e la porta TCP 3263 in uscita per il registro.",
    "服务器还需要入站 UDP 端口 3262 用于紧急呼叫，以及出站 TCP 端口 3263 用于日志。",
]


@pytest.mark.parametrize("sentence", BOTH_WAYS)
def test_a_sentence_may_ask_for_a_port_each_way(sentence: str) -> None:
    said = [((3262,), ("udp",), "inbound"), ((3263,), ("tcp",), "outbound")]

    assert stated(f"# Cable car\n\n## Cabin servers\n\n{sentence}\n") == said
    reading, _ = reading_of(page(f"# Cable car\n\n## Cabin servers\n\n{sentence}\n"))
    assert [(claim.source, claim.destination) for claim in reading.claims] == [(None, None)] * 2
