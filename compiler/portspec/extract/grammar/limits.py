"""Limits: words that take ports out of those that a text states, and numbers that state no port by themselves."""

from collections.abc import Callable, Iterator

import msgspec

from portspec.extract.grammar.lexemes import Token, TokenKind
from portspec.extract.language.clauses import closing_in
from portspec.extract.language.spared import points_below
from portspec.extract.language.vocabulary import words
from portspec.spec import HIGHEST_PORT


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """A number that is no port."""

    start: int
    """Offset in the text of its first character."""
    end: int
    """Offset after its last one."""
    reason: str
    """Why, in words that a finding shows."""
    spoilt: bool = True
    """True where a port was meant; False where it is a quantity, or the number of something else."""


class Limited(msgspec.Struct, frozen=True, kw_only=True):
    """The tokens of a text that state ports, and what its limits say."""

    tokens: list[Token]
    """Those that are left, in order."""
    excluded: list[tuple[int, int]]
    """The ranges that are not meant: "1-1024 except 22"."""
    apart: list[Fault]
    """The same as faults, for a text that states nothing else: "not 22"."""
    faults: list[Fault]
    """Numbers that are the end of no range, or of more than one: "up to 1024", "1-2-3"."""


def limited(text: str, found: list[Token]) -> Limited:
    """Return the tokens without those that limits take out."""
    kinds = {token.kind for token in found}
    result = Limited(tokens=[], excluded=[], apart=[], faults=[])
    if kinds.isdisjoint(LIMITS | {"dash"}):
        return msgspec.structs.replace(result, tokens=found)
    at = 0
    while at < len(found):
        end = _limit(text, found, at, result)
        if end == at:
            result.tokens.append(found[at])
            end = at + 1
        at = end
    return result


UNREAD: dict[TokenKind, str] = {
    "odd": "is written with other signs than the digits 0 to 9",
    "template": "is made with a placeholder, and what numbers it stands for is not said",
}
"""The tokens that are numbers and cannot be read, each with the reason."""
LIMITS: frozenset[TokenKind] = frozenset(("except", "excepted", "at_most", "and_below", *UNREAD))
"""The tokens that are limits, or numbers that are none to be read."""
_EXCLUDED = frozenset(("port", "transport", "colon", "slash", "number", "dash", "comma", "and", "above", "except"))
_BETWEEN = frozenset(("comma", "and"))


def _limit(text: str, found: list[Token], at: int, result: Limited) -> int:
    """Read the limit that begins at `at` and return where to go on, which is `at` where none does."""
    reader = _READERS.get(found[at].kind)
    return reader(text, found, at, result) if reader else at


def _except(text: str, found: list[Token], at: int, result: Limited) -> int:
    """Take out the ports behind an "except"."""
    end = _excluded_end(found, at)
    _exclude(text, found[at], list(_ranges(found[at + 1 : end])), result)
    return end


def _excepted(text: str, found: list[Token], at: int, result: Limited) -> int:
    """Take out the ports before an "excepted", but where all others are closed: "443 を除くすべてのポートを閉じる"."""
    if spares_all(text, found, at):
        return at + 1
    _exclude(text, found[at], _taken_back(result.tokens), result)
    return at + 1


def spares_all(text: str, found: list[Token], at: int) -> bool:
    """Tell whether a text closes all ports but those that stand before an "excepted", and names no others."""
    if not words("need.but_behind", "need.but_outside").match(text, found[at].start) or points_below(text):
        return False
    others = any(each.kind in ("dash", "above") for each in found) or any(each.kind == "number" for each in found[at:])
    return not others and bool(closing_in(text))


def _excluded_end(found: list[Token], at: int) -> int:
    """Return where the ports behind an "except" end; those of another transport behind a comma are not meant."""
    end = at + 1
    while end < len(found) and found[end].kind in _EXCLUDED:
        if found[end].kind in _BETWEEN and [each.kind for each in found[end + 1 : end + 2]] == ["transport"]:
            break
        end += 1
    return end


def _ranges(found: list[Token]) -> Iterator[tuple[Token, Token]]:
    """Yield the first and the last number of each range among tokens."""
    at = 0
    while at < len(found):
        last = at + 2 if [each.kind for each in found[at : at + 3]] == ["number", "dash", "number"] else at
        if found[at].kind == "number":
            yield found[at], found[last]
        at = last + 1


