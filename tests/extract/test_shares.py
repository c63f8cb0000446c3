"""A sentence may name another end for each of its ports: each port keeps its own, and none gets that of another."""

import pytest

from tests.reading import page, reading_of

ACCEPTED: dict[str, dict[int, tuple[str, ...]]] = {
    "Workers need TCP 10250 from the management nodes and TCP 30000 through 32767 from clients.": {
        10250: ("management nodes",),
        30000: ("clients",),
    },
    "The database server needs port 5432/tcp from application servers, port 9187/tcp from the probe and port 22/tcp "
    "from administrators.": {5432: ("application servers",), 9187: ("probe",), 22: ("administrators",)},
    "Storage nodes accept TCP 3260 and 3261 from hypervisors and TCP 8443 from administrators.": {
        3260: ("hypervisors",),
        8443: ("administrators",),
    },
    "Les agents ont besoin du port TCP 10250 depuis les serveurs de gestion et du port TCP 9100 depuis les clients.": {
        10250: ("serveurs de gestion",),
        9100: ("clients",),
    },
    "Die Agenten benötigen TCP 10250 von den Verwaltungsknoten und TCP 9100 von den Clients.": {
        10250: ("Verwaltungsknoten",),
        9100: ("Clients",),
    },
    "Los servidores de archivos necesitan el puerto TCP 445 desde los clientes y el puerto TCP 22 desde los "
    "administradores.": {445: ("clientes",), 22: ("administradores",)},
}


@pytest.mark.parametrize("before", ["", "* "], ids=["sentence", "item"])
@pytest.mark.parametrize("sentence", ACCEPTED)
def test_each_port_that_a_host_needs_has_its_own_sender(sentence: str, before: str) -> None:
    claims = reading_of(page(f"# Ports\n\n{before}{sentence}\n"))[0].claims
    told = {claim.ports[0].start: (claim.source,) if claim.destination else claim.peers for claim in claims}
    assert told == ACCEPTED[sentence]
    assert all(claim.destination or claim.direction == "inbound" for claim in claims)


REACHED: dict[str, dict[int, str]] = {
    "The gateway connects to the license server on TCP 27000, to the directory server on TCP 636 and 3269, and to "
    "time.example.com on UDP 123.": {27000: "license server", 636: "directory server", 123: "time.example.com"},
    "Outbound, the controller contacts updates.example.com on TCP 443 and NTP servers on UDP 123.": {
        443: "updates.example.com",
        123: "NTP servers",
    },
    "Die Agenten verbinden sich mit dem Hub über TCP 443 und mit dem Zeitserver über UDP 123.": {
        443: "Hub",
        123: "Zeitserver",
    },
    "Les agents se connectent au serveur central sur TCP 443 et au serveur de temps sur UDP 123.": {
        443: "serveur central",
        123: "serveur de temps",
    },
    "The relay connects to the hub on TCP 443 and on UDP 8443.": {443: "hub", 8443: "hub"},
}


@pytest.mark.parametrize("before", ["", "* "], ids=["sentence", "item"])
@pytest.mark.parametrize("sentence", REACHED)
def test_each_port_that_a_host_connects_to_is_on_its_own_host(sentence: str, before: str) -> None:
    claims = reading_of(page(f"# Ports\n\n{before}{sentence}\n"))[0].claims
    assert {claim.ports[0].start: claim.destination for claim in claims} == REACHED[sentence]
    assert len({claim.source for claim in claims}) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "Allow TCP 443 from the workers and TCP 22 from the workers.",
        "Workers download images over TCP 443 from the mirrors and over TCP 873 from the archive servers.",
        "Workers send outbound traffic and need TCP 443 from the mirrors and TCP 873 from the archive servers.",
        "Open TCP 443 from the agents to the hub and TCP 22 from the administrators to the hub.",
        "Workers need TCP 443 from version 3 on and TCP 873 from version 4 on.",
    ],
)
def test_what_stands_behind_from_is_not_always_who_connects(sentence: str) -> None:
    claims = reading_of(page(f"# Ports\n\n## Workers\n\n{sentence}\n"))[0].claims
    assert "inbound" not in {claim.direction for claim in claims}


NEEDED: dict[str, tuple[str, str]] = {
    "Agents need TCP port 7103 to the hub.": ("Agents", "hub"),
    "Die Agenten benötigen TCP 7106 zum Hub.": ("Agenten", "Hub"),
    "Les agents ont besoin du port TCP 7107 vers le serveur central.": ("agents", "serveur central"),
    "Los agentes necesitan el puerto TCP 7108 hacia el servidor central.": ("agentes", "servidor central"),
    "I client richiedono la porta 7102/TCP verso il server centrale.": ("client", "server centrale"),
    "The server needs TCP 7115 to the internet.": ("server", "internet"),
    "Agents require TCP 7112 to connect to the hub server.": ("Agents", "hub server"),
}


