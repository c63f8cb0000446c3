"""A query: what a person types about ports, in the grammar that `portspec lookup` and the site's finder share.

`site/assets/query.js` is the same for browsers; `tests/queries.json` holds both to the same answers.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable

import msgspec

from portspec.spec import HIGHEST_PORT, PortRange

LAST = HIGHEST_PORT
"""The highest port, since a port has 16 bits (RFC 6335, section 6)."""
TRANSPORTS = frozenset({"tcp", "udp", "sctp", "dccp", "udplite"})
"""What is a transport in a query although no document may name it."""
FILLERS = frozenset({"port", "ports", "any", "from", "to", "on", "over", "for"})
"""Words that ask nothing beside others."""

_DASHES = re.compile("[\u2010-\u2015\u2212]")
_RANGE = re.compile(r"([0-9])(?:\s*(?:-|:|\.\.)\s*|\s+(?:to|through)\s+)(?=[0-9])")
_BETWEEN = re.compile(r"[\s,;:/()\"'+]+")
_PORTS = re.compile(r"([0-9]+)(?:-([0-9]+))?")


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked: a port of any range, and all transports and all words."""

    ranges: tuple[PortRange, ...]
    """The ports asked for; empty asks for any."""
    transports: tuple[str, ...]
    """Lower-case names; empty asks for any."""
    words: tuple[str, ...]
    """Folded; a number that is no port is a word."""

    @property
    def beyond(self) -> tuple[str, ...]:
        """The numbers that are no port, since they are too high."""
        return tuple(word for word in self.words if _PORTS.fullmatch(word))

    def __bool__(self) -> bool:
        """Return whether anything is asked."""
        return bool(self.ranges or self.transports or self.words)


def fold(text: str) -> str:
    """Return a text in small letters, without accents and in the usual width (Unicode, compatibility decomposition)."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text)
    return "".join(each for each in apart if not unicodedata.category(each).startswith("M")).lower()


def parse(text: str, transports: Collection[str] = TRANSPORTS) -> Query:
    """Return what a text such as `2511/tcp`, `tcp 2511`, `5700 to 6900`, `port 22` or `mds vnc` asks."""
    joined = _RANGE.sub(r"\1-", _DASHES.sub("-", fold(text)))
    words = [word for each in _BETWEEN.split(joined) if any(map(str.isalnum, word := each.strip("-")))]
    ports = {word: found for word in words if (found := _ports(word))}
    said = [word for word in words if word not in ports and word not in transports]
    asked = [word for word in said if word not in FILLERS]
    return Query(
        ranges=tuple(ports[word] for word in words if word in ports),
        transports=tuple(word for word in words if word in transports),
        words=tuple(asked if asked or len(said) < len(words) else said),
    )


def _ports(word: str) -> PortRange | None:
    found = _PORTS.fullmatch(word)
    start, end = sorted(int(each or found[1]) for each in found.groups()) if found else (0, LAST + 1)
    return PortRange(start=start, end=end) if end <= LAST else None


SLIPS = (3, 6)
"""From how many letters on a word may have one slip, and two."""


def near(word: str, known: Iterable[str]) -> str:
    """Return the known word that a slip made of another, the first of the nearest; empty where none is near.

    A slip puts in, takes out or changes a letter, or exchanges two. Two count in a word of more than five letters.
    """
    most = sum(len(word) >= length for length in SLIPS)
    far = ((_distance(word, each), each) for each in known if abs(len(each) - len(word)) <= most)
    return min(((slips, each) for slips, each in far if slips <= most), default=(0, ""))[1]


def _distance(one: str, other: str) -> int:
    """Return how many slips make one word of another (optimal string alignment)."""
    last: list[int] = []
    row: list[int] = [*range(len(other) + 1)]
    for i, letter in enumerate(one, 1):
        following = [i]
        for j, wanted in enumerate(other, 1):
            following.append(min(row[j] + 1, following[-1] + 1, row[j - 1] + (letter != wanted)))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                following[j] = min(following[j], last[j - 2] + 1)
        last, row = row, following
    return row[-1]
