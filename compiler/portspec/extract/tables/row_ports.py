"""Row ports: what the port cells of a row state, with the transports of its other cells and what headers say."""

import re
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from portspec.document import Cell, Document, Text
from portspec.extract.context.evidence import Said
from portspec.extract.context.titles import need_said
from portspec.extract.ends.shares import share_of, without_joint, without_label
from portspec.extract.grammar.exceptions import closed_inside
from portspec.extract.grammar.limits import Fault, without
from portspec.extract.grammar.mentions import default_ports, mentions
from portspec.extract.grammar.port_expression import Expression, Part, is_none, merged, parse_ports, with_transports
from portspec.extract.grammar.spans import FEW
from portspec.extract.grammar.stretch import typed
from portspec.extract.grammar.templates import is_filled
from portspec.extract.language.confined import local_ports
from portspec.extract.language.names import without_article
from portspec.extract.language.succession import takes_place
from portspec.extract.language.vocabulary import about_number, is_transport, transports_in, words
from portspec.extract.tables.cell_ports import CellPorts, once, own
from portspec.extract.tables.cells import protocol_alone
from portspec.extract.tables.layout import Column, ColumnKind, Layout
from portspec.extract.tables.paired import paired
from portspec.extract.tables.port_cases import by_case
from portspec.extract.tables.served import at_services, service_at
from portspec.extract.tables.unnumbered import default_beside, is_every, other_choice, without_number
from portspec.protocols import WITH_PORTS, protocol_numbered
from portspec.spec import CONTAINED, EVERY_PORT, HIGHEST_PORT, PortRange


def ports_of(cells: tuple[Cell, ...], layout: Layout) -> tuple[tuple[CellPorts, ...], tuple[tuple[Fault, Text], ...]]:
    """Return the ports of all port columns, each with the transports that its cell, header or row states."""
    protocol = "\n".join(_both(cells[c.index].text.value) for c in layout.of("protocol"))
    if not layout.of("protocol", "tick"):
        protocol = _of_inner(cells, layout) or _described(cells, layout)
    ticked = [c for c in layout.of("tick") if is_ticked(cells[c.index].text.folded, c)]
    closed = closed_for(cells, layout)
    protocol = protocol or " ".join(name for column in ticked or closed for name in column.transports)
    parts: list[CellPorts] = []
    faults: list[tuple[Fault, Text]] = []
    for column in layout.of("port"):
        cell = cells[column.index].text
        told = _sentence(cell.value, protocol, column)
        found = (
            at_services(cell.value, protocol)
            or _flows(cell.value, protocol)
            or told
            or _with_protocol(cell.value or cell.struck, protocol or _struck(cells, layout), among=column.among)
        )
        if not found.parts and not found.faults:
            beside = (cells[c.index].text.folded for c in layout.of("purpose", "service", "other"))
            found = default_beside(cell.folded, beside, protocol) or without_number(cell.folded, protocol)
        said = _headed(column, cell, layout)
        numbered = tuple(part for part in found.parts if part.ports)
        stated = (*found.parts, *other_choice(cell.folded, numbered))
        served = column.title if column.service else None
        asked = by_case(cell.value, stated, told=found is told)
        parts.extend(
            CellPorts(
                part=part,
                cell=cell,
                said=(*(_way(cell.value, part) or service_at(cell.value, part)), *said, *case),
                purpose=served,
                told=found is told,
            )
            for part, case in asked
        )
        faults.extend((fault, cell) for fault in found.faults)
    if ticked and closed:
        shut = tuple(name for column in closed for name in column.transports)
        parts += [
            CellPorts(
                part=msgspec.structs.replace(each.part, transports=shut),
                cell=each.cell,
                said=(*each.said, own("need", "denied", rule="cell")),
                purpose=each.purpose,
            )
            for each in parts
        ]
    starts, ends = layout.of("start"), layout.of("end")
    for number, column in enumerate(starts):
        last = ends[number].index if number < len(ends) else column.index
        if part := _from_to(cells[column.index].text.value, cells[last].text.value, protocol):
            cell = cells[column.index].text
            parts.append(CellPorts(part=part, cell=cell, said=_headed(column, cell, layout)))
    several = len(parts) > 1
    return (tuple(once(list(_still(parts, cells, layout)))) if several else tuple(parts)) or (
        () if faults else tuple(_portless(cells, layout, protocol))
    ), tuple(_unfilled(faults, parts))


