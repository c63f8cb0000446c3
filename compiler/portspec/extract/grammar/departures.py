"""Departures: the ports that connections come from, as running text names them: "source port 123"."""

import re
from collections.abc import Iterator
from functools import lru_cache

from portspec.extract.grammar.leaving import answering, leaving
from portspec.extract.grammar.port_expression import parse_ports
from portspec.extract.language.phrases import direction_cell, direction_in
from portspec.extract.language.vocabulary import NEAR, is_transport, routes, source_ports, transport_at, words
from portspec.spec import HIGHEST_PORT, Direction, PortRange


@lru_cache(maxsize=1024)  # each port of a text asks
def source_ports_in(text: str, direction: Direction = "unstated") -> tuple[PortRange, ...]:
    """Return the ports that connections come from, behind words for just these; all ports are no limit.

    A bare "source" before a number may mean a host where a name stands before it.
    """
    found: dict[PortRange, None] = {}
    matches = source_ports().finditer(text) if words("port.source").may_stand_in(text) else iter(())
    ends = (said for match in matches if (said := _NUMBERS.match(text, match.end())))
    numbers = (said["ports"] for said in (*ends, *_bare(text), *_of_other_side(text, direction)))
    for numbered in (*numbers, *(text[start:end] for start, end in leaving(text))):
        found |= {ports: None for part in parse_ports(numbered).parts for ports in part.ports}
    return () if any(ports.end - ports.start >= HIGHEST_PORT - 1 for ports in found) else tuple(found)


@lru_cache(maxsize=256)
def without_source_ports(text: str, above: Direction = "unstated") -> str:
    """Return a text with blanks in the place of the ports that its connections come from, by whose ports they are.

    In "inbound, local port 7100, remote port 45010" that is the remote one. The direction may be stated above. A number
    alone behind "source port" is no port by that label.
    """
    for start, end in (*leaving(text), *answering(text)):
        text = _blank(text, start, end)
    for said in _of_other_side(text, _way(text) if above == "unstated" else above):
        text = _blank(text, said.start(), said.end())
    for label in source_ports().finditer(text) if words("port.source").may_stand_in(text) else ():
        numbers = _NUMBERS.match(text, label.end())
        over = _OVER.match(text, numbers.end()) if numbers else None
        if numbers and over and (transport := transport_at(text, over.end())):  # "source port 45010/udp"
            text = _blank(text, numbers.start("ports"), transport.end())
    for said in [*_bare(text)]:  # "source 45010/udp"
        text = _blank(text, said.start("ports"), said.end())
    return text


def names_source_ports(text: str) -> Iterator[int]:
    """Yield where a text names ports that connections come from, by words for just these."""
    if words("header.source_port", "port.source").may_stand_in(text):
        yield from (each.start() for each in words("header.source_port").finditer(text))
        named = (each for each in words("port.source").finditer(text) if words("port.label").whole(each.group()))
        yield from (each.start() for each in named)


def without_source_remarks(text: str) -> str:
    """Return a text with blanks in the place of remarks in brackets about source ports: "(from any source port)"."""
    for said in _BRACKETS.finditer(text):
        if any(names_source_ports(said.group())):
            text = _blank(text, said.start(), said.end())
    return text


_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")


def _bare(text: str) -> Iterator[re.Match[str]]:
    """Yield the numbers right behind a bare "source" that begins its clause, and those before a remark of it alone."""
    if not words("port.source").may_stand_in(text):
        return
    for label in words("port.source").finditer(text):
        before = text[: label.start()].rstrip()
        if _begins(before) and (said := _BARE.match(text, label.end())):
            yield said
    for said in _REMARKED.finditer(text):
        if words("port.source").whole(said["remark"].strip()):
            yield said


def _begins(before: str) -> bool:
    """Tell whether no name leads on to what follows: "inbound, UDP source", and no "log source"."""
    found = _LAST_WORD.search(before[-NEAR:])
    last = found.group() if found else ""
    return not last or is_transport(last) or direction_cell(last) != "unstated"


_LAST_WORD = re.compile(r"[^\W\d]+$")
_PORTS = r"(?P<ports>\d{1,5}(?:\s*[-–—]\s*\d{1,5})?)"
_NAME = r"\s?/\s?[A-Za-z]{3,7}"
_BARE = re.compile(rf"\s*[:：=]?\s*{_PORTS}(?!\d)(?:{_NAME}(?!\w)|(?=\s*(?:$|[,;)，；、）])))")
_REMARKED = re.compile(rf"(?<![\d.]){_PORTS}(?:{_NAME})?\s*[(（](?P<remark>[^()（）]{{1,40}})[)）]")


def _blank(text: str, start: int, end: int) -> str:
    return text[:start] + " " * (end - start) + text[end:]


_OVER = re.compile(r"\s?[/(]\s?")
"""What stands between a number and its transport."""


def _way(text: str) -> Direction:
    """Return the direction that a text states, or names before a colon."""
    said = direction_in(text)
    return direction_cell(text.replace("：", ":").partition(":")[0]) if said == "unstated" and ":" in text else said


def _of_other_side(text: str, direction: Direction) -> list[re.Match[str]]:
    """Return where a text names ports of the end that opens its connections, by words for whose they are.

    Where it states no direction, they are those from which it lets them go: "from local port 45010 to port 7100".
    """
    side = "whose.remote" if direction == "inbound" else "whose.local"
    if direction == "both" or not words(side).may_stand_in(text) or not words("port.word").search(text):
        return []
    whose = (each for each in words(side).finditer(text) if direction != "unstated" or _is_start(text[: each.start()]))
    found = (_NUMBERS.match(text, end) for match in whose if (end := _named(text, match)))
    return [said for said in found if said]


def _is_start(before: str) -> bool:
    """Tell whether a text ends in a word that says from where connections go: "from a"."""
    said = before.casefold().split()[-_FEW:]
    while said and words("peer.article").whole(said[-1]):
        said.pop()
    return bool(said) and any(said[-1] == each.start for each in routes())


_FEW = 3


def _named(text: str, whose: re.Match[str]) -> int:
    """Return where a word for whose ports they are, with the word for ports beside it, ends; 0 where none is there."""
    at = whose.end() + len(text[whose.end() :]) - len(text[whose.end() :].lstrip())
    if transport := transport_at(text, at):
        at = transport.end() + len(text[transport.end() :]) - len(text[transport.end() :].lstrip(" -"))
    if behind := words("port.word").match(text, at):
        return behind.end()
    before = text[: whose.start()].rstrip(" (（").split()[-1:]
    return whose.end() if before and words("port.word").whole(before[0]) else 0


_NUMBERS = re.compile(
    r"\s*\W{0,2}[^\W\d]{0,12}\W{0,2}(?P<ports>(?<!\d)\d{1,5}(?!\d)(?:\s*[-–—/,、，]\s*\d{1,5}(?!\d)|\s+[^\W\d]{1,6}\s+\d{1,5}(?!\d))*)"
)
"""What stands behind them: a word such as "is" or "range" may come first, and one such as "to" or "and" between."""
