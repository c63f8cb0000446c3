"""The ledger: every number of a block that speaks of ports, and how it ended: claimed, set aside or reported."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from operator import attrgetter, itemgetter

import msgspec

from portspec.document import Block, Heading, Item, List, Paragraph, Table, Text
from portspec.extract.context.headers import concepts, head_of, title_of
from portspec.extract.context.paragraphs import placed_sentences
from portspec.extract.grammar.digits import ADDRESS, DECIMAL, counting
from portspec.extract.grammar.lexemes import YEARS, Token, TokenKind
from portspec.extract.grammar.lexer import frozen_tokens
from portspec.extract.grammar.limiting import LIMITING
from portspec.extract.grammar.limits import LIMITS, limited
from portspec.extract.grammar.lone import with_any_number
from portspec.extract.grammar.mentions import may_mention
from portspec.extract.grammar.names import VERSIONED
from portspec.extract.grammar.published import bare_pairs, is_inner, is_outer, is_turned, pairs_in
from portspec.extract.grammar.templates import is_filled, templates
from portspec.extract.language.lexicon import phrases
from portspec.extract.language.vocabulary import words
from portspec.protocols import WITH_PORTS, protocol_numbered
from portspec.spec import HIGHEST_PORT, PortRange


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A number that could be a port, where it stands."""

    value: int
    """From 1 to 65535."""
    text: Text
    """The cell, item or sentence that it stands in."""
    start: int
    """Offset of its first digit in the text."""
    end: int
    """Offset after its last digit."""
    head: str = ""
    """The header of its column; empty outside tables."""
    made: bool = False
    """True where it is the first number of what is made with a placeholder, which stands from `start` to `end`."""


class Unit(msgspec.Struct, frozen=True, kw_only=True):
    """A row, an item, a title or a sentence with the numbers in it."""

    entries: tuple[Entry, ...]
    """In the text's order."""
    start: int
    """Offset in the source where it begins."""
    end: int
    """Offset in the source after its last character."""


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """What a requirement claims: where its row begins, and its ports."""

    start: int
    """Offset in the source where the port text of the row stands."""
    upper: int | None = None
    """The same of the row that states the last port of its range, where that is another."""
    ports: tuple[PortRange, ...]
    """All that it claims, source ports included."""


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """How one number ended."""

    entry: Entry
    """The number."""
    reason: str
    """`claimed`, `reported`, `open` for one that nothing explains, or why it is no port."""


def outcomes(unit: Unit, claimed: frozenset[int]) -> list[Outcome]:
    """Return how the numbers of a unit ended, given the `claimed` ones."""
    return [Outcome(entry=each, reason=_reason(each, claimed)) for each in unit.entries]


def _reason(entry: Entry, claimed: frozenset[int]) -> str:
    if not entry.made:
        return "claimed" if entry.value in claimed or _is_below(entry, claimed) else aside(entry) or "open"
    if is_filled(entry.text.value, entry.start, entry.end, claimed):
        return "template of a port beside it"
    return aside(entry) or "open"


def _is_below(entry: Entry, claimed: frozenset[int]) -> bool:
    """Tell whether a number is the one right below claimed ports, as the word before it says: "> 1023"."""
    if entry.value + 1 not in claimed:
        return False
    found = frozen_tokens(entry.text.value)
    at = _holding(found, entry.start) or 0
    return at > 0 and found[at - 1].kind == "greater"


def ends(ports: Iterable[PortRange]) -> frozenset[int]:
    """Return the numbers that ranges are written with."""
    return frozenset(value for each in ports for value in (each.start, each.end))


