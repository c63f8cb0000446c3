"""Barred ways: words that say of ports no more than which way connections do not go: "not inbound"."""

from portspec.extract.language.clauses import clauses
from portspec.extract.language.masked import of_words
from portspec.extract.language.vocabulary import words
from portspec.spec import Direction

_DENYING = ("need.negator", "excluded.not", "excluded.after")
_BESIDE = ("need.copula", "text.topic", "need.subject", "need.now")
_LONGEST = 48
_WAYS: tuple[Direction, ...] = ("inbound", "outbound")


@of_words
def barred_way(text: str) -> Direction | None:
    """Return the one way that clauses of a text deny, and of which they say nothing else: "web, not inbound"."""
    if not words(*_DENYING).may_stand_in(text):
        return None
    found = {way for each in clauses(text) if each.end - each.start <= _LONGEST and (way := _barred_by(each.text))}
    return found.pop() if len(found) == 1 else None


def _barred_by(clause: str) -> Direction | None:
    """Return the way that a clause names beside what denies it, and nothing else; "not only inbound" denies none."""
    bare = words(*_DENYING).sub(" ", clause)
    if bare == clause or words("need.more").search(clause):
        return None
    said = " ".join(words(*_BESIDE).sub(" ", bare).split())
    return next((way for way in _WAYS if words(f"cell.{way}", f"text.{way}", f"title.{way}").whole(said)), None)
