"""Rows: what one row of a port table says, from the cells of its columns."""

from collections.abc import Iterator
from functools import lru_cache

import msgspec

from portspec.document import Cell, Text
from portspec.extract.context.evidence import Said
from portspec.extract.context.inherited import Context
from portspec.extract.context.need_columns import asked_by, bare_title
from portspec.extract.context.state_columns import is_unsure
from portspec.extract.ends.beside import route_alone
from portspec.extract.ends.hosts import names_host
from portspec.extract.ends.peers import peers_in
from portspec.extract.ends.routes import bare_route
from portspec.extract.ends.services import names_services
from portspec.extract.ends.several import split_hosts
from portspec.extract.ends.ways import ends_with_way, hosts_between, is_among, without_way
from portspec.extract.grammar.limits import Fault
from portspec.extract.grammar.port_expression import is_none, parse_ports
from portspec.extract.language.barred_ways import barred_way
from portspec.extract.language.inside import is_within_unknown
from portspec.extract.language.need import qualify
from portspec.extract.language.phrases import (
    arrow_ends,
    direction_aside,
    direction_at_start,
    direction_cell,
    direction_in,
    direction_remark,
    joined,
    marked_remark,
    marker,
)
from portspec.extract.language.telling import may_tell
from portspec.extract.language.vocabulary import words
from portspec.extract.tables.bound import is_bound_widely
from portspec.extract.tables.cell_ports import CellPorts, own
from portspec.extract.tables.flows import departed, facing
from portspec.extract.tables.layout import Column, ColumnKind, Layout
from portspec.extract.tables.port_cases import closed_beside
from portspec.extract.tables.row_needs import (
    ENDS,
    PURPOSE,
    SAYING,
    flags_of_row,
    judging,
    kept_out,
    lets_none,
    needs_of_row,
    ways_let,
    ways_of,
)
from portspec.extract.tables.row_ports import ports_of
from portspec.extract.tables.served import without_services
from portspec.extract.tables.sides import departures, sides_faced
from portspec.spec import Direction, PortRange


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """What a row says, before it becomes claims."""

    parts: tuple[CellPorts, ...]
    """What each port cell states, in the row's order."""
    faults: tuple[tuple[Fault, Text], ...]
    """The numbers that are no ports, each with its cell."""
    said: tuple[Said, ...]
    """What its other cells say of all its ports."""
    purpose: str | None
    """What the row says that the ports are for, or None."""
    peers: tuple[str, ...]
    """The page's words for the hosts at the other end."""
    unclear: tuple[tuple[str, Text], ...] = ()
    """What nobody understands of what is done with its ports, or of their state, each below its column's title."""
    source_ports: tuple[PortRange, ...] = ()
    """The ports that connections come from; empty means any."""


def read_row(cells: tuple[Cell, ...], layout: Layout, context: Context, legend: dict[str, Direction]) -> Row:
    """Return what a row says; cells that the table leaves blank are already filled in."""
    cells, left = departed(facing(cells, layout), layout)
    purpose, marked = _purpose(cells, layout, legend)
    way = marked if marked != "unstated" else _direction(cells, layout, legend)
    faced = way if way != "unstated" else context.direction
    cells = sides_faced(cells, layout, faced)
    parts, faults = ports_of(cells, layout)
    parts = without_services(parts) if faced == "inbound" else parts
    beside = [cells[c.index].text.value for c in layout.of(*PURPOSE)]
    ports = frozenset(port for each in parts for port in each.part.ports)
    if len(ports) > 1:
        parts = tuple(left for each in parts for left in closed_beside(each, beside, ports))
    if left_from := tuple(departures(cells, layout, faced)):
        parts, faults = (), (*faults, *left_from)
    unclear = tuple(_unclear(cells, layout))
    told = tuple(_said(cells, layout, context, way, parts))
    named = tuple((column.title, text) for column, text in unclear)
    said = (
        *told,
        *(each for column, text in unclear for each in _unsure(column, text)),
    )
    return Row(
        parts=parts,
        faults=faults,
        said=said,
        unclear=() if any(each.value in ("denied", "retired", "local") for each in told) else named,
        purpose=purpose,
        peers=_used_by(cells, layout) or _beside_way(cells, layout, way) or (peers_in(purpose) if purpose else ()),
        source_ports=_source_ports((*left, *(cells[c.index] for c in layout.of("source_port")))),
    )


