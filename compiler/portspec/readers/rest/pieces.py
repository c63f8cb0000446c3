"""Pieces of a page: docutils copies the rest of what it reads at each list, so that long pages are read in parts."""

import re
from collections.abc import Iterator

from portspec.readers.rest.lines import Lines

LONG = 400
"""A piece has at least this many lines."""
_TABLE = re.compile(r"=+( +=+)+ *$")
_START = re.compile(r"(?!\w{1,8}[.)](\s|$))\w")
"""The beginning of a title or paragraph; no item, no other markup."""


def pieces(lines: Lines) -> Iterator[Lines]:
    """Yield the page in pieces that begin with a title or paragraph outside lists and tables."""
    begin, at = 0, 0
    while at < len(lines):
        if _TABLE.match(lines[at]):
            at = _table_end(lines, at)
        elif at - begin >= LONG and _starts(lines, at):
            yield lines[begin:at]
            begin = at
        at += 1
    yield lines[begin:]


def _starts(lines: Lines, at: int) -> bool:
    """Tell whether a title or paragraph begins in a line; a term has its text in the next one."""
    below = lines[at + 1] if at + 1 < len(lines) else ""
    return not lines[at - 1] and bool(_START.match(lines[at])) and below[:1] != " "


def _table_end(lines: Lines, at: int) -> int:
    """Return the last line of a simple table, whose parts may stand apart (docutils, isolate_simple_table)."""
    borders = (n for n in range(at + 1, len(lines)) if _TABLE.match(lines[n]))
    first = next(borders, at)
    return first if first + 1 >= len(lines) or not lines[first + 1] else next(borders, first)
