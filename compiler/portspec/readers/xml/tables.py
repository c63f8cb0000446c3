"""Tables: the model of CALS, that of HTML, and DITA's simple ones."""

from collections.abc import Iterator

import msgspec

from portspec.document import Cell, Table, Text
from portspec.readers.grid import WIDEST, unroll
from portspec.readers.xml.inline import Inline, nearest
from portspec.readers.xml.tree import Element

TABLES = frozenset(("table", "informaltable", "simpletable", "properties", "choicetable", "segmentedlist"))
_ROWS = frozenset(("row", "tr", "strow", "sthead", "property", "prophead", "chrow", "chhead", "seglistitem"))
_HEADS = frozenset(("thead", "sthead", "prophead", "chhead"))
_CELLS = frozenset(
    "entry entrytbl td th stentry proptype propvalue propdesc proptypehd propvaluehd propdeschd choption chdesc "
    "choptionhd chdeschd seg segtitle".split()
)
_CAPTIONS = ("title", "caption", "info")
TALLEST = 65534
"""As in HTML."""


class Columns(msgspec.Struct, frozen=True, kw_only=True):
    """The names of a group's columns and spans (OASIS TM 9502)."""

    numbers: dict[str, int]
    """From 1."""
    spans: dict[str, tuple[str, str]]
    """The first and the last column of each."""

    def of(self, entry: Element) -> tuple[int | None, int]:
        """Return the column that an entry names, if it does, and how many columns it spans."""
        first, last = self.spans.get(entry.get("spanname"), (entry.get("namest"), entry.get("nameend")))
        start = self.numbers.get(first or entry.get("colname"))
        width = self.numbers.get(last, start or 1) - (start or 1) + 1 if last else _number(entry.get("colspan"), 1)
        return start, min(max(width, 1), WIDEST)


def tables_of(element: Element, inline: Inline) -> Iterator[Table]:
    """Yield the tables of a `<table>` and its like: one for each of its groups, then those in its cells."""
    title = next((each for each in element.elements if each.name in _CAPTIONS), None)
    caption = inline.text(title, TABLES) if title else None
    groups = [each for each in element.elements if each.name == "tgroup"] or [element]
    for group in groups:
        rows = list(_rows(group, headed=False))
        grid = unroll(list(_Placing(group, inline).cells(rows)))
        if grid and grid[0]:
            headers = next((number for number, (_, headed) in enumerate(rows) if not headed), len(rows))
            yield Table(rows=grid, headers=headers, caption=caption if caption and caption.value else None)
        for entry in (each for row, _ in rows for each in row.elements):
            for inner in nearest(entry, TABLES):
                yield from tables_of(inner, inline)


def _rows(group: Element, *, headed: bool) -> Iterator[tuple[Element, bool]]:
    """Yield the rows of a group, and whether each is a header."""
    if titles := [each for each in group.elements if each.name == "segtitle"]:
        head = Element("row", {}, titles[0].start)
        head.children = [*titles]
        yield head, True
    for each in group.elements:
        heading = headed or each.name in _HEADS
        if each.name in _ROWS:
            cells = [cell.name for cell in each.elements if cell.name in _CELLS]
            yield each, heading or (bool(cells) and set(cells) == {"th"})
        elif each.name in ("thead", "tbody", "tfoot"):
            yield from _rows(each, headed=heading)


class _Placing:
    """Puts entries into the columns that they name."""

    def __init__(self, group: Element, inline: Inline) -> None:
        self.inline, self.columns = inline, _columns(group)
        self.hanging: dict[int, int] = {}
        """For how many rows more a column is filled from above."""
        self.end = group.start

    def cells(self, rows: list[tuple[Element, bool]]) -> Iterator[list[Cell]]:
        """Yield the cells of each row, empty ones where a column is left out."""
        for row, headed in rows:
            before = dict(self.hanging)
            yield list(self._row(row, before, headed=headed))
            for column in before:
                self.hanging[column] -= 1
            self.hanging = {column: more for column, more in self.hanging.items() if more > 0}

    def _row(self, row: Element, before: dict[int, int], *, headed: bool) -> Iterator[Cell]:
        column = 1
        for each in (each for each in row.elements if each.name in _CELLS):
            start, width = self.columns.of(each)
            while column in before or column < (start or 1):
                if column not in before:
                    yield Cell(text=Text("", self.end, self.end), missing=True)
                column += 1
            text = self.inline.text(each, TABLES)
            more = min(_number(each.get("morerows"), _number(each.get("rowspan"), 1) - 1), TALLEST)
            self.end = text.end
            yield Cell(text=text, header=headed or each.name == "th", columns=width, rows=more + 1)
            for _ in range(width):
                if more:
                    self.hanging[column] = more + 1
                column += 1


def _columns(group: Element) -> Columns:
    numbers: dict[str, int] = {}
    at = 0
    for each in (each for each in group.elements if each.name == "colspec"):
        at = _number(each.get("colnum"), at + 1)
        numbers[each.get("colname") or f"#{at}"] = at
    spans = (each for each in group.elements if each.name == "spanspec")
    return Columns(
        numbers=numbers, spans={each.get("spanname"): (each.get("namest"), each.get("nameend")) for each in spans}
    )


def _number(text: str, otherwise: int) -> int:
    """Return the number that an attribute states, or another where it states none."""
    return int(text) if text.isdecimal() and len(text) < len("100000") else otherwise