def units(block: Block, *, ported: bool) -> Iterator[Unit]:
    """Yield the rows, items or sentences of a block that hold numbers, each with its numbers in the page's order.

    Where the block does not speak of ports (`ported`), items and sentences that do are yielded by themselves.
    """
    match block:
        case Table():
            count, above = head_of(block)
            heads = [title_of(above, index) for index in range(len(block.rows[0]))] if block.rows else []
            named = {id(cell): (cell.text, "") for row in block.rows[:count] for cell in row}
            yield from _unit(named.values() if ported else ())
            for row in block.rows[count:] if ported else ():
                cells = {id(cell): (cell.text, head) for cell, head in zip(row, heads, strict=True)}
                yield from _unit(cells.values())
        case List():
            for item in block.items:
                if ported or may_mention(item.text.value):
                    yield from _unit((text, "") for text in _texts(item))
        case Paragraph():
            said = placed_sentences(block)
            for sentence in said if any(may_mention(each.value) for each in said) else ():
                yield from _unit([(sentence, "")])
        case Heading() if ported or may_mention(block.text.value):
            yield from _unit([(block.text, "")])
        case _:
            return


def _texts(item: Item) -> Iterator[Text]:
    if item.term:
        yield item.term
    yield item.text


def _unit(texts: Iterable[tuple[Text, str]]) -> Iterator[Unit]:
    found = [(text, head) for text, head in texts if text.value]
    entries = [
        Entry(value=said, text=text, start=at, end=end, head=head, made=made)
        for text, head in found
        for said, at, end, made in _numbers(text.value)
    ]
    if entries:
        starts, ends = [text.start for text, _ in found], [text.end for text, _ in found]
        yield Unit(entries=tuple(entries), start=min(starts), end=max(ends))


_DIGITS = re.compile(r"\d+")


@lru_cache(maxsize=4096)
def _numbers(text: str) -> tuple[tuple[int, int, int, bool], ...]:
    """Return the numbers of a text, with their places: those that the grammar knows as one, and all other digits.

    Digits of another script are some as well, which nobody reads.

    Of what is made with a placeholder, as each says last, the first number counts.
    """
    if text.isascii() and text.isdecimal() and len(text) <= _PORT_DIGITS:
        return ((int(text), 0, len(text), False),) if 0 < int(text) <= HIGHEST_PORT else ()
    digits = [*_DIGITS.finditer(text)]
    if not digits:
        return ()
    # A lone row of few digits is a number by itself, but where signs that are no ASCII make it none.
    made = templates(text)
    lone = len(digits) == 1 and len(digits[0].group()) <= _PORT_DIGITS and text.isascii() and not made
    found = () if lone else frozen_tokens(text)
    numbers, seen = [], 0
    for match in digits:
        if match.start() < seen:
            continue
        at = _holding(found, match.start())
        token = None if at is None or found[at].kind not in ("number", "template") else found[at]
        template = token is not None and token.kind == "template"
        start, seen = (token.start if template else match.start(), token.end) if token else match.span()
        said = token.value if token and not template else int(match.group()[:6])
        if said is not None and 0 < said <= HIGHEST_PORT:
            numbers.append((said, start, seen, made.get(start) == seen))
    return tuple(numbers)


_PORT_DIGITS = 5


def _holding(found: Sequence[Token], start: int) -> int | None:
    """Return the number of the token that holds an offset; a text may have thousands of them."""
    at = bisect_right(found, start, key=_START) - 1
    return at if at >= 0 and start < found[at].end else None


_START = attrgetter("start")


# ---- reasons to set a number aside, each a test of the text around it -----------------------------------------------

