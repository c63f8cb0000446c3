"""Flows: columns that name both ends of connections, by their headers, their neighbours or arrows between them."""

from collections.abc import Iterable, Sequence
from itertools import pairwise, product

import msgspec

from portspec.document import Cell
from portspec.extract.context.headers import HOSTS, concepts
from portspec.extract.ends.hosts import names_host, part_of
from portspec.extract.ends.routes import bare_route, route
from portspec.extract.ends.several import split_hosts
from portspec.extract.grammar.port_expression import Part, parse_ports
from portspec.extract.language.phrases import arrow_ends, direction_cell, pointing
from portspec.extract.language.vocabulary import transports_in, words
from portspec.extract.tables.cells import ENOUGH, is_mostly, share_of, states_both, texts_of
from portspec.extract.tables.layout import Column, ColumnKind, Layout
from portspec.extract.tables.sides import side_of
from portspec.spec import Direction


def paired(columns: list[Column]) -> list[Column]:
    """Return the columns with "Between" and "And" beside each other as the two ends of connections.

    An end of ranges without a start is no such: "Port to open".
    """
    started = any(column.kind == "start" for column in columns)
    found = [msgspec.structs.replace(c, kind="port") if c.kind == "end" and not started else c for c in columns]
    for one, two in pairwise(columns):
        if one.mutual and words("text.and").whole(two.title):
            found[one.index] = msgspec.structs.replace(one, kind="source")
            found[two.index] = msgspec.structs.replace(two, kind="destination", mutual=True)
    return found


def routed(column: Column, body: Sequence[Sequence[Cell]]) -> Column:
    """Return a column of ports with the ends that its header names, "Agent to hub": its ports are between these."""
    if _led(column.title) and is_mostly(_joins_ports, texts_of(column, body)):
        return msgspec.structs.replace(column, kind="port", departs=True)
    ends = route(column.title) if column.title else _NONE
    bare = bare_route(column.title) if ends == _NONE else None
    if ends == _NONE and bare is None:
        return column
    texts = texts_of(column, body)
    # "do" leads to the second end in Polish, and in Portuguese to whose the first one is: "Faixa do exemplo".
    ends = bare if bare and any(map(names_host, bare[:2])) and is_mostly(states_both, texts) else ends
    if not ends[0] or share_of(texts) < ENOUGH or _heads_ends(ends[:2]):
        return column
    return msgspec.structs.replace(column, kind="port", route=ends, transports=transports_in(column.title))


def _heads_ends(ends: Iterable[str | None]) -> bool:
    """Tell whether what stands at an arrow are no ends but words for them: "Depuis → vers"."""
    return all(each and words("header.source", "header.destination").whole(each) for each in ends)


def _led(text: str) -> tuple[str, str, Direction] | None:
    """Return the ends of an arrow, for which the sign ">" may stand, in a header or a cell of ports."""
    return arrow_ends(text.replace(" > ", " → "))


def _joins_ports(text: str) -> bool:
    """Tell whether an arrow stands between ports: "49152-65535 → 443"."""
    ends = _led(text)
    return ends is not None and all(part.ports for end in ends[:2] for part in parse_ports(end).parts or (Part(),))


def departed(cells: tuple[Cell, ...], layout: Layout) -> tuple[tuple[Cell, ...], tuple[Cell, ...]]:
    """Return a row with only the ports behind the arrow of a cell, and cells of those before it."""
    kept, left = list(cells), []
    for column in layout.of("port"):
        text = cells[column.index].text
        if column.departs and (ends := _led(text.value)):
            first, last = (part_of(text, end) for end in ends[:2])
            kept[column.index] = msgspec.structs.replace(cells[column.index], text=last)
            left.append(msgspec.structs.replace(cells[column.index], text=first))
    return tuple(kept), tuple(left)


