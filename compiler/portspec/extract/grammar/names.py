"""Names: numbers that are a part of one, of a version or an interface, and those that only stand behind letters."""

import re

from portspec.extract.grammar.lexemes import YEARS, Token
from portspec.extract.grammar.services import is_named_by
from portspec.extract.language.vocabulary import transport_at, words

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
    """Tell whether a number is the version of a protocol, or of what has a port: "HTTP/2", "PostgreSQL 14 port"."""
    if before and _is_of_product(text, at, before):
        return True
    if len(before) < 2:  # noqa: PLR2004
        return False
    match = VERSIONED.match(text, before[-2].start)
    return match is not None and match.end() == at + 1


def _is_of_product(text: str, at: int, before: list[Token]) -> bool:
    """Tell whether a low number stands between a name and the word for its port, and is not the port of that name."""
    low, name = _LOW.match(text, at), before[-1]
    if low is None or name.kind != "word" or text[name.end : at] not in (" ", "-"):
        return False
    transport = transport_at(text, low.end())
    behind = text[transport.end() if transport else low.end() :].lstrip(" -")
    said = text[name.start : name.end]
    if words("port.word").match(behind, 0) is None or is_named_by(said, int(low[1])):
        return False
    first = len(before) == 1 or not text[before[-2].start].isalnum()
    asks = first and words(*_ASKING).whole(said)
    return _INNER.search(said) is not None or (said[0].isupper() and not asks)


_ASKING = (
    "need.open", "need.close", "need.bars", "need.undo", "need.ensure", "need.must", "need.only", "text.verb",
    "text.uses", "text.requires", "text.inbound", "text.outbound", "cell.inbound", "cell.outbound", "port.default",
    "port.any", "peer.article",
)  # fmt: skip
"""What a sentence about a port without a name begins with: "Open 7 port"."""
_LOW = re.compile(r"(1?\d)[ -]?")
"""Ports below 20 are those of the small services (RFC 862 to 867) and of nothing newer, and versions are low."""
_INNER = re.compile(r"(?<=\w)[A-Z]|(?<=[^\W\d])\d")
"""What a name has within it that is no word: "AirPlay", "Log4j"."""


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
