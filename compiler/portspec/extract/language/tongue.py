"""The tongue of a page: what a word between two numbers means, a range in one language and a list in another."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from portspec.extract.language.lexicon import languages, phrases_of
from portspec.extract.language.vocabulary import NEAR, words
from portspec.spec import PortRange

_LEAST = 4
"""Shorter words stand in too many languages to tell one."""


def listed(ports: tuple[PortRange, ...], said: str, page: str) -> tuple[PortRange, ...]:
    """Return ports with a range as its two ends where the page's language joins them by its "and": "80 a 443" in Czech.

    `said` is what states them, `page` the text of the whole page.
    """
    if all(each.start == each.end for each in ports):
        return ports
    return tuple(each for ranged in ports for each in _ends(ranged, said, page))


def _ends(ranged: PortRange, said: str, page: str) -> Iterator[PortRange]:
    if ranged.start == ranged.end:  # a pattern is not free to compile
        yield ranged
        return
    between = re.search(rf"(?<!\d){ranged.start}\W+(\w+)\W+{ranged.end}(?!\d)", said)
    if between is None or not _joins(between[1].lower(), page):
        yield ranged
        return
    if words("port.between").search(said[max(between.start() - NEAR, 0) : between.start()]):  # "mezi 8730 a 8739"
        yield ranged
        return
    yield from (PortRange(start=port, end=port) for port in (ranged.start, ranged.end))


@lru_cache(maxsize=4096)
def is_foreign(word: str, sense: str, text: str) -> bool:
    """Tell whether a word has no such sense in the language of a text: the "no" of "no servidor" in Portuguese.

    The text must have more words of a language that has this word without the sense than of each that has it with it,
    those that both have left out: in doubt the word means what it may.
    """
    having = [each for each in languages() if word in phrases_of(each)]
    meaning = [each for each in having if sense in phrases_of(each)[word]]
    others = [each for each in having if each not in meaning]
    if not others or not meaning:
        return False
    said = frozenset(re.findall(r"[^\W\d_]{2,}", text.lower())) - {word}
    return any(all(_alone(said, other, each) > _alone(said, each, other) for each in meaning) for other in others)


def is_preposition(word: str, before: str) -> bool:
    """Tell whether a word is a preposition in a language that has the verb right before it: "abra-a no firewall"."""
    known = [each for each in languages() if "need.aside" in phrases_of(each).get(word, ())]
    return any(_ends_in_verb(before.lower().rstrip(), each) for each in known)


@lru_cache(maxsize=4096)
def _ends_in_verb(before: str, language: str) -> bool:
    last = before.split()[-1:]
    senses = [phrases_of(language).get(each, ()) for word in last for each in (word, *_stars(word))]
    return any(sense in _VERBS for each in senses for sense in each)


def _stars(word: str) -> Iterator[str]:
    return (word[:end] + "*" for end in range(2, len(word) + 1))


_VERBS = ("need.open", "need.close")


def _alone(said: frozenset[str], language: str, other: str) -> int:
    """Return how many words of a text a language has and another one has not."""
    return sum(_has(each, language) and not _has(each, other) for each in said)


@lru_cache(maxsize=16384)
def _has(word: str, language: str) -> bool:
    """Tell whether a language's phrases have a word, by itself or as one of several."""
    known = _words_of(language)
    return word in known or any(each in known for each in _stars(word))


@cache
def _words_of(language: str) -> frozenset[str]:
    return frozenset(word for phrase in phrases_of(language) for word in phrase.split() if len(word) > 1)


@lru_cache(maxsize=64)
def _joins(word: str, page: str) -> bool:
    """Tell whether a word means "and" in the language of a page rather than "to"."""
    known = {each: _known(each, page) for each in languages()}
    lists, ranges = (
        [known[each] for each in languages() if sense in phrases_of(each).get(word, ())]
        for sense in ("port.list", "port.range")
    )
    return bool(lists) and max(lists) > max(ranges, default=0)


def _known(language: str, page: str) -> int:
    """Return how many different words of a page the lexicon has in a language."""
    found = {each for each in re.findall(r"[^\W\d_]+", page.lower()) if len(each) >= _LEAST}
    return len(found & phrases_of(language).keys())
