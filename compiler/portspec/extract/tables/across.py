"""Ports across: tables whose header holds the ports, and whose fields say what each host has to do with them."""

from collections.abc import Iterator, Sequence

import msgspec

from portspec.document import Cell, Table
from portspec.extract.context.paragraphs import whole
from portspec.extract.ends.parties import names_end
from portspec.extract.grammar.lexemes import YEARS
from portspec.extract.grammar.lexer import tokens
from portspec.extract.grammar.port_expression import is_none, parse_ports
from portspec.extract.grammar.spans import SHORT
from portspec.extract.language.phrases import direction_cell
from portspec.extract.language.vocabulary import words
from portspec.extract.page import Page
from portspec.extract.tables.cells import has_number, in_steps
from portspec.extract.tables.columns import column_of
from portspec.extract.tables.layout import Column, ColumnKind, Layout

_FEWEST = 2
"""One port in a header may be what the column is about; several are the ports of a matrix."""


def across(table: Table, page: Page) -> tuple[Table, Layout] | None:
    """Return a table of ports across with a row for each field that says something, or None where it is none."""
    count = max(table.headers, 1)
    head, body = table.rows[count - 1], table.rows[count:]
    ports = [index for index, cell in enumerate(head) if _holds_ports(cell)]
    others = [index for index in range(len(head)) if index not in ports]
    fields = [row[index].text.value for row in body for index in ports]
    if len(ports) < _FEWEST or not _are_ports(head, ports, page) or any(map(has_number, fields)):
        return None
    said = [text for text in fields if not _is_unasked(text)]
    rows = tuple(_rows(head, body, ports, others))
    return (msgspec.structs.replace(table, rows=rows, headers=0), _layout(head, others, _kind(said))) if rows else None


def _holds_ports(cell: Cell) -> bool:
    """Tell whether a header is a port, with its name at most: "443", "TCP 443", "443 (HTTPS)"."""
    text = cell.text.value
    kinds = {token.kind for token in tokens(text)}
    return has_number(text) and len(text.split()) <= SHORT and kinds.isdisjoint(("label", "unit", "protocol"))


def _are_ports(head: Sequence[Cell], ports: list[int], page: Page) -> bool:
    """Tell whether the numbers of a header are ports: it says so, or what stands above does, and they count nothing.

    Nor are they dates, each with its year: "until 5 July 2022".
    """
    texts = [head[index].text.value for index in ports]
    if all(any(token.kind in ("transport", "port") for token in tokens(text)) for text in texts):
        return True
    held = [[each.start for part in parse_ports(text).parts for each in part.ports] for text in texts]
    dated = all(any(number in YEARS for number in each) for each in held)
    above = [*(title.folded for title in page.section.titles()[:2]), *map(whole, page.section.since[-1:])]
    near = [*above, *(cell.text.folded for index, cell in enumerate(head) if index not in ports)]
    spoken = any(words(sense).search(each) for each in near for sense in ("port.word", "text.firewall"))
    return spoken and not dated and not in_steps([number for each in held for number in each])


def _is_unasked(text: str) -> bool:
    """Tell whether a field says that its host has nothing to do with the port."""
    return is_none(text) or (words("tick.no").whole(text) and words("need.close").search(text) is None)


def _rows(
    head: Sequence[Cell], body: Sequence[Sequence[Cell]], ports: list[int], others: list[int]
) -> Iterator[tuple[Cell, ...]]:
    """Yield a row for each field: the cells beside the ports, the port, the field."""
    for row in body:
        for index in ports:
            if not _is_unasked(row[index].text.value):
                yield (*(row[other] for other in others), head[index], row[index])


def _layout(head: Sequence[Cell], others: list[int], kind: ColumnKind) -> Layout:
    beside = [column_of(number, head[other].text.folded, head[other].text) for number, other in enumerate(others)]
    columns = [_beside(column) for column in beside]
    port = Column(index=len(others), kind="port", title="")
    return Layout(columns=(*columns, port, Column(index=len(others) + 1, kind=kind, title="")), headers=0)


def _beside(column: Column) -> Column:
    """Return a column beside the ports; one of no other kind, or headed "Host / port", names the hosts."""
    named = column.kind not in ("port", "start", "end", "tick", "other")
    return column if named or column.index else msgspec.structs.replace(column, kind="role")


def _kind(fields: list[str]) -> ColumnKind:
    """Return what the fields say that are no mere marks: a way, what the firewall does, who connects, or anything."""
    spoken = [text for text in fields if not words("tick.yes").whole(text)]
    if all(direction_cell(text) != "unstated" for text in spoken):
        return "direction"
    if all(words("need.open").whole(text) or words("need.close").search(text) for text in spoken):
        return "action"
    return "peer" if all(map(names_end, spoken)) else "purpose"
