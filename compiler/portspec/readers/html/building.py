"""How html5lib builds a page's tree of BeautifulSoup's tags: first what holds what, and at the end what follows what.

BeautifulSoup's own builder keeps both right at every step, which takes longer than all the rest of parsing.
"""

from functools import partial
from io import StringIO
from typing import Any

from bs4 import BeautifulSoup
from bs4.builder._html5lib import Element, HTML5TreeBuilder, TreeBuilderForHtml5lib
from bs4.element import NavigableString, PageElement, Tag
from html5lib import HTMLParser
from html5lib.constants import namespaces

from portspec.readers.budget import ELEMENTS
from portspec.readers.html.beyond import TooDeepError


class Builder(HTML5TreeBuilder):
    """BeautifulSoup's way to html5lib; the `sourcepos` of a tag is the offset behind its start tag."""

    def feed(self, markup: str) -> None:
        """Parse a page; raises TooDeepError."""
        _Parser(self.soup).parse(markup)


class _Parser(HTMLParser):
    """A parser that takes the page at once, so that it knows offsets, and keeps no errors, which nobody asks for."""

    def __init__(self, soup: BeautifulSoup) -> None:
        make: Any = partial(_Tree, soup, self)
        super().__init__(tree=make)

    def reset(self) -> None:
        super().reset()
        stream: Any = self.tokenizer.stream
        stream.reportCharacterErrors = None
        stream.readChunk(-1)
        stream.dataStream = StringIO()  # what is read is not kept twice

    def parseError(self, errorcode: str = "", datavars: object = None) -> None:  # noqa: N802 - html5lib calls it so
        pass


class _Tree(TreeBuilderForHtml5lib):
    """What html5lib builds. It looks through all open elements at each tag, so these must be few."""

    def __init__(self, soup: BeautifulSoup, parser: HTMLParser, namespaceHTMLElements: bool) -> None:  # noqa: N803, FBT001
        super().__init__(namespaceHTMLElements, soup)
        self.parser = parser

    def documentClass(self) -> "_Node":  # noqa: N802 - html5lib calls it so
        self.soup.reset()
        return _Node(self.soup, self.soup, None)

    def elementClass(self, name: str, namespace: str | None) -> "_Node":  # noqa: N802 - html5lib calls it so
        stream = self.parser.tokenizer.stream
        end = stream.chunkOffset or len(self.soup.markup)  # nothing is left of the page at its end
        if len(self.openElements) > ELEMENTS:
            raise TooDeepError(end)
        tag = Tag(builder=self.soup.builder, name=name, namespace=namespace, sourcepos=end)
        return _Node(tag, self.soup, namespace)

    def getDocument(self) -> Any:  # noqa: N802 - html5lib calls it so
        _link(self.soup)
        return self.soup


class _Node(Element):
    """A tag as html5lib handles it, which keeps what is asked for most often."""

    element: Any = None
    """The tag itself."""
    nameTuple = ("", "")  # noqa: N815 - html5lib calls it so

    def __init__(self, tag: Tag, soup: BeautifulSoup, namespace: str | None) -> None:
        self.tag = self.element = tag
        self.soup, self.namespace = soup, namespace
        self.name, self.parent = tag.name, None
        self.nameTuple = (namespace or namespaces["html"], tag.name)

    def appendChild(self, node: Element) -> None:  # noqa: N802 - html5lib calls it so
        child = _taken(node)
        child.parent = self.element
        self.element.contents.append(child)
        node.parent = self

    def insertBefore(self, node: Element, refNode: Element) -> None:  # noqa: N802, N803 - the same
        child = _taken(node)
        child.parent = self.element
        self.element.contents.insert(self.element.index(refNode.element), child)
        node.parent = self

    def insertText(self, data: str, insertBefore: Element | None = None) -> None:  # noqa: N802, N803 - the same
        contents = self.element.contents
        at = self.element.index(insertBefore.element) if insertBefore else len(contents)
        before = contents[at - 1] if at else None
        if type(before) is NavigableString:
            at -= 1
            del contents[at]
            data = before + data
        text = NavigableString(data)
        text.parent = self.element
        contents.insert(at, text)

    def removeChild(self, node: Element) -> None:  # noqa: N802 - html5lib calls it so
        _taken(node)

    def reparentChildren(self, newParent: "_Node") -> None:  # noqa: N802, N803 - html5lib calls it so
        for child in self.element.contents:
            child.parent = newParent.element
        newParent.element.contents += self.element.contents
        self.element.contents = []

    def cloneNode(self) -> "_Node":  # type: ignore[override]  # noqa: N802 - html5lib calls it so
        tag = Tag(builder=self.soup.builder, name=self.name, namespace=self.namespace)
        tag.attrs.update(self.element.attrs)
        return _Node(tag, self.soup, self.namespace)


def _taken(node: Element) -> PageElement:
    """Return what a node stands for, taken out of what holds it."""
    child: PageElement = node.element
    if child.parent is not None:
        del child.parent.contents[child.parent.index(child)]
        child.parent = None
    return child


def _link(soup: BeautifulSoup) -> None:
    """Tell each part of a page what stands before it and behind it."""
    before: PageElement | None = None
    left: list[PageElement] = [soup]
    while left:
        each = left.pop()
        each.previous_element = before
        if before is not None:
            before.next_element = each
        before = each
        if isinstance(each, Tag) and each.contents:
            beside: PageElement | None = None
            for child in each.contents:
                child.previous_sibling = beside
                if beside is not None:
                    beside.next_sibling = child
                beside = child
            left += reversed(each.contents)
