"""What a sentence above and the items above say of a list's rows: their direction, their host, where connections go."""

import tomllib
from pathlib import Path

import pytest

from tests.reading import open_ports, page, reading_of

LEAD = "Configure the gateway to forward the following {} connections to the web server:"


def test_a_sentence_of_connections_gives_the_items_their_direction() -> None:
    for word, direction in {"incoming": "inbound", "outbound": "outbound"}.items():
        reading, _ = reading_of(page(f"# Pages\n\n## Web servers\n\n{LEAD.format(word)}\n\n- TCP port 80\n"))
        assert [claim.direction for claim in reading.claims] == [direction]


def test_a_sentence_of_mail_gives_none() -> None:
    reading, _ = reading_of(page("# Pages\n\n## Web servers\n\nThey sort incoming mail by:\n\n- TCP port 80\n"))
    assert [claim.direction for claim in reading.claims] == ["unstated"]


FIELDS = """\
# Outgoing ports

- Management service
  - **Endpoint**: api.example.com
    - **Port**: TCP/443
- Web server: edge
  - **Port**: TCP/8443
"""


def test_an_item_that_gives_a_value_to_a_name_is_where_connections_go_and_no_host() -> None:
    first, second = reading_of(page(FIELDS))[0].claims
    assert (first.role, first.destination) == ("Management service", "api.example.com")
    assert (second.role, second.destination) == ("Web server: edge", None)


def test_a_template_that_nobody_filled_in_names_no_host() -> None:
    table = "| Port | Protocol | Direction |\n|---|---|---|\n| 7001 | TCP | Inbound |\n"
    for title in ("{{site.data.product}}", "{% include product.html %}"):
        assert reading_of(page(f"# Ports\n\n## {title}\n\n{table}"))[0].claims[0].role is None


def test_numbers_beside_transports_that_are_not_read_are_told_of() -> None:
    text = "# Beispiel\n\n| Nr. | Wozu | Über |\n|---|---|---|\n| {} | Aufsicht | TCP |\n| {} | Protokoll | UDP |\n"
    _, findings = reading_of(page(text.format(8443, 5140)))
    assert "PS204" in [each.code for each in findings]
    _, findings = reading_of(page(text.format(1, 2)))
    assert "PS204" not in [each.code for each in findings]


def test_a_title_of_a_direction_and_a_port_requires_it() -> None:
    text = "# Player\n\n## Players\n\n### {}\n\nUsed by the remote control.\n"
    for title, direction in {"Inbound TCP port 6171": "inbound", "UDP 6171 (outbound)": "outbound"}.items():
        (claim,) = reading_of(page(text.format(title)))[0].claims
        assert (claim.direction, claim.role) == (direction, "Players")
    assert not reading_of(page(text.format("Trouble with TCP port 6171")))[0].claims


def test_the_one_who_initiates_is_the_source_and_the_side_that_listens_the_destination() -> None:
    row = "|---|---|---|---|\n| Courier | Mailroom | 7251 | TCP |\n"
    for head in ("Initiated by | Listening side", "Initiiert von | Annehmende Seite", "发起方 | 监听方"):
        (claim,) = reading_of(page(f"# Links\n\n| {head} | Port | Transport |\n{row}"))[0].claims
        assert (claim.source, claim.destination) == ("Courier", "Mailroom")


def test_a_direction_behind_a_comma_is_no_part_of_the_host_of_a_title() -> None:
    table = "| Port | Protocol |\n|---|---|\n| 7001 | TCP |\n"
    for title in ("Store servers, inbound", "Store servers (inbound)", "Store servers – inbound"):
        (claim,) = reading_of(page(f"# Links\n\n## {title}\n\n{table}"))[0].claims
        assert (claim.role, claim.direction) == ("Store servers", "inbound")


NEEDS = {
    "do not publish this port under any circumstances": "denied",
    "nicht veröffentlichen": "denied",
    "ne pas publier": "denied",
    "не публикуйте": "denied",
    "without this port no gate opens": "required",
    "never used for anything but alarms": "required",
}


def test_what_publishes_opens_and_what_comes_of_a_closed_port_closes_none() -> None:
    for said, need in NEEDS.items():
        (claim,) = reading_of(page(f"# Links\n\n## Store servers\n\n- TCP 8522 inbound: {said}\n"))[0].claims
        assert (said, claim.need) == (said, need)


