"""Documents of Word (ECMA-376, WordprocessingML)."""

from portspec.findings import Report
from portspec.readers import html
from portspec.readers.formats import Begin, Format, Likeness
from portspec.source import Rendition


def _looks(begin: Begin) -> Likeness:
    document = begin.data.startswith(b"PK\x03\x04") and b"word/document.xml" in begin.data
    return Likeness.CERTAIN if document else Likeness.NONE


def _rendered(data: bytes, path: str, report: Report) -> Rendition | None:
    from portspec.readers.docx.document import render

    return render(data, path, report)


FORMAT = Format(
    name="DOCX",
    media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    suffixes=(".docx",),
    looks=_looks,
    rendered=_rendered,
    read=html.FORMAT.read,
)