def _unfilled(faults: list[tuple[Fault, Text]], parts: list[CellPorts]) -> Iterator[tuple[Fault, Text]]:
    """Yield faults without what is made with a placeholder where the row gives a number of it as well."""
    numbers = [each.start for stated in parts for each in stated.part.ports]
    for fault, text in faults:
        if not is_filled(text.value, fault.start, fault.end, numbers):
            yield fault, text


def _still(stated: list[CellPorts], cells: tuple[Cell, ...], layout: Layout) -> Iterator[CellPorts]:
    """Yield ports without those of another time that another column states for today as well."""
    timed = [cells[column.index].text for column in layout.of("port") if column.need]
    if not timed:
        yield from stated
        return
    now = [(port.start, port.end) for each in stated if each.cell not in timed for port in each.part.ports]
    for each in stated:
        left = (ends for port in each.part.ports for ends in without(port.start, port.end, now))
        ports = tuple(PortRange(start=low, end=high) for low, high in left) if each.cell in timed else each.part.ports
        if ports or not each.part.ports:
            yield msgspec.structs.replace(each, part=msgspec.structs.replace(each.part, ports=ports))


def _both(text: str) -> str:
    """Return what a protocol cell says: "both" means both transports that have ports, a number the protocol of it."""
    return protocol_numbered(text) or ("tcp/udp" if words("cell.both").whole(text) else text)


def _struck(cells: tuple[Cell, ...], layout: Layout) -> str:
    """Return the transports that the page strikes out with their row."""
    return "\n".join(cells[c.index].text.struck for c in layout.of("protocol") if not cells[c.index].text.value)


def _headed(column: Column, cell: Text, layout: Layout) -> tuple[Said, ...]:
    """Return what the header of a port column says of the ports below, and that a struck cell is given up."""
    found = layout.known(_by_headers)[column.index]
    if ":" in cell.value and local_ports(cell.value):
        found = (*found, own("need", "local", rule="cell"))
    if cell.struck and not cell.value:
        found = (*found, own("need", "retired", rule="cell"))
    return found


def _by_headers(layout: Layout) -> dict[int, tuple[Said, ...]]:
    """Return what the headers of port columns say of all ports below."""
    return {column.index: tuple(_by_header(column)) for column in layout.of("port", "start")}


def _by_header(column: Column) -> Iterator[Said]:
    if column.direction != "unstated":
        yield own("direction", column.direction, column.text, "column-header")
    if column.transports:
        yield own("transports", column.transports, column.text, "column-header")
    for field, value in zip(("source", "destination", "direction"), column.route, strict=True):
        if value and value != "unstated":
            yield own(field, value, column.text, "column-header")
    if column.host and column.text:
        yield own("role", column.text.folded, column.text, "column-header")
    if column.need:
        yield own("need", column.need, column.text, CONTAINED if column.inner else "column-header")
    elif column.text and not column.side:
        yield from need_said(column.text, "column-header", 0)


def _sentence(text: str, protocol: str, column: Column) -> Expression | None:
    """Return the parts of a cell that is a sentence, where only the cells say that their column holds ports."""
    if column.among and column.told:
        return Expression(parts=default_ports(text))
    long = column.guessed and (column.told or len(text.split()) > FEW)
    stated = transports_in(protocol)
    found = (part for mention in mentions(text) for part in typed(text, mention)) if long else ()
    parts = tuple(merged(with_transports(part, stated) for part in found))
    return Expression(parts=parts) if parts or (long and column.told) else None


def _flows(text: str, protocol: str) -> Expression | None:
    """Return the parts of a cell whose pieces each say whereto or from where: "TCP 80 to A", "TCP 80 from B"."""
    pieces = () if text.isdecimal() else _pieces(text)
    if len(pieces) < 2 or not all(_leads(text[start:end]) for start, end in pieces):  # noqa: PLR2004
        return None
    parts: list[Part] = []
    for start, end in pieces:
        found = _with_protocol(text[start:end], protocol).parts
        parts += [msgspec.structs.replace(part, start=part.start + start) for part in found]
    return Expression(parts=tuple(parts))


