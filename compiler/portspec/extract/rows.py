"""Rows: what one row of a port table says, from the cells of its columns."""

import re
from collections.abc import Iterator, Sequence
from functools import partial

import msgspec

from portspec.document import Cell, Document, Text
from portspec.extract.columns import Column, Layout
from portspec.extract.context import Context, need_said
from portspec.extract.evidence import Said, Value
from portspec.extract.hosts import split_hosts
from portspec.extract.limits import Fault
from portspec.extract.mentions import mentions
from portspec.extract.need import Qualified, condition_in, qualify
from portspec.extract.need_columns import need_cell
from portspec.extract.phrases import (
    arrow_ends,
    direction_cell,
    direction_in,
    direction_remark,
    is_configurable,
    is_reserved,
    joined,
    marker,
    peers_in,
)
from portspec.extract.ports import Expression, Part, is_none, parse_ports
from portspec.extract.vocabulary import WITH_PORTS, is_transport, text_keys, transports_in, words
from portspec.spec import Direction, PortRange


class Stated(msgspec.Struct, frozen=True, kw_only=True):
    """Ports, the cell that states them, and what that cell and its column's header say of them alone."""

    part: Part
    cell: Text
    said: tuple[Said, ...] = ()


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """What a row says, before it becomes claims."""

    parts: tuple[Stated, ...]
    faults: tuple[tuple[Fault, Text], ...]
    said: tuple[Said, ...]
    """What its other cells say of all its ports."""
    purpose: str | None
    peers: tuple[str, ...]
    source_ports: tuple[PortRange, ...] = ()


def read_row(cells: tuple[Cell, ...], layout: Layout, context: Context, legend: dict[str, Direction]) -> Row:
    """Return what a row says; cells that the table leaves blank are already filled in."""
    parts, faults = _ports(cells, layout)
    purpose, marked = _purpose(cells, layout, legend)
    said = tuple(_said(cells, layout, context, marked, parts))
    keys = text_keys(purpose) if purpose else frozenset()
    return Row(
        parts=parts,
        faults=faults,
        said=said,
        purpose=purpose,
        peers=_used_by(cells, layout) or (peers_in(purpose, keys) if purpose else ()),
        source_ports=_source_ports(cells, layout),
    )


def _own(field: str, value: Value, text: Text | None = None, rule: str = "row") -> Said:
    return Said(field=field, value=value, rule=rule, text=text)


def _said(
    cells: tuple[Cell, ...], layout: Layout, context: Context, marked: Direction, parts: tuple[Stated, ...]
) -> Iterator[Said]:
    """Yield what the cells of a row say of its ports: the host, the direction, the ends, the need."""
    texts = [cells[c.index].text for c in layout.columns if c.kind in _SAYING and cells[c.index].text.value]
    actions = [c for c in layout.of("action") if not words("action.blocked").search(c.title)]
    verdicts = [cells[c.index].text for c in actions if cells[c.index].text.value]
    for column in layout.of("role"):
        if not is_none(cells[column.index].text.folded):
            yield _own("role", cells[column.index].text.folded, cells[column.index].text, "cell")
            break
    direction = marked if marked != "unstated" else _direction(cells, layout)
    if direction == "unstated" and not layout.of("destination"):
        direction = _between(_first(cells, layout, "source"))
    if direction != "unstated":
        yield _own("direction", direction)
    needs = [cells[c.index].text for c in layout.of("need", "action")]
    spoken = direction_in(" \n".join(each.value for each in (*texts, *needs)))
    if direction == "unstated" and spoken != "unstated" and context.direction == "unstated":
        yield _own("direction", spoken)
    known = direction if direction != "unstated" else context.direction if context.direction != "unstated" else spoken
    source, destination = _ends(cells, layout, known)
    for field, value in (("source", source), ("destination", destination)):
        if value:
            yield _own(field, value)
    yield from _needs(cells, layout, [*texts, *verdicts], parts)


