"""Elsewhere: clauses that close a port on another host, or the other way, than the one that a text asks for."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from portspec.extract.ends.hosts import HOST_WORDS, denied_before, is_generic, names_host
from portspec.extract.grammar.departures import names_source_ports
from portspec.extract.language.clauses import Clause, clauses
from portspec.extract.language.names import without_article
from portspec.extract.language.phrases import direction_cell, direction_in, is_direction
from portspec.extract.language.polarity import polarity, turns
from portspec.extract.language.vocabulary import words
from portspec.spec import Direction


@lru_cache(maxsize=1024)  # each part of a text asks
def elsewhere(text: str) -> frozenset[Clause]:
    """Return the clauses of a text that deny its ports for another host or the other way than it asks for them.

    "Must be open on the hub, not on the relay", "outbound: do not block; no inbound rule is needed".
    """
    found = clauses(text)
    denying = [each for each in found if polarity(each.text) < 0 or turns(each.text)]
    if not denying or len(denying) == len(found):
        return frozenset()
    asking = [each for each in found if each not in denying]
    ways: set[Direction] = {way for each in asking if (way := _way(each.text)) != "unstated"}
    places = {place for each in asking if (place := place_in(each.text))}
    return frozenset(each for each in denying if _is_other_way(each, ways) or _is_other_place(each, places))


@lru_cache(maxsize=1024)  # each part of a text asks
def of_sources(text: str) -> frozenset[Clause]:
    """Return the clauses of sentences that begin with source ports: "The source ports (1024-65535) need no rule"."""
    if not any(names_source_ports(text)):
        return frozenset()
    first = {each.sentence: each for each in reversed(clauses(text))}
    about = {
        number
        for number, each in first.items()
        for at in names_source_ports(each.text)
        if re.search(r"\d", each.text[:at]) is None
    }
    own = words("port.single")  # "do not open this port" means the one before
    return frozenset(
        each
        for each in clauses(text)
        if each.sentence in about and (any(names_source_ports(each.text)) or not own.search(each.text))
    )


def _way(clause: str) -> Direction:
    """Return the way that a clause states: "keep it out of the rules" states none."""
    said = direction_in(clause)
    return direction_cell(clause) if said == "unstated" and is_direction(clause.strip()) else said


def _is_other_way(clause: Clause, ways: set[Direction]) -> bool:
    """Tell whether a clause is about one way alone, and what a text asks for goes the other one alone."""
    way = _way(clause.text)
    return way in _WAYS and bool(ways) and ways <= _WAYS - {way}


_WAYS: frozenset[Direction] = frozenset(("inbound", "outbound"))


def _is_other_place(clause: Clause, places: set[str]) -> bool:
    """Tell whether a clause is about a host, and what a text asks for is on another one."""
    place = place_in(clause.text)
    sure = place is not None and (names_host(place) or not polarity(clause.text))
    return sure and bool(places) and place not in places


def said_apart(sentence: str) -> Iterator[str]:
    """Yield a sentence, as two where it denies ports of one way to those who connect the other way behind it.

    "Agents need no inbound ports; they connect to the hub on TCP 443": the way of the first says nothing of the port.
    """
    for before, clause in pairwise(clauses(sentence)):
        denied = polarity(before.text) < 0 or turns(before.text) or words("port.none").search(before.text)
        if denied and _is_of_all(before.text) and _connects_itself(clause.text):
            yield sentence[: before.end].strip()
            yield sentence[clause.start :].strip()
            return
    yield sentence


def _is_of_all(clause: str) -> bool:
    """Tell whether a clause speaks of ports, or of one way, and numbers none."""
    named = words("port.word").search(clause) or direction_in(clause) != "unstated"
    return bool(named) and re.search(r"\d", clause) is None


def _connects_itself(clause: str) -> bool:
    """Tell whether a clause says of those before it that they connect to others: "they connect to the hub"."""
    said = clause.strip()
    verbs = words("peer.connect", "verb.gives", "verb.asks")
    before = words("peer.pronoun").match(said, 0)
    verb = verbs.search(said) if before else verbs.match(said, 0)
    return verb is not None and not words("peer.reached", "peer.reachable").search(said)


@lru_cache(maxsize=1024)  # each part of a text asks
def asked_on(text: str) -> str | None:
    """Return the host on which a text asks for a port, where it denies the port on another: "on the hub, not on …"."""
    if not words("text.on").may_stand_in(text):
        return None
    denying = elsewhere(text)
    found = [(name, clause in denying or denied) for clause in clauses(text) for name, denied in _places(clause.text)]
    asked = {name.casefold(): name for name, denied in found if not denied}
    return next(iter(asked.values())) if len(asked) == 1 and any(denied for _, denied in found) else None


def place_in(clause: str) -> str | None:
    """Return what a clause names behind a word such as "on", in lower case and without its article."""
    return next((name.casefold() for name, _ in _places(clause)), None)


def _places(clause: str) -> Iterator[tuple[str, bool]]:
    """Yield what a clause names behind words such as "on", and whether a "no" stands right before these."""
    for on in words("text.on").finditer(clause):
        said = re.split(r"[,.;:()（）\d]", clause[on.end() :], maxsplit=1)[0]
        stops = (stop.start() for stop in words(*_STOPS).finditer(said) if stop.start())
        name = without_article(said[: min(stops, default=len(said))].strip())
        few = 0 < len(name.split()) <= HOST_WORDS
        if few and not is_generic(name) and not any(words(each).search(name) for each in _NO_PLACES):
            yield name, denied_before(clause[: on.start()])


_STOPS = (
    "peer.stop", "text.and", "need.open", "need.close", "need.only", "text.verb", "text.on", "need.copula",
    "need.however", "need.must",
)  # fmt: skip
_NO_PLACES = ("port.word", "text.traffic", "text.firewall", "party.everyone", "party.outsider")