def _unclear(cells: tuple[Cell, ...], layout: Layout) -> Iterator[tuple[Column, Text]]:
    """Yield the cells of actions and states that nobody understands, and those of a reach that nobody knows."""
    found = ((column, cells[column.index].text) for column in layout.known(judging))
    yield from ((column, text) for column, text in found if is_unsure(text.folded, column.title))
    reached = ((column, cells[column.index].text) for column in layout.known(_of_reach))
    yield from ((column, text) for column, text in reached if is_within_unknown(text.folded))


def _of_reach(layout: Layout) -> list[Column]:
    return [column for column in layout.columns if column.reach]


def _unsure(column: Column, text: Text) -> Iterator[Said]:
    """Yield that a port is asked for only in the case of a state that nobody understands, and by no such action."""
    yield own("need", "denied" if column.kind == "action" else "conditional", rule="cell")
    yield own("condition", f"{column.title}: {text.folded}")


def by_route(cells: tuple[Cell, ...], layout: Layout) -> list[tuple[Cell, ...]]:
    """Return a row once for each route that its direction cell names on a line of its own: "A → B" above "C → B"."""
    for column in layout.of("direction"):
        cell = cells[column.index]
        lines = (
            [line.strip() for line in cell.text.value.split("\n") if line.strip()] if "\n" in cell.text.value else []
        )
        if len(lines) > 1 and all(arrow_ends(" ".join(line.split())) for line in lines):
            texts = (Text(line, cell.text.start, cell.text.end) for line in lines)
            routes = (msgspec.structs.replace(cell, text=text) for text in texts)
            return [tuple(each if index == column.index else one for index, one in enumerate(cells)) for each in routes]
    return [cells]


def _said(
    cells: tuple[Cell, ...], layout: Layout, context: Context, way: Direction, parts: tuple[CellPorts, ...]
) -> Iterator[Said]:
    """Yield what the cells of a row say of its ports: the host, the direction, the ends, the need."""
    telling = frozenset(at for at, cell in enumerate(cells) if may_tell(cell.text.value))
    texts = [cells[c.index].text for c in layout.of(*SAYING) if c.index in telling] if telling else []
    actions = [c for c in layout.of("action") if asked_by(c.title) >= 0]
    ways = (c for c in layout.of("direction") if _way(cells[c.index].text) != "unstated")
    verdicts = [cells[c.index].text for c in (*actions, *ways) if cells[c.index].text.value]
    known: str = _stated_way(cells, layout, way)
    if known == context.direction == "unstated" and is_bound_widely(cells, layout):
        known = "inbound"
    if known != "unstated":
        yield own("direction", known)
    else:
        told = {id(each.cell) for each in parts if each.told and direction_in(each.cell.value) == "both"}
        beside = [text for text in texts if id(text) not in told]  # each of its ports may go another way
        spoken, known = _spoken_way(cells, layout, beside), context.direction
        if context.leaves_direction or (known == "both" and _leads(spoken, texts)):
            yield from (own("direction", spoken),) if spoken != "unstated" else _called(cells, layout)
            known = spoken if spoken != "unstated" else known
        yield from kept_out(cells, layout, known)
    yield from (own("barred", shut, text) for text in texts if (shut := barred_way(text.value)))
    yield from _role(cells, layout, known)
    source, destination = _ends(cells, layout, known)
    if not destination:
        yield from _remote(cells, layout, known)
    for field, value in (("source", source), ("destination", destination)):
        if value:
            yield own(field, without_way(value))
    yield from needs_of_row(cells, layout, parts, verdicts, telling)
    yield from flags_of_row(cells, layout)
    named = (qualify(cells[c.index].text.value) for c in layout.of(*ENDS) if c.index in telling)
    closed = (each for each in named if each and each.need in ("denied", "retired"))
    # "Hosts (not needed for guests)" says of which hosts it speaks.
    yield from (own("need", each.need) for each in closed if not (each.soft and each.start))


def _spoken_way(cells: tuple[Cell, ...], layout: Layout, texts: list[Text]) -> Direction:
    """Return the direction that the words of a row tell beside its columns of directions."""
    needs = [cells[c.index].text for c in layout.of("need", "action")]
    spoken = joined({direction_in(each.value) for each in (*texts, *needs)} - {"unstated"})
    if ways_let(cells, layout, passing=False) & ways_of(spoken):  # "Outbound" beside a no
        spoken = "unstated"
    if spoken != "unstated":
        return spoken
    hosts = (direction_at_start(cells[c.index].text.folded) for c in layout.of(*_NAMING))
    return next((each for each in hosts if each != "unstated"), spoken)


def _leads(spoken: Direction, texts: list[Text]) -> bool:
    """Tell whether a cell begins with the one direction that a row speaks of, which is then no case of both."""
    return spoken in ("inbound", "outbound") and any(direction_at_start(each.folded) == spoken for each in texts)


