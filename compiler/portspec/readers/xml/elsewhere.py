"""What a page takes from other places: XInclude's includes, DITA's references, and what its maps call keys."""

from pathlib import PurePosixPath
from posixpath import normpath

from portspec.readers.budget import DEEPEST as DEEPEST_ELEMENT
from portspec.readers.budget import LARGEST
from portspec.readers.inclusion import Whole
from portspec.readers.xml.inline import is_key
from portspec.readers.xml.keys import Key, keys_of
from portspec.readers.xml.parsed import File, parsed
from portspec.readers.xml.tree import Element, Piece
from portspec.source import Source

DEEPEST = 8
"""Files may take in files this deep."""
MOST = 50_000
"""A page takes in at most this many elements."""
_OWN = frozenset(("conref", "conkeyref", "href", "keyref", "xpointer", "parse"))
"""Attributes that refer to an element's content."""


class _Stretch:
    """A part of a file that is being put into the whole text."""

    def __init__(self, file: File, at: int, deep: int) -> None:
        self.file, self.at, self.deep = file, at, deep
        """`at` is the offset up to which the whole text has it, `deep` counts the files around it."""


class Elsewhere:
    """Puts what the elements of a page refer to behind these, in the text as among the elements.

    Each character of the whole text then stands in its own file, and the elements are in the text's order.
    """

    def __init__(self, page: File, whole: Whole) -> None:
        self.page, self.whole, self.left = page, whole, MOST
        self.files: dict[tuple[str, bool], File | None] = {}
        self.keys: dict[str, Key | None] | None = None
        self.missed: set[tuple[str, int | str]] = set()

    def taken_in(self) -> tuple[Source, Element]:
        """Return the page with all that it takes in, and its elements; what is not there is reported (PS121)."""
        if not any(map(_refers, self.page.root.walk())):
            return self.page.source, self.page.root
        stretch = _Stretch(self.page, 0, 0)
        root = self._put(self.page.root, stretch, 0)
        self.whole.emit(self.page.source, stretch.at, len(self.page.source.text))
        return self.whole.source, root

    def _put(self, element: Element, stretch: _Stretch, depth: int) -> Element:
        """Return a copy of an element as it stands in the whole text, with what it and those in it refer to."""
        made = Element(element.name, dict(element.attributes), element.start + self._shift(stretch))
        if not (_refers(element) and self._take(element, made, stretch, depth)):
            fallback = next((each for each in element.elements if each.name == "fallback"), None)
            children = (fallback or element).children if element.name == "include" else element.children
            for each in children:
                if isinstance(each, Piece):
                    made.children.append(self._piece(each, stretch))
                else:
                    made.children.append(self._put(each, stretch, depth + 1))
        made.end = element.end + self._shift(stretch)
        return made

    def _take(self, element: Element, made: Element, stretch: _Stretch, depth: int) -> bool:
        """Put in what an element refers to; return False after reporting that it is not there, or too much."""
        way = self._found(element, stretch) if depth < DEEPEST_ELEMENT and stretch.deep < DEEPEST else []
        if not way or not self._afford(way[-1][1], element):
            self._miss(element, stretch.file)
            return False
        self._emit(stretch, element.end)
        for file, key in way[:-1]:
            self.whole.emit(file.source, key.start, key.end)
        file, found = way[-1]
        inner = _Stretch(file, found.start, stretch.deep + 1)
        copy = self._put(found, inner, depth + 1)
        self._emit(inner, found.end)
        made.name = copy.name if element.name == "include" else element.name
        made.attributes = copy.attributes | {k: v for k, v in element.attributes.items() if k not in _OWN}
        made.children = copy.children
        return True

    def _found(self, element: Element, stretch: _Stretch) -> list[tuple[File, Element]]:
        """Return the element that one refers to, with its file, after the key on the way to it; empty for none."""
        if is_key(element):
            key = self._key(element.get("keyref"))
            return [(key.file, key.text)] if key and key.text else []
        if name := element.get("conkeyref"):
            key = self._key(name.partition("/")[0])
            if key is None or not key.element.get("href"):
                return []
            target = f"{key.element.get('href').partition('#')[0]}#{name.partition('/')[2]}"
            return [(key.file, key.element), *self._target(target, element, key.file)]
        return self._target(_reference(element), element, stretch.file)

    def _target(self, reference: str, element: Element, own: File) -> list[tuple[File, Element]]:
        """Return the element at an address, with its file."""
        path, _, anchor = reference.partition("#")
        literal = element.name == "include" and element.get("parse") == "text"
        file = self._file(normpath((PurePosixPath(own.folder) / path).as_posix()), literal=literal) if path else own
        found = file.find(anchor or element.get("xpointer")) if file else None
        return [(file, found)] if file and found else []

    def _key(self, name: str) -> Key | None:
        """Return what the maps of the page's folder call by a name."""
        if self.keys is None:
            listing = self.page.source.listing
            maps = [self._file(path, literal=False) for path in (listing(".ditamap") if listing else ())]
            self.keys = keys_of(filter(None, maps))
        return self.keys.get(name)

    def _file(self, path: str, *, literal: bool) -> File | None:
        """Return a file of the page's folder, or None where it cannot be read."""
        if (path, literal) not in self.files:
            followed = self.whole.follow([path], "", 0)
            self.files[path, literal] = parsed(*followed, literal=literal) if followed else None
        return self.files[path, literal]

    def _afford(self, found: Element, at: Element) -> bool:
        """Tell whether an element may be put in: not into itself, and not too much in all."""
        inside = list(found.walk())
        self.left -= len(inside)
        return self.left >= 0 and self.whole.at <= LARGEST and at not in inside

    def _miss(self, element: Element, file: File) -> None:
        """Report what is not read, each reference and each key once."""
        key = element.get("keyref") if is_key(element) else ""
        named = f"a map that defines the key {key}" if key else _reference(element)
        if (seen := (file.source.id, key or element.start)) not in self.missed:
            self.missed.add(seen)
            text = file.source.text
            end = min(element.end, max(text.find("\n", element.start), 0) or len(text))
            self.whole.miss(named, file.source, element.start, text[element.start : end])

    def _piece(self, piece: Piece, stretch: _Stretch) -> Piece:
        """Return a text as it stands in the whole; what entities stand for is said by the file that it is from."""
        shift, file = self._shift(stretch), stretch.file
        raw = "" if piece.literal or file is self.page else file.source.text[piece.start : piece.end]
        shown = file.entities.decoded(raw) if "&" in raw else None
        return Piece(start=piece.start + shift, end=piece.end + shift, literal=piece.literal, shown=shown)

    def _shift(self, stretch: _Stretch) -> int:
        """Return how far behind its place in the file something stands in the whole."""
        return self.whole.at - stretch.at

    def _emit(self, stretch: _Stretch, end: int) -> None:
        self.whole.emit(stretch.file.source, stretch.at, end)
        stretch.at = end


def _refers(element: Element) -> bool:
    """Tell whether the content of an element stands elsewhere."""
    return bool(_reference(element)) or is_key(element)


def _reference(element: Element) -> str:
    """Return where an element's content stands (XInclude 1.1, 3; DITA 1.3, 2.4.5), or an empty text."""
    if element.name == "include":
        return element.get("href") or f"#{element.get('xpointer')}"
    return element.get("conref") or element.get("conkeyref")
