"""Documents of Word (ECMA-376, WordprocessingML)."""

from portspec.document import Document
from portspec.findings import Report
from portspec.readers.formats import Begin, Format, Likeness
from portspec.source import Rendition, Source


def _looks(begin: Begin) -> Likeness:
    document = begin.data.startswith(b"PK\x03\x04") and b"word/document.xml" in begin.data
    return Likeness.CERTAIN if document else Likeness.NONE


def _rendered(data: bytes, path: str, report: Report) -> Rendition | None:
    from portspec.readers.docx.document import render

    return render(data, path, report)


def _read(source: Source, report: Report) -> Document:
    from portspec.readers.html.page import read_html

    return read_html(source, report)


FORMAT = Format(
    name="DOCX",
    media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    suffixes=(".docx",),
    looks=_looks,
    rendered=_rendered,
    read=_read,
)
