"""Rows: what one row of a port table says, from the cells of its columns."""

import re
from collections.abc import Iterator

import msgspec

from portspec.document import Cell, Document, Text
from portspec.extract.columns import Column, Layout
from portspec.extract.limits import Fault
from portspec.extract.phrases import (
    arrow_ends,
    condition_of,
    direction_cell,
    direction_in,
    direction_remark,
    is_configurable,
    is_negated,
    is_reserved,
    joined,
    marker,
    peers_in,
)
from portspec.extract.ports import Expression, Part, is_none, parse_ports
from portspec.extract.sections import Ground
from portspec.extract.vocabulary import WITH_PORTS, is_transport, text_keys, transports_in, words
from portspec.spec import Direction, PortRange


class Stated(msgspec.Struct, frozen=True, kw_only=True):
    """Ports, the cell that states them, and the direction that its column's header states."""

    part: Part
    cell: Text
    direction: Direction = "unstated"
    negated: bool = False
    """True where the row keeps these closed, but opens others."""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """What a row says, before it becomes claims."""

    parts: tuple[Stated, ...]
    faults: tuple[tuple[Fault, Text], ...]
    direction: Direction
    spoken: Direction
    """The direction that only the row's running text states; a title's is more certain."""
    role: str | None
    source: str | None
    destination: str | None
    purpose: str | None
    condition: str | None
    peers: tuple[str, ...]
    negated: bool
    reserved: bool
    configurable: bool


def read_row(cells: tuple[Cell, ...], layout: Layout, ground: Ground, legend: dict[str, Direction]) -> Row:
    """Return what a row says; cells that the table leaves blank are already filled in."""
    said = " \n".join(
        cells[c.index].text.value for c in layout.columns if c.kind in _SAYING and cells[c.index].text.value
    )
    keys = text_keys(said)
    parts, faults = _ports(cells, layout)
    purpose, direction = _purpose(cells, layout, legend)
    if direction == "unstated":
        direction = _direction(cells, layout)
    if direction == "unstated" and not layout.of("destination"):
        direction = _between(_first(cells, layout, "source"))
    spoken = direction_in(said, keys)
    stated: list[Direction] = [each for each in (direction, ground.direction, spoken) if each != "unstated"]
    source, destination = _ends(cells, layout, stated[0] if stated else "unstated", ground)
    return Row(
        parts=parts,
        faults=faults,
        direction=direction,
        spoken=spoken,
        role=_first(cells, layout, "role"),
        source=source,
        destination=destination,
        purpose=purpose,
        condition=condition_of(purpose, keys) if purpose else None,
        peers=peers_in(purpose, keys) if purpose else (),
        negated=is_negated(said, keys) or _is_denied(cells, layout, said, keys),
        reserved=is_reserved(said, keys),
        configurable=is_configurable(said, keys),
    )


_SAYING = ("purpose", "service", "other", "port")


def _is_denied(cells: tuple[Cell, ...], layout: Layout, said: str, keys: frozenset[str]) -> bool:
    """Tell whether the row's action keeps the traffic out: "Deny", or a rule named "Deny all"."""
    if any(_forbids(cells[column.index].text.folded, column) for column in layout.of("action")):
        return True
    if _closed(cells, layout) and not any(_is_ticked(cells[c.index].text.folded, c) for c in layout.of("tick")):
        return True
    phrases = words("action.all")
    return phrases.possible(keys) and phrases.search(said) is not None


def _forbids(text: str, column: Column) -> bool:
    """Tell whether a cell says "Deny", or "no" below "Allowed"."""
    refused = words("tick.no").whole(text) and words("action.allowed").search(column.title)
    return words("action.deny").search(text) is not None or (bool(refused) and not is_none(text))


def _first(cells: tuple[Cell, ...], layout: Layout, *kinds: str) -> str | None:
    """Return the first text that columns of the kinds hold, in the order of the kinds."""
    for kind in kinds:
        for column in layout.columns:
            if column.kind == kind and not is_none(text := cells[column.index].text.folded):
                return text
    return None


