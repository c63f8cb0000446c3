"""By way: clauses that name a port as the way by which something is done, whatever their verb: "takes them on …"."""

import re

from portspec.extract.grammar.mentions import mentions
from portspec.extract.language.clauses import before_end, hits_in
from portspec.extract.language.conditions import begins_condition
from portspec.extract.language.phrases import direction_aside, direction_in
from portspec.extract.language.polarity import turns
from portspec.extract.language.vocabulary import transport_words, words


def goes_by(clause: str, text: str) -> bool:
    """Tell whether a clause of a text says that something is done on or over a port whose transport and way it states.

    What is given up, or done in some cases only, is asked for by no such clause, nor what begins with its verb.
    """
    if begins_condition(clause) or turns(clause) or hits_in(clause, *_OTHERWISE):
        return False
    if words("peer.refers", "port.note").search(clause):  # "See the notes on …"
        return False
    if direction_in(clause) == "unstated" and direction_aside(text) == "unstated":
        return False
    typed = (each for each in mentions(clause) if all(part.transports for part in each.parts))
    return any(_is_way(clause[: each.start]) for each in typed)


_OTHERWISE = ("retired", "off", "optional", "local", "unused", "may", "forbid", "undo", "unable", "wrongly")
_WORDS = 2
"""Somebody, and what that one does, are no fewer words."""


def _is_way(before: str) -> bool:
    """Tell whether words before a number end in what leads to a port, somebody and what is done before that."""
    said = before
    while stripped := _said_of_port(said):
        said = stripped
    doing = before_end("port.by", said)
    return doing is not None and len(re.findall(r"[^\W\d_]+", doing)) >= _WORDS


def _said_of_port(text: str) -> str:
    """Return words without the last one, where that calls a port one, or says its transport or way; else nothing."""
    bare = text.rstrip(_HYPHENS)
    for each in _OF_PORT:
        if (said := before_end(each, bare)) is not None:
            return said.rstrip(_HYPHENS)
    found = [hit.start() for hit in transport_words().finditer(bare) if hit.end() == len(bare)]
    return bare[: found[0]].rstrip(_HYPHENS) if found else ""


_OF_PORT = ("port.word", "peer.article", "cell.inbound", "cell.outbound", "text.inbound", "text.outbound")
_HYPHENS = " -‐‑"
