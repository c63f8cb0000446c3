"""The Markdown reader: markdown-it-py finds the blocks, inline markup is read on demand, HTML by its own reader."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

import msgspec
from markdown_it.token import Token

from portspec.document import Block, Cell, Code, Document, Heading, Item, List, Paragraph, Table, Text, block_start
from portspec.findings import Report, finding
from portspec.readers.budget import DEEPEST, deep
from portspec.readers.grid import square
from portspec.readers.html import fragment
from portspec.readers.markdown.anchors import anchors, ids, links
from portspec.readers.markdown.includes import with_includes
from portspec.readers.markdown.inline import lead, plain, shown
from portspec.readers.markdown.masks import Masked, mask
from portspec.readers.markdown.parsed import parse
from portspec.readers.markdown.pipes import (
    caption_of,
    goes_on,
    is_rest,
    longer,
    loose_rows,
    pipe_rows,
    segments,
    split_row,
    trim,
)
from portspec.readers.rest import lines_of_rest
from portspec.source import Source

_BULLET = re.compile(r"^\s*[-+*]\s+")
_DEFINITION = re.compile(r"\n:[ \t]+\S")
_HEADING_ID = re.compile(r"\s*\{:?\s*#([^}\s]+)[^}]*\}\s*$")
_ID_LINE = re.compile(r"^\{:\s*#([^}\s]+)[^}]*\}$")


def read_markdown(source: Source, report: Report) -> Document:
    """Return the document of a Markdown page (CommonMark with tables, front matter and HTML allowed)."""
    source = with_includes(source, report)
    masked = mask(source.text)
    reading = _Reading(source, masked, report)
    tokens = parse(masked.text)
    cut = next((token for token in tokens if token.level >= DEEPEST - 2 and token.map), None)
    if cut is not None and cut.map:
        start = source.starts[cut.map[0]]
        report(deep(source.place(start, start + 1, source.text[start : start + 80])))
    others = list(_others(source, masked, report))
    found = divided(reading.blocks(tokens), sorted(start for start, _ in others))
    blocks = [(block_start(block), block) for block in found]
    if masked.title and sum(isinstance(block, Heading) and block.level == 1 for _, block in blocks) != 1:
        title = Text(plain(source.text[slice(*masked.title)]), *masked.title)
        blocks.insert(0, (title.start, Heading(level=1, text=title)))
    if others:
        blocks = sorted((*blocks, *others), key=lambda each: each[0])
    return Document(
        source=source,
        blocks=tuple(block for _, block in blocks),
        conditions=masked.conditions,
        links=tuple(links(source.text)),
        anchors=frozenset(anchors(source.text, [block for _, block in blocks])),
    )


def _others(source: Source, masked: Masked, report: Report) -> Iterator[tuple[int, Block]]:
    """Yield what is not for the Markdown parser, with where it begins: tables of HTML, directives, titles."""
    for start, end in masked.tables:
        yield from ((start, block) for block in fragment(source.text[start:end], start, source, report))
    for start, end in masked.titles:
        title = Text(plain(source.text[start:end]), start, end)
        yield start, Paragraph(lead=title, text=Text("", end, end))
    for start, end in masked.elsewhere:
        help = "Give that file as a page of its own, or put its text here."
        message = f"What stands in {source.text[start:end] or 'another file'} is not read"
        report(finding("PS121", message, help, source.place(start, end)))
    for part in masked.parts:
        yield from ((part.start, block) for block in lines_of_rest(source, part.head, part.lines, report))


_ONE_LINE = "Write each row on one line, with a bar at both ends."


class _Part(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a paragraph."""

    content: str
    """Its lines, without what stands before them in the source."""
    lines: list[int]
    """In which it stands, from and to."""
    table: bool
    """True where its lines are rows."""