@lru_cache(maxsize=64)  # each port of a cell asks
def _pieces(text: str) -> tuple[tuple[int, int], ...]:
    """Return where the lines of a cell stand, each parted behind the ends that it names for its ports."""
    found: list[tuple[int, int]] = []
    for line in re.finditer(r"[^\n]*\S[^\n]*", text):
        low = line.start()
        leads = [lead for last in _LAST.finditer(text, *line.span()) if (lead := _led_by(text, last.end()))]
        for lead in leads[:-1]:
            number = _NUMBER.search(text, lead.end(), line.end())
            gap = without_label(text[lead.end() : number.start()]) if number else ""
            name = about_number().sub("", gap).rstrip()
            if re.search(r"[^\W\d]", name):
                found.append((low, lead.end() + len(name)))
                low = lead.end() + len(name)
        found.append((low, line.end()))
    return tuple(found)


_NUMBER = re.compile(r"(?<![\w.])\d{2,5}(?![\w.]*\w)")
_LAST = re.compile(r"\d[\w)）]*\s+(?=[^\W\d])")
"""The last port of a line, before a word."""


def _leads(line: str) -> re.Match[str] | None:
    """Return the word "to" or "from" with which a line goes on behind its ports, with its place."""
    ends = [match.end() for match in _LAST.finditer(line)]
    return _led_by(line, ends[-1]) if ends else None


def _led_by(text: str, at: int) -> re.Match[str] | None:
    return words("header_only.first").match(text, at)


def _way_of(line: str) -> tuple[str, str] | None:
    """Return the end that a line names behind its ports with "to" or "from", as the name of a field and its value."""
    match = _leads(line)
    if match is None:
        return None
    name = without_article(without_joint(re.split(r"[,.;:()（）]", line[match.end() :])[0].strip()))
    field = "destination" if words("header.destination").whole(match.group()) else "source"
    return (
        (field, name) if len(name.split()) <= _FEW and re.match(r"[^\W\d]", name) and not transports_in(name) else None
    )


def _way(text: str, part: Part) -> tuple[Said, ...]:
    """Return the end that a cell's line, or a piece of it, states for the ports in it."""
    if text.isdecimal():
        return ()
    piece = next((text[low:high] for low, high in _pieces(text) if low <= part.start < high), "")
    way = _way_of(piece) if part.ports else None
    share = None if way else share_of(text, part)
    if share and not share.led:
        way = ("destination", share.destination) if share.destination else ("source", share.source)
    return (own(*way, rule="cell"),) if way else ()


_FEW = 4
"""A port's name has at most this many words."""


def closed_for(cells: tuple[Cell, ...], layout: Layout) -> list[Column]:
    """Return the columns below a transport's name whose cells say that the port is closed for it."""
    return [c for c in layout.of("tick") if words("need.close").search(cells[c.index].text.value)]


def is_ticked(text: str, column: Column) -> bool:
    """Tell whether a cell below a transport's name says yes, or the name again."""
    return words("tick.yes").whole(text) or (bool(text) and transports_in(text) == column.transports)


def _of_inner(cells: tuple[Cell, ...], layout: Layout) -> str:
    """Return the transports that are stated beside the ports of containers alone: "3101 | 3201/tcp"."""
    texts = [cells[c.index].text.value for c in layout.of("port") if c.inner]
    return "\n".join(text for text in texts if transports_in(text))


def _described(cells: tuple[Cell, ...], layout: Layout) -> str:
    """Return the transports that a description names, for a table without a column for them."""
    texts = [cells[c.index].text.value for c in layout.of("purpose", "service", "other")]
    whole = [text for text in texts if is_transport(text)]
    if whole:
        return whole[0]
    for said in (" ".join(cells[c.index].text.value for c in layout.of(kind)) for kind in _DESCRIBING):
        named = transports_in(_SUITE.sub("", said)) or transports_in(said)
        if ported := [name for name in named if name in WITH_PORTS]:
            return " ".join(ported)
    return ""


_DESCRIBING: tuple[ColumnKind, ...] = ("service", "other", "purpose")
"""The columns that may name the transport of their row; the name of the service counts before what is said of it."""


