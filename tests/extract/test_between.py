"""Columns that name both ends of connections: hosts below "Between", and a route that the header itself is."""

import pytest

from portspec.spec import Direction
from tests.reading import page, reading_of

Flow = tuple[str | None, str | None, Direction]


def _flows(text: str) -> list[Flow]:
    return [(each.source, each.destination, each.direction) for each in reading_of(page(text))[0].claims]


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        ("Between", "Relay and Store"),
        ("Communication between", "Relay, Store"),
        ("Traffic between", "Relay - Store"),
        ("Between", "Relay / Store"),
        ("Zwischen", "Relay und Store"),
        ("Flux entre", "Relay et Store"),
        ("Entre", "Relay y Store"),
        ("通信双方", "Relay、Store"),
    ],
)
def test_hosts_below_between_open_connections_both_ways(header: str, cell: str) -> None:
    assert _flows(f"| {header} | Port | Protocol |\n|---|---|---|\n| {cell} | 7101 | TCP |\n") == [
        ("Relay", "Store", "both")
    ]


def test_between_and_and_are_two_columns() -> None:
    text = "| Between | And | Port | Protocol |\n|---|---|---|---|\n| Relay | Store | 7101 | TCP |\n"
    assert _flows(text) == [("Relay", "Store", "both")]


def test_an_arrow_or_a_direction_counts_before_between() -> None:
    rows = "| Relay → Store | TCP 7101 | |\n| Relay, Store | TCP 7102 | inbound |\n"
    text = f"| Communication between | Port | Direction |\n|---|---|---|\n{rows}"
    assert _flows(text) == [("Relay", "Store", "unstated"), ("Relay, Store", None, "inbound")]


@pytest.mark.parametrize(
    ("one", "other", "ends"),
    [
        ("Agent to Hub", "Hub to Agent", ("Agent", "Hub")),
        ("Agents → Hub", "Hub → Agents", ("Agents", "Hub")),
        ("From agents to hubs", "From hubs to agents", ("agents", "hubs")),
        ("Agent vers serveur", "Serveur vers agent", ("Agent", "serveur")),
        ("Port (from agents to server)", "Port (from server to agents)", ("agents", "server")),
    ],
)
def test_a_header_that_is_a_route_has_the_ports_of_that_flow(one: str, other: str, ends: tuple[str, str]) -> None:
    text = f"| Service | {one} | {other} |\n|---|---|---|\n| Data | TCP 7101 | TCP 7102 |\n"
    (_, *to), (_, *back) = (
        (each.direction, each.source, each.destination) for each in reading_of(page(text))[0].claims
    )
    assert tuple(to) == ends
    assert [str(each).casefold() for each in back] == [each.casefold() for each in reversed(ends)]


def test_a_header_of_other_words_is_no_route() -> None:
    text = "| Guide to TLS | Port to open | Protocol |\n|---|---|---|\n| Data | 7101 | TCP |\n"
    assert _flows(text) == [(None, None, "unstated")]


ARROWS = [
    ("→", "←", "↔"),
    ("->", "<-", "<->"),
    ("=>", "<=", "<=>"),
    ("⇒", "⇐", "⇔"),
    ("-->", "<--", "<-->"),
    ("⟶", "⟵", "⇄"),
]
HEADS = [
    "| From | | To |",
    "| Von | | Nach |",
    "| Source | Direction | Destination |",
    "| Host | → | Host |",
    "| Component A | | Component B |",
    "| | | |",
]


@pytest.mark.parametrize("arrows", ARROWS)
@pytest.mark.parametrize("head", HEADS)
def test_a_column_of_arrows_points_from_one_end_to_the_other(head: str, arrows: tuple[str, str, str]) -> None:
    on, back, both = arrows
    cells = ((f"Agent | {on} | Hub", 7101), (f"Hub | {back} | Relay", 7102), (f"Hub | {both} | Store", 7103))
    rows = "".join(f"| {ends} | {port} | TCP |\n" for ends, port in cells)
    assert _flows(f"# Ports\n\n{head} Port | Protocol |\n|---|---|---|---|---|\n{rows}") == [
        ("Agent", "Hub", "unstated"),
        ("Relay", "Hub", "unstated"),
        ("Hub", "Store", "both"),
    ]


def test_the_ports_before_an_arrow_are_those_that_connections_come_from() -> None:
    rows = "| Agent | any | → | Hub | 7101 |\n| Hub | 7102 | ← | Agent | 7103 |\n"
    (one, two) = reading_of(page(f"| Host | Port | | Host | Port |\n|---|---|---|---|---|\n{rows}"))[0].claims
    assert [each.ports[0].start for each in (one, two)] == [7101, 7102]
    assert [(each.source, each.destination) for each in (one, two)] == [("Agent", "Hub"), ("Agent", "Hub")]


def test_arrows_beside_what_a_port_is_for_are_the_ways_of_the_host() -> None:
    rows = "| Hub | → | Fetches its updates | 7101 |\n| Hub | ← | Answers the agents | 7102 |\n"
    text = f"| Host | Direction | Description | Port |\n|---|---|---|---|\n{rows}"
    assert _flows(text) == [(None, None, "outbound"), (None, None, "inbound")]


PORTS_OVER_ARROWS = [
    ("Client port → server port", "49152-65535 → 7101"),
    ("Client port -> server port", "49152-65535 -> 7101"),
    ("Server port ← client port", "7101 ← 49152-65535"),
    ("Source port > destination port", "49152-65535 > 7101"),
    ("Ports (client → server)", "49152-65535 → 7101"),
    ("Quellport → Zielport", "49152-65535 → 7101"),
    ("Port source → port de destination", "49152-65535 → 7101"),
    ("Puerto de origen → puerto de destino", "49152-65535 → 7101"),
    ("Порт клиента → порт сервера", "49152-65535 → 7101"),
    ("送信元ポート → 宛先ポート", "49152-65535 → 7101"),
    ("源端口 → 目标端口", "49152-65535 → 7101"),
]


@pytest.mark.parametrize(("head", "cell"), PORTS_OVER_ARROWS)
def test_an_arrow_between_ports_leads_from_those_that_connections_come_from(head: str, cell: str) -> None:
    table = f"| Service | Protocol | {head} |\n|---|---|---|\n| Web | TCP | {cell} |\n"
    reading, _ = reading_of(page(f"# Heron\n\n## Portal server: inbound\n\n{table}"))
    (claim,) = reading.claims
    assert [(each.start, each.end) for each in claim.ports] == [(7101, 7101)]
    assert [(each.start, each.end) for each in claim.source_ports] == [(49152, 65535)]
    assert (claim.role, claim.direction, claim.source) == ("Portal server", "inbound", None)
