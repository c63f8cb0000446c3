"""Pipe rows: where the cells of one line stand, and paragraphs that are tables without a proper head."""

import re
from collections.abc import Iterator
from itertools import groupby, takewhile

from portspec.document import Cell, Text
from portspec.readers.grid import square

_PREFIX = re.compile(r"[ \t>]*")
_ATTRIBUTES = re.compile(r"^\{:\s*.*\}$", re.DOTALL)
_CAPTION = re.compile(r"""\bcaption=(["'])(.*?)\1""")


def split_row(text: str, start: int, end: int) -> list[tuple[int, int]]:
    r"""Return the spans of the cells in `text[start:end]`, blanks trimmed; `\|` does not split (GFM, 4.10)."""
    prefix = _PREFIX.match(text, start, end)
    at = prefix.end() if prefix else start
    while end > at and text[end - 1] in " \t":
        end -= 1
    if text[at : at + 1] == "|":
        at += 1
    if end > at and text[end - 1] == "|" and text[end - 2 : end - 1] != "\\":
        end -= 1
    cells = []
    while True:
        bar = text.find("|", at, end)
        while bar > 0 and text[bar - 1] == "\\":
            bar = text.find("|", bar + 1, end)
        stop = bar if bar >= 0 else end
        raw = text[at:stop]
        value = raw.strip(" \t")
        first = at + raw.find(value) if value else at
        cells.append((first, first + len(value)))
        if bar < 0:
            return cells
        at = bar + 1


_ITEM = re.compile(r"\s*[-*+]\s")
_CODE = 4


def goes_on(head: str, above: str, below: list[str]) -> bool:
    """Tell whether the lines right below a table, up to the next blank one, are still its rows.

    `above` is the table's last line. A table ends where another block begins (GFM, 4.10): a row, or a line broken
    within a cell, indented as code, or a row without an outer bar that begins as the item of a list.
    """
    if not below or not any(_bars(line) >= _joints(head) > 0 for line in below):
        return False
    row = any(count(below[0]) == count(head) for count in (_bars, _joints))
    indented = _margin(below[0]) >= _margin(head) + _CODE
    rest = "|" not in below[0] or is_rest(head, above, below[0])
    return (indented and (row or rest)) or (_ITEM.match(below[0]) is not None and _bars(below[0]) == _bars(head))


def _bars(line: str) -> int:
    return line.count("|")


def _joints(line: str) -> int:
    """Return how many bars of a line stand between two cells."""
    return line.strip(" \t>").strip("|").count("|")


def is_rest(head: str, above: str, line: str) -> bool:
    """Tell whether a line is the rest of the row above it: bars enclose the head, but the row lacks its last."""
    opened, closed = (line.strip(" \t>") for line in (head, above))
    return opened[:1] == opened[-1:] == "|" and closed[-1:] != "|" and line.strip(" \t>")[:1] != "|"


