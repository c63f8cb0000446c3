"""HTML tables: their rows and cells, what spans what, and which rows are headers."""

import re
from html import unescape

import msgspec
from bs4.element import NavigableString, Tag

from portspec.document import Cell, Table, Text
from portspec.readers.grid import WIDEST, unroll
from portspec.readers.html.hiding import is_hidden, is_struck
from portspec.readers.html.positions import Positions
from portspec.readers.html.visible import visible

TALLEST = 65534
"""HTML's own limit for rowspan (HTML Living Standard, 4.9.11)."""


class Rows(msgspec.Struct, frozen=True, kw_only=True):
    """The rows of a table, without those of tables inside it."""

    rows: list[Tag]
    """The `tr` elements."""
    cells: list[list[Tag]]
    """The `td` and `th` elements of each."""
    bare: list[Tag]
    """The `tr` elements above them that have no cells."""
    nested: list[Tag]
    """The tables right inside it."""
    caption: Tag | None
    """The `caption` element, or None."""

    @property
    def is_layout(self) -> bool:
        """Whether the table only lays out what stands in its one column: tables among it, or text beside an icon."""
        if not self.cells or not self.cells[0]:
            return False
        first, *rest = self.cells[0]
        beside = [rest, *self.cells[1:]]
        iconic = bool(rest) and _span(first, "rowspan", TALLEST) >= len(self.cells) and _is_icon(first)
        return max(map(len, beside if iconic else self.cells)) <= 1 and (iconic or bool(self.nested))


def rows_of(tag: Tag) -> Rows:
    """Return the rows of a `<table>`."""
    inside = [node for node in tag.descendants if isinstance(node, Tag)]
    nested = [each for each in inside if each.name == "table"]
    rows = [each for each in inside if each.name == "tr" and (not nested or each.find_parent("table") is tag)]
    rows = [each for each in rows if is_struck(each) or not (is_hidden(each) or is_hidden(each.parent or each))]
    cells = [[cell for cell in row.children if isinstance(cell, Tag) and _is_data(cell)] for row in rows]
    first = next((at for at, row in enumerate(cells) if row), 0)
    return Rows(
        rows=rows[first:],
        cells=cells[first:],
        bare=rows[:first],
        nested=[each for each in nested if each.find_parent("table") is tag],
        caption=next((each for each in inside if each.name == "caption"), None),
    )


def table_of(found: Rows, at: Positions, most: int) -> Table | None:
    """Return the table as a rectangle, of at most so many fields and a row; None where it has no cells."""
    grid = unroll([[_cell(cell, at) for cell in row] for row in found.cells], most)
    if not grid or not grid[0]:
        return None
    caption = at.text(found.caption) if found.caption else None
    heads = [cells for cells in (_lines(row, at) for row in found.bare) if len(cells) == len(grid[0])]
    return Table(
        rows=(*heads, *grid),
        headers=len(heads) + _headers(found),
        caption=caption if caption and caption.value else None,
    )


def _lines(row: Tag, at: Positions) -> tuple[Cell, ...]:
    """Return the lines of a row that has text and no cells: a conversion lost the `<th>` of each."""
    start = at.start(row)
    lines = _LINE.finditer(at.source, start, max(at.source.find("<", start), start))
    texts = (Text(unescape(line.group()), line.start() + at.base, line.end() + at.base) for line in lines)
    return tuple(Cell(text=text, header=True) for text in texts)


_LINE = re.compile(r"\S(?:[^\n]*\S)?")


def _is_data(cell: Tag) -> bool:
    """Tell whether a cell is the page's own, and seen: Confluence numbers rows in a column of its own making."""
    if cell.name not in ("td", "th"):
        return False
    if not cell.attrs:
        return True
    return "numberingColumn" not in cell.get_attribute_list("class") and (is_struck(cell) or not is_hidden(cell))


def _is_icon(cell: Tag) -> bool:
    """Tell whether a cell is only the sign of what stands beside it, such as that of a warning."""
    if "icon" in cell.get_attribute_list("class"):
        return True
    return cell.find(["img", "svg", "i"]) is not None and not visible(cell.contents).value


def _cell(tag: Tag, at: Positions) -> Cell:
    inner = tag
    while len(inner.contents) == 1 and isinstance(inner.contents[0], Tag) and _is_plain(inner.contents[0]):
        inner = inner.contents[0]
    if len(inner.contents) == 1 and type(inner.contents[0]) is NavigableString:
        text = at.text(inner)
    else:
        inside = (each for each in tag.descendants if isinstance(each, Tag))  # a search costs more than the cell
        nested = frozenset(id(each) for each in inside if each.name == "table")
        text = at.marked(tag, visible(tag.contents, without=nested, cell=True))
    if is_struck(tag) or (tag.parent is not None and is_struck(tag.parent)):
        text = Text("", text.start, text.start, struck=f"{text.struck} {text.folded}".strip())
    if not tag.attrs:
        return Cell(text=text, header=tag.name == "th")
    columns, rows = _span(tag, "colspan", WIDEST), _span(tag, "rowspan", TALLEST)
    return Cell(text=text, header=tag.name == "th", columns=columns, rows=rows)


def _is_plain(tag: Tag) -> bool:
    """Tell whether a tag only wraps what it holds."""
    return tag.name in ("code", "p", "strong", "em", "b", "span") and not tag.attrs


def _span(tag: Tag, name: str, most: int) -> int:
    """Return a span attribute's number; what is no number counts as 1, 0 rows mean all that follow."""
    value = tag.get(name)
    if value is None:
        return 1
    digits = re.match(r"\s*(\d{1,9})", str(value))
    number = int(digits.group(1)) if digits else 1
    if number == 0 and name == "rowspan":
        return most
    return min(max(number, 1), most)


def _headers(found: Rows) -> int:
    """Return how many of the first rows are in `<thead>` or hold header cells only."""
    count = 0
    for row, cells in zip(found.rows, found.cells, strict=True):
        headed = row.parent is not None and row.parent.name == "thead"
        if not headed and not (cells and all(cell.name == "th" for cell in cells)):
            break
        count += 1
    return count
