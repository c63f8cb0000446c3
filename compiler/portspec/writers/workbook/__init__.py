"""A workbook (ISO/IEC 29500-1, SpreadsheetML): sheets whose headers stay in sight and filter, with wide enough columns.

What a general library has for charts and formats takes it some six times as long, for each of very many releases.
"""

import io
import re
from collections.abc import Iterator, Sequence
from datetime import date
from zipfile import ZipFile, ZipInfo

import msgspec

Cell = str | int
NARROWEST, WIDEST = 8, 60
"""Column widths, in characters."""
CELL_CHARACTERS = 32767
"""Characters that a cell can hold (Excel's specifications and limits); longer text ends in an ellipsis."""
_UNWRITABLE = re.compile("_(?=x[0-9A-Fa-f]{4}_)|[\\x00-\\x08\\x0b-\\x1f\\ud800-\\udfff\\ufffe\\uffff]")
"""What XML cannot hold or reads otherwise, and an underscore that begins what stands for it (part 1, 22.9.2.19)."""
_SPECIAL = re.compile('[\\x00-\\x08\\x0b-\\x1f\\ud800-\\udfff\\ufffe\\uffff&<>"_]')
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_CORE = "application/vnd.openxmlformats-package.core-properties+xml"
_FONT = '<sz val="11"/><name val="Calibri"/><family val="2"/>'
_STYLES = (
    f'{_XML}<styleSheet xmlns="{_MAIN}"><fonts count="2"><font>{_FONT}</font><font><b/>{_FONT}</font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2">'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
"""The second style, of headers, is bold; the first two fills are those that each workbook has."""
_VIEW = (
    '<sheetViews><sheetView workbookViewId="0"><pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight"'
    ' state="frozen"/><selection pane="topRight" activeCell="B1" sqref="B1"/><selection pane="bottomLeft"'
    ' activeCell="A2" sqref="A2"/><selection pane="bottomRight"/></sheetView></sheetViews>'
)
"""The header and the first column stay in sight."""


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """One table."""

    name: str
    """At most 31 letters and digits, since formulas name it."""
    header: Sequence[str]
    """The names of the columns."""
    rows: Sequence[Sequence[Cell]]
    """Texts, which are never read as formulas or numbers, and numbers."""


def workbook(sheets: Sequence[Sheet], title: str, comments: str, created: date) -> bytes:
    """Return a workbook with some sheets, and what is said of it as a whole.

    It is a ZIP file with its members as they are: how they are compressed depends on the machine's zlib. The only time
    in it is the one that is given, for the same bytes.
    """
    texts: dict[str, int] = {}
    tables = [_sheet(each, texts) for each in sheets]
    written = "".join(f'<si><t xml:space="preserve">{_escaped(each)}</t></si>' for each in texts)
    members = {
        "[Content_Types].xml": _types(len(tables)),
        "_rels/.rels": _relations(
            (f"{_OFFICE}/officeDocument", "xl/workbook.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": _core(title, comments, created),
        "xl/workbook.xml": _book(sheets),
        "xl/_rels/workbook.xml.rels": _relations(
            *((f"{_OFFICE}/worksheet", f"worksheets/sheet{number}.xml") for number in range(1, len(tables) + 1)),
            (f"{_OFFICE}/styles", "styles.xml"),
            (f"{_OFFICE}/sharedStrings", "sharedStrings.xml"),
        ),
        "xl/styles.xml": _STYLES,
        "xl/sharedStrings.xml": f'{_XML}<sst xmlns="{_MAIN}" uniqueCount="{len(texts)}">{written}</sst>',
        **{f"xl/worksheets/sheet{number}.xml": each for number, each in enumerate(tables, 1)},
    }
    data = io.BytesIO()
    with ZipFile(data, "w") as stored:
        for name, text in members.items():
            member = ZipInfo(name)  # dated 1980-01-01, the first day that ZIP knows
            member.create_system = 3  # Unix, wherever it is written
            stored.writestr(member, text.encode())
    return data.getvalue()


def _sheet(sheet: Sheet, texts: dict[str, int]) -> str:
    """Return the XML of a sheet; its texts get numbers among those of all sheets."""
    letters = [_letters(number) for number in range(len(sheet.header))]
    widths = [max(NARROWEST, len(name) + 3) for name in sheet.header]  # room for the filter's button
    lines = [_row(1, zip(letters, sheet.header, strict=True), texts, ' s="1"')]
    for number, row in enumerate(sheet.rows, 2):
        lines.append(_row(number, zip(letters, row, strict=True), texts))
        widths = [
            width if isinstance(cell, int) or len(cell) <= width else max(width, min(len(cell), WIDEST))
            for width, cell in zip(widths, row, strict=True)
        ]
    # A column is wider than its characters by five pixels, of the seven of a character.
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{width}.7109375" customWidth="1"/>'
        for number, width in enumerate(widths, 1)
    )
    return (
        f'{_XML}<worksheet xmlns="{_MAIN}"><dimension ref="{_extent(sheet)}"/>{_VIEW}'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>{"".join(lines)}</sheetData>'
        f'<autoFilter ref="{_extent(sheet)}"/></worksheet>'
    )


def _row(number: int, cells: Iterator[tuple[str, Cell]], texts: dict[str, int], style: str = "") -> str:
    made = "".join(
        f'<c r="{letters}{number}"{style}><v>{cell}</v></c>'
        if isinstance(cell, int)
        else f'<c r="{letters}{number}"{style} t="s"><v>{texts.setdefault(_fitting(cell), len(texts))}</v></c>'
        for letters, cell in cells
    )
    return f'<row r="{number}">{made}</row>'


def _fitting(text: str) -> str:
    return text if len(text) <= CELL_CHARACTERS else text[: CELL_CHARACTERS - 1] + "…"


def _letters(column: int) -> str:
    """Return what a column is called, of those from 0: A to Z, then AA to ZZ."""
    return f"{_letters(column // 26 - 1) if column >= 26 else ''}{chr(65 + column % 26)}"  # noqa: PLR2004 (A to Z)


def _extent(sheet: Sheet, mark: str = "") -> str:
    """Return the cells of a sheet, with a mark before each letter and number."""
    return f"{mark}A{mark}1:{mark}{_letters(len(sheet.header) - 1)}{mark}{len(sheet.rows) + 1}"


def _escaped(text: str) -> str:
    if not _SPECIAL.search(text):
        return text
    held = _UNWRITABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
    return held.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _types(sheets: int) -> str:
    parts = {
        "/docProps/core.xml": _CORE,
        "/xl/workbook.xml": f"{_KIND}.sheet.main+xml",
        "/xl/styles.xml": f"{_KIND}.styles+xml",
        "/xl/sharedStrings.xml": f"{_KIND}.sharedStrings+xml",
        **{f"/xl/worksheets/sheet{number}.xml": f"{_KIND}.worksheet+xml" for number in range(1, sheets + 1)},
    }
    own = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts.items())
    return (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{own}</Types>'
    )


def _relations(*parts: tuple[str, str]) -> str:
    each = (f'<Relationship Id="rId{at}" Type="{kind}" Target="{path}"/>' for at, (kind, path) in enumerate(parts, 1))
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(each)}</Relationships>'


def _book(sheets: Sequence[Sheet]) -> str:
    """Return the XML of the sheets' list; a hidden name for the cells of each filter is what Excel looks for."""
    named = "".join(f'<sheet name="{each.name}" sheetId="{at}" r:id="rId{at}"/>' for at, each in enumerate(sheets, 1))
    filters = "".join(
        f'<definedName name="_xlnm._FilterDatabase" localSheetId="{at}" hidden="1">'
        f"{each.name}!{_extent(each, '$')}</definedName>"
        for at, each in sorted(enumerate(sheets), key=lambda one: one[1].name)
    )
    return (
        f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><bookViews><workbookView/></bookViews>'
        f"<sheets>{named}</sheets><definedNames>{filters}</definedNames></workbook>"
    )


def _core(title: str, comments: str, created: date) -> str:
    """Return the XML of the properties of a workbook (part 2, 11)."""
    day = f'xsi:type="dcterms:W3CDTF">{created.isoformat()}T00:00:00Z<'
    return (
        f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        f' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{_escaped(title)}</dc:title>'
        f"<dc:description>{_escaped(comments)}</dc:description>"
        f"<dcterms:created {day}/dcterms:created><dcterms:modified {day}/dcterms:modified></cp:coreProperties>"
    )
