"""Everywhere: what a page says of all its ports holds for sentences too, where they say nothing else."""

import pytest

from tests.reading import page, reading_of

AGENTS = "Agents do not listen on any port unless remote help is enabled, in which case they listen on 9450."
SAID = f"{AGENTS} They connect to the backup server on ports 9440-9445."


def transports(first: str, said: str) -> list[tuple[str, ...]]:
    """Return the transports of what a sentence states, below what the page begins with."""
    reading, _ = reading_of(page(f"# Ports\n\n{first}\n\n## Agents\n\n{said}\n"))
    return [claim.transports for claim in reading.claims]


@pytest.mark.parametrize(
    "first",
    [
        "All ports are TCP unless stated otherwise.",
        "Alle Ports sind TCP, sofern nicht anders angegeben.",
        "Sauf indication contraire, tous les ports sont TCP.",
    ],
)
def test_the_transport_of_all_ports_holds_for_sentences(first: str) -> None:
    assert transports(first, SAID) == [("tcp",), ("tcp",)]


@pytest.mark.parametrize("first", ["The following ports are TCP.", "Not all ports are TCP.", "TCP is a protocol."])
def test_that_of_some_does_not(first: str) -> None:
    assert transports(first, SAID) == [(), ()]


def test_a_sentence_has_its_own_transport_all_the_same() -> None:
    said = "The agents connect to the backup server on UDP ports 9440-9445."
    assert transports("All ports are TCP unless stated otherwise.", said) == [("udp",)]


def test_a_pronoun_stands_for_the_host_of_its_section() -> None:
    reading, _ = reading_of(page(f"# Ports\n\n## Agents\n\n{SAID}\n"))
    assert [(claim.role, claim.direction, claim.need, claim.source, claim.destination) for claim in reading.claims] == [
        ("Agents", "inbound", "conditional", None, None),
        ("Agents", "unstated", "required", "Agents", "backup server"),
    ]
