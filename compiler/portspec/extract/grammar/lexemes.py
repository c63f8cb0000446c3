"""Lexemes: the tokens of port text, and what some of them mean beside others."""

import re
from typing import Literal

import msgspec

from portspec.extract.language.vocabulary import words

TokenKind = Literal[
    "number", "transport", "dash", "above", "greater", "at_least", "any", "dynamic", "elsewhere", "protocol", "label",
    "port", "arrow", "comma", "and", "newline", "slash", "colon", "open", "close", "unit", "word", "odd",
    "except", "excepted", "at_most", "and_below", "template", "replaced",
]  # fmt: skip


class Token(msgspec.Struct, frozen=True):
    """One token with its span in the text; `value` is a number's, `names` are a transport's."""

    kind: TokenKind
    """What it is, which decides what the others say."""
    start: int
    """Offset in the text of its first character."""
    end: int
    """Offset after its last one."""
    value: int | None = None
    """A number's value; None for one with more digits than any that means something, and for all that is no number."""
    names: tuple[str, ...] = ()
    """A transport's lower-case names, several for a word such as `TCP/UDP`; empty for all else."""


def joined(text: str, found: list[Token]) -> list[Token]:
    """Return the tokens of a text, each as what it means beside others: a year, an end of a range, a repetition."""
    kinds = {token.kind for token in found}
    if "number" not in kinds:
        return found
    if "template" in kinds:
        found = _without_counts(text, found)
    if "and" in kinds:
        found = _with_ends(text, found)
    if "colon" in kinds:
        found = _with_ranges(text, found)
    if "open" in kinds:
        found = _without_years(found)
    return _without_repeats(found) if "dash" in {token.kind for token in found} else found


_FEW_HOSTS = 100
"""A placeholder of two digits counts up to less."""


def _without_counts(text: str, found: list[Token]) -> list[Token]:
    """Return the tokens with what a placeholder stands for as words: the "00-97" of "36NN (NN = 00-97)"."""
    counting = False
    for at, token in enumerate(found):
        ranged = counting and found[at - 1].kind == "dash"
        counting = counting and token.kind == "dash"
        ends = [each.value or 0 for each in found[at : at + 3] if each.kind == "number"]
        few = [each.kind for each in found[at + 1 : at + 3]] == ["dash", "number"] and max(ends) < _FEW_HOSTS
        low = token.kind == "number" and (text[token.start] == "0" or few)
        if token.kind == "number" and (low or ranged) and "template" in {each.kind for each in found[:at]}:
            found[at] = msgspec.structs.replace(token, kind="word", value=None)
            counting = True
    return found


YEARS = range(1990, 2040)
"""Numbers that are years rather than ports where nothing else says ports: "Windows Server 2019"."""


def _without_years(found: list[Token]) -> list[Token]:
    """Return the tokens with the years in brackets as words: "445 (Windows Server 2016 and later)"."""
    inside = 0
    for at, token in enumerate(found):
        inside += (token.kind == "open") - (token.kind == "close")
        beside = "word" in [each.kind for each in found[max(at - 1, 0) : at + 2]]
        if inside > 0 and beside and token.value in YEARS:
            found[at] = msgspec.structs.replace(token, kind="word", value=None)
            if [each.kind for each in found[at + 1 : at + 2]] == ["above"]:
                found[at + 1] = msgspec.structs.replace(found[at + 1], kind="word")
    return found


def _with_ends(text: str, found: list[Token]) -> list[Token]:
    """Return the tokens with the "and" between the ends of a range as a dash: "between 7100 and 7200"."""
    kinds = [token.kind for token in found]
    for at in (at for at, kind in enumerate(kinds) if kind == "and" and kinds[at - 1 : at + 2 : 2] == 2 * ["number"]):
        first = at - 2
        while first >= 0 and kinds[first] in ("port", "transport"):
            first -= 1
        word = found[first]
        if first >= 0 and word.kind == "word" and words("port.between").whole(text[word.start : word.end]):
            found[at] = msgspec.structs.replace(found[at], kind="dash")
    return found


def _with_ranges(text: str, found: list[Token]) -> list[Token]:
    """Return the tokens with the colon between two rising numbers behind a word for a range as a dash: "6800:7568"."""
    for at in (at for at, token in enumerate(found) if token.kind == "colon" and 0 < at < len(found) - 1):
        low, high = found[at - 1], found[at + 1]
        close = low.kind == high.kind == "number" and low.end + 1 == high.start and rises(low, high)
        before = text[max(low.start - _NEAR, 0) : low.start]
        if close and (near := list(words("port.ranged").finditer(before))) and ":" not in before[near[-1].end() :]:
            found[at] = msgspec.structs.replace(found[at], kind="dash")
    return found


def rises(low: Token, high: Token) -> bool:
    """Tell whether the second of two numbers is the greater one."""
    return low.value is not None and (high.value is None or low.value < high.value)


_NEAR = 24
"""A word for a range stands this near before it."""


_BOTH = ["number", "slash", "transport", "dash", "number", "slash", "transport"]


def _without_repeats(found: list[Token]) -> list[Token]:
    """Return the tokens without a transport that a range repeats: "tcp/7100-tcp/7200", "7100/tcp - 7200/tcp"."""
    kept: list[Token] = []
    kinds = [each.kind for each in found]
    both = (at for at in range(len(found)) if kinds[at : at + 7] == _BOTH)
    first = {at + more for at in both if found[at + 2].names == found[at + 6].names for more in (1, 2)}
    named: tuple[str, ...] = ()
    for token in (each for at, each in enumerate(found) if at not in first):
        before = [each.kind for each in kept[-2:]]
        if before == ["number", "dash"] and token.kind == "transport" and named == token.names:
            continue
        if token.kind == "slash" and before == ["number", "dash"]:
            continue
        kept.append(token)
        named = token.names or named
    return kept


def joined_end(label: re.Match[str]) -> int:
    """Return where a label ends, with what joins it to its number: "RFC-" of "RFC-1918", the colon of "Version: 3"."""
    joint = (_BEHIND_COLON if words("port.note", "port.version").whole(label[0]) else _HYPHEN).match(
        label.string, label.end()
    )
    return joint.end() if joint else label.end()


_HYPHEN = re.compile(r"[-‐‑](?=\d)")
_BEHIND_COLON = re.compile(r"[-‐‑](?=\d)|\s?[:：](?=\s*\d{1,5}\s*(?:\n|$))")
