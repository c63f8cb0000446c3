"""Cases in a port cell: what the words beside its ports limit, "80 (if TLS is off), 443", each piece for its own."""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache

import msgspec

from portspec.extract.context.evidence import Said, needs_said
from portspec.extract.grammar.exceptions import excepted
from portspec.extract.grammar.port_expression import Part, parse_ports
from portspec.extract.language.conditions import condition_in
from portspec.extract.language.former import without_former
from portspec.extract.language.names import REMARK
from portspec.extract.language.need import qualify
from portspec.extract.language.now import current
from portspec.extract.language.vocabulary import words
from portspec.extract.running.apart import leads_apart, way_of
from portspec.extract.running.spoken import clauses_of, wanted
from portspec.extract.tables.cell_ports import CellPorts
from portspec.spec import PortRange


def by_case(text: str, parts: Iterable[Part], *, told: bool) -> Iterator[tuple[Part, tuple[Said, ...]]]:
    """Yield the ports of a cell, parted where its words ask otherwise for some, each with what they say of it alone.

    A remark in brackets is about the ports before it, back to the last remark, to a semicolon or to the beginning of
    the line. Of a cell that is a sentence (`told`) only directions are asked.
    """
    parts = [*parts]
    ways = (
        {} if text.isdecimal() or not leads_apart(text) else {each: way_of(text, _only(each)) for each in _all(parts)}
    )
    apart = len({*ways.values()} - {"unstated"}) > 1
    if text.isdecimal() or (told and not apart):
        yield from ((part, ()) for part in parts)
        return
    pieces = () if told else _pieces(text)
    shut = frozenset[PortRange]() if told else closed_alone(text, _all(parts))
    for part in parts:
        shares: dict[tuple[Said, ...], list[PortRange]] = {}
        for port in part.ports:
            holding = "" if told else next((each for each in pieces if port in _ports(each)), text)
            way = ways[port] if apart else "unstated"
            led = (Said(field="direction", value=way, rule="cell"),) if way != "unstated" else ()
            asked = _told_alone(text, port, shut) if shut else _asked(without_former(holding, part.ports))
            shares.setdefault((*asked, *led), []).append(port)
        if len(shares) < 2:  # noqa: PLR2004
            yield part, next(iter(shares), () if told else tuple(_asked(without_former(text, part.ports))))
            continue
        for said, ports in shares.items():
            yield msgspec.structs.replace(part, ports=tuple(ports)), said


@lru_cache(maxsize=1024)
def _closed_alone(text: str, ports: frozenset[PortRange]) -> frozenset[PortRange]:
    taken = excepted(text)
    return frozenset(port for port in ports if port in taken or wanted(text, _only(port)) < 0)


def closed_alone(text: str, ports: Iterable[PortRange]) -> frozenset[PortRange]:
    """Return the ports that a text closes beside others, which it does not: "7101 is required and 7102 is not"."""
    given = frozenset(ports)
    if not 1 < len(given) <= _MOST or not words("need.close", "need.negator", "need.unused").may_stand_in(text):
        return frozenset()
    closed = _closed_alone(text, given)
    return closed if len(closed) < len(given) else frozenset()


_MOST = 32
"""A cell of more ports says the same of all, or names them elsewhere."""


def closed_beside(stated: CellPorts, texts: Iterable[str], ports: frozenset[PortRange]) -> Iterator[CellPorts]:
    """Yield the ports of a cell, parted where another cell of their row closes some of the row's ports alone."""
    shut = frozenset(port for text in texts for port in closed_alone(text, ports)).intersection(stated.part.ports)
    for taken in (False, True) if shut else ():
        if left := tuple(port for port in stated.part.ports if (port in shut) == taken):
            denied = (Said(field="need", value="denied", rule="row"),) if taken else ()
            part = msgspec.structs.replace(stated.part, ports=left)
            yield msgspec.structs.replace(stated, part=part, said=(*stated.said, *denied))
    if not shut:
        yield stated


def _told_alone(text: str, port: PortRange, shut: Collection[PortRange]) -> Iterator[Said]:
    """Yield what a text says of one port where it closes some of several."""
    if port in shut:
        yield Said(field="need", value="denied", rule="row")
    else:
        yield from _asked("; ".join(clauses_of(text, _only(port))[0]))


def _all(parts: Iterable[Part]) -> Iterator[PortRange]:
    return (port for part in parts for port in part.ports)


def _only(port: PortRange) -> Part:
    return Part(ports=(port,))


def _pieces(text: str) -> list[str]:
    """Return the pieces of a text, each with at most one remark, which it ends in."""
    found: list[str] = []
    for piece in _PIECE.findall(text):
        if not piece.strip():
            continue
        if found and not _ports(piece):
            found[-1] += piece
        else:
            found.append(piece)
    return found


_PIECE = re.compile(r"[^\n;；()（）]*(?:[(（][^\n()（）]*[)）]|[\n;；]|$)")


@lru_cache(maxsize=1024)
def _ports(piece: str) -> frozenset[PortRange]:
    return frozenset(each for part in parse_ports(piece).parts for each in part.ports)


def _is_denied(piece: str) -> bool:
    """Tell whether a piece begins with a negation, "not a.example.com:443", or has one alone in brackets: "(never)"."""
    no = words("need.negator").match(piece.strip(), 0)
    led = no is not None and not words("port.label", "port.word").match(piece.strip(), 0)
    return led or any(words("need.negator", "tick.no").whole(each.group()[1:-1]) for each in REMARK.finditer(piece))


def _asked(piece: str) -> Iterator[Said]:
    """Yield how firmly the words of a piece ask for its ports."""
    if found := qualify(piece):
        yield from needs_said(found, "row")
    elif _is_denied(piece):
        yield Said(field="need", value="denied", rule="row")
    example = words("port.example").search(piece) is not None
    if example and (found is None or found.need == "required"):
        yield Said(field="need", value="conditional", rule="row")
    if condition := condition_in(current(piece)) or (piece.strip() if example else None):
        yield Said(field="condition", value=condition, rule="row")
