"""reStructuredText, as docutils and Sphinx know it."""

import re
from collections.abc import Iterator

from portspec.document import Block, Document
from portspec.findings import Report
from portspec.readers.formats import Begin, Format, Likeness, unfenced
from portspec.source import Source

_DIRECTIVE = re.compile(
    r"^[ \t]*\.\. (?:(?:[a-z][\w-]*:)?[a-z][\w+-]*::(?:\s|$)|\|[^|\n]+\|\s+[\w-]+::|_[^:\n]+:(?:\s|$))", re.MULTILINE
)
"""A directive, a substitution or a target; no other format here begins a line in this way."""
_GRID = re.compile(r"^[ \t]*\+(?:-+\+)+\n(?:[ \t]*[|+].*\n){1,50}?[ \t]*\+(?:=+\+)+$", re.MULTILINE)
_SIMPLE = re.compile(r"^[ \t]*=+(?: +=+)+[ \t]*\n.+\n(?:.+\n){0,5}?[ \t]*=+(?: +=+)+[ \t]*$", re.MULTILINE)
"""The head of a table."""


def _looks(begin: Begin) -> Likeness:
    text = unfenced(begin.text)
    if _DIRECTIVE.search(text) and not text.lstrip().startswith("<"):
        return Likeness.CERTAIN
    return Likeness.LIKELY if _GRID.search(text) or _SIMPLE.search(text) else Likeness.NONE


def lines_of_rest(source: Source, head: str, lines: tuple[int, int], report: Report) -> Iterator[Block]:
    """Yield the blocks of some lines, from 0, of a page in another format, below the first line of a directive."""
    from portspec.readers.rest.page import read_lines

    yield from read_lines(source, head, lines, report).blocks


def _read(source: Source, report: Report) -> Document:
    from portspec.readers.rest.page import read_rest

    return read_rest(source, report)


FORMAT = Format(
    name="reStructuredText",
    media_type="text/x-rst",
    suffixes=(".rst", ".rest"),
    looks=_looks,
    read=_read,
)
