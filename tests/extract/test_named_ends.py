"""An end has its own name, without the words that a cell, a title or a sentence puts around it."""

import pytest

from portspec.extract.ends.several import split_hosts
from tests.reading import ends_of, page, reading_of


@pytest.mark.parametrize(
    ("cell", "ends"),
    [
        ("From agents to hub", ("agents", "hub")),
        ("von Agent zu Server", ("Agent", "Server")),
        ("Agents to hub", ("Agents", "hub")),
    ],
)
def test_a_direction_that_names_both(cell: str, ends: tuple[str, str]) -> None:
    assert ends_of(f"# Ports\n\n| Port | Protocol | Direction |\n|---|---|---|\n| 6681 | TCP | {cell} |\n") == ends


@pytest.mark.parametrize(
    ("sentence", "ends"),
    [
        ("The agent listens on TCP port 6682, and only the server connects to it.", ("server", "Agent")),
        ("L'agent se connecte au serveur sur le port TCP 6682.", ("agent", "serveur")),
        ("L’agent se connecte au serveur sur le port TCP 6682.", ("agent", "serveur")),
    ],
)
def test_a_sentence_that_names_both(sentence: str, ends: tuple[str, str]) -> None:
    assert ends_of(f"# Ports\n\n## Agent\n\n{sentence}\n") == ends


@pytest.mark.parametrize(
    ("title", "host"),
    [
        ("Puertos del servidor", "servidor"),
        ("Porte del server", "server"),
        ("Porte della console server", "console server"),
        ("Portas do servidor", "servidor"),
        ("Ports du serveur", "serveur"),
        ("Ports of the server", "server"),
        ("Puertos del clúster de prueba", "Puertos del clúster de prueba"),
    ],
)
def test_a_title_of_the_ports_of_a_host(title: str, host: str) -> None:
    reading, _ = reading_of(page(f"# Red\n\n## {title}\n\n| Port | TCP/UDP |\n|---|---|\n| 6683 | TCP |\n"))
    assert [claim.role for claim in reading.claims] == [host]


def test_a_firewall_between_two_hosts_is_neither() -> None:
    text = "# Ports\n\nOpen these inbound ports on the firewall between clients and hubs:\n\n- TCP 6684\n- TCP 6685\n"
    assert {claim.role for claim in reading_of(page(text))[0].claims} == {None}


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("The agents connect to the hub on TCP port 6686.", None),
        ("El agente se conecta al servidor por el puerto TCP 6686.", None),
        ("The agents connect to these ports:", "agents"),
    ],
)
def test_what_a_sentence_says_of_its_own_port_is_not_said_of_the_list_below(sentence: str, source: str | None) -> None:
    reading, _ = reading_of(page(f"# Ports\n\n## Hub\n\n{sentence}\n\n- TCP 6687: metrics\n- TCP 6688: traces\n"))
    assert {claim.source for claim in reading.claims if claim.ports[0].start != 6686} == {source}


def test_columns_of_who_reaches_and_who_is_reached() -> None:
    heads = "| 端口 | 协议 | 访问方 | 被访问方 | 说明 |\n|---|---|---|---|---|\n"
    assert ends_of(f"# 网络端口\n\n{heads}| 6689 | TCP | 客户端 | 服务端 | 上报 |\n") == ("客户端", "服务端")


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Outbound to the relay server", ("Agents", "outbound", None, "relay server")),
        ("Inbound from the relay server:", ("Agents", "inbound", "relay server", None)),
        ("Outbound connections to the internet", ("Agents", "outbound", None, "internet")),
        ("Eingehend vom Vermittler", ("Agents", "inbound", "Vermittler", None)),
        ("Ausgehend zum Vermittler", ("Agents", "outbound", None, "Vermittler")),
        ("Entrant depuis le relais", ("Agents", "inbound", "relais", None)),
        ("Saliente hacia el relevo", ("Agents", "outbound", None, "relevo")),
        ("Inbound", ("Agents", "inbound", None, None)),
    ],
)
def test_a_title_of_one_way_names_the_other_end(title: str, said: tuple[str | None, ...]) -> None:
    for line in (f"**{title}**", f"### {title}"):
        reading, _ = reading_of(page(f"# Loom\n\n## Agents\n\n{line}\n\n- 6691/TCP: one\n- 6692/TCP: two\n"))
        found = {(each.role, each.direction, each.source, each.destination) for each in reading.claims}
        assert found == {said}


def test_a_title_of_what_comes_in_may_name_the_host() -> None:
    reading, _ = reading_of(page("# Loom\n\n## Inbound to the relay server\n\n- 6691/TCP: one\n- 6692/TCP: two\n"))
    assert {each.source for each in reading.claims} == {None}


@pytest.mark.parametrize(
    ("cell", "hosts"),
    [
        ("Relay/hub", ("Relay", "hub")),
        ("Any board that was told by forge/anvil to pull an image from here", None),
    ],
)
def test_a_stroke_is_part_of_a_name_in_a_text_that_tells_much(cell: str, hosts: tuple[str, ...] | None) -> None:
    assert split_hosts(cell) == (hosts or (cell,))


@pytest.mark.parametrize(
    "head",
    [
        "ソース | 宛先 | ポート",
        "アクセス元 | アクセス先 | ポート",
        "발신지 | 수신지 | 포트",
        "请求方 | 目标服务器 | 端口",
        "Herkunft | Ziel | Port",
        "Fuente | Destino | Puerto",
        "Origine | Destinazione | Porta",
        "Fonte | Destino | Porta",
        "Herkomst | Bestemming | Poort",
        "Исходный узел | Целевой узел | Порт",
        "Kaynak IP | Hedef IP | Port",
    ],
)
def test_columns_of_both_ends_have_many_names(head: str) -> None:
    reading, _ = reading_of(page(f"# Depot\n\n| {head} |\n|---|---|---|\n| Alder | Birch | 7100/tcp |\n"))

    assert [(claim.source, claim.destination) for claim in reading.claims] == [("Alder", "Birch")]