@pytest.mark.parametrize("before", ["", "* "], ids=["sentence", "item"])
@pytest.mark.parametrize("sentence", NEEDED)
def test_a_host_may_need_a_port_to_another_one(sentence: str, before: str) -> None:
    (claim,) = reading_of(page(f"# Ports\n\n{before}{sentence}\n"))[0].claims
    assert (claim.source, claim.destination) == NEEDED[sentence]


FROM: dict[str, tuple[str, str]] = {
    "Storage nodes require TCP port 7101 from the management nodes.": ("Storage nodes", "management nodes"),
    "Die Speicherknoten benötigen TCP-Port 7101 von den Verwaltungsknoten.": ("Speicherknoten", "Verwaltungsknoten"),
    "Les nœuds de stockage requièrent le port TCP 7101 depuis les nœuds de gestion.": (
        "nœuds de stockage",
        "nœuds de gestion",
    ),
    "I nodi di archiviazione richiedono la porta TCP 7101 dai nodi di gestione.": (
        "nodi di archiviazione",
        "nodi di gestione",
    ),
    "Los nodos de datos requieren el puerto TCP 7101 desde los nodos de gestión.": (
        "nodos de datos",
        "nodos de gestión",
    ),
    "Os nós de dados exigem a porta TCP 7101 a partir dos nós de gestão.": ("nós de dados", "nós de gestão"),
    "Workers need TCP port 7101 from 10.0.0.0/8.": ("Workers", "10.0.0.0/8"),
}


@pytest.mark.parametrize("sentence", FROM)
def test_a_host_may_need_a_port_from_another_one(sentence: str) -> None:
    (claim,) = reading_of(page(f"# Ports\n\n{sentence}\n"))[0].claims
    assert (claim.role, claim.direction, claim.peers) == (FROM[sentence][0], "inbound", (FROM[sentence][1],))


ALONE: dict[str, tuple[str | None, tuple[str, ...]]] = {
    "TCP 7103 to the hub": ("hub", ()),
    "HTTPS: TCP 7103 an den Hub": ("Hub", ()),
    "DNS - 7105/udp to DNS servers": ("DNS servers", ()),
    "TCP 7107 to the internet": ("internet", ()),
    "TCP 7104 from the hub": (None, ("hub",)),
    "SSH: TCP 7104 von den Clients": (None, ("Clients",)),
    "TCP 7109 from 10.0.0.0/8": (None, ("10.0.0.0/8",)),
    "TCP 7114 to upload files": (None, ()),
    "TCP 7116 from now on": (None, ()),
    "TCP 7107 between agent and hub": (None, ()),
}


@pytest.mark.parametrize("item", ALONE)
def test_an_item_names_the_other_end_behind_its_port(item: str) -> None:
    (claim,) = reading_of(page(f"# Ports\n\n## Agent servers\n\n* {item}\n"))[0].claims
    assert (claim.destination, claim.peers) == ALONE[item]
    assert claim.direction == ("inbound" if claim.peers else "unstated")


def test_a_host_behind_a_port_that_no_word_leads_to_opens_no_connections() -> None:
    reading, _ = reading_of(page("# ハブ\n\n## ハブ：送信ポート\n\n- 7105/tcp：保管サーバーへの転送\n"))

    assert [claim.direction for claim in reading.claims] == ["outbound"]


def test_connections_that_come_in_are_no_end() -> None:
    reading, _ = reading_of(page("# Hub\n\nDe hub luistert op TCP-poort 7105 naar inkomende verbindingen.\n"))

    assert [(claim.direction, claim.destination) for claim in reading.claims] == [("inbound", None)]


@pytest.mark.parametrize("title", ["Inbound and outbound rules", "Network rules"])
@pytest.mark.parametrize(
    ("text", "peer"),
    [
        ("Allow traffic from the agents to port 7100/tcp.", "agents"),
        ("- from the agents to TCP port 7100", "agents"),
        ("- Traffic to port 7100/tcp from the agents", "agents"),
        ("- Allow from DMZ to port 7100/tcp", "DMZ"),
        ("Erlauben Sie Verbindungen von den Agenten zu TCP-Port 7100.", "Agenten"),
        ("- Trafic des agents vers le port 7100/tcp", "agents"),
        ("- Tráfico desde los agentes al puerto 7100/tcp", "agentes"),
        ("- Traffico dagli agenti alla porta 7100/tcp", "agenti"),
        ("- Трафик от агентов на порт 7100/tcp", "агентов"),
        ("- 从代理到端口 7100/tcp 的流量", "代理"),
    ],
)
def test_words_that_lead_to_a_port_say_who_comes(title: str, text: str, peer: str) -> None:
    reading, _ = reading_of(page(f"# Depot\n\n## Store server: {title}\n\n{text}\n"))

    found = [(claim.role, claim.direction, claim.source, claim.peers) for claim in reading.claims]
    way = ("inbound", None) if "Inbound" in title else ("unstated", peer)  # one of the title's ways, or the end alone
    assert found == [("Store server", *way, (peer,))]


