"""The tree of a page, as html5lib builds it, and no deeper than a page may be."""

import re

from html5lib.html5parser import HTMLParser
from html5lib.treebuilders.base import TreeBuilder

from portspec.findings import Finding
from portspec.readers.budget import ATTRIBUTES, ELEMENTS, crowded, deep, spot
from portspec.readers.html.nodes import Tag, Unseen
from portspec.source import Source


class BeyondError(Exception):
    """A page or fragment has more than the parser can be given: elements too deep, or too many attributes of one."""

    def told(self, source: Source, base: int = 0) -> Finding:
        """Return the finding about it; `base` is the offset of a fragment in its source."""
        raise NotImplementedError


class _TooDeepError(BeyondError):
    """Elements are nested deeper than a page may have them."""

    def __init__(self, line: int, column: int) -> None:
        super().__init__(line, column)
        self.line, self.column = line, column
        """Where the first start tag ends that is too deep: from 1 and from 0."""

    def told(self, source: Source, base: int = 0) -> Finding:
        """Return PS104."""
        first = source.text.count("\n", 0, base)
        end = (base if self.line == 1 else source.starts[first + self.line - 1]) + self.column
        return deep(source.place(max(source.text.rfind("<", base, end), base), end), ELEMENTS)


class _CrowdedError(BeyondError):
    """An element has more attributes than it may have."""

    def __init__(self, start: int) -> None:
        super().__init__(start)
        self.start = start
        """Where the element begins."""

    def told(self, source: Source, base: int = 0) -> Finding:
        """Return PS134."""
        return crowded(spot(source, base + self.start))


class _Builder(TreeBuilder):
    """What html5lib builds with. It looks through all open elements at each tag, so these must be few."""

    parser: HTMLParser
    """What it builds for."""
    _counted: tuple[str, int, int] = ("", 0, 0)
    """The part of the page that was read last, up to where its lines were counted, and how many there are."""

    def documentClass(self) -> Tag:  # noqa: N802 - html5lib calls it so, and the others too
        return Tag("")

    def elementClass(self, name: str, namespace: str | None) -> Tag:  # noqa: N802
        line, column = self._position()
        if len(self.openElements) > ELEMENTS:
            raise _TooDeepError(line, column)
        return Tag(name, namespace, line, column)

    def commentClass(self, data: str) -> Unseen:  # noqa: N802
        return Unseen(data)

    def doctypeClass(self, name: str, *_: str) -> Unseen:  # noqa: N802
        return Unseen(name)

    def _position(self) -> tuple[int, int]:
        """Return line and column of what is read next, as the stream does; it counts from the beginning each time."""
        stream = self.parser.tokenizer.stream
        part, at = stream.chunk, stream.chunkOffset
        known, since, lines = self._counted
        if known is not part or at < since:
            since, lines = 0, stream.prevNumLines
        lines += part.count("\n", since, at)
        self._counted = (part, at, lines)
        begin = part.rfind("\n", 0, at)
        return lines + 1, stream.prevNumCols + at if begin < 0 else at - begin - 1


_ATTRIBUTED = re.compile(r"""<[a-zA-Z](?>(?:[^<>"']|"[^"]*"|'[^']*')*)""")
_VALUE = re.compile(r""""[^"]*"|'[^']*'""")


def tree_of(text: str) -> Tag:
    """Return the root of the tree of a page or fragment, an element without a name; raises BeyondError."""
    for tag in _ATTRIBUTED.finditer(text):
        # An attribute has two characters at least.
        if tag.end() - tag.start() > 2 * ATTRIBUTES and len(_VALUE.sub("", tag.group()).split()) > ATTRIBUTES + 1:
            raise _CrowdedError(tag.start())
    parser = HTMLParser(_Builder)
    parser.tree.parser = parser
    root: Tag = parser.parse(text)
    return root