@pytest.mark.parametrize(
    ("other", "transports"),
    [
        ("Open the following TCP and UDP ports.", ["tcp"]),
        ("The following ports are UDP.", []),
        ("The following UDP and SCTP ports are open.", []),
    ],
)
def test_a_sentence_about_every_port_counts_where_others_name_its_transport_among_more(
    other: str, transports: list[str]
) -> None:
    table = "| Port | Use |\n|--|--|\n| 8443 | a |\n"
    reading, _ = reading_of(page(f"{other}\n\nAll ports are TCP unless stated otherwise.\n\n{table}"))
    assert [list(claim.transports) for claim in reading.claims] == [transports]


@pytest.mark.parametrize(("protocol", "ports"), [("HTTP/2", [8981]), ("HTTP/80", [80, 8981])])
def test_the_version_of_a_protocol_is_no_port(protocol: str, ports: list[int]) -> None:
    head = "| Port | Endpoint protocol | Use |\n|--|--|--|\n"
    reading, _ = reading_of(page(f"{head}| 8981 | {protocol} | a |\n| 8982 | TCP | b |\n"))
    assert sorted({each.start for claim in reading.claims for each in claim.ports} - {8982}) == ports


@pytest.mark.parametrize(
    ("title", "lead", "host"),
    [
        ("Store node", "The following inbound ports must be open on store nodes:", "Store node"),
        ("Storage node", "The following inbound ports must be open on store nodes:", "store nodes"),
        ("Überwachter Server", "Die folgenden Ports müssen auf den überwachten Servern offen sein:", None),
        ("Вычислительный узел", "На вычислительных узлах должны быть открыты следующие порты:", None),
        ("Serveur de fichiers", "Les ports suivants doivent être ouverts sur les serveurs de fichiers :", None),
    ],
)
def test_a_host_has_the_name_of_its_title(title: str, lead: str, host: str | None) -> None:
    text = f"# Ports\n\n## {title}\n\n{lead}\n\n| Port | Protocol |\n|---|---|\n| 7000 | TCP |\n"
    assert {claim.role for claim in reading_of(page(text))[0].claims} == {host or title}


@pytest.mark.parametrize(
    "sentence",
    [
        "This page describes the TCP ports that the product uses.",
        "Diese Seite beschreibt die TCP-Ports des Produkts.",
        "Ce document décrit les ports TCP du produit.",
        "本文介绍产品使用的 TCP 端口。",
    ],
)
def test_what_a_page_is_about_holds_for_all_its_sections(sentence: str) -> None:
    table = "| Service | Port |\n|---|---|\n| Data | 7101 |\n"
    text = f"# Widget\n\n## Overview\n\n{sentence}\n\n## Store\n\nThe ports:\n\n{table}"
    assert reading_of(page(text))[0].claims[0].transports == ("tcp",)


@pytest.mark.parametrize(
    "sentence",
    [
        "The following table does not include ports of the archive that you may also need to allow.",
        "Die folgende Tabelle enthält keine Ports des Archivs, die Sie ebenfalls freigeben müssen.",
        "Le tableau ne comprend pas les ports de l'archive, que vous devez aussi autoriser.",
    ],
)
def test_what_a_table_leaves_out_closes_nothing_in_it(sentence: str) -> None:
    text = f"# Widget\n\n{sentence}\n\n| Port | Protocol |\n|---|---|\n| 7101 | TCP |\n"
    assert {claim.need for claim in reading_of(page(text))[0].claims} == {"required"}


APPLIES = {
    "The following list applies to relay servers.": "relay servers",
    "These ports must be opened on the relay servers.": "relay servers",
    "Diese Liste gilt für die Relay-Server.": "Relay-Server",
    "La lista se aplica a los servidores de retransmisión.": "servidores de retransmisión",
    "Estos puertos deben abrirse en los servidores de retransmisión.": "servidores de retransmisión",
    "L'elenco si applica ai server di inoltro.": "server di inoltro",
    "Queste porte devono essere aperte sui server di inoltro.": "server di inoltro",
    "A lista aplica-se aos servidores de retransmissão.": "servidores de retransmissão",
    "Estas portas devem ser abertas nos servidores de retransmissão.": "servidores de retransmissão",
    "Seznam platí pro přenosové servery.": "přenosové servery",
    "Deze poorten moeten op de relayservers worden geopend.": "relayservers",
    "The list is sorted by port.": None,
    "The table below applies to all releases.": None,
}


@pytest.mark.parametrize(("said", "host"), APPLIES.items())
def test_a_sentence_above_says_on_which_hosts_the_ports_are(said: str, host: str | None) -> None:
    table = "| Port | Protocol | Direction |\n|---|---|---|\n| 7001 | TCP | Inbound |\n"
    reading, _ = reading_of(page(f"# Heron\n\n## Ports\n\n{said}\n\n{table}"))
    assert [claim.role for claim in reading.claims] == [host]