def _purpose(cells: tuple[Cell, ...], layout: Layout, legend: dict[str, Direction]) -> tuple[str | None, Direction]:
    """Return the description without the marker it begins with, and the marker's direction."""
    text = _first(cells, layout, "purpose", "service", "other")
    if text is None:
        return None, "unstated"
    direction, start = marker(text, legend)
    return text[start:] or None, direction


def _direction(cells: tuple[Cell, ...], layout: Layout) -> Direction:
    """Return the direction of the row's own direction column or its ticks."""
    for column in layout.of("direction"):
        if (found := direction_cell(cells[column.index].text.value)) != "unstated":
            return found
    for column in layout.of("protocol"):
        if (found := direction_remark(cells[column.index].text.value)) != "unstated":
            return found
    ticked: set[Direction] = set()
    for column in layout.of("inbound", "outbound"):
        if words("tick.yes").whole(cells[column.index].text.folded):
            ticked.add("inbound" if column.kind == "inbound" else "outbound")
    return joined(ticked)


def _between(source: str | None) -> Direction:
    """Return the direction of a cell that names both ends: "A ↔ B"."""
    ends = arrow_ends(source) if source else None
    return ends[2] if ends else "unstated"


def _ends(
    cells: tuple[Cell, ...], layout: Layout, direction: Direction, ground: Ground
) -> tuple[str | None, str | None]:
    """Return the row's source and destination, else those of the heading."""
    source, destination = _first(cells, layout, "source"), _first(cells, layout, "destination")
    if source and not destination and (ends := arrow_ends(source)):
        return ends[0], ends[1]
    other = _first(cells, layout, "endpoint")
    if other:
        source = source or (other if direction in ("inbound", "both") else None)
        destination = destination or (other if direction == "outbound" else None)
    for column in layout.of("direction"):
        if ends := arrow_ends(cells[column.index].text.folded):
            return source or ends[0], destination or ends[1]
    if not layout.of("source", "destination", "endpoint"):
        return ground.source, ground.destination
    return source, destination


def _ports(cells: tuple[Cell, ...], layout: Layout) -> tuple[tuple[Stated, ...], tuple[tuple[Fault, Text], ...]]:
    """Return the ports of all port columns, each with the transports that its cell, header or row states."""
    protocol = "\n".join(cells[c.index].text.value for c in layout.of("protocol"))
    if not layout.of("protocol", "tick"):
        protocol = _described(cells, layout)
    ticked = [c for c in layout.of("tick") if _is_ticked(cells[c.index].text.folded, c)]
    closed = _closed(cells, layout)
    protocol = protocol or " ".join(name for column in ticked or closed for name in column.transports)
    parts: list[Stated] = []
    faults: list[tuple[Fault, Text]] = []
    for column in layout.of("port"):
        cell = cells[column.index].text
        found = _with_protocol(cell.value, protocol, column)
        if not found.parts and not found.faults:
            found = _without_number(cell.folded, protocol)
        parts.extend(Stated(part=part, cell=cell, direction=column.direction) for part in found.parts)
        faults.extend((fault, cell) for fault in found.faults)
    if ticked and closed:
        shut = tuple(name for column in closed for name in column.transports)
        parts += [
            msgspec.structs.replace(each, part=msgspec.structs.replace(each.part, transports=shut), negated=True)
            for each in parts
        ]
    starts, ends = layout.of("start"), layout.of("end")
    for number, column in enumerate(starts):
        last = ends[number].index if number < len(ends) else column.index
        if part := _from_to(cells[column.index].text.value, cells[last].text.value, protocol):
            parts.append(Stated(part=part, cell=cells[column.index].text, direction=column.direction))
    return tuple(parts) or (() if faults else tuple(_portless(cells, layout, protocol))), tuple(faults)


_SYMBOL = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")
_FEW = 4
"""A port's name has at most this many words."""


def _without_number(text: str, protocol: str) -> Expression:
    """Return a port that a cell only names: "Custom", or beside its transport "Port of the service", "WEB_PORTS"."""
    stated = tuple(name for name in transports_in(protocol) if name in WITH_PORTS)
    named = _SYMBOL.fullmatch(text) or (words("port.word").search(text) and len(text.split()) <= _FEW)
    if words("port.chosen").whole(text) or (stated and named and not re.search(r"\d", text)):
        return Expression(parts=(Part(dynamic=text, transports=stated),))
    return Expression(parts=())