_THOUSANDS = r"(?<![\w.])[1-9]\d?\.\d{3}(?!\.?\w)"
"""What may be a port with a mark between its thousands, as German and Spanish write it."""
_SPANS: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    ("date", "-./", re.compile(r"(?<![\d.])(?:\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./](?:19|20)?\d{2})(?![\d.]*\d)")),
    ("address", ".", re.compile(r"\d{1,3}(?:\.\d{1,3}){3}(?:/\d{1,2})?")),
    ("address", ":", ADDRESS),
    ("address", "/", re.compile(r"\w+://\S+|\b[\w-]{1,63}(?:\.[\w-]{1,63})*\.(?=[\w-]*[^\W\d])[\w-]{1,63}/\S*")),
    (
        "version",
        ".",
        re.compile(
            rf"(?!{_THOUSANDS})\bv?\d+(?:\.\d+)+(?:\.x)?(?:(?<=\.\d)-\d+(?=\.[a-z]))?|\b\d+\.x\b", re.IGNORECASE
        ),
    ),
    ("version", "/", VERSIONED),
    ("version", ",", DECIMAL),
    ("time", ":/x×", re.compile(r"(?<![\w.])\d{1,2}:\d{2}(?::\d{2})?\b|24\s?[/x×]\s?7")),
    ("amount", "%‰€$£", re.compile(r"\d+(?:[.,]\d+)?\s?[%‰€$£]|[€$£]\s?\d+")),
    ("hexadecimal", "x", re.compile(r"0x[0-9a-fA-F]+")),
    ("ordinal", ".)", re.compile(r"^\s*(?:\d{1,2}[.)]\s+(?=\D)|\(\d{1,2}\)\s)")),
    ("footnote", "])）", re.compile(r"\[\d{1,2}\]|[(（]\d[)）]$")),
)
"""What the digits around a number are a part of, and the signs of which a text with one has some."""


def aside(entry: Entry) -> str | None:
    """Return why a number is no port, as the text around it shows, or None where nothing shows it."""
    if entry.head and (reason := _of_column(entry.head) or _of_pair(entry)):
        return reason
    if entry.head and _is_of_protocols(entry.head) and protocol_numbered(entry.text.value):
        return "protocol number"
    if entry.made:
        return _in_address(entry.text.value, entry.start, entry.end)
    text = with_any_number(entry.text.value)
    value = entry.value if text is entry.text.value else int(text[entry.start : entry.end])
    return _aside(text, value, entry.start, entry.end)


@lru_cache(maxsize=4096)
def _aside(text: str, value: int, start: int, end: int) -> str | None:
    """Return why a number of a text is no port, as the words and signs around it show."""
    parts = _limits(text) if _stands_alone(text, value, start, end) else (*_parts(text), *_limits(text))
    around = (reason for reason, spans in parts if _covers(spans, start, end))
    return next(around, None) or _by_token(text, value, start)


def _in_address(text: str, start: int, end: int) -> str | None:
    """Return that what is made with a placeholder stands in an address, or None."""
    spans = (spans for reason, spans in _parts(text) if reason == "address")
    return "address" if any(_covers(each, start, end) for each in spans) else None


def _of_pair(entry: Entry) -> str | None:
    """Return that a number is the container's side of a pair of ports, or None."""
    said = entry.text.value
    if ":" not in said and ">" not in said:
        return None
    inner = (pair.inner for pair in bare_pairs(said, turned=is_turned(entry.head)))
    return _INNER if any(start <= entry.start < end for start, end in inner) else None


_INNER = "port of a container"


Spans = tuple[tuple[int, int], ...]
"""Where parts of a text begin and end, in its order; none overlaps another."""


def _covers(spans: Spans, start: int, end: int) -> bool:
    """Tell whether one part holds all between two offsets; a text may have thousands of parts."""
    at = bisect_right(spans, start, key=itemgetter(0)) - 1
    return at >= 0 and end <= spans[at][1]


@lru_cache(maxsize=256)
def _of_column(head: str) -> str | None:
    """Return why a number of a column with this header is no port, or None."""
    if words("header.source_port").search(head):
        return "source port"
    if is_inner(head) and not is_outer(head):
        return _INNER
    if words("port.word").search(head):
        return None
    valued = words("port.default").whole(head) or words("port.value").whole(head)
    return "column of another thing" if valued or not {"other", "image"}.isdisjoint(concepts(head)) else None


@lru_cache(maxsize=256)
def _is_of_protocols(head: str) -> bool:
    """Tell whether a header names protocols alone: a number that is all of a cell below it is that of one."""
    return set(concepts(head)) == {"protocol"}


