"""Columns that answer yes or no beside a port keep it closed by the one or the other, as their title asks."""

import tomllib
from pathlib import Path

import pytest

from tests.reading import page, reading_of

TITLES = tomllib.loads(Path(__file__).with_name("answered.toml").read_text(encoding="utf-8"))


def _asked(language: str, title: str, *answers: str) -> list[int]:
    """Return the ports that are asked for in any case, the first one 7101, beside these answers below a title."""
    port, protocol, direction, inbound = TITLES[language]["words"][:4]
    rows = "".join(f"| {7101 + at} | TCP | {inbound} | {answer} |\n" for at, answer in enumerate(answers))
    head = f"| {port} | {protocol} | {direction} | {title} |\n|---|---|---|---|\n"
    claims = reading_of(page(f"# Mill\n\n## Server\n\n{head}{rows}"))[0].claims
    return [claim.ports[0].start for claim in claims if claim.need == "required"]


@pytest.mark.parametrize("language", TITLES)
def test_a_no_keeps_closed_what_a_title_lets_pass(language: str) -> None:
    yes, no = TITLES[language]["words"][4:]
    found = {title: _asked(language, title, yes, no, yes) for title in TITLES[language]["passes"]}
    assert {title: ports for title, ports in found.items() if ports != [7101, 7103]} == {}


@pytest.mark.parametrize("language", TITLES)
def test_a_yes_keeps_closed_what_a_title_stops(language: str) -> None:
    yes, no = TITLES[language]["words"][4:]
    found = {title: _asked(language, title, yes, no, yes) for title in TITLES[language]["stops"]}
    assert {title: ports for title, ports in found.items() if ports != [7102]} == {}


@pytest.mark.parametrize("language", TITLES)
def test_other_answers_close_nothing(language: str) -> None:
    yes, no = TITLES[language]["words"][4:]
    found = {title: _asked(language, title, yes, no, yes) for title in TITLES[language]["other"]}
    assert {title: ports for title, ports in found.items() if ports != [7101, 7102, 7103]} == {}


@pytest.mark.parametrize("mark", ["x", "✓", "●", "yes"])
@pytest.mark.parametrize("title", ["Allowed", "Released", "Open", "Required", "In use", "Do not open", "Blocked"])
def test_where_a_column_only_marks_a_blank_is_the_other_answer(title: str, mark: str) -> None:
    stops = title in ("Do not open", "Blocked")
    for blank in ("", "-"):
        assert _asked("en", title, mark, blank, mark) == ([7102] if stops else [7101, 7103])


MARKS = (
    "● ○", "● ◯", "◉ ○", "⬤ ○",
    "■ □", "◼ ◻", "▪ ▫", "☑ ☐", "☒ ☐", "✔ ✘", "+ -", "1 0", "y n", "T F", "◆ ◇", "★ ☆", "on off",
    "✔️ ✖️", "🟢 🔴", "OK not_OK", "✅ ⛔",
)  # fmt: skip


@pytest.mark.parametrize("marks", MARKS)
@pytest.mark.parametrize("title", ["Allowed", "Open?", "Released", "Firewall", "Action", "Status", "Blocked"])
def test_the_empty_one_of_two_marks_is_a_no(title: str, marks: str) -> None:
    full, empty = (mark.replace("_", " ") for mark in marks.split(" "))
    assert _asked("en", title, full, empty, full) == ([7102] if title == "Blocked" else [7101, 7103])


@pytest.mark.parametrize(
    ("title", "answers"),
    [
        ("開放", "○ × ○"), ("Allowed", "○ ○ ○"), ("TLS", "● ○ ●"), ("Encrypted", "1 0 1"), ("Weight", "0 1 0"),
        ("Description", "■ □ ■"),
    ],
)  # fmt: skip
def test_marks_say_nothing_else(title: str, answers: str) -> None:
    found = _asked("ja", title, *answers.split(" "))
    assert found == ([7101, 7103] if "×" in answers else [7101, 7102, 7103])


def test_a_mark_means_what_a_legend_says_and_is_quoted_as_it_is_written() -> None:
    rows = "| 7101 | TCP | inbound | ● |\n| 7102 | TCP | inbound | ○ |\n"
    table = f"# Mill\n\n## Server\n\n| Port | Protocol | Direction | Open |\n|---|---|---|---|\n{rows}"
    closed, legend = (
        reading_of(page(table))[0],
        reading_of(page(f"{table}\n● = open; ○ = open in the cluster only\n"))[0],
    )
    assert [claim.need for claim in closed.claims] == ["required", "denied"]
    assert closed.claims[1].provenance.quote == "7102 | TCP | inbound | ○"
    assert [claim.need == "denied" for claim in legend.claims] == [False, False]
