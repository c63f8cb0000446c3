"""The phrases of the lexicon as patterns; no other module knows a word of any language."""

import re
from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, cached_property, lru_cache

import msgspec

from portspec.extract.lexicon import phrases, senses

UNSPACED = r"\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
"""The letters of the languages that set no blanks (Thai, Chinese, Japanese, Korean), for a class in a pattern."""
_LETTER = f"[^\\W\\d_{UNSPACED}]"
_UNSPACED = re.compile(f"[{UNSPACED}]")


class Words:
    """A list of phrases that can be looked for in text."""

    def __init__(self, phrases: Sequence[str]) -> None:
        ordered = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
        self.pattern = "|".join(map(_pattern, ordered))
        self._keys = frozenset(key for phrase in ordered for key in _phrase_keys(phrase))
        self._signs = any(not _RUN.match(phrase) for phrase in ordered)
        """Whether a phrase begins with a sign, so that it may begin anywhere."""

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern, compiled when a text may hold a phrase: most lists are never asked of a page."""
        return re.compile(self.pattern, re.IGNORECASE)

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        """Return the first phrase found in the text."""
        if self._signs or not _is_spaced(text):
            return self.compiled.search(text, start)
        return next(self._found(text, start), None) if self.possible(text_keys(text)) else None

    def may_begin(self, word: str) -> bool:
        """Tell whether a phrase may begin with a word, given in lower case, or with a sign where there is none."""
        if not word:
            return self._signs
        return word in self._keys or word[:3] + _ANY in self._keys or not word.isascii()

    def possible(self, keys: frozenset[str]) -> bool:
        """Tell whether a phrase may stand in a text with these `text_keys`; a quick no spares the search."""
        return not self._keys.isdisjoint(keys)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Yield the phrases found in the text, none within another."""
        if self._signs or not _is_spaced(text):
            return self.compiled.finditer(text)
        return self._found(text, 0) if self.possible(text_keys(text)) else iter(())

    def _found(self, text: str, start: int) -> Iterator[re.Match[str]]:
        """Yield the phrases of a text of spaced words: they begin where a word does that begins one of them."""
        keys = self._keys
        for at, _, word in _runs(text):
            if at < start or not (word in keys or word[:3] + _ANY in keys):
                continue
            if match := self.compiled.match(text, at):
                yield match
                start = max(match.end(), at + 1)

    def match(self, text: str, at: int) -> re.Match[str] | None:
        """Return the phrase that begins at `at`."""
        return self.compiled.match(text, at)

    def sub(self, new: str, text: str) -> str:
        """Return the text with `new` in the place of each phrase."""
        return self.compiled.sub(new, text)

    def whole(self, text: str) -> bool:
        """Tell whether the text is one phrase and nothing else."""
        text = text.strip()
        first = _RUN.match(text)
        return self.may_begin(first[0].lower() if first else "") and self.compiled.fullmatch(text) is not None


_RUN = re.compile(r"\w+")
_ANY = "*"


@lru_cache(maxsize=16384)
def _is_spaced(text: str) -> bool:
    return text.isascii() or _UNSPACED.search(text) is None


