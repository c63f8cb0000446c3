"""A workbook (ISO/IEC 29500, SpreadsheetML): sheets of texts and numbers, each below a header that stays in sight.

Its members are stored as they are: how they would be compressed depends on the machine's zlib.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from html import escape
from io import BytesIO
from string import ascii_uppercase
from zipfile import ZipFile, ZipInfo

import msgspec

from portspec.writers.workbook.parts import FIXED, MAIN, content_types, properties, relations

NARROWEST, WIDEST = 8, 60
"""Column widths, in characters."""
BUTTON = 3
"""Characters that a filter's button takes from a header."""
PADDING = 0.7109375
"""What a column has beside its characters, in widths of a digit (18.3.1.13), for 7 pixels a digit and 5 of padding."""
CELL_CHARACTERS = 32767
"""Characters that a cell can hold (Excel's specifications and limits); longer text ends in an ellipsis."""
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
"""What XML cannot hold or changes, and what looks like the escape for it (22.9.2.19, ST_Xstring)."""

Cell = str | int


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """A table."""

    name: str
    """Letters only, so that a formula needs no quotes around it."""
    header: Sequence[str]
    """The names of the columns; at least one."""
    rows: Sequence[Sequence[Cell]]
    """As many cells in each as there are columns. Texts are never read as formulas or numbers."""


def workbook(sheets: Sequence[Sheet], title: str, comments: str, created: date) -> bytes:
    """Return the file; it is the same for the same sheets and properties."""
    data = BytesIO()
    with ZipFile(data, "w") as book:
        for path, text in _members(sheets, title, comments, created):
            member = ZipInfo(path)  # dated 1980-01-01, the first day that ZIP knows
            member.create_system = 3  # Unix, wherever it is written
            book.writestr(member, text)
    return data.getvalue()


def _members(sheets: Sequence[Sheet], title: str, comments: str, created: date) -> Iterator[tuple[str, str]]:
    strings: dict[str, int] = {}
    tables = [_table(each, strings, first=each is sheets[0]) for each in sheets]
    paths = [f"worksheets/sheet{number}.xml" for number in range(1, len(sheets) + 1)]
    yield "[Content_Types].xml", content_types(paths)
    yield from FIXED.items()
    yield "docProps/core.xml", properties(_escaped(title), _escaped(comments), created)
    yield "xl/_rels/workbook.xml.rels", relations(paths)
    yield "xl/workbook.xml", _book(sheets)
    yield from ((f"xl/{path}", table) for path, table in zip(paths, tables, strict=True))
    yield "xl/sharedStrings.xml", _strings(strings)


def _book(sheets: Sequence[Sheet]) -> str:
    """Return the list of the sheets, and of the ranges that are filtered."""
    numbered = list(enumerate(sheets))
    listed = (f'<sheet name="{each.name}" sheetId="{at + 1}" r:id="rId{at + 1}"/>' for at, each in numbered)
    names = (
        f'<definedName name="_xlnm._FilterDatabase" localSheetId="{at}" hidden="1">{each.name}!$A$1:'
        f"${_letters(len(each.header))[-1]}${len(each.rows) + 1}</definedName>"
        for at, each in sorted(numbered, key=lambda each: each[1].name)
    )
    inner = f"<sheets>{''.join(listed)}</sheets><definedNames>{''.join(names)}</definedNames>"
    return MAIN.format(tag="workbook", inner=inner)


def _table(sheet: Sheet, strings: dict[str, int], *, first: bool) -> str:
    """Return a sheet; its texts stand in `strings`, each once for all sheets."""
    letters = _letters(len(sheet.header))
    names = [strings.setdefault(each, len(strings)) for each in sheet.header]
    head = (f'<c r="{letter}1" s="1" t="s"><v>{at}</v></c>' for letter, at in zip(letters, names, strict=True))
    rows = [f'<row r="1">{"".join(head)}</row>']
    for number, row in enumerate(sheet.rows, 2):
        cells = [
            f'<c r="{letter}{number}"><v>{value}</v></c>'
            if isinstance(value, int)
            else f'<c r="{letter}{number}" t="s"><v>{strings.setdefault(_cut(value), len(strings))}</v></c>'
            for letter, value in zip(letters, row, strict=True)
        ]
        rows.append(f'<row r="{number}">{"".join(cells)}</row>')
    widths = [_width(name, [row[at] for row in sheet.rows]) + PADDING for at, name in enumerate(sheet.header)]
    columns = (f'<col min="{at}" max="{at}" width="{each}" customWidth="1"/>' for at, each in enumerate(widths, 1))
    whole = f"A1:{letters[-1]}{len(rows)}"
    inner = (
        f'<dimension ref="{whole}"/><sheetViews><sheetView tabSelected="{int(first)}" workbookViewId="0">{PANE}'
        f"</sheetView></sheetViews><cols>{''.join(columns)}</cols>"
        f'<sheetData>{"".join(rows)}</sheetData><autoFilter ref="{whole}"/>'
    )
    return MAIN.format(tag="worksheet", inner=inner)


PANE = (
    '<pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/>'
    '<selection pane="topRight"/><selection pane="bottomLeft"/><selection pane="bottomRight"/>'
)
"""The first row and the first column stay in sight."""


def _width(name: str, cells: Sequence[Cell]) -> int:
    texts = (min(len(each), WIDEST) for each in cells if isinstance(each, str))
    return max(NARROWEST, len(name) + BUTTON, *texts)


def _cut(text: str) -> str:
    return text if len(text) <= CELL_CHARACTERS else text[: CELL_CHARACTERS - 1] + "…"


def _strings(strings: Mapping[str, int]) -> str:
    items = (f'<si><t xml:space="preserve">{_escaped(each)}</t></si>' for each in strings)
    return MAIN.format(tag="sst", inner="".join(items))


def _escaped(text: str) -> str:
    return escape(_UNFIT.sub(lambda found: f"_x{ord(found[0]):04X}_", text), quote=False)


def _letters(count: int) -> Sequence[str]:
    """Return the names of the first columns, of which there are no more than 702."""
    pairs = (f"{first}{second}" for first in ascii_uppercase for second in ascii_uppercase)
    return [*ascii_uppercase, *pairs][:count] if count > len(ascii_uppercase) else ascii_uppercase[:count]
