"""Denials: what a page says of a port by denying the opposite, or by forbidding to close it, and what it forbids."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.reading import open_ports, page, reading_of

TOLD = tomllib.loads(Path(__file__).with_name("denials.toml").read_text(encoding="utf-8"))
Said = dict[str, Any]
SHAPES = (
    "| Port | Protocol | Direction | Remarks |\n|---|---|---|---|\n| 7101 | TCP | inbound | {} |\n",
    "- 7101/tcp (inbound): {}\n",
)


@pytest.fixture(params=sorted(TOLD))
def said(request: pytest.FixtureRequest) -> Said:
    """What a language says of these."""
    found: Said = TOLD[request.param]
    return found


def opened(text: str) -> bool:
    """Tell whether a section of a host opens port 7101."""
    return open_ports(f"# Heron\n\n## Node\n\n{text}\n") == {7101}


def test_a_sentence_that_denies_the_opposite_asks_for_its_port(said: Said) -> None:
    assert [each for each in said["asked"] if not opened(each.format(7101))] == []


def test_a_sentence_that_forbids_a_port_does_not(said: Said) -> None:
    assert [each for each in said["refused"] if opened(each.format(7101))] == []


@pytest.mark.parametrize("shape", SHAPES)
def test_what_stands_behind_a_port_is_read_alike(said: Said, shape: str) -> None:
    assert [each for each in said["open"] if not opened(shape.format(each))] == []
    assert [each for each in said["closed"] if opened(shape.format(each))] == []


@pytest.mark.parametrize(
    "said",
    [
        "missing in the summary, yet members cannot find each other when it is blocked",
        "without it the members cannot reach each other",
        "fehlt in der Liste, doch die Mitglieder können einander ohne ihn nicht erreichen",
        "sans lui, les membres ne peuvent pas communiquer entre eux",
        "sin él los miembros no pueden comunicarse entre sí",
        "senza di essa i membri non possono comunicare tra loro",
        "zonder deze poort kunnen de leden elkaar niet bereiken",
        "без него узлы не могут связаться друг с другом",
    ],
)
def test_who_cannot_reach_each_other_is_no_end_of_a_port(said: str) -> None:
    text = f"# Heron\n\n## Vault nodes\n\n### Inbound ports\n\n- UDP 7101: {said}\n"
    (claim,) = reading_of(page(text))[0].claims
    assert (claim.role, claim.direction, claim.source, claim.destination, claim.peers) == (
        ("Vault nodes", "inbound", None, None, ())
    )
