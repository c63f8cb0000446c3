"""Composed numbers: several that a shell's pattern stands for, and those with a mark between their thousands."""

import re
from collections.abc import Iterator
from functools import cache

from portspec.extract.grammar.lexemes import Token
from portspec.extract.language.vocabulary import transport_words, words
from portspec.spec import HIGHEST_PORT

_GROUPED = r"(\d{1,2})[\u00a0\u202f\u2009 .,'’](\d{3})"
_ALONE = re.compile(r"\s*([1-9]\d?)([.,'’\u00a0\u202f ])(\d{3})\s*")
_SPACED = re.compile(r"(\d{1,2})(?:[\u00a0\u202f\u2009](\d{3})|[ .,](0\d\d))(?!\d)")
_POINTED = re.compile(r"([1-9]\d?)\.(\d{3})(?!\.?\w)(/)?")
_EXPANDED = re.compile(r"(\d{1,4})(?:\{(\d{1,4}(?:,\d{1,4})+|\d{1,4}\.\.\d{1,4})\}|\[(\d-\d)\])")
"""Numbers that begin alike, as shells write them: "670{0,1,2}", "80{80..83}", "670[0-3]"."""


def composed(text: str, at: int, before: list[Token]) -> Token | tuple[Token, ...] | None:
    """Return the numbers that a shell's pattern stands for, or one with a mark between its thousands."""
    if match := _EXPANDED.match(text, at):
        return tuple(_expanded(match))
    if not before and (match := _alone(text)) and not is_ambiguous(text):
        return Token("number", at, match.end(3), int(match[1] + match[3]))
    if match := _thousands().match(text, at):
        low, high = int(match.group(1) + match.group(2)), int(match.group(3) + match.group(4))
        if low < high <= HIGHEST_PORT:
            middle = match.start(3)
            return (
                Token("number", at, match.end(2), low),
                Token("dash", match.end(2), middle),
                Token("number", middle, match.end(), high),
            )
    if match := _SPACED.match(text, at):
        value = int(match.group(1) + (match.group(2) or match.group(3)))
        if value <= HIGHEST_PORT:
            return Token("number", at, match.end(), value)
    if (match := _POINTED.match(text, at)) and _is_pointed(match, before):
        return Token("number", at, match.end(2), int(match.group(1) + match.group(2)))
    return None


def _alone(text: str) -> re.Match[str] | None:
    """Return how a text is nothing but what may be one number with a mark between its thousands."""
    match = _ALONE.fullmatch(text)
    return match if match and int(match[1] + match[3]) <= HIGHEST_PORT else None


def is_ambiguous(text: str) -> bool:
    """Tell whether a text is one number as well as a list of two: "22,443", but not "1,433", "27,017" or "80,443"."""
    match = _alone(text)
    return match is not None and match[2] == "," and len(match[1]) > 1 and not match[3].startswith("0")


def _expanded(match: re.Match[str]) -> Iterator[Token]:
    """Yield the numbers of a shell's pattern, each with what all of them begin with, and what stands between them."""
    group = 2 if match[2] else 3
    for each in re.finditer(r"(\d+)|(,)|[.-]+", match[group]):
        start, end = (match.start(group) + at for at in each.span())
        if each[1]:
            yield Token("number", match.start() if each.start() == 0 else start, end, int(match[1] + each[1]))
        else:
            yield Token("comma" if each[2] else "dash", start, end)
    yield Token("word", match.end() - 1, match.end())


@cache
def _thousands() -> re.Pattern[str]:
    """Return the pattern of a range of grouped numbers: "10 000-20 000", "10.000 bis 20.000"."""
    between = rf"(?:[-–—‐−~]|{words('port.range').pattern})"
    return re.compile(rf"{_GROUPED}(?!\d)\s*{between}\s*{_GROUPED}(?![\d.])", re.IGNORECASE)


def _is_pointed(number: re.Match[str], before: list[Token]) -> bool:
    """Tell whether "7.001" is a port and no version: beside a word for ports or a transport, or behind one that is."""
    if number.group(3) and transport_words().match(number.string, number.end()):
        return True
    if not before:
        return False
    if before[-1].kind in ("port", "transport"):
        return before[-1].end < number.start()
    return len(before) > 1 and before[-1].kind in ("and", "comma") and _holds_point(number.string, before[-2])


def _holds_point(text: str, token: Token) -> bool:
    return token.kind == "number" and "." in text[token.start : token.end]
