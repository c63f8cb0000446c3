"""The messages of ICMP that a text limits a row to, by the numbers of their types and codes (RFC 792, RFC 4443)."""

import re
from collections.abc import Iterator
from functools import lru_cache

from portspec.extract.language.vocabulary import is_transport, words
from portspec.protocols import ICMP_MESSAGES, NUMBERS

HIGHEST_TYPE = 255
"""A type has 8 bits, as a code has."""
_NUMBER = r"(?<![\w.])(\d{1,3})(?![\w.]*\d)"
_FIRST = re.compile(rf"[\s:=(\[#-]*{_NUMBER}")
_RANGE = re.compile(rf"\s*[-‐‑‒–—]\s*{_NUMBER}")
_CODE = re.compile(rf"\s*/\s*{_NUMBER}")
_NEXT = re.compile(rf"\s*[,&]\s*{_NUMBER}")
_LIST = re.compile(r"\d{1,3}(?:\s*,\s*\d{1,3})+(?=\s*(?:[|*†‡\[]|$))")
_WORD = re.compile(r"\s*/?\s*([^\W\d]\w*)")


@lru_cache(maxsize=4096)
def icmp_types(text: str, transport: str, *, loose: bool = True, listed: bool = False) -> tuple[str, ...]:
    """Return the types to which a text limits ICMP or ICMPv6, `8` or with a code `3/4`; empty where it names none.

    It names them by number (`ICMP type 8`, `ICMPv6 135-136`, `type 3 code 4`, `8/0`) or by message (`echo request`).
    An echo without its end, such as `ping`, is a request where `loose`.
    The number of the protocol itself, 1 or 58, is a type only where a word says so, as 0 is, or a list in a cell
    (`listed`): `0, 8`.
    """
    if transport not in ICMP_MESSAGES["echo"]:
        return ()
    found = dict.fromkeys((*_numbered(text, transport, listed=listed), *_named(text, transport, loose=loose)))
    return tuple(sorted(found, key=lambda each: tuple(map(int, each.split("/")))))


def _named(text: str, transport: str, *, loose: bool) -> Iterator[str]:
    named = {each for each, types in ICMP_MESSAGES.items() if transport in types and words(f"icmp.{each}").search(text)}
    if not loose or {"echo_request", "echo_reply"} & named:
        named.discard("echo")
    for each in named:
        yield from ICMP_MESSAGES[each][transport]


def _numbered(text: str, transport: str, *, listed: bool) -> Iterator[str]:
    at = 0
    while beginning := _beginning(text, at, transport):
        start, said = beginning
        at = start
        if first := _FIRST.match(text, start):
            at = first.end()
            said = said or (listed and _LIST.match(text, first.start(1)) is not None)
            yield from _run(text, first, str(NUMBERS[transport]) if not said else "", said=said)


def _beginning(text: str, at: int, transport: str) -> tuple[int, bool] | None:
    """Return where numbers may begin, behind the protocol's name or behind "type", and whether it was the latter."""
    name, label = words(f"transport.{transport}").search(text, at), words("icmp.type").search(text, at)
    ends = [(each.start(), each.end(), each is label) for each in (name, label) if each]
    return min(ends)[1:] if ends else None


def _run(text: str, first: re.Match[str], protocol: str, *, said: bool) -> Iterator[str]:
    """Yield the types of a list; without a word for types, neither 0 nor the number of the protocol begins one."""
    if not said and first[1] in {"0", protocol}:
        return
    number: re.Match[str] | None = first
    while number:
        end = number.end()
        if to := _RANGE.match(text, end):
            low, high, end = int(number[1]), int(to[1]), to.end()
            every = (low, high) == (0, HIGHEST_TYPE)
            yield from (str(each) for each in range(low, high + 1) if high <= HIGHEST_TYPE and not every)
        elif int(number[1]) <= HIGHEST_TYPE:
            code, end = _code(text, end)
            yield f"{int(number[1])}{code}"
        number = _next(text, end) if said else None


def _next(text: str, at: int) -> re.Match[str] | None:
    """Return the next number of a list, unless it is a port: `type 8, 443/tcp`."""
    found = _NEXT.match(text, at)
    word = _WORD.match(text, found.end()) if found else None
    return None if word and is_transport(word[1]) else found


def _code(text: str, at: int) -> tuple[str, int]:
    """Return a code behind a type, `/4`, or nothing, as for a number above all codes, and where it ends."""
    found = _CODE.match(text, at)
    if found is None and (label := words("icmp.code").search(text, at)) and not text[at : label.start()].strip(" ,;(/"):
        found = _FIRST.match(text, label.end())
    if found is None:
        return "", at
    return (f"/{int(found[1])}" if int(found[1]) <= HIGHEST_TYPE else ""), found.end()
