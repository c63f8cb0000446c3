"""Assigned: the settings with a value that a text holds, `WEB_PORT="8443"`, `--listen=:8443`, and what they state."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec

from portspec.extract.grammar.lexemes import Token, TokenKind
from portspec.extract.grammar.published import ADDRESS
from portspec.extract.grammar.range_ends import of_range_ends
from portspec.extract.language.vocabulary import words

_SET = re.compile(
    r"(?<![\w./:@$-])(?P<name>-{0,2}[A-Za-z][\w.-]{0,60}\w)"
    r"(?P<sign>\s?=\s?|:\s|:(?=[\"'])|(?<=\w)\s(?=[\d:\"'*\[]))"
    rf"[\"']?(?:{ADDRESS}?:)?(?P<value>-1|\d{{1,5}})(?!\w|[.,:/-]\d)"
)
_DEFAULT = re.compile(
    r"(?<![\w./:@$-])(?P<name>[A-Za-z][\w./-]{0,60}\w)\+?"
    r"(?P<lead>(?:\s*[(（:：,，、;；–—-]|\s(?=\w)){1,2}[^()（）\d]{0,40}?)(?P<value>\d{1,5})(?!\w|[.,:/-]\d)(?P<rest>\+?\s*[^()（）\d]{0,40})"
)
"""A setting beside what may be its default: `http_port (default 8443)`, `http_port (8443 by default)`."""
_JOINED = re.compile(r"\w[._-]\w|[a-z][A-Z]")
_SEGMENT = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_VERSION = re.compile(r"[vV]")
_UNSET = ("0", "1", "-1")
"""With these a setting lets the system choose a port (ip(7)), or switches a listener on or off."""


class _Setting(msgspec.Struct, frozen=True, kw_only=True):
    """A setting that says what its value is."""

    name: int
    """Where its name begins."""
    value: tuple[int, int]
    """Where its value stands."""
    ported: bool
    """False where the value is a quantity."""


def segments(name: str) -> tuple[str, ...]:
    """Return the words of the name of a setting: `httpPort`, `HTTP_PORT` and `http.port` have two."""
    return tuple(_SEGMENT.findall(name))


def ends_in_port(name: Sequence[str]) -> bool:
    """Tell whether the name of a setting, given its words, is that of a port: `http_port`, `port_v2`."""
    last = [word for word in name[-2:] if not _VERSION.fullmatch(word)][-1:]
    return any(words("port.word").whole(word) for word in last)


def of_settings(text: str, found: list[Token]) -> list[Token]:
    """Return the tokens of a text with the names of settings as words for ports where they are those of one.

    The value of a setting that is a quantity is no number of a port, nor is one that sets no port.
    """
    for setting in _settings(text):
        start, end = setting.value
        before = [each for each in found if each.start < setting.name]
        behind = [each for each in found if each.start >= end]
        lead = [Token("port", setting.name, start)] if setting.ported else _between(found, setting)
        kind: TokenKind = "number" if setting.ported else "word"
        value = int(text[start:end]) if setting.ported else None
        if setting.ported and text[start:end] in _UNSET:
            kind, value = ("dynamic", None) if value == 0 else ("word", None)
        found = [*before, *lead, Token(kind, start, end, value), *behind]
    return of_range_ends(text, found)


def _between(found: list[Token], setting: _Setting) -> list[Token]:
    return [each for each in found if setting.name <= each.start < setting.value[0]]


@lru_cache(maxsize=1024)
def _settings(text: str) -> tuple[_Setting, ...]:
    may = "=" in text or ":" in text or "--" in text
    told = {each.value: each for each in (*(_told(text) if may else ()), *_defaults(text))}
    return tuple(told[at] for at in sorted(told))


@lru_cache(maxsize=1024)
def has_default(text: str) -> bool:
    """Tell whether a text says what the default of a setting for a port is: `http_port (default 8443)`."""
    return any(_defaults(text))


def _defaults(text: str) -> Iterator[_Setting]:
    default = words("port.default")
    for match in _DEFAULT.finditer(text) if default.may_stand_in(text) and _JOINED.search(text) else ():
        name, lead = segments(match["name"]), match["lead"].rstrip(" :：=\"'`–—-")
        led = any(_equates(lead[each.end() :].strip()) for each in default.finditer(lead))
        one = _JOINED.search(match["name"]) and ends_in_port(name) and not words("port.plural").whole(name[-1])
        if one and (led or default.match(match["rest"].lstrip(), 0)):
            yield _Setting(name=match.start(), value=match.span("value"), ported=True)


def _equates(text: str) -> bool:
    return not text or words("port.copula", "port.equals").whole(text)


def _told(text: str) -> Iterator[_Setting]:
    for match in _SET.finditer(text):
        name, sign = match["name"], match["sign"]
        option = name.startswith("--")
        if not (option or _JOINED.search(name)) or (sign.isspace() and not option):
            continue
        said = segments(name)
        counted = words("port.quantity").whole(said[-1].lower()) if said else False
        if counted or ends_in_port(said) or (option and any(map(words("header.listening").whole, said))):
            yield _Setting(name=match.start(), value=match.span("value"), ported=not counted)
