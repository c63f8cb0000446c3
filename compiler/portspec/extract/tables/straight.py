"""Short rows: where a conversion lost cells that span rows, the cells left are moved back under their headers."""

from bisect import bisect_right

import msgspec

from portspec.document import Cell, Table
from portspec.extract.grammar.port_expression import parse_ports

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
    short = sum(cell.missing for cell in row) if ports else 0
    if not short or any(_has_ports(row[index]) for index in ports):
        return row
    # The nearest column of ports to the right of each cell that holds some says how far the row is to be moved.
    stated = (at for at in range(ports[-1]) if _has_ports(row[at]))
    lost = min((ports[bisect_right(ports, at)] - at for at in stated), default=0)
    return (*(above or row[-lost:])[:lost], *row[:-lost]) if 0 < lost <= short else row


_FEW = 6
"""A cell of more words is a note that has slipped below the header of the ports, whatever it says of them."""


def _has_ports(cell: Cell) -> bool:
    text = cell.text.value
    return bool(text) and len(text.split()) <= _FEW and any(part.ports for part in parse_ports(text).parts)
