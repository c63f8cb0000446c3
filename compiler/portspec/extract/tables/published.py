"""Published ports: columns of those of a host, beside or in pairs with the ports of containers, which are set aside."""

from collections.abc import Sequence

import msgspec

from portspec.document import Cell, Table
from portspec.extract.grammar.published import (
    bare_pairs,
    is_inner,
    is_outer,
    is_turned,
    pairs_in,
    says_pairs,
    without_inner,
)
from portspec.extract.language.vocabulary import transports_in
from portspec.extract.tables.cells import is_mostly, states_numbers, texts_of
from portspec.extract.tables.layout import Column, ColumnKind

_Rows = Sequence[Sequence[Cell]]


def published(columns: list[Column], body: _Rows) -> list[Column]:
    """Return the columns with those of the ports of containers as others, where another one has those of the host.

    So has one of pairs below "host:container".
    """
    if not any(is_inner(column.title) or says_pairs(column.title) for column in columns):
        return columns
    outer = [column.index for column in columns if _is_of_host(column, body)]
    inner = {each.index for each in columns if outer and each.kind == "port" and is_inner(each.title)}
    kinds: dict[int, ColumnKind] = {index: _aside(index, columns, body) for index in inner}
    kinds |= dict.fromkeys(outer, "port")
    return [msgspec.structs.replace(each, kind=kinds.get(each.index, each.kind)) for each in columns]


def _aside(inner: int, columns: list[Column], body: _Rows) -> ColumnKind:
    """Return what a column of the ports of containers is: where no other one does, it tells the transports."""
    typed = any(transports_in(row[inner].text.value) for row in body)
    return "protocol" if typed and all(column.kind != "protocol" for column in columns) else "other"


_HELD: tuple[ColumnKind, ...] = ("port", "other", "action", "access")
"""What a header such as "Published" may seem to say of the numbers below it."""


def _is_of_host(column: Column, body: _Rows) -> bool:
    """Tell whether a column holds the ports of the host, and none that are a container's alone."""
    texts = texts_of(column, body)
    if says_pairs(column.title) and is_mostly(lambda text: bool(pairs_in(text) or bare_pairs(text)), texts):
        return True
    alone = column.kind in _HELD and is_outer(column.title) and not is_inner(column.title)
    return alone and is_mostly(states_numbers, texts)


def without_containers(table: Table, headers: int, columns: list[Column]) -> Table:
    """Return a table whose pairs of ports lack those of containers; blanks stand in their place.

    The header says so, or pairs that can be no range: "8443:8443", "8444:443".
    """
    body = table.rows[headers:]
    turned = {c.index: is_turned(c.title) for c in columns if c.kind == "port" and _holds_pairs(c, body)}
    if not turned:
        return table
    rows = (tuple(_alone(cell, turned.get(at)) for at, cell in enumerate(row)) for row in body)
    return msgspec.structs.replace(table, rows=(*table.rows[:headers], *rows))


def _holds_pairs(column: Column, body: _Rows) -> bool:
    texts = texts_of(column, body)
    return any(map(bare_pairs, texts)) and (says_pairs(column.title) or any(map(_is_no_range, texts)))


def _is_no_range(text: str) -> bool:
    ends = ((text[slice(*pair.outer)], text[slice(*pair.inner)]) for pair in bare_pairs(text))
    return any(outer.isdecimal() and inner.isdecimal() and int(outer) >= int(inner) for outer, inner in ends)


def _alone(cell: Cell, turned: bool | None) -> Cell:  # noqa: FBT001 (a column's own, if it holds pairs)
    text = cell.text
    pairs = () if turned is None else bare_pairs(text.value, turned=turned)
    if not pairs:
        return cell
    return msgspec.structs.replace(cell, text=msgspec.structs.replace(text, value=without_inner(text.value, pairs)))
