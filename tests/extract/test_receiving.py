"""Who receives connections on ports lets them in; who receives none, or something else, does not."""

import pytest

from tests.reading import open_ports

HEAD = "# Mill\n\n## Hub server\n\n"


@pytest.mark.parametrize(
    "said",
    [
        "The hub receives connections on:", "Die Zentrale empfängt Verbindungen auf:",
        "La centralina riceve connessioni su:",
        "La centrale reçoit des connexions sur :", "La centralita recibe conexiones en:",
        "A central recebe conexões em:",
        "De centrale ontvangt verbindingen op:", "Centrala odbiera połączenia na:",
        "Keskus vastaanottaa yhteyksiä porteissa:",
        "Santral şu bağlantı noktalarında bağlantı kabul eder:", "控制器在以下端口接收连接：",
        "制御盤は次のポートで接続を受け付けます。",
    ],
)  # fmt: skip
def test_who_receives_connections_lets_them_in(said: str) -> None:
    assert open_ports(f"{HEAD}{said}\n\n- TCP 7101, panels\n") == {7101}


@pytest.mark.parametrize(
    "said",
    [
        "The hub never receives connections on:", "The hub does not accept connections on:",
        "The hub receives no connections on:",
        "La centralina non riceve connessioni su:", "Die Zentrale empfängt keine Verbindungen auf:",
        "La centrale ne reçoit pas de connexions sur :", "Centrala nie odbiera połączeń na:",
        "控制器不在以下端口接收连接：",
    ],
)  # fmt: skip
def test_who_receives_none_does_not(said: str) -> None:
    assert open_ports(f"{HEAD}{said}\n\n- TCP 7101, panels\n") == set()


@pytest.mark.parametrize("title", ["Last release", "Removed in", "Valid until", "Entfallen in", "Withdrawn"])
def test_a_column_of_last_releases_closes_what_has_one(title: str) -> None:
    rows = "| 7101 | TCP | inbound | 1 | – |\n| 7102 | TCP | inbound | 1 | 5 |\n"
    assert open_ports(f"{HEAD}| Port | Protocol | Direction | Since | {title} |\n|---|---|---|---|---|\n{rows}") == {
        7101
    }


@pytest.mark.parametrize("said", ["Inbound sockets of a node.", "Listening sockets of the hub."])
def test_sockets_are_ports(said: str) -> None:
    table = "| Socket | Scope | Purpose |\n|---|---|---|\n| 7101/tcp | network | A |\n| 7102/tcp | host | B |\n"
    assert open_ports(f"{HEAD}{said}\n\n{table}") == {7101}


def test_sockets_of_a_program_are_none() -> None:
    assert open_ports(f"{HEAD}Sockets are closed after 7102 seconds.\n\n- TCP 7101, inbound\n") == {7101}
