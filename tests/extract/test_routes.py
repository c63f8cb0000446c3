"""A title or a cell of two hosts with a word such as "to" between them is a flow from the one to the other."""

import pytest

from portspec.extract.ends.routes import bare_route, chained
from tests.reading import page, reading_of

TABLE = "| Port | Protocol |\n|---|---|\n| 7111 | TCP |\n"
HOSTS = {
    "Client to server communications": ("Client", "server"),
    "Agent nach Datenbankserver": ("Agent", "Datenbankserver"),
    "Client vers serveur": ("Client", "serveur"),
    "Klient do serwera": ("Klient", "serwera"),
    "Ports for Proxy to Server communication": ("Proxy", "Server"),
    "Firewall rules for client to proxy traffic": ("client", "proxy"),
    "Network ports used for agent-to-server communication": ("agent", "server"),
    "Ports required for communication from agents to the hub": ("agents", "the hub"),
    "Ports für die Kommunikation vom Proxy zum Server": ("Proxy", "Server"),
    "Puertos para la comunicación del proxy al servidor": ("proxy", "servidor"),
    "Ports pour la communication du proxy vers le serveur": ("proxy", "le serveur"),
    "Porte per la comunicazione dal proxy al server": ("proxy", "server"),
    "Enable worker-to-worker communication": ("worker", "worker"),
    "Check node-to-node traffic": ("node", "node"),
    "Allow the agents to server traffic": ("agents", "server"),
    "Autoriser les agents vers le serveur": ("agents", "serveur"),
    "Portas para comunicação do proxy para o servidor": ("proxy", "servidor"),
}
OTHERS = [
    "Introduction to web servers", "Access to the database server", "How to open ports", "Ports to open",
    "Guide to TLS", "Ports from 5000 to 6000", "Portas do servidor para os clientes", "Puertos del 5000 al 6000",
]  # fmt: skip


def _ends(text: str) -> list[tuple[str | None, str | None]]:
    reading, _ = reading_of(page(text))
    return [(claim.source, claim.destination) for claim in reading.claims]


@pytest.mark.parametrize(("title", "ends"), HOSTS.items())
def test_a_title_of_two_hosts(title: str, ends: tuple[str, str]) -> None:
    assert _ends(f"# Widget\n\n## {title}\n\n{TABLE}") == [ends]


@pytest.mark.parametrize("title", OTHERS)
def test_a_title_of_another_thing_names_no_ends(title: str) -> None:
    assert {*_ends(f"# Widget\n\n## {title}\n\n{TABLE}")} == {(None, None)}


def test_titles_that_lead_on_from_one_another_name_hosts_of_any_kind() -> None:
    text = f"# Widget\n\n## Encoders to Origin\n\n{TABLE}\n## Origin to Edge caches\n\n{TABLE}"
    assert _ends(text) == [("Encoders", "Origin"), ("Origin", "Edge caches")]
    assert chained(["Access to Alpha", "Access to Beta"]) == frozenset()


def test_a_cell_below_direction_names_both_ends() -> None:
    rows = "| Controller to Depot | TCP | 9001 |\n| Depot to Controller | TCP | 9001 |\n"
    text = f"# Widget\n\n| Communication direction | Protocol | Port |\n|---|---|---|\n{rows}"
    assert _ends(text) == [("Controller", "Depot"), ("Depot", "Controller")]


def test_a_sentence_is_no_route() -> None:
    assert bare_route("The forwarders of the branch offices connect to the hub") is None


def test_a_cell_with_a_route_on_each_line_is_a_flow_for_each() -> None:
    row = "| back end | 9020 | front end → back end<br>back end ↔ back end |\n"
    reading, _ = reading_of(page(f"| Host | Port | Direction |\n|---|---|---|\n{row}"))

    assert [(each.source, each.destination) for each in reading.claims] == [
        ("front end", "back end"),
        ("back end", "back end"),
    ]


@pytest.mark.parametrize(
    ("title", "ends"),
    [
        ("relay → relay: replication within a site", ("relay", "relay")),
        ("Agent → Hub：心跳", ("Agent", "Hub")),
        ("Agent --> hub:8443", ("Agent", "hub:8443")),
        ("Agent --> Hub", ("Agent", "Hub")),
    ],
)
def test_what_a_title_says_of_a_connection_is_no_part_of_its_end(title: str, ends: tuple[str, str]) -> None:
    assert _ends(f"# Ports\n\n## {title}\n\n{TABLE}") == [ends]


