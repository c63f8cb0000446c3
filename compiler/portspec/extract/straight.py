"""Short rows: where a conversion lost cells that span rows, the cells left are moved back under their headers."""

import msgspec

from portspec.document import Cell, Table
from portspec.extract.ports import parse_ports

Row = tuple[Cell, ...]


def straighten(table: Table, headers: int, ports: tuple[int, ...]) -> Table:
    """Return the table with its short rows moved to the right, under the row above that they continue.

    `ports` are the columns whose headers say that they hold ports. A row is moved by as many cells as it is short
    of, at the most, and only if a port column then holds ports and none did before. One of the right width stays.
    """
    rows: list[Row] = list(table.rows[:headers])
    above: Row | None = None
    for row in table.rows[headers:]:
        above = _moved(row, above, ports)
        rows.append(above)
    return msgspec.structs.replace(table, rows=tuple(rows))


def _moved(row: Row, above: Row | None, ports: tuple[int, ...]) -> Row:
    short = sum(cell.missing for cell in row)
    if not short or _has_ports(row, ports):
        return row
    for lost in range(1, short + 1):
        moved = (*(above or row[-lost:])[:lost], *row[:-lost])
        if _has_ports(moved, tuple(index for index in ports if index >= lost)):
            return moved
    return row


_FEW = 6
"""A cell of more words is a note that has slipped below the header of the ports, whatever it says of them."""


def _has_ports(row: Row, ports: tuple[int, ...]) -> bool:
    texts = (row[index].text.value for index in ports)
    return any(part.ports for text in texts if len(text.split()) <= _FEW for part in parse_ports(text).parts)
