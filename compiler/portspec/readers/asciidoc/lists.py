"""AsciiDoc lists: items by their markers, nested as these say, with what is attached to them."""

import re
from collections.abc import Callable, Iterator

import msgspec

from portspec.document import Block, Item, List, Paragraph, Table, Text
from portspec.readers.asciidoc.inline import Inline
from portspec.readers.asciidoc.lines import Line

_MARKED = re.compile(r"[ \t]*(?P<marker>-|\*{1,5}|\.{1,5}|•|\d+\.|[a-zA-Z]\.|[IVXivx]+\)|<(?:\d+|\.)>)[ \t]+(?=\S)")
_TERM = re.compile(r"[ \t]*(?P<term>(?!//)\S.*?)(?P<marker>:::?:?|;;)(?:[ \t]+|$)")
_TERMS = ("::", ":::", "::::", ";;")
_CHECKBOX = re.compile(r"\[([ xX*])\][ \t]+")


class Marked(msgspec.Struct, frozen=True, kw_only=True):
    """How a line begins an item."""

    marker: str
    """What items of one list begin with."""
    text: Line
    """What stands behind the marker."""
    term: Line | None = None
    """The words that a description list's item defines; None for other lists."""


def marked(line: Line) -> Marked | None:
    """Return how a line begins an item, or None where it begins none."""
    begin = line.text.lstrip()[:1]
    if begin in "-*.•<" or begin.isalnum():
        found = _MARKED.match(line.text)
        if found:
            at = found.end()
            box = _CHECKBOX.match(line.text, at)
            at = box.end() if box else at
            return Marked(marker=_kind(found["marker"]), text=Line(line.start + at, line.text[at:]))
    if "::" in line.text or ";;" in line.text:
        found = _TERM.match(line.text)
        if found:
            term = Line(line.start + found.start("term"), found["term"])
            rest = Line(line.start + found.end(), line.text[found.end() :])
            return Marked(marker=found["marker"], text=rest, term=term)
    return None


def _kind(marker: str) -> str:
    """Return the marker without its number: `1.` and `2.` begin items of one list."""
    if marker[0].isdigit():
        return "1."
    return "a." if marker[0].isalpha() else "<1>" if marker[0] == "<" else marker


Attach = Callable[[int], tuple[list[Block], int]]
"""Read the block that begins in a line, by number; return it and the number of the line behind it."""


class Reading:
    """One list on its way: the items so far, and the markers of the lists that are open."""

    def __init__(self, lines: list[Line], inline: Inline, attach: Attach, begins: Callable[[int], bool]) -> None:
        self.lines, self.inline, self.attach, self.begins = lines, inline, attach, begins
        self.items: list[Item] = []
        self.markers: list[str] = []
        self.at = 0

    def read(self, at: int) -> Iterator[Block]:
        """Yield the list that begins in a line, by number, as lists and what stands between their items.

        A list of terms behind a blank line is one of its own: what an item above says is not said of it.
        """
        self.at = behind = at
        while self.at < len(self.lines):
            begun = marked(self.lines[self.at])
            if begun is None:
                break
            if begun.term and self.at != behind and not any(each in _TERMS for each in self.markers):
                yield from self.flush()
                self.markers = []
            yield from self.item(begun)
            behind = self.at
            ahead = self.skip_blank(self.at)
            if ahead >= len(self.lines) or marked(self.lines[ahead]) is None:
                break
            self.at = ahead
        yield from self.flush()

    def skip_blank(self, at: int) -> int:
        """Return the number of the next line with text."""
        while at < len(self.lines) and not self.lines[at].text:
            at += 1
        return at

    def flush(self) -> Iterator[List]:
        """Yield the items that wait."""
        if self.items:
            yield List(items=tuple(self.items))
            self.items = []

    def depth(self, marker: str) -> int:
        """Return how deep an item with a marker stands; a new marker opens a list in the item before it."""
        if marker in self.markers:
            del self.markers[self.markers.index(marker) + 1 :]
        else:
            self.markers.append(marker)
        return len(self.markers) - 1

    def item(self, begun: Marked) -> Iterator[Block]:
        """Yield what stands before and in one item; the item itself waits for the others."""
        depth = self.depth(begun.marker)
        self.at += 1
        lines = [begun.text] if begun.text.text else []
        if begun.term is not None and not lines:
            self.at = self.skip_blank(self.at) if self.is_text(self.skip_blank(self.at)) else self.at
        while self.is_text(self.at):
            lines.append(self.lines[self.at])
            self.at += 1
        term = None if begun.term is None else self.shown([begun.term])
        if lines:
            text = self.shown(lines)
        else:
            end = begun.text.start
            text = Text("", end, end)
        self.items.append(Item(depth=depth, text=text, term=term))
        while self.attached():
            yield from self.more()

    def is_text(self, at: int) -> bool:
        """Tell whether a line goes on with the text of an item."""
        if at >= len(self.lines):
            return False
        line = self.lines[at]
        return bool(line.text) and line.text != "+" and marked(line) is None and not self.begins(at)

    def attached(self) -> bool:
        """Tell whether a block is attached to the item: behind a plus, or an indented paragraph below it."""
        at = self.at
        if at < len(self.lines) and self.lines[at].text == "+":
            following = self.skip_blank(at + 1)
            if following == len(self.lines) or marked(self.lines[following]) is None:
                return True
            self.at = at = following  # an item behind a plus is one of this list, or nested in it by its marker
        ahead = self.skip_blank(at)
        return at < ahead < len(self.lines) and self.lines[ahead].text[0] in " \t" and self.is_text(ahead)

    def more(self) -> Iterator[Block]:
        """Take an attached block: a paragraph goes on with the item, all else stands between the items."""
        if self.lines[self.at].text == "+":
            self.at += 1
        self.at = self.skip_blank(self.at)
        start = self.at
        blocks, self.at = self.attach(start) if start < len(self.lines) else ([], start)
        self.at = max(self.at, start + (start < len(self.lines)))
        if not all(isinstance(each, Paragraph) for each in blocks):
            named = self.leading()
            yield from self.flush()
            yield from named
            blocks = [_captioned(each, named) for each in blocks]
        for block in blocks:
            if isinstance(block, Paragraph) and self.items:
                self.items[-1] = _longer(self.items[-1], block)
            else:
                yield block

    def leading(self) -> list[Paragraph]:
        """Return the term of the last item as a title where the item says nothing itself: it names what is attached."""
        last = self.items[-1] if self.items else None
        if last is None or last.term is None or last.text.value:
            return []
        self.items.pop()
        return [Paragraph(lead=last.term, text=Text("", last.term.end, last.term.end))]

    def shown(self, lines: list[Line]) -> Text:
        """Return the text of lines."""
        first, last = lines[0], lines[-1]
        raw = "\n".join(line.text for line in lines)
        start = first.start + len(first.text) - len(first.text.lstrip())
        return self.inline.shown(raw, start, last.start + len(last.text))


def _captioned(block: Block, named: list[Paragraph]) -> Block:
    if named and isinstance(block, Table) and block.caption is None:
        return msgspec.structs.replace(block, caption=named[0].lead)
    return block


def _longer(item: Item, paragraph: Paragraph) -> Item:
    """Return the item with one more paragraph."""
    texts = [each for each in (item.text, paragraph.lead, paragraph.text) if each and each.value]
    if not texts:
        return item
    whole = Text(
        "\n".join(each.value for each in texts),
        texts[0].start,
        texts[-1].end,
        item.text.struck,
        item.text.marks,
        tuple(note for each in texts for note in each.notes),
    )
    return msgspec.structs.replace(item, text=whole)