class _Reading:
    """One pass over the tokens of a page."""

    def __init__(self, source: Source, masked: Masked, report: Report) -> None:
        self.source, self.text, self.report = source, masked.text, report
        self.raw, self.starts = source.text, source.starts
        self.done = 0
        """The line up to which all is read: the parser ends some tables early."""

    def line(self, number: int) -> tuple[int, int]:
        """Return the offsets of line `number`, from 0, without its newline."""
        start = self.starts[number]
        end = self.starts[number + 1] - 1 if number + 1 < len(self.starts) else len(self.raw)
        return start, end

    def written(self, number: int) -> str:
        """Return line `number`, from 0."""
        return self.text[slice(*self.line(number))]

    def span(self, content: str, lines: list[int]) -> tuple[int, int]:
        """Return the offsets of a block's content, whose lines stand in `lines` (from, to) behind their prefixes."""
        parts = content.split("\n")
        first, start = next(((n, p.strip()) for n, p in enumerate(parts) if p.strip()), (0, ""))
        last, end = next(((n, p.strip()) for n, p in reversed(list(enumerate(parts))) if p.strip()), (0, ""))
        at = self.text.find(start, self.starts[min(lines[0] + first, len(self.starts) - 1)])
        to = self.text.find(end, max(at, self.starts[min(lines[0] + last, len(self.starts) - 1)]))
        return (at, to + len(end)) if at >= 0 and to >= 0 else self.line(lines[0])

    def inline(self, content: str, lines: list[int]) -> Text:
        """Return the visible text of inline content with its span."""
        return shown(content, *self.span(content, lines))

    def blocks(self, tokens: list[Token]) -> Iterator[Block]:
        """Yield the blocks in order, containers flattened."""
        index = 0
        while index < len(tokens):
            token = tokens[index]
            if token.type in ("bullet_list_open", "ordered_list_open"):
                end = closing(tokens, index)
                if (token.map or [0])[0] >= self.done:
                    yield from self.list(tokens[index:end])
                index = end
            elif token.type == "table_open":
                end = closing(tokens, index)
                yield from self.table(token)
                index = end
            else:
                yield from self.block(tokens, index)
                index += 1

    def block(self, tokens: list[Token], index: int) -> Iterator[Block]:
        token = tokens[index]
        lines = token.map or [0, 0]
        if lines[0] < self.done and (lines[1] <= self.done or token.type != "inline"):
            return
        if token.type == "inline":
            opener = tokens[index - 1]
            if opener.type == "heading_open":
                yield self.heading(opener, token.content, lines)
            elif opener.type == "paragraph_open":
                yield from self.standing(tokens, index)
        elif token.type in ("fence", "code_block"):
            start, end = self.span(token.content, [lines[0] + (token.type == "fence"), lines[1]])
            language = token.info.split()[0] if token.info.split() else None
            yield Code(text=Text(token.content.strip("\n"), start, end), language=language)
        elif token.type == "html_block":
            start, end = self.starts[lines[0]], self.line(lines[1] - 1)[1]
            yield from fragment(self.text[start:end], start, self.source, self.report)

    def heading(self, opener: Token, content: str, lines: list[int]) -> Heading:
        found = _HEADING_ID.search(content)
        text = self.inline(content[: found.start()] if found else content, lines)
        own = (found.group(1),) if found else ()
        return Heading(level=int(opener.tag[1]), text=text, anchors=(*ids(content), *own))

    def standing(self, tokens: list[Token], index: int) -> Iterator[Block]:
        """Yield what the paragraph at `index` is: the head of a table whose rows stand apart below it, or what it says.

        Of one that such a table ends in, the lines below its rows are read.
        """
        content, lines = tokens[index].content, tokens[index].map or [0, 0]
        if lines[0] < self.done:
            content = "\n".join(content.split("\n")[self.done - lines[0] :])
            lines = [self.done, lines[1]]
        alone = "|" in content and lines[1] - lines[0] == 1
        rows = loose_rows(map(self.written, lines_apart(tokens, index))) if alone else 0
        apart = list(islice(lines_apart(tokens, index), rows))
        yield from self.loose(apart) if rows else self.paragraph(content, lines)

    def paragraph(self, content: str, lines: list[int]) -> Iterator[Block]:
        if _ID_LINE.match(content.strip()):
            return
        for part in self.parts(content, lines):
            yield from self.part(part)

    def part(self, part: _Part) -> Iterator[Block]:
        """Yield the table that a part is, or what it says."""
        if part.table:
            yield self.pipes(part.lines)
        else:
            yield from self.words(part.content, part.lines)

    def parts(self, content: str, lines: list[int]) -> Iterator[_Part]:
        """Yield the parts of a paragraph: what it says, and the tables in it."""
        rows = content.split("\n")
        for start, end, table in segments(rows) if "|" in content else ((0, len(rows), False),):
            place = [lines[0] + start, lines[0] + end if end < len(rows) else lines[1]]
            if start < end:
                yield _Part(content="\n".join(rows[start:end]), lines=place, table=table)

    def words(self, content: str, lines: list[int]) -> Iterator[Block]:
        """Yield what a paragraph, or a part of it, says outside of tables."""
        if _DEFINITION.search(content):
            yield List(items=tuple(self.definitions(content, lines)))
            return
        bold = lead(content)
        if bold is None:
            text = self.inline(content, lines)
            if text.value:
                yield Paragraph(text=text)
            return
        start, end = self.span(content, lines)
        first, rest = bold
        middle = self.text.find(first, start) + len(first)
        words = plain(rest)
        marks = len(rest.lstrip()) and rest.strip()
        at = self.text.find(str(marks).split("\n")[0], middle) if marks else end
        lead_text = Text(plain(first), middle - len(first), middle)
        yield Paragraph(lead=lead_text, text=Text(words, at, end) if words else Text("", end, end))

    def definitions(self, content: str, lines: list[int]) -> Iterator[Item]:
        """Yield the items of a definition list: a term, and a line below it that begins with a colon.

        A line behind such a one goes on about the same term, by a bullet or without; one before the term has none.
        """
        term: Text | None = None
        rows = content.split("\n")
        defining = [_DEFINITION.match(f"\n{line}") is not None for line in (*rows, "")]
        for number, line in enumerate(rows):
            at = lines[0] + number
            if not defining[number] and defining[number + 1]:
                term = self.inline(line, [at, at + 1])
                continue
            said = _BULLET.sub("", line[1:] if defining[number] else line)
            yield Item(depth=0, text=self.inline(said, [at, at + 1]), term=term)

    def pipes(self, lines: list[int]) -> Table:
        """Return the table of a paragraph whose lines are all pipe rows: CommonMark's table rule missed its head."""
        rows, headers = pipe_rows([self.row(number) for number in range(lines[0], lines[1])])
        return Table(rows=square(rows), headers=headers)

    def loose(self, lines: list[int]) -> Iterator[Table]:
        """Yield the table whose rows stand in `lines`, with blank lines between them."""
        rows, headers = pipe_rows([self.row(number) for number in lines])
        place = self.source.place(self.starts[lines[0]], self.line(lines[-1])[1])
        message = f"The {len(lines)} lines of this table stand apart as paragraphs"
        help = "Remove the blank lines between its rows; it was read as a table."
        self.report(finding("PS102", message, help, place))
        self.done = lines[-1] + 1
        yield Table(rows=square(rows), headers=headers)

    def row(self, number: int, *, header: bool = False) -> list[Cell]:
        """Return the cells of the pipe row in line `number`."""
        start, end = self.line(number)
        text = self.text
        return [
            Cell(text=shown(text[at:to].replace("\\|", "|"), at, to), header=header)
            for at, to in split_row(text, start, end)
        ]

    def table(self, opener: Token) -> Iterator[Block]:
        first, last = opener.map or [0, 0]
        rows = [self.row(first, header=True)]
        caption: Text | None = None
        number = first + 2
        end = last
        while number < end or (number == last and (end := self.table_end(first, last)) > last):
            row = self.row(number)
            words = caption_of(row)
            if len(rows) > 1 and len(rows[-1]) + len(row) - 1 <= len(rows[0]) and self.breaks(first, number, last):
                rows[-1] = longer(rows[-1], row)
            elif words is None:
                rows.append(row)
            elif words:
                caption = Text(words, row[0].text.start, row[-1].text.end)
            number += 1
        if end > last:
            self.done = end
            start = self.starts[last]
            place = self.source.place(start, self.line(last)[1])
            message = f"The Markdown parser ended this table {end - last} lines early; the rows were read all the same"
            self.report(finding("PS103", message, _ONE_LINE, place))
        yield Table(rows=trim(rows), headers=1, caption=caption)

    def breaks(self, first: int, number: int, last: int) -> bool:
        """Tell whether a line of the table whose head stands in line `first` is the rest of the row above it."""
        head, above, line = map(self.written, (first, number - 1, number))
        return is_rest(head, above, line) or (number >= last and "|" not in line)

    def table_end(self, first: int, last: int) -> int:
        """Return the line after the rows of a table that another block ends in `last`, though they go on."""
        end = last
        while end < len(self.starts) and self.written(end).strip():
            end += 1
        head, above, *below = map(self.written, (first, *range(last - 1, end)))
        return end if goes_on(head, above, below) else last

    def item(self, token: Token, items: list[Item], depth: int, *, fresh: bool) -> list[Block]:
        """Add a paragraph to the items of a list; return these with what stands below a table in it, if it has one."""
        said, *rest = self.parts(token.content, token.map or [0, 0])
        text = self.inline(said.content, said.lines)
        if fresh or not items:
            items.append(Item(depth=depth, text=text))
        else:
            items[-1] = _longer(items[-1], text)
        if not rest:
            return []
        found = [List(items=tuple(items)), *(block for part in rest for block in self.part(part))]
        items.clear()
        return found

    def list(self, tokens: list[Token]) -> Iterator[Block]:
        """Yield the list; a table or code block inside an item stands between its parts."""
        items: list[Item] = []
        depth, index = -1, 0
        fresh = False
        while index < len(tokens):
            token = tokens[index]
            if token.type in ("bullet_list_open", "ordered_list_open"):
                depth += 1
            elif token.type in ("bullet_list_close", "ordered_list_close"):
                depth -= 1
            elif token.type == "list_item_open":
                fresh = True
            elif token.type == "inline" and tokens[index - 1].type == "paragraph_open":
                tables = self.item(token, items, depth, fresh=fresh)
                fresh = bool(tables)
                yield from tables
            elif token.type in ("table_open", "fence", "code_block", "html_block", "heading_open"):
                if items:
                    yield List(items=tuple(items))
                    items = []
                end = closing(tokens, index) if token.nesting == 1 else index + 1
                yield from self.blocks(tokens[index:end])
                index, fresh = end, True
                continue
            index += 1
        if items:
            yield List(items=tuple(items))


