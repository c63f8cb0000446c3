"""Ports that connections leave from are no ends; a sentence may be of the other way than its title."""

import pytest

from tests.reading import open_ports, page, reading_of

ARROWS = [
    "- clients:49152-65535 -> hub:7101 (TCP)\n- hub:49152-65535 -> archive:7102 (TCP)\n",
    "- clients (49152-65535) → hub (TCP 7101)\n- hub (49152-65535) → archive (TCP 7102)\n",
    "- clients:* → hub:7101/tcp\n- hub:* → archive:7102/tcp\n",
    "- clients:1024+ → hub:7101/tcp\n- hub:1024+ → archive:7102/tcp\n",
]
REVERSED = [
    "In the opposite direction, the hub connects to the collectors on TCP port 7101.",
    "Conversely, the hub connects to the collectors on TCP port 7101.",
    "Dans l'autre sens, le hub se connecte aux collectors sur le port TCP 7101.",
    "En sentido contrario, el hub se conecta a los collectors por el puerto TCP 7101.",
]


@pytest.mark.parametrize("items", ARROWS)
def test_the_ends_are_named_without_the_ports_they_leave_from(items: str) -> None:
    reading, _ = reading_of(page(f"# Heron flows\n\n{items}"))

    found = [(claim.source, claim.destination, claim.ports[0].start) for claim in reading.claims]
    assert found == [("clients", "hub", 7101), ("hub", "archive", 7102)]


@pytest.mark.parametrize("said", REVERSED)
def test_a_sentence_of_the_other_way_does_not_contradict_its_title(said: str) -> None:
    reading, _ = reading_of(page(f"# Heron\n\n## Collectors: outbound connections\n\n{said}\n"))

    found = [(claim.source, claim.destination, claim.direction) for claim in reading.claims]
    assert found == [("hub", "collectors", "unstated")]


@pytest.mark.parametrize("service", ["Blocchi", "Blocchi di dati"])
def test_a_noun_in_italian_closes_nothing(service: str) -> None:
    rows = f"| Porta | Protocollo | Servizio |\n|---|---|---|\n| 7101 | TCP | {service} |\n"
    assert open_ports(f"# Heron\n\n## Nodi: porte in ingresso\n\n{rows}") == {7101}


def test_the_verb_does() -> None:
    assert open_ports("# Heron\n\n## Nodi\n\n- Blocchi la porta 7101/tcp in ingresso.\n") == set()
