"""Published ports: columns of those of a host, beside or in pairs with the ports of containers."""

import re
from collections.abc import Sequence

import msgspec

from portspec.document import Cell, Table
from portspec.extract.grammar.lexer import tokens
from portspec.extract.grammar.published import (
    bare_pairs,
    is_inner,
    is_outer,
    is_turned,
    pairs_in,
    says_pairs,
    without_inner,
)
from portspec.extract.grammar.spans import says_only_ports
from portspec.extract.language.names import REMARK
from portspec.extract.language.vocabulary import words
from portspec.extract.tables.cells import is_mostly, states_numbers, texts_of
from portspec.extract.tables.layout import Column, ColumnKind

_Rows = Sequence[Sequence[Cell]]


def published(columns: list[Column], body: _Rows, *, served: bool) -> list[Column]:
    """Return the columns with those of the ports of containers marked, where another one has those of the host.

    So has one of pairs below "host:container". Where ports are spoken of (`served`), or by another column of the same
    side, the headers need no word for them: "Container HTTP" beside "Host HTTP".
    """
    inner, outer = _sides(columns, body, served=served)
    kinds: dict[int, ColumnKind] = dict.fromkeys((*outer, *inner), "port")
    return [
        msgspec.structs.replace(
            c,
            kind=kind,
            inner=c.index in inner,
            need="local" if c.index in inner else c.need,
            service=c.service or _serves(c),
        )
        if (kind := kinds.get(c.index))
        else c
        for c in columns
    ]


def _sides(columns: list[Column], body: _Rows, *, served: bool) -> tuple[set[int], set[int]]:
    """Return which columns hold the ports of containers, none without any of the host, and which those of the host."""
    held = {c.index for c in columns if _holds_ports(c, body)}
    contained = any(c.kind != "port" and c.index not in held and _is_of_containers(c) for c in columns)
    told = served or contained or any(c.kind == "port" for c in columns)
    ports = [c for c in columns if c.kind == "port" or (told and c.index in held)]
    inner = {c.index for c in ports if is_inner(c.title) and not is_outer(c.title)}
    outer: set[int] = set()
    if inner or any(says_pairs(c.title) for c in columns):
        outer = {c.index for c in columns if _is_of_host(c, body)}
        outer |= {c.index for c in ports if inner and is_outer(c.title) and not is_inner(c.title)}
    elif contained:
        inner = {c.index for c in ports if _is_inside(c) and not _is_outside(c)}
        outer = {c.index for c in ports if inner and _is_outside(c) and not _is_inside(c)}
    return inner if outer else set(), outer


def _is_of_containers(column: Column) -> bool:
    """Tell whether a column says that the rows are about containers, by their names or images."""
    return is_inner(column.title) or words("header.image").search(column.title) is not None


def _is_inside(column: Column) -> bool:
    return words("port.inside").search(column.title) is not None


def _is_outside(column: Column) -> bool:
    return words("port.outside").search(column.title) is not None


def _holds_ports(column: Column, body: _Rows) -> bool:
    """Tell whether a column of no other known kind holds nothing but ports, be they behind a colon or remarked."""
    if column.kind not in (*_HELD, "role"):
        return False
    texts = texts_of(column, body)
    bare = (_COLON.sub("", REMARK.sub("", text)) for text in texts)
    return bool(texts) and all(says_only_ports(tokens(text)) for text in bare)


_COLON = re.compile(r"(?<![^\s,;/])[:：](?=\d)")
"""What stands before a port where the host is left to the reader: ":8080"."""


def _serves(column: Column) -> bool:
    """Tell whether a header without a word for ports says more than whose they are: "Host HTTP"."""
    sides = words("port.inner", "port.outer", "port.mapped", "port.inside", "port.outside")
    return column.kind != "port" and re.search(r"\w", sides.sub("", column.title)) is not None


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
