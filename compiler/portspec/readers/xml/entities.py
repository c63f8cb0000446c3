"""Entities of a page: what they stand for is put in after parsing, by a budget, so that none grows without end."""

import re
from collections.abc import Iterator
from html import unescape

from portspec.source import Beside

LARGEST = 100_000
"""Entities give at most this many characters in all."""
DEEPEST = 20
"""Entities may stand for others this deep."""
MASK = "\ue000"
"""What stands for `&` while a page is parsed."""
_QUOTED = r"\"[^\"]*+\"|'[^']*+'"
_SUBSET = rf"\[(?>(?:<!--.*?-->|<\?.*?\?>|{_QUOTED}|[^\]\"'<]|<(?!!--|\?))*)\]\s*+"
_DOCTYPE = re.compile(rf"<!DOCTYPE(?>(?:{_QUOTED}|[^\[\"'>])*)(?>(?:{_SUBSET})?)>", re.DOTALL)
_PROLOG = re.compile(r"\s*<\?xml\s[^>]*\?>")
_DECLARED = re.compile(
    rf"<!--.*?-->|<!ENTITY\s+(?P<parameter>%\s+)?(?P<name>[\w.:-]+)\s+(?:(?P<value>{_QUOTED})"
    rf"|(?:SYSTEM|PUBLIC\s+(?:{_QUOTED}))\s+(?P<system>{_QUOTED}))\s*>",
    re.DOTALL,
)
_REFERENCE = re.compile(r"&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z_][\w.:-]{0,99});")
_TAG = re.compile(r"<[^<>]*>")
_ASTRAL = re.compile("[\U00010000-\U0010ffff\ufffe\uffff]")


def masked(text: str) -> str:
    """Return a page as a parser is to see it: each character at its place, no declarations, no entities."""
    for pattern in (_PROLOG, _DOCTYPE):
        if found := pattern.search(text):
            blank = re.sub(r"[^\n]", " ", found.group())
            text = text[: found.start()] + blank + text[found.end() :]
    return _ASTRAL.sub("\ufffd", text.replace("&", MASK))


class Entities:
    """What the entities of one page stand for."""

    def __init__(self, text: str, beside: Beside | None) -> None:
        declared = _DOCTYPE.search(text)
        self.beside, self.left = beside, LARGEST
        self.values: dict[str, str] = {}
        self.files: dict[str, str] = {}
        """Entities that stand for files, with their paths."""
        self.refused: list[str] = []
        """Names that were left as they are, since the budget is spent."""
        if declared and "[" in declared.group():
            self._declare(declared.group(), deep=0)

    def _declare(self, text: str, *, deep: int) -> None:
        """Take the declarations of a text, and of the files of declarations that it takes in."""
        for found in _DECLARED.finditer(text):
            name = found["name"]
            if name and found["value"] and not found["parameter"]:
                self.values.setdefault(name, found["value"][1:-1])
            elif name and found["system"] and found["parameter"]:
                data = self.beside(found["system"][1:-1]) if self.beside and deep < len("ab") else None
                self._declare((data or b"").decode("utf-8", "replace"), deep=deep + 1)
            elif name and found["system"]:
                self.files.setdefault(name, found["system"][1:-1])

    def decoded(self, raw: str) -> str:
        """Return text with its entities put in; what is not declared stays as it is written."""
        return "".join(self._pieces(raw, frozenset())) if "&" in raw else raw

    def _pieces(self, raw: str, inside: frozenset[str]) -> Iterator[str]:
        at = 0
        for found in _REFERENCE.finditer(raw):
            yield raw[at : found.start()]
            yield from self._value(found.group(), found.group(1), inside)
            at = found.end()
        yield raw[at:]

    def _value(self, written: str, name: str, inside: frozenset[str]) -> Iterator[str]:
        value = self.values.get(name)
        if value is None:
            yield unescape(written) if name not in self.files else written
        elif name in inside or len(inside) > DEEPEST or self.left < len(value):
            self.refused.append(name)
            yield written
        else:
            self.left -= len(value) + 1
            yield from self._pieces(_TAG.sub("", value), inside | {name})
