"""The blocks of a page of reStructuredText, from the tree that docutils makes of it."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator

import msgspec
from docutils import nodes

from portspec.document import Block, Cell, Code, Heading, Item, Paragraph, Table, Text, lists_of
from portspec.readers.grid import unroll
from portspec.readers.rest.inline import Inline, lost
from portspec.readers.rest.notes import mark_of

LISTS = (nodes.bullet_list, nodes.enumerated_list, nodes.definition_list, nodes.field_list, nodes.option_list)
_CODE = (nodes.literal_block, nodes.doctest_block)
_TERMS = (nodes.term, nodes.field_name)
_TEXTS = (nodes.paragraph, nodes.title, *_TERMS, nodes.attribution, nodes.line, *_CODE)
_UNSEEN = (nodes.comment, nodes.substitution_definition, nodes.system_message, nodes.label)
_PARTS = (nodes.table, *LISTS, *_CODE)
"""What stands beside the text of an item, as a block of its own."""


class Blocks:
    """Makes blocks of the elements of one page."""

    def __init__(self, inline: Inline, raw: Callable[[int, int], Iterable[Block]]) -> None:
        self.inline = inline
        self.raw = raw
        """Reads HTML between two offsets of the page."""

    def of(self, node: nodes.Element) -> Iterator[Block]:
        """Yield the blocks of an element, containers flattened."""
        for each in node.children:
            if isinstance(each, nodes.system_message):
                yield from [Paragraph(text=self.inline.found(line))] if (line := lost(each)) else ()
            elif isinstance(each, nodes.Element) and not isinstance(each, _UNSEEN):
                yield from self._block(each)

    def _block(self, node: nodes.Element) -> Iterator[Block]:
        match node:
            case nodes.title():
                yield Heading(level=min(node["level"], 6), text=self.inline.text(node))
            case nodes.paragraph() | nodes.attribution():
                yield from self._paragraph(node)
            case nodes.literal_block() | nodes.doctest_block():
                yield Code(text=self.inline.written(node), language=node.get("language"))
            case nodes.table():
                yield from self._table(node)
            case nodes.raw():
                yield from self.raw(*map(self.inline.plain.back, node["places"]))
            case nodes.line_block() | nodes.footnote() | nodes.citation():
                text = self._marked(node, joined(self._texts(node)))
                yield from [Paragraph(text=text)] if text.value else ()
            case _ if isinstance(node, LISTS):
                yield from self._list(node)
            case _:
                yield from self.of(node)

    def _paragraph(self, node: nodes.Element) -> Iterator[Paragraph]:
        """Yield a paragraph, divided where the bold text ends that it begins with."""
        first, rest = node.children[:1], node.children[1:]
        if not (first and isinstance(first[0], nodes.strong)):
            text = self.inline.text(node)
            yield from [Paragraph(text=text)] if text.value or text.struck else ()
            return
        written = first[0].rawsource
        lead = self.inline.part(node, first, 2, len(written) - 2) if written else self.inline.text(node)
        raw = node.rawsource[len(written) :]
        at = len(node.rawsource) - len(raw.lstrip())
        text = self.inline.part(node, rest, at, len(node.rawsource))
        yield Paragraph(lead=lead, text=text if text.value else Text("", text.end, text.end))

    def _marked(self, node: nodes.Element, text: Text) -> Text:
        """Return the text of a note with its mark before it."""
        if not (mark := mark_of(node)):
            return text
        start = self.inline.plain.back(node["places"][0])
        return msgspec.structs.replace(text, value=f"[{mark}] {text.value}", start=start)

    def _texts(self, node: nodes.Element) -> Iterator[Text]:
        """Yield the texts in an element, but those of tables inside."""
        for each in node.children:
            if isinstance(each, _TEXTS):
                yield self.inline.written(each) if isinstance(each, _CODE) else self.inline.text(each)
            elif isinstance(each, nodes.Element) and not isinstance(each, (*_UNSEEN, nodes.table)):
                yield from self._texts(each)

    def _list(self, node: nodes.Element) -> Iterator[Block]:
        """Yield a list; a table or code inside an item stands between its parts."""
        yield from lists_of(self._items(node, 0))

    def _items(self, node: nodes.Element, depth: int) -> Iterator[Item | Block]:
        for each in node.children:
            if isinstance(each, nodes.Element) and not isinstance(each, _UNSEEN):
                yield from self._item(each, depth)

    def _item(self, node: nodes.Element, depth: int) -> Iterator[Item | Block]:
        """Yield the item's own text, then the lists, tables and code inside it; a term without text is an item."""
        term = next((self.inline.text(each) for each in node.children if isinstance(each, _TERMS)), None)
        own, parts = self._own(node)
        text = joined(own)
        if term and not own and any(isinstance(each, LISTS) for each in parts):
            text, term = term, None
        if text.value or text.struck or term:
            yield Item(depth=depth, text=text if own or not term else Text("", term.end, term.end), term=term)
            depth += 1
        for each in parts:
            yield from self._items(each, depth) if isinstance(each, LISTS) else self._block(each)

    def _own(self, node: nodes.Element) -> tuple[list[Text], list[nodes.Element]]:
        """Return the texts of an item, and the parts of it that are blocks of their own."""
        texts: list[Text] = []
        parts: list[nodes.Element] = []
        for each in node.children:
            if not isinstance(each, nodes.Element) or isinstance(each, (*_UNSEEN, *_TERMS)):
                continue
            if isinstance(each, _PARTS):
                parts.append(each)
            elif isinstance(each, _TEXTS):
                texts.append(self.inline.text(each))
            else:
                inner = self._own(each)
                texts += inner[0]
                parts += inner[1]
        return texts, parts

    def _table(self, node: nodes.Element) -> Iterator[Block]:
        """Yield the table, then the tables in its cells."""
        rows = [each for each in node.findall(nodes.row) if _table_around(each) is node]
        filled = [number for number, row in enumerate(rows) if row.children]  # docutils makes rows that hold nothing
        headers = node.get("headers", sum(isinstance(rows[number].parent, nodes.thead) for number in filled))
        end = 0
        made: list[list[Cell]] = []
        for number in filled:
            cells: list[Cell] = []
            for entry in (each for each in rows[number].children if isinstance(each, nodes.Element)):
                below = bisect_right(filled, number + entry.get("morerows", 0)) - len(made)
                header = len(made) < headers or len(cells) < node.get("stubs", 0)
                cells.append(self._cell(entry, end, header=header, rows=below))
                end = cells[-1].text.end
            made.append(cells)
        title = next((self.inline.text(each) for each in node.children if isinstance(each, nodes.title)), None)
        if any(made):
            yield Table(rows=unroll(made), headers=headers, caption=title)
        for inner in node.findall(nodes.table):
            if inner is not node and _table_around(inner) is node:
                yield from self._table(inner)

    def _cell(self, entry: nodes.Element, end: int, *, header: bool, rows: int) -> Cell:
        """Return a cell; an empty one stands where the one before it ends."""
        texts = list(self._texts(entry))
        return Cell(
            text=joined(texts) if texts else Text("", end, end),
            header=header,
            columns=entry.get("morecols", 0) + 1,
            rows=rows,
        )


def _table_around(node: nodes.Node) -> nodes.Node | None:
    """Return the table that an element is a part of."""
    around = node.parent
    while around is not None and not isinstance(around, nodes.table):
        around = around.parent
    return around


def joined(texts: Iterable[Text]) -> Text:
    """Return several texts as one, each on a line of its own."""
    found = list(texts)
    if len(found) <= 1:
        return found[0] if found else Text("", 0, 0)
    return Text(
        "\n".join(each.value for each in found if each.value),
        min(each.start for each in found),
        max(each.end for each in found),
        " ".join(each.struck for each in found if each.struck),
        tuple(mark for each in found for mark in each.marks),
    )
