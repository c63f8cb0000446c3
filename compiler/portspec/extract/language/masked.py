"""Masked: texts without the values of their numbers, by which is remembered what their words say."""

import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache, wraps
from typing import TypeVar

from portspec.extract.language.lexicon import senses_by_phrase

_NUMBER = re.compile("[0-9][0-9][0-9]+")  # what repeats from the beginning is looked for slowly
Said = TypeVar("Said")


@lru_cache(maxsize=4096)  # a page's texts are gone through more than once
def masked(text: str) -> str:
    """Return a text of the same length, in which each number is one of nines; those of phrases are words and stay."""
    return _NUMBER.sub(_nines, text)


def _nines(number: re.Match[str]) -> str:
    behind_point = number.string[number.start() - 1 : number.start()] == "."  # 127.0.0.1 is written in one way
    return number[0] if behind_point or number[0] in _known_numbers() else "9" * len(number[0])


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


def which(said: Callable[[str], bool], texts: Iterable[str]) -> frozenset[str]:
    """Return those of some texts whose words a function says yes of; it is asked once of all that differ in numbers."""
    several = {*texts}
    found = {*filter(said, {*map(masked, several)})}
    return frozenset(text for text in several if masked(text) in found) if found else frozenset()