_SUITE = re.compile(r"TCP/IP(?![A-Za-z])", re.IGNORECASE)
"""The name of all Internet protocols together, where another transport is named."""


def _portless(cells: tuple[Cell, ...], layout: Layout, protocol: str) -> Iterator[CellPorts]:
    """Yield the protocols without ports of a row whose port cells hold none, and those with ports beside them.

    Of all protocols that is every port; a blank cell says nothing of it.
    """
    columns, silent = layout.of("protocol"), all(is_none(cells[c.index].text.value) for c in layout.of("port", "start"))
    named = transports_in(protocol) if columns else ()
    for name in named:
        if not WITH_PORTS.issuperset(named) and (silent or WITH_PORTS.isdisjoint(named)):
            yield CellPorts(part=Part(transports=(name,)), cell=cells[columns[0].index].text)
    if silent and is_every(protocol) and any(cells[c.index].text.value for c in layout.of("port")):
        yield CellPorts(part=Part(ports=(EVERY_PORT,)), cell=cells[columns[0].index].text)
        return
    for text in (cells[c.index].text for c in layout.of("service", "other", "purpose") if silent and not named):
        yield from (CellPorts(part=part, cell=text) for part in protocol_alone(text.folded))


def _with_protocol(text: str, protocol: str, *, among: bool = False) -> Expression:
    """Return a port cell's parts; parts without transports take those of the row.

    The cell may stand `among` the values of settings of all kinds.
    """
    lines = _lines(text)
    kinds = _lines(protocol) if len(lines) > 1 else []
    if (
        len(lines) == len(kinds) > 1
        and all(len(parse_ports(line).parts) == 1 for line in lines)
        and all(map(transports_in, kinds))
    ):
        by_line = (
            with_transports(part, transports_in(kind))
            for line, kind in zip(lines, kinds, strict=True)
            for part in parse_ports(line).parts
        )
        return Expression(parts=tuple(by_line))
    found = parse_ports(text)
    if (own_transports := paired(text, protocol, found.parts)) is not None:
        return msgspec.structs.replace(found, parts=own_transports)
    stated = transports_in(protocol)
    if among and text.strip() == _ON:
        return Expression(parts=(), faults=(Fault(start=0, end=len(text), reason="1 switches something on"),))
    if text.strip() == _UNSET and (is_none(protocol) or (stated and WITH_PORTS.issuperset(stated))):
        return Expression(parts=(), faults=(Fault(start=0, end=len(text), reason="-1 switches a listener off"),))
    numbered = any(each.end < HIGHEST_PORT for p in found.parts for each in p.ports)
    if stated and WITH_PORTS.isdisjoint(stated) and (numbered or any(not each.spoilt for each in found.faults)):
        return Expression(parts=tuple(Part(transports=(name,)) for name in stated))
    parts = tuple(with_transports(part, stated) for part in found.parts) if stated else found.parts
    return found if parts == found.parts else msgspec.structs.replace(found, parts=parts)


_ON = "1"
_UNSET = "-1"
"""Behind the name of a transport, or without any, it is no sign for all ports."""


def _lines(text: str) -> list[str]:
    """Return the values of a cell: its lines, or the members of a comma list of three or more."""
    if "\n" not in text and "," not in text:
        return [text]
    lines = [line for line in text.split("\n") if line.strip()]
    members = [each for each in text.split(",") if each.strip()] if len(lines) == 1 else ()
    return members if len(members) > 2 else lines  # noqa: PLR2004


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


def names_others(text: str, ports: set[tuple[int, int]], transports: set[str], start: int, end: int) -> bool:
    """Tell whether a clause of a text names ports or transports, and none of the row's own."""
    clause = text[start:end]
    if transports and (spoken := transports_in(clause)) and transports.isdisjoint(spoken):
        return True
    parts = [part for mention in mentions(clause) for part in mention.parts]
    if not parts and takes_place(clause):  # "instead 8443"
        parts = [*parse_ports(clause).parts]
    named = {(each.start, each.end) for part in parts for each in part.ports}
    if not named:
        return bool(closed_inside(clause, (PortRange(start=low, end=high) for low, high in ports)))
    return named.isdisjoint(ports)
