"""Hosts that must, or may, reach an inbound port are the ones who connect, and so are devices that it is for."""

import pytest

from tests.reading import page, reading_of

OBLIGED = [
    ("Agents must be able to access TCP 7101 inbound.", "Agents"),
    ("Allow agents to access UDP 7101 inbound.", "agents"),
    ("Permit the agents inbound access on TCP 7101.", "agents"),
    ("Die Agenten müssen eingehend auf TCP 7101 zugreifen können.", "Agenten"),
    ("Erlauben Sie den Agenten den Zugriff auf TCP 7101 eingehend.", "Agenten"),
    ("Autorisez les agents à accéder au port TCP 7101 (entrant).", "agents"),
    ("Permita que los agentes accedan al puerto TCP 7101 entrante.", "agentes"),
    ("Os agentes devem poder acessar a porta TCP 7101 de entrada.", "agentes"),
    ("De agents moeten inkomend toegang hebben tot TCP-poort 7101.", "agents"),
    ("Агенты должны иметь входящий доступ к порту TCP 7101.", "Агенты"),
    ("Разрешите агентам входящий доступ к TCP 7101.", "агентам"),
    ("入站必须允许代理访问 TCP 7101。", "代理"),
    ("Inbound TCP port 7101 must be open for the ward terminals.", "ward terminals"),
    ("TCP 7101 (inbound): requests of the ticket scanners", "ticket scanners"),
    ("TCP 7101 (inbound): Anfragen der Kartenleser", "Kartenleser"),
    ("TCP 7101 (entrant) : interrogé par les bornes", "bornes"),
    ("TCP 7101 (входящий): запросы терминалов", "терминалов"),
    ("TCP 7101（入站）：终端的连接", "终端"),
    ("TCP 7101（受信）：端末の接続", "端末"),
]


@pytest.mark.parametrize(("said", "name"), OBLIGED, ids=[said[:24] for said, _ in OBLIGED])
@pytest.mark.parametrize("form", ["{}\n", "- {}\n"], ids=["sentence", "item"])
def test_who_must_reach_an_inbound_port_is_who_connects(said: str, name: str, form: str) -> None:
    reading, _ = reading_of(page(f"# Heron\n\n## Server\n\nOpen these ports:\n\n{form.format(said)}"))
    assert [(claim.direction, claim.peers or (claim.source,)) for claim in reading.claims] == [("inbound", (name,))]


@pytest.mark.parametrize(
    "said",
    [
        "Administrators must open TCP 7101 inbound.",
        "The firewall must allow TCP 7101 inbound.",
        "Allow web traffic on TCP 7101 inbound.",
        "Die Administratoren müssen TCP 7101 eingehend öffnen.",
    ],
)
def test_who_must_open_a_port_does_not_connect_to_it(said: str) -> None:
    reading, _ = reading_of(page(f"# Heron\n\n## Server\n\n{said}\n"))
    assert [(claim.direction, claim.peers, claim.source) for claim in reading.claims] == [("inbound", (), None)]
