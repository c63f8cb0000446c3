"""The budget of a page: how large it and its parts may be, so that none takes memory or time without bound."""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from portspec.document import Block, Code, Document, List, Paragraph, Table, Text, block_start
from portspec.findings import Finding, Report, finding
from portspec.source import Place, Source

DEEPEST = 100
"""Elements, quotes and lists may be nested this deep."""
LARGEST = 10_000_000
"""Characters of a page, with what it includes."""
FIELDS = 500_000
"""Fields of all tables of a page; a cell that spans several fields counts for each of them."""
TABLES = 2_000
"""Tables of a page."""
LONGEST = 50_000
"""Characters of one text: a cell, an item, a paragraph, a heading."""
ATTRIBUTES = 200
"""Attributes of an element: html5lib compares each with all before it."""
_LOOSE = (
    "area base br col embed hr img input link meta param source track wbr p li td th tr dd dt option thead tbody tfoot "
    "colgroup caption optgroup rp rt".split()
)
"""Elements without content, and those that the next one of their kind closes (HTML Living Standard, 13.1.2.4)."""
_TAG = re.compile(rf"<(/?)(?!(?:{'|'.join(_LOOSE)})\b)[a-zA-Z][^<>]{{0,2000}}>", re.IGNORECASE)


def too_deep(source: Source) -> Place | None:
    """Return the place where HTML is nested too deep, or None. Tags that are never closed count as nested."""
    depth = 0
    for tag in _TAG.finditer(source.text):
        if tag.group().endswith("/>"):
            continue
        depth = max(depth - 1, 0) if tag.group(1) else depth + 1
        if depth > DEEPEST:
            return source.place(tag.start(), tag.end())
    return None


def deep(place: Place) -> Finding:
    """Return the finding about what is nested too deep."""
    help = "Close the elements that are left open, or take the page's content out of its frame."
    return finding("PS104", f"The page is nested more than {DEEPEST} deep here, and is not read further", help, place)


_ATTRIBUTED = re.compile(r"""<[a-zA-Z](?:[^<>"']|"[^"]*"|'[^']*')*+""")
_VALUE = re.compile(r""""[^"]*"|'[^']*'""")


def excess(source: Source) -> Finding | None:
    """Return why a page is not read at all: it is too large (PS130), or an element has too many attributes (PS134)."""
    if len(source.text) > LARGEST:
        help = "Divide the page, or keep of it what speaks of ports."
        return finding("PS130", f"The page has more than {LARGEST} characters, and is not read", help, _at(source, 0))
    for tag in _ATTRIBUTED.finditer(source.text):
        # An attribute has two characters at least.
        if tag.end() - tag.start() > 2 * ATTRIBUTES and len(_VALUE.sub("", tag.group()).split()) > ATTRIBUTES + 1:
            message = f"An element has more than {ATTRIBUTES} attributes, and the page is not read"
            return finding("PS134", message, "Take them out of the page.", _at(source, tag.start()))
    return None


def within(document: Document, report: Report) -> Document:
    """Return a document without what its page has too much of; what is left out is reported (PS131 to PS133)."""
    fitting = list(_fitting(document, report))
    for number, block in enumerate(fitting):
        long = {text.start: text for text in _texts(block) if len(text.value) > LONGEST}
        for text in long.values():
            message = f"This text is too long: only its first {LONGEST} characters are read"
            report(
                finding("PS132", message, "Divide it into rows, items or sentences.", _at(document.source, text.start))
            )
        fitting[number] = _shortened(block) if long else block
    return replace(document, blocks=tuple(fitting))


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
        return finding("PS133", message, "Divide the page.", _at(source, block_start(table)))
    text = table.rows[fit][0].text
    message = f"The tables of the page have more than {FIELDS} fields; from this row on none is read"
    help = "Divide the table, and look for cells that span more than they should."
    return finding("PS131", message, help, _at(source, text.start))


def _texts(block: Block) -> Iterator[Text]:
    """Yield the texts of a block that are read for ports; those of a cell once for each field."""
    match block:
        case Table():
            yield from (cell.text for row in block.rows for cell in row)
        case List():
            yield from (text for item in block.items for text in (item.term, item.text) if text)
        case Paragraph():
            yield block.text
        case Code():
            return
        case _:
            yield block.text


def _shortened(block: Block) -> Block:
    """Return a block with its long texts cut; a cell that stands in several fields stays one."""
    match block:
        case Table():
            cells = {id(cell): replace(cell, text=_cut(cell.text)) for row in block.rows for cell in row}
            return replace(block, rows=tuple(tuple(cells[id(cell)] for cell in row) for row in block.rows))
        case List():
            cut = (replace(each, text=_cut(each.text), term=each.term and _cut(each.term)) for each in block.items)
            return replace(block, items=tuple(cut))
        case _:
            return replace(block, text=_cut(block.text))


def _cut(text: Text) -> Text:
    return replace(text, value=text.value[:LONGEST])


_SHOWN = 40
"""Characters that a finding shows of what is too much."""


def _at(source: Source, start: int) -> Place:
    return source.place(start, min(start + _SHOWN, len(source.text)))