@pytest.mark.parametrize(
    "said",
    [
        "TCP port 7101 is used by the agents to communicate with the hub.",
        "The agents need TCP 7101 open towards the hub.",
        "Open TCP 7101 on the agents to the hub.",
    ],
)
def test_no_host_is_named_by_a_verb_or_by_where_a_port_is_open(said: str) -> None:
    for text in (said, f"- {said}"):
        reading, _ = reading_of(page(f"# Heron\n\n## Ports\n\n{text}\n"))
        ends = {end for claim in reading.claims for end in (claim.source, claim.destination, *claim.peers) if end}
        assert ends <= {"agents", "hub"}


@pytest.mark.parametrize(
    ("head", "ends"),
    [
        ("Traffic from the internet to the edge network", ("the internet", "the edge network")),
        ("Datenverkehrsanforderungen vom Hub zum Speicher", ("Hub", "Speicher")),
        ("Flux de la passerelle vers le magasin", ("la passerelle", "le magasin")),
        ("Tráfico desde la pasarela hacia el almacén", ("la pasarela", "el almacén")),
        ("Tráfego do gateway para o armazém", ("gateway", "armazém")),
        ("Traffico dal gateway al magazzino", ("gateway", "magazzino")),
        ("Verkeer van gateway naar opslag", ("gateway", "opslag")),
        ("Трафик от шлюза к хранилищу", ("шлюза", "хранилищу")),
        ("从网关到存储的流量", ("网关", "存储")),
        ("Ruch z bramy do magazynu", ("bramy", "magazynu")),
        ("Provoz z brány do úložiště", ("brány", "úložiště")),
        ("Changed from release 3 to release 4", (None, None)),
        ("Time from call to answer", (None, None)),
    ],
)
def test_a_header_that_names_both_ends_of_traffic_is_a_title_of_the_rows(
    head: str, ends: tuple[str | None, str | None]
) -> None:
    text = f"# Widget\n\n| {head} | Details |\n|---|---|\n| Pages | TCP 7111 |\n| Logs | UDP 7112 |\n"
    assert _ends(text) == [ends, ends]


@pytest.mark.parametrize(
    ("title", "ends"),
    [
        ("Incoming (LAN to the server)", ("LAN", "server")),
        ("Incoming (LAN → server)", ("LAN", "server")),
        ("Inbound: office network to server", ("office network", "server")),
        ("Inbound – agents to hub server", ("agents", "hub server")),
        ("Office network to server (inbound)", ("Office network", "server")),
        ("Inbound ports (clients to server)", ("clients", "server")),
        ("Outbound (hub server to the internet)", ("hub server", "internet")),
        ("Outgoing: to the hub", (None, "hub")),
        ("Inbound (from the agents)", ("agents", None)),
        ("En entrée (réseau local vers le serveur)", ("réseau local", "serveur")),
        ("En sortie (serveur vers Internet)", ("serveur", "Internet")),
        ("Eingehend (Firmennetz zum Server)", ("Firmennetz", "Server")),
        ("Entrante (red local al servidor)", ("red local", "servidor")),
        ("Entrada (rede local para o servidor)", ("rede local", "servidor")),
        ("In ingresso (rete locale verso il server)", ("rete locale", "server")),
        ("Inkomend (netwerk naar server)", ("netwerk", "server")),
        ("Входящие (из сети на сервер)", ("сети", "сервер")),
        ("入站（局域网到服务器）", ("局域网", "服务器")),
    ],
)
def test_a_title_of_a_way_may_name_the_ends_beside_it(title: str, ends: tuple[str | None, str | None]) -> None:
    text = f"# Widget\n\n## {title}\n\n| Port | Protocol |\n|---|---|\n| 7101 | TCP |\n"
    assert _ends(text) == [ends]


@pytest.mark.parametrize(
    "title",
    [
        "Inbound (optional)", "Inbound (port to be opened)", "Inbound (subject to change)", "Outbound (due to updates)",
        "Inbound – how to open the firewall", "Inbound (server)", "Outbound: required to run the widget",
    ],
)  # fmt: skip
def test_other_words_beside_a_way_are_no_ends(title: str) -> None:
    text = f"# Widget\n\n## {title}\n\n| Port | Protocol |\n|---|---|\n| 7101 | TCP |\n"
    assert _ends(text) == [(None, None)]
