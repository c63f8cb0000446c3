"""Workbooks of Excel (ECMA-376, SpreadsheetML)."""

from portspec.findings import Report
from portspec.readers import html
from portspec.readers.formats import Begin, Format, Likeness
from portspec.source import Rendition


def _looks(begin: Begin) -> Likeness:
    workbook = begin.data.startswith(b"PK\x03\x04") and b"xl/workbook.xml" in begin.data
    return Likeness.CERTAIN if workbook else Likeness.NONE


def _rendered(data: bytes, path: str, report: Report) -> Rendition | None:
    from portspec.readers.xlsx.workbook import render

    return render(data, path, report)


FORMAT = Format(
    name="XLSX",
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    suffixes=(".xlsx", ".xlsm"),
    looks=_looks,
    rendered=_rendered,
    read=html.FORMAT.read,
)
