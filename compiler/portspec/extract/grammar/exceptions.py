"""Exceptions: the ports that a sentence takes out of those that it leads to: "all of these except TCP 6192"."""

import re
from functools import lru_cache

from portspec.extract.grammar.lexemes import Token
from portspec.extract.grammar.lexer import frozen_tokens
from portspec.extract.grammar.limits import limited, without
from portspec.extract.language.vocabulary import transports_in, words
from portspec.spec import PortRange


@lru_cache(maxsize=4096)
def excepted(sentence: str) -> tuple[PortRange, ...]:
    """Return the ports that a sentence takes out."""
    found = frozen_tokens(sentence)
    if all(token.kind not in ("except", "excepted") for token in found):
        return ()
    return tuple(PortRange(start=low, end=high) for low, high in limited(sentence, [*found]).excluded if low <= high)


def left(ports: tuple[PortRange, ...], said: str) -> tuple[PortRange, ...]:
    """Return ports without those that the words around them take out of a range: "20-30, inbound, except 22".

    A range that is itself the exception stays: "nothing but 20-30".
    """
    taken = [(each.start, each.end) for each in excepted(said)] if any(each.start < each.end for each in ports) else []
    if not taken:
        return ports
    kept = ([*without(each.start, each.end, taken)] if each.start < each.end else [] for each in ports)
    ranges = ([PortRange(start=low, end=high) for low, high in found] for found in kept)
    return tuple(one for each, found in zip(ports, ranges, strict=True) for one in found or [each])


@lru_cache(maxsize=4096)
def without_exceptions(sentence: str) -> str:
    """Return a sentence without the ports that it takes out and what it says of them: "…, which has to stay closed"."""
    found = frozen_tokens(sentence)
    at = next((n for n, token in enumerate(found) if token.kind == "except"), None)
    if at is None:
        return sentence
    end = _end(sentence, found, at)
    return f"{sentence[: found[at].start].rstrip(' ,(')}{sentence[end:]}"


def transports_of_all(sentence: str) -> tuple[str, ...]:
    """Return the transports that a sentence gives to all ports, before its exceptions: "TCP, except where …"."""
    first = words("excluded.before").search(sentence)
    return (transports_in(sentence[: first.start()]) if first else ()) or transports_in(sentence)


def _end(sentence: str, found: tuple[Token, ...], at: int) -> int:
    """Return where the ports behind an "except", and a clause about them, end."""
    last = at
    while last + 1 < len(found) and found[last + 1].kind in _NAMING:
        last += 1
    while last > at and found[last].kind != "number" and found[last].kind != "transport":
        last -= 1
    end = found[last].end
    mark = _MARK.match(sentence, end)
    if mark and words("need.relative").match(sentence, mark.end()):
        closing = _CLOSING.search(sentence, mark.end())
        return closing.start() if closing else len(sentence)
    return end


_NAMING = frozenset(("port", "transport", "number", "dash", "comma", "and", "slash"))
_MARK = re.compile(r"\s*[,(]?\s*")
_CLOSING = re.compile(r"[,;:.)：，。](?=\s|$)")