def opposed(columns: list[Column]) -> list[Column]:
    """Return the columns with "Other side" as who accepts what a source opens, and "Caller" as who connects to one.

    So they are where no column names the host that the rows are about.
    """
    ends = {c.kind for c in columns} & {"source", "destination", "endpoint", "role"}
    peers = [c for c in columns if c.kind == "peer"]
    callers = [c for c in peers if c.direction == "inbound"]
    others = [c for c in peers if c.direction == "unstated"]
    kinds: dict[int, ColumnKind] = {}
    if len(others) == 1 and (ends == {"source"} or (not ends and len(callers) == 1)):
        kinds[others[0].index] = "destination"
    if len(callers) == 1 and (ends == {"destination"} or (not ends and kinds)):
        kinds[callers[0].index] = "source"
    return [msgspec.structs.replace(c, kind=kinds.get(c.index, c.kind)) for c in columns]


def mirrored(columns: list[Column], body: Sequence[Sequence[Cell]]) -> list[Column]:
    """Return the columns with the one beside an end of connections as their other end, where both name the same hosts.

    A column of one end does not hold in another row what its neighbour holds unless hosts connect to each other there.
    """
    ends = [c for c in columns if c.kind in _ENDS]
    if len(ends) != 1 or ends[0].kind not in ("source", "destination"):
        return columns
    named = {text.casefold() for text in texts_of(ends[0], body)}
    kind: ColumnKind = "source" if ends[0].kind == "destination" else "destination"
    beside = (c for c in columns if abs(c.index - ends[0].index) == 1 and c.title and c.kind == "other")
    found = next((c for c in beside if not named.isdisjoint(text.casefold() for text in texts_of(c, body))), None)
    return [msgspec.structs.replace(c, kind=kind) if c is found else c for c in columns]


def _sided(columns: list[Column], body: Sequence[Sequence[Cell]]) -> list[Column]:
    """Return the columns with "Server" as the one of hosts where connections both come in to these and go out.

    So it is where no column names who connects to them, nor another host.
    """
    ends = [c for c in columns if c.kind in ("source", "destination", "peer", "role", "endpoint")]
    if len(ends) != 1 or ends[0].kind != "destination" or not words("text.any_host").whole(ends[0].title):
        return columns
    ways = [row[c.index].text.value for c in columns if c.kind == "direction" for row in body]
    both = all(any(map(words(f"cell.{way}", "cell.both").whole, ways)) for way in ("inbound", "outbound"))
    return [msgspec.structs.replace(c, kind="role") if both and c is ends[0] else c for c in columns]


def serving(columns: list[Column], body: Sequence[Sequence[Cell]]) -> list[Column]:
    """Return the columns with a column of services as the one of hosts, where those connect to each other.

    So it is where no column names the hosts, and one of the other ends holds the name of a service of another row. So
    it is with a column of servers from which connections go out too.
    """
    columns = _listening(_sided(columns, body), body)
    ends = [c for c in columns if c.kind in ("source", "destination", "peer")]
    served = [c for c in columns if c.kind == "service"]
    if len(ends) != 1 or len(served) != 1 or any(c.kind in ("role", "endpoint") for c in columns):
        return columns
    names = {row[served[0].index].text.folded.casefold() for row in body} - {""}
    others = {name for row in body for name in _others_of(row, served[0], ends[0])}
    if names.isdisjoint(others):
        return columns
    return [msgspec.structs.replace(c, kind="role") if c is served[0] else c for c in columns]


def _listening(columns: list[Column], body: Sequence[Sequence[Cell]]) -> list[Column]:
    """Return the columns with one of programs, "Listener", as what is at a port, where no other tells who connects.

    Where no column says that all comes in, one that names hosts tells where it is.
    """
    if any(c.kind in ("source", "peer", "endpoint") for c in columns):
        return columns
    ways = {direction_cell(row[c.index].text.folded) for c in columns if c.kind == "direction" for row in body}
    if ways - {"inbound"}:
        return columns
    ends = (c for c in columns if c.kind == "destination" and words("text.program").whole(c.title))
    programs = [c for c in ends if ways or not any(map(names_host, texts_of(c, body)))]
    return [msgspec.structs.replace(c, kind="service") if c in programs else c for c in columns]