CLOSING = [
    ("Do not open the following ports:", "Inbound TCP:"), ("Never open these ports:", "**Inbound TCP**"),
    ("The following ports must stay closed:", "Inbound TCP"), ("These ports are no longer used:", "Inbound TCP:"),
    ("Öffnen Sie die folgenden Ports nicht:", "Eingehend TCP:"), ("N'ouvrez pas les ports suivants :", "Entrant TCP :"),
    ("No abra los siguientes puertos:", "Entrante TCP:"), ("Não abra as seguintes portas:", "Entrada TCP:"),
    ("Non aprire le seguenti porte:", "In ingresso TCP:"), ("Open de volgende poorten niet:", "Inkomend TCP:"),
    ("Не открывайте следующие порты:", "Входящие TCP:"), ("请勿开放以下端口：", "入站 TCP："),
    ("The following ports must not be opened.", "Inbound TCP"), ("**Do not open**", "Inbound TCP:"),
    ("The following ports must not be opened. They are kept for old carts.", "**Inbound TCP**"),
    ("Do not open the following ports:\n\nOnly old carts still use them.", "Inbound TCP:"),
    ("次のポートは開かないでください：", "インバウンド TCP："), ("다음 포트를 열지 마십시오:", "인바운드 TCP:"),
]  # fmt: skip
BLOCKS = [
    "- 7101/tcp: console\n- 7102/tcp: carts\n",
    "| Port | Protocol |\n|---|---|\n| 7101 | TCP |\n| 7102 | TCP |\n",
]


@pytest.mark.parametrize("block", BLOCKS)
@pytest.mark.parametrize(("lead", "label"), CLOSING)
def test_what_a_line_closes_stays_closed_below_the_labels_that_part_it(lead: str, label: str, block: str) -> None:
    text = f"# Mill\n\n## Mill server\n\n{lead}\n\n{label}\n\n{block}\nUDP\n\n- 7103/udp: cellar\n"
    assert open_ports(text) == set()
    assert open_ports(f"{text}\nOpen these:\n\n- 7104/tcp: desks\n") == {7104}
    assert open_ports(f"{text}\n## Carts\n\n{label}\n\n- 7105/tcp: desks\n") == {7105}


@pytest.mark.parametrize("label", ["", "Inbound:\n\n", "**On the mill**\n\n"])
@pytest.mark.parametrize(
    "lead",
    [
        "If you use the mirror, open the following ports:", "If the mirror is used, these ports are needed:",
        "When the mirror is enabled, the following ports are required:", "These ports are only needed for the mirror:",
        "Wenn Sie den Spiegel verwenden, öffnen Sie die folgenden Ports:",
        "Si vous utilisez le miroir, ouvrez les ports suivants :", "Si usa el espejo, abra los siguientes puertos:",
        "Se usar o espelho, abra as seguintes portas:", "Se si usa lo specchio, aprire le seguenti porte:",
        "Als u de spiegel gebruikt, open dan de volgende poorten:",
        "Если используется зеркало, откройте следующие порты:", "如果使用镜像，请开放以下端口：",
    ],
)  # fmt: skip
def test_a_line_says_when_the_ports_are_needed_that_it_leads_to(lead: str, label: str) -> None:
    reading, _ = reading_of(page(f"# Mill\n\n## Mill server\n\n{lead}\n\n{label}- 7101/tcp inbound\n"))
    assert [(claim.need, claim.condition is not None) for claim in reading.claims] == [("conditional", True)]


@pytest.mark.parametrize(
    ("lead", "labels"),
    [
        ("The mill needs the following ports:", ("Inbound:", "Outbound:")),
        ("These ports must be open:", ("**Mill server**", "**Cart clients**")),
        ("Die Mühle braucht diese Ports:", ("Eingehend:", "Ausgehend:")),
        ("Le moulin utilise les ports suivants :", ("_En entrée_", "_En sortie_")),
        ("El molino necesita estos puertos:", ("Entrantes:", "Salientes:")),
        ("磨坊需要以下端口：", ("入站：", "出站：")),
    ],
)
def test_numbers_are_ports_below_the_labels_of_a_line_that_leads_to_ports(lead: str, labels: tuple[str, str]) -> None:
    lists = (f"{label}\n\n- {at} desks\n- carts: {at + 1}\n\n" for label, at in zip(labels, (7101, 7103), strict=True))
    assert open_ports(f"# Mill\n\n## Network\n\n{lead}\n\n{''.join(lists)}") == {7101, 7102, 7103, 7104}


def test_a_label_of_something_else_leads_to_no_ports() -> None:
    text = "# Mill\n\n## Network\n\nThe mill needs the following ports:\n\nDelays:\n\n- connect: 3000\n- read: 3001\n"
    assert open_ports(text) == set()


