"""The outline of a page as its readers see it: a title above its sections, captions below tables, lines as lists."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

import msgspec

from portspec.document import Block, Cell, Heading, Item, List, Paragraph, Table, Text
from portspec.extract.context.flattened import whole_text
from portspec.extract.context.paragraphs import whole
from portspec.extract.ends.hosts import part_of
from portspec.extract.grammar.digits import COUNTER
from portspec.extract.grammar.mentions import may_mention
from portspec.extract.grammar.spans import SHORT, is_title_of_ports, spans
from portspec.extract.language.vocabulary import words

CAPTION_WORDS = 20
"""A caption has at most this many words."""


def outlined(blocks: Sequence[Block], source: str) -> tuple[Block, ...]:
    """Return the blocks with each section below the title, each caption with its table, and lines of ports as lists.

    `source` is the page's text.
    """
    return tuple(_itemised(_captioned(_below_title(tuple(_with_notes(blocks)))), source))


def _with_notes(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks with the sentences that stand across the last rows of a table as the paragraphs below it."""
    for block in blocks:
        rows = block.rows if isinstance(block, Table) else ()
        end = len(rows)
        while end > 1 and _is_note(rows[end - 1]):
            end -= 1
        if not isinstance(block, Table) or end == len(rows):
            yield block
            continue
        yield msgspec.structs.replace(block, rows=rows[:end], headers=min(block.headers, end))
        yield from (Paragraph(text=row[0].text) for row in rows[end:])


def _is_note(row: Sequence[Cell]) -> bool:
    """Tell whether a row is one sentence across, and no row of its own."""
    text = row[0].text.folded
    alone = len(row) > 1 and (all(cell is row[0] for cell in row) or not any(cell.text.value for cell in row[1:]))
    return alone and _SENTENCE.search(text) is not None and not is_title_of_ports(text)


_SENTENCE = re.compile(r"^(?:[*†‡§¹²³]|\[\w\])|^[^\W\d].*\s.*[.!]$|[。！]$", re.DOTALL)
"""What begins with the mark of a note, or ends as sentences do."""


def _itemised(blocks: Sequence[Block], source: str) -> Iterator[Block]:
    """Yield the blocks with the lists that readers see where paragraphs, or their lines, are ports and little else.

    Only the page's own line breaks count: "Ports:<br>TCP 7100-7109<br>UDP 7103". A paragraph of one line is an item
    below a line that ends in a colon, and below another such item.
    """
    items: list[Item] = []
    introduced = False
    for block in blocks:
        head, lines = _parted(block, source, introduced=introduced) if isinstance(block, Paragraph) else (block, [])
        if head and items:
            yield List(items=tuple(items))
            items = []
        if head:
            yield head
        items += [Item(depth=0, text=line) for line in lines]
        introduced = bool(items) or (isinstance(head, Paragraph) and whole(head).endswith((":", "：")))
    if items:
        yield List(items=tuple(items))


def _parted(paragraph: Paragraph, source: str, *, introduced: bool) -> tuple[Paragraph | None, list[Text]]:
    """Return a paragraph without the lines that are ports, None where none is left, and those lines."""
    if "\n" not in paragraph.text.value:
        text = whole_text(paragraph)
        item = introduced and is_title_of_ports(text.value) and _states_ports(text.value)
        return (None, [text]) if item else (paragraph, [])
    lines = _lines(paragraph, source)
    first = int(bool(lines) and not _states_ports(lines[0].value))
    if not lines[first:] or not all(_states_ports(line.value) for line in lines[first:]):
        return paragraph, []
    head = lines[0] if first else Text("", paragraph.text.start, paragraph.text.start)
    return Paragraph(lead=paragraph.lead, text=head) if head.value or paragraph.lead else None, lines[first:]


def _lines(paragraph: Paragraph, source: str) -> list[Text]:
    """Return the lines of a paragraph; where markup stands in one, its place begins at its first word."""
    found, at = [], paragraph.text.start
    for line in filter(str.strip, paragraph.text.value.split("\n")):
        start = max(source.find(line.split()[0], at, paragraph.text.end), at)
        at = max(source.find(line.split()[-1], start, paragraph.text.end), start)
        found.append(Text(line.strip(), start, at + len(line.split()[-1])))
    return found