def _is_of_software(column: Column) -> bool:
    """Tell whether a column names what runs on a host, which is the host where no other column names one."""
    return words("header.part").whole(column.title)


def _stated_way(cells: tuple[Cell, ...], layout: Layout, way: Direction) -> Direction:
    """Return the direction that the row's own cells state, or the header of the services at its other end."""
    if way == "unstated" and not layout.of("destination"):
        way = _between(_first(cells, layout, "source", "endpoint"))
    if way == "unstated" and (_mutual(cells, layout) or _goes_back(cells, layout)):
        way = "both"
    headed = (c.direction for c in layout.known(_remotes) if names_services(cells[c.index].text.folded))
    return way if way != "unstated" else next(headed, way)


def _remote(cells: tuple[Cell, ...], layout: Layout, direction: str) -> Iterator[Said]:
    """Yield the service at the other end, where a column of addresses names it: of what comes in it may be either end.

    A host that rows are about may have such a name too, unless they say that connections go out.
    """
    for column in layout.known(_remotes):
        text = cells[column.index].text
        sure = direction == "outbound" or (direction == "unstated" and column.kind != "role")
        if sure and names_services(text.folded):
            yield Said(field="destination", value=text.folded, rule="address", text=text)


def _remotes(layout: Layout) -> list[Column]:
    return [column for column in layout.columns if column.remote]


def _role(cells: tuple[Cell, ...], layout: Layout, direction: str) -> Iterator[Said]:
    """Yield the host that the row is about, as its own column names it; services at the other end are none."""
    for column in layout.known(_naming_host):
        text = cells[column.index].text
        if not is_none(text.folded) and not (direction == "outbound" and column.remote and names_services(text.folded)):
            yield own("role", text.folded, text, "cell")
            return


def _naming_host(layout: Layout) -> list[Column]:
    return sorted(layout.of("role"), key=_is_of_software)


_NAMING: tuple[ColumnKind, ...] = ("role", "purpose", "service", "protocol")
"""Columns whose cells may begin with a direction: "Outbound UDP"."""


def _called(cells: tuple[Cell, ...], layout: Layout) -> Iterator[Said]:
    """Yield that connections come in, where a column says who connects: "Accessible from"."""
    for column in layout.of("peer"):
        if column.direction != "unstated" and not is_none(cells[column.index].text.folded):
            yield own("direction", column.direction, column.text, "column-header")


def _used_by(cells: tuple[Cell, ...], layout: Layout) -> tuple[str, ...]:
    """Return who a column such as "Used by" names at the other end."""
    found = (cells[column.index].text.folded for column in layout.of("peer"))
    return tuple(name for text in found if not is_none(text) for name in split_hosts(text))


def _beside_way(cells: tuple[Cell, ...], layout: Layout, way: Direction) -> tuple[str, ...]:
    """Return whom the cell of a direction column names beside it at the other end."""
    found = (cells[column.index].text.folded for column in layout.of("direction"))
    return tuple(name for text in found if not arrow_ends(text) for name in ends_with_way(text, way))


def _source_ports(cells: tuple[Cell, ...]) -> tuple[PortRange, ...]:
    """Return the ports that connections come from, as a row's cells limit them; any or dynamic ones are no limit."""
    found = [each for cell in cells for part in parse_ports(cell.text.value).parts for each in part.ports]
    return () if any(each.end - each.start >= _ANY for each in found) else tuple(dict.fromkeys(found))


_ANY = 65534


def _first(cells: tuple[Cell, ...], layout: Layout, *kinds: ColumnKind) -> str | None:
    """Return the first text that columns of the kinds hold, in the order of the kinds."""
    for kind in kinds:
        for column in layout.of(kind):
            if not is_none(text := cells[column.index].text.folded):
                return text
    return None


def _purpose(cells: tuple[Cell, ...], layout: Layout, legend: dict[str, Direction]) -> tuple[str | None, Direction]:
    """Return the description without the marker it begins with, and the marker's direction."""
    text = _first(cells, layout, *PURPOSE)
    if text is None:
        return None, "unstated"
    direction, start = marker(text, legend)
    return text[start:] or None, direction


