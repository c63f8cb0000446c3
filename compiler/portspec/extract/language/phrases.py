"""Phrases in running text: directions, their markers and legends, arrows between two ends, and what is reserved."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Literal

from portspec.extract.language.keys import UNSPACED_LETTER, keys_at
from portspec.extract.language.lexicon import phrases
from portspec.extract.language.longest import longest
from portspec.extract.language.masked import of_words
from portspec.extract.language.vocabulary import NEAR, Words, transport_at, transports_in, words
from portspec.spec import Direction

_MARKER = re.compile(r"^\s*[(\[]\s*([^\W\d_]{1,3}(?:\s*[/,]?\s*[^\W\d_]{1,3})?)\s*[)\]]\s*")
_LETTERS: dict[str, Direction] = {"i": "inbound", "o": "outbound"}
_TOKEN = re.compile(r"(?<![\w'’])([A-Z])(?![\w'’])")


def joined(found: set[Direction]) -> Direction:
    """Return one direction for what was found: both where both were."""
    if "both" in found or {"inbound", "outbound"} <= found:
        return "both"
    return next(iter(found), "unstated")


@of_words
def direction_in(text: str) -> Direction:
    """Return the direction that running text states for connections."""
    if not words(*SAYING_WAYS).may_stand_in(text):
        return "unstated"
    hits: dict[Direction, list[re.Match[str]]] = {name: list(words(f"text.{name}").finditer(text)) for name in _WAYS}
    hits["both"] += _paired(text)
    if not any(hits.values()):
        return "unstated"
    mute = [match.span() for match in words("text.undirected").finditer(text)]
    if any(_is_denied_alone(match, text) for name in _WAYS for match in hits[name]):
        return "both"
    meant = {name: [match for match in hits[name] if not _is_inside(match, mute)] for name in _WAYS}
    stated = {name for name in _WAYS if any(not _is_denied(match, text) for match in meant[name])}
    return joined(stated or {name for name in _WAYS if meant[name]})


def _is_denied(way: re.Match[str], text: str) -> bool:
    """Tell whether a "no" stands right before a direction: "outbound, no inbound channel", "sin tráfico entrante"."""
    before = [each.strip("(（") for each in text[max(way.start() - NEAR, 0) : way.start()].split()]
    if before[1:] and words("text.traffic").whole(before[-1]):
        before.pop()
    return bool(before) and words("need.negator", "excluded.before").whole(before[-1])


def _is_denied_alone(way: re.Match[str], text: str) -> bool:
    """Tell whether a "not only" stands right before a direction: connections go the other way too.

    Before that of a port it says that there are others: "not only inbound TCP port 3171 but also …".
    """
    more = (match for match in words("need.more").finditer(text) if words("need.only").search(match.group()))
    if not any(match.end() <= way.start() and not text[match.end() : way.start()].strip() for match in more):
        return False
    behind = len(text) - len(text[way.end() :].lstrip())
    return not (transport_at(text, behind) or words("port.word").match(text, behind))


def _paired(text: str) -> list[re.Match[str]]:
    """Return where a text has the words for both directions side by side."""
    return list(_pairs().finditer(text)) if all(_unless_short(way).search(text) for way in _SIDES) else []


@cache
def _pairs() -> re.Pattern[str]:
    """Return the pattern of the words for both directions side by side, which mean connections: "entrada y salida"."""
    ways = [_unless_short(way).pattern for way in _SIDES]
    between = rf"\s*(?:[/&+,・]|{words('port.and').pattern})\s*"
    return re.compile("|".join(rf"(?:{one}){between}(?:{other})" for one, other in (ways, ways[::-1])), re.IGNORECASE)


_SIDES = ("inbound", "outbound")


@cache
def _unless_short(way: str) -> Words:
    """Return the phrases for a direction, without "in", "out" and "from", which mean more than a way."""
    senses = [f"{place}.{way}" for place in ("text", "title", "cell")]
    ends = {each for sense in ("cell.first", "header.source", "header.destination") for each in phrases(sense)}
    found = (each for sense in senses for each in phrases(sense) if each not in ends)
    return Words([each for each in found if len(each) > LETTERS or not each.isascii()], senses)


_WAYS: tuple[Direction, ...] = ("inbound", "outbound", "both")
SAYING_WAYS = (*(f"text.{name}" for name in _WAYS), "cell.inbound", "cell.outbound")
"""The words for directions, of running text and of cells, of which two may stand side by side."""
LEADING = (*(f"text.{name}" for name in _WAYS), "title.inbound", "title.outbound")
"""The words for a direction that a text may begin with."""


@of_words
def direction_at_start(text: str) -> Direction:
    """Return the direction that a text begins with: "Inbound for administration"."""
    if not words(*LEADING).may_stand_in(text):
        return "unstated"
    first, _ = _edges(text)
    if not words(*LEADING).possible(keys_at(text, first)) or words("text.undirected").match(text, first):
        return "unstated"
    names: tuple[Direction, ...] = ("both", "inbound", "outbound")
    found = (name for name in names if words(f"text.{name}").match(text, first) or _titled(name, text, first))
    return next(found, "unstated")


@lru_cache(maxsize=256)
def _edges(text: str) -> tuple[int, int]:
    """Return where the first word of a text begins and its last one ends; where it has none, its end and its start."""
    first, last = _LETTER_OR_DIGIT.search(text), _LETTER_OR_DIGIT.search(text[::-1])
    return (first.start(), len(text) - last.start()) if first and last else (len(text), 0)


_LETTER_OR_DIGIT = re.compile(r"\w")


def _titled(name: Direction, text: str, at: int) -> bool:
    return name != "both" and words(f"title.{name}").match(text, at) is not None


def direction_of_title(text: str) -> Direction:
    """Return the direction that a title states, if only by a word that says none in running text."""
    said = direction_in(text)
    if said != "unstated" or words("text.undirected").search(text):
        return said
    names: tuple[Direction, ...] = ("inbound", "outbound")
    return joined({name for name in names if words(f"title.{name}").search(text)})


def _is_inside(match: re.Match[str], spans: list[tuple[int, int]]) -> bool:
    """Tell whether a phrase is part of one that is no direction, such as "inbound mail"."""
    return any(start < match.end() and match.start() < end for start, end in spans)


@lru_cache(maxsize=4096)
def is_direction(text: str) -> bool:
    """Tell whether a text is a word for a direction, and nothing else."""
    return _direction_of(text) is not None


_DIRECTIONS: tuple[Direction, ...] = ("both", "inbound", "outbound")
_BETWEEN = re.compile(r"\s*[/&+,]\s*")


def _direction_of(text: str) -> Direction | None:
    """Return the direction of which a text is a word, None where it is none: of "Out/i", either part."""
    return next((name for name in _DIRECTIONS if words(f"cell.{name}").whole(text)), None)


@lru_cache(maxsize=4096)
def direction_cell(text: str) -> Direction:
    """Return what a cell of a direction column says: a word, a letter, an arrow."""
    folded = " ".join(text.split())
    if ends := arrow_ends(folded):
        return ends[2]
    if len(arrows := _ARROW.findall(folded)) > 1:
        return "both" if all(map(_BOTH_WAYS.search, arrows)) else "unstated"
    if arrow := _ARROWS.search(folded):
        return _DIRECTIONS[(arrow.lastindex or 1) - 1]
    said = [_direction_of(each) for each in _BETWEEN.split(folded)]
    if len(said) > 1 and None not in said:
        return joined({each for each in said if each})
    found = longest(folded, [(name, words(f"cell.{name}")) for name in _DIRECTIONS], _counts)
    return joined({name for name in _DIRECTIONS if name in found})


def way_alone(text: str) -> Direction:
    """Return the direction of a short clause that is nothing but one; a "both" beside a transport counts ports."""
    said = direction_cell(text)
    return "unstated" if said == "both" and transports_in(text) and direction_in(text) == "unstated" else said


def _counts(text: str, start: int, end: int, _: str) -> bool:
    """Tell whether a word says a direction where it stands: "From clients", but not "from client to server"."""
    phrase = text[start:end]
    if _is_shut_out(text, start):
        return False
    first, last = _edges(text)
    if words("cell.alone").whole(phrase):
        return first >= start and last <= end
    if words("cell.first").whole(phrase):
        return first >= start and not words("cell.first").search(text, end)
    return True


def _is_shut_out(text: str, start: int) -> bool:
    """Tell whether a cell denies a way behind another one: "Outbound (not inbound)"."""
    before = text[:start].rstrip()
    last = re.split(r"[\s(（,;，、]", before)[-1] if before else ""
    if last and words("need.negator", "excluded.before").whole(last):
        return True
    if not UNSPACED_LETTER.search(text):
        return False
    piece = _PIECE_END.split(text[:start])[-1] + _PIECE_END.split(text[start:])[0]
    return len(_PIECE_END.split(text)) > 1 and words("need.negator", "excluded.not").search(piece) is not None


_PIECE_END = re.compile(r"[(（)），,、;；]")


_REMARK = re.compile(r"[(（]([^()（）]+)[)）]")


def direction_remark(text: str) -> Direction:
    """Return the direction that a remark in brackets names: "TCP (out)"."""
    found: set[Direction] = set()
    for remark in _REMARK.findall(text):
        if words("cell.both").whole(remark):
            found.add("both")
        elif words("header.inbound").whole(remark):
            found.add("inbound")
        elif words("header.outbound").whole(remark):
            found.add("outbound")
    return found.pop() if len(found) == 1 else "unstated"


@of_words
def direction_aside(text: str) -> Direction:
    """Return the direction that a cell names behind a comma or in brackets, and nothing else there: "587, outgoing"."""
    asides = [aside.strip() for aside in _ASIDE.split(text)[1:]] if _ASIDE.search(text) else []
    names: tuple[Direction, ...] = ("both", "inbound", "outbound")
    return joined({name for name in names for aside in asides if len(aside) > 1 and words(f"cell.{name}").whole(aside)})


_ASIDE = re.compile(r"[,;()（），；]")


def marked_remark(text: str, legend: dict[str, Direction]) -> Direction:
    """Return the direction that the letters of a remark in brackets mean in a legend of the page: "4505 (I)"."""
    for remark in _REMARK.findall(text) if legend else ():
        letters = re.sub(r"[\s/,]", "", remark)
        if letters and all(letter in legend for letter in letters):
            return joined({legend[letter] for letter in letters})
    return "unstated"


_ARROWS = re.compile(
    r"(<[-=–—]*>|[↔⇔⟷⇄⇆↕⇅])|([←⇐⟵↓]|<[-=–—]+|<(?!\s?\d))"
    r"|([→⇒➔➜⟶↑]|(?<![\d=–—-])(?:[-=–—]+>|>(?!=?\s?\d))|\d[-=–—]+>(?!\d))"
)
"""Arrows both ways, back and on; a lone sign before a number compares."""


_ARROW = re.compile(r"\s*((?:<\s?)?(?:-{1,3}|={1,2}|–|—)(?:>|\s>(?=\s))|<(?:-{1,3}|={1,2}|–|—)|[→⇒➔➜⟶↔⇔⟷⇄⇆←⇐⟵])\s*")
_BOTH_WAYS = re.compile(r"<.*>|[↔⇔⟷⇄⇆]")
_GLUED = re.compile(r"\d->\d")
_BACKWARDS = re.compile(r"<[-=–—]|[←⇐⟵]")


Arrow = Literal["on", "back", "both"]
"""Where an arrow points: from what stands before it to what stands behind it, the other way round, or both."""


@lru_cache(maxsize=4096)
def pointing(text: str) -> Arrow | None:
    """Return the way in which a text points that is nothing but an arrow; else None."""
    arrow = _ARROW.fullmatch(text.strip())
    if arrow is None:
        return None
    return "both" if _BOTH_WAYS.search(arrow[1]) else "back" if _BACKWARDS.search(arrow[1]) else "on"


def has_arrow(text: str) -> bool:
    """Tell whether an arrow stands anywhere in a text."""
    return _HEAD.search(text) is not None and _ARROW.search(text) is not None


_HEAD = re.compile("[<>→⇒➔➜⟶↔⇔⟷⇄⇆←⇐⟵]")
"""What each arrow has."""


def arrow_beside(text: str) -> tuple[str, str]:
    """Return a text that begins or ends with an arrow without it, and the arrow; empty where no one arrow does."""
    found = [*_ARROW.finditer(text)]
    if len(found) != 1 or (found[0].start() > 0 and found[0].end() < len(text)):
        return text, ""
    rest = f"{text[: found[0].start()]}{text[found[0].end() :]}"
    return (rest, found[0][1]) if rest.strip() else (text, "")


@lru_cache(maxsize=4096)
def arrow_ends(text: str) -> tuple[str, str, Direction] | None:
    """Return source, destination and direction of a text such as `A --> B`; only `A <--> B` states a direction."""
    arrow = _ARROW.search(text)
    if arrow is None or not text[: arrow.start()].strip() or not text[arrow.end() :].strip():
        return None
    left, right = text[: arrow.start()].strip(), text[arrow.end() :].strip()
    if _GLUED.match(text, max(arrow.start() - 1, 0)):  # of published ports: 8443->443
        return None
    if _ARROW.search(right):  # several connections, whose ends cannot be told apart
        return None
    if _BOTH_WAYS.search(arrow.group()):
        return left, right, "both"
    return (right, left, "unstated") if _BACKWARDS.search(arrow.group()) else (left, right, "unstated")


def marker(text: str, legend: dict[str, Direction]) -> tuple[Direction, int]:
    """Return the direction of the marker that a text begins with, `(IO)`, and where the text goes on."""
    if text[:1] not in ("(", "["):
        return "unstated", 0
    match = _MARKER.match(text)
    if match is None:
        return "unstated", 0
    letters = re.sub(r"[\s/,]", "", match.group(1)).casefold()
    meaning = {**_LETTERS, **{letter.casefold(): said for letter, said in legend.items()}}
    if all(letter in meaning for letter in letters):
        return joined({meaning[letter] for letter in letters}), match.end()
    named = [_direction_named(word) for word in re.split(r"\s*[/,]\s*", match.group(1))]
    return (joined(set(named)), match.end()) if "unstated" not in named else ("unstated", 0)


def _direction_named(word: str) -> Direction:
    """Return the direction that a short word names, such as "in"."""
    names: tuple[Direction, Direction] = ("inbound", "outbound")
    return next((name for name in names if len(word) > 1 and words(f"cell.{name}").whole(word)), "unstated")


LETTERS = 3
"""A word that explains a marker has more letters than this."""


def is_legend(text: str) -> bool:
    """Tell whether a text explains one-letter markers."""
    return bool(legend_of(text))


def legend_of(text: str) -> dict[str, Direction]:
    """Return what each one-letter marker means, where a text sets a letter before each direction's words."""
    letters = [(match.start(), match.group(1)) for match in _TOKEN.finditer(text)]
    if len(letters) < 2:  # noqa: PLR2004
        return {}
    said: list[tuple[int, Direction]] = []
    names: tuple[Direction, Direction] = ("inbound", "outbound")
    for name in names:
        known = [words(f"text.{name}"), words(f"cell.{name}")]
        said.extend(
            (match.start(), name) for each in known for match in each.finditer(text) if len(match.group()) > LETTERS
        )
    meaning: dict[str, Direction] = {}
    for number, (start, letter) in enumerate(letters):
        until = letters[number + 1][0] if number + 1 < len(letters) else len(text)
        found = sorted(each for each in said if start < each[0] < until)
        if found and letter not in meaning:
            meaning[letter] = found[0][1]
    return meaning if set(meaning.values()) == {"inbound", "outbound"} else {}


_SIGN = re.compile(r"(?<![^\s“”\"'`(])>(?![^\s“”\"'`)])")


def explains_arrow(text: str) -> bool:
    """Tell whether a text says what the sign ">" means: "> means that the first opens the connection"."""
    sign = _SIGN.search(text) if ">" in text else None
    return sign is not None and words("text.means").search(text, sign.end()) is not None


def flags_in(text: str) -> Iterator[Literal["reserved", "configurable"]]:
    """Yield which of the two a row says of its port."""
    if words(*FLAGGING).may_stand_in(text):
        if is_reserved(text):
            yield "reserved"
        if is_configurable(text):
            yield "configurable"


FLAGGING = ("text.reserved", "cell.reserved", "text.configurable")
"""The senses of what says so."""


def is_reserved(text: str) -> bool:
    """Tell whether a row says that its port is only held for something."""
    alone = _NAMED.split(text)[-1].strip(" .()（）。")
    return words("text.reserved").search(text) is not None or words("cell.reserved").whole(alone)


_NAMED = re.compile(r"[:：]|\s[-–—]\s")


def is_configurable(text: str) -> bool:
    """Tell whether a row says that another port can be chosen."""
    return words("text.configurable").search(text) is not None