def _states_ports(line: str) -> bool:
    """Tell whether a line is ports, with their transport or a word for ports, and little else."""
    few = len(line.split()) <= SHORT and not line.rstrip().endswith((".", "。"))
    return few and may_mention(line) and any(spans(line, known=False))


def _below_title(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with all headings one level deeper where the first of them is no section but the page's title.

    That is so where another heading of the same level comes next, and nothing but paragraphs between.
    """
    first, *rest = [at for at, block in enumerate(blocks) if isinstance(block, Heading)] or [0]
    following = blocks[rest[0]] if rest else None
    title = blocks[first] if blocks else None
    between = blocks[first + 1 : rest[0]] if rest else ()
    if (
        not (isinstance(title, Heading) and isinstance(following, Heading))
        or not title.level == following.level == 1
        or not all(isinstance(block, Paragraph) for block in between)
    ):
        return list(blocks)
    return [
        msgspec.structs.replace(block, level=block.level + 1)
        if isinstance(block, Heading) and block is not title
        else block
        for block in blocks
    ]


def _captioned(blocks: list[Block]) -> list[Block]:
    """Return the blocks with the paragraphs "Table 1: …" as captions of the tables above them.

    They belong to the tables below them where one stands right above the first table that has a neighbour so named.
    """
    blocks = list(map(_unnumbered, blocks))
    captions = {at: found for at, block in enumerate(blocks) if (found := _caption(block))}
    below = [at for at, block in enumerate(blocks) if isinstance(block, Table) and at + 1 in captions]
    above = [at for at, block in enumerate(blocks) if isinstance(block, Table) and at - 1 in captions]
    if not below or (above and above[0] <= below[0]):
        return blocks
    for at in below:
        table = blocks[at]
        if isinstance(table, Table) and table.caption is None:
            blocks[at] = msgspec.structs.replace(table, caption=captions[at + 1])
    taken = {at + 1 for at in below}
    return [block for at, block in enumerate(blocks) if at not in taken]


def _unnumbered(block: Block) -> Block:
    """Return a block without the number in its caption, in the bold line that it is, "Table 1. Relay", or its items."""
    match block:
        case Table(caption=Text() as text) if found := _numbered().match(text.value):
            return msgspec.structs.replace(block, caption=_behind(text, found))
        case Paragraph(lead=Text() as text) if found := _numbered().match(text.value):
            return msgspec.structs.replace(block, lead=_behind(text, found))
        case List():
            return _uncounted(block)
        case _:
            return block


def _uncounted(block: List) -> List:
    """Return a list without the numbers that count its outermost items in their own words, from one on: "1、"."""
    outer = [item for item in block.items if not item.depth]
    found = [COUNTER.match(item.text.value) for item in outer if not item.term]
    said = [int(each[1]) for each in found if each]
    if len(outer) < 2 or said != [*range(1, len(outer) + 1)]:  # noqa: PLR2004
        return block
    ends = {id(item): each.end() for item, each in zip(outer, found, strict=True) if each}
    items = (
        msgspec.structs.replace(item, text=part_of(item.text, item.text.value[ends.get(id(item), 0) :]))
        for item in block.items
    )
    return List(items=tuple(items))


def _behind(text: Text, found: re.Match[str]) -> Text:
    return msgspec.structs.replace(text, value=text.value[found.end() :])


def _caption(block: Block) -> Text | None:
    """Return what a paragraph such as "Table 1: Inbound ports" says behind its number."""
    if not isinstance(block, Paragraph) or block.lead is not None or len(block.text.value.split()) > CAPTION_WORDS:
        return None
    text = block.text
    match = _numbered().match(text.value)
    return Text(text.value[match.end() :], text.start + match.end(), text.end) if match else None


@cache
def _numbered() -> re.Pattern[str]:
    return re.compile(rf"(?:{words('text.table').pattern})\s*\d+\s*[:.：)–-]\s*(?=\S)", re.IGNORECASE)
