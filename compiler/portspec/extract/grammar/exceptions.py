"""Exceptions: the ports that a sentence takes out of those that it leads to: "all of these except TCP 6192"."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from portspec.extract.grammar.lexemes import Token
from portspec.extract.grammar.lexer import frozen_tokens
from portspec.extract.grammar.limits import limited, without
from portspec.extract.grammar.port_expression import parse_ports
from portspec.extract.grammar.replaced import REPLACING, names_this_port
from portspec.extract.grammar.spans import says_only_ports
from portspec.extract.language.clauses import Clause, clauses
from portspec.extract.language.need import qualify
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

    So does a clause that closes some of them, "20-30 (22 is deprecated)". A range that is itself the exception stays:
    "nothing but 20-30".
    """
    if all(each.start == each.end for each in ports):
        return ports
    taken = [(each.start, each.end) for each in excepted(said)]
    taken += [(port, port) for port in closed_among(ports, said)]
    if not taken:
        return ports
    kept = ([*without(each.start, each.end, taken)] if each.start < each.end else [] for each in ports)
    ranges = ([PortRange(start=low, end=high) for low, high in found] for found in kept)
    return tuple(one for each, found in zip(ports, ranges, strict=True) for one in found or [each])


def closed_among(ports: Iterable[PortRange], said: str) -> tuple[int, ...]:
    """Return the numbers inside of ranges that clauses of a text close: "20-30; 22, 23 and 25 must stay closed"."""
    ranges = _narrow(ports)
    return tuple(number for _, numbers in _closing(said, ranges) for number in numbers) if ranges else ()


def without_closing(said: str, ports: Iterable[PortRange]) -> str:
    """Return a text without its clauses that close numbers inside of ranges, and nothing else of these."""
    for clause, _ in reversed(_closing(said, _narrow(ports))):
        said = said[: clause.start] + said[clause.end :]
    return said


@lru_cache(maxsize=256)  # asked for a row's ports, for its need, and for the account
def _closing(said: str, ranges: tuple[PortRange, ...]) -> tuple[tuple[Clause, tuple[int, ...]], ...]:
    """Return the clauses that close numbers inside of ranges, each with these, in the text's order."""
    closing: list[tuple[Clause, tuple[int, ...]]] = []
    waiting: list[tuple[Clause, tuple[int, ...]]] = []
    for clause in clauses(said) if ranges else ():
        if says_only_ports(frozen_tokens(clause.text)):
            waiting += [(clause, found)] if (found := _inside(clause.text, ranges)) else []
            continue
        if found := closed_inside(clause.text, ranges):
            closing += (*waiting, (clause, found))
        waiting = []
    return tuple(closing)


def closed_inside(clause: str, ports: Iterable[PortRange]) -> tuple[int, ...]:
    """Return the numbers of a clause that closes them, where all are inside of ranges: "5672 is deprecated"."""
    found = _inside(clause, _narrow(ports))
    need = qualify(clause) if found else None
    return found if need and need.need in ("denied", "retired") else ()


def _narrow(ports: Iterable[PortRange]) -> tuple[PortRange, ...]:
    """Return the ranges that are not all ports, inside of which any number of a text would be."""
    return tuple(each for each in ports if 0 < each.end - each.start < _MOST)


_MOST = 60_000


def _inside(clause: str, ranges: Sequence[PortRange]) -> tuple[int, ...]:
    """Return the numbers of a clause where all are inside of ranges, and are not the two ends of one."""
    if not ranges or not _DIGITS.search(clause):
        return ()
    found = tuple(token.value for token in frozen_tokens(clause) if token.kind == "number" and token.value is not None)
    outside = any(all(not each.start <= value <= each.end for each in ranges) for value in found)
    return () if outside or any({each.start, each.end} <= {*found} for each in ranges) else found


_DIGITS = re.compile(r"\d{2,5}")


@lru_cache(maxsize=4096)
def without_exceptions(sentence: str) -> str:
    """Return a sentence without the ports that it takes out and what it says of them: "…, which has to stay closed"."""
    found = frozen_tokens(sentence)
    at = next((n for n, token in enumerate(found) if token.kind == "except"), None)
    if at is None:
        return sentence
    end = _end(sentence, found, at)
    return f"{sentence[: found[at].start].rstrip(' ,(')}{sentence[end:]}"


@lru_cache(maxsize=1024)  # each sentence asks, and each of its items
def without_replaced(text: str) -> str:
    """Return a text without the ports in whose place it names others: "…, instead of the old listener at 8443"."""
    for token in reversed(_replaced(text)):
        before, behind = text[: token.start].rstrip(), text[token.end :].lstrip()
        text = f"{before} {behind}" if behind[:1].isalnum() else before + behind
    return text


def is_replaced(text: str, ports: Iterable[PortRange]) -> bool:
    """Tell whether a remark names another port in the place of those it is about: "use 9090 instead of this port"."""
    if not words(*REPLACING).may_stand_in(text):
        return False
    own = {(each.start, each.end) for each in ports}
    named = (words(*REPLACING).sub(" ", text[each.start : each.end]) for each in _replaced(text))
    found = {(port.start, port.end) for each in named for part in parse_ports(each).parts for port in part.ports}
    return not own.isdisjoint(found) or names_this_port(text)


def _replaced(text: str) -> list[Token]:
    """Return the stretches of a text with ports in whose place it names others."""
    if not words(*REPLACING).may_stand_in(text):
        return []
    return [each for each in frozen_tokens(text) if each.kind == "replaced"]


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
