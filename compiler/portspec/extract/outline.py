"""The outline of a page as its readers see it: a title above sections of its own level, captions below their tables."""

import re
from collections.abc import Sequence
from functools import cache

import msgspec

from portspec.document import Block, Heading, Paragraph, Table, Text
from portspec.extract.vocabulary import words

LONGEST = 20
"""A caption has at most this many words."""


def outlined(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks with each section below the title, and each caption with its table."""
    return tuple(_captioned(_below_title(blocks)))


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


def _caption(block: Block) -> Text | None:
    """Return what a paragraph such as "Table 1: Inbound ports" says behind its number."""
    if not isinstance(block, Paragraph) or block.lead is not None or len(block.text.value.split()) > LONGEST:
        return None
    text = block.text
    match = _numbered().match(text.value)
    return Text(text.value[match.end() :], text.start + match.end(), text.end) if match else None


@cache
def _numbered() -> re.Pattern[str]:
    return re.compile(rf"(?:{words('text.table').pattern})\s*\d+\s*[:.：)–-]\s*(?=\S)", re.IGNORECASE)
