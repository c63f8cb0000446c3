"""Initiated: rows of two hosts, beside a column that says who opens the connection: "Host A | Host B | Initiator"."""

import msgspec

from portspec.document import Cell, Table
from portspec.extract.language.vocabulary import words
from portspec.extract.tables.layout import Column, ColumnKind

_TWO = 2


def initiated(table: Table, headers: int, columns: list[Column]) -> tuple[Table, list[Column]]:
    """Return a table with who opens each connection in the first column of hosts, and the columns as both ends.

    A cell names who that is by the host, by the header of its column, or as both, who are then at both ends.
    """
    hosts, opening = ([c for c in columns if c.kind == kind] for kind in ("role", "source"))
    others: tuple[ColumnKind, ...] = ("destination", "direction", "endpoint", "peer")
    if len(hosts) != _TWO or len(opening) != 1 or any(c.kind in others for c in columns):
        return table, columns
    body = table.rows[headers:]
    turns = [_turns(row, hosts[0], hosts[1], opening[0]) for row in body]
    if None in turns:
        return table, columns
    one, two = hosts[0].index, hosts[1].index
    rows = tuple(_exchanged(row, one, two) if turn else row for row, turn in zip(body, turns, strict=True))
    kinds: dict[int, ColumnKind] = {one: "source", two: "destination", opening[0].index: "direction"}
    changed = [msgspec.structs.replace(c, kind=kinds.get(c.index, c.kind)) for c in columns]
    return msgspec.structs.replace(table, rows=(*table.rows[:headers], *rows)), changed


def _turns(row: tuple[Cell, ...], one: Column, two: Column, opening: Column) -> bool | None:
    """Tell whether the second host of a row opens the connection; None where the row does not say who does."""
    said = row[opening.index].text.folded
    if words("cell.both").whole(said):
        return False
    named = [said.casefold() in (row[each.index].text.folded.casefold(), each.title.casefold()) for each in (one, two)]
    return named[1] if any(named) else None


def _exchanged(row: tuple[Cell, ...], one: int, two: int) -> tuple[Cell, ...]:
    cells = [*row]
    cells[one], cells[two] = row[two], row[one]
    return tuple(cells)
