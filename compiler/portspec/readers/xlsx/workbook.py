"""A workbook as a page: each sheet a heading, each stretch of rows between blank ones a table."""

from collections.abc import Iterator
from datetime import date, datetime, time
from functools import partial
from io import BytesIO
from itertools import groupby
from typing import Any

import msgspec

from portspec.findings import Report, finding
from portspec.readers.office import opened, start_of
from portspec.readers.rendition import Page, span, text_of
from portspec.source import AtCell, Rendition

ROWS, COLUMNS = 1_048_576, 16_384
"""The size of a sheet (ECMA-376, 18.3.1.73 and 18.3.1.13)."""


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """A cell that holds something."""

    row: int
    """From 1 on."""
    column: int
    """From 1 on."""
    name: str
    """Its column and row, as `C5`."""
    value: Any
    """As openpyxl gives it; of a formula the result, where the file has one."""
    struck: bool
    """True where its font is struck out."""
    columns: int = 1
    """How many columns it spans."""
    rows: int = 1
    """How many rows it spans."""

    @property
    def text(self) -> str:
        """What the cell shows, but for its number format."""
        value = self.value
        if isinstance(value, bool):
            return str(value).upper()
        if isinstance(value, float) and value.is_integer():
            return str(int(value))
        if isinstance(value, datetime) and value.time() == time():
            return value.date().isoformat()
        return str(value).strip()


def render(data: bytes, path: str, report: Report) -> Rendition | None:
    """Return the page that stands for a workbook, or None after reporting that it cannot be read."""
    return opened(data, path, report, "openpyxl", partial(_rendered, path, report))


def _rendered(path: str, report: Report, openpyxl: Any, data: BytesIO) -> Rendition:
    page = Page()
    for values, formulas in _load(openpyxl, data):
        _Sheet(values, formulas, path, report).add(page)
    return page.made()


def _load(openpyxl: Any, data: BytesIO) -> list[tuple[Any, Any]]:
    """Return the sheets of a workbook, each with the values and with the formulas of its cells."""
    values, formulas = (openpyxl.load_workbook(data, data_only=kept) for kept in (True, False))
    cells = (at for each in values.worksheets for at in each._cells)  # noqa: SLF001 (to go over all rows makes a million)
    if any(not (1 <= row <= ROWS and 1 <= column <= COLUMNS) for row, column in cells):
        raise ValueError("a cell stands outside of its sheet")
    return list(zip(values.worksheets, formulas.worksheets, strict=True))


