"""Replaced: the ports in whose place a text names others, "instead of the old listener at 8443"; they are not meant."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from operator import attrgetter

from portspec.extract.grammar.lexemes import Token
from portspec.extract.language.vocabulary import names_port, words


def of_replaced(text: str, found: list[Token]) -> list[Token]:
    """Return the tokens of a text with each stretch of replaced ports as one."""
    if not words(*REPLACING).may_stand_in(text):
        return found
    for start, end in (*phrases_of(text), *_before(text, found)):
        first, last = (bisect_left(found, at, key=attrgetter("start")) for at in (start, end))
        inside = found[first:last]
        if not _numbers(found[:first]) and not _numbers(found[last:]):
            inside = inside[: _first_run(inside)]  # "instead of 8443 use 9090"
        if _numbers(inside):
            found[first : first + len(inside)] = [Token("replaced", start, inside[-1].end)]
    return found


def _numbers(found: list[Token]) -> bool:
    return any(token.kind == "number" for token in found)


def _first_run(found: list[Token]) -> int:
    """Return the index behind the first numbers that are joined to each other."""
    at = next((n for n, token in enumerate(found) if token.kind == "number"), len(found))
    while at < len(found) and found[at].kind in _JOINING:
        at += 1
    while at and found[at - 1].kind != "number":
        at -= 1
    return at


def phrases_of(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each "instead of" begins and its phrase ends: at a mark, the next, or an "and" without a port.

    One that begins an "instead of it" has nothing behind it.
    """
    matches = [*words("excluded.replaced").finditer(text)]
    limits = (*(match.start() for match in matches[1:]), len(text))
    for match, limit in zip(matches, limits, strict=False):
        instead = words("need.instead").match(text, match.start())
        if instead and instead.end() > match.end():
            continue
        stretch = _PHRASE.match(text, match.end(), limit)
        end = stretch.end() if stretch else match.end()
        joints = (each.span() for each in words("text.and").finditer(text[match.end() : end]))
        others = (match.end() + at for at, after in joints if not names_port(text, match.end() + after, joined=True))
        yield match.start(), min((*others, end))


def _before(text: str, found: list[Token]) -> Iterator[tuple[int, int]]:
    """Yield where the ports nearest to a word such as "の代わりに" behind them begin, and where it ends."""
    numbers = [at for at, token in enumerate(found) if token.kind == "number"]
    for match in words("excluded.replaced_after").finditer(text):
        behind = bisect_right(numbers, match.start(), key=lambda at: found[at].end)
        if not behind or _PHRASE.fullmatch(text, found[numbers[behind - 1]].end, match.start()) is None:
            continue
        first = numbers[behind - 1]
        while first and found[first - 1].kind in _JOINING:
            first -= 1
        while found[first].kind != "number":
            first += 1
        yield found[first].start, match.end()


def names_this_port(text: str) -> bool:
    """Tell whether a text names something in the place of the port it is about: "use 9090 instead of this port"."""
    behind = (words("excluded.replaced").sub("", text[start:end]) for start, end in phrases_of(text))
    before = (text[: match.start()] for match in words("excluded.replaced_after").finditer(text))
    return any(map(_is_own, (*behind, *(_LAST.split(each)[-1] for each in before))))


def _is_own(said: str) -> bool:
    """Tell whether words are no more than "this port"."""
    match = words("need.own", "peer.anaphor").match(said.strip(), 0)
    return match is not None and words("port.word").whole(said.strip()[match.end() :].strip())


REPLACING = ("excluded.replaced", "excluded.replaced_after")
"""The senses of the words by which something else stands in the place of ports, before and behind these."""
_PHRASE = re.compile(r"(?:[^,;:.!?()\n，；：。！？、（）]|[.:,](?=\w)|\n(?=\S))*")
_LAST = re.compile(r"[,;:.!?，；：。！？、]")
_JOINING = frozenset(("number", "dash", "comma", "and", "port", "transport", "slash"))
