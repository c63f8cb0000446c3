"""Columns of ports below the names of services, where what stands above says that the numbers are ports."""

import pytest

from tests.reading import page, reading_of

Stated = tuple[int, str | None, str | None]


def stated(text: str) -> list[Stated]:
    reading, _ = reading_of(page(text))
    return [(each.ports[0].start, each.role, each.purpose) for each in reading.claims]


NODES = (
    "# Quarry\n\n## Default ports of the nodes\n\n| Node type | Raft internal | Raft public | Client API |\n"
    "|---|---|---|---|\n| keeper | 5180<sup>1</sup> | 5180<sup>1</sup> | |\n| finder | 7180 | 9180, 9181 | 8180-8189 |"
)
SAID = (
    "# Quarry\n\nThe table shows the ports that each node listens on.\n\n| Node | Client API | Gossip |\n"
    "|---|---|---|\n| keeper | 4101 | 4103, 4104 |\n| finder | 4201 | n/a |\n"
)
GERMAN = (
    "# Standardports\n\n| Knoten | Abfrage | Metriken |\n"
    "|---|---|---|\n| Leiter | 7101 | 7102-7104 |\n| Folger | 7201 | |"
)
CHINESE = "# 默认端口\n\n| 组件 | 管理 | 查询 |\n|---|---|---|\n| 主节点 | 7101 | 7102 |\n| 从节点 | 7201 | |\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (NODES, [(5180, "keeper", "Raft internal"), (5180, "keeper", "Raft public"), (7180, "finder", "Raft internal"),
                 (9180, "finder", "Raft public"), (8180, "finder", "Client API")]),
        (SAID, [(4101, "keeper", "Client API"), (4103, "keeper", "Gossip"), (4201, "finder", "Client API")]),
        (GERMAN, [(7101, "Leiter", "Abfrage"), (7102, "Leiter", "Metriken"), (7201, "Folger", "Abfrage")]),
        (CHINESE, [(7101, "主节点", "管理"), (7102, "主节点", "查询"), (7201, "从节点", "管理")]),
    ],
)  # fmt: skip
def test_each_port_says_which_service_it_is_of(text: str, expected: list[Stated]) -> None:
    assert stated(text) == expected


@pytest.mark.parametrize(
    "table",
    [
        "| Model | Copper | Fibre |\n|---|---|---|\n| S24 | 24 | 4 |\n| S48 | 48 | 4 |\n",
        "| Node | Reads | Errors |\n|---|---|---|\n| a | 12000 | 4 |\n| b | 15000 | 2 |\n",
        "| Node | Memory (MB) | Timeout |\n|---|---|---|\n| a | 2048 | 3600 |\n| b | 4096 | 7200 |\n",
    ],
)
def test_other_numbers_are_no_ports(table: str) -> None:
    assert stated(f"# Ports\n\n{table}") == []


BESIDE = (
    "# Registry\n\n| coin | public | internal | backend service ports (zmq) |\n|---|---|---|---|\n"
    "| Alder | 9116 | 9016 | 38316 p2p, 8116 http |\n| Birch | 9130 | 9030 | 38330 |\n"
)


def test_columns_beside_one_that_names_a_service_and_its_ports_are_those_of_services() -> None:
    reading, _ = reading_of(page(BESIDE))
    found = [[each.start for each in claim.ports] for claim in reading.claims]
    assert sorted(port for ports in found for port in ports) == [8116, 9016, 9030, 9116, 9130, 38316, 38330]


def test_numbers_beside_a_column_of_ports_alone_are_none() -> None:
    table = (
        "| Node | Port | Reads | Handle |\n|---|---|---|---|\n| a | 7101 | 12000 | 47 |\n| b | 7102 | 15000 | 49 |\n"
    )
    reading, _ = reading_of(page(f"# Ports\n\n{table}"))
    assert [claim.ports[0].start for claim in reading.claims] == [7101, 7102]


