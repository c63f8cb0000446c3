"""Ports that are asked for in some places or at some times alone: "In test setups, …", "During upgrades, …"."""

import tomllib
from pathlib import Path

import pytest

from tests.reading import page, reading_of

SAID = tomllib.loads(Path(__file__).with_name("circumstances.toml").read_text(encoding="utf-8"))
HEAD = "# Mill\n\n## Gateway\n\n"


def _needs(text: str) -> set[tuple[str, bool]]:
    claims = reading_of(page(f"{HEAD}{text}\n"))[0].claims
    return {(each.need, bool(each.condition)) for each in claims}


@pytest.mark.parametrize("said", SAID["cases"])
def test_what_is_asked_for_in_some_places_is_a_case(said: str) -> None:
    assert _needs(said) == {("conditional", True)}


@pytest.mark.parametrize("said", SAID["everywhere"])
def test_what_is_so_everywhere_is_none(said: str) -> None:
    assert _needs(said) == {("required", False)}


@pytest.mark.parametrize("said", SAID["leads"])
def test_what_a_sentence_leads_to_there_is_a_case(said: str) -> None:
    assert _needs(f"{said}\n\n- TCP 7101\n") == {("conditional", True)}
