"""Of "Local port" and "Remote port" the one counts for what comes in and the other for what goes out."""

import tomllib
from pathlib import Path

import pytest

from portspec.spec import PortRange
from tests.reading import page, reading_of

HEADS = tomllib.loads(Path(__file__).with_name("sides.toml").read_text(encoding="utf-8"))
PAIRS = [(language, pair) for language, heads in HEADS.items() for pair in heads["pairs"]]


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(("language", "pair"), PAIRS)
def test_each_direction_has_its_column(language: str, pair: str, turned: bool) -> None:  # noqa: FBT001
    way, protocol, anything, coming, going = (HEADS[language]["words"][at] for at in (0, 1, 4, 2, 3))
    rows = [
        ("TCP", coming, "9131", anything),
        ("UDP", coming, "9132", "61000"),
        ("TCP", going, anything, "9133"),
        ("UDP", going, "61001", "9134"),
    ]
    heads = [(protocol, way, *pair.split(" | ")), ("---",) * 4, *rows]
    order = (0, 1, 3, 2) if turned else (0, 1, 2, 3)
    table = "\n".join(f"| {' | '.join(row[at] for at in order)} |" for row in heads)
    reading, _ = reading_of(page(f"# Mill\n\n## Server\n\n{table}\n"))
    found = [(claim.direction, claim.transports, _ranges(claim.ports), claim.need) for claim in reading.claims]
    assert found == [
        ("inbound", ("tcp",), [(9131, 9131)], "required"),
        ("inbound", ("udp",), [(9132, 9132)], "required"),
        ("outbound", ("tcp",), [(9133, 9133)], "required"),
        ("outbound", ("udp",), [(9134, 9134)], "required"),
    ]


def test_what_goes_both_ways_has_no_port_of_both_where_each_end_has_its_own() -> None:
    head = "# Mill\n\n| Direction | Protocol | Local port | Remote port |\n|---|---|---|---|\n"
    reading, said = reading_of(page(f"{head}| Both | TCP | 9131 | 9131 |\n| Both | TCP | 9132 | 9133 |\n"))
    assert [(claim.direction, _ranges(claim.ports)) for claim in reading.claims] == [("both", [(9131, 9131)])]
    assert "PS201" in {each.code for each in said}


def test_ports_of_peers_without_a_direction_are_ports_like_others() -> None:
    table = "| Service | Web port | Peer port |\n|---|---|---|\n| store | 9131/tcp | 9132/tcp |\n"
    reading, _ = reading_of(page(f"# Mill\n\n## Server\n\n{table}"))
    assert [_ranges(claim.ports) for claim in reading.claims] == [[(9131, 9131)], [(9132, 9132)]]


@pytest.mark.parametrize("way", ["Inbound", "受信"])
@pytest.mark.parametrize(
    "item",
    [
        "TCP: remote port 61000, local port 9131",
        "TCP: local port 9131 from remote port 61000",
        "TCP : port local 9131, port distant 61000",
        "TCP: puerto local 9131, puerto remoto 61000",
        "TCP: ローカルポート 9131、リモートポート 61000",
    ],
)
def test_an_item_has_no_port_of_the_end_that_connections_come_from(item: str, way: str) -> None:
    for text in (f"### {way}\n\n- {item}", f"- {way}: {item}"):
        reading, said = reading_of(page(f"# Mill\n\n## Server\n\n{text}\n"))
        assert 61000 not in {each.start for claim in reading.claims for each in claim.ports}
        assert reading.claims or said


def test_a_title_tells_the_direction_too() -> None:
    table = "| Protocol | Local port | Remote port |\n|---|---|---|\n| TCP | {} | {} |\n"
    text = (
        f"# Mill\n\n## Inbound rules\n\n{table.format(9131, 'any')}\n## Outbound rules\n\n{table.format('any', 9133)}"
    )
    found = [(claim.direction, _ranges(claim.ports)) for claim in reading_of(page(text))[0].claims]
    assert found == [("inbound", [(9131, 9131)]), ("outbound", [(9133, 9133)])]


@pytest.mark.parametrize("language", HEADS)
def test_local_ports_alone_are_those_of_what_comes_in(language: str) -> None:
    way, protocol, coming, going, _ = HEADS[language]["words"]
    local = HEADS[language]["pairs"][0].split(" | ")[0]
    head = f"# Mill\n\n| {way} | {protocol} | {local} |\n|---|---|---|\n"
    reading, said = reading_of(page(f"{head}| {coming} | TCP | 9131 |\n| {going} | TCP | 9132 |\n"))
    assert [(claim.direction, _ranges(claim.ports)) for claim in reading.claims] == [("inbound", [(9131, 9131)])]
    assert "PS201" in {each.code for each in said}


SERVERS = {
    "en": ("Server", "Port", "Protocol", "Direction", "Inbound", "Outbound"),
    "fr": ("Serveur", "Port", "Protocole", "Sens", "Entrant", "Sortant"),
    "es": ("Servidor", "Puerto", "Protocolo", "Sentido", "Entrante", "Saliente"),
    "ru": ("Сервер", "Порт", "Протокол", "Направление", "Входящий", "Исходящий"),
    "uk": ("Сервер", "Порт", "Протокол", "Напрямок", "Вхідний", "Вихідний"),
    "pl": ("Serwer", "Port", "Protokół", "Kierunek", "Przychodzący", "Wychodzący"),
    "zh": ("服务器", "端口", "协议", "方向", "入站", "出站"),
    "ja": ("サーバー", "ポート", "プロトコル", "方向", "受信", "送信"),
    "ko": ("서버", "포트", "프로토콜", "방향", "인바운드", "아웃바운드"),
}