def _direction(cells: tuple[Cell, ...], layout: Layout, legend: dict[str, Direction]) -> Direction:
    """Return the direction of the row's own direction column or its ticks."""
    ways = {_way(cells[c.index].text): c for c in layout.of("direction")}
    told = {way for way, column in ways.items() if way == "both" or (way != "unstated" and not column.points)}
    if told:  # of columns that say different ways each is about another host
        return told.pop() if len(told) == 1 else "unstated"
    for column in layout.of("protocol", "source", "destination"):
        if (found := direction_remark(cells[column.index].text.value)) != "unstated":
            return found
    for column in layout.of("port", "service"):
        if (found := marked_remark(cells[column.index].text.value, legend)) != "unstated":
            return found
        if (found := direction_aside(cells[column.index].text.value)) != "unstated":
            return found
    titled = {direction_in(column.title) for column in layout.of("action")} - {"unstated"}
    if len(titled) == 1:  # "Let in through the firewall?"
        return titled.pop()
    ticked = ways_let(cells, layout, passing=True)
    return joined(ticked or (ways_let(cells, layout, passing=False) if lets_none(cells, layout) else set()))


def _way(cell: Text) -> Direction:
    """Return what a cell of a direction column says: hosts between which there are connections open them both ways."""
    said = direction_cell(cell.value)
    return "both" if said == "unstated" and is_among(cell.folded) else said


def _between(source: str | None) -> Direction:
    """Return the direction of a cell that names both ends: "A ↔ B"."""
    ends = arrow_ends(source) if source else None
    return ends[2] if ends else "unstated"


def _mutual(cells: tuple[Cell, ...], layout: Layout) -> tuple[str, str] | None:
    """Return the two hosts between which a row says that connections are opened, in one cell or in two."""
    texts = [text for c in layout.known(_between_hosts) if not is_none(text := cells[c.index].text.folded)]
    if any(map(arrow_ends, texts)):
        return None
    return (texts[0], texts[-1]) if len(texts) > 1 else hosts_between(texts[0]) if texts else None


def _between_hosts(layout: Layout) -> list[Column]:
    return [column for column in layout.columns if column.mutual]


def _goes_back(cells: tuple[Cell, ...], layout: Layout) -> bool:
    """Tell whether a row answers yes below "Both ways"."""
    return any(words("tick.yes").whole(cells[c.index].text.folded) for c in layout.known(_of_both_ways))


def _of_both_ways(layout: Layout) -> list[Column]:
    return [column for column in layout.columns if words("header.both").whole(bare_title(column.title))]


def _ends(cells: tuple[Cell, ...], layout: Layout, direction: str) -> tuple[str | None, str | None]:
    """Return the row's source and destination."""
    source, destination = _named_ends(cells, layout, direction)
    if source and not destination and (ends := arrow_ends(source)):
        return ends[0], ends[1]
    other = _first(cells, layout, "endpoint")
    if other and (ends := arrow_ends(other)):
        return ends[0], ends[1]
    if other and direction in ("both", "unstated") and (between := _mutual(cells, layout)):
        return between
    local = _first(cells, layout, "role") if any(c.side for c in layout.of("endpoint")) else None
    if other and local and direction in ("inbound", "outbound"):
        return (other, local) if direction == "inbound" else (local, other)
    if other:
        source = source or (other if direction in ("inbound", "both") else None)
        destination = destination or (other if direction == "outbound" else None)
    for column in layout.of("direction"):
        if route := _route_in(cells[column.index].text.folded):
            return source or route[0], destination or route[1]
    return source, destination


def _named_ends(cells: tuple[Cell, ...], layout: Layout, direction: str) -> tuple[str | None, str | None]:
    """Return what the row's columns of sources and destinations name."""
    source, destination = _first(cells, layout, "source"), _first(cells, layout, "destination")
    inbound = direction == "inbound" or (direction == "unstated" and layout.of("inbound", "outbound"))
    if not inbound or not destination or source:
        return source, destination
    if _listens(destination, layout):
        return None, None
    return (destination, None) if direction == "inbound" and _is_remote(layout) else (None, destination)


def _listens(name: str, layout: Layout) -> bool:
    """Tell whether an end is what listens on the row's own host, as "Web console" is below "Listener"."""
    titles = (column.title for column in layout.of("destination"))
    return not names_host(name) and all(map(words("text.program").whole, titles))


def _is_remote(layout: Layout) -> bool:
    """Tell whether the columns of destinations are of hosts at the other end, which connect to what comes in."""
    return all(words("whose.remote").search(column.title) for column in layout.of("destination"))


@lru_cache(maxsize=256)  # the cells of such a column say few different things
def _route_in(text: str) -> tuple[str, str] | None:
    """Return the ends that a cell of a direction column names."""
    arrow = arrow_ends(text) or bare_route(text)
    return route_alone(text) or (arrow[:2] if arrow else None)
