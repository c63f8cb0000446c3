"""Keyed: columns whose header explains the marks of its cells: "(2) Link layer (4) Transport layer"."""

import re

import msgspec

from portspec.document import Cell, Table
from portspec.extract.context.headers import head_of

_MARK = re.compile(r"(?:^|(?<=\s))\((?P<mark>\d|[a-z])\)\s+(?=\w)")
_MARKS = 2
"""Fewer explain nothing: "(a) Port" is the first of several titles."""


def unkeyed(table: Table) -> Table:
    """Return a table without such marks in the columns all of whose cells begin with one, each on its own line."""
    if not table.rows:
        return table
    count = max(head_of(table)[0], 1)
    columns = {index for index in range(len(table.rows[0])) if _is_keyed(table, index, count)}
    if not columns:
        return table
    bare = {id(cell): _without(cell) for row in table.rows for index, cell in enumerate(row) if index in columns}
    return msgspec.structs.replace(
        table, rows=tuple(tuple(bare.get(id(cell), cell) for cell in row) for row in table.rows)
    )


def _is_keyed(table: Table, index: int, count: int) -> bool:
    marks = {each for row in table.rows[:count] for each in _MARK.findall(row[index].text.value)}
    if len(marks) < _MARKS:
        return False
    said = [row[index].text.value for row in table.rows[count:] if row[index].text.value]
    return bool(said) and all((at := _MARK.match(each)) and at["mark"] in marks for each in said)


def _without(cell: Cell) -> Cell:
    text = cell.text
    value = "\n".join(part.strip() for part in _MARK.split(text.value)[::2] if part.strip())
    return msgspec.structs.replace(cell, text=msgspec.structs.replace(text, value=value, shown=text.value))
