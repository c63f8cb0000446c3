"""AsciiDoc: sections, lists and tables, with attributes, conditions and includes."""

import re

from portspec.document import Document
from portspec.findings import Report
from portspec.readers.formats import Begin, Format, Likeness, unfenced
from portspec.source import Source

_TABLE = re.compile(r"^(\|={3,})[ \t]*\n.*?^\1[ \t]*$", re.DOTALL | re.MULTILINE)
_TITLE = re.compile(r"^=+ \S", re.MULTILINE)
_ENTRY = re.compile(r"^:!?[A-Za-z][\w-]*!?:(?: |$)", re.MULTILINE)
_BLOCK = re.compile(
    r"^(?:\[(?:cols|options|source|NOTE|TIP|IMPORTANT|WARNING|%|#|\.)[^\]\n]*\]|include::\S+\[.*\])$", re.MULTILINE
)


def _looks(begin: Begin) -> Likeness:
    """Tell by what no other format has: a table between `|===`, or titles behind `=`, entries and block attributes."""
    text = unfenced(begin.text)
    signs = sum(each.search(text) is not None for each in (_TITLE, _ENTRY, _BLOCK))
    if _TABLE.search(text) or signs == len((_TITLE, _ENTRY, _BLOCK)):
        return Likeness.CERTAIN
    return Likeness.LIKELY if signs and _TITLE.search(text) else Likeness.NONE


def _read(source: Source, report: Report) -> Document:
    from portspec.readers.asciidoc.page import read_asciidoc

    return read_asciidoc(source, report)


FORMAT = Format(
    name="AsciiDoc",
    media_type="text/asciidoc",
    suffixes=(".adoc", ".asciidoc", ".asc", ".ad"),
    looks=_looks,
    read=_read,
)