def _longer(item: Item, text: Text) -> Item:
    """Return the item with one more paragraph."""
    value = f"{item.text.value}\n{text.value}"
    whole = msgspec.structs.replace(item.text, value=value, end=text.end)
    return msgspec.structs.replace(item, text=whole)


def closing(tokens: list[Token], index: int) -> int:
    """Return the index after the token that closes the one at `index`."""
    depth = 0
    for at in range(index, len(tokens)):
        depth += tokens[at].nesting
        if depth == 0:
            return at + 1
    return len(tokens)


def lines_apart(tokens: list[Token], index: int) -> Iterator[int]:
    """Yield the lines of the paragraph whose text is the token at `index` and of those after it."""
    while index < len(tokens) and tokens[index - 1].type == "paragraph_open":
        yield from range(*(tokens[index].map or (0, 0)))
        index += 3


def divided(blocks: Iterable[Block], tables: list[int]) -> Iterator[Block]:
    """Yield the blocks with their lists divided at the offsets of the tables that stood between their items."""
    for block in blocks:
        if isinstance(block, List) and tables:
            yield from _divide(block, tables)
        else:
            yield block


def _divide(block: List, tables: list[int]) -> Iterator[List]:
    items: list[Item] = []
    for item in block.items:
        if items and any(items[-1].text.start < at < item.text.start for at in tables):
            yield List(items=tuple(items))
            items = []
        items.append(item)
    yield List(items=tuple(items))
