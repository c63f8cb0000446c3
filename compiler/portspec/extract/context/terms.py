"""Terms: paragraphs whose first line is nothing but ports, put together as the list of definitions that they are."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from portspec.document import Block, Heading, Item, List, Paragraph, Text
from portspec.extract.context.flattened import whole_text
from portspec.extract.grammar.lexer import tokens
from portspec.extract.grammar.mentions import mentions
from portspec.extract.grammar.spans import says_only_ports

_LONGEST = 60
"""No such line has as many letters."""


def termed(blocks: Iterable[Block], source: str) -> Iterator[Block]:
    """Yield blocks; paragraphs such as "Port 7101" above a line that says what it is for are items of a list.

    Where several such lists have a line of a few words above them, these are their headings.
    """
    found: list[Block] = []
    lists: list[int] = []
    for items, run in groupby(((block, _item(block, source)) for block in blocks), lambda each: each[1] is not None):
        if items:
            lists.append(len(found))
            found.append(List(items=tuple(item for _, item in run if item)))
        else:
            found.extend(block for block, _ in run)
    titles = [at for each in lists for at in _title_above(found, each)]
    level = 1
    for at, block in enumerate(found):
        level = block.level if isinstance(block, Heading) else level
        if at in titles and len(titles) > 1 and isinstance(block, Paragraph):
            yield Heading(level=min(level + 1, _DEEPEST), text=whole_text(block))
        else:
            yield block


_DEEPEST = 6


def _title_above(blocks: list[Block], at: int) -> Iterator[int]:
    """Yield where the title of a list stands: right above it, or above the line that leads to it."""
    for above in range(at - 1, max(at - 3, -1), -1):
        block = blocks[above]
        if not isinstance(block, Paragraph):
            return
        if _is_title(whole_text(block).folded):
            yield above
            return


def _is_title(text: str) -> bool:
    """Tell whether a paragraph is a few words, no sentence and no label of what follows."""
    return 0 < len(text.split()) <= _FEW and text[-1:].isalnum() and not text[:1].islower() and not mentions(text)


_FEW = 8


def _item(block: Block, source: str) -> Item | None:
    """Return a paragraph as an item, with its first line as the term; None where that is not ports, named as such."""
    if not isinstance(block, Paragraph):
        return None
    said = whole_text(block)
    led = block.lead is not None and any(map(str.isdecimal, block.lead.value))  # "**Port:** 7101" has its number behind
    lead, text = (block.lead, block.text) if led else _parted(said, source)
    if lead is None or len(lead.value) > _LONGEST or not text.value.strip():
        return None
    term = lead.folded.rstrip(" :：")
    only = says_only_ports(token for token in tokens(term) if token.kind != "colon")  # "Port: 7101"
    named = only and not term.isdecimal() and bool(mentions(term))
    return Item(depth=0, text=text, term=lead) if named and not _goes_on(text.value) else None


def _goes_on(text: str) -> bool:
    """Tell whether a text goes on with the line above, as a page breaks a sentence: "TCP 7101 / must be open"."""
    first = text.lstrip()[:1]
    return not first.isalnum() or first.islower()


def _parted(said: Text, source: str) -> tuple[Text | None, Text]:
    """Return the first line of several, as the page breaks them, and the others, each with its place."""
    line, _, rest = source[said.start : said.end].partition("\n")
    named = [word.strip("*_`") for word in line.split()]
    shown = [*_WORD.finditer(said.value)][: len(named)]
    marks, notes = said.marks, said.notes
    if named and rest.strip() and [each.group() for each in shown] == named:
        cut, end = shown[-1].end(), said.start + len(line.rstrip())
        start = said.start + len(line) + 1
    else:  # markup stands in it, or breaks the line
        cut, start, end = said.value.find("\n"), said.start, said.end
    if cut < 0 or not said.value[cut:].strip():
        return None, said
    return (
        Text(said.value[:cut], said.start, end, marks=marks, notes=notes),
        Text(said.value[cut:].lstrip(), start, said.end, marks=marks, notes=notes),
    )


_WORD = re.compile(r"\S+")
