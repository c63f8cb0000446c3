"""A document is what a reader makes of a source: a flat tuple of blocks, every text with its span.

Markdown and HTML give the same document for the same page.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby, islice

import msgspec

from portspec.source import Place, Source


class Text(msgspec.Struct, frozen=True):
    """Plain text without markup; what the page separates (`<br>`, paragraphs, list items) is split by newlines."""

    value: str
    """What a reader of the page sees."""
    start: int
    """Offset in the source of the first character shown."""
    end: int
    """Offset after the last character shown; between the two stands the text with its markup and entities."""
    struck: str = ""
    """The words that the page strikes out, folded; they are not part of `value`."""
    marks: tuple[str, ...] = ()
    """The marks of footnotes that stand at the text, such as `*`, `1` or `†`."""
    notes: tuple["Text", ...] = ()
    """What its footnotes say, where the page's markup holds them in the text itself."""
    shown: str = ""
    """What a reader sees, where `value` is what that means: a yes or a no in the place of two marks."""
    folded: str = ""
    """`value` on one line, white space folded; made of it, whatever is given."""

    def __post_init__(self) -> None:
        """Fold the value once: each row of a table asks for it many times."""
        folded = " ".join(self.value.split())
        msgspec.structs.force_setattr(self, "folded", self.value if folded == self.value else folded)  # no second copy


class Heading(msgspec.Struct, frozen=True, kw_only=True):
    """A section's heading."""

    level: int
    """1 to 6."""
    text: Text
    """Its words."""
    anchors: tuple[str, ...] = ()
    """The ids that the page gives it; empty where it gives none."""


class Paragraph(msgspec.Struct, frozen=True, kw_only=True):
    """A paragraph, split where the bold text it may begin with ends."""

    lead: Text | None = None
    """The bold text at its beginning."""
    text: Text
    """The rest; empty where all is bold."""


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One item of a list, without the items nested in it, which follow as items of their own."""

    depth: int
    """0 for the outermost list."""
    text: Text
    """Its words, without those of nested items."""
    term: Text | None = None
    """The term that a definition list's item defines."""


class List(msgspec.Struct, frozen=True, kw_only=True):
    """A list with its nested lists, flat, in the page's order."""

    items: tuple[Item, ...]
    """At least one; `depth` says which is nested in which."""


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """A table cell; one that spans several grid fields stands in each of them as the same object."""

    text: Text
    """Its words; empty for a blank cell."""
    header: bool = False
    """True for `<th>` and for the header row of a Markdown table."""
    columns: int = 1
    """How many columns it spans."""
    rows: int = 1
    """How many rows it spans."""
    missing: bool = False
    """True where the page has no such cell: its row is shorter than the others."""


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """A table as a rectangle: row and column spans are unrolled, short rows filled with empty cells."""

    rows: tuple[tuple[Cell, ...], ...]
    """All of one length, header rows included."""
    headers: int
    """How many of the first rows are header rows, as the page's markup says; may be 0."""
    caption: Text | None = None
    """What the page's markup gives as its title, or None."""
    flattened: bool = False
    """True where the page holds it as paragraphs."""


class Code(msgspec.Struct, frozen=True, kw_only=True):
    """A code block."""

    text: Text
    """Its lines as they are."""
    language: str | None = None
    """What the page says that it is written in, in the page's spelling, or None."""


Block = Heading | Paragraph | List | Table | Code


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """A link to a place in the same page."""

    target: str
    """The anchor without its `#`."""
    text: Text
    """The words that are the link."""


class Condition(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of the page that its markup shows only sometimes."""

    start: int
    """Offset in the source where the stretch begins."""
    end: int
    """Offset after its last character."""
    text: Text
    """When, in words, at the place of the markup that says so."""


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One page, read."""

    source: Source
    """What it was read from, to which all offsets belong."""
    blocks: tuple[Block, ...]
    """Headings, paragraphs, lists, tables and code, in the page's order."""
    links: tuple[Link, ...] = ()
    """Links to anchors of the page itself."""
    anchors: frozenset[str] = frozenset()
    """All anchors that the page defines, by markup or by a heading's words."""
    conditions: tuple[Condition, ...] = ()
    """What is shown only sometimes, by where it begins; a stretch may stand in another."""

    def place(self, text: Text) -> Place:
        """Return the place of a text of this document."""
        return self.source.place(text.start, text.end, text.value)

    def part(self, text: Text, start: int, end: int) -> Text:
        """Return what stands between two offsets of a text's words as a text of its own.

        Markup within the text hides where its words stand; then the first number between the offsets tells, and the
        whole text is returned where there is none, or it is a part of a longer one, or not as often in the source as in
        the words.
        """
        words = text.value[start:end]
        if text.end - text.start == len(text.value):
            return Text(words, text.start + start, text.start + end)
        number = re.search(r"\d+", words)
        if number is None:
            return text
        said = list(_found(number[0], text.value, 0, len(text.value)))
        shown = list(_found(number[0], self.source.text, text.start, text.end))
        place = start + number.start()
        if len(said) != len(shown) or place not in said:
            return text
        at = shown[said.index(place)]
        return Text(words, at, at + len(number[0]))

    def words(self, text: Text, said: str) -> Text:
        """Return words of a text as a text of its own, first those that cut no number, or all of it without them."""
        start = next(_found(said, text.value, 0, len(text.value)), text.value.find(said))
        return self.part(text, start, start + len(said)) if start >= 0 else text


def _found(said: str, text: str, start: int, end: int) -> Iterator[int]:
    """Yield where a number, or words, stand between two offsets of a text and are no part of a longer number."""
    at = text.find(said, start, end)
    while at >= 0:
        behind = at + len(said)
        if not (text[at - 1 : at].isdecimal() or text[behind : min(behind + 1, end)].isdecimal()):
            yield at
        at = text.find(said, behind, end)


def shown_when(document: Document) -> Iterator[tuple[int, tuple[Text, ...]]]:
    """Yield the offsets at which other conditions begin to hold, each with these, the outermost first.

    Of conditions that stand in each other only the innermost count where they are more than anybody writes.
    """
    numbered = list(enumerate(document.conditions, 1))
    edges = [(each.start, number) for number, each in numbered] + [(each.end, -number) for number, each in numbered]
    holding: dict[int, Text] = {}
    for at, number in sorted(edges):  # what ends at an offset ends before another begins there, the innermost first
        if number > 0:
            holding[number] = document.conditions[number - 1].text
        else:
            holding.pop(-number, None)
        yield at, tuple(islice(reversed(holding.values()), DEEPEST))[::-1]


DEEPEST = 8
"""So many conditions that stand in each other are told."""


def lists_of(parts: Iterable[Item | Block]) -> Iterator[Block]:
    """Yield the items that follow each other as lists, and what stands between them as it is."""
    for is_item, run in groupby(parts, lambda each: isinstance(each, Item)):
        if is_item:
            yield List(items=tuple(each for each in run if isinstance(each, Item)))
        else:
            yield from (each for each in run if not isinstance(each, Item))


def block_start(block: Block) -> int:
    """Return the offset where a block begins."""
    match block:
        case List():
            return min(item.text.start for item in block.items)
        case Table():
            return block.rows[0][0].text.start if block.rows and block.rows[0] else 0
        case Paragraph():
            return block.lead.start if block.lead else block.text.start
        case _:
            return block.text.start
