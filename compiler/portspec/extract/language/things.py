"""Things: what a clause may call needless that is no port, such as a login: "No authentication is required"."""

import re

from portspec.extract.language.clauses import hits_in, outside
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
    asked = hits_in(clause, "required_verb") if things else []
    if not asked or outside(hits_in(clause, "open", "close"), asked) or _speaks_of_ports(clause):
        return False
    before = clause[: things[0].start()]
    return len(before.split()) <= _FEW and not words("peer.stop").search(before) and not re.search(r"[,;:]", before)


def _is_of_feature(clause: str) -> bool:
    """Tell whether a clause says of "this feature" that nobody needs it."""
    near = [clause[hit.end() :].lstrip() for hit in words("peer.anaphor", "need.own").finditer(clause)]
    named = any(words("need.feature").match(each, 0) for each in near)
    return named and bool(hits_in(clause, "required_verb")) and not _speaks_of_ports(clause)


def _speaks_of_ports(clause: str) -> bool:
    named = any(words(sense).search(clause) for sense in ("port.word", "text.traffic", "text.firewall"))
    return named or re.search(r"\d", clause) is not None
