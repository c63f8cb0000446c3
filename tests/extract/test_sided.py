"""Of "Local port" and "Remote port" the one counts for what comes in and the other for what goes out."""

import pytest

from portspec.spec import PortRange
from tests.reading import page, reading_of

HEADS = {
    "en": ("Direction", "Protocol", "Local port", "Remote port", "any", "Inbound", "Outbound"),
    "de": ("Richtung", "Protokoll", "Lokaler Port", "Remoteport", "beliebig", "Eingehend", "Ausgehend"),
    "fr": ("Sens", "Protocole", "Ports locaux", "Ports distants", "quelconque", "Entrant", "Sortant"),
    "es": ("Dirección", "Protocolo", "Puerto local", "Puerto remoto", "cualquiera", "Entrante", "Saliente"),
    "ru": ("Направление", "Протокол", "Локальный порт", "Удалённый порт", "любой", "Входящее", "Исходящее"),
    "ja": ("方向", "プロトコル", "ローカル ポート", "リモート ポート", "任意", "受信", "送信"),
    "zh": ("方向", "协议", "本地端口", "远程端口", "任意", "入站", "出站"),
}


@pytest.mark.parametrize("language", HEADS)
def test_each_direction_has_its_column(language: str) -> None:
    way, protocol, local, remote, anything, coming, going = HEADS[language]
    rows = (
        f"| {coming} | TCP | 9131 | {anything} |\n"
        f"| {coming} | UDP | 9132 | 61000-61099 |\n"
        f"| {going} | TCP | {anything} | 9133 |\n"
    )
    text = f"# Mill\n\n| {way} | {protocol} | {local} | {remote} |\n|---|---|---|---|\n{rows}"
    found = [(claim.direction, claim.transports, _ranges(claim.ports)) for claim in reading_of(page(text))[0].claims]
    assert found == [
        ("inbound", ("tcp",), [(9131, 9131)]),
        ("inbound", ("udp",), [(9132, 9132)]),
        ("outbound", ("tcp",), [(9133, 9133)]),
    ]


def test_a_title_tells_the_direction_too() -> None:
    table = "| Protocol | Local port | Remote port |\n|---|---|---|\n| TCP | {} | {} |\n"
    text = (
        f"# Mill\n\n## Inbound rules\n\n{table.format(9131, 'any')}\n## Outbound rules\n\n{table.format('any', 9133)}"
    )
    found = [(claim.direction, _ranges(claim.ports)) for claim in reading_of(page(text))[0].claims]
    assert found == [("inbound", [(9131, 9131)]), ("outbound", [(9133, 9133)])]


@pytest.mark.parametrize("language", HEADS)
def test_local_ports_alone_are_those_of_what_comes_in(language: str) -> None:
    way, protocol, local, _, _, coming, going = HEADS[language]
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