@pytest.mark.parametrize(
    "text",
    [
        "Switch from HTTP to port 7100/tcp.",
        "Move from the old layout to port 7100/tcp.",
        "- Traffic from the store server to port 7100/tcp",
        "- Traffic from the hub to port 7100/tcp of the agents",
        "- Traffic from the hub to 192.0.2.7 port 7100/tcp",
    ],
)
def test_other_words_that_lead_to_a_port_say_no_direction(text: str) -> None:
    reading, _ = reading_of(page(f"# Depot\n\n## Store server: network rules\n\n{text}\n"))

    assert [claim.direction for claim in reading.claims] == ["unstated"]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("- Outbound: 443/8443 TCP to the manager, 4433 UDP to the relay", ["manager", "relay"]),
        ("- Ausgehend: TCP 443 zum Manager, UDP 4433 zum Relay", ["Manager", "Relay"]),
        ("- Sortant : 443/tcp vers le gestionnaire, 4433/udp vers le relais", ["gestionnaire", "relais"]),
        ("- Outbound: TCP 443 to the hub and UDP 123", [None, None]),
        (
            "Não podem faltar duas portas de entrada: TCP 443, para a exportação, e UDP 123, para os avisos.",
            [None, None],
        ),
    ],
)
def test_ports_behind_each_other_have_their_own_ends(text: str, ends: list[str | None]) -> None:
    reading, _ = reading_of(page(f"# Depot\n\n## Store server\n\n{text}\n"))

    assert [claim.destination for claim in reading.claims] == ends


TOLD_APART = (
    ("HTTPS (TCP 443) to the update server and NTP (UDP 123) to the time server", "update server", "time server"),
    ("HTTPS TCP 443 to the update server, and NTP UDP 123 to the time server", "update server", "time server"),
    ("HTTPS (TCP 443) zum Updateserver und NTP (UDP 123) zum Zeitserver", "Updateserver", "Zeitserver"),
    (
        "HTTPS (TCP 443) verso il server di aggiornamento e NTP (UDP 123) verso il server orario",
        "server di aggiornamento",
        "server orario",
    ),
    (
        "HTTPS (TCP 443) hacia el servidor de archivos y NTP (UDP 123) hacia el servidor de hora",
        "servidor de archivos",
        "servidor de hora",
    ),
    (
        "HTTPS (TCP 443) para o servidor de arquivos e NTP (UDP 123) para o servidor de horas",
        "servidor de arquivos",
        "servidor de horas",
    ),
    ("HTTPS (TCP 443) naar de updateserver en NTP (UDP 123) naar de tijdserver", "updateserver", "tijdserver"),
    (
        "HTTPS (TCP 443) к серверу обновлений и NTP (UDP 123) к серверу времени",
        "серверу обновлений",
        "серверу времени",
    ),
)
ENDED = ("- {}", "| Direction | Ports |\n|---|---|\n| Outbound | {} |")


@pytest.mark.parametrize("form", ENDED)
@pytest.mark.parametrize(("text", "one", "other"), TOLD_APART)
def test_each_port_behind_its_name_has_the_end_of_its_own_clause(form: str, text: str, one: str, other: str) -> None:
    reading, _ = reading_of(page(f"# Depot\n\n## Store server\n\n{form.format(text)}\n"))
    found = [(claim.role, claim.ports[0].start, claim.destination) for claim in reading.claims]
    assert found == [("Store server", 443, one), ("Store server", 123, other)]


@pytest.mark.parametrize(
    "row",
    [
        "| Outbound | TCP 443, UDP 123 | HTTPS (TCP 443) to the update server and NTP (UDP 123) to the time server |",
        "| Outbound | TCP 443 to the update server, UDP 123 to the time server | – |",
        "| Outbound | TCP 443 to the update server and UDP 123 to the time server | – |",
    ],
)
def test_each_port_of_a_row_goes_where_its_own_words_say(row: str) -> None:
    head = "# Depot\n\n## Store server\n\n| Direction | Ports | Purpose |\n|---|---|---|\n"
    reading, _ = reading_of(page(f"{head}{row}\n"))
    found = [(claim.ports[0].start, *claim.peers, *claim.destinations) for claim in reading.claims]
    assert found == [(443, "update server"), (123, "time server")]


def test_a_name_before_a_port_that_names_no_other_end_is_one_of_the_ends() -> None:
    text = "| Outbound | TCP 443 to the update server and the NTP server (UDP 123) | – |"
    reading, _ = reading_of(page(f"# Depot\n\n| Direction | Ports | Purpose |\n|---|---|---|\n{text}\n"))
    assert {claim.destination for claim in reading.claims} <= {None, "update server and the NTP server"}


@pytest.mark.parametrize(("text", "peers"), [("von den Agenten", ["Agenten", "Arbeitsstation"]), ("of the agents", [])])
def test_whom_ports_come_from_is_no_host_that_they_are_on(text: str, peers: list[str]) -> None:
    other = text.replace("den Agenten", "der Arbeitsstation").replace("agents", "console")
    reading, _ = reading_of(page(f"# Depot\n\n## Store server\n\n- TCP 443 {text}, TCP 22 {other}\n"))
    assert [name for claim in reading.claims for name in claim.peers if claim.role == "Store server"] == peers