def _bounds(first: Token, last: Token) -> tuple[int, int]:
    """Return the values of the two ends of a range; one with too many digits lies above all ports."""
    start, end = (HIGHEST_PORT + 1 if each.value is None else each.value for each in (first, last))
    return start, end


def _taken_back(kept: list[Token]) -> list[tuple[Token, Token]]:
    """Take the ports before an "excepted" out of the tokens, up to a range that they are a part of."""
    taken: list[tuple[Token, Token]] = []
    while kept and kept[-1].kind == "number":
        first = kept[-3] if [each.kind for each in kept[-3:]] == ["number", "dash", "number"] else kept[-1]
        start, end = _bounds(first, kept[-1])
        inner = (_bounds(*each) for each in taken)
        if start < end and any(start <= low and high <= end for low, high in inner):
            break
        taken.append((first, kept[-1]))
        del kept[-3 if first is not kept[-1] else -1 :]
        if kept and kept[-1].kind in _BETWEEN:
            kept.pop()
    return taken


def _exclude(text: str, word: Token, ranges: list[tuple[Token, Token]], result: Limited) -> None:
    said = text[word.start : word.end].strip()
    for first, last in ranges:
        result.excluded.append(_bounds(first, last))
        reason = f"“{said}” takes {text[first.start : last.end]} out"
        result.apart.append(Fault(start=first.start, end=last.end, reason=reason))


def _one_sided(text: str, found: list[Token], at: int, result: Limited) -> int:
    """Read the number behind an "up to"."""
    number = next((n for n in range(at + 1, len(found)) if found[n].kind == "number"), None)
    if number is None:
        return at
    result.faults.append(_fault(text, found[at], found[number], "states no lowest port"))
    return number + 1


def _no_lowest(text: str, found: list[Token], at: int, result: Limited) -> int:
    """Read an "and below" behind a number that ends no range: "1024 and below", but "1から1024まで" is one."""
    kinds = [each.kind for each in result.tokens[-2:]]
    if kinds[-1:] == ["number"] and kinds != ["dash", "number"]:
        result.faults.append(_fault(text, result.tokens.pop(), found[at], "states no lowest port"))
    return at + 1


def _unread(text: str, found: list[Token], at: int, result: Limited) -> int:
    """Read a number that does not show as what it is, or only a part of it, and the range that it is an end of."""
    first, end = found[at], at + 1
    if [each.kind for each in result.tokens[-2:]] == ["number", "dash"]:
        first = result.tokens[-2]
        del result.tokens[-2:]
    while end + 1 < len(found) and found[end].kind == "dash" and found[end + 1].kind in ("number", *UNREAD):
        end += 2
    result.faults.append(_fault(text, first, found[end - 1], UNREAD[found[at].kind]))
    return end


def _chain(text: str, found: list[Token], at: int, result: Limited) -> int:
    """Read numbers with dashes between that are no one range: "1-2-3", or the "1-" at the end of a text."""
    end = at + 1
    while end + 1 < len(found) and found[end].kind == "dash" and found[end + 1].kind == "number":
        end += 2
    last = found[end] if end == len(found) - 1 and found[end].kind == "dash" else None
    if last and last.start == found[end - 1].end:
        result.faults.append(_fault(text, found[at], last, "states no highest port"))
        return end + 1
    if end - at > _RANGE:
        result.faults.append(_fault(text, found[at], found[end - 1], "is no range: it has more than two ends"))
        return end
    return at


_RANGE = 3
"""The tokens of a range."""
_READERS: dict[TokenKind, Callable[[str, list[Token], int, Limited], int]] = {
    "except": _except,
    "excepted": _excepted,
    "at_most": _one_sided,
    "and_below": _no_lowest,
    **dict.fromkeys(UNREAD, _unread),
    "number": _chain,
}


def _fault(text: str, first: Token, last: Token, what: str) -> Fault:
    said = " ".join(text[first.start : last.end].split())
    return Fault(start=first.start, end=last.end, reason=f"“{said}” {what}")


def without(low: int, high: int, excluded: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield what is left of a range, from the lowest."""
    for first, last in sorted(excluded):
        if last < low or first > high:
            continue
        if first > low:
            yield low, first - 1
        low = max(low, last + 1)
    if low <= high:
        yield low, high
