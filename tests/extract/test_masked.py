"""What only the words of a text say is remembered by these: it must hold for all numbers that stand among them."""

import re
from pathlib import Path

import pytest

from portspec.extract.grammar.bounds import may_bound
from portspec.extract.grammar.lexer import frozen_tokens, lexed
from portspec.extract.grammar.lone import with_any_number
from portspec.extract.grammar.mentions import may_speak
from portspec.extract.grammar.services import behind_services
from portspec.extract.language.keys import senses_of_words
from portspec.extract.language.lexicon import senses_by_phrase
from portspec.extract.language.masked import masked
from portspec.extract.language.phrases import direction_aside, direction_at_start, direction_in
from portspec.extract.language.telling import may_tell
from portspec.extract.language.vocabulary import is_transport, transports_in

PAGES = Path(__file__).parents[1] / "corpus/pages"
LINES = {line.strip() for page in PAGES.glob("*.md") for line in page.read_text(encoding="utf-8").split("\n")}
TEXTS = sorted({text.strip() for line in LINES for text in (line, *line.split("|")) if re.search(r"\d{3}", text)})
OF_WORDS = (
    senses_of_words, direction_in, direction_at_start, direction_aside, transports_in, is_transport, may_bound,
    may_speak, may_tell, behind_services,
)  # fmt: skip


@pytest.fixture(params=["8443", "50123", "2019", "514", "127", "99999"])
def texts(request: pytest.FixtureRequest) -> list[str]:
    """Texts of pages, all of their longer numbers this one."""
    return [re.sub(r"(?<!\d)\d{3,5}(?!\d)", request.param, text) for text in TEXTS]


def test_no_phrase_is_masked() -> None:
    assert [phrase for phrase in senses_by_phrase() if masked(phrase) != phrase] == []


@pytest.mark.parametrize("function", OF_WORDS, ids=lambda each: each.__name__)
def test_numbers_change_nothing_of_what_words_say(function: object, texts: list[str]) -> None:
    asked = function.__wrapped__  # type: ignore[attr-defined]

    assert [text for text in texts if function(text) != asked(text)] == []  # type: ignore[operator]


def test_a_lone_number_is_read_as_any_other(texts: list[str]) -> None:
    assert any(with_any_number(text) is not text for text in TEXTS)
    assert [text for text in texts if frozen_tokens(text) != lexed(text)] == []
