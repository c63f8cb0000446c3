"""The nodes of a page's tree: elements, their words, and what no reader sees, as html5lib puts them together."""

from collections.abc import Iterator
from typing import Any

from html5lib.constants import namespaces

Attributes = dict[Any, str]
"""An element's attributes by their names; those of drawings come with a prefix, `(prefix, name, namespace)`."""


class Node:
    """A part of the tree."""

    __slots__ = ("parent",)
    parent: "Tag | None"
    """What holds it."""

    def before(self) -> "Iterator[Tag]":
        """Yield the elements that stand before it in the same one, the nearest first."""
        return (each for each in self._beside()[0][::-1] if isinstance(each, Tag))

    def behind(self) -> "Iterator[Tag]":
        """Yield the elements that stand behind it in the same one, the nearest first."""
        return (each for each in self._beside()[1] if isinstance(each, Tag))

    def text(self) -> str:
        """Return all text that it is or holds."""
        raise NotImplementedError

    def _beside(self) -> "tuple[list[Node], list[Node]]":
        around = self.parent.contents if self.parent else [self]
        at = next(at for at, each in enumerate(around) if each is self)
        return around[:at], around[at + 1 :]


class Words(Node):
    """A stretch of text."""

    __slots__ = ("value",)

    def __init__(self, value: str) -> None:
        self.parent = None
        self.value = value
        """As it stands on the page, entities decoded."""

    def text(self) -> str:
        """Return the text itself."""
        return self.value


class Unseen(Words):
    """A comment, or the type of the document."""

    __slots__ = ()


class Tag(Node):
    """An element; the names of what html5lib calls are its own."""

    __slots__ = ("attributes", "column", "contents", "line", "name", "nameTuple", "namespace")

    def __init__(self, name: str, namespace: str | None = None, line: int | None = None, column: int = 0) -> None:
        self.parent = None
        self.name = name
        self.namespace = namespace
        self.nameTuple = (namespace or namespaces["html"], name)
        self.attributes: Attributes = {}
        self.contents: list[Node] = []
        self.line, self.column = line, column
        """Where its start tag ends, from 1 and from 0; None where html5lib made it of another one."""

    def appendChild(self, node: Node) -> None:  # noqa: N802
        """Add a node as the last one; words beside words become one stretch."""
        self.insertBefore(node, None)

    def insertText(self, data: str, insertBefore: "Tag | None" = None) -> None:  # noqa: N802, N803
        """Add words, as the last ones or before an element."""
        if insertBefore is None and self.contents and type(last := self.contents[-1]) is Words:
            last.value += data
        else:
            self.insertBefore(Words(data), insertBefore)

    def insertBefore(self, node: Node, refNode: "Tag | None") -> None:  # noqa: N802, N803
        """Add a node before another one."""
        at = len(self.contents) if refNode is None else self._index(refNode)
        before = self.contents[at - 1] if at else None
        if type(node) is Words and type(before) is Words:
            before.value += node.value
            return
        if node.parent is not None:
            node.parent.removeChild(node)
            at = len(self.contents) if refNode is None else self._index(refNode)
        self.contents.insert(at, node)
        node.parent = self

    def removeChild(self, node: Node) -> None:  # noqa: N802
        """Take a node away."""
        del self.contents[self._index(node)]
        node.parent = None

    def reparentChildren(self, newParent: "Tag") -> None:  # noqa: N802, N803
        """Give all that an element holds to another one."""
        for each in self.contents:
            each.parent = newParent
        newParent.contents += self.contents
        self.contents = []

    def cloneNode(self) -> "Tag":  # noqa: N802
        """Return an element with the same name and attributes."""
        made = Tag(self.name, self.namespace)
        made.attributes = dict(self.attributes)
        return made

    def hasContent(self) -> bool:  # noqa: N802
        """Tell whether an element holds anything."""
        return bool(self.contents)

    def _index(self, node: Node) -> int:
        return next(at for at, each in enumerate(self.contents) if each is node)

    def get(self, name: str) -> str | None:
        """Return an attribute's value, None where there is none."""
        return self.attributes.get(name)

    @property
    def classes(self) -> list[str]:
        """The classes of an element."""
        return self.attributes["class"].split() if "class" in self.attributes else []

    @property
    def parents(self) -> "Iterator[Tag]":
        """The elements around, the nearest first."""
        above = self.parent
        while above is not None:
            yield above
            above = above.parent

    def find_parent(self, name: str) -> "Tag | None":
        """Return the nearest element of a name around this one."""
        return next((each for each in self.parents if each.name == name), None)

    @property
    def descendants(self) -> Iterator[Node]:
        """All nodes inside, in the page's order."""
        left = self.contents[::-1]
        while left:
            node = left.pop()
            yield node
            if isinstance(node, Tag):
                left += node.contents[::-1]

    @property
    def tags(self) -> "Iterator[Tag]":
        """All elements inside, in the page's order."""
        return (each for each in self.descendants if isinstance(each, Tag))

    @property
    def children(self) -> "Iterator[Tag]":
        """The elements right inside, in the page's order."""
        return (each for each in self.contents if isinstance(each, Tag))

    def find_all(self, *names: str) -> "list[Tag]":
        """Return the elements inside with one of some names, in the page's order."""
        return [each for each in self.tags if each.name in names]

    def find(self, *names: str) -> "Tag | None":
        """Return the first of them, None where there is none."""
        return next((each for each in self.tags if each.name in names), None)

    def link(self) -> "Tag | None":
        """Return the first link inside, None where there is none."""
        return next((each for each in self.find_all("a") if "href" in each.attributes), None)

    def words(self) -> Iterator[str]:
        """Yield all stretches of text inside, in the page's order."""
        return (each.value for each in self.descendants if type(each) is Words)

    def text(self) -> str:
        """Return all text inside."""
        return "".join(self.words())
