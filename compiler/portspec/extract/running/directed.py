"""Directed: clauses that say of a port which way it goes, or that somebody needs what was named before."""

import re

from portspec.extract.grammar.mentions import mentions
from portspec.extract.language.clauses import hits_in
from portspec.extract.language.conditions import begins_condition
from portspec.extract.language.mentioned import is_past
from portspec.extract.language.phrases import direction_in, is_direction
from portspec.extract.language.polarity import polarity, turns
from portspec.extract.language.vocabulary import transport_words, words


def is_directed(clause: str) -> bool:
    """Tell whether a clause says of its port which way it goes and nothing else: "UDP port 7101 is outbound"."""
    if turns(clause) or begins_condition(clause) or is_past(clause) or not words("need.copula").may_stand_in(clause):
        return False
    found = mentions(clause)
    copula = next(
        (hit for hit in words("need.copula").finditer(clause) if found and hit.start() >= found[-1].start), None
    )
    if copula is None or len(found) != 1:
        return False
    before, way = clause[: copula.start()], clause[copula.end() :].strip()
    rest = words("port.word", "peer.article", "text.and").sub(" ", transport_words().sub(" ", before))
    return not re.search(r"[^\W\d_]", rest) and (is_direction(way) or _is_way(way))


def _is_way(said: str) -> bool:
    """Tell whether words hold a direction and else only words of grammar: "an inbound port", "inbound only"."""
    rest = words("port.word", "peer.article", "need.only", "text.inbound", "text.outbound").sub(" ", said)
    return direction_in(said) != "unstated" and not re.search(r"[^\W\d_]", rest)


def needs_it(clause: str) -> bool:
    """Tell whether a clause says that somebody needs what was named before: "…, the agents still need it"."""
    if polarity(clause) <= 0 or begins_condition(clause) or is_past(clause):
        return False
    return bool(hits_in(clause, "required_verb") and hits_in(clause, "object"))
