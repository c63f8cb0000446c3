"""Pipe rows: where the cells of one line stand, and paragraphs that are tables without a proper head."""

import re

from portspec.document import Cell

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


def is_pipe_table(content: str) -> bool:
    """Tell whether a paragraph's lines are all pipe rows of at least two cells, two lines or more."""
    lines = content.split("\n")
    return len(lines) > 1 and all(line.strip().strip("|").count("|") >= 1 for line in lines)


def pipe_rows(rows: list[list[Cell]]) -> tuple[list[list[Cell]], int]:
    """Return the rows without delimiter rows, and how many stood before the delimiter."""
    kept: list[list[Cell]] = []
    headers = 0
    for row in rows:
        if all(re.fullmatch(r":?-+:?|", cell.text.value) for cell in row) and any(cell.text.value for cell in row):
            headers = headers or len(kept)
        else:
            kept.append(row)
    return kept, headers


def caption_of(row: list[Cell]) -> str | None:
    """Return the caption of a kramdown attribute list below a table, "" where it has none, None for a real row."""
    words = " | ".join(cell.text.value for cell in row if cell.text.value)
    if not words.startswith("{:") or not _ATTRIBUTES.match(words):
        return None
    found = _CAPTION.search(words)
    return found.group(2) if found else ""
