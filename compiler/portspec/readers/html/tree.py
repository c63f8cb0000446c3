"""The tree of a page: html5lib's, as BeautifulSoup keeps it, and no deeper than a page may be."""

import warnings
from typing import Any

from bs4 import BeautifulSoup, XMLParsedAsHTMLWarning
from bs4.builder._html5lib import HTML5TreeBuilder, TreeBuilderForHtml5lib

from portspec.findings import Finding
from portspec.readers.budget import ELEMENTS, deep
from portspec.source import Source


class TooDeepError(Exception):
    """Elements are nested deeper than a page may have them."""

    def __init__(self, line: int, column: int) -> None:
        super().__init__(line, column)
        self.line, self.column = line, column
        """Where the first start tag ends that is too deep: from 1 and from 0."""

    def told(self, source: Source, base: int = 0) -> Finding:
        """Return the finding about it (PS104); `base` is the offset of a fragment in its source."""
        first = source.text.count("\n", 0, base)
        end = (base if self.line == 1 else source.starts[first + self.line - 1]) + self.column
        return deep(source.place(max(source.text.rfind("<", base, end), base), end), ELEMENTS)


class _Tree(TreeBuilderForHtml5lib):
    """What html5lib builds. It looks through all open elements at each tag, so these must be few."""

    def elementClass(self, name: str, namespace: str) -> Any:  # noqa: N802 - html5lib calls it so
        if len(self.openElements) > ELEMENTS and self.parser:
            raise TooDeepError(*self.parser.tokenizer.stream.position())
        return super().elementClass(name, namespace)  # type: ignore[no-untyped-call]


class _Builder(HTML5TreeBuilder):
    def create_treebuilder(self, namespaceHTMLElements: bool) -> _Tree:  # noqa: N803, FBT001 - html5lib calls it so
        made = _Tree(namespaceHTMLElements, self.soup, store_line_numbers=self.store_line_numbers)
        self.underlying_builder = made
        return made


def tree_of(text: str) -> BeautifulSoup:
    """Return the tree of a page or fragment; raises TooDeepError."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        return BeautifulSoup(text, builder=_Builder())