def _others_of(row: Sequence[Cell], served: Column, end: Column) -> set[str]:
    """Return the hosts in a row's cell of the other end, in lower case, where its service is none of them."""
    found = {name.casefold() for name in split_hosts(row[end.index].text.folded)}
    return set() if row[served.index].text.folded.casefold() in found else found


def pointed(columns: list[Column], body: Sequence[Sequence[Cell]]) -> list[Column]:
    """Return the columns with those on both sides of one of arrows as the ends of connections: Relay | → | Hub.

    The ports beside the first end are those that connections come from.
    """
    arrows = next((c for c in columns if (texts := texts_of(c, body)) and all(map(pointing, texts))), None)
    if arrows is None:
        return columns
    before, behind = columns[: arrows.index][::-1], columns[arrows.index + 1 :]
    one, two = next(
        (each for each in product(before, behind) if _are_twins(*each)),
        [next((c for c in side if _is_end(c, arrows, body)), None) for side in (before, behind)],
    )
    if one is None or two is None:
        return columns
    kinds: dict[int, ColumnKind] = {one.index: "source", two.index: "destination", arrows.index: "direction"}
    if any(c.kind == "port" for c in behind):
        kinds |= {c.index: "source_port" for c in before if c.kind == "port"}
    found = (msgspec.structs.replace(c, kind=kinds.get(c.index, c.kind)) for c in columns)
    return [msgspec.structs.replace(c, points=True) if c.index == arrows.index else c for c in found]


def has_ends(layout: Layout) -> bool:
    """Tell whether arrows stand between two columns whose headers say that they name hosts."""
    if not any(column.points for column in layout.columns):
        return False
    ends = layout.of("source", "destination")
    named = (HOSTS.intersection(concepts(c.title)) for c in ends)
    return all(named) or any(_are_twins(*pair) for pair in pairwise(ends))


def _are_twins(one: Column, two: Column) -> bool:
    """Tell whether two headers are the same but for the letter or number that tells them apart: "Part A", "Part B"."""
    heads = [column.title.casefold().rpartition(" ") for column in (one, two)]
    return bool(heads[0][0]) and heads[0][0] == heads[1][0] and tuple(each[2] for each in heads) in _TOLD_APART


_TOLD_APART = (("a", "b"), ("1", "2"), ("i", "ii"))


def _is_end(column: Column, arrows: Column, body: Sequence[Sequence[Cell]]) -> bool:
    """Tell whether a column beside arrows names hosts: by its header, or by short names where no header says more."""
    if column.kind in _ENDS or side_of(column.title):
        return True
    said = arrows.title and pointing(arrows.title) is None
    texts = texts_of(column, body)
    few = all(len(text.split()) <= _FEW and not any(map(str.isdecimal, text.split())) for text in texts)
    return column.kind in ("other", "service") and not said and bool(texts) and few


_SIDES: tuple[tuple[ColumnKind, ColumnKind], ...] = (("source", "destination"), ("source_port", "port"))
_ENDS = ("role", "source", "destination", "peer", "endpoint")
_FEW = 4
"""A host's name has at most this many words."""


def facing(cells: tuple[Cell, ...], layout: Layout) -> tuple[Cell, ...]:
    """Return a row with its ends changed round where the arrow between them points back: Hub | ← | Agent.

    Where no arrow stands between them, the row does not tell which is which.
    """
    arrows = [cells[c.index].text for c in layout.of("direction") if c.points]
    arrow = pointing(arrows[0].value) if arrows else "on"
    if arrow in ("on", "both"):
        return cells
    turned = list(cells)
    if arrow is None:
        ends = {c.index for c in layout.of("source", "destination")}
        blank = msgspec.structs.replace(arrows[0], value="")
        return tuple(msgspec.structs.replace(each, text=blank) if n in ends else each for n, each in enumerate(cells))
    for near, far in _SIDES:
        one, two = layout.of(near)[:1], layout.of(far)[:1]
        if one and two:
            turned[one[0].index], turned[two[0].index] = cells[two[0].index], cells[one[0].index]
    return tuple(turned)


_NONE: tuple[None, None, Direction] = (None, None, "unstated")
