"""The ledger: every number of a block that speaks of ports, and how it ended: claimed, set aside or reported."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Literal

import msgspec

from portspec.document import Heading, Item, List, Paragraph, Table, Text
from portspec.extract.context import placed_sentences
from portspec.extract.tokens import HIGHEST, YEARS, Token, tokens
from portspec.extract.vocabulary import words

Outcome = Literal["claimed", "aside", "reported"]


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A number that could be a port, where it stands."""

    value: int
    text: Text
    start: int
    """Offset of its first digit in the text."""
    end: int
    head: str = ""
    """The header of its column; empty outside tables."""


class Unit(msgspec.Struct, frozen=True, kw_only=True):
    """A row, an item, a title or a sentence with the numbers in it."""

    entries: tuple[Entry, ...]
    start: int
    end: int


class Account(msgspec.Struct):
    """How the numbers of a page ended, and why some were set aside."""

    claimed: int = 0
    reported: int = 0
    aside: dict[str, int] = msgspec.field(default_factory=dict)
    trace: list[tuple[Entry, str]] = msgspec.field(default_factory=list)

    @property
    def numbers(self) -> int:
        """All numbers that were entered."""
        return self.claimed + self.reported + sum(self.aside.values())


def units(block: Heading | Paragraph | List | Table, headers: int = 0) -> Iterator[Unit]:
    """Yield the rows, items or sentences of a block that hold numbers, each with its numbers in the page's order."""
    match block:
        case Table():
            for row in block.rows[headers:]:
                cells = {id(cell): (cell.text, index) for index, cell in reversed(list(enumerate(row)))}
                heads = [" ".join(r[index].text.folded for r in block.rows[:headers]) for index in range(len(row))]
                yield from _unit(
                    (text, heads[index]) for text, index in sorted(cells.values(), key=lambda each: each[1])
                )
        case List():
            for item in block.items:
                yield from _unit((text, "") for text in _texts(item))
        case Paragraph():
            for sentence in placed_sentences(block):
                yield from _unit([(sentence, "")])
        case Heading():
            yield from _unit([(block.text, "")])


def _texts(item: Item) -> Iterator[Text]:
    if item.term:
        yield item.term
    yield item.text


def _unit(texts: Iterable[tuple[Text, str]]) -> Iterator[Unit]:
    found = [(text, head) for text, head in texts if text.value]
    entries = tuple(entry for text, head in found for entry in _entries(text, head))
    if entries:
        yield Unit(
            entries=entries,
            start=min(text.start for text, _ in found),
            end=max(text.end for text, _ in found),
        )


_NUMBER = re.compile(r"(?<![\d.,:])\d{1,5}(?![\d])")


def _entries(text: Text, head: str) -> Iterator[Entry]:
    for match in _NUMBER.finditer(text.value):
        if match.group().isascii() and 0 < int(match.group()) <= HIGHEST:
            yield Entry(value=int(match.group()), text=text, start=match.start(), end=match.end(), head=head)


# ---- reasons to set a number aside, each a test of the text around it -----------------------------------------------

_VERSION = re.compile(r"\d+(?:\.\d+)+|\d+\.x", re.IGNORECASE)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}")
_ADDRESS = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}(?:/\d{1,2})?|[0-9a-fA-F]{0,4}(?::[0-9a-fA-F]{0,4}){2,}(?:/\d{1,3})?")
_URL = re.compile(r"\w+://\S+|\b[\w-]+(?:\.[\w-]+)+/\S*")
_NAME = re.compile(r"[^\W\d]\w*(?:[-_./]?\w+)*|\w*[^\W\d]\w*")
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?|24\s?[/x×]\s?7")
_PERCENT = re.compile(r"\d+(?:[.,]\d+)?\s?[%‰€$£]|[€$£]\s?\d+")
_HEX = re.compile(r"0x[0-9a-fA-F]+")
_ORDINAL = re.compile(r"\s*(?:\d{1,2}[.)]\s+(?=\D)|\(\d{1,2}\)\s|\d{1,2}(?:st|nd|rd|th|er|º|ª|°|\.º)\b)")
_MARKS = re.compile(r"\[\d{1,2}\]|\(\d\)$")
_SPANS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("date", _DATE),
    ("address", _ADDRESS),
    ("address", _URL),
    ("version", _VERSION),
    ("time", _CLOCK),
    ("amount", _PERCENT),
    ("hexadecimal", _HEX),
    ("ordinal", _ORDINAL),
    ("footnote", _MARKS),
)


def aside(entry: Entry) -> str | None:
    """Return why a number is no port, as the text around it shows, or None where nothing shows it."""
    if entry.head and words("header.other").search(entry.head) and not words("header.port").search(entry.head):
        return "column of another thing"
    if words("header.source_port").search(entry.head):
        return "source port"
    value = entry.text.value
    for reason, pattern in _SPANS:
        if any(match.start() <= entry.start and entry.end <= match.end() for match in pattern.finditer(value)):
            return reason
    return _by_token(entry, tokens(value))


_KINDS: dict[str, str] = {"unit": "quantity", "label": "number of another thing", "protocol": "protocol number"}


def _by_token(entry: Entry, found: list[Token]) -> str | None:
    at = next((n for n, each in enumerate(found) if each.start <= entry.start and entry.end <= each.end), None)
    if at is None:
        return None
    token = found[at]
    before = found[at - 1] if at else None
    after = found[at + 1] if at + 1 < len(found) else None
    if token.kind == "word" and token.end - token.start > entry.end - entry.start:
        return "part of a name"
    if after is not None and after.kind == "unit":
        return "quantity"
    if before is not None and before.kind in ("label", "protocol"):
        return _KINDS[before.kind]
    if entry.value in YEARS and before is not None and before.kind == "word" and not _ported(found):
        return "year or release"
    if before is not None and before.kind == "transport" and not {"tcp", "udp", "sctp", "dccp"} & set(before.names):
        return "protocol number"
    return None


def _ported(found: list[Token]) -> bool:
    return any(each.kind in ("port", "transport") for each in found)


Report = Callable[[Unit, list[Entry]], None]
