"""Pieces of a page: docutils copies the rest of what it reads at each list, so that long pages are read in parts."""

import re
from collections.abc import Iterator

from portspec.readers.rest.lines import Lines

LONG = 400
"""A piece has at least this many lines."""
_TABLE = re.compile(r"=+( +=+)+ *$")
_START = re.compile(r"(?!\w{1,8}[.)](\s|$))\w")
"""The beginning of a title or paragraph; no item, no other markup."""
_KIND = re.compile(r"([-+*•‣⁃])(?: |$)|(:)[^:\s][^:]*:(?: |$)|(\w{1,8}[.)]|#[.)])(?: |$)|(\w)")
"""What begins a list of one kind, or a title, paragraph or term."""


def pieces(lines: Lines) -> Iterator[Lines]:
    """Yield the page in pieces that begin with a title or paragraph outside lists and tables, or with another list."""
    begin, at, above = 0, 0, ""
    while at < len(lines):
        if _TABLE.match(lines[at]):
            at = _table_end(lines, at)
        elif at - begin >= LONG and (_starts(lines, at) or _turns(lines, at, above)):
            yield lines[begin:at]
            begin = at
        above = lines[at] if lines[at][:1].strip() else above
        at += 1
    yield lines[begin:]


def _starts(lines: Lines, at: int) -> bool:
    """Tell whether a title or paragraph begins in a line; a term has its text in the next one."""
    below = lines[at + 1] if at + 1 < len(lines) else ""
    return not lines[at - 1] and bool(_START.match(lines[at])) and below[:1] != " "


def _turns(lines: Lines, at: int, above: str) -> bool:
    """Tell whether a list of another kind begins in a line, by the last one at the margin; literal text is none."""
    if lines[at - 1] or above.endswith("::"):
        return False
    before, here = _KIND.match(above), _KIND.match(lines[at])
    return bool(before and here) and _kind(before) != _kind(here)


def _kind(found: re.Match[str] | None) -> tuple[int | None, str | None]:
    """Return the kind of a list; bullets of other signs make another one."""
    return (found.lastindex, found[1]) if found else (None, None)


def _table_end(lines: Lines, at: int) -> int:
    """Return the last line of a simple table, whose parts may stand apart (docutils, isolate_simple_table)."""
    borders = (n for n in range(at + 1, len(lines)) if _TABLE.match(lines[n]))
    first = next(borders, at)
    return first if first + 1 >= len(lines) or not lines[first + 1] else next(borders, first)