@lru_cache(maxsize=16384)
def _runs(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return where the words of a text begin and end, and each in lower case."""
    return tuple((match.start(), match.end(), match.group().lower()) for match in _RUN.finditer(text))


@lru_cache(maxsize=16384)
def text_keys(text: str) -> frozenset[str]:
    """Return what `Words.possible` asks of a text: its words, and how they begin."""
    found = _RUN.findall(text.lower())
    keys = set(found)
    keys.update([word[:3] + _ANY for word in found])
    if not text.isascii() and _UNSPACED.search(text):
        keys.add(_ANY)
    return frozenset(keys)


def _phrase_keys(phrase: str) -> tuple[str, ...]:
    """Return the keys of which a text with the phrase has at least one."""
    first = _RUN.match(phrase)
    if _UNSPACED.search(phrase) or first is None:
        return (_ANY,)
    starred = phrase[first.end() : first.end() + 1] == "*"
    return (first.group()[:3] + _ANY,) if starred else (first.group(),)


_THAI = re.compile("[\u0e00-\u0e7f]")
_THAI_START = "(?<![\u0e40-\u0e44])"
"""No word of Thai begins behind a vowel that is written before its consonant: ปิด is no part of เปิด."""
_THAI_END = "(?![\u0e30-\u0e3a\u0e45\u0e47-\u0e4e])"
"""None ends before a vowel or tone mark of its last consonant."""


def _pattern(phrase: str) -> str:
    if phrase == "*":
        return r"\*"
    body = re.escape(phrase).replace(r"\ \*\ ", r"\s.{1,40}?\s").replace(r"\*", r"\w*").replace(r"\ ", r"\s+")
    if _UNSPACED.search(phrase):
        return _THAI_START + body + _THAI_END if _THAI.search(phrase) else body
    before = r"(?<!\w)" if re.match(r"\w", phrase) else ""
    after = r"(?!\w)" if re.search(r"[\w*]$", phrase) else ""
    return before + body + after


@cache
def words(sense: str) -> Words:
    """Return the phrases of one sense such as `port.any`, of all languages.

    Raises KeyError where the lexicon has no such sense.
    """
    return Words(phrases(sense))


@cache
def headers() -> tuple[tuple[str, Words], ...]:
    """Return each concept that a column's header can name, with its words."""
    return tuple((sense.partition(".")[2], words(sense)) for sense in senses("header"))


@lru_cache(maxsize=256)
def edges(text: str) -> tuple[int, int]:
    """Return where the first word of a text begins and its last one ends; where it has none, its end and its start."""
    first = re.search(r"\w", text)
    return (first.start(), len(text) - len(re.split(r"\w", text)[-1])) if first else (len(text), 0)


Counts = Callable[[str, int, int, str], bool]
"""Tells whether a phrase of a concept counts where it stands in a text."""


def longest(text: str, concepts: Iterable[tuple[str, Words]], counts: Counts | None = None) -> tuple[str, ...]:
    """Return the concepts that a text names, in its order; a phrase inside a longer one of another concept is none."""
    hits = [
        (match.start(), match.end(), name)
        for name, known in concepts
        for match in known.finditer(text)
        if counts is None or counts(text, match.start(), match.end(), name)
    ]
    hits.sort(key=lambda hit: (hit[0] - hit[1], hit[0]))
    taken: list[tuple[int, int, str]] = []  # sorted, so that only the neighbours of a place can overlap
    for start, end, name in hits:
        at = bisect_left(taken, (start, end))
        near = taken[max(at - 1, 0) : at + 1]
        if all(end <= low or start >= high or (start, end) == (low, high) for low, high, _ in near):
            insort(taken, (start, end, name))
    return tuple(dict.fromkeys(name for _, _, name in taken))


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
    names = sorted(transports(), key=lambda name: (-len(name), name))
    body = "|".join(map(_transport_pattern, names))
    return re.compile(rf"(?<!{_LETTER})(?<!_)(?:{body})(?!{_LETTER}|_)", re.IGNORECASE)


def _transport_pattern(phrase: str) -> str:
    """Return the pattern of one name; a name without ports must not be part of a compound such as `ah-based`."""
    body = re.escape(phrase).replace(r"\ ", r"\s+") + (r"(?!\d)" if phrase[-1].isdigit() else "")
    return body if WITH_PORTS.intersection(transports()[phrase]) else body + r"(?!-\w)"


PROTOCOLS = {
    1: "icmp", 2: "igmp", 4: "ipip", 6: "tcp", 17: "udp", 41: "ipv6", 47: "gre", 50: "esp", 51: "ah", 58: "icmpv6",
    88: "eigrp", 89: "ospf", 103: "pim", 112: "vrrp", 132: "sctp",
}  # fmt: skip
"""The names of IP protocols by number (IANA, Assigned Internet Protocol Numbers)."""


WITH_PORTS = frozenset(("tcp", "udp", "sctp", "dccp"))
"""The transports that have ports."""


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
    parts = (map(str.strip, each.split("{}")) for each in phrases("text.route"))
    return tuple(Route(start=start, end=end, tail=tail) for start, end, tail in parts)


@lru_cache(maxsize=4096)
def is_transport(text: str) -> bool:
    """Tell whether a text is the name of a transport and nothing else."""
    return transport_words().fullmatch(text.strip()) is not None


def are_transports(text: str) -> bool:
    """Tell whether a text is nothing but names of transports and what joins them: "UDP and TCP"."""
    rest = words("port.and").sub("", transport_words().sub("", text))
    return bool(transports_in(text)) and not re.search(r"\w", rest)


@lru_cache(maxsize=4096)
def transports_in(text: str) -> tuple[str, ...]:
    """Return the transports that a text names, sorted, each once."""
    found: set[str] = set()
    for match in transport_words().finditer(text):
        found.update(transports()[" ".join(match.group().casefold().split())])
    return tuple(sorted(found))
