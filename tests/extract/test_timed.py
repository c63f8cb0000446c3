"""Of columns with the ports of several times those of today are open, in each language."""

import tomllib
from itertools import product
from pathlib import Path

import pytest

from portspec.extract.language.lexicon import languages
from tests.reading import page, reading_of

TITLES = tomllib.loads(Path(__file__).with_name("timed.toml").read_text(encoding="utf-8"))
Needs = list[tuple[int, str]]


def _needs(*titles: str, ports: tuple[str, ...] = ("TCP 7101", "TCP 7102"), lead: str = "") -> Needs:
    """Return what a row asks for below titles of columns: each port with its need."""
    head = f"| Direction | Service | {' | '.join(titles)} |\n|---|---|{'---|' * len(titles)}\n"
    text = f"# Mill\n\n## Server\n\n{lead}\n\n{head}| Inbound | Web | {' | '.join(ports)} |\n"
    return [(each.start, claim.need) for claim in reading_of(page(text))[0].claims for each in claim.ports]


def test_each_language_has_its_words() -> None:
    assert set(TITLES) == set(languages()) - {"mul"}


@pytest.mark.parametrize("language", TITLES)
def test_what_is_to_come_is_closed_and_what_counts_today_is_open(language: str) -> None:
    said = TITLES[language]
    found = {pair: _needs(*pair) for pair in product(said["now"], (*said["later"], *said["new"]))}
    assert {pair: each for pair, each in found.items() if each != [(7101, "required"), (7102, "denied")]} == {}


@pytest.mark.parametrize("language", TITLES)
def test_what_is_old_is_given_up_for_what_is_new(language: str) -> None:
    said = TITLES[language]
    olds = product(said["past"], (*said["new"], *said["now"], "Port"))
    found = {pair: _needs(*pair) for pair in (*olds, *product(said["first"], said["new"]))}
    assert {pair: each for pair, each in found.items() if each != [(7101, "retired"), (7102, "required")]} == {}


@pytest.mark.parametrize(
    "lead", ["Open the new port and close the old one.", "Öffnen Sie den neuen Port und schließen Sie den alten:"]
)
def test_a_sentence_above_that_tells_old_and_new_apart_closes_no_more(lead: str) -> None:
    assert _needs("Old port", "New port", lead=lead) == [(7101, "retired"), (7102, "required")]


def test_a_port_of_both_times_stays_open() -> None:
    found = _needs("Today", "Planned", ports=("TCP 7101, 7102", "TCP 7102, 7103"))
    assert found == [(7101, "required"), (7102, "required"), (7103, "denied")]


@pytest.mark.parametrize(
    "titles",
    [
        ("Current port", "Default port"),
        ("Port", "Port (8.0 and later)"),
        ("New port", "Port"),
        ("Original port", "Port"),
    ],
)
def test_what_names_no_other_time_closes_nothing(titles: tuple[str, str]) -> None:
    assert {need for _, need in _needs(*titles)} == {"required"}


@pytest.mark.parametrize("title", ["New", "Planned", "Old", "Today"])
def test_answers_below_such_a_title_are_no_ports(title: str) -> None:
    assert [port for port, _ in _needs("Port", title, ports=("TCP 7101", "yes"))] == [7101]


@pytest.mark.parametrize("title", ["Port before 8.0", "Port bis Version 7.5"])
def test_a_column_of_older_versions_is_needed_for_these_only(title: str) -> None:
    assert _needs("Port", title) == [(7101, "required"), (7102, "conditional")]
