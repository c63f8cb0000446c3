"""The tree of a page: html5lib's, as BeautifulSoup keeps it, and no deeper than a page may be."""

import re
import warnings
from typing import Any

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, XMLParsedAsHTMLWarning
from bs4.builder._html5lib import HTML5TreeBuilder, TreeBuilderForHtml5lib

from portspec.findings import Finding
from portspec.readers.budget import ATTRIBUTES, ELEMENTS, crowded, deep, spot
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


class _Tree(TreeBuilderForHtml5lib):
    """What html5lib builds. It looks through all open elements at each tag, so these must be few."""

    def elementClass(self, name: str, namespace: str) -> Any:  # noqa: N802 - html5lib calls it so
        if len(self.openElements) > ELEMENTS and self.parser:
            raise _TooDeepError(*self.parser.tokenizer.stream.position())
        return super().elementClass(name, namespace)  # type: ignore[no-untyped-call]


class _Builder(HTML5TreeBuilder):
    def create_treebuilder(self, namespaceHTMLElements: bool) -> _Tree:  # noqa: N803, FBT001 - html5lib calls it so
        made = _Tree(namespaceHTMLElements, self.soup, store_line_numbers=self.store_line_numbers)
        self.underlying_builder = made
        return made


_ATTRIBUTED = re.compile(r"""<[a-zA-Z](?>(?:[^<>"']|"[^"]*"|'[^']*')*)""")
_VALUE = re.compile(r""""[^"]*"|'[^']*'""")


def tree_of(text: str) -> BeautifulSoup:
    """Return the tree of a page or fragment; raises BeyondError."""
    for tag in _ATTRIBUTED.finditer(text):
        # An attribute has two characters at least.
        if tag.end() - tag.start() > 2 * ATTRIBUTES and len(_VALUE.sub("", tag.group()).split()) > ATTRIBUTES + 1:
            raise _CrowdedError(tag.start())
    with warnings.catch_warnings():
        for kind in (MarkupResemblesLocatorWarning, XMLParsedAsHTMLWarning):
            warnings.simplefilter("ignore", kind)
        return BeautifulSoup(text, builder=_Builder())
