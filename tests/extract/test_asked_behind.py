"""Asked behind: a sentence asks for the port of the one before it, with its way; others give a port its transport."""

import pytest

from tests.reading import open_ports, page, reading_of

HEAD = "# Mill\n\n## Server\n\n{}\n"


def _asked(said: str) -> list[tuple[int, str, tuple[str, ...]]]:
    """Return the ports that a page asks for in any case, each with its direction and its transports."""
    claims = reading_of(page(HEAD.format(said)))[0].claims
    return [(each.ports[0].start, each.direction, each.transports) for each in claims if each.need == "required"]


@pytest.mark.parametrize(
    "said",
    [
        "The console uses TCP port 7101. It must be open inbound.",
        "TCP port 7101 belongs to the console. Inbound connections to it must be allowed.",
        "There is a console on TCP port 7101. This port must be open inbound.",
        "Contrary to what was announced, TCP port 7101 has not been retired. It is required for inbound connections.",
        "Die Konsole liegt auf TCP-Port 7101. Er muss eingehend offen sein.",
        "La console utilise le port TCP 7101. Il doit être ouvert en entrée.",
        "La consola usa el puerto TCP 7101. Este puerto debe estar abierto para conexiones entrantes.",
        "Консоль использует TCP-порт 7101. Этот порт должен быть открыт для входящих соединений.",
        "控制台使用 TCP 端口 7101。该端口必须对入站连接开放。",
        "コンソールは TCP ポート 7101 を使います。このポートは受信用に開けてください。",
        "The console has moved from TCP port 7100 to TCP port 7101. Permit inbound connections to 7101.",
    ],
)
def test_the_next_sentence_asks_for_the_port(said: str) -> None:
    assert _asked(said) == [(7101, "inbound", ("tcp",))]


@pytest.mark.parametrize(
    "said",
    [
        "TCP port 7101 belongs to the console, which is retired. It must be removed.",
        "TCP port 7101 belongs to the console. It must not be open inbound.",
        "TCP port 7101 belongs to the console. The relay must be open inbound.",
        "Never open TCP port 7101. It must be open inbound only on the host itself.",
        "Inbound TCP port 7101 used to be required.",
        "The agents used to connect to inbound TCP port 7101.",
    ],
)
def test_a_sentence_that_denies_or_is_of_another_thing_does_not(said: str) -> None:
    assert _asked(said) == []


@pytest.mark.parametrize(
    "said",
    [
        "Inbound TCP port 7101 used to be optional; as of release 4 it is required on every installation.",
        "Open inbound TCP port 7101 used to access the console.",
        "Drop everything that arrives, except for connections to TCP port 7101.",
    ],
)
def test_what_was_so_once_or_is_said_of_the_rest_leaves_a_port_asked_for(said: str) -> None:
    assert _asked(said) == [(7101, "inbound", ("tcp",))]


@pytest.mark.parametrize(
    "said",
    [
        "Open port 7101 on the server. Open UDP port 7101 on the relay.",
        "Auf dem Server muss Port 7101 offen sein. Auf dem Relay muss UDP-Port 7101 offen sein.",
        "Ouvrez le port 7101 sur le serveur. Ouvrez le port UDP 7101 sur le relay.",
        "Port 7101 must be open. If QUIC is enabled, open UDP port 7101 as well.",
        "Port 7101 must be open. By default the firewall drops UDP port 7101.",
        "By default the firewall drops UDP port 7101. Port 7101 must be open.",
        "Nothing listens on UDP port 7101. Port 7101 must be open.",
    ],
)
def test_a_sentence_that_asks_for_its_own_port_says_no_others_transport(said: str) -> None:
    claims = reading_of(page(HEAD.format(said)))[0].claims
    assert () in {each.transports for each in claims}


@pytest.mark.parametrize("title", ["Port history", "Heron 5: port history", "Ports: Historie", "Historique des ports"])
def test_a_history_ends_the_ports_that_its_rows_end(title: str) -> None:
    rows = "| 7101 | TCP | Inbound | 1.0 | – |\n| 7102 | TCP | Inbound | 1.0 | 3.0 |\n"
    head = "| Port | Protocol | Direction | Added | {} |\n|---|---|---|---|---|\n"
    for header in ("Removed", "Withdrawn"):
        assert open_ports(f"# {title}\n\n## Server\n\n{head.format(header)}{rows}") == {7101}
    assert open_ports(f"# {title}\n\n## Server\n\n{head.format('Owner')}{rows}") == set()


def test_a_listener_of_what_comes_in_is_no_other_host() -> None:
    rows = "| 7101 | Inbound | Agents | always on |\n| 7102 | Inbound | Flow export | off |\n"
    text = f"| Port/tcp | Direction | Listener | Default |\n|---|---|---|---|\n{rows}"
    claims = reading_of(page(HEAD.format(text)))[0].claims
    assert [(each.destination, each.need) for each in claims] == [(None, "required"), (None, "off")]


@pytest.mark.parametrize(
    ("said", "closed"), [("차단기 단말", False), ("遮断機の端末", False), ("차단", True), ("遮断", True)]
)
def test_a_thing_that_is_called_by_closing_closes_nothing(said: str, closed: bool) -> None:  # noqa: FBT001
    text = f"| Port | Protocol | Direction | Notes |\n|---|---|---|---|\n| 7101 | TCP | inbound | {said} |\n"
    assert open_ports(HEAD.format(text)) == (set() if closed else {7101})


@pytest.mark.parametrize("said", ["閉じると計測値が失われます", "ふさぐと計測値が失われます"])
def test_what_comes_of_closing_closes_nothing(said: str) -> None:
    assert open_ports(HEAD.format(f"- 7101/tcp(受信):{said}")) == {7101}