class _Sheet:
    """One sheet."""

    def __init__(self, values: Any, formulas: Any, path: str, report: Report) -> None:
        self.sheet, self.formulas, self.path, self.report = values, formulas, path, report
        self.name = str(values.title)

    def add(self, page: Page) -> None:
        """Add the sheet to a page, and report what is hidden in it (PS126), or is not what was typed (PS127)."""
        cells = list(self._cells())
        if not cells:
            return
        self._tell_hidden(cells)
        self._tell_dates(cells)
        page.block("h1", text_of(self.name), AtCell(sheet=self.name, cell=cells[0].name))
        for stretch in _stretches(cells):
            self._stretch(page, stretch)

    def _cells(self) -> Iterator[Cell]:
        """Yield the cells that hold something, by row and column."""
        spans = {(each.min_row, each.min_col): each for each in self.sheet.merged_cells.ranges}
        for at, each in sorted(self.sheet._cells.items()):  # noqa: SLF001 (to go over all rows makes a million cells)
            written = self.formulas._cells.get(at)  # noqa: SLF001 (the same)
            value = each.value if each.value is not None or written is None else written.value
            if each.value is None and value is not None:
                help = "Open the file, save it, and give it again."
                self._tell(each, "PS128", f"This cell holds a formula without a value ({value})", help)
            if value is None or not str(value).strip():
                continue
            merged = spans.get(at)
            yield Cell(
                row=at[0],
                column=at[1],
                name=str(each.coordinate),
                value=value,
                struck=bool(each.font and each.font.strike),
                columns=merged.size["columns"] if merged else 1,
                rows=merged.size["rows"] if merged else 1,
            )

    def _tell(self, each: Any, code: str, message: str, help: str) -> None:
        at = AtCell(sheet=self.name, cell=str(each.coordinate))
        self.report(finding(code, message, help, start_of(self.path, at)))

    def _tell_hidden(self, cells: list[Cell]) -> None:
        filled = {each.row for each in cells}
        rows = [number for number, each in self.sheet.row_dimensions.items() if each.hidden and number in filled]
        columns = [n for n, each in self.sheet.column_dimensions.items() if each.hidden]
        hidden = "The sheet is hidden" if self.sheet.sheet_state != "visible" else ""
        parts = [
            f"rows {', '.join(map(str, rows))}" if rows else "",
            f"columns {', '.join(columns)}" if columns else "",
        ]
        said = hidden or (f"Hidden in the sheet: {'; '.join(filter(None, parts))}" if any(parts) else "")
        if said:
            help = "Look whether it is meant for you; if not, delete it."
            at = AtCell(sheet=self.name, cell=cells[0].name)
            self.report(finding("PS126", f"{said}; it is read all the same", help, start_of(self.path, at, self.name)))

    def _tell_dates(self, cells: list[Cell]) -> None:
        """Report dates in columns that hold numbers as well: a range such as 5-8 becomes one as it is typed."""
        numbered = {each.column for each in cells if _is_number(each.text)}
        for each in (each for each in cells if each.column in numbered and isinstance(each.value, date | datetime)):
            message = f"This cell holds the date {each.text}, among numbers: a range that is typed becomes a date"
            help = "Format the cell as text, and type the range again."
            self.report(
                finding("PS127", message, help, start_of(self.path, AtCell(sheet=self.name, cell=each.name), each.text))
            )

    def _stretch(self, page: Page, cells: list[Cell]) -> None:
        """Add rows without a blank one between them: titles, which stand alone, then a table."""
        rows = [list(row) for _, row in groupby(cells, key=lambda each: each.row)]
        titles = next((number for number, row in enumerate(rows) if len(row) > 1), len(rows))
        for (each,) in rows[:titles]:
            page.block("p", f"<b>{_html(each)}</b>" if titles < len(rows) else _html(each), self._at(each))
        if titles == len(rows):
            return
        first = min(each.column for row in rows[titles:] for each in row)
        page.markup("<table>\n")
        heads, hanging = _headers(rows[titles:]), dict[int, int]()
        for number, row in enumerate(rows[titles:]):
            self._row(page, row, first, "th" if number < heads else "td", hanging)
        page.markup("</table>\n")

    def _row(self, page: Page, row: list[Cell], first: int, tag: str, hanging: dict[int, int]) -> None:
        """Add a row with its empty cells, but for the columns that a cell above fills, by `hanging` down to a row."""
        covered = {column for column, last in hanging.items() if last >= row[0].row}
        page.markup("<tr>\n")
        column = first
        for each in row:
            page.markup("".join(f"<{tag}></{tag}>" for empty in range(column, each.column) if empty not in covered))
            page.block(tag, _html(each), self._at(each), span("colspan", each.columns) + span("rowspan", each.rows))
            column = each.column + each.columns
            hanging.update(dict.fromkeys(range(each.column, column), each.row + each.rows - 1))
        page.markup("</tr>\n")

    def _at(self, each: Cell) -> AtCell:
        return AtCell(sheet=self.name, cell=each.name)


def _html(each: Cell) -> str:
    return f"<s>{text_of(each.text)}</s>" if each.struck else text_of(each.text)


def _is_number(text: str) -> bool:
    return text[:1].isdecimal() and not any(map(str.isalpha, text))


def _stretches(cells: list[Cell]) -> Iterator[list[Cell]]:
    """Yield the cells of rows between which no row is blank; a merged cell fills all of its rows."""
    found: list[Cell] = []
    last = 0
    for each in cells:
        if found and each.row > last + 1:
            yield found
            found = []
        found.append(each)
        last = max(last, each.row + each.rows - 1)
    yield found


def _headers(rows: list[list[Cell]]) -> int:
    """Return how many of a table's first rows are headers: words alone, and the next one too where cells are merged."""
    words = [not any(_is_number(each.text) for each in row) for row in rows[:2]]
    merged = any(each.columns > 1 or each.rows > 1 for each in rows[0])
    return 0 if not words[0] else 1 + (merged and len(rows) > 1 and words[1])
