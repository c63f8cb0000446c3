"""Conversion: a document as Markdown that says the same, with the place of each part and row in a comment."""

import re
from collections.abc import Iterator, Sequence

import msgspec

from portspec.document import Block, Cell, Code, Document, Heading, Item, List, Paragraph, Table, Text, block_start

_MARKUP = re.compile(r"^[#>+-](?=\s)|[\\`*_\[\]|~<&]")
_NUMBER = re.compile(r"^(\d+)([.)])(?=\s)")
_ENTITIES = {"<": "&lt;", "&": "&amp;"}


class _Page(msgspec.Struct, frozen=True, kw_only=True):
    """A page on its way."""

    document: Document
    """The page as it was read."""
    notes: list[str] = []
    """What footnotes say, by their numbers."""

    def place(self, start: int, end: int) -> str:
        """Return the comment that says where a stretch of the page stands."""
        at = self.document.source.place(start, max(end - 1, start))
        lines = f"{at.line}" if at.line == at.end_line else f"{at.line}-{at.end_line}"
        return f"<!-- {at.source.replace('--', '- -')}:{lines} -->"

    def text(self, text: Text, line: str = "<br>") -> str:
        """Return a text with its lines divided by a mark, with what it strikes out and the numbers of its notes."""
        parts = [f"~~{_safe(text.struck)}~~ "] if text.struck else []
        parts.append(line.join(_safe(each) for each in text.value.split("\n")))
        parts += [f"<sup>{_safe(mark)}</sup>" for mark in text.marks]
        for note in text.notes:
            self.notes.append(_safe(note.folded))
            parts.append(f"[^{len(self.notes)}]")
        return "".join(parts)


def as_markdown(document: Document) -> str:
    """Return a document as CommonMark with pipe tables (GFM, 4.10) and footnotes.

    What spans several rows or columns stands in each of them, a cell that spans a whole row in the first. Rows that
    are shown under a condition have it in a column of its own.
    """
    page = _Page(document=document, notes=[])
    parts = [part for block in document.blocks if (part := _block(block, page))]
    parts += [f"[^{number}]: {note}" for number, note in enumerate(page.notes, 1)]
    return "\n\n".join((*parts, ""))[:-1] if parts else ""


def _block(block: Block, page: _Page) -> str:
    """Return a block below its place; "" for one that says nothing."""
    said = _said(block, page)
    return f"{page.place(block_start(block), _end(block))}\n\n{said}" if said else ""


def _said(block: Block, page: _Page) -> str:
    match block:
        case Heading():
            return f"{'#' * block.level} {page.text(block.text, ' ')}"
        case Paragraph():
            lead = f"**{page.text(block.lead, ' ')}**" if block.lead and block.lead.value else ""
            return " ".join(filter(None, (lead, page.text(block.text, " "))))
        case List():
            return "\n".join(_items(block.items, page))
        case Code():
            fence = "`" * max(3, 1 + max(map(len, re.findall("`+", block.text.value)), default=0))
            return f"{fence}{block.language or ''}\n{block.text.value}\n{fence}"
        case Table():
            return _table(block, page)


def _end(block: Block) -> int:
    match block:
        case List():
            return max(item.text.end for item in block.items)
        case Table():
            return max((cell.text.end for row in block.rows for cell in row), default=0)
        case _:
            return block.text.end


def _items(items: Sequence[Item], page: _Page) -> Iterator[str]:
    if all(item.term and not item.depth for item in items):
        for item in items:
            yield f"{page.text(item.term, ' ') if item.term else ''}\n: {page.text(item.text, ' ')}"
        return
    for item in items:
        term = f"{page.text(item.term, ' ')}: " if item.term else ""
        yield f"{'  ' * item.depth}- {term}{page.text(item.text)}"


def _table(table: Table, page: _Page) -> str:
    """Return a table, its caption as a bold line above it."""
    whens = [" and ".join(each.value for each in _conditions(row, page.document)) for row in table.rows]
    header = [_header(column) for column in zip(*table.rows[: table.headers], strict=True)] or [""] * len(table.rows[0])
    more = [["Condition"], *([_safe(when)] for when in whens[table.headers :])] if any(whens) else []
    rows = [[_safe(each) for each in header], *(_row(row, page) for row in table.rows[table.headers :])]
    lines = [[*row, *(more[number] if more else ())] for number, row in enumerate(rows)]
    said = [f"| {' | '.join(line)} |" for line in (lines[0], ["---"] * len(lines[0]), *lines[1:])]
    caption = [f"**{page.text(table.caption, ' ')}**", ""] if table.caption else []
    return "\n".join((*caption, *said))


def _header(column: tuple[Cell, ...]) -> str:
    """Return the words of one column's header, those of several rows together."""
    return " ".join(dict.fromkeys(cell.text.folded for cell in column if cell.text.value))


def _row(row: Sequence[Cell], page: _Page) -> list[str]:
    """Return the cells of one row, the place of the row behind the last."""
    whole = len(row) > 1 and row[0].columns >= len(row)
    said = [page.text(row[0].text), *[""] * (len(row) - 1)] if whole else [page.text(cell.text) for cell in row]
    written = [cell.text for cell in row if not cell.missing] or [row[0].text]
    said[-1] = f"{said[-1]} {page.place(written[0].start, max(each.end for each in written))}".strip()
    return said


def _conditions(row: Sequence[Cell], document: Document) -> Iterator[Text]:
    """Yield the conditions under which a row is shown, but not those that only some of its cells are under."""
    for each in document.conditions:
        if all(each.start <= cell.text.start < each.end for cell in row):
            yield each.text


def _safe(text: str) -> str:
    """Return a text in which nothing is markup."""
    line = _MARKUP.sub(lambda found: _ENTITIES.get(found[0], f"\\{found[0]}"), " ".join(text.split()))
    return _NUMBER.sub(r"\1\\\2", line)
