"""Names: numbers that are a part of one, of a version or an interface, and those that only stand behind letters."""

import re

from portspec.extract.grammar.lexemes import YEARS, Token
from portspec.extract.language.vocabulary import words

HIGHEST_DIGITS = 5
"""A port has at most this many digits."""
FIRST_USER_PORT = 1024
"""The lowest port that is no System Port (RFC 6335, section 6)."""


def is_added(text: str, before: list[Token]) -> bool:
    """Tell whether a number is added to what words name: "the first port + 1"."""
    if len(before) < 2 or text[before[-1].start : before[-1].end] != "+":  # noqa: PLR2004
        return False
    return before[-2].kind in ("word", "port") and before[-1].start > before[-2].end


VERSIONED = re.compile(r"\bhttp/[123]\b", re.IGNORECASE)
"""A protocol with its major version (RFC 9110, section 2.5); higher numbers behind it are ports."""


def is_version(text: str, at: int, before: list[Token]) -> bool:
    """Tell whether a number is the version of a protocol: HTTP/2, but HTTP/80 is a port."""
    if len(before) < 2:  # noqa: PLR2004
        return False
    match = VERSIONED.match(text, before[-2].start)
    return match is not None and match.end() == at + 1


def is_interface(text: str, before: list[Token]) -> bool:
    """Tell whether a number is the last of a switch's interface: Eth1/1, but SSHv2/22 is a port."""
    if len(before) < 2:  # noqa: PLR2004
        return False
    word, slash = before[-2:]
    near = word.kind == "word" and slash.kind == "slash" and word.end == slash.start
    return near and re.search(r"(?<![vV])\d$", text[word.start : word.end]) is not None


_LISTED = re.compile(r"\d{2,5}\s?[、，,/]\s?\d{2,5}(?!\d)")
"""The first of several numbers: 放通22、80."""
_LEADING = ("port.equals", "port.default", "port.copula")


def stands_alone(text: str, at: int, end: int, before: Token) -> bool:
    """Tell whether a number right behind letters that no blank sets apart is no part of their name: 默认为4170."""
    high = end - at <= HIGHEST_DIGITS and int(text[at:end]) >= FIRST_USER_PORT and int(text[at:end]) not in YEARS
    said = text[before.start : before.end]
    leads = any(match.end() == len(said) for sense in _LEADING for match in words(sense).finditer(said))
    counted = words("port.numbered").match(text, end)  # 22号端口
    ported = words("port.word").match(text, counted.end() if counted else end) is not None
    return high or leads or ported or _LISTED.match(text, at) is not None
