"""Flattened tables: where a conversion left a table's cells as paragraphs, they are put together again."""

from collections.abc import Iterator, Sequence

from portspec.document import Block, Cell, Document, Paragraph, Table, Text
from portspec.extract.context.headers import concepts
from portspec.extract.context.paragraphs import whole
from portspec.findings import Report, finding

_WORDS = 4
_WIDEST = 40
"""A table has at most this many columns."""


def unflatten(document: Document, report: Report) -> Iterator[Block]:
    """Yield the document's blocks, with tables in place of the paragraphs that once were their cells."""
    blocks = document.blocks
    at = 0
    while at < len(blocks):
        width = _header(blocks, at)
        if width < 2:  # noqa: PLR2004
            yield blocks[at]
            at += 1
            continue
        end = at
        while end < len(blocks) and isinstance(blocks[end], Paragraph):
            end += 1
        paragraphs = [block for block in blocks[at:end] if isinstance(block, Paragraph)]
        table, used = _table(paragraphs, width)
        if len(table.rows) < 2:  # noqa: PLR2004
            yield blocks[at]
            at += 1
            continue
        first, last = paragraphs[0].text, paragraphs[used - 1].text
        place = document.source.place(first.start, last.end)
        help = "Make it a table again; it was read as one."
        report(finding("PS102", f"A table of {width} columns stands here as {used} paragraphs", help, place))
        yield table
        at += used


def _header(blocks: Sequence[Block], at: int) -> int:
    """Return how many paragraphs in a row are each one column's header; 0 where none of them is "port"."""
    names: list[str] = []
    for block in blocks[at : at + _WIDEST]:
        text = whole(block) if isinstance(block, Paragraph) else ""
        found = concepts(text) if text and len(text.split()) <= _WORDS and not text.endswith((".", ":")) else ()
        if not found or (names and not isinstance(block, Paragraph)):
            break
        names.extend(found[:1])
    return len(names) if {"port", "destination_port"} & set(names) else 0


def _table(paragraphs: list[Paragraph], width: int) -> tuple[Table, int]:
    """Return the table of the paragraphs and how many of them it holds; the last row must be whole."""
    rows: list[tuple[Cell, ...]] = [tuple(_cell(whole_text(each), header=True) for each in paragraphs[:width])]
    at = width
    while at + width <= len(paragraphs):
        lead = paragraphs[at].lead
        if lead is not None:
            rows.append((_cell(lead, columns=width),) * width)
            if not paragraphs[at].text.value:
                at += 1
                continue
        texts = [paragraphs[at].text, *(whole_text(each) for each in paragraphs[at + 1 : at + width])]
        if any(each.lead is not None for each in paragraphs[at + 1 : at + width]):
            break
        rows.append(tuple(_cell(text) for text in texts))
        at += width
    return Table(rows=tuple(rows), headers=1, flattened=True), at


def whole_text(paragraph: Paragraph) -> Text:
    """Return a paragraph's text with its lead."""
    start = paragraph.lead.start if paragraph.lead else paragraph.text.start
    parts = tuple(filter(None, (paragraph.lead, paragraph.text)))
    marks = tuple(mark for each in parts for mark in each.marks)
    notes = tuple(note for each in parts for note in each.notes)
    return Text(whole(paragraph), start, paragraph.text.end, marks=marks, notes=notes)


def _cell(text: Text, *, header: bool = False, columns: int = 1) -> Cell:
    return Cell(text=text, header=header, columns=columns)
