"""Who is at the other end stands also in what a port is for: without it a rule would be open to any address."""

import pytest

from portspec.extract.ends.peers import ends_beside
from portspec.spec import Direction
from tests.reading import page, reading_of

NAMED: dict[str, tuple[Direction, tuple[str, ...]]] = {
    "commands from the hub": ("inbound", ("hub",)),
    "Requests from clients and other gateways, over TLS": ("inbound", ("clients", "gateways")),
    "from agents and from probes": ("inbound", ("agents", "probes")),
    "to the clock servers": ("outbound", ("clock servers",)),
    "Aufträge vom Hub": ("inbound", ("Hub",)),
    "Meldungen an den Zeitserver": ("outbound", ("Zeitserver",)),
    "requêtes en provenance des postes": ("inbound", ("postes",)),
    "vers le serveur de temps": ("outbound", ("serveur de temps",)),
    "задания от контроллера": ("inbound", ("контроллера",)),
    "richieste dagli agenti": ("inbound", ("agenti",)),
    "förfrågningar från klienter": ("inbound", ("klienter",)),
    "naar de beheerserver": ("outbound", ("beheerserver",)),
    "Agents connect to this port": ("inbound", ("Agents",)),
    "needed so that the hub can connect": ("inbound", ("hub",)),
    "gli agenti si collegano qui": ("inbound", ("agenti",)),
    "commands from port 7001": ("inbound", ()),
    "traffic from any host": ("inbound", ()),
    "downloads from version 3.2 on": ("inbound", ()),
    "used to register agents": ("outbound", ()),
    "commands for the hub": ("inbound", ()),
    "API for operators": ("inbound", ("operators",)),
    "Web pages for administrators and auditors only": ("inbound", ("administrators", "auditors")),
    "Konsole für Administratoren": ("inbound", ("Administratoren",)),
    "console pour les exploitants": ("inbound", ("exploitants",)),
    "sul cavo privato; serve agli agenti": ("inbound", ("agenti",)),
    "consola para los operadores": ("inbound", ("operadores",)),
    "console voor beheerders": ("inbound", ("beheerders",)),
    "konsol för användare": ("inbound", ("användare",)),
    "konsola dla administratorów": ("inbound", ("administratorów",)),
    "консоль для администраторов": ("inbound", ("администраторов",)),
    "console for backups": ("inbound", ()),
    "not for clients": ("inbound", ()),
    "client authentication": ("inbound", ()),
    "browsers": ("inbound", ("browsers",)),
    "uploads": ("inbound", ()),
    "the hub polls every probe here": ("inbound", ("hub",)),
    "Runners fetch images here": ("inbound", ("Runners",)),
    "when a job ends, workers send its result here": ("inbound", ("workers",)),
    "Assayers file their slips here": ("inbound", ("Assayers file their slips",)),
    "hier geben Boten Proben ab": ("inbound", ("Boten Proben ab",)),
    "ici, les agents déposent leurs rapports": ("inbound", ("agents",)),
    "エージェントがここに報告します": ("inbound", ("エージェント",)),
    "客户端在此上报状态": ("inbound", ("客户端",)),
    "Let agents report here.": ("inbound", ("agents",)),
    "Allow probes to connect here": ("inbound", ("probes",)),
    "Agents can report here": ("inbound", ("Agents",)),
    "Lässt Agenten sich hier anmelden": ("inbound", ("Agenten",)),
    "Permite que los agentes se conecten aquí": ("inbound", ("agentes",)),
    "lets operators sign in": ("inbound", ()),
    "listens here": ("inbound", ()),
    "agents do not connect here": ("inbound", ()),
    "so that agents can report a fault": ("inbound", ("agents",)),
    "otherwise the console cannot reach them": ("inbound", ("console",)),
    "the scheduler sends its heartbeat": ("inbound", ("scheduler",)),
    "reads by application servers": ("inbound", ("application servers",)),
    "Abfragen durch Agenten": ("inbound", ("Agenten",)),
    "protected by TLS": ("inbound", ()),
    "przychodzący z terminali: ważenia": ("inbound", ("terminali",)),
    "端末から: 受付": ("inbound", ("端末",)),
    "Reports of the press controllers": ("inbound", ("press controllers",)),
    "Heartbeats of the agents, over TLS": ("inbound", ("agents",)),
    "Weckruf der Zentrale": ("inbound", ("Zentrale",)),
    "avis du serveur d'index": ("inbound", ("serveur d'index",)),
    "informes de los agentes": ("inbound", ("agentes",)),
    "mensagens dos produtores": ("inbound", ("produtores",)),
    "messaggi degli agenti": ("inbound", ("agenti",)),
    "meldingen van de agents": ("inbound", ("agents",)),
    "raporty agentów": ("inbound", ("agentów",)),
    "zprávy agentů": ("inbound", ("agentů",)),
    "сообщения агентов": ("inbound", ("агентов",)),
    "laporan agen": ("inbound", ("agen",)),
    "báo cáo của máy khách": ("inbound", ("máy khách",)),
    "エージェントの報告": ("inbound", ("エージェント",)),
    "view of the reports of the agents": ("inbound", ()),
    "Anzeige der Meldungen der Agenten": ("inbound", ()),
    "affichage des rapports des agents": ("inbound", ()),
    "reports of the day": ("inbound", ()),
    "Meldungen der Woche": ("inbound", ()),
}


