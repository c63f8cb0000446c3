"""Columns that tell what is done with a port, or in which state it is: a word that nobody understands opens nothing."""

import tomllib
from pathlib import Path

import pytest

from portspec.extract.language.lexicon import languages
from tests.reading import page, reading_of

TOLD = tomllib.loads(Path(__file__).with_name("states.toml").read_text(encoding="utf-8"))
HEAD = "# Mill\n\n## Server\n\n| Port | Protocol | Direction | {} |\n|---|---|---|---|\n"


def _read(title: str, *cells: str) -> tuple[list[str], list[str]]:
    """Return which of these cells below a title leave their ports open, and what is said not to be clear."""
    rows = "".join(f"| {7101 + at} | TCP | inbound | {cell} |\n" for at, cell in enumerate(cells))
    reading, findings = reading_of(page(HEAD.format(title) + rows))
    asked = {claim.ports[0].start - 7101 for claim in reading.claims if claim.need == "required"}
    said = [each.message for each in findings if each.code == "PS211"]
    return [cell for at, cell in enumerate(cells) if at in asked], said


def test_each_language_has_its_words() -> None:
    assert set(TOLD) == set(languages()) - {"mul"}


@pytest.mark.parametrize("language", TOLD)
def test_a_word_that_is_not_understood_opens_nothing(language: str) -> None:
    said = TOLD[language]
    found = {title: _read(title, *said["open"], *said["shut"])[0] for title in said["titles"]}
    assert {title: ports for title, ports in found.items() if ports != said["open"]} == {}


@pytest.mark.parametrize("language", TOLD)
def test_what_is_understood_needs_no_finding(language: str) -> None:
    said = TOLD[language]
    assert [each for title in said["titles"] for each in _read(title, *said["open"])[1]] == []


@pytest.mark.parametrize("title", ["Rule", "Policy", "Firewall", "Firewall rule", "Allowed", "Open"])
def test_where_other_things_may_stand_below_a_title_its_cells_tell(title: str) -> None:
    assert _read(title, "Allow", "withhold", "Deny")[0] == ["Allow"]
    assert _read(title, "Allow", "frozen", "Block")[0] == ["Allow"]


@pytest.mark.parametrize(
    ("title", "cells"),
    [
        ("Rule", ("web-in", "sync-in")), ("Rule", ("1", "2")), ("Firewall", ("edge", "core")),
        ("Policy", ("Default", "Branch offices")), ("Description", ("frozen goods", "Planned routes")),
        ("Service", ("Withhold service", "Planner")), ("Remarks", ("see chapter 4", "holds back nothing")),
        ("Statement", ("frozen", "planned")), ("Status", ("", "-")),
    ],
)  # fmt: skip
def test_other_columns_say_nothing_of_a_state(title: str, cells: tuple[str, ...]) -> None:
    assert _read(title, *cells) == ([*cells], [])


def test_the_finding_names_the_word_and_its_title() -> None:
    asked, said = _read("Status", "in use", "frozen", "blocked")
    assert asked == ["in use"]
    assert said == ["“frozen” below “Status” is not understood; the port is not opened by it"]


BOTH = [
    ("Open/Closed", "Open", "Closed"), ("Open / closed", "open", "closed"), ("Allowed/Blocked", "Allowed", "Blocked"),
    ("Allow/Deny", "Allow", "Deny"), ("Auf/Zu", "auf", "zu"), ("Offen oder geschlossen", "offen", "geschlossen"),
    ("Ouvert/Fermé", "Ouvert", "Fermé"), ("Abierto/Cerrado", "Abierto", "Cerrado"),
    ("Aperto/Chiuso", "Aperto", "Chiuso"), ("Aberto/Fechado", "Aberto", "Fechado"), ("Open/Dicht", "Open", "Dicht"),
    ("Otwarty/Zamknięty", "Otwarty", "Zamknięty"), ("Открыт/Закрыт", "Открыт", "Закрыт"),
]  # fmt: skip


@pytest.mark.parametrize("said", BOTH)
def test_below_both_answers_a_mark_tells_neither(said: tuple[str, str, str]) -> None:
    title, opened, closed = said
    assert _read(title, opened, closed, opened) == ([opened, opened], [])
    for mark in ("x", "✓", "X"):
        found, told = _read(title, mark, "", mark)
        assert (found, len(told)) == ([], 2), mark


def test_below_one_answer_a_mark_tells_it() -> None:
    assert _read("Open?", "x", "", "x") == (["x", "x"], [])


@pytest.mark.parametrize(("title", "allow", "word"), [("Action", "Allow", "Shush"), ("Akce", "Povolit", "Ztišit")])
def test_an_action_that_is_not_understood_keeps_its_port_closed(title: str, allow: str, word: str) -> None:
    rows = f"| 7101 | TCP | inbound | {allow} |\n| 7102 | TCP | inbound | {word} |\n"
    reading, findings = reading_of(page(HEAD.format(title) + rows))
    assert [each.need for each in reading.claims] == ["required", "denied"]
    assert [each.code for each in findings if each.code == "PS211"] == ["PS211"]


@pytest.mark.parametrize("language", TOLD)
def test_a_no_opens_nothing_where_only_the_other_cells_tell_what_is_done(language: str) -> None:
    said = TOLD[language]
    assert _read("Policy", said["open"][0], *said["shut"])[0] == said["open"][:1]
