"""Tokens of port text: numbers, transports and the words that join them; everything else is a word."""

import re
from functools import cache
from typing import Literal

import msgspec

from portspec.extract.vocabulary import transport_words, transports, words

Kind = Literal[
    "number", "transport", "dash", "above", "greater", "any", "dynamic", "protocol", "label", "port", "comma", "and",
    "newline", "slash", "colon", "open", "close", "unit", "word",
]  # fmt: skip

HIGHEST = 65535
"""The highest port number (RFC 6335, section 6)."""


class Token(msgspec.Struct, frozen=True):
    """One token with its span in the text; `low` and `high` are numbers, `names` are transports."""

    kind: Kind
    start: int
    end: int
    low: int = -1
    high: int = -1
    names: tuple[str, ...] = ()


_THOUSANDS = re.compile(
    r"(\d{1,2})[\u00a0\u202f\u2009 .,'’](\d{3})(?!\d)\s*(?:-|–|—|‐|−|~|\bto\b|\bà\b|\bbis\b|\ba\b)\s*(\d{1,2})[\u00a0\u202f\u2009 .,'’](\d{3})(?![\d.])"
)
_SPACED = re.compile(r"(\d{1,2})(?:[\u00a0\u202f\u2009](\d{3})|[ .,](0\d\d))(?!\d)")
_DOTTED = re.compile(r"\d+(?:\.\d+)+(?:/\d+)?|\d+/\d+/\d+|\d{4}-\d{2}-\d{2}|[0-9a-fA-F]*::[0-9a-fA-F:]*(?:/\d+)?")
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_][\w'’.-]*\w|[^\W\d_]|_\w*")
_PLACEHOLDER = re.compile(r"<[^<>\d\n]*[^<>\d\n\s][^<>\d\n]*>|``|\$\{?\w*[A-Za-z]\w*\}?|%\w+%|\b\w[\w ]*>(?=\s*(?:[,;\n]|$))|\{[A-Za-z_ -]+\}")
_FOOTNOTE = re.compile(r"\[\d{1,2}\]|\(\d\)$|[*†‡§¹²³⁴⁵⁶⁷⁸⁹]+")
_DASH = re.compile(r"[-‐‑‒–—―−~〜～]+|\.{2,3}|…|⇔")
_GLUED = re.compile("[A-Za-z_\u00c0-\u024f\u0400-\u04ff]")
_SIGNS: dict[str, Kind] = {
    ",": "comma", ";": "comma", "、": "comma", "，": "comma", "；": "comma", "|": "comma", "&": "and", "\n": "newline", "/": "slash", ":": "colon", "：": "colon",
    "=": "colon", "(": "open", "（": "open", "[": "open", ")": "close", "）": "close", "]": "close",
}  # fmt: skip


@cache
def _joiners() -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    """Return the patterns of words that mean something between numbers, in the order they are tried."""
    lists: tuple[tuple[Kind, str], ...] = (
        ("greater", "port.at_least"), ("greater", "port.greater"), ("dynamic", "port.dynamic"), ("any", "port.any"),
        ("port", "port.word"), ("protocol", "port.protocol"), ("label", "port.label"), ("and", "port.and"),
    )  # fmt: skip
    return tuple((kind, re.compile(words(path).pattern, re.IGNORECASE)) for kind, path in lists)


@cache
def _after_number() -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    lists: tuple[tuple[Kind, str], ...] = (("above", "port.above"), ("unit", "port.unit"), ("dash", "port.range"))
    return tuple((kind, re.compile(r"\s*(?:" + words(path).pattern + ")", re.IGNORECASE)) for kind, path in lists)


def tokens(text: str) -> list[Token]:
    """Return the tokens of port text; white space is none."""
    found: list[Token] = []
    at = 0
    while at < len(text):
        if text[at] != "\n" and text[at].isspace():
            at += 1
            continue
        token = _token(text, at, found)
        if isinstance(token, tuple):
            found.extend(token)
            at = token[-1].end
        else:
            found.append(token)
            at = token.end
    return found


def _token(text: str, at: int, before: list[Token]) -> Token | tuple[Token, ...]:
    char = text[at]
    if char.isdigit() and char.isascii():
        return _number(text, at, before)
    number_before = bool(before) and before[-1].kind == "number"
    if number_before:
        for kind, pattern in _after_number():
            if (match := pattern.match(text, at)) and _holds(kind, text, match.end()):
                return Token(kind, at, match.end())
    if number_before and (match := _FOOTNOTE.match(text, at)):
        return Token("word", at, match.end())
    if match := _PLACEHOLDER.match(text, at):
        return Token("dynamic", at, match.end())
    if match := transport_words().match(text, at):
        return Token("transport", at, match.end(), names=transports()[" ".join(match.group().casefold().split())])
    for kind, pattern in _joiners():
        if match := pattern.match(text, at):
            exclusive = kind == "greater" and not match.group().endswith("=") and match.group() != "≥"
            stated = exclusive and re.fullmatch(words("port.at_least").pattern, match.group(), re.IGNORECASE) is None
            return Token(kind, at, match.end(), low=1 if stated else 0)
    if match := _DASH.match(text, at):
        return Token("dash", at, match.end())
    if char in _SIGNS:
        return Token(_SIGNS[char], at, at + 1)
    match = _WORD.match(text, at)
    return Token("word", at, match.end() if match else at + 1)


def _holds(kind: Kind, text: str, end: int) -> bool:
    """Tell whether a word after a number means what it seems to: "to" a number, "+" and nothing, a unit alone."""
    rest = text[end:].lstrip()
    if kind == "dash":
        return bool(rest) and (rest[0].isdigit() or transport_words().match(rest) is None and rest[:1] == "(")
    if kind == "above":
        return not rest or not rest[0].isalnum() or not rest[0].isascii()
    return True


def _number(text: str, at: int, before: list[Token]) -> Token | tuple[Token, ...]:
    if match := _THOUSANDS.match(text, at):
        low, high = int(match.group(1) + match.group(2)), int(match.group(3) + match.group(4))
        if low < high <= HIGHEST:
            middle = match.start(3)
            return (
                Token("number", at, match.end(2), low, low),
                Token("dash", match.end(2), middle),
                Token("number", middle, match.end(), high, high),
            )
    if match := _SPACED.match(text, at):
        value = int(match.group(1) + (match.group(2) or match.group(3)))
        if value <= HIGHEST:
            return Token("number", at, match.end(), value, value)
    if match := _DOTTED.match(text, at):
        return Token("word", at, match.end())
    match = _NUMBER.match(text, at)
    end = match.end() if match else at + 1
    glued = bool(before) and before[-1].end == at and before[-1].kind == "word"
    after = bool(_GLUED.match(text, end)) and transport_words().match(text, end) is None
    if glued or after:
        tail = re.compile(r"[\w.-]*").match(text, end)
        return Token("word", at, tail.end() if tail else end)
    value = int(text[at:end])
    return Token("number", at, end, value, value)
