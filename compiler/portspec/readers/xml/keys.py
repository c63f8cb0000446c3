"""Keys: names that DITA's maps give to words and to files (DITA 1.3, 2.4.4)."""

from collections.abc import Iterable

import msgspec

from portspec.readers.xml.parsed import File
from portspec.readers.xml.tree import Element, Piece


class Key(msgspec.Struct, frozen=True, kw_only=True):
    """What a map calls by a name."""

    file: File
    """The map."""
    element: Element
    """The element that names it; its `href` is a file."""
    text: Element | None
    """The element whose words it stands for."""

    @property
    def meaning(self) -> tuple[str, str]:
        """What the key stands for: words, and a file by its path from the map."""
        text, words = self.file.source.text, self.text.walk() if self.text else ()
        pieces = (each for one in words for each in one.children if isinstance(each, Piece))
        return " ".join("".join(text[each.start : each.end] for each in pieces).split()), self.element.get("href")


def keys_of(maps: Iterable[File]) -> dict[str, Key | None]:
    """Return what each key stands for; in a map the first definition counts, and None where two maps do not agree."""
    keys: dict[str, Key | None] = {}
    for each in maps:
        for name, key in _defined(each).items():
            known = keys.setdefault(name, key)
            if known is None or known.meaning != key.meaning:
                keys[name] = None
    return keys


def _defined(file: File) -> dict[str, Key]:
    keys: dict[str, Key] = {}
    for element in file.root.walk():
        if names := element.get("keys").split():
            key = Key(file=file, element=element, text=_text(element))
            for name in names:
                keys.setdefault(name, key)
    return keys


def _text(element: Element) -> Element | None:
    """Return the first keyword of a definition, or else its text for links; those of topics below are not its own."""
    meta = next((each for each in element.elements if each.name == "topicmeta"), None)
    inside = list(meta.walk()) if meta else []
    return next((each for name in ("keyword", "linktext") for each in inside if each.name == name), None)
