"""DocBook and DITA, whose elements have the same names for most things."""

import re

from portspec.document import Document
from portspec.findings import Report
from portspec.readers.formats import Begin, Format, Likeness
from portspec.source import Source

_BEFORE = r"\s*(?>(?:<\?.*?\?>\s*|<!--.*?-->\s*)*)"
_ROOTS = (
    "appendix|article|book|chapter|concept|dita|glossary|part|preface|refentry|reference|refsect1|sect[1-5]|section|"
    "set|task|topic|troubleshooting"
)
_DOCTYPE = re.compile(rf"{_BEFORE}<!DOCTYPE\s+(?:{_ROOTS})\b", re.DOTALL)
_ROOT = re.compile(
    rf"{_BEFORE}<(?:\w+:)?(?:{_ROOTS})\b[^>]*(?:docbook\.org|ditaarch|DTD DITA|\bid=[^>]*>\s*<title\b)", re.DOTALL
)
_TITLED = re.compile(rf"{_BEFORE}<(?:{_ROOTS})\b[^>]*>\s*<(?:title|info)\b", re.DOTALL)
_XML = re.compile(rb"<\?xml\s[^>]*?encoding\s*=\s*[\"']([^\"']+)", re.IGNORECASE)


def _looks(begin: Begin) -> Likeness:
    text = begin.text
    certain = _DOCTYPE.match(text) or _ROOT.match(text) or _TITLED.match(text)
    return Likeness.CERTAIN if certain else Likeness.NONE


def _declared(data: bytes) -> str | None:
    """Return the label that a page declares (XML 1.0, 4.3.3)."""
    found = _XML.match(data.removeprefix(b"\xef\xbb\xbf").lstrip())
    return found.group(1).decode("ascii", "replace") if found else None


def _read(source: Source, report: Report) -> Document:
    from portspec.readers.xml.page import read_xml

    return read_xml(source, report)


FORMAT = Format(
    name="DocBook or DITA",
    media_type="application/xml",
    suffixes=(".xml", ".dita", ".docbook", ".dbk"),
    looks=_looks,
    declared=_declared,
    read=_read,
)
