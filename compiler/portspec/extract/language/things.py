"""Things: what a clause may call needless that is no port, such as a login: "No authentication is required"."""

import re

from portspec.extract.language.clauses import ends_in, hits_in, outside
from portspec.extract.language.vocabulary import words

_FEW = 4
"""The words before the thing: "Does not require a"; more may name what it is for."""


def does_without(clause: str) -> bool:
    """Tell whether a clause says of nothing but a thing that it is needed or not.

    "Must not be open without a login", "the port for the login is not needed" speak of ports.
    """
    if _is_of_feature(clause):
        return True
    things = hits_in(clause, "thing")
    if things and not _speaks_of_ports(clause) and any(_is_said_of(thing, clause) for thing in things):
        return True
    asked = hits_in(clause, "required_verb") if things else []
    if not asked or outside(hits_in(clause, "open", "close"), asked) or _speaks_of_ports(clause):
        return False
    before = clause[: things[0].start()]
    return len(before.split()) <= _FEW and not words("peer.stop").search(before) and not re.search(r"[,;:]", before)


def _is_said_of(thing: re.Match[str], clause: str) -> bool:
    """Tell whether a verb of letting in stands right beside a thing: "passwords are not accepted"."""
    if ends_in("need.aside", clause[: thing.start()]):  # "must not be open without a login"
        return False
    taken = hits_in(clause, "open")
    between = [clause[thing.end() : verb.start()] for verb in taken if verb.start() >= thing.end()]
    between += [clause[verb.end() : thing.start()] for verb in taken if verb.end() <= thing.start()]
    return bool(between) and all(_is_little(each) for each in between)


def _is_little(between: str) -> bool:
    rest = words("need.copula", "need.negator", "need.must", "peer.article", "need.subject").sub(" ", between)
    return re.search(r"\w", rest) is None


def _is_of_feature(clause: str) -> bool:
    """Tell whether a clause says of "this feature" that nobody needs it."""
    near = [clause[hit.end() :].lstrip() for hit in words("peer.anaphor", "need.own").finditer(clause)]
    named = any(words("need.feature").match(each, 0) for each in near)
    return named and bool(hits_in(clause, "required_verb")) and not _speaks_of_ports(clause)


def _speaks_of_ports(clause: str) -> bool:
    named = any(words(sense).search(clause) for sense in ("port.word", "text.traffic", "text.firewall"))
    return named or re.search(r"\d", clause) is not None
