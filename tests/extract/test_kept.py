"""Kept: ports that a sentence closes but for some hosts are open to these alone, and what it denies stays closed."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.reading import open_ports, page, reading_of

TOLD = tomllib.loads(Path(__file__).with_name("kept.toml").read_text(encoding="utf-8"))
Said = dict[str, Any]
ROWS = "\n\n- TCP 7101: transfer\n"
ENDS = "\n\n| Port | Protocol | Source | Destination |\n|---|---|---|---|\n| 7101 | TCP | {} | store |\n"


@pytest.fixture(params=sorted(TOLD))
def said(request: pytest.FixtureRequest) -> Said:
    """What a language says of these."""
    found: Said = TOLD[request.param]
    return found


def ends_of(sentence: str) -> tuple[str, str, str]:
    """Return the need, the source and the destination of a port below a sentence."""
    (claim,) = reading_of(page(f"# Heron\n\n## Store\n\n{sentence}{ROWS}"))[0].claims
    return claim.need, str(claim.source).casefold(), str(claim.destination).casefold()


def test_ports_are_open_between_those_alone_for_whom_they_are_kept(said: Said) -> None:
    for sentence in said["among"]:
        need, source, destination = ends_of(sentence)
        assert need != "denied", sentence
        assert said["nodes"] in source, sentence
        assert source == destination, sentence


def test_ports_are_open_to_those_alone_for_whom_they_are_kept(said: Said) -> None:
    for sentence in said["alone"]:
        need, source, _ = ends_of(sentence)
        assert need != "denied", sentence
        assert said["agents"] in source, sentence


def test_what_a_sentence_keeps_for_nobody_stays_closed(said: Said) -> None:
    for sentence in said["closed"]:
        assert open_ports(f"# Heron\n\n## Store\n\n{sentence}{ROWS}") == set(), sentence


@pytest.mark.parametrize("source", ["any", "Internet", "console"])
def test_a_row_of_others_stays_closed(source: str) -> None:
    for sentence in (*TOLD["en"]["among"], *TOLD["en"]["alone"]):
        assert open_ports(f"# Heron\n\n## Store\n\n{sentence}{ENDS.format(source)}") == set(), sentence
