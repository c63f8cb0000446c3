"""Services: names by which ports are known, such as `https` for 443, in the registry or to a firewall.

They tell that a number is a port, and never set a value.
"""

import re
from collections.abc import Iterable
from functools import cache

from portspec.extract.grammar.lexemes import Token
from portspec.extract.language.masked import of_words
from portspec.registry import named
from portspec.resources import read


@cache
def services() -> dict[str, tuple[str, ...]]:
    """Return what a firewall opens for a service by its name, each as `443/tcp` or `5900-5903/tcp`."""
    lines = read("extract/grammar/services.tsv").decode().splitlines()
    return {name: tuple(ports.split()) for name, _, ports in (line.partition("\t") for line in lines if line[0] != "#")}


def may_name_service(text: str) -> bool:
    """Tell whether a number of a text stands right behind the name of its service: "HTTPS (443)", "LDAP on 389"."""
    return any(_is_behind(text, at, map(int, _NUMBER.findall(text, at, end))) for at, end in behind_services(text))


@of_words
def behind_services(text: str) -> tuple[tuple[int, int], ...]:
    """Return where numbers stand right behind what may be the name of a service."""
    named = ((each.span(), _name_before(text, each.start())) for each in _LISTED.finditer(text))
    return tuple(span for span, name in named if name and (_NUMBER.search(name) or _is_service(name)))


def is_of_service(text: str, found: list[Token], at: int, last: int) -> bool:
    """Tell whether one of the numbers from one token to another is that of the service named right before them."""
    numbers = (token.value for token in found[at : last + 1] if token.kind == "number" and token.value)
    return _is_behind(text, found[at].start, numbers)


def _is_behind(text: str, at: int, numbers: Iterable[int]) -> bool:
    """Tell whether one of the numbers that begin at an offset is that of the service named right before them."""
    name = _name_before(text, at)
    return name is not None and any(is_named_by(name, each) for each in numbers)


def _name_before(text: str, at: int) -> str | None:
    """Return what may be the name of a service right before an offset."""
    before = _BEFORE.search(text[max(at - _NEAR, 0) : at])
    return before[1] if before else None


def _is_service(name: str) -> bool:
    return name.casefold() in services() or any(named(name))


def is_named_by(name: str, port: int) -> bool:
    """Tell whether a name is one by which a port is known (RFC 6335, section 5.1)."""
    return any(each.port == port for each in named(name)) or any(
        each.partition("/")[0] == str(port) for each in services().get(name.casefold(), ())
    )


_NAME = r"(?<![\w.-])([A-Za-z][A-Za-z0-9-]{1,14})"
"""A service name has at most 15 characters (RFC 6335, section 5.1)."""
_GAP = r"(?:[ \t]?[(（:：]|[ \t][^\W\d_]{1,4})?[ \t]?"
"""What stands between a name and its number: a bracket, a colon, a blank, a preposition."""
_LISTED = re.compile(r"\d(?<![^\W_]\d)\d{1,4}(?: ?[/,] ?\d{2,5})*(?!\w|[.:,]\d)")
"""A number, or several."""
_NUMBER = re.compile(r"\d+")
_BEFORE = re.compile(rf"{_NAME}{_GAP}$")
_NEAR = 24
"""A name with what stands behind it has at most so many characters."""
