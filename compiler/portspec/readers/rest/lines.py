"""Lines of a page for docutils: each knows where in the page it ends, however much is cut off its beginning."""

import re
from bisect import bisect_right
from typing import Any, Self, cast

from docutils import nodes
from docutils.statemachine import StringList
from docutils.utils import column_indices

TAB = 8
"""Tabs reach to the next multiple of this many columns (reStructuredText, Whitespace)."""
PAD = "\x00"
"""What docutils puts behind a character of double width, so that the columns of a table fit."""


class Lines(StringList):
    """A list of lines whose items are the offsets where they end.

    docutils cuts beginnings off (marks, indentation), so that the end is what stays true; only the cells of a table
    are cut at both sides.
    """

    def get_2D_block(self, top: int, left: int, bottom: int, right: int, strip_indent: bool = True) -> Self:  # noqa: FBT001, FBT002, N802 (docutils' names and ways)
        """Return the part of the lines between four borders."""
        block = self[top:bottom]
        indent = right
        for at, line in enumerate(block.data):
            columns = None if line.isascii() else column_indices(line)
            begin, end = _cut(columns, left, len(line)), _cut(columns, right, len(line))
            cell = line[begin:end].rstrip()
            block.data[at] = cell
            source, last = block.items[at]
            block.items[at] = (source, last - len(line[begin + len(cell) :].replace(PAD, "")))
            indent = min(indent, len(cell) - len(cell.lstrip())) if cell else indent
        if strip_indent and 0 < indent < right:
            block.data = [line[indent:] for line in block.data]
        return block


def _cut(columns: list[int] | None, column: int, length: int) -> int:
    """Return the index of the character in a column, in text that may hold combining characters."""
    if columns is None:
        return min(column, length)
    return columns[column] if column < len(columns) else length


def starts(lines: StringList) -> tuple[int, ...]:
    """Return the offset of the first character of each line."""
    return tuple(last - len(line.rstrip()) for line, (_, last) in zip(lines.data, lines.items, strict=True))


def leaf(kind: Any, raw: str, children: list[nodes.Node], places: tuple[int, ...]) -> nodes.Element:
    """Return an element of text whose lines begin at `places`."""
    node = cast("nodes.Element", kind(raw, "", *children))
    node["places"] = places
    return node


class Plain:
    """A page with its tabs expanded, and where its characters stand in the page."""

    def __init__(self, text: str) -> None:
        self.shifts: list[tuple[int, int]] = [(0, 0)]
        """From which offset on which number leads back to the page; sorted."""
        self.text = self._expanded(text) if "\t" in text else text

    def _expanded(self, text: str) -> str:
        parts: list[str] = []
        read, written, line = 0, 0, 0
        for found in re.finditer(r"[\t\n]", text):
            between = text[read : found.start()]
            written += len(between)
            gap = "\n" if found.group() == "\n" else " " * (TAB - (written - line) % TAB)
            written, read = written + len(gap), found.end()
            parts += (between, gap)
            if gap == "\n":
                line = written
            else:
                self.shifts.append((written, read - written))
        return "".join((*parts, text[read:]))

    def back(self, offset: int) -> int:
        """Return the offset in the page of an offset in its plain text."""
        return offset + self.shifts[bisect_right(self.shifts, offset, key=lambda each: each[0]) - 1][1]

    def rows(self) -> Lines:
        """Return the lines as docutils takes them."""
        found = Lines()
        at = 0
        for line in self.text.split("\n"):
            kept = line.replace("\f", " ").replace("\v", " ").rstrip()
            found.append(kept, "", at + len(kept))
            at += len(line) + 1
        return found
