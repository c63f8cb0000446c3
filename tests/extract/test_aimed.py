"""Connections that go out to the port of another host leave from the host that a sentence or its title is about."""

import pytest

from tests.reading import page, reading_of

SAID = {
    "Scanners open outbound connections to TCP port 7101 of the licence server.": "licence server",
    "Scanners open outbound connections from their ephemeral ports 49152-65535 to TCP port 7101 of the hub.": "hub",
    "Outbound connections go to TCP port 7101 of the licence server.": "licence server",
    "Open outbound connections to TCP port 7101 of the licence server.": "licence server",
    "Allow outbound traffic to port 7101/tcp on the licence server.": "licence server",
    "Die Scanner öffnen ausgehende Verbindungen zum TCP-Port 7101 des Lizenzservers.": "Lizenzservers",
    "Les postes ouvrent des connexions sortantes vers le port TCP 7101 du serveur de test.": "serveur de test",
    "Los nodos abren conexiones salientes hacia el puerto TCP 7101 del servidor de pruebas.": "servidor de pruebas",
    "Gli scanner aprono connessioni in uscita verso la porta TCP 7101 del server di prova.": "server di prova",
    "De scanners openen uitgaande verbindingen naar TCP-poort 7101 van de licentieserver.": "licentieserver",
}


@pytest.mark.parametrize("said", SAID)
def test_they_go_out_to_another_host(said: str) -> None:
    reading, _ = reading_of(page(f"# Heron\n\n## Scanners\n\n{said}\n"))
    claims = [claim for claim in reading.claims if claim.ports[0].start == 7101]

    assert [(claim.direction, claim.destination) for claim in claims] == [("outbound", SAID[said])]
    assert SAID[said] not in (claims[0].role, claims[0].source)


def test_what_comes_in_to_a_port_of_a_host_is_let_in_there() -> None:
    said = "Allow inbound connections to TCP port 7101 of the licence server."
    reading, _ = reading_of(page(f"# Heron\n\n## Ports\n\n{said}\n"))

    assert [(claim.direction, claim.role) for claim in reading.claims] == [("inbound", "licence server")]
