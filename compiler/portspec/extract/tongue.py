"""The tongue of a page: what a word between two numbers means, a range in one language and a list in another."""

import re
from collections.abc import Iterator
from functools import lru_cache

from portspec.extract.lexicon import languages, phrases_of
from portspec.extract.limiting import NEAR
from portspec.extract.vocabulary import words
from portspec.spec import PortRange

_LEAST = 4
"""Shorter words stand in too many languages to tell one."""


def listed(ports: tuple[PortRange, ...], said: str, page: str) -> tuple[PortRange, ...]:
    """Return ports with a range as its two ends where the page's language joins them by its "and": "80 a 443" in Czech.

    `said` is what states them, `page` the text of the whole page.
    """
    return tuple(each for ranged in ports for each in _ends(ranged, said, page))


def _ends(ranged: PortRange, said: str, page: str) -> Iterator[PortRange]:
    between = re.search(rf"(?<!\d){ranged.start}\W+(\w+)\W+{ranged.end}(?!\d)", said)
    if ranged.start == ranged.end or between is None or not _joins(between[1].lower(), page):
        yield ranged
        return
    if words("port.between").search(said[max(between.start() - NEAR, 0) : between.start()]):  # "mezi 8730 a 8739"
        yield ranged
        return
    yield from (PortRange(start=port, end=port) for port in (ranged.start, ranged.end))


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