def _stands_alone(text: str, value: int, start: int, end: int) -> bool:
    """Tell whether a number stands between blanks, so that it is the part of nothing that has digits."""
    before, after = text[start - 1 : start], text[end : end + 2]
    if before.strip() or after[:1].strip(" ,;\n") or (after[:1] in (",", ";") and after[1:].strip()):
        return False
    return text[start:end].isdecimal() and value not in _ALL_DAY and _UNITS.isdisjoint(text)


_UNITS = frozenset("%‰€$£")
_ALL_DAY = (24, 7)


@cache
def _ordinal() -> tuple[str, str, re.Pattern[str]]:
    """Return how an ordinal ends: "1st", "2º"."""
    ends = phrases("port.ordinal")
    return "ordinal", "".join(ends), re.compile(rf"\b\d{{1,2}}(?:{'|'.join(map(re.escape, ends))})(?!\w)")


@lru_cache(maxsize=1024)
def _parts(text: str) -> tuple[tuple[str, Spans], ...]:
    """Return the parts of a text whose numbers are no ports, with their reasons."""
    signs = frozenset(text)
    patterns = ((reason, pattern) for reason, some, pattern in (*_SPANS, _ordinal()) if not signs.isdisjoint(some))
    found = ((reason, tuple(match.span() for match in pattern.finditer(text))) for reason, pattern in patterns)
    inner = (_INNER, tuple(pair.inner for pair in pairs_in(text)))
    lines = ("ordinal", tuple(counting(text).items()))
    return tuple((reason, spans) for reason, spans in (*found, inner, lines) if spans)


@lru_cache(maxsize=1024)
def _limits(text: str) -> tuple[tuple[str, Spans], ...]:
    """Return the parts of a text that a limit takes out: "not 22"."""
    if text.isascii() and not words(*_LIMITING).may_stand_in(text):
        return ()
    found = frozen_tokens(text)
    if all(each.kind not in LIMITS for each in found):
        return ()
    apart = sorted({(each.start, each.end) for each in limited(text, [*found]).apart})
    return (("excluded", tuple(apart)),) if apart else ()


_LIMITING = (*LIMITING, "excluded.after", "limit.after")
"""The senses of what limits the ports of a text; digits of another script do as well, but are no ASCII."""


def _by_token(text: str, value: int, start: int) -> str | None:
    found = frozen_tokens(text)
    at = _holding(found, start)
    if at is None:
        return None
    token = found[at]
    if [each.kind for each in found[max(at - 3, 0) : at]] == _NAMED and text[token.start : token.end].isdecimal():
        return None
    if reason := _OF.get(token.kind):
        return reason
    if found[at + 1 : at + 2] and found[at + 1].kind == "unit":
        return "quantity"
    return _behind(text, found[:at], value) if at else None


def _behind(text: str, found: Sequence[Token], value: int) -> str | None:
    """Return why a number behind these tokens is no port, as the last of them shows."""
    before = found[-1]
    if before.kind == "transport" and WITH_PORTS.isdisjoint(before.names):
        return "protocol number"
    if before.kind == "word" and words("port.copula").whole(text[before.start : before.end]):
        return _NUMBERED if found[1:] and _is_numbered(text, found[-2]) else None
    return "year or release" if before.kind == "word" and value in YEARS else _BEHIND.get(before.kind)


def _is_numbered(text: str, token: Token) -> bool:
    """Tell whether the word before "number" is a thing that has one, and neither a port nor an article."""
    said = text[token.start : token.end]
    return token.kind in ("word", "label") and not words("peer.article", "port.word", "port.default").search(said)


_OF: dict[TokenKind, str] = {
    **dict.fromkeys(("word", "transport", "dynamic", "port"), "part of a name"),
    "unit": "quantity",
    "replaced": "excluded",
}
"""What a number is a part of."""
_NAMED = ["port", "word", "slash"]
"""What stands before the number of an interface, "port Eth1/48", or of a port: "port Bind9/53"."""
_NUMBERED = "number of another thing"
_BEHIND: dict[TokenKind, str] = {"label": _NUMBERED, "protocol": "protocol number"}
"""What a number is behind a word."""
