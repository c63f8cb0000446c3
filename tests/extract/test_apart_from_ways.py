"""Who needs no port of one way and connects the other way: the first says nothing of the port behind it."""

import pytest

from tests.reading import open_ports, page, reading_of


@pytest.mark.parametrize(
    ("said", "source"),
    [
        ("Agents need no inbound ports; they connect to the gateway on TCP 7101.", "Agents"),
        ("Agents do not need any inbound ports: they open connections to the gateway on TCP 7101.", "Agents"),
        ("Agents listen on no port; they connect to the gateway on TCP 7101.", "Agents"),
        ("Do not open inbound ports on agents: they connect to the gateway on TCP 7101.", "Agents"),
        (
            "Die Agenten benötigen keine eingehenden Ports; sie verbinden sich mit dem Gateway über TCP-Port 7101.",
            "Agenten",
        ),
        (
            "Les agents n'ont besoin d'aucun port entrant ; ils se connectent à la passerelle sur le port TCP 7101.",
            "Agents",
        ),
        ("Agents hebben geen inkomende poorten nodig; ze maken verbinding met de gateway op TCP-poort 7101.", "Agents"),
    ],
)
def test_they_are_its_source(said: str, source: str) -> None:
    (claim,) = reading_of(page(f"# Mill\n\n## Agents\n\n{said}\n"))[0].claims
    assert (claim.source, claim.need, claim.direction) == (source, "required", "unstated")


@pytest.mark.parametrize(
    "said",
    [
        "Do not open inbound TCP port 7101; they connect to it on their own.",
        "Never open these: agents connect to the gateway on TCP 7101.",
        "No port is needed, not even TCP 7101.",
    ],
)
def test_what_closes_the_port_itself_still_does(said: str) -> None:
    assert open_ports(f"# Mill\n\n## Agents\n\n{said}\n") == set()
