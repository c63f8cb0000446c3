"""The budget of a page: how large it and its parts may be, so that none takes memory or time without bound."""

from collections.abc import Iterator

from msgspec.structs import replace

from portspec.document import Block, Code, Document, List, Table, Text, block_start
from portspec.findings import Finding, Report, finding
from portspec.source import Place, Source

DEEPEST = 100
"""Quotes, lists and the like may be nested this deep."""
ELEMENTS = 200
"""Elements of HTML may be nested this deep, those counted whose tags a page may leave out."""
LARGEST = 10_000_000
"""Characters of a page, with what it includes."""
FIELDS = 500_000
"""Fields of all tables of a page; a cell that spans several fields counts for each of them."""
TABLES = 2_000
"""Tables of a page."""
TEXT_CHARACTERS = 50_000
"""Characters of one text: a cell, an item, a paragraph, a heading."""
ATTRIBUTES = 200
"""Attributes of an element: html5lib compares each with all before it."""


_SHOWN = 40
"""Characters that a finding shows of what is too much."""


def deep(place: Place, most: int = DEEPEST) -> Finding:
    """Return the finding about what is nested too deep."""
    help = "Close the elements that are left open, or take the page's content out of its frame."
    return finding("PS104", f"The page is nested more than {most} deep here, and is not read further", help, place)


def crowded(place: Place) -> Finding:
    """Return the finding about an element with too many attributes."""
    message = f"An element has more than {ATTRIBUTES} attributes, and what it stands in is not read"
    return finding("PS134", message, "Take them out of the page.", place)


def spot(source: Source, start: int) -> Place:
    """Return the place of what is too much, as a finding shows it."""
    return source.place(start, min(start + _SHOWN, len(source.text)))


def excess(source: Source) -> Finding | None:
    """Return why a page is not read at all: it is too large (PS130)."""
    if len(source.text) > LARGEST:
        help = "Divide the page, or keep of it what speaks of ports."
        return finding("PS130", f"The page has more than {LARGEST} characters, and is not read", help, spot(source, 0))
    return None


def within(document: Document, report: Report) -> Document:
    """Return a document without what its page has too much of; what is left out is reported (PS131 to PS133)."""
    told: set[Place | None] = set()

    def once(found: Finding) -> None:  # a cell may stand in several rows
        if found.place not in told:
            told.add(found.place)
            report(found)

    blocks = (_readable(block, document.source, once) for block in _fitting(document, report))
    return replace(document, blocks=tuple(block for block in blocks if block))


def _fitting(document: Document, report: Report) -> Iterator[Block]:
    """Yield the blocks; where there are too many tables, or fields in them, the tables up to there."""
    tables, left = 0, FIELDS
    for block in document.blocks:
        if not isinstance(block, Table) or not block.rows:
            yield block
            continue
        tables += 1
        width = max(len(block.rows[0]), 1)
        fit = left // width if tables <= TABLES else 0
        if fit < len(block.rows) and left:
            report(_too_many(document.source, block, fit, too_many=tables > TABLES))
        left = left - width * len(block.rows) if fit >= len(block.rows) else 0
        if fit:
            yield replace(block, rows=block.rows[:fit])


def _too_many(source: Source, table: Table, fit: int, *, too_many: bool) -> Finding:
    """Return the finding about the first row that is not read, or the first table."""
    if too_many:
        message = f"The page has more than {TABLES} tables; from here on none is read"
        return finding("PS133", message, "Divide the page.", spot(source, block_start(table)))
    text = table.rows[fit][0].text
    message = f"The tables of the page have more than {FIELDS} fields; from this row on none is read"
    help = "Divide the table, and look for cells that span more than they should."
    return finding("PS131", message, help, spot(source, text.start))


def _readable(block: Block, source: Source, report: Report) -> Block | None:
    """Return a block without the rows and items that hold a text which is too long, and None where nothing is left.

    A part of such a text would be no statement of the page: what it cuts off may be the end of a number, or a denial.
    """
    match block:
        case Table():
            rows = tuple(row for row in block.rows if not _is_long([cell.text for cell in row], source, report))
            return replace(block, rows=rows) if rows else None
        case List():
            texts = ([text for text in (item.term, item.text) if text] for item in block.items)
            fits = [not _is_long(each, source, report) for each in texts]
            items = tuple(item for item, fit in zip(block.items, fits, strict=True) if fit)
            return replace(block, items=items) if items else None
        case Code():
            return block
        case _:
            return None if _is_long([block.text], source, report) else block


def _is_long(texts: list[Text], source: Source, report: Report) -> bool:
    """Tell whether one of the texts of a row, an item or a paragraph is too long, and report it (PS132)."""
    long = next((text for text in texts if len(text.value) > TEXT_CHARACTERS), None)
    if long is not None:
        message = f"This text has more than {TEXT_CHARACTERS} characters: its row, item or paragraph is not read"
        report(finding("PS132", message, "Divide it into rows, items or sentences.", spot(source, long.start)))
    return long is not None
