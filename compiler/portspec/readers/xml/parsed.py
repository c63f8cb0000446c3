"""A file with its elements: the page itself, or one that it takes something from."""

from posixpath import dirname

from portspec.readers.xml.entities import Entities
from portspec.readers.xml.tree import Element, Piece, Tree
from portspec.source import Source


class File:
    """A file and its elements by their ids."""

    def __init__(self, source: Source, root: Element, folder: str = "") -> None:
        self.source, self.root, self.folder = source, root, folder
        self.entities = Entities(source.text, None)
        self.ids = {each.get("id"): each for each in reversed(list(root.walk()))}

    def find(self, anchor: str) -> Element | None:
        """Return the element with an id, or the outermost; DITA names the topic before a slash."""
        return self.ids.get(anchor.rpartition("/")[2]) if anchor else next(self.root.elements, None)


def parsed(source: Source, path: str, *, literal: bool) -> File | None:
    """Return a file's elements, or None where it is no well-formed XML; one of text alone is one of code."""
    if not literal:
        tree = Tree(source.text)
        return None if tree.fault else File(source, tree.root, dirname(path))
    root, code = Element("", {}, 0), Element("programlisting", {}, 0)
    code.end = len(source.text)
    code.children.append(Piece(start=0, end=code.end, literal=True))
    root.children.append(code)
    return File(source, root, dirname(path))
