"""Ordinals: words that stand for one of several ports that were named before: "the former", "the second port"."""

import re
from collections.abc import Iterable, Iterator, Sequence

from portspec.extract.grammar.mentions import mentions
from portspec.extract.grammar.port_expression import Part
from portspec.extract.language.keys import UNSPACED_LETTER
from portspec.extract.language.vocabulary import words
from portspec.spec import PortRange

_PLACES = {"port.first": 0, "port.second": 1, "port.last": -1}
"""Where a word says that its port stands among those that were named before it."""
_Named = dict[PortRange, tuple[str, ...]]
"""Ports in the order in which a text names them, with their transports."""


def by_number(said: Sequence[str], above: Iterable[Part] = ()) -> list[str]:
    """Return sentences with the ports themselves for the words that stand for one of those named before.

    They stand in the same sentence, else in those before it, else right above the paragraph.
    """
    if not any(words(*_PLACES).may_stand_in(each) for each in said):
        return list(said)
    known, found = _ports_of(above), []
    for each in said:
        found.append(_resolved(each, known))
        own = _named_in(each)
        known = own if len(own) > 1 else known | own
    return found


def _resolved(said: str, known: _Named) -> str:
    done, at = "", 0
    for sense, hit in sorted(_hits(said), key=lambda each: each[1].start()):
        own = _named_in(said[: hit.start()])
        ports = list((own if len(own) > 1 else known | own).items())
        end = _end(said, hit)
        if hit.start() < at or end is None or len(ports) <= max(_PLACES[sense], 1):
            continue
        port, transports = ports[_PLACES[sense]]
        done, at = f"{done}{said[at : hit.start()]}{_written(port, transports, said[hit.end() : end])}", end
    return done + said[at:]


def _hits(said: str) -> Iterator[tuple[str, re.Match[str]]]:
    for sense in _PLACES:
        yield from ((sense, hit) for hit in words(sense).finditer(said))


def _end(said: str, hit: re.Match[str]) -> int | None:
    """Return where the words for a port end, behind the word "port" if there is one; None where they name else."""
    at = hit.end() + len(said[hit.end() :]) - len(said[hit.end() :].lstrip())
    if port := words("port.single").match(said, at):
        return port.end()
    rest = said[at:]
    alone = not re.match(r"\w", rest) or UNSPACED_LETTER.match(rest) or words(*_FOLLOWS).match(rest, 0)
    return hit.end() if alone else None


_FOLLOWS = (
    "need.copula", "need.must", "need.may", "need.negator", "need.only", "need.open", "need.close", "need.required",
    "need.required_verb", "need.optional", "need.retired", "need.off", "need.local", "need.unused", "need.aside",
    "text.and",
)  # fmt: skip
"""What may follow such a word where it stands for a port, and names nothing else: "the second node"."""


def _named_in(text: str) -> _Named:
    return _ports_of(part for mention in mentions(text) for part in mention.parts)


def _ports_of(parts: Iterable[Part]) -> _Named:
    return {port: part.transports for part in parts for port in part.ports}


def _written(port: PortRange, transports: tuple[str, ...], word: str) -> str:
    """Return a port as a sentence names it."""
    name = "/".join(transports).upper() or word.strip() or "port"
    return f"{name} {port}"
