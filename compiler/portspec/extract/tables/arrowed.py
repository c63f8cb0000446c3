"""Arrows in tables: those beside ports, "443/TCP -->", get a column of their own, those that are meant are written."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

import msgspec

from portspec.document import Cell, Table, Text
from portspec.extract.language.phrases import arrow_beside, has_arrow
from portspec.extract.language.vocabulary import words
from portspec.extract.tables.cells import ENOUGH
from portspec.extract.tables.layout import Column

_Line = tuple[str, str]
"""A line's ports, and the arrow beside them; empty where it has none."""


def arrows_apart(table: Table, headers: int) -> Table | None:
    """Return a table with the arrows beside its ports in a column of their own; None where it has no such arrows.

    A cell with several arrows is several rows: "443 -->" above "8443 <-->".
    """
    body = table.rows[headers:]
    column = next((n for n in range(1, len(table.rows[0]) - 1) if _is_pointing(body, n)), None)
    if column is None:
        return None
    heads = (_with(row, column, row[column], _cell(row[column], "")) for row in table.rows[:headers])
    rows = (each for row in body for each in _apart(row, column))
    return msgspec.structs.replace(table, rows=(*heads, *rows))


def with_arrows(table: Table, headers: int, columns: Sequence[Column]) -> Table:
    """Return a table with an arrow between the ends of a column of both whose every cell has two: "Source / Target".

    Where some cells have one end or three, a stroke parts those at one end.
    """
    body = table.rows[headers:]
    arrows = {
        c.index: "←" if _turns(c.title) else "→"
        for c in columns
        if c.kind == "endpoint" and "/" in c.title and all(_names_two(row[c.index].text.folded) for row in body)
    }
    if not arrows or len(body) == 1:
        return table
    rows = (tuple(_pointing(cell, arrows.get(n)) for n, cell in enumerate(row)) for row in body)
    return msgspec.structs.replace(table, rows=(*table.rows[:headers], *rows))


def _names_two(text: str) -> bool:
    """Tell whether a cell holds words on both sides of its only stroke, which stands between blanks."""
    before, stroke, behind = text.partition(" / ")
    return bool(stroke) and "/" not in before + behind and all(map(_LETTER.search, (before, behind)))


_LETTER = re.compile(r"[^\W\d_]")


def _turns(title: str) -> bool:
    """Tell whether a header names the destination first."""
    source, destination = (words(f"header.{end}").search(title) for end in ("source", "destination"))
    return source is not None and destination is not None and destination.start() < source.start()


def _pointing(cell: Cell, arrow: str | None) -> Cell:
    if not arrow:
        return cell
    said = cell.text.value
    return msgspec.structs.replace(
        cell, text=msgspec.structs.replace(cell.text, value=said.replace("/", arrow), shown=said)
    )


def _is_pointing(body: Sequence[Sequence[Cell]], column: int) -> bool:
    """Tell whether arrows stand beside the ports of a column, in enough of its cells."""
    texts = [row[column].text.value for row in body if row[column].text.value]
    pointing = sum(has_arrow(text) and any(map(_points, _lines(text))) for text in texts)
    return bool(texts) and pointing >= len(texts) * ENOUGH


def _points(line: _Line) -> bool:
    said, arrow = line
    return bool(arrow) and any(map(str.isdecimal, said))


def _lines(text: str) -> list[_Line]:
    """Return the lines of a cell; of those without an arrow, where all others have the same, each has that."""
    found = [arrow_beside(line) for line in text.split("\n") if line.strip()]
    arrows = {arrow for _, arrow in found if arrow}
    return [(said, min(arrows)) for said, _ in found] if len(arrows) == 1 else found


def _apart(row: tuple[Cell, ...], column: int) -> Iterator[tuple[Cell, ...]]:
    """Yield a row once for each arrow of its cell, with the ports beside it."""
    cell = row[column]
    lines = _lines(cell.text.value)
    if any(cell is other for n, other in enumerate(row) if n != column) or not any(arrow for _, arrow in lines):
        yield _with(row, column, cell, cell if cell is row[column - 1] else _cell(cell, ""))
        return
    for arrow, group in groupby(lines, key=lambda line: line[1]):
        yield _with(row, column, _cell(cell, "\n".join(said for said, _ in group)), _cell(cell, arrow))


def _cell(cell: Cell, said: str) -> Cell:
    return msgspec.structs.replace(cell, text=Text(said, cell.text.start, cell.text.end))


def _with(row: tuple[Cell, ...], column: int, ports: Cell, arrow: Cell) -> tuple[Cell, ...]:
    return (*row[:column], ports, arrow, *row[column + 1 :])
