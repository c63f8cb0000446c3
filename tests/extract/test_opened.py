"""A port that is opened on a host lets connections in there, in each language; what may lead out says no direction."""

import pytest

from portspec.claims import Claim
from tests.reading import page, reading_of

OPENED = [
    "Open TCP port 7101 on the server.",
    "Port 7101/tcp must be open on the server.",
    "TCP 7101 must be exposed on all nodes.",
    "Öffnen Sie TCP-Port 7101 auf dem Server.",
    "Auf dem Server muss TCP-Port 7101 geöffnet sein.",
    "Ouvrez le port TCP 7101 sur le serveur.",
    "Abra el puerto TCP 7101 en el servidor.",
    "Abra a porta TCP 7101 no servidor.",
    "Aprire la porta TCP 7101 sul server.",
    "Open TCP-poort 7101 op de server.",
    "Откройте порт 7101/TCP на сервере.",
    "Відкрийте порт 7101/TCP на сервері.",
    "Otwórz port 7101/TCP na serwerze.",
    "Otevřete port 7101/TCP na serveru.",
    "Öppna TCP-port 7101 på servern.",
    "Åbn TCP-port 7101 på serveren.",
    "Åpne TCP-port 7101 på serveren.",
    "Avaa TCP-portti 7101 palvelimella.",
    "Nyissa meg a 7101/TCP portot a kiszolgálón.",
    "Sunucuda TCP 7101 portunu açın.",
    "Deschideți portul TCP 7101 pe server.",
    "Ανοίξτε τη θύρα TCP 7101 στον διακομιστή.",
    "Buka port TCP 7101 di server.",
    "Mở cổng TCP 7101 trên máy chủ.",
    "افتح المنفذ 7101/TCP على الخادم.",
    "เปิดพอร์ต TCP 7101 บนเซิร์ฟเวอร์",
    "在服务器上打开 TCP 7101 端口。",
    "サーバーで TCP ポート 7101 を開いてください。",
    "서버에서 TCP 7101 포트를 여십시오.",
]
ON = {
    "Open TCP port 7101 on each relay host.": "relay host",
    "Open inbound TCP port 7101 on the relay hosts.": "relay hosts",
    "Auf den Relay-Servern muss TCP-Port 7101 geöffnet sein.": "Relay-Servern",
    "在中继服务器上打开 TCP 7101 端口。": "中继服务器",
    "中継サーバーで TCP ポート 7101 を開いてください。": "中継サーバー",
}
OPEN_TO_DOUBT = [
    "Open TCP 7101 on the firewall.",
    "Open TCP 7101 on the server firewall.",
    "TCP port 7101 must be opened in the firewall of the server.",
    "Open TCP 7101 on the server so that it can reach the hub.",
    "Open TCP 7101 on the agents to the hub.",
    "Port 7101/tcp must be open on the server for checks at licence.example.com.",
    "Open TCP 7101 on Monday.",
    "Open TCP 7101 on the WAN interface.",
    "The server needs TCP 7101.",
]


def claims(text: str, title: str = "Ports") -> list[Claim]:
    reading, _ = reading_of(page(f"# Heron\n\n## {title}\n\n{text}\n"))
    return list(reading.claims)


@pytest.mark.parametrize("said", OPENED)
def test_a_port_that_is_opened_on_a_host_lets_connections_in(said: str) -> None:
    for text in (said, f"- {said}"):
        assert [(claim.direction, claim.peers, claim.need) for claim in claims(text)] == [("inbound", (), "required")]


@pytest.mark.parametrize(("said", "host"), ON.items())
def test_it_is_opened_on_the_kind_of_host_that_is_named(said: str, host: str) -> None:
    for text in (said, f"- {said}"):
        assert [(claim.direction, claim.role) for claim in claims(text)] == [("inbound", host)]


@pytest.mark.parametrize("said", OPEN_TO_DOUBT)
def test_what_may_lead_out_states_no_direction(said: str) -> None:
    for text in (said, f"- {said}"):
        assert {claim.direction for claim in claims(text)} <= {"unstated"}


def test_a_title_says_more_of_the_way_than_where_a_port_is_opened() -> None:
    found = claims("Open TCP port 7101 on the server.", "Outbound ports")
    assert [claim.direction for claim in found] == ["outbound"]


@pytest.mark.parametrize(
    ("item", "host"),
    [
        ("Port 7101/TCP inbound on the storage hosts.", "storage hosts"),
        ("7101/tcp, inbound, on the relay servers", "relay servers"),
        ("TCP 7101 eingehend auf den Agenten", "Agenten"),
        ("TCP 7101 inbound on the public interface", None),
        ("TCP 7101 inbound, for the agent on client machines", None),
    ],
)
def test_an_item_names_its_host_right_behind_its_ports_and_their_way(item: str, host: str | None) -> None:
    reading, _ = reading_of(page(f"# Heron\n\n- {item}\n"))
    assert [(each.role, each.direction) for each in reading.claims] == [(host, "inbound")]


OTHERS = [
    "Access to the sites on ports 7101 and 7102 must be open on the server.",
    "Auf dem Server muss der Zugriff auf die Seiten über die Ports 7101 und 7102 offen sein.",
    "Sur le serveur, l'accès aux sites web sur les ports 7101 et 7102 doit être ouvert.",
    "En el servidor debe estar abierto el acceso a los sitios por los puertos 7101 y 7102.",
    "На сервере должен быть открыт доступ на сайты по портам 7101 и 7102.",
    "Na serwerze musi być otwarty dostęp do stron na portach 7101 i 7102.",
]
ITSELF = [
    "Access to port 7101 must be open on the server.",
    "Auf dem Server muss der Zugriff auf Port 7101 offen sein.",
    "На сервере должен быть открыт доступ на порт 7101.",
]


@pytest.mark.parametrize("said", OTHERS)
@pytest.mark.parametrize("form", ["{}", "1. {}"])
def test_access_to_others_that_is_opened_on_a_host_lets_nothing_in(said: str, form: str) -> None:
    claims = reading_of(page(f"# Heron\n\n{form.format(said)}\n"))[0].claims
    assert [each.direction for each in claims] == ["unstated"]


@pytest.mark.parametrize("said", ITSELF)
def test_access_to_a_port_that_is_opened_on_a_host_comes_in(said: str) -> None:
    assert [each.direction for each in reading_of(page(f"# Heron\n\n{said}\n"))[0].claims] == ["inbound"]
