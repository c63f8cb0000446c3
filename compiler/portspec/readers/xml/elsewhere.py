"""What a page takes from other files: XInclude's includes and DITA's references to content, inside its folder only."""

from pathlib import PurePosixPath
from posixpath import normpath

import msgspec

from portspec.readers.xml.entities import Entities
from portspec.readers.xml.tree import Element, Piece, Tree
from portspec.source import Beside

DEEPEST = 8
"""Files may take in files this deep."""
MOST = 50_000
"""A page takes in at most this many elements."""


class Missing(msgspec.Struct, frozen=True, kw_only=True):
    """A part that is not read."""

    name: str
    start: int


class File:
    """A page or a file beside it, with its elements by their ids; `text` is None for the page itself."""

    def __init__(self, root: Element, folder: str, text: str | None = None) -> None:
        self.root, self.folder, self.text = root, folder, text
        self.entities = Entities(text or "", None)
        self.ids = {each.get("id"): each for each in reversed(list(root.walk()))}

    def find(self, anchor: str) -> Element | None:
        """Return the element with an id, or the outermost; DITA names the topic before a slash."""
        return self.ids.get(anchor.rpartition("/")[2]) if anchor else next(self.root.elements, None)


class Elsewhere:
    """Puts parts of other files in their places in one page."""

    def __init__(self, beside: Beside | None) -> None:
        self.beside, self.left = beside, MOST
        self.missing: list[Missing] = []
        self.files: dict[str, File | None] = {}

    def resolve(self, root: Element, own: File, deep: int = 0) -> None:
        """Put in what the elements below `root` refer to; `own` is the file that they stand in."""
        for each in [each for each in root.walk() if _reference(each)]:
            path, _, anchor = _reference(each).partition("#")
            file = own if not path else self._file(normpath((PurePosixPath(own.folder) / path).as_posix()), each)
            found = file.find(anchor or each.get("xpointer")) if file and deep < DEEPEST else None
            if file is None or found is None or not self._afford(found, each):
                fallback = next((one for one in each.elements if one.name == "fallback"), None)
                each.children = fallback.children if fallback else each.children
                self.missing.append(Missing(name=_reference(each), start=each.start))
            else:
                copy = _copied(found, each, file)
                each.name = copy.name if each.name == "include" else each.name
                each.attributes = {**copy.attributes, **_plain(each)}
                each.children = copy.children
                self.resolve(each, file, deep + 1)

    def _afford(self, found: Element, at: Element) -> bool:
        """Tell whether an element may be put in: not into itself, and not too much in all."""
        inside = list(found.walk())
        self.left -= len(inside)
        return self.left >= 0 and at not in inside

    def _file(self, path: str, at: Element) -> File | None:
        """Return a file of the page's folder, or None where it cannot be read."""
        if path not in self.files:
            data = self.beside(path) if self.beside else None
            text = None if data is None else data.decode("utf-8-sig", "replace").replace("\r\n", "\n")
            self.files[path] = None if text is None else _parsed(text, path, literal=at.get("parse") == "text")
        return self.files[path]


def _parsed(text: str, path: str, *, literal: bool) -> File | None:
    """Return a file's elements, or None where it is no well-formed XML; one of text alone is one of code."""
    folder = PurePosixPath(path).parent.as_posix()
    if not literal:
        tree = Tree(text)
        return None if tree.fault else File(tree.root, folder, text)
    root, code = Element("", {}, 0), Element("programlisting", {}, 0)
    code.children.append(Piece(start=0, end=len(text), literal=True))
    root.children.append(code)
    return File(root, folder, text)


def _reference(element: Element) -> str:
    """Return where an element's content stands (XInclude 1.1, 3; DITA 1.3, 2.4.5), or an empty text."""
    if element.name == "include":
        return element.get("href") or f"#{element.get('xpointer')}"
    return element.get("conref") or element.get("conkeyref")


def _plain(element: Element) -> dict[str, str]:
    """Return an element's attributes without those that refer to its content."""
    return {
        k: v for k, v in element.attributes.items() if k not in ("conref", "conkeyref", "href", "xpointer", "parse")
    }


def _copied(element: Element, at: Element, file: File) -> Element:
    """Return a copy of an element; all that stands in another file stands where it is referred to."""
    copy = Element(element.name, dict(element.attributes), at.start)
    copy.end = at.end
    for each in element.children:
        if isinstance(each, Element):
            copy.children.append(_copied(each, at, file))
        elif file.text is None or each.shown is not None:
            copy.children.append(each)
        else:
            raw = file.text[each.start : each.end]
            shown = raw if each.literal else file.entities.decoded(raw)
            copy.children.append(Piece(start=at.start, end=at.end, literal=True, shown=shown))
    return copy
