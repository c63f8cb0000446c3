"""The text of elements: what a reader sees of them, a newline wherever a block begins, and where it stands."""

import re
from collections.abc import Container, Iterator

from portspec.document import Text
from portspec.readers.xml.entities import Entities
from portspec.readers.xml.tree import Element, Piece

UNSEEN = frozenset(
    "alt anchor area beginpage cloak colspec comment data data-about draft-comment footnote footnoteref fn graphic "
    "image imagedata imageobject index-base indexterm metadata prolog remark required-cleanup spanspec state "
    "titleabbrev unknown".split()
)
"""Elements that show no text here; footnotes are notes of their own."""
NOTES = ("footnote", "fn", "footnoteref")
"""Footnotes, and what points at one."""
_LINES = frozenset(
    "address annotation answer bridgehead caption choice cmd codeblock dd ddhd dlentry dt dthd entry formalpara info "
    "itemizedlist li lines linebreak listitem literallayout lq member msgblock note ol orderedlist p para pd plentry "
    "pre procedure programlisting pt qandaentry question row sbr screen section simpara simplelist sl sli step "
    "stepresult steps strow substep substeps synopsis term title tr ul variablelist varlistentry".split()
)
"""Elements that begin a line of their own."""
_STRUCK = frozenset(("line-through", "strikethrough", "strike"))
_BLANKS = re.compile(r"[ \t\r\f\v\n]+")
_EDGES = re.compile(r" *\x00[ \x00]*")
_BREAK = "\x00"
"""What stands for the end of a line while spaces are folded."""


class Inline:
    """What the elements of one page show."""

    def __init__(self, text: str, entities: Entities, notes: dict[int | str, str]) -> None:
        self.source, self.entities = text, entities
        self.notes = notes
        """The marks of footnotes by the `id()` of their elements, or by the ids that the page gives them."""

    def text(self, element: Element, without: frozenset[str] = frozenset()) -> Text:
        """Return the text of an element without that of some elements in it."""
        return self.of([element], without)

    def of(self, children: list[Element | Piece], without: frozenset[str] = frozenset()) -> Text:
        """Return the text of some children."""
        shown: list[str] = []
        inked: list[Piece] = []
        struck: list[str] = []
        marks: list[str] = []
        for each in self._walk(children, without):
            if isinstance(each, Piece):
                value = self.value(each)
                shown.append(value)
                if value.strip():
                    inked.append(each)
            elif each is None:
                shown.append(_BREAK)
            elif each.get("keyref"):
                shown.append(f"<{each.get('keyref')}>")
            elif is_struck(each):
                struck += self.of(each.children).value.split()
            else:
                marks.append(self.notes.get(id(each)) or self.notes.get(_noted(each), "*"))
        value = _EDGES.sub(_BREAK, _BLANKS.sub(" ", "".join(shown))).strip(f"{_BREAK} ").replace(_BREAK, "\n")
        start, end = self._span(inked, children)
        return Text(value, start, end, " ".join(struck), tuple(marks))

    def value(self, piece: Piece) -> str:
        """Return what a stretch of text shows."""
        if piece.shown is not None:
            return piece.shown
        raw = self.source[piece.start : piece.end]
        return raw if piece.literal else self.entities.decoded(raw)

    def _span(self, inked: list[Piece], children: list[Element | Piece]) -> tuple[int, int]:
        """Return where the first character stands that is seen, and where the last one ends."""
        if not inked:
            start = children[0].start if children else 0
            return start, start
        first, last = inked[0], inked[-1]
        before, after = self.source[first.start : first.end], self.source[last.start : last.end]
        return first.start + len(before) - len(before.lstrip()), last.start + len(after.rstrip())

    def _walk(self, children: list[Element | Piece], without: frozenset[str]) -> Iterator[Element | Piece | None]:
        """Yield the pieces of text, None where a line begins, and elements that are struck out, keys or notes."""
        for each in children:
            if isinstance(each, Piece) or is_struck(each) or _is_mark(each) or is_key(each):
                yield each
            elif each.name in without or each.name in UNSEEN:
                continue
            elif each.name in _LINES:
                yield None
                yield from self._walk(each.children, without)
                yield None
            else:
                yield from self._walk(each.children, without)


def nearest(element: Element, names: Container[str]) -> Iterator[Element]:
    """Yield the elements of some names in another, in the page's order, without those inside these."""
    for each in element.elements:
        if each.name in names:
            yield each
        elif each.name not in UNSEEN:
            yield from nearest(each, names)


def _is_mark(element: Element) -> bool:
    """Tell whether an element is a footnote, or refers to one."""
    return element.name in NOTES or (element.name == "xref" and element.get("type") == "fn")


def _noted(element: Element) -> str:
    """Return the id of the footnote that an element refers to."""
    return element.get("linkend") or element.get("href").rpartition("#")[2].rpartition("/")[2]


def is_key(element: Element) -> bool:
    """Tell whether an element stands for what another file says: its key is a placeholder."""
    return bool(element.get("keyref")) and not element.children and element.name not in UNSEEN


def is_struck(element: Element) -> bool:
    """Tell whether an element strikes its text out."""
    return element.name in _STRUCK or (element.name in ("emphasis", "phrase", "ph") and _says_struck(element))


def _says_struck(element: Element) -> bool:
    return bool(_STRUCK & {element.get("role"), element.get("outputclass"), element.get("condition")})
