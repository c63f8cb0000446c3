"""Reached: the host to whose ports others connect, as a sentence says it of the host alone: "… must be reachable"."""

import re

from portspec.extract.ends.hosts import is_generic, names_host, pair_of
from portspec.extract.ends.parties import is_end, pair
from portspec.extract.language.names import actor, before_aside, without_article
from portspec.extract.language.polarity import is_negative
from portspec.extract.language.vocabulary import words

CLAUSE = re.compile(r"[,;()（），、。；]|[.:](?!\w|//)")
"""What parts clauses; a point or a colon within an address does not."""


def subject_before(clause: str) -> str | None:
    """Return what stands before the first verb of a clause, as the name of an end."""
    verbs = (match.start() for each in _VERBS for match in words(each).finditer(clause))
    at = min((start for start in verbs if start), default=0)
    name = actor(clause[:at])
    return name if at and is_end(name) else None


_VERBS = ("text.verb", "text.uses", "peer.act", "peer.connect", "need.open")


def reached(sentence: str) -> str | None:
    """Return the host that a sentence says can be reached, whoever does: "Nodes must be reachable over UDP 8472"."""
    return _reachable(sentence) or accepting(sentence)


def accepting(sentence: str, *, below: bool = False) -> str | None:
    """Return the host that accepts what comes to its port: "The hub accepts calls on TCP port 7101".

    With `below` the port need not be named: it stands below the sentence.
    """
    for verb in words("verb.takes", "text.listening").finditer(sentence):
        before = sentence[: verb.start()]
        clause = before_aside(before) or CLAUSE.split(before)[-1]
        case = words("text.condition").match(clause.strip(), 0)
        accepts = words("need.open", "text.listening").whole(verb.group())
        if accepts and not (case or is_negative(clause)):
            name = owner_of(pair_of(actor(clause)))
            numbered = below or re.search(r"\d", CLAUSE.split(sentence[verb.end() :])[0])
            some = is_generic(name) or words("text.any_host").whole(name)
            return name if numbered and names_host(name) and not some else None
    return None


def owner_of(name: str) -> str:
    """Return the host that something belongs to, else the name: "worker nodes" of "API of the worker nodes"."""
    if pair().search(name):  # "Broker als auch das Gateway": "das" is "of the" elsewhere
        return name
    for of in words("text.of", "text.possessor").finditer(name):
        thing, host = name[: of.start()].strip(), without_article(name[of.end() :].strip())
        if thing and names_host(host) and not names_host(thing):
            return host
    return name


def _reachable(sentence: str) -> str | None:
    """Return the host of which a sentence says that others can reach it."""
    said = words("peer.reachable").search(sentence)
    clause = CLAUSE.split(sentence[: said.start()])[-1] if said else ""
    if not said or is_negative(clause) or words("text.condition").match(clause.strip(), 0):
        return None
    name = subject_before(clause)
    pointing = words("text.pointing").match(name or "", 0)  # "the following hosts" are named behind
    return name if name and names_host(name) and not (pointing or words("party.outsider").whole(name)) else None
