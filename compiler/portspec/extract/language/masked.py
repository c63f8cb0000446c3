"""Masked: texts without the values of their numbers, by which is remembered what their words say."""

import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache, wraps
from typing import TypeVar

from portspec.extract.language.lexicon import senses_by_phrase

_NUMBER = re.compile(r"[0-9](?<![.0-9].)[0-9][0-9]+")  # what begins by looking back, or repeats, is looked for slowly
"""A number, but behind a point: 127.0.0.1 is written in one way."""
Said = TypeVar("Said")


@cache  # all that is asked of a page's texts asks for it; `extract` forgets it with the page
def masked(text: str) -> str:
    """Return a text of the same length, in which each number is one of nines; those of phrases are words and stay."""
    return _NUMBER.sub(_nines, text)


def _nines(number: re.Match[str]) -> str:
    said = number[0]
    return said if said in _known_numbers() else "9" * len(said)


@cache
def _known_numbers() -> frozenset[str]:
    """Return the numbers of three digits or more that phrases have."""
    return frozenset(number for phrase in senses_by_phrase() for number in re.findall("[0-9]{3,}", phrase))


def of_words(function: Callable[[str], Said]) -> Callable[[str], Said]:
    """Return a function that sees the words of a text and not its numbers, and remembers what it says of them.

    Very many rows of a page say the same of other ports. It must return no words of the text.
    """
    known = lru_cache(maxsize=4096)(function)
    return wraps(function)(lambda text: known(masked(text)))


def which(texts: Iterable[str], *said: Callable[[str], bool]) -> tuple[frozenset[str], ...]:
    """Return those of some texts whose words each function says yes of; it is asked once of all that differ in numbers.

    A text is masked once for all functions.
    """
    masks = {text: masked(text) for text in {*texts}}
    several = {*masks.values()}
    found = ({*filter(each, several)} for each in said)
    return tuple(frozenset(text for text in masks if masks[text] in each) if each else frozenset() for each in found)
