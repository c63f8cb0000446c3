"""Cases in a port cell: what the words beside its ports limit, "80 (if TLS is off), 443", each piece for its own."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

import msgspec

from portspec.extract.context.evidence import Said, needs_said
from portspec.extract.grammar.port_expression import Part, parse_ports
from portspec.extract.language.conditions import condition_in
from portspec.extract.language.former import without_former
from portspec.extract.language.names import REMARK
from portspec.extract.language.need import qualify
from portspec.extract.language.now import current
from portspec.extract.language.vocabulary import words
from portspec.extract.running.apart import leads_apart, way_of
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
    for part in parts:
        shares: dict[tuple[Said, ...], list[PortRange]] = {}
        for port in part.ports:
            holding = "" if told else next((each for each in pieces if port in _ports(each)), text)
            way = ways[port] if apart else "unstated"
            led = (Said(field="direction", value=way, rule="cell"),) if way != "unstated" else ()
            shares.setdefault((*_asked(without_former(holding, part.ports)), *led), []).append(port)
        if len(shares) < 2:  # noqa: PLR2004
            yield part, next(iter(shares), () if told else tuple(_asked(without_former(text, part.ports))))
            continue
        for said, ports in shares.items():
            yield msgspec.structs.replace(part, ports=tuple(ports)), said


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
