"""Ordinals: words that stand for one of several ports that were named before: "the former", "the second port"."""

import re
from collections.abc import Iterable, Iterator, Sequence

from portspec.extract.grammar.mentions import mentions
from portspec.extract.grammar.port_expression import Part
from portspec.extract.language.keys import UNSPACED_LETTER
from portspec.extract.language.vocabulary import words
from portspec.spec import PortRange

_PLACES = {
    "port.first": slice(0, 1),
    "port.second": slice(1, 2),
    "port.third": slice(2, 3),
    "port.last": slice(-1, None),
    "port.first_two": slice(0, 2),
    "port.last_two": slice(-2, None),
    "port.other": slice(0, 0),
}
"""Where a word says that its ports stand among those that were named before it; of two the other one tells none."""
_Named = dict[PortRange, tuple[str, ...]]
"""Ports in the order in which a text names them, with their transports."""


def by_number(said: Sequence[str], above: Iterable[Part] = ()) -> list[str]:
    """Return sentences with the ports themselves for the words that stand for one of those named before.

    They stand in the same sentence, else in those before it, else right above the paragraph.
    """
    if not any(map(may_mean_ports, said)):
        return list(said)
    known, found = _ports_of(above), [""]
    for each in said:
        found.append(_resolved(each, known, found[-1]))
        own = _named_in(each)
        known = own if len(own) > 1 else known | own
    return found[1:]


def may_mean_ports(said: str) -> bool:
    """Tell quickly whether a sentence may mean ports that were named before by such a word."""
    return words(*_PLACES).may_stand_in(said)


def _resolved(said: str, known: _Named, before: str) -> str:
    done, at = "", 0
    for sense, hit in sorted(_hits(said), key=lambda each: each[1].start()):
        own = _named_in(said[: hit.start()])
        named = own if len(own) > 1 else known | own
        end = _end(said, hit)
        told = f"{done}{said[at : hit.start()]}"
        meant = _meant(sense, named, told, before)
        if hit.start() >= at and end is not None and meant:
            done, at = f"{told}{_written(meant, said[hit.end() : end])}", end
    return done + said[at:]


def _meant(sense: str, named: _Named, *texts: str) -> _Named:
    """Return the ports that a word means; of two the other is that of which the text so far does not tell."""
    if sense != "port.other":
        place = _PLACES[sense]
        return dict([*named.items()][place]) if len(named) >= max(place.stop or 0, 2) else {}
    if len(named) != len(("one", "other")):
        return {}
    left = [{each: named[each] for each in named if not re.search(rf"(?<!\d){each}(?!\d)", text)} for text in texts]
    return next((each for each in left if len(each) == 1), {})


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


def _written(ports: _Named, word: str) -> str:
    """Return ports as a sentence names them, in one stretch."""
    names = ("/".join(transports).upper() or word.strip() or "port" for transports in ports.values())
    return " & ".join(f"{name} {port}" for name, port in zip(names, ports, strict=True))
