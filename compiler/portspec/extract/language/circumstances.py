"""Circumstances: phrases by which a clause holds in some places or at some times alone: "In test setups, …"."""

import re

from portspec.extract.language.clauses import ends_in, hits_in, outside
from portspec.extract.language.keys import UNSPACED_LETTER
from portspec.extract.language.tongue import is_foreign
from portspec.extract.language.vocabulary import words


def is_circumstance(clause: str) -> bool:
    """Tell whether a clause is no more than such a phrase: "in cluster mode", "during upgrades", "on test systems".

    What all have, or what is so by default, is none, nor is a host.
    """
    said = clause.strip()
    if len(said.split()) > _LONG or hits_in(said, "every", "force", "negator") or words(*_NONE).search(said):
        return False
    if UNSPACED_LETTER.search(said):
        return _ends_in_kind(said) and _is_qualified(said)
    led = _led(said)
    if led is None or words("need.during").whole(led):
        return led is not None and led != said
    hosts = outside([*words("text.host").finditer(said)], [*words("text.any_host").finditer(said)])
    return not hosts and (_names_trial(said) or _is_qualified(said[len(led) :]))


def trial_in(clause: str) -> str | None:
    """Return what says within a clause that it holds for what is only tried out: "… for testing", "in Testumgebungen".

    What stands behind it is no part of it: "for testing the connection" is a purpose.
    """
    if not words("need.trial").may_stand_in(clause):
        return None
    for hit in hits_in(clause, "case"):
        named = _named(clause, hit.end())
        last = named is not None and not clause[named[0] :].strip(" .")
        denied = hits_in(clause[: hit.start()], "negator") or is_foreign(hit.group().lower(), "need.case", clause)
        if named and (last or named[1]) and not denied:
            return clause[hit.start() : named[0]].strip()
    return next(filter(None, (_limited_to_trial(clause, only) for only in hits_in(clause, "only"))), None)


def _limited_to_trial(clause: str, only: re.Match[str]) -> str | None:
    """Return what an "only" limits to what is tried out right behind it: "nur der Fehlersuche"."""
    end = only.end()
    while hit := words("need.case", "peer.article", "text.of", "need.aside").match(clause, _next(clause, end)):
        end = hit.end()
    tried = words("need.trial").match(clause, _next(clause, end))
    return clause[only.start() : tried.end()] if tried else None


def _next(clause: str, at: int) -> int:
    return len(clause) - len(clause[at:].lstrip())


def _named(clause: str, at: int) -> tuple[int, bool] | None:
    """Return where what is tried out ends that a place names, and whether it is called a place or a time itself."""
    end, tried, placed = at, False, False
    while hit := words("need.trial", *_AROUND).match(clause, _next(clause, end)):
        end = hit.end()
        tried = tried or words("need.trial").whole(hit.group())
        placed = placed or words("need.variety", "text.any_host").whole(hit.group())
    return (end, placed) if tried else None


_LONG = 6
_NONE = ("port.default", "port.version", "port.word")
"""What names no circumstance, or a version, or the thing itself."""
_AROUND = ("need.variety", "text.any_host", "text.of", "peer.article")
"""What may stand beside a word for what is only tried out: "environments", "systems"."""


def _led(said: str) -> str | None:
    """Return the preposition that words begin with, where it leads to a circumstance."""
    hit = words("need.during").match(said, 0) or words("need.case").match(said, 0)
    return None if hit is None or is_foreign(hit.group().lower(), "need.case", said) else hit.group()


def _ends_in_kind(said: str) -> bool:
    """Tell whether words end in those for a kind of a thing, and in what marks them: 集群模式下."""
    bare = words("need.subject", "text.topic").sub(" ", said)
    return ends_in("need.variety", bare) and not words("need.limit").search(bare)


def _names_trial(said: str) -> bool:
    return bool(hits_in(said, "trial"))


def _is_qualified(rest: str) -> bool:
    """Tell whether words name one of several kinds of a thing: "cluster mode", and no "the installation"."""
    kinds = hits_in(rest, "variety")
    beside = words("need.variety", "peer.article", "text.of", "text.pointing", "peer.anaphor", "text.generic").sub(
        " ", rest
    )
    return bool(kinds) and re.search(r"[^\W\d_]{2}", beside) is not None