def _needs(cells: tuple[Cell, ...], layout: Layout, texts: Sequence[Text], parts: tuple[Stated, ...]) -> Iterator[Said]:
    """Yield how firmly the row asks for its ports, and what else its words say of them."""
    ports = {(each.start, each.end) for stated in parts for each in stated.part.ports}
    if _is_denied(cells, layout):
        yield _own("need", "denied", rule="cell")
    if _is_local(cells, layout):
        yield _own("need", "local", rule="cell")
    for column in layout.of("need"):
        if said := need_cell(cells[column.index].text.folded, column.title):
            yield from _qualified(said, "cell")
    for text in texts:
        value = text.value
        if found := qualify(value, partial(_names_others, value, ports)):
            yield from _qualified(found, "row")
        keys = text_keys(value)
        if is_reserved(value, keys):
            yield _own("reserved", value=True)
        if is_configurable(value, keys):
            yield _own("configurable", value=True)
    purpose = _first_text(cells, layout, *_PURPOSE)
    if purpose and (condition := condition_in(purpose)):
        yield _own("condition", condition)


def _qualified(found: Qualified, rule: str) -> Iterator[Said]:
    yield _own("need", found.need, rule=rule)
    if found.condition:
        yield _own("condition", found.condition, rule=rule)


def _names_others(text: str, ports: set[tuple[int, int]], start: int, end: int) -> bool:
    """Tell whether a clause of a text names ports, and none of the row's own."""
    named = {
        (each.start, each.end) for mention in mentions(text[start:end]) for part in mention.parts for each in part.ports
    }
    return bool(named) and named.isdisjoint(ports)


_SAYING = ("purpose", "service", "other", "port")
_PURPOSE = ("purpose", "service", "other")


def _used_by(cells: tuple[Cell, ...], layout: Layout) -> tuple[str, ...]:
    """Return who a column such as "Used by" names at the other end."""
    found = (cells[column.index].text.folded for column in layout.of("peer"))
    return tuple(name for text in found if not is_none(text) for name in split_hosts(text))


def _source_ports(cells: tuple[Cell, ...], layout: Layout) -> tuple[PortRange, ...]:
    """Return the ports that connections come from, where a column limits them; any or dynamic ones are no limit."""
    found = [
        each for c in layout.of("source_port") for p in parse_ports(cells[c.index].text.value).parts for each in p.ports
    ]
    return () if any(each.end - each.start >= _ANY for each in found) else tuple(dict.fromkeys(found))


_ANY = 65534


def _is_local(cells: tuple[Cell, ...], layout: Layout) -> bool:
    """Tell whether a cell names the host itself, as address or direction, or both ends do where a row has two."""
    local = words("need.local_cell")
    ends = [cells[c.index].text.folded for c in layout.of("source", "destination") if cells[c.index].text.value]
    others = (cells[c.index].text.folded for c in layout.columns if c.kind not in (*_ENDS, "port", "role"))
    ways = (cells[c.index].text.folded for c in layout.of("direction"))
    return (
        any(map(local.whole, others))
        or any(map(words("need.local_direction").whole, ways))
        or (len(ends) > 1 and all(map(local.whole, ends)))
    )


_ENDS = ("source", "destination", "endpoint", "peer")


def _is_denied(cells: tuple[Cell, ...], layout: Layout) -> bool:
    """Tell whether the row's action keeps the traffic out: "Deny", or a rule named "Deny all"."""
    if any(_forbids(cells[column.index].text.folded, column) for column in layout.of("action")):
        return True
    if _closed(cells, layout) and not any(_is_ticked(cells[c.index].text.folded, c) for c in layout.of("tick")):
        return True
    said = " \n".join(cells[c.index].text.value for c in layout.columns if c.kind in _SAYING)
    return words("action.all").search(said) is not None


