"""Published: the ports of a host at which those of a container are published: `-p 8443:443`, `0.0.0.0:8443->443/tcp`.

Of such a pair the host's side listens; the other one is the container's own (docker-container-run(1), docker-ps(1)).
"""

import re
from collections.abc import Iterable
from functools import lru_cache

import msgspec

from portspec.extract.grammar.lexemes import Token
from portspec.extract.language.vocabulary import words


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """A published port, where it stands in a text."""

    start: int
    """Where the option or the address before it begins."""
    first: int
    """Where its first number begins."""
    outer: tuple[int, int]
    """Where the port of the host stands."""
    inner: tuple[int, int]
    """Where that of the container stands."""


ADDRESS = r"(?:\d{1,3}(?:\.\d{1,3}){3}|\[[\da-fA-F:.]*\]|::1?|\*|localhost)"
"""What may stand before a port, with a colon between."""
_PORTS = r"\d{1,5}(?:-\d{1,5})?"
_DEFAULT = r"(?:\$\{\w{1,60}:?-)?"
"""What stands before a number that holds where nobody sets a variable: `${WEB_PORT:-8443}:443` (POSIX.1, 2.6.2)."""
_PAIR = rf"{_DEFAULT}(?P<first>{_PORTS})\}}?:{_DEFAULT}(?P<last>{_PORTS})\}}?(?!\w|[:.-]\d)"
_TOLD = re.compile(
    rf"(?<![\w.:/-])(?:(?:(?:-p|--publish)(?:\s+|=|(?=\d))[\"']?(?:{ADDRESS}:)?|{ADDRESS}:){_PAIR}"
    rf"|{ADDRESS}:(?P<shown>{_PORTS})->(?P<own>{_PORTS})(?=/[a-z]))"
)
"""A pair behind an option that publishes it, or behind an address."""
_BARE = re.compile(rf"(?<![\w.:/-]){_PAIR}")
_JOINT = re.compile(r"\d\}?:[\d$]|\d->\d")


@lru_cache(maxsize=1024)
def pairs_in(text: str) -> tuple[Pair, ...]:
    """Return the pairs of a text that show what they are, in its order."""
    if not _JOINT.search(text):
        return ()
    told = tuple(
        _pair(each, *(("first", "last") if each["first"] else ("shown", "own"))) for each in _TOLD.finditer(text)
    )
    return told or (bare_pairs(text, turned=is_turned(text)) if says_pairs(text) else ())


@lru_cache(maxsize=1024)
def bare_pairs(text: str, *, turned: bool = False) -> tuple[Pair, ...]:
    """Return the pairs that a text holds if its ports are known to be published ones: "8443:443".

    The port of the container is the first of them where the order is `turned`.
    """
    sides = ("last", "first") if turned else ("first", "last")
    return tuple(_pair(each, *sides) for each in _BARE.finditer(text)) if _JOINT.search(text) else ()


@lru_cache(maxsize=1024)
def says_pairs(text: str) -> bool:
    """Tell whether words such as those above a column speak of published ports: "host:container", "port mapping"."""
    return words("port.mapped").search(text) is not None or (is_outer(text) and is_inner(text))


def is_outer(title: str) -> bool:
    """Tell whether a title speaks of ports of the host: "Host port", "Published port"."""
    return words("port.outer").search(title) is not None


def is_inner(title: str) -> bool:
    """Tell whether a title speaks of ports of a container."""
    return words("port.inner").search(title) is not None


@lru_cache(maxsize=1024)  # each number below a header asks
def is_turned(title: str) -> bool:
    """Tell whether a title names the container's side first: "container:host"."""
    inner, outer = words("port.inner").search(title), words("port.outer").search(title)
    return inner is not None and outer is not None and inner.start() < outer.start()


def without_inner(text: str, pairs: Iterable[Pair]) -> str:
    """Return a text with blanks in place of the ports of containers."""
    for pair in pairs:
        start, end = pair.first, max(pair.outer[1], pair.inner[1])
        kept = text[slice(*pair.outer)]
        kept = kept.rjust(end - start) if pair.outer[0] > start else kept.ljust(end - start)
        text = text[:start] + kept + text[end:]
    return text


def _pair(match: re.Match[str], outer: str, inner: str) -> Pair:
    first = min(match.start(outer), match.start(inner))
    return Pair(start=match.start(), first=first, outer=match.span(outer), inner=match.span(inner))


def of_hosts(text: str, found: list[Token]) -> list[Token]:
    """Return the tokens of a text without the ports of containers; what leads to those of hosts is a word for ports."""
    pairs = pairs_in(text)
    if not pairs:
        return found
    kept = [each for each in found if not any(_is_beside(each, pair) for pair in pairs)]
    leads = (Token("port", pair.start, pair.first) for pair in pairs if pair.start < pair.first)
    return sorted([*kept, *leads], key=lambda token: token.start)


def _is_beside(token: Token, pair: Pair) -> bool:
    """Tell whether a token is a part of a pair and none of the port of the host."""
    whole = pair.start <= token.start < max(pair.outer[1], pair.inner[1])
    return whole and not pair.outer[0] <= token.start < pair.outer[1]
