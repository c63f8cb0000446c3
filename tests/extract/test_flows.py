"""A sentence that says who reaches whom is a flow between them, in any language; one that denies it opens nothing."""

import pytest

from portspec.extract.ends.peers import connection_ends
from tests.reading import open_ports, page, reading_of

FLOWS = {
    "The agents must be able to reach the store server on TCP 443.": ("agents", "store server"),
    "Make sure that the agents can reach the hub on TCP 443.": ("agents", "hub"),
    "Let agents connect to the hub on TCP port 443.": ("agents", "hub"),
    "The hub must be reachable from the agents on TCP 443.": ("agents", "hub"),
    "The gateway must be able to reach licence.example.com on TCP 443.": ("gateway", "licence.example.com"),
    "TCP port 7101 must be open between all nodes.": ("nodes", "nodes"),
    "Replication between the nodes uses TCP port 7101.": ("nodes", "nodes"),
    "Zwischen den Knoten muss TCP-Port 7101 offen sein.": ("Knoten", "Knoten"),
    "Le port TCP 7101 doit être ouvert entre les nœuds.": ("nœuds", "nœuds"),
    "El puerto TCP 7101 debe estar abierto entre los nodos.": ("nodos", "nodos"),
    "节点之间必须开放 TCP 端口 7101。": ("节点", "节点"),
    "Das Gateway benötigt ausgehend Zugriff auf den Updateserver über TCP-Port 443.": ("Gateway", "Updateserver"),
    "Les utilisateurs accèdent à la console de la passerelle sur le port TCP 443.": ("utilisateurs", "passerelle"),
    "Los usuarios acceden a la consola del servidor por el puerto TCP 443.": ("usuarios", "servidor"),
    "Gli utenti accedono alla console del server sulla porta TCP 443.": ("utenti", "server"),
    "La passerelle a besoin d'un accès sortant au serveur central sur le port TCP 443.": (
        "passerelle",
        "serveur central",
    ),
    "The edge firewall connects to the hub on TCP 443.": ("edge firewall", "hub"),
    "Die Agenten müssen den Server über TCP 443 erreichen können.": ("Agenten", "Server"),
    "Die Agenten greifen auf den Server über TCP 443 zu.": ("Agenten", "Server"),
    "Les agents doivent pouvoir joindre le serveur central sur le port TCP 443.": ("agents", "serveur central"),
    "Los agentes deben poder conectarse al servidor por el puerto TCP 443.": ("agentes", "servidor"),
    "Gli agenti devono poter raggiungere il server sulla porta TCP 443.": ("agenti", "server"),
    "Os agentes devem conseguir acessar o servidor na porta TCP 443.": ("agentes", "servidor"),
    "De agents moeten de server via TCP 443 kunnen bereiken.": ("agents", "server"),
    "Agenci muszą mieć dostęp do serwera centralnego na porcie TCP 443.": ("Agenci", "serwera centralnego"),
    "Agenti musí mít přístup k serveru na portu TCP 443.": ("Agenti", "serveru"),
    "Agenterna måste kunna nå servern på TCP-port 443.": ("Agenterna", "servern"),
    "Agenterne skal kunne nå serveren via TCP 443.": ("Agenterne", "serveren"),
    "Агенты должны иметь доступ к серверу по порту TCP 443.": ("Агенты", "серверу"),
    "Агенти повинні мати доступ до сервера через TCP 443.": ("Агенти", "сервера"),
    "代理必须能够访问服务器 TCP 443 端口。": ("代理", "服务器"),
}
NONE = [
    "The agents must reach port 443.",
    "You can reach the hub on TCP 443.",
    "TCP port 7101 must be open between the agents and the hub.",
    "Every host that was set up in the last year connects to the hub on TCP 443.",
]
DENIED = [
    "The agents must not be able to reach the database on TCP 5432.",
    "TCP port 5432 must not be open between the nodes.",
    "The firewall must not let the agents reach the database on TCP 5432.",
    "The hub can no longer reach the agents on TCP 5432.",
    "Die Agenten dürfen die Datenbank über TCP 5432 nicht erreichen.",
    "Les agents ne doivent pas pouvoir joindre la base sur le port TCP 5432.",
    "Agenterna ska inte kunna nå databasen på TCP-port 5432.",
    "If agents cannot reach the hub on TCP 5432, look at the firewall.",
]


@pytest.mark.parametrize(("said", "ends"), FLOWS.items())
def test_who_reaches_whom(said: str, ends: tuple[str, str]) -> None:
    assert connection_ends(said) == ends
    reading, _ = reading_of(page(f"# Widget\n\n{said}\n"))
    assert [(claim.source, claim.destination) for claim in reading.claims] == [ends]


@pytest.mark.parametrize("said", NONE)
def test_a_sentence_without_two_names_states_no_flow(said: str) -> None:
    assert connection_ends(said) is None


@pytest.mark.parametrize("said", DENIED)
def test_who_is_not_to_reach_another_opens_nothing(said: str) -> None:
    assert open_ports(f"# Widget\n\n{said}\n\n- {said}\n") == set()


def test_a_consequence_of_a_closed_port_denies_nothing() -> None:
    assert open_ports("# Widget\n\nTCP 443 must be open; otherwise the agents cannot reach the hub.\n") == {443}


def test_a_port_that_somebody_reaches_lets_them_in() -> None:
    reading, _ = reading_of(page("# Widget\n\nTCP 444 must be reachable from the agents.\n"))
    assert [(claim.direction, claim.peers) for claim in reading.claims] == [("inbound", ("agents",))]


@pytest.mark.parametrize("head", ["Depuis → vers", "Von → nach", "From → to", "De → vers", "Desde → hacia"])
def test_words_for_ends_at_an_arrow_are_no_ends(head: str) -> None:
    rows = "| TCP 9092 | broker | Relay → Hub |\n| TCP 80 | web | Any → Hub-1/2 |\n"
    reading, _ = reading_of(page(f"# Mill\n\n| Port | Service | {head} |\n|---|---|---|\n{rows}"))
    assert [claim.source for claim in reading.claims] == ["Relay", "Any"]
    assert [each.start for claim in reading.claims for each in claim.ports] == [9092, 80]


def test_a_word_for_now_before_the_verb_is_no_part_of_the_host() -> None:
    (claim,) = reading_of(page("# A\n\n- The ingest nodes now accept batches on inbound TCP port 8840.\n"))[0].claims
    assert (claim.role, claim.direction, claim.peers) == ("ingest nodes", "inbound", ())


def test_a_letter_of_chinese_for_a_way_is_none_within_a_japanese_word() -> None:
    text = "# 指令台\n\n## 配車サーバー：受信ポート\n\n- 26662/udp：呼び出し端末\n"
    assert reading_of(page(text))[0].claims[0].direction == "inbound"