@pytest.mark.parametrize("purpose", NAMED)
def test_a_purpose_names_the_other_end(purpose: str) -> None:
    direction, names = NAMED[purpose]
    assert ends_beside(purpose, direction) == names
    assert ends_beside(purpose, "unstated") == ()


def test_a_column_counts_before_the_purpose() -> None:
    text = """\
## Nodes

| Port | Protocol | Direction | Source | Purpose |
|---|---|---|---|---|
| 7001 | TCP | inbound | Agents | commands from the hub |
| 7002 | TCP | inbound | | commands from the hub |
"""
    first, second = reading_of(page(text))[0].claims
    assert (first.peers, second.peers) == ((), ("hub",))


def test_a_host_that_acts_is_no_other_end_of_its_own_port() -> None:
    assert ends_beside("the scheduler sends its heartbeat", "inbound", ("Schedulers",)) == ()
    assert ends_beside("Reports of the agents", "inbound", ("Agents",)) == ()
    assert ends_beside("avis du serveur d'index", "inbound", ("Serveur d'index",)) == ()


HEADERS = {
    "Reachable from": ("Branch servers", "This host only"),
    "Access": ("Administrators", "Loopback only"),
    "Accès": ("Tous les postes", "Boucle locale uniquement"),
    "Åtkomst": ("Alla klienter", "Endast localhost"),
    "Zugriff durch": ("Anwender", "Nur dieser Rechner"),
    "Доступ": ("Администраторы", "Только этот сервер"),
    "アクセス元": ("クライアント", "同一ホスト"),
    "Peer": ("Field units", "This host only"),
    "Clientes": ("Alumnos", "Solo localhost"),
    "Клиенты": ("Редакторы", "Только этот сервер"),
    "Source": ("Branch servers", "localhost"),
    "Connecting from": ("Weather stations", "This host only"),
    "Verbindungen von": ("Anwender", "Nur dieser Rechner"),
    "Connexions depuis": ("Tous les postes", "Boucle locale uniquement"),
    "Conexiones desde": ("Alumnos", "Solo localhost"),
    "Откуда подключаются": ("Редакторы", "Только этот сервер"),
}


@pytest.mark.parametrize("header", HEADERS)
def test_a_column_says_who_connects_or_that_only_the_host_itself_does(header: str) -> None:
    other, same = HEADERS[header]
    text = f"""\
## Nodes

| Port | Protocol | Direction | {header} |
|---|---|---|---|
| 7001 | TCP | inbound | {other} |
| 7002 | TCP | inbound | {same} |
"""
    first, second = reading_of(page(text))[0].claims
    assert (first.need, first.source or first.peers[0]) == ("required", other)
    assert second.need == "local"


CONNECTING = {
    "None of these inbound ports of the nodes may be blocked.": (("Connecting from", "Turbines"), ("turbines",)),
    "Keiner dieser eingehenden Ports der Knoten darf gesperrt werden.": (("Verbindungen von", "Pumpen"), ("pumpen",)),
    "These inbound ports of the nodes must not be blocked.": (("Connecting from", ""), ()),
}


@pytest.mark.parametrize("lead", CONNECTING)
def test_a_column_says_who_connects_below_a_denial(lead: str) -> None:
    (header, cell), ends = CONNECTING[lead]
    text = f"## Nodes\n\n{lead}\n\n| Port | Protocol | {header} |\n|---|---|---|\n| 7001 | TCP | {cell} |\n"
    (claim,) = reading_of(page(text))[0].claims
    assert (claim.need, tuple(each.casefold() for each in claim.peers)) == ("required", ends)


def test_a_column_of_access_may_be_what_the_firewall_does() -> None:
    text = """\
## Nodes

| Port | Protocol | Direction | Access |
|---|---|---|---|
| 7001 | TCP | inbound | Allow |
| 7002 | TCP | inbound | Deny |
"""
    first, second = reading_of(page(text))[0].claims
    assert (first.peers, first.need, second.need) == ((), "required", "denied")


def test_the_host_itself_opens_connections_to_others() -> None:
    text = """\
## Nodes

| Port | Protocol | Source | Destination |
|---|---|---|---|
| 7001 | TCP | localhost | Time servers |
"""
    (claim,) = reading_of(page(text))[0].claims
    assert claim.need == "required"


LEADS = {
    "Nothing may block the agents: they connect to these inbound ports of the nodes.": "agents",
    "All of the probes connect to the following inbound ports:": "probes",
    "No agents connect to these ports.": None,
    "The nodes connect to the hub on other ports.": None,
}


@pytest.mark.parametrize("lead", LEADS)
def test_the_sentence_above_says_who_connects(lead: str) -> None:
    text = f"## Nodes\n\n{lead}\n\n| Port | Protocol | Direction |\n|---|---|---|\n| 7001 | TCP | Inbound |\n"
    (claim,) = reading_of(page(text))[0].claims
    assert claim.source == LEADS[lead]


def test_the_next_sentence_says_who_connects() -> None:
    text = "## Nodes\n\nOpen inbound TCP port 7001. Otherwise the console cannot reach them.\n"
    (claim,) = reading_of(page(text))[0].claims
    assert claim.peers == ("console",)


def test_to_let_somebody_connect_names_nobody_who_alone_may_come() -> None:
    assert ends_beside("Let users connect to virtual machines via the panel.", "inbound") == ()
