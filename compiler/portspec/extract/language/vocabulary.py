"""The phrases of the lexicon as patterns; no other module knows a word of any language."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from itertools import groupby, product
from math import inf
from operator import itemgetter

import msgspec

from portspec.extract.language.keys import (
    LONGEST,
    UNSPACED,
    UNSPACED_LETTER,
    keys_at,
    phrase_key,
    places,
    senses_in,
)
from portspec.extract.language.lexicon import phrases, senses
from portspec.extract.language.masked import of_words
from portspec.protocols import WITH_PORTS

NEAR = 80
"""Words this near before a number may say what it is; a "no" turns an exception: "no port other than 443"."""
_LETTER = f"(?-i:[^\\W\\d_{UNSPACED}])"
"""Any other letter; patterns without regard to case would be made ready for each letter of these ranges by itself."""


class Words:
    """A list of phrases that can be looked for in text."""

    def __init__(self, phrases: Sequence[str], senses: Sequence[str] = ()) -> None:
        """Take phrases, and some senses one of which each of them has."""
        self._senses = frozenset(senses)
        self._phrases = frozenset(phrases)
        self._keys = frozenset(map(phrase_key, self._phrases))
        self._patterns: dict[frozenset[str], re.Pattern[str]] = {}
        """Of the phrases with some of the keys: a few are tried in a small part of the time that all take."""

    @cached_property
    def pattern(self) -> str:
        """The phrases as alternatives, the longest first."""
        return _alternatives(self._phrases)

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern, compiled when a text may hold a phrase: most lists are never asked of a page."""
        return re.compile(self.pattern, re.IGNORECASE)

    def beginning(self, keys: frozenset[str]) -> re.Pattern[str] | None:
        """Return the pattern of the phrases that may begin with a word or sign of these keys, None where none may."""
        own = self._keys & keys
        if not own:
            return None
        if own not in self._patterns:
            some = [phrase for key in own for phrase in self._phrases_by_key[key]]
            self._patterns[own] = re.compile(_alternatives(some), re.IGNORECASE)
        return self._patterns[own]

    @cached_property
    def _phrases_by_key(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for phrase in self._phrases:
            found.setdefault(phrase_key(phrase), []).append(phrase)
        return found

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        """Return the first phrase found in the text."""
        return next(self._found(text, start), None) if self.may_stand_in(text) else None

    def possible(self, keys: frozenset[str]) -> bool:
        """Tell whether a phrase may begin with a word or sign of these keys; a quick no spares the search."""
        return not self._keys.isdisjoint(keys)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Yield the phrases found in the text, none within another."""
        return self._found(text) if self.may_stand_in(text) else iter(())

    def _found(self, text: str, start: int = 0) -> Iterator[re.Match[str]]:
        found = places(text, self._keys)
        first = bisect_left(found, start, key=itemgetter(0)) if start else 0
        for at, keys in (found[index] for index in range(first, len(found))):
            if at >= start and (pattern := self.beginning(keys)) and (match := pattern.match(text, at)):
                yield match
                start = max(match.end(), at + 1)

    def may_stand_in(self, text: str) -> bool:
        """Tell quickly whether a phrase may stand in a text."""
        return not self._senses.isdisjoint(senses_in(text))

    def match(self, text: str, at: int) -> re.Match[str] | None:
        """Return the phrase that begins at `at`."""
        pattern = self.beginning(keys_at(text, at)) if self.may_stand_in(text) else None
        return pattern.match(text, at) if pattern else None

    def sub(self, new: str, text: str) -> str:
        """Return the text with `new` in the place of each phrase."""
        pieces, at = [], 0
        for match in self.finditer(text):
            pieces += [text[at : match.start()], new]
            at = match.end()
        return "".join((*pieces, text[at:]))

    @cached_property
    def _most(self) -> float:
        """How many words the longest phrase has; without an end where something may stand between two."""
        return max((inf if " * " in phrase else len(phrase.split()) for phrase in self._phrases), default=0)

    def whole(self, text: str) -> bool:
        """Tell whether the text is one phrase and nothing else."""
        if (len(text) > LONGEST and len(text.split()) > self._most) or not self.may_stand_in(text):
            return False
        alone = text.strip()
        pattern = self.beginning(keys_at(alone, 0))
        return pattern is not None and pattern.fullmatch(alone) is not None


def occurrences(pattern: re.Pattern[str], keys: frozenset[str], text: str, start: int = 0) -> Iterator[re.Match[str]]:
    """Yield the phrases of a pattern in a text, none within another; they begin where a word does with their `keys`."""
    for at, _ in places(text, keys):
        if at >= start and (match := pattern.match(text, at)):
            yield match
            start = max(match.end(), at + 1)


_THAI = re.compile("[\u0e00-\u0e7f]")
_THAI_START = "(?<![\u0e40-\u0e44])"
"""No word of Thai begins behind a vowel that is written before its consonant: ปิด is no part of เปิด."""
_THAI_END = "(?![\u0e30-\u0e3a\u0e45\u0e47-\u0e4e])"
"""None ends before a vowel or tone mark of its last consonant."""


def _alternatives(phrases: Iterable[str]) -> str:
    """Return phrases as alternatives, the longest first; what limits many in a row stands once, and is tried once."""
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    alike = ((limits, "|".join(map(_pattern, some))) for limits, some in groupby(ordered, _limits))
    return "|".join(f"{before}(?:{bodies}){after}" for (before, after), bodies in alike)


def _pattern(phrase: str) -> str:
    if phrase == "*":
        return r"\*"
    return re.escape(phrase).replace(r"\ \*\ ", r"\s.{1,40}?\s").replace(r"\*", r"\w*").replace(r"\ ", r"\s+")


def _limits(phrase: str) -> tuple[str, str]:
    """Return what must stand before and behind a phrase, as patterns without a width."""
    if UNSPACED_LETTER.search(phrase):
        return (_THAI_START, _THAI_END) if _THAI.search(phrase) else ("", "")
    before = r"(?<!\w)" if re.match(r"\w", phrase) else ""
    return before, r"(?!\w)" if phrase != "*" and re.search(r"[\w*]$", phrase) else ""


@cache
def words(*senses: str) -> Words:
    """Return the phrases of a sense such as `port.any`, or of several, of all languages.

    Raises KeyError where the lexicon has no such sense.
    """
    return Words([phrase for sense in senses for phrase in phrases(sense)], senses)


@cache
def headers() -> tuple[tuple[str, Words], ...]:
    """Return each concept that a column's header can name, with its words."""
    return tuple((sense.partition(".")[2], words(sense)) for sense in senses("header"))


@cache
def source_ports() -> Words:
    """Return the phrases that say of a port that it is a source port; a bare "source" is none."""
    return Words(sorted({*phrases("port.source")} & {*phrases("port.label")}), ("port.source",))


@cache
def transports() -> dict[str, tuple[str, ...]]:
    """Return the transports that each phrase names, by phrase."""
    found: dict[str, tuple[str, ...]] = {}
    for sense in senses("transport"):
        name = sense.partition(".")[2]
        found.update(dict.fromkeys(phrases(sense), ("tcp", "udp") if name == "both" else (name,)))
    return found


@cache
def transport_words() -> re.Pattern[str]:
    """Return a pattern of all transport names; digits may follow at once, as in `TCP445`, a hyphen as in `TCP-Port`."""
    ordered = sorted(transports(), key=lambda name: (-len(name), name))
    alike = (("|".join(map(_transport_pattern, some)), tail) for tail, some in groupby(ordered, _transport_tail))
    body = "|".join(f"(?:{names}){tail}" for names, tail in alike)
    return re.compile(rf"(?<!{_LETTER})(?<!_)(?:{body})(?!{_LETTER}|_)", re.IGNORECASE)


_LETTERS = re.compile(f"{_LETTER}+")


@cache
def first_of_transports() -> frozenset[str]:
    """Return the letters that the names of transports begin with, in lower case."""
    return frozenset(_LETTERS.findall(name)[0] for name in transports())


def _transport_pattern(phrase: str) -> str:
    return re.escape(phrase).replace(r"\ ", r"\s+") + (r"(?!\d)" if phrase[-1].isdigit() else "")


def _transport_tail(phrase: str) -> str:
    """Return what must not follow: one without ports is part of no name, `ah-based`, `esp32`, but of `ICMP-TCP`."""
    return "" if WITH_PORTS.intersection(transports()[phrase]) else rf"(?!-(?!{_PORTED})\w|\d)"


_PORTED = f"(?:{'|'.join(sorted(WITH_PORTS))})(?!{_LETTER})"


def names_port(text: str, at: int, *, joined: bool = False) -> bool:
    """Tell whether a number stands at an offset, with what says what it is, which may be `joined`: "TCP-Port"."""
    return _named_number(joined=joined).match(text, at) is not None


@cache
def _named_number(*, joined: bool) -> re.Pattern[str]:
    """Return the pattern of a number with the words that say what it is before it."""
    ports = f"(?:{words('port.word').pattern}|{transport_words().pattern})"
    article = rf"(?:(?:{words('peer.article').pattern})\s)?"
    return re.compile(rf"\s*{article}(?:{ports}[\s:/.#{'-' if joined else ''}]*){{0,3}}\d", re.IGNORECASE)


@cache
def about_number() -> re.Pattern[str]:
    """Return the pattern of the words about ports at the end of what stands before a number; there may be none."""
    names = f"{words('port.word').pattern}|{transport_words().pattern}|{words('peer.article').pattern}"
    return re.compile(rf"(?:(?:(?<!\w)|(?<=[-‐‑]))(?:{names})[\s-]*)*$", re.IGNORECASE)


class Route(msgspec.Struct, frozen=True, kw_only=True):
    """The words that stand before the two ends of a connection."""

    start: str
    """Such as "from"."""
    end: str
    """Such as "to"."""
    tail: str = ""
    """What may end the second one before other words; empty where the language has no such word."""


@cache
def routes() -> tuple[Route, ...]:
    """Return the pairs of words that say from whom to whom."""
    return tuple(each for phrase in phrases("text.route") for each in routes_of(phrase))


def routes_of(phrase: str) -> Iterator[Route]:
    """Yield the pairs of words of a phrase, "from {} to/into {}": any of those before an end goes with any other."""
    start, end, tail = map(str.strip, phrase.split("{}"))
    for one, other in product(start.split("/"), end.split("/")):
        yield Route(start=one, end=other, tail=tail)


def with_short_transports(text: str) -> str:
    """Return a text as long as the given one, with `udp` and blanks for "user datagram protocol": no user is named."""
    return transport_words().sub(lambda name: _short(name[0]) if " " in name[0] else name[0], text)


def _short(name: str) -> str:
    return transports()[" ".join(name.casefold().split())][0].ljust(len(name))


def transport_at(text: str, at: int) -> re.Match[str] | None:
    """Return the name of a transport that begins at an offset."""
    letters = _LETTERS.match(text, at)
    return transport_words().match(text, at) if letters and letters[0].lower() in first_of_transports() else None


@of_words
def is_transport(text: str) -> bool:
    """Tell whether a text is the name of a transport and nothing else."""
    return transport_words().fullmatch(text.strip()) is not None


def are_transports(text: str) -> bool:
    """Tell whether a text is nothing but names of transports and what joins them: "UDP and TCP"."""
    rest = words("port.and").sub("", transport_words().sub("", text))
    return bool(transports_in(text)) and not re.search(r"\w", rest)


def is_above_transport(text: str) -> bool:
    """Tell whether a text is a transport and one protocol above it: "TCP/HTTP", "TCP (HTTPS)"."""
    return _STACKED.fullmatch(text) is not None and len(transports_in(text)) == 1


_STACKED = re.compile(r"[A-Za-z]+\s?[/(]\s?[A-Za-z]+\)?")


@of_words
def transports_in(text: str) -> tuple[str, ...]:
    """Return the transports that a text names, sorted, each once."""
    found: set[str] = set()
    if text.isdecimal() or (text.isascii() and first_of_transports().isdisjoint(_LETTERS.findall(text.lower()))):
        return ()
    for match in transport_words().finditer(text):
        found.update(transports()[" ".join(match.group().casefold().split())])
    return tuple(sorted(found))