@pytest.mark.parametrize(
    ("title", "lead", "need"),
    [
        ("Servers with a mirror", "If the mirror is used, these ports are needed:", "required"),
        ("Mill servers", "If the mirror is used, these ports are needed:", "conditional"),
        ("Servers with a mirror", "If the mirror is used, do not open these ports:", "denied"),
        ("Servers with a mirror", "These ports are needed only if the mirror is used:", "conditional"),
    ],
)
def test_a_case_that_a_title_is_about_limits_nothing_below_it(title: str, lead: str, need: str) -> None:
    reading, _ = reading_of(page(f"# Mill\n\n## {title}\n\n{lead}\n\n- 7101/tcp inbound\n"))
    assert [claim.need for claim in reading.claims] == [need]


TABLES = tomllib.loads(Path(__file__).with_name("table_leads.toml").read_text(encoding="utf-8"))
MARKED = (
    "| Port | Protocol | Printer | Till |\n|---|---|---|---|\n| 7101 | TCP | open | – |\n| 7102 | TCP | – | open |\n"
)
HOSTED = "| Port | Protocol | Host |\n|---|---|---|\n| 7101 | TCP | Till |\n"


def _asked(text: str) -> list[str]:
    reading, _ = reading_of(page(text))
    return [claim.direction for claim in reading.claims if claim.need == "required" and claim.direction != "unstated"]


@pytest.mark.parametrize("language", TABLES)
def test_what_a_table_is_said_to_show_is_said_of_its_rows(language: str) -> None:
    known = TABLES[language]
    found = {said: _asked(f"# Mill\n\n{said}\n\n{table}") for said in known["open"] for table in (MARKED, HOSTED)}
    assert {said for said, ways in found.items() if {*ways} != {"inbound"}} == set()
    texts = (f"# Mill\n\n{said}\n\n{between}{HOSTED}" for said in known["closed"] for between in ("", "Take care.\n\n"))
    assert [text for text in texts if _asked(text)] == []


@pytest.mark.parametrize(
    "said",
    [
        "The table shows on which servers an inbound port has to be open.",
        "Die Tabelle zeigt, auf welchem Server ein eingehender Port offen sein muss.",
        "Le tableau indique sur quel serveur un port entrant doit être ouvert.",
    ],
)
def test_on_which_host_names_none(said: str) -> None:
    table = "| Port | Protocol |\n|---|---|\n| 7101 | TCP |\n"
    reading, _ = reading_of(page(f"# Mill\n\n## Relay servers\n\n{said}\n\n{table}"))
    assert [(claim.role, claim.direction) for claim in reading.claims] == [("Relay servers", "inbound")]


@pytest.mark.parametrize(
    ("said", "host"),
    [
        ("Open these inbound ports on the front ends:", "front ends"),
        ("The following inbound ports must be open on the Orchestrator:", "Orchestrator"),
        ("Open the following inbound ports on Weaver:", "Weaver"),
        ("Öffnen Sie diese eingehenden Ports auf dem Orchestrator:", "Orchestrator"),
        ("Ouvrez ces ports entrants sur l'Orchestrator :", "Orchestrator"),
        ("Abra estos puertos de entrada en el Orchestrator:", "Orchestrator"),
        ("Open deze inkomende poorten op de Orchestrator:", "Orchestrator"),
        ("ハブサーバーで開ける受信ポート:", "ハブサーバー"),
        ("在集线器服务器上开放以下入站端口：", "集线器服务器"),
        ("在集线器服务器上：", "集线器服务器"),
        ("허브 서버에서 다음 인바운드 포트를 여십시오:", "허브 서버"),
        ("ファイアウォールで開ける受信ポート:", None),
        ("在防火墙上开放以下入站端口：", None),
        ("在此服务器上开放以下入站端口：", None),
        ("Open these inbound ports on the firewall:", None),
        ("Open these inbound ports on the corporate network:", None),
        ("Open these inbound ports on your router:", None),
        ("Open these inbound ports on the following:", None),
        ("Open these inbound ports on request:", None),
        ("Make sure the following inbound ports are opened on this node:", None),
        ("Open these inbound ports on the server:", None),
        ("Open these inbound ports on both interfaces:", None),
        ("Öffnen Sie diese eingehenden Ports auf dem Router:", None),
    ],
)
def test_a_lead_that_ends_in_a_name_behind_on_names_the_host(said: str, host: str | None) -> None:
    table = "| Port | Protocol |\n|---|---|\n| 7101 | TCP |\n"
    for below in (table, "- TCP 7101\n"):
        reading, _ = reading_of(page(f"# Mill\n\n{said}\n\n{below}"))
        assert [claim.role for claim in reading.claims] == [host]
