"""Sayings: what vendors say of a port in a cell, what keeps it closed, what limits it, and what leaves it open."""

import tomllib
from pathlib import Path

import pytest

from portspec.claims import Claim
from tests.reading import page, reading_of

SAYINGS = tomllib.loads(Path(__file__).with_name("sayings.toml").read_text(encoding="utf-8"))
CLOSED = ("denied", "retired", "local")


def _state(claim: Claim) -> str:
    if claim.need in CLOSED or claim.reserved:
        return "closed"
    return "limited" if claim.condition or claim.need != "required" else "open"


@pytest.mark.parametrize("kind", ["closed", "limited", "open"])
@pytest.mark.parametrize("tongue", SAYINGS)
def test_each_row_is_read_as_its_words_say(tongue: str, kind: str) -> None:
    said = SAYINGS[tongue][kind]
    rows = (f"| {port} | TCP | inbound | Console. {each} |" for port, each in enumerate(said, 7001))
    table = "\n".join(("| Port | Protocol | Direction | Description |", "|---|---|---|---|", *rows))
    reading, _ = reading_of(page(f"# Heron\n\n## Server\n\n{table}\n"))
    found = {claim.ports[0].start - 7001: _state(claim) for claim in reading.claims}
    wrong = [each for number, each in enumerate(said) if found[number] not in _right(kind)]
    assert wrong == []


def _right(kind: str) -> tuple[str, ...]:
    """Return how a row may be read: what may stay closed may be closed."""
    return ("limited", "closed") if kind == "limited" else (kind,)
