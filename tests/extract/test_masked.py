"""What only the words of a text say is remembered by these: it must hold for all numbers that stand among them."""

import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import pytest

from portspec import extract
from portspec.extract.grammar.bounds import may_bound
from portspec.extract.grammar.lexer import frozen_tokens, lexed
from portspec.extract.grammar.lone import with_any_number
from portspec.extract.grammar.port_expression import is_none
from portspec.extract.language.lexicon import senses_by_phrase
from portspec.extract.language.masked import masked, of_words, which
from portspec.extract.tables.ordinary import _repeats

PAGES = Path(__file__).parents[1] / "corpus/pages"
LINES = {line.strip() for page in PAGES.glob("*.md") for line in page.read_text(encoding="utf-8").split("\n")}
TEXTS = sorted({text.strip() for line in LINES for text in (line, *line.split("|")) if re.search(r"\d{3}", text)})
MODULES = [import_module(each.name) for each in walk_packages(extract.__path__, f"{extract.__name__}.")]
ASKED = of_words(str.split).__code__
OF_WORDS: set[Any] = {
    each for module in MODULES for each in vars(module).values() if getattr(each, "__code__", None) is ASKED
}


def _name(function: Any) -> str:
    return str(function.__name__)


@pytest.fixture(params=["8443", "50123", "2019", "514", "127", "99999"])
def texts(request: pytest.FixtureRequest) -> list[str]:
    """Texts of pages, all of their longer numbers this one."""
    return [re.sub(r"(?<!\d)\d{3,5}(?!\d)", request.param, text) for text in TEXTS]


def test_no_phrase_is_masked() -> None:
    assert [phrase for phrase in senses_by_phrase() if masked(phrase) != phrase] == []


@pytest.mark.parametrize("function", sorted(OF_WORDS, key=_name), ids=_name)
def test_numbers_change_nothing_of_what_words_say(function: Callable[[str], object], texts: list[str]) -> None:
    asked = function.__wrapped__  # type: ignore[attr-defined]

    assert [text for text in texts if function(text) != asked(text)] == []


def test_of_many_texts_those_are_told_of_which_each_is_said(texts: list[str]) -> None:
    some = [*texts, *(each for words in texts for each in words.split()), "", "–", "n/a", '"', "same as above"]
    functions = (is_none, _repeats, may_bound)

    assert which(some, *functions) == tuple({each for each in some if function(each)} for function in functions)


def test_a_lone_number_is_read_as_any_other(texts: list[str]) -> None:
    assert any(with_any_number(text) is not text for text in TEXTS)
    assert [text for text in texts if frozen_tokens(text) != lexed(text)] == []
