"""The blocks of a page of DocBook or DITA, by the names of its elements."""

from collections.abc import Iterator

from portspec.document import Block, Code, Heading, Item, Paragraph, Text, lists_of
from portspec.readers.xml.inline import NOTES, UNSEEN, Inline, nearest
from portspec.readers.xml.tables import TABLES, tables_of
from portspec.readers.xml.tree import Element, Piece

_SECTIONS = frozenset(
    "appendix article bibliography book chapter colophon concept dedication dita glossary glossentry part preface "
    "reference refentry refsect1 refsect2 refsect3 refsection sect1 sect2 sect3 sect4 sect5 section set simplesect "
    "task topic troubleshooting".split()
)
_LISTS = frozenset(
    "calloutlist choices dl glosslist itemizedlist ol orderedlist parml procedure simplelist sl steps steps-unordered "
    "substeps ul variablelist".split()
)
_ITEMS = frozenset(
    "callout choice dlentry glossentry li listitem member plentry sli step stepsection substep varlistentry".split()
)
_TERMS = frozenset("dt glossterm pt term".split())
_CODE = frozenset("codeblock cmdsynopsis msgblock pre programlisting screen synopsis".split())
_CONTAINERS = frozenset(
    "abstract annotation answer blockquote bodydiv body caution conbody context div epigraph equation example fig "
    "figure formalpara glossbody important informalexample informalfigure legalnotice lq note postreq prereq "
    "qandadiv qandaentry qandaset question refbody refnamediv refsynopsisdiv result sectiondiv sidebar taskbody tip "
    "troublebody warning".split()
)
_PARAGRAPHS = frozenset("bridgehead cmd glossdef lines literallayout p para shortdesc simpara subtitle title".split())
_PARTS = TABLES | _LISTS | _CODE
_BLOCKS = _SECTIONS | _PARTS | _CONTAINERS | _PARAGRAPHS
_BOLD = frozenset(("b", "strong"))


class Blocks:
    """Makes blocks of the elements of one page."""

    def __init__(self, inline: Inline) -> None:
        self.inline = inline

    def of(self, element: Element, level: int = 0) -> Iterator[Block]:
        """Yield the blocks of an element, in a section of a level; text right inside it is a paragraph."""
        run: list[Element | Piece] = []
        for each in element.children:
            if isinstance(each, Piece) or not (_is_metadata(each, element) or _holds_blocks(each)):
                run.append(each)
                continue
            yield from self._paragraph(run)
            run = []
            yield from self._block(each, element, level)
        yield from self._paragraph(run)

    def _block(self, each: Element, parent: Element, level: int) -> Iterator[Block]:
        name = each.name
        if _is_metadata(each, parent):
            yield from (self._title(title, level) for title in each.elements if title.name == "title")
        elif name in _SECTIONS:
            yield from self.of(each, level + 1)
        elif name in TABLES:
            yield from tables_of(each, self.inline)
            yield from self._notes([each])
        elif name in _LISTS:
            yield from self._list(each)
            yield from self._notes([each])
        elif name in _CODE:
            yield self._code(each)
        elif name == "bridgehead" or (name == "title" and parent.name in _SECTIONS):
            yield self._title(each, level + (name == "bridgehead"))
        elif name in ("title", "formalpara"):
            yield from self._lead(each)
        else:
            yield from self.of(each, level)

    def _title(self, element: Element, level: int) -> Heading:
        return Heading(level=min(max(level, 1), 6), text=self.inline.text(element))

    def _lead(self, element: Element) -> Iterator[Block]:
        """Yield a title that is no section's as bold text, with the paragraph that it is the title of."""
        titles = [each for each in element.elements if each.name == "title"]
        lead = self.inline.text(titles[0] if titles else element)
        text = self.inline.text(element, frozenset(("title",)) | _PARTS) if titles else None
        yield Paragraph(lead=lead, text=text if text and text.value else Text("", lead.end, lead.end))
        for each in nearest(element, _PARTS) if titles else ():
            yield from self._block(each, element, 0)

    def _paragraph(self, run: list[Element | Piece]) -> Iterator[Block]:
        """Yield the paragraph made of a run, divided where the bold text ends that it begins with."""
        while run and isinstance(run[0], Piece) and not self.inline.value(run[0]).strip():
            run = run[1:]
        text = self.inline.of(run)
        if text.value or text.struck:
            first = run[0]
            if isinstance(first, Element) and _is_bold(first):
                lead, rest = self.inline.text(first), self.inline.of(run[1:])
                yield Paragraph(lead=lead, text=rest if rest.value else Text("", lead.end, lead.end))
            else:
                yield Paragraph(text=text)
        yield from self._notes(run)

    def _notes(self, elements: list[Element | Piece]) -> Iterator[Paragraph]:
        """Yield the footnotes in some elements, each with its mark."""
        for each in (note for element in elements if isinstance(element, Element) for note in element.walk()):
            if each.name in NOTES and (text := self.inline.of(each.children)).value:
                yield Paragraph(text=Text(f"[{self.inline.notes[id(each)]}] {text.value}", text.start, text.end))

    def _code(self, element: Element) -> Code:
        pieces = [each for one in element.walk() for each in one.children if isinstance(each, Piece)]
        raw = "".join(self.inline.value(each) for each in sorted(pieces, key=lambda each: each.start)).strip("\n")
        place = self.inline.of(element.children)
        language = element.get("language") or element.get("outputclass").removeprefix("language-")
        return Code(text=Text(raw, place.start, place.end), language=language or None)

    def _list(self, element: Element) -> Iterator[Block]:
        """Yield a list; a table or code inside an item stands between its parts."""
        yield from lists_of(self._items(element, 0))

    def _items(self, element: Element, depth: int) -> Iterator[Item | Block]:
        for each in element.elements:
            if each.name in _ITEMS:
                yield from self._item(each, depth)
            elif _holds_blocks(each) and each.name not in ("dlhead", *_LISTS):
                yield from self._block(each, element, 0)

    def _item(self, element: Element, depth: int) -> Iterator[Item | Block]:
        """Yield the item's own text, then what is nested in it; a term with nothing but a list is an item."""
        terms: list[Element | Piece] = [each for each in element.elements if each.name in _TERMS]
        rest = [each for each in element.children if isinstance(each, Piece) or each.name not in _TERMS]
        term = self.inline.of(terms) if terms else None
        text = self.inline.of(rest, _PARTS)
        parts = list(nearest(element, _PARTS))
        if term and not text.value:
            nested = any(each.name in _LISTS for each in parts)
            text, term = (term, None) if nested else (Text("", term.end, term.end), term)
        if text.value or text.struck or term:
            yield Item(depth=depth, text=text, term=term)
            depth += 1
        for each in parts:
            yield from self._items(each, depth) if each.name in _LISTS else self._block(each, element, 0)


def _is_metadata(element: Element, parent: Element) -> bool:
    """Tell whether an element says something about its parent; DITA's steps have an `<info>` that is text."""
    return element.name.endswith("info") and parent.name not in _ITEMS


def _holds_blocks(element: Element) -> bool:
    """Tell whether an element is a block or holds one."""
    if element.name in _BLOCKS:
        return True
    return element.name not in UNSEEN and element.name not in NOTES and any(map(_holds_blocks, element.elements))


def _is_bold(element: Element) -> bool:
    return element.name in _BOLD or (element.name == "emphasis" and element.get("role") in ("bold", "strong"))
