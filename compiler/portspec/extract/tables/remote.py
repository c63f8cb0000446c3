"""Remote services: columns of nothing but addresses, to which connections go out that the rows speak of."""

from collections.abc import Sequence

import msgspec

from portspec.document import Cell
from portspec.extract.ends.services import names_services
from portspec.extract.language.vocabulary import words
from portspec.extract.tables.cells import is_mostly, texts_of
from portspec.extract.tables.layout import Column, ColumnKind

_OPEN: tuple[ColumnKind, ...] = ("destination", "role", "service", "purpose", "other")
"""Columns whose headers leave it open where their services are."""


def with_remote(columns: list[Column], body: Sequence[Sequence[Cell]]) -> list[Column]:
    """Return the columns with the first one marked whose cells are addresses of services by at least a half.

    Where a header names the other end outright, nothing else does. What containers run is named by addresses, too.
    """
    if any(column.kind == "endpoint" or _is_destination(column) for column in columns):
        return columns
    named = (c for c in columns if c.kind in _OPEN and not words("header.image").search(c.title))
    found = next((c.index for c in named if is_mostly(names_services, texts_of(c, body))), None)
    return [msgspec.structs.replace(c, remote=True) if c.index == found else c for c in columns]


def _is_destination(column: Column) -> bool:
    return column.kind == "destination" and not words("header.purpose").whole(column.title)
