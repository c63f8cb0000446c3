"""Sides: columns with the ports of the host itself, and of the other end; the row's direction tells which count."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

import msgspec

from portspec.document import Cell, Text
from portspec.extract.grammar.lexer import tokens
from portspec.extract.grammar.limits import Fault
from portspec.extract.grammar.port_expression import departure
from portspec.extract.grammar.spans import says_only_ports
from portspec.extract.language.phrases import direction_cell
from portspec.extract.language.vocabulary import words
from portspec.extract.tables.cells import has_number, is_mostly, means_ports, texts_of
from portspec.extract.tables.layout import Column, ColumnKind, Layout, Side

_OF_PORTS: tuple[ColumnKind, ...] = ("port", "source_port")


@lru_cache(maxsize=4096)
def side_of(title: str) -> Side | None:
    """Return whose ports a header says that it stands above; None where it says neither, or both."""
    local, remote = words("whose.local").search(title), words("whose.remote").search(title)
    if bool(local) == bool(remote):
        return None
    return "local" if local else "remote"


def sided(columns: list[Column], body: Sequence[Sequence[Cell]]) -> list[Column]:
    """Return the columns with those of the ports at both ends marked: "Local port" and "Remote port", "Own" and "Peer".

    Beside other ports, those of the host itself are the ones that connections come from.
    """
    columns = _behind_ends(_of_hosts(_ported_ends(columns, body), body))
    sides = {c.index: side for c in columns if (side := side_of(c.title)) and _may_be_ports(c, body)}
    ported = [c for c in columns if c.kind in _OF_PORTS or c.index in sides]
    directed = any(c.kind == "direction" for c in columns)
    if len(ported) == len(_KINDS) and len(sides) == 1:
        sides |= {c.index: side for c in ported if c.index not in sides and (side := _other(c, sides, directed))}
    if sorted(sides.values()) != ["local", "remote"]:
        others = (c for c in columns if c.index not in sides and not c.side)
        alone = not any(c.kind in ("port", "start", "endpoint") for c in others)
        return columns if alone else [_as_source(c) if is_own(c) else c for c in columns]
    return [
        msgspec.structs.replace(c, side=side, kind=_KINDS[side], direction="unstated")
        if (side := sides.get(c.index))
        else c
        for c in columns
    ]


def _ported_ends(columns: list[Column], body: Sequence[Sequence[Cell]]) -> list[Column]:
    """Return the columns with "Source" and "Destination" above nothing but ports as the ports of these ends.

    So they are where no other column holds the ports that connections go to.
    """
    ends = [c for c in columns if c.kind in _ENDS and is_mostly(_is_of_ports, texts_of(c, body))]
    sides = {c.kind for c in ends} | {c.kind for c in columns if c.kind == "source_port"}
    if any(c.states_ports for c in columns) or "destination" not in sides or len(sides) == 1:
        return columns
    kinds: dict[ColumnKind, ColumnKind] = {"source": "source_port", "destination": "port"}
    return [msgspec.structs.replace(c, kind=kinds[c.kind]) if c in ends else c for c in columns]


def _is_of_ports(text: str) -> bool:
    return text[:1].isdecimal() and says_only_ports(tokens(text))


def _behind_ends(columns: list[Column]) -> list[Column]:
    """Return the columns with ports right behind each end as that end's: "Source | Port | Destination | Port".

    So firewalls show their rules; what stands behind the source is where connections come from.
    """
    ports = {c.index: before for before, c in pairwise(columns) if c.kind == "port" and before.kind in _ENDS}
    ends = [before.kind for before in ports.values()]
    if sorted(ends) != ["destination", "source"] or sum(c.kind == "port" for c in columns) != len(ports):
        return columns
    return [_as_source(c) if c.index in ports and ports[c.index].kind == "source" else c for c in columns]


_ENDS: tuple[ColumnKind, ...] = ("source", "destination")


def beside_ways(columns: list[Column], body: Sequence[Sequence[Cell]]) -> list[Column]:
    """Return the columns with one whose header names both directions and whose cells none as the other end.

    "Inbound source/outbound destination" stands above hosts where another column says which way each row goes.
    """
    ways = [c for c in columns if c.kind == "direction"]
    saying = [c for c in ways if any(direction_cell(text) != "unstated" for text in texts_of(c, body))]
    if not saying or len(saying) == len(ways):
        return columns
    return [msgspec.structs.replace(c, kind="endpoint") if c in ways and c not in saying else c for c in columns]


def _of_hosts(columns: list[Column], body: Sequence[Sequence[Cell]]) -> list[Column]:
    """Return the columns with those of both ends' hosts as what they are: "Local host" is the row's, "Remote host" not.

    Without a direction beside them they say who connects to whom.
    """
    if not any(c.kind == "direction" for c in columns):
        return columns
    named = (c for c in columns if c.kind in _OF_HOSTS and not _may_be_ports(c, body) and _names(c, body))
    sides = {c.index: side for c in named if (side := side_of(c.title))}
    hosts = any(c.kind == "role" and c.index not in sides for c in columns)
    if hosts and [*sides.values()] == ["remote"]:
        return [msgspec.structs.replace(c, kind="peer") if c.index in sides else c for c in columns]
    if sorted(sides.values()) != ["local", "remote"]:
        return columns
    kinds: dict[Side, ColumnKind] = {"local": "role", "remote": "endpoint"}
    found = (msgspec.structs.replace(c, side=sides.get(c.index, c.side)) for c in columns)
    return [
        msgspec.structs.replace(c, kind=kinds[c.side], direction="unstated") if c.side and c.index in sides else c
        for c in found
    ]


_OF_HOSTS: tuple[ColumnKind, ...] = ("role", "source", "destination", "peer", "endpoint", "other")


def _names(column: Column, body: Sequence[Sequence[Cell]]) -> bool:
    """Tell whether a column holds names, and no addresses."""
    return not any(map(_ADDRESS.search, texts_of(column, body)))


_ADDRESS = re.compile(r"\d\.\d|:\S*:")


def _other(column: Column, sides: dict[int, Side], directed: bool) -> Side | None:  # noqa: FBT001
    """Return whose ports the other one of two columns holds, where only one header says it.

    Beside "Remote port" those of the host itself are headed "Port" or "Listening port", in rows with a direction.
    """
    if "local" in sides.values():
        return "remote" if column.direction in ("unstated", "outbound") else None
    plain = column.direction == "inbound" or words("header.port").whole(column.title)
    return "local" if plain and directed else None


_KINDS: dict[Side, ColumnKind] = {"local": "source_port", "remote": "port"}


def _as_source(column: Column) -> Column:
    return msgspec.structs.replace(column, kind="source_port")


def _may_be_ports(column: Column, body: Sequence[Sequence[Cell]]) -> bool:
    """Tell whether a column holds ports by its header, or by its cells where the header says no more than whose."""
    if column.kind in _OF_PORTS:
        return True
    whole = column.kind == "other" and words("whose.local", "whose.remote").whole(column.title)
    texts = texts_of(column, body) if whole else []
    return is_mostly(means_ports, texts) and any(map(has_number, texts))


def is_own(column: Column) -> bool:
    """Tell whether a column holds the ports of the host itself, and so those that its connections go out from."""
    return column.kind in _OF_PORTS and side_of(column.title) == "local"


def sides_faced(cells: tuple[Cell, ...], layout: Layout, direction: str) -> tuple[Cell, ...]:
    """Return a row with the ports that connections come in to below "Remote port", which holds those they go out to.

    Where no direction is stated, they are those with numbers, if those of the other end have none.
    """
    pair = layout.known(_pair)
    if pair is None:
        return cells
    local, remote = pair
    numbered = [has_number(cells[index].text.value) for index in pair]
    if direction != "inbound" and (direction == "outbound" or numbered != [True, False]):
        return cells
    turned = list(cells)
    turned[local], turned[remote] = cells[remote], cells[local]
    return tuple(turned)


def departures(cells: tuple[Cell, ...], layout: Layout, direction: str) -> Iterator[tuple[Fault, Text]]:
    """Yield that the ports of the host itself, of what goes out, are those that connections come from.

    Of what goes both ways, each end has its own, and where they differ none is the one of both ways.
    """
    if direction == "outbound":
        for column in filter(is_own, layout.of("port")):
            yield _departure(cells[column.index].text)
    pair = layout.known(_pair)
    if direction == "both" and pair and len({cells[index].text.folded for index in pair}) > 1:
        yield _departure(cells[pair[0]].text)


def _departure(text: Text) -> tuple[Fault, Text]:
    return departure(0, len(text.value)), text


def _pair(layout: Layout) -> tuple[int, int] | None:
    """Return where a row has the ports of the host itself, and where those of the other end."""
    found = {column.side: column.index for column in layout.of(*_OF_PORTS) if column.side}
    return (found["local"], found["remote"]) if len(found) == len(_KINDS) else None