RANGES = [
    ("Range", "Use"), ("Band", "Owner"), ("Bereich", "Zweck"), ("Plage", "Usage"), ("Rango", "Uso"), ("Faixa", "Uso"),
    ("Intervallo", "Scopo"), ("Reeks", "Doel"), ("Диапазон", "Назначение"), ("Діапазон", "Призначення"),
    ("Zakres", "Cel"), ("Rozsah", "Účel"), ("Intervall", "Syfte"), ("Interval", "Formål"), ("Område", "Formål"),
    ("Alue", "Käyttö"), ("Tartomány", "Cél"), ("Plaja", "Scop"), ("Dải", "Mục đích"), ("Rentang", "Tujuan"),
    ("Εύρος", "Σκοπός"), ("نطاق", "الغرض"), ("ช่วง", "วัตถุประสงค์"), ("Aralık", "Amaç"), ("范围", "用途"),
    ("範囲", "用途"), ("범위", "용도"),
]  # fmt: skip


@pytest.mark.parametrize(("head", "use"), RANGES)
def test_ranges_are_of_ports_where_these_are_spoken_of(head: str, use: str) -> None:
    table = f"| {head} | {use} |\n|---|---|\n| {{}} | desks |\n| {{}} | carts |\n"
    claims = reading_of(page(f"# Ports\n\n{table.format('7100–7199', '7200–7299')}"))[0].claims
    assert [str(claim.ports[0]) for claim in claims] == ["7100-7199", "7200-7299"]
    assert stated(f"# Ports\n\n{table.format('1-100', '101-500')}") == []
    assert stated(f"# Desks\n\n{table.format('7100–7199', '7200–7299')}") == []


@pytest.mark.parametrize(
    "cells",
    [
        ("`desk:7101` (namespace `a`)", "`cart:7102` (namespace `b`)"),
        ("`http://<host>:7101`", "`https://<host>:7102/`"),
        ("`<address>:7101` (console)", "`<address>:7102`"),
        ("desk:7101", "cart:7102 (internal network)"),
    ],
)
def test_addresses_may_have_remarks_and_hosts_to_fill_in(cells: tuple[str, str]) -> None:
    for head in ("Endpoint", "Address", "URL"):
        table = f"| Service | {head} |\n|---|---|\n| Desk | {cells[0]} |\n| Cart | {cells[1]} |\n"
        assert [each[0] for each in stated(f"# Ports of the services\n\n{table}")] == [7101, 7102]


@pytest.mark.parametrize("head", ["Porten nay", "Entry", "Service"])
@pytest.mark.parametrize("scope", ["Port scope", "Port area", "Port range scope"])
def test_a_column_headed_as_ports_that_holds_none_hides_no_other(head: str, scope: str) -> None:
    rows = "| TCP 7541 (web) | out | WAN |\n| UDP 7542 (clock) | in | LAN |\n"
    table = f"| {head} | In or out | {scope} |\n|---|---|---|\n{rows}"
    claims = reading_of(page(f"# Mill\n\n{table}"))[0].claims
    found = [(each.ports[0].start, each.transports, each.direction) for each in claims]
    assert found == [(7541, ("tcp",), "outbound"), (7542, ("udp",), "inbound")]


@pytest.mark.parametrize("other", ["SRT", "UDP for SRT"])
def test_of_two_columns_of_protocols_the_one_of_transports_states_them(other: str) -> None:
    rows = f"| RTSP | 7541 | TCP |\n| {other} | 7542 | UDP |\n"
    for kind in ("Type", "Art", "Kind"):
        reading, _ = reading_of(page(f"# Mill\n\n| Protocol | Port | {kind} |\n|---|---|---|\n{rows}"))
        assert [claim.transports for claim in reading.claims] == [("tcp",), ("udp",)]


def test_a_column_of_ports_over_any_transport_holds_ports_whatever_its_header_says() -> None:
    rows = "| 170 | names | Custom(ANY/7541) | Allow |\n| 180 | files | Custom (ANY/7542-7544) | Allow |\n"
    reading, _ = reading_of(page(f"# Mill\n\n| Order | Name | Service | Action |\n|---|---|---|---|\n{rows}"))
    found = [(str(port), claim.transports) for claim in reading.claims for port in claim.ports]
    assert found == [("7541", ()), ("7542-7544", ())]
