"""Cases: a sentence that asks for a port in some cases only says so wherever the words for them stand."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from portspec.extract.language.lexicon import phrases
from tests.reading import page, reading_of

TOLD = tomllib.loads(Path(__file__).with_name("cases.toml").read_text(encoding="utf-8"))
CASES, APART, LIMITS, LIKENED = (TOLD[each] for each in ("languages", "apart", "limits", "likened"))
TABLE = "| Port | Protocol | Direction | Notes |\n|---|---|---|---|\n"
PLACES = {
    "cell": TABLE + "| 7101 | TCP | inbound | Web console, {} |\n| 7102 | TCP | inbound | Web |",
    "own cell": TABLE + "| 7101 | TCP | inbound | {} |\n| 7102 | TCP | inbound | Web |",
    "port cell": TABLE + "| 7101 ({}) | TCP | inbound | Web |\n| 7102 | TCP | inbound | Web |",
    "one port of a cell": TABLE + "| 7101 ({}), 7102 | TCP | inbound | Web |",
    "line of a port cell": TABLE + "| 7101 {}<br>7102 | TCP | inbound | Web |",
    "brackets": "- 7101/tcp inbound: web ({})\n- 7102/tcp inbound: web",
    "dash": "- 7101/tcp inbound - {}\n- 7102/tcp inbound: web",
    "item below": "- 7101/tcp inbound: web\n  - {}\n- 7102/tcp inbound: web",
    "lead": "Inbound ports ({}):\n\n- 7101/tcp: web\n\nInbound ports:\n\n- 7102/tcp: web",
    "heading": "### Inbound ({})\n\n- 7101/tcp: web\n\n### Inbound\n\n- 7102/tcp: web",
}


def conditions(text: str) -> dict[int, str | None]:
    """Return the condition of each port that a section of a host names."""
    reading, _ = reading_of(page(f"# Heron\n\n## Node\n\n{text}\n"))
    return {ports.start: claim.condition for claim in reading.claims for ports in claim.ports}


@pytest.mark.parametrize("tongue", CASES)
def test_words_for_a_case_limit_a_port(tongue: str) -> None:
    assert [each for each in CASES[tongue]["limited"] if not conditions(each)[7101]] == []


@pytest.mark.parametrize(
    "said",
    [
        "Agents do not listen on any port unless remote help is enabled, in which case TCP port 7101 stays closed.",
        "Do not open any port unless remote help is enabled, in which case do not open TCP port 7101 either.",
        "Agenten lauschen auf keinem Port, es sei denn, die Fernhilfe ist aktiviert, dann bleibt TCP 7101 gesperrt.",
        "Les agents n'écoutent sur aucun port, sauf si l'aide est activée, auquel cas il faut bloquer TCP 7101.",
    ],
)
def test_what_stays_closed_in_a_case_does_in_all(said: str) -> None:
    assert conditions(said) == {}


@pytest.mark.parametrize("tongue", CASES)
def test_words_for_all_cases_do_not(tongue: str) -> None:
    assert [each for each in CASES[tongue]["open"] if conditions(each)[7101]] == []


@pytest.mark.parametrize("told", APART, ids=lambda told: told["text"][:20])
def test_each_port_has_the_case_beside_it(told: dict[str, Any]) -> None:
    assert conditions(told["text"]) == {int(port): case for port, case in told["cases"].items()}


@pytest.mark.parametrize("tongue", LIMITS)
@pytest.mark.parametrize("place", PLACES)
def test_words_for_a_case_limit_the_port_that_they_stand_at(place: str, tongue: str) -> None:
    found = [(each, needs(PLACES[place].format(each))) for each in LIMITS[tongue]]
    assert [(each, said) for each, said in found if (said[7101], said[7102]) != (True, False)] == []


@pytest.mark.parametrize("tongue", LIKENED)
def test_words_that_compare_limit_nothing(tongue: str) -> None:
    assert [each for each in LIKENED[tongue] if needs(PLACES["cell"].format(each))[7101]] == []


def test_a_port_that_is_an_example_depends_on_what_is_chosen() -> None:
    row = "| {} | TCP | inbound | {} |\n"
    for word in phrases("port.example"):
        for cell in (f"{word} 7101", f"7101 ({word})"):
            assert needs(TABLE + row.format(cell, "Web") + row.format("7102", "Web")) == {7101: True, 7102: False}, word


def needs(text: str) -> dict[int, bool]:
    """Tell of each port that a section of a host names whether only some cases need it."""
    reading, _ = reading_of(page(f"# Heron\n\n## Node\n\n{text}\n"))
    return {ports.start: claim.need in ("conditional", "optional") for claim in reading.claims for ports in claim.ports}
