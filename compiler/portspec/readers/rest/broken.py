"""Broken tables, whose borders do not fit: each line is a row, divided at its bars or else at its gaps."""

import re
from collections.abc import Callable, Iterator

from docutils import nodes
from docutils.statemachine import StringList

from portspec.readers.rest.lines import leaf, starts

_BORDER = re.compile(r"[-=+\s|]*")
_GAP = re.compile(r"\s{2,}")
_BAR = re.compile(r"\s*\|\s*")


def broken(block: StringList, why: str, inline: Callable[[str], list[nodes.Node]]) -> nodes.table:
    """Return the table; `why` says in docutils' words what is wrong."""
    barred = block[0].lstrip()[:1] == "+"
    table = nodes.table()
    table["broken"], table["headers"], table["places"] = why, 0, starts(block)
    for line, place in zip(block, starts(block), strict=True):
        if "=" in line and _BORDER.fullmatch(line):
            table["headers"] = table["headers"] or len(table.children)
        elif not _BORDER.fullmatch(line):
            table += nodes.row("", *_entries(line.rstrip(), place, inline, barred=barred))
    return table


def _entries(
    line: str, place: int, inline: Callable[[str], list[nodes.Node]], *, barred: bool
) -> Iterator[nodes.entry]:
    begin = 0
    for found in [*(_BAR if barred else _GAP).finditer(line), None]:
        part = line[begin : found.start() if found else len(line)]
        if part or (begin and found):
            text = leaf(nodes.paragraph, part, inline(part), (place + begin,))
            yield nodes.entry("", *([text] if part else []))
        begin = found.end() if found else len(line)
