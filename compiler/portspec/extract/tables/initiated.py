"""Initiated: rows of two hosts, beside a column that says who opens the connection: "Host A | Host B | Initiator"."""

import re
from collections.abc import Sequence

import msgspec

from portspec.document import Cell, Table
from portspec.extract.language.vocabulary import routes, words
from portspec.extract.tables.layout import Column, ColumnKind

_TWO = 2


def initiated(table: Table, headers: int, columns: list[Column]) -> tuple[Table, list[Column]]:
    """Return a table with who opens each connection in the first column of hosts, and the columns as both ends.

    A cell names who that is by the host, by the header of its column, or as both, who are then at both ends; or it says
    which way the connection goes between the columns: "from A to B", "B → A".
    """
    hosts = _hosts(columns)
    if len(hosts) != _TWO or any(c.kind in _ENDS for c in columns if c not in hosts):
        return table, columns
    body = table.rows[headers:]
    for opening in (c for c in columns if c.kind in _OPENING and c not in hosts):
        turns = [_turns(row, hosts[0], hosts[1], opening) for row in body]
        told = opening.kind in _TELLING or not all(_is_both(row, opening) for row in body)
        if body and told and None not in turns:
            return _turned(table, headers, columns, (*hosts, opening), [turn is True for turn in turns])
    return table, columns


_ENDS: tuple[ColumnKind, ...] = ("destination", "endpoint", "peer")
_OPENING: tuple[ColumnKind, ...] = ("source", "direction", "service", "purpose", "other")
"""What a column may be taken for that says who opens the connection."""
_TELLING: tuple[ColumnKind, ...] = ("source", "direction")
"""Those of which it is known without a row that names one host: "both" may be both of other things."""
_NAMED: tuple[ColumnKind, ...] = ("role", "source", *_ENDS, "other")
"""What a column of hosts may be taken for."""


def _hosts(columns: list[Column]) -> list[Column]:
    """Return the columns of hosts: the two of this kind, else two whose titles differ in a last letter or number."""
    roles = [column for column in columns if column.kind == "role"]
    if len(roles) == _TWO:
        return roles
    titled = ((_LETTERED.fullmatch(column.title), column) for column in columns if column.kind in _NAMED)
    named = [(match[1].casefold(), match[2], column) for match, column in titled if match]
    for stem, mark, column in named:
        other = [c for each, behind, c in named if each == stem and (mark, behind) in _PAIRS]
        if len(other) == 1:
            return [column, *other]
    return roles


_LETTERED = re.compile(r"(.*\S)\s+([AB12])")
_PAIRS = (("A", "B"), ("1", "2"))


def _turns(row: tuple[Cell, ...], one: Column, two: Column, opening: Column) -> bool | None:
    """Tell whether the second host of a row opens the connection; None where the row does not say who does."""
    if _is_both(row, opening):
        return False
    said = row[opening.index].text.folded
    named = [said.casefold() in (row[each.index].text.folded.casefold(), each.title.casefold()) for each in (one, two)]
    return named[1] if any(named) else _led(said, (one, two))


def _is_both(row: tuple[Cell, ...], opening: Column) -> bool:
    return words("cell.both").whole(row[opening.index].text.folded)


def _led(said: str, hosts: Sequence[Column]) -> bool | None:
    """Tell whether words lead from the second column to the first; None where they lead from neither to the other."""
    low = said.casefold()
    first, second = (column.title.split()[-1] for column in hosts)
    if first.casefold() == second.casefold():  # "Primary host", "Standby host"
        first, second, said = (*(column.title.casefold() for column in hosts), low)
    if first == second:
        return None
    marks = re.findall(rf"(?<!\w)(?:{re.escape(first)}|{re.escape(second)})(?!\w)", said)
    leads = _ARROW.search(said) or any(low.startswith(f"{each.start} ") and f" {each.end} " in low for each in routes())
    return marks == [second, first] if leads and sorted(marks) == sorted((first, second)) else None


_ARROW = re.compile(r"[-=–—]+>|[→⇒➔➜⟶]")


def _turned(
    table: Table, headers: int, columns: list[Column], found: tuple[Column, ...], turns: list[bool]
) -> tuple[Table, list[Column]]:
    one, two, opening = (column.index for column in found)
    body = zip(table.rows[headers:], turns, strict=True)
    rows = tuple(_exchanged(row, one, two, opening) if turn else _bare(row, opening) for row, turn in body)
    kinds: dict[int, ColumnKind] = {one: "source", two: "destination", opening: "direction"}
    changed = [msgspec.structs.replace(c, kind=kinds.get(c.index, c.kind)) for c in columns]
    return msgspec.structs.replace(table, rows=(*table.rows[:headers], *rows)), changed


def _exchanged(row: tuple[Cell, ...], one: int, two: int, opening: int) -> tuple[Cell, ...]:
    cells = [*_bare(row, opening)]
    cells[one], cells[two] = row[two], row[one]
    return tuple(cells)


def _bare(row: tuple[Cell, ...], opening: int) -> tuple[Cell, ...]:
    """Return a row without the words for who opens its connection, which its ends say now; "both" stays."""
    cells, text = [*row], row[opening].text
    if not words("cell.both").whole(text.folded):
        cells[opening] = msgspec.structs.replace(row[opening], text=msgspec.structs.replace(text, value=""))
    return tuple(cells)
