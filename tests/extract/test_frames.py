"""Frames: who connects to whom, by what the verb of a clause means, in each language and for each port by itself."""

import tomllib
from pathlib import Path

import pytest

from tests.reading import page, reading_of

FRAMES = tomllib.loads(Path(__file__).with_name("frames.toml").read_text(encoding="utf-8"))
"""By language, the ends that each sentence tells of."""
CLOSED = FRAMES.pop("closed")


def told(sentence: str) -> list[str]:
    """Return both ends and the port of each claim that is made of a sentence, where it has both."""
    reading, _ = reading_of(page(f"# Heron\n\n## Ports\n\n{sentence}\n"))
    return [
        f"{claim.source} > {claim.destination} {claim.ports[0].start}"
        for claim in reading.claims
        if claim.source and claim.destination
    ]


def fits(said: str, wanted: str) -> bool:
    """Tell whether both ends and the port are those that are wanted, but for their articles."""
    ends, port = said.rsplit(" ", 1)
    source, destination = ends.split(" > ")
    first, second = wanted.rsplit(" ", 1)[0].split(" > ")
    return port == wanted.rsplit(" ", 1)[1] and first in source and second in destination


@pytest.mark.parametrize("tongue", FRAMES)
def test_a_verb_tells_who_connects_to_whom(tongue: str) -> None:
    wrong = []
    for sentence, wanted in FRAMES[tongue].items():
        found = told(sentence)
        if len(found) != len(wanted) or not all(map(fits, found, wanted)):
            wrong.append((sentence, found))
    assert wrong == []


@pytest.mark.parametrize("sentence", CLOSED)
def test_what_a_verb_does_not_say_or_says_of_a_case_requires_nothing(sentence: str) -> None:
    reading, _ = reading_of(page(f"# Heron\n\n## Network\n\n{sentence}\n"))
    assert [claim for claim in reading.claims if claim.need == "required" and claim.source] == []


SPELT = [
    "The hub receives traffic on port 7101 of the user datagram protocol.",
    "O hub recebe o tráfego na porta 7101 do protocolo de datagrama do usuário.",
    "El hub recibe el tráfico en el puerto 7101 del protocolo de datagramas de usuario.",
    "Le hub reçoit le trafic sur le port 7101 du protocole de datagramme utilisateur.",
]


@pytest.mark.parametrize("sentence", SPELT)
def test_the_user_of_a_protocol_s_name_is_no_end(sentence: str) -> None:
    reading, _ = reading_of(page(f"# Heron\n\n## Ports\n\n{sentence}\n"))
    assert [(each.source, each.transports) for each in reading.claims] == [(None, ("udp",))]
