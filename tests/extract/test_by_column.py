"""Sentences that limit rows by what one of their columns names: "needed only where that module is installed"."""

import tomllib
from pathlib import Path

import pytest

from tests.reading import page, reading_of

SAID = tomllib.loads(Path(__file__).with_name("by_column.toml").read_text(encoding="utf-8"))


def _needs(language: str, sentence: str, above: str = "## Server\n\n{}") -> list[tuple[int, str, str | None]]:
    said = SAID[language]
    *head, inbound = said["words"]
    top = f"| {' | '.join((*head, said['title']))} |\n|---|---|---|---|\n"
    rows = f"| 7101 | TCP | {inbound} | {said['cell']} |\n| 7102 | TCP | {inbound} | {said['always']} |\n"
    claims = reading_of(page(f"# Mill\n\n{above.format(sentence)}\n\n{top}{rows}"))[0].claims
    return [(claim.ports[0].start, claim.need, claim.condition) for claim in claims]


@pytest.mark.parametrize("above", ["## Server\n\n{}", "{}\n\n## Server"])
@pytest.mark.parametrize("language", SAID)
def test_a_row_is_needed_where_what_its_column_names_is_there(language: str, above: str) -> None:
    for sentence in SAID[language]["limited"]:
        found = _needs(language, sentence, above)
        assert found[0] == (7101, "conditional", f"{SAID[language]['title']}: {SAID[language]['cell']}"), sentence
        assert found[1][1] == "required" or len(sentence.split(". ")) == 1, sentence


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_case_of_something_else_limits_no_row(language: str) -> None:
    for sentence in SAID[language]["free"]:
        assert [need for _, need, _ in _needs(language, sentence)] == ["required", "required"], sentence


def test_the_case_ends_with_its_section() -> None:
    sentence = SAID["en"]["limited"][0]
    assert [need for _, need, _ in _needs("en", sentence, "## Relay\n\n{}\n\n## Server")] == ["required", "required"]
