"""What a sentence above and the items above say of a list's rows: their direction, their host, where connections go."""

import pytest

from tests.reading import page, reading_of

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
