"""Cases: a sentence that asks for a port in some cases only says so wherever the words for them stand."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.reading import page, reading_of

TOLD = tomllib.loads(Path(__file__).with_name("cases.toml").read_text(encoding="utf-8"))
CASES, APART = TOLD["languages"], TOLD["apart"]


def conditions(text: str) -> dict[int, str | None]:
    """Return the condition of each port that a section of a host names."""
    reading, _ = reading_of(page(f"# Heron\n\n## Node\n\n{text}\n"))
    return {ports.start: claim.condition for claim in reading.claims for ports in claim.ports}


@pytest.mark.parametrize("tongue", CASES)
def test_words_for_a_case_limit_a_port(tongue: str) -> None:
    assert [each for each in CASES[tongue]["limited"] if not conditions(each)[7101]] == []


@pytest.mark.parametrize("tongue", CASES)
def test_words_for_all_cases_do_not(tongue: str) -> None:
    assert [each for each in CASES[tongue]["open"] if conditions(each)[7101]] == []


@pytest.mark.parametrize("told", APART, ids=lambda told: told["text"][:20])
def test_each_port_has_the_case_beside_it(told: dict[str, Any]) -> None:
    assert conditions(told["text"]) == {int(port): case for port, case in told["cases"].items()}
