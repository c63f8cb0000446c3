"""Hosts across: tables whose header names hosts, and whose fields mark those that a row is about, or say their way."""

import re
from collections.abc import Iterator, Sequence

import msgspec

from portspec.document import Cell, Table, Text
from portspec.extract.context.headers import HOSTS, concepts
from portspec.extract.context.need_columns import asked_by
from portspec.extract.ends.hosts import names_host
from portspec.extract.grammar.port_expression import is_none
from portspec.extract.language.phrases import arrow_ends, direction_cell
from portspec.extract.language.vocabulary import transports_in, words
from portspec.extract.tables.cells import is_tick
from portspec.extract.tables.layout import Column, Layout

_FEWEST = 2
"""One column of marks may be of anything; several below hosts tell them apart."""


_MAY_MARK = ("other", "role", "source", "destination")
_MAY_TELL = ("other", "role", "direction")
"""What a column with the name of a host above it may be held for, of marks and of ways."""


def hosts_marked(table: Table, layout: Layout, *, spoken: bool) -> tuple[Table, Layout]:
    """Return a table with one column of hosts in place of those that mark them, and its layout; else both as they are.

    Half of the headers above such columns have to be kinds of hosts, if nothing right above speaks of hosts (`spoken`)
    and the fields are mere marks. Those that say a way give it to their hosts, one row for each way.
    A row without a mark has no host of its own, so a table with one is left as it is.
    """
    body = table.rows[layout.headers :]
    found = [column for column in layout.columns if _marks(column, body, ways=False)]
    several = [column for column in layout.columns if _marks(column, body, ways=True)]
    found = several if len(several) > max(len(found), 1) else found
    named = sum(map(_names_host, found))
    ways = found is several
    few = len(found) < _FEWEST or not (spoken or ways or 2 * named >= len(found))
    rows = () if few else tuple(_rows(body, found))
    if few or not all(row[-1].text.value for row in rows):
        return table, _without(found, layout)
    blank = Cell(text=Text("", 0, 0), header=True)
    heads = tuple((*_beside(row, found), blank, blank) for row in table.rows[: layout.headers])
    kept = (column for column in layout.columns if column not in found)
    columns = (msgspec.structs.replace(_part(column), index=index) for index, column in enumerate(kept))
    at = len(layout.columns) - len(found)
    told = (
        Column(index=at, kind="direction" if ways else "other", title=""),
        Column(index=at + 1, kind="role", title=""),
    )
    table = msgspec.structs.replace(table, rows=(*heads, *rows))
    return table, Layout(columns=(*columns, *told), headers=layout.headers)


def _without(found: list[Column], layout: Layout) -> Layout:
    """Return a layout in which a mark is the name of no host."""
    columns = (msgspec.structs.replace(each, kind="other") if each in found else each for each in layout.columns)
    return Layout(columns=tuple(columns), headers=layout.headers) if found else layout


def _marks(column: Column, body: Sequence[Sequence[Cell]], *, ways: bool) -> bool:
    """Tell whether a column has a header that may be a host, and nothing but marks below it, or also `ways`."""
    if column.kind not in (_MAY_TELL if ways else _MAY_MARK) or not column.title or transports_in(column.title):
        return False
    if not HOSTS.issuperset(concepts(column.title)) or asked_by(column.title):
        return False
    fields = [row[column.index].text.value for row in body if not _is_group(row)]
    known = all(is_tick(each) or is_none(each) or (ways and _is_way(each)) for each in fields)
    return known and any(map(_is_marked, fields))


def _names_host(column: Column) -> bool:
    return words("text.host").search(column.title) is not None or names_host(column.title)


def _is_marked(field: str) -> bool:
    return words("tick.yes").whole(field) or _is_way(field)


def _is_way(field: str) -> bool:
    """Tell whether a field says which way the host has: "in", "in/out", "→"."""
    said = _ASIDE.split(field)[0]
    if arrow_ends(said):
        return False
    told = direction_cell(said) != "unstated" or words("need.local_direction").whole(said)
    return len(said.split()) <= _FEW and not is_tick(said) and told


_ASIDE = re.compile(r"\s*[(（,;，；]|\s[-–—]\s")
"""What begins a remark about a way: "in (optional)"."""
_FEW = 3
"""A way has at most this many words."""


def _is_group(row: Sequence[Cell]) -> bool:
    return all(cell is row[0] for cell in row)


def _rows(body: Sequence[Sequence[Cell]], found: list[Column]) -> Iterator[tuple[Cell, ...]]:
    """Yield each row with a way and the names of its hosts as the last cells, once for each way of its hosts.

    One that heads others stays one cell across.
    """
    for row in body:
        if _is_group(row):
            yield (*_beside(row, found), row[0], row[0])
            continue
        ways: dict[str, list[Text]] = {}
        for column in found:
            field = row[column.index].text.value
            if column.text and _is_marked(field):
                ways.setdefault(field if _is_way(field) else "", []).append(column.text)
        for way, heads in (ways or {"": []}).items():
            names = ", ".join(head.folded for head in heads)
            place = (heads[0].start, heads[-1].end) if heads else (0, 0)
            host = heads[0] if len(heads) == 1 else Text(names, *place)
            yield (*_beside(row, found), Cell(text=Text(way, *place)), Cell(text=host))


def _beside(row: Sequence[Cell], found: list[Column]) -> tuple[Cell, ...]:
    marked = {column.index for column in found}
    return tuple(cell for index, cell in enumerate(row) if index not in marked)


def _part(column: Column) -> Column:
    """Return a column beside the marks: one that names the host itself names what runs there."""
    return msgspec.structs.replace(column, kind="service") if column.kind == "role" else column
