"""The grid makes a rectangle of a table's rows: column and row spans are unrolled, short rows filled."""

from collections.abc import Sequence

from portspec.document import Cell, Text
from portspec.readers.budget import FIELDS

WIDEST = 1000
"""HTML's own limit for colspan (HTML Living Standard, 4.9.11)."""


def unroll(rows: Sequence[Sequence[Cell]], most: int = FIELDS) -> tuple[tuple[Cell, ...], ...]:
    """Return the rows as a rectangle; a cell that spans several fields stands in each of them.

    The rows end with the one in which the table comes to have more than `most` fields.
    """
    if all(cell.columns == 1 and cell.rows == 1 for row in rows for cell in row):
        return square([list(row) for row in rows], most)
    grid: list[list[Cell]] = []
    hanging: dict[int, tuple[Cell, int]] = {}
    fields = 0
    for row in rows if most >= 0 else ():
        line: list[Cell] = []
        left = list(reversed(row))
        while (left or len(line) in hanging) and len(line) < WIDEST:
            if len(line) in hanging:
                _hang(hanging, line)
                continue
            cell = left.pop()
            for _ in range(cell.columns):
                if cell.rows > 1:
                    hanging[len(line)] = (cell, cell.rows - 1)
                line.append(cell)
        while any(column >= len(line) for column in hanging) and len(line) < WIDEST:
            if len(line) in hanging:
                _hang(hanging, line)
            else:
                line.append(_empty(line))
        grid.append(line)
        fields += len(line)
        if fields > most:
            break
    return square(grid, most)


def _hang(hanging: dict[int, tuple[Cell, int]], line: list[Cell]) -> None:
    """Put the cell that hangs down into this column from a row above, one row less from now on."""
    cell, more = hanging.pop(len(line))
    if more > 1:
        hanging[len(line)] = (cell, more - 1)
    line.append(cell)


def square(rows: list[list[Cell]], most: int = FIELDS) -> tuple[tuple[Cell, ...], ...]:
    """Return the rows filled up to the width of the widest with empty cells, up to `most` fields and one row more."""
    width = max(map(len, rows), default=0)
    rows = rows[: max(most, 0) // max(width, 1) + 1]
    for row in rows:
        if len(row) < width:
            row.extend([_empty(row)] * (width - len(row)))
    return tuple(map(tuple, rows))


def _empty(row: list[Cell]) -> Cell:
    """Return an empty cell that stands where the row ends."""
    end = row[-1].text.end if row else 0
    return Cell(text=Text("", end, end), missing=True)