def _closed(cells: tuple[Cell, ...], layout: Layout) -> list[Column]:
    """Return the columns below a transport's name whose cells say that the port is closed for it."""
    return [c for c in layout.of("tick") if words("action.deny").search(cells[c.index].text.value)]


def _is_ticked(text: str, column: Column) -> bool:
    """Tell whether a cell below a transport's name says yes, or the name again."""
    return words("tick.yes").whole(text) or (bool(text) and transports_in(text) == column.transports)


def _described(cells: tuple[Cell, ...], layout: Layout) -> str:
    """Return the transports that a description names, for a table without a column for them."""
    texts = [cells[c.index].text.value for c in layout.of("purpose", "service", "other")]
    whole = [text for text in texts if is_transport(text)]
    if whole:
        return whole[0]
    said = " ".join(texts)
    named = transports_in(_SUITE.sub("", said)) or transports_in(said)
    return " ".join(name for name in named if name in WITH_PORTS)


_SUITE = re.compile(r"TCP/IP(?![A-Za-z])", re.IGNORECASE)
"""The name of all Internet protocols together, where another transport is named."""


def _portless(cells: tuple[Cell, ...], layout: Layout, protocol: str) -> Iterator[Stated]:
    """Yield the protocols without ports of a row whose port cells hold none."""
    columns = layout.of("protocol")
    named = transports_in(protocol) if columns else ()
    silent = all(is_none(cells[c.index].text.value) for c in layout.of("port", "start"))
    for name in named:
        if name not in WITH_PORTS and (silent or WITH_PORTS.isdisjoint(named)):
            yield Stated(part=Part(transports=(name,)), cell=cells[columns[0].index].text)


def _with_protocol(text: str, protocol: str, column: Column) -> Expression:
    """Return a port cell's parts; parts without transports take those of the row, else those of the header."""
    lines, kinds = _lines(text), _lines(protocol)
    if (
        len(lines) == len(kinds) > 1
        and all(len(parse_ports(line).parts) == 1 for line in lines)
        and all(map(transports_in, kinds))
    ):
        parts = [
            _filled(part, transports_in(kind))
            for line, kind in zip(lines, kinds, strict=True)
            for part in parse_ports(line).parts
        ]
        return Expression(parts=tuple(parts))
    found = parse_ports(text)
    stated = transports_in(protocol) or column.transports
    if stated and WITH_PORTS.isdisjoint(stated) and any(p.ports and p.ports[0].start != 0 for p in found.parts):
        return Expression(parts=tuple(Part(transports=(name,)) for name in stated))
    return msgspec.structs.replace(found, parts=tuple(_filled(part, stated) for part in found.parts))


def _lines(text: str) -> list[str]:
    """Return the values of a cell: its lines, or the members of a comma list of three or more."""
    lines = [line for line in text.split("\n") if line.strip()]
    members = [each for each in text.split(",") if each.strip()]
    return members if len(lines) == 1 and len(members) > 2 else lines  # noqa: PLR2004


def _filled(part: Part, transports: tuple[str, ...]) -> Part:
    return part if part.transports or not transports else msgspec.structs.replace(part, transports=transports)


def _from_to(start: str, end: str, protocol: str) -> Part | None:
    """Return the range between a start cell and an end cell; a blank end cell makes it one port."""
    first = parse_ports(start).parts
    last = parse_ports(end).parts
    if not first or not first[0].ports:
        return None
    low = first[0].ports[0].start
    high = last[0].ports[-1].end if last and last[0].ports else first[0].ports[-1].end
    transports = first[0].transports or transports_in(protocol)
    return Part(ports=(PortRange(start=low, end=high),), transports=transports) if low <= high else None


def place_of(document: Document, cell: Text, part: Part | Fault) -> int:
    """Return the offset of a part in the source; where markup stands between, that of its first word, or the cell's."""
    raw = document.source.text[cell.start : cell.end]
    if raw == cell.value:
        return cell.start + part.start
    word = cell.value[part.start :].split(None, 1)[:1]
    return cell.start + max(raw.find(word[0]) if word else 0, 0)
