"""The elements of a page, as expat finds them, each text with its place."""

from collections.abc import Iterator
from typing import Self
from xml.parsers import expat

import msgspec

from portspec.readers.budget import DEEPEST
from portspec.readers.xml.entities import MASK, masked


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of text as it is written."""

    start: int
    """Offset in the page of its first character."""
    end: int
    """Offset after its last one."""
    literal: bool
    """True in a section of CDATA, where `&` is a character."""
    shown: str | None = None
    """What it shows, where it is from another file, whose entities are its own."""


class Element:
    """An element with its children, in order."""

    __slots__ = ("attributes", "children", "end", "name", "start")

    def __init__(self, name: str, attributes: dict[str, str], start: int) -> None:
        self.name, self.attributes, self.start, self.end = name, attributes, start, start
        self.children: list[Self | Piece] = []

    @property
    def elements(self) -> Iterator[Self]:
        """The child elements."""
        return (each for each in self.children if isinstance(each, Element))

    def walk(self) -> Iterator[Self]:
        """Yield the element and all below it, in the page's order."""
        yield self
        for each in self.elements:
            yield from each.walk()

    def get(self, name: str) -> str:
        """Return an attribute by its name without prefix, or an empty text."""
        return self.attributes.get(name, "")


class Broken(Exception):  # noqa: N818 (what is raised inside expat to end it)
    """The page ends here for the parser."""


class Tree:
    """Parses a page; what stands before a fault is kept."""

    def __init__(self, text: str) -> None:
        self.root = Element("", {}, 0)
        self.open = [self.root]
        self.literal = False
        self.fault: tuple[int, str] | None = None
        """Where and why the page is not read to its end."""
        self.deep = False
        """True where the fault is that elements are nested too deep."""
        self._parse(masked(text))

    def _parse(self, text: str) -> None:
        # Two bytes a character, so that the parser's offsets are the page's.
        self.parser = expat.ParserCreate("UTF-16LE")
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._start, self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartCdataSectionHandler = lambda: self._cdata(literal=True)
        self.parser.EndCdataSectionHandler = lambda: self._cdata(literal=False)
        try:
            self.parser.Parse(text.encode("utf-16-le"), True)
        except expat.ExpatError as error:
            at = max(self.parser.ErrorByteIndex, 0) // 2
            self.fault = (min(at, len(text)), expat.errors.messages[error.code])
        except Broken:
            self.fault = (self._at(), "nested too deep")
            self.deep = True

    def _at(self) -> int:
        return int(self.parser.CurrentByteIndex) // 2

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self.open) > DEEPEST:
            raise Broken
        plain = {key.rpartition(":")[2]: value.replace(MASK, "&") for key, value in attributes.items()}
        element = Element(name.rpartition(":")[2].lower(), plain, self._at())
        self.open[-1].children.append(element)
        self.open.append(element)

    def _end(self, _: str) -> None:
        self.open.pop().end = self._at()

    def _text(self, data: str) -> None:
        start, children = self._at(), self.open[-1].children
        last = children[-1] if children else None
        if isinstance(last, Piece) and last.end == start and last.literal == self.literal:
            start = last.start  # the parser gives a text line by line
            children.pop()
        end = self._at() + len(data)
        children.append(Piece(start=start, end=end, literal=self.literal))

    def _cdata(self, *, literal: bool) -> None:
        self.literal = literal
