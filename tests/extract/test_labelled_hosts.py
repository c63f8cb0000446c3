"""A sentence below the title of another host, and the labels of all items of a list, name the hosts of their ports."""

import pytest

from tests.reading import page, reading_of

ACCEPTING = [
    "The gateway accepts inbound connections on TCP port 7101.",
    "The gateway listens on TCP port 7101.",
    "- The gateway listens on TCP port 7101.",
    "Das Gateway lauscht auf TCP-Port 7101.",
    "El gateway acepta conexiones entrantes en el puerto TCP 7101.",
    "Il gateway accetta connessioni in ingresso sulla porta TCP 7101.",
]
OF_ITS_TITLE = ["The server listens on TCP port 7101.", "The broker listens on TCP port 7101.", "Open TCP port 7101."]
LABELS = {
    "- **Hub:** 7101/tcp inbound\n- **Relay:** 7102/tcp inbound\n": {"Hub", "Relay"},
    "- Hub: 7101/tcp inbound\n- Relay: 7102/tcp inbound\n": {"Hub", "Relay"},
    "- **Web server:** 7101/tcp inbound\n- **Mail server:** 7102/tcp inbound\n": {None},
    "- **Console:** 7101/tcp inbound\n- **Metrics:** 7102/tcp inbound\n": {None},
}


@pytest.mark.parametrize("said", ACCEPTING)
def test_who_accepts_connections_is_the_host(said: str) -> None:
    reading, _ = reading_of(page(f"# Heron\n\n## Broker\n\n{said}\n"))

    assert [((claim.role or "").casefold(), claim.peers) for claim in reading.claims] == [("gateway", ())]


@pytest.mark.parametrize("said", OF_ITS_TITLE)
def test_any_host_is_that_of_the_title(said: str) -> None:
    reading, _ = reading_of(page(f"# Heron\n\n## Broker\n\n{said}\n"))

    assert [(claim.role or "").casefold() for claim in reading.claims] == ["broker"]


@pytest.mark.parametrize("items", LABELS)
def test_labels_that_can_be_nothing_else_are_hosts(items: str) -> None:
    reading, _ = reading_of(page(f"# Heron\n\n## Ports\n\n{items}"))

    assert {claim.role for claim in reading.claims} == LABELS[items]


LEADS = {
    "The watering server needs these inbound ports:": "watering server",
    "The climate server listens on the following ports:": "climate server",
    "El servidor de riego necesita estos puertos entrantes:": "servidor de riego",
    "Le serveur d'arrosage a besoin de ces ports entrants :": "serveur d'arrosage",
    "Der Server der Bewässerung braucht diese eingehenden Ports:": None,
    "Il server di irrigazione richiede queste porte in ingresso:": "server di irrigazione",
    "O servidor de rega precisa destas portas de entrada:": "servidor de rega",
    "灌水サーバーには次の受信ポートが必要です：": "灌水サーバー",
    "灌溉服务器需要以下入站端口：": "灌溉服务器",
    "No relay server needs these inbound ports any more:": None,
    "These inbound ports are needed:": None,
    "The archive server sends files to the hub server through these ports:": None,
    "Only the relay server needs these inbound ports:": "relay server",
}


@pytest.mark.parametrize("lead", LEADS)
def test_who_needs_the_ports_below_is_their_host(lead: str) -> None:
    table = "| Port | Protocol | Service |\n|---|---|---|\n| 5271 | TCP | Programs |\n"
    reading, _ = reading_of(page(f"# Greenhouse: ports\n\n{lead}\n\n{table}"))

    assert {claim.role for claim in reading.claims} == {LEADS[lead]}


MIXED = {
    "- Catalogue server: 5161/tcp\n- Reading room gateway: 5164/tcp\n": {"Catalogue server", "Reading room gateway"},
    "- Servidor de catálogo: 5161/tcp\n- Pasarela: 5164/tcp\n": {"Servidor de catálogo", "Pasarela"},
    "- Web server: 5161/tcp\n- Mail server: 5164/tcp\n": {None},
    "- Web server: 5161/tcp\n- Updates: 5164/tcp\n": {None},
}


@pytest.mark.parametrize("items", MIXED)
def test_beside_one_that_is_a_host_the_others_are_hosts(items: str) -> None:
    reading, _ = reading_of(page(f"# Library ports\n\nOpen these inbound ports:\n\n{items}"))

    assert {claim.role for claim in reading.claims} == MIXED[items]