def _forbids(text: str, column: Column) -> bool:
    """Tell whether a cell says "Deny", or "no" below "Allowed", or "yes" below "Blocked"."""
    if words("action.blocked").search(column.title):
        return words("tick.yes").whole(text)
    refused = words("tick.no").whole(text) and words("action.allowed").search(column.title)
    return words("action.deny").search(text) is not None or (bool(refused) and text not in ("-", "–", "—", "n/a"))


def _first(cells: tuple[Cell, ...], layout: Layout, *kinds: str) -> str | None:
    """Return the first text that columns of the kinds hold, in the order of the kinds."""
    for kind in kinds:
        for column in layout.columns:
            if column.kind == kind and not is_none(text := cells[column.index].text.folded):
                return text
    return None


def _first_text(cells: tuple[Cell, ...], layout: Layout, *kinds: str) -> str | None:
    """Return the first text of several lines that columns of the kinds hold."""
    found = (cells[c.index].text.value for kind in kinds for c in layout.columns if c.kind == kind)
    return next((each for each in found if not is_none(each)), None)


def _purpose(cells: tuple[Cell, ...], layout: Layout, legend: dict[str, Direction]) -> tuple[str | None, Direction]:
    """Return the description without the marker it begins with, and the marker's direction."""
    text = _first(cells, layout, *_PURPOSE)
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


def _ends(cells: tuple[Cell, ...], layout: Layout, direction: str) -> tuple[str | None, str | None]:
    """Return the row's source and destination."""
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
        found = _with_protocol(cell.value or cell.struck, protocol or _struck(cells, layout))
        if not found.parts and not found.faults:
            found = _without_number(cell.folded, protocol)
        said = _headed(column, cell)
        parts.extend(Stated(part=part, cell=cell, said=said) for part in found.parts)
        faults.extend((fault, cell) for fault in found.faults)
    if ticked and closed:
        shut = tuple(name for column in closed for name in column.transports)
        parts += [
            Stated(
                part=msgspec.structs.replace(each.part, transports=shut),
                cell=each.cell,
                said=(*each.said, _own("need", "denied", rule="cell")),
            )
            for each in parts
        ]
    starts, ends = layout.of("start"), layout.of("end")
    for number, column in enumerate(starts):
        last = ends[number].index if number < len(ends) else column.index
        if part := _from_to(cells[column.index].text.value, cells[last].text.value, protocol):
            cell = cells[column.index].text
            parts.append(Stated(part=part, cell=cell, said=_headed(column, cell)))
    return tuple(parts) or (() if faults else tuple(_portless(cells, layout, protocol))), tuple(faults)


_LOOPBACK = re.compile(r"(?<![\w.])(?:127(?:\.\d{1,3}){3}|localhost|\[?::1\]?):\d", re.IGNORECASE)
"""A port of an address that only the host itself can reach (RFC 1122, 3.2.1.3; RFC 4291, 2.5.3)."""


def _struck(cells: tuple[Cell, ...], layout: Layout) -> str:
    """Return the transports that the page strikes out with their row."""
    return "\n".join(cells[c.index].text.struck for c in layout.of("protocol") if not cells[c.index].text.value)


def _headed(column: Column, cell: Text) -> tuple[Said, ...]:
    """Return what the header of a port column says of the ports below, and that a struck cell is given up."""
    found = []
    if column.direction != "unstated":
        found.append(_own("direction", column.direction, column.text, "column-header"))
    if column.transports:
        found.append(_own("transports", column.transports, column.text, "column-header"))
    if column.text:
        found.extend(need_said(column.text, "column-header", 0))
    if _LOOPBACK.search(cell.value):
        found.append(_own("need", "local", rule="cell"))
    if cell.struck and not cell.value:
        found.append(_own("need", "retired", rule="cell"))
    return tuple(found)


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


def _with_protocol(text: str, protocol: str) -> Expression:
    """Return a port cell's parts; parts without transports take those of the row."""
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
    stated = transports_in(protocol)
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
