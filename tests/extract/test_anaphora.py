"""A pronoun, or a word for any host behind one, stands for the host of its section where it opens or accepts."""

import pytest

from portspec.extract.ends.anaphora import resolved
from tests.reading import open_ports, page, reading_of

FLOWS = [
    ("Worker nodes", "They connect to the management nodes on TCP 6443."),
    ("Worker nodes", "They must be able to reach the management nodes on TCP 6443."),
    ("Worker nodes", "These nodes connect to the management nodes on TCP 6443."),
    ("Relay", "It then connects to the hub on TCP 443."),
    ("Arbeitsknoten", "Sie verbinden sich mit dem Hub über TCP 6443."),
    ("Arbeitsknoten", "Diese Knoten müssen den Hub über TCP 6443 erreichen können."),
    ("Nœuds de calcul", "Ils se connectent au serveur central sur TCP 6443."),
    ("Nœuds de calcul", "Ces nœuds se connectent au serveur central sur TCP 6443."),
    ("Nodos de cómputo", "Estos nodos se conectan al servidor central por TCP 6443."),
    ("Nodi di calcolo", "Questi nodi si connettono al server centrale su TCP 6443."),
    ("Nós de trabalho", "Eles se conectam ao servidor central na porta TCP 6443."),
    ("Werkknooppunten", "Ze maken verbinding met de hub via TCP 6443."),
    ("Węzły robocze", "One łączą się z serwerem centralnym na porcie TCP 6443."),
    ("Pracovní uzly", "Tyto uzly se připojují k serveru na portu TCP 6443."),
    ("Arbetsnoder", "De måste kunna nå servern på TCP-port 6443."),
    ("Arbejdsnoder", "De skal kunne nå serveren via TCP 6443."),
    ("Рабочие узлы", "Они подключаются к серверу по порту TCP 6443."),
    ("Робочі вузли", "Вони підключаються до сервера через TCP 6443."),
    ("工作节点", "它们必须能够访问服务器 TCP 6443 端口。"),
]


@pytest.mark.parametrize(("host", "said"), FLOWS)
def test_it_stands_for_the_host_of_its_section(host: str, said: str) -> None:
    (claim,) = reading_of(page(f"# Ports\n\n## {host}\n\n{said}\n"))[0].claims
    assert claim.source == host
    assert claim.destination
    assert claim.provenance.quote == said


def test_it_may_stand_behind_the_verb() -> None:
    (claim,) = reading_of(page("# Ports\n\n## Hub\n\n- The agents connect to it on TCP 443.\n"))[0].claims
    assert (claim.source, claim.destination) == ("agents", "Hub")


def test_it_stands_for_the_only_host_of_its_paragraph() -> None:
    text = "# Ports\n\n## Ports\n\nThe file server needs TCP 445 inbound. It connects to the directory on TCP 636.\n"
    first, second = reading_of(page(text))[0].claims
    assert first.role == second.source == "file server"


@pytest.mark.parametrize(
    "said",
    [
        "The agents serve the clients. They connect to the hub on TCP 443.",
        "You must connect to the hub on TCP 443.",
        "The server connects to the hub on TCP 443.",
        "De server maakt verbinding met de hub via TCP 443.",
        "It is wise to connect to the hub on TCP 443.",
        "These agents connect to the hub on TCP 443.",
    ],
)
def test_it_stands_for_nobody_where_several_are_named_or_none_is_meant(said: str) -> None:
    reading, _ = reading_of(page(f"# Ports\n\n## Relay\n\n{said}\n"))
    assert "Relay" not in {end for claim in reading.claims for end in (claim.source, claim.destination)}


def test_a_sentence_without_a_host_stays_as_it_is() -> None:
    assert resolved("They connect to the hub on TCP 443.", None) == "They connect to the hub on TCP 443."


NAMED_BEFORE = {
    "The agent listens on TCP port 7101 for commands from the hub. It connects to the hub on TCP 7102.": (
        "agent",
        "hub",
    ),
    "L'agent écoute sur le port TCP 7101 pour la passerelle. Il se connecte à la passerelle sur le port TCP 7102.": (
        ("agent", "passerelle")
    ),
    "The agent listens on TCP port 7101 for commands from the relay. It connects to the hub on TCP 7102.": (None, None),
    "The hub accepts connections on TCP port 7101 from the agents. They connect to the hub on TCP 7102.": (None, None),
}


@pytest.mark.parametrize("said", NAMED_BEFORE)
def test_a_pronoun_stands_for_the_only_host_that_its_sentence_does_not_name(said: str) -> None:
    claims = reading_of(page(f"# Heron\n\n## Ports\n\n{said}\n"))[0].claims
    found = [(each.source, each.destination) for each in claims if any(port.start == 7102 for port in each.ports)]
    assert found == [NAMED_BEFORE[said]]


SINCE = [
    "Since the 2025 edition it accepts inbound connections from the offices on TCP port 7101.",
    "The pay server is of 2019. Since the 2025 edition it accepts inbound connections from the offices on TCP 7101.",
    "The pay server was rewritten. It accepts inbound connections from the offices on TCP port 7101.",
    "Since version 4 it accepts inbound connections from the offices on TCP port 7101.",
    "Depuis l'édition 2025 il accepte les connexions entrantes des offices sur le port TCP 7101.",
    "С издания 2025 года он принимает входящие соединения от offices на TCP-порт 7101.",
]


@pytest.mark.parametrize("said", SINCE)
def test_it_may_stand_behind_the_time_since_when(said: str) -> None:
    (claim,) = reading_of(page(f"# Ports\n\n## Pay server\n\n{said}\n"))[0].claims
    assert (claim.role, claim.direction) == ("Pay server", "inbound")
    assert (claim.source, claim.destination) == ("offices", "Pay server")


def test_no_edition_is_part_of_a_host() -> None:
    said = "In the 2025 edition the server accepts inbound connections from the offices on TCP port 7101."
    (claim,) = reading_of(page(f"# Ports\n\n## Pay server\n\n{said}\n"))[0].claims
    assert (claim.source, claim.destination) == ("offices", "server")


def test_it_stands_for_no_host_among_others() -> None:
    said = "The pay server serves the file server. It accepts connections from the offices on TCP port 7101."
    claims = reading_of(page(f"# Ports\n\n## Pay server\n\n{said}\n"))[0].claims
    assert all(claim.destination != "Pay server" for claim in claims)


SINCE = [
    "Since version 7 the form node accepts inbound connections on TCP port 7900, and port 7101 is no longer in use.",
    "Now the form node accepts inbound connections on TCP port 7900, and port 7101 is no longer in use.",
    "Desde la versión 7 el nodo acepta conexiones entrantes en el puerto TCP 7900, y el puerto 7101 ya no se usa.",
    "Dalla versione 7 il nodo accetta connessioni in ingresso sulla porta TCP 7900, e la porta 7101 non è più in uso.",
]


@pytest.mark.parametrize("said", SINCE)
def test_the_time_since_when_is_no_part_of_a_host(said: str) -> None:
    title = "Nodo" if "nodo" in said else "Form node"
    text = f"# Hub\n\n## {title}\n\nThis guide is for inbound TCP port 7101. {said}\n"
    assert open_ports(text) == {7900}
    assert {c.role for c in reading_of(page(text))[0].claims} == {title}