def trim(rows: list[list[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    """Return the rows as wide as the header: cells beyond it are not shown (GFM, 4.10), unless they say something."""
    width = len(rows[0])
    for row in rows:
        while len(row) > width and not row[-1].text.value:
            row.pop()
    return square(rows)


def _margin(line: str) -> int:
    wide = line.expandtabs(_CODE)
    return len(wide) - len(wide.lstrip(" "))


def longer(row: list[Cell], rest: list[Cell]) -> list[Cell]:
    """Return a row that goes on in the cells of the next line, the first of which is the rest of its last cell."""
    last, more = row[-1], rest[0].text
    text = Text(" ".join(filter(None, (last.text.value, more.value))), last.text.start, more.end)
    return [*row[:-1], Cell(text=text, header=last.header), *rest[1:]]


_DELIMITER = re.compile(r"\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?\s*)?\|?")


def loose_rows(lines: Iterator[str]) -> int:
    """Return how many of the lines, between which stand blank ones, are rows of one table; 0 where there is no table.

    The second is the delimiter row, as in any table (GFM, 4.10).
    """
    bars = next(lines, "").count("|")
    if not bars or not _DELIMITER.fullmatch(next(lines, "").strip()):
        return 0
    rows = sum(1 for _ in takewhile(lambda line: line.count("|") == bars, lines))
    return 2 + rows if rows else 0


_RULE = re.compile(r"\s*(?:\+(?:[-=:]+\+)+|\|[-=:+| ]*[-=][-=:+| ]*)\s*")
"""A line between rows: `+---+---+` in a grid, `|---+---|` or a mere `|-` in kramdown."""


def table_lines(lines: list[str]) -> int:
    """Return how many lines a table takes that a paragraph begins with, 0 where there is none.

    They are pipe rows of at least two cells, or rules between such rows. Only a grid may have other text right below.
    """
    if lines[0].lstrip().startswith("+"):
        lines = list(takewhile(lambda line: line.lstrip()[:1] in ("+", "|"), lines))
    rows = [line for line in lines if not _RULE.fullmatch(line)]
    table = len(lines) > 1 and rows and all(line.strip().strip("|").count("|") >= 1 for line in rows)
    return len(lines) if table else 0


def segments(lines: list[str]) -> Iterator[tuple[int, int, bool]]:
    """Yield the parts of a paragraph, from which of its lines on up to which, and whether each is a table.

    Lists of attributes, which kramdown has around a block, part it.
    """
    marks = [at for at, line in enumerate(lines) if _ATTRIBUTES.match(line.strip())]
    for start, end in zip((0, *(at + 1 for at in marks)), (*marks, len(lines)), strict=True):
        if start < end:
            found = _segments(lines[start:end], marked=bool(marks))
            yield from ((start + first, start + last, table) for first, last, table in found)


def _segments(lines: list[str], *, marked: bool) -> Iterator[tuple[int, int, bool]]:
    """Yield the same of lines without attributes.

    Where not all lines are rows, three or more that stand together have as many bars each, or two that end with one. A
    row may be `marked` as a table by itself.
    """
    if rows := table_lines(lines) or int(marked and len(lines) == 1 and bool(_ENCLOSED.fullmatch(lines[0].strip()))):
        yield 0, rows, True
        yield rows, len(lines), False
        return
    done = at = 0
    for bars, group in groupby(lines, key=_bars):
        start, at = at, at + sum(1 for _ in group)
        fewest = _ROWS - all(line.rstrip().endswith("|") for line in lines[start:at])
        if at - start >= fewest and bars > 1 and _joints(lines[start]) > 0:
            yield done, start, False
            yield start, at, True
            done = at
    yield done, len(lines), False


_ENCLOSED = re.compile(r"\|.*\w.*\|.*\|")
_ROWS = 3


def pipe_rows(rows: list[list[Cell]]) -> tuple[list[list[Cell]], int]:
    """Return the rows without delimiter rows, and how many stood before the delimiter.

    Where all are delimiter rows they stay: a table has rows. Where rules stand between all rows (a grid table), the
    lines between two rules are one row.
    """
    groups: list[list[list[Cell]]] = [[]]
    for row in rows:
        if _is_rule(row):
            groups.append([])
        else:
            groups[-1].append(row)
    groups = [group for group in groups if group] or [rows]
    if len(groups) > HEAD_AND_BODY:
        kept = [[_joined(cells) for cells in zip(*group, strict=False)] for group in groups]
        return kept, 1
    headers = len(groups[0]) if len(groups) > 1 else 0
    return [row for group in groups for row in group], headers


HEAD_AND_BODY = 2
"""With more groups of lines than these, each group is a row."""


def _is_rule(row: list[Cell]) -> bool:
    """Tell whether a row holds nothing but dashes."""
    texts = [cell.text.value for cell in row]
    return any(texts) and all(re.fullmatch(r"[-=:+]*", text) for text in texts)


def _joined(cells: tuple[Cell, ...]) -> Cell:
    """Return the cells of one column as one."""
    said = [cell.text for cell in cells if cell.text.value]
    if not said:
        return cells[0]
    return Cell(text=Text("\n".join(text.value for text in said), said[0].start, said[-1].end))


def caption_of(row: list[Cell]) -> str | None:
    """Return the caption of a kramdown attribute list below a table, "" where it has none, None for a real row."""
    first = next((cell.text.value for cell in row if cell.text.value), "")
    words = " | ".join(cell.text.value for cell in row if cell.text.value) if first.startswith("{:") else ""
    if not _ATTRIBUTES.match(words):
        return None
    found = _CAPTION.search(words)
    return found.group(2) if found else ""