@pytest.mark.parametrize("language", SERVERS)
def test_a_server_from_which_connections_go_out_too_is_the_host(language: str) -> None:
    *heads, coming, going = SERVERS[language]
    head = f"# Mill\n\n| {' | '.join(heads)} |\n|---|---|---|---|\n"
    rows = f"| store | 9131 | TCP | {coming} |\n| store | 9132 | TCP | {going} |\n| relay | 9133 | TCP | {coming} |\n"
    found = [(claim.role, claim.direction) for claim in reading_of(page(head + rows))[0].claims]
    assert found == [("store", "inbound"), ("store", "outbound"), ("relay", "inbound")]


def test_a_server_is_the_other_end_of_what_goes_out_to_it_or_comes_from_a_client() -> None:
    head = "# Mill\n\n## Agent\n\n| Server | Port | Protocol | Direction |\n|---|---|---|---|\n"
    text = f"{head}| store | 9131 | TCP | outbound |\n| relay | 9132 | TCP | outbound |\n"
    found = [(claim.role, claim.destination) for claim in reading_of(page(text))[0].claims]
    assert found == [("Agent", "store"), ("Agent", "relay")]
    text = "# Mill\n\n| Client | Server | Port | Protocol |\n|---|---|---|---|\n| agent | store | 9131 | TCP |\n"
    (claim,) = reading_of(page(text))[0].claims
    assert (claim.source, claim.destination) == ("agent", "store")


def _ranges(ports: tuple[PortRange, ...]) -> list[tuple[int, int]]:
    return [(each.start, each.end) for each in ports]


@pytest.mark.parametrize(
    ("way", "coming", "going", "head"),
    [
        ("Kierunek", "Przychodzący", "Wychodzący", "Dla ruchu przychodzącego źródło/wychodzącego cel"),
        ("Direction", "Inbound", "Outbound", "Inbound source/outbound destination"),
        ("Richtung", "Eingehend", "Ausgehend", "Eingehend Quelle/ausgehend Ziel"),
    ],
)
def test_a_column_of_the_other_end_of_each_direction(way: str, coming: str, going: str, head: str) -> None:
    rows = f"| 9131 | TCP | {coming} | Internet |\n| 9132 | TCP | {going} | Storage |\n"
    reading, _ = reading_of(page(f"# Mill\n\n| Port | Protocol | {way} | {head} |\n|---|---|---|---|\n{rows}"))
    found = [(claim.direction, claim.source, claim.destination, claim.need) for claim in reading.claims]
    assert [each[0] for each in found] == ["inbound", "outbound"]
    assert [each[3] for each in found] == ["required", "required"]
    assert ["Internet" in str(found[0]), "Storage" in str(found[1])] == [True, True]


def test_the_internet_is_not_inside_the_host() -> None:
    table = "| Port | Protocol | Direction |\n|---|---|---|\n| 9131 | TCP | Internet |\n| 9132 | TCP | Internal |\n"
    reading, _ = reading_of(page(f"# Mill\n\n{table}"))
    assert [claim.need for claim in reading.claims] == ["required", "local"]


@pytest.mark.parametrize(
    "head",
    [
        "Source | Port | Destination | Port", "Origem | Porta | Destino | Porta", "Quelle | Port | Ziel | Port",
        "Origen | Puerto | Destino | Puerto", "Источник | Порт | Назначение | Порт",
        "送信元 | ポート | 宛先 | ポート", "源 | 端口 | 目的 | 端口",
    ],
)  # fmt: skip
@pytest.mark.parametrize("turned", [False, True])
def test_ports_right_behind_each_end_are_those_of_that_end(head: str, turned: bool) -> None:  # noqa: FBT001
    ends, rows = head.split(" | "), [("Relay", "*", "Hub", "9131"), ("Relay", "*", "Hub", "9132")]
    order = (2, 3, 0, 1) if turned else (0, 1, 2, 3)
    lines = [" | ".join(row[at] for at in order) for row in (ends, ("---",) * 4, *rows)]
    table = "\n".join(f"| TCP | {line} |" for line in lines).replace("| TCP |", "| Protocol |", 1)
    reading, _ = reading_of(page(f"# Mill\n\n{table.replace('| TCP | --- ', '| --- | --- ')}\n"))
    found = [(claim.source, claim.destination, _ranges(claim.ports)) for claim in reading.claims]
    assert found == [("Relay", "Hub", [(9131, 9131)]), ("Relay", "Hub", [(9132, 9132)])]


@pytest.mark.parametrize("head", ["Source Port | Destination", "Quellport | Ziel"])
def test_ends_above_nothing_but_ports_are_those_of_their_ports(head: str) -> None:
    rows = "| 1024:65535 | 53 | UDP |\n| 1024:65535 | 389 | TCP |\n"
    reading, _ = reading_of(page(f"# Mill\n\n| {head} | Protocol |\n|---|---|---|\n{rows}"))
    found = [(_ranges(claim.ports), claim.transports, claim.destination) for claim in reading.claims]
    assert found == [([(53, 53)], ("udp",), None), ([(389, 389)], ("tcp",), None)]
