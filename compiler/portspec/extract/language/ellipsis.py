"""Ellipsis: clauses that say of a port only that it does, or does not, what was said of another thing before it."""

import re
from collections.abc import Iterator

from portspec.extract.language.clauses import clauses, hits_in
from portspec.extract.language.polarity import negates, negations_in
from portspec.extract.language.vocabulary import words
from portspec.spec import Need

_EMPTY = (
    "port.word", "need.copula", "need.aside", "need.own", "need.however", "peer.article", "peer.anaphor", "text.and",
    "text.verb",
)  # fmt: skip
"""What such a clause may hold beside its negation: "but this port does not"."""


def said_of_port(text: str) -> Iterator[tuple[int, int, Need]]:
    """Yield what such clauses say of the port, each with its place: "the client stays, this port does not".

    It is required where another thing is given up, and it is not.
    """
    if not (words("port.word").may_stand_in(text) and words("need.copula", "need.negator").may_stand_in(text)):
        return
    before = None
    for clause in clauses(text):
        if before and before.sentence == clause.sentence and _is_elliptic(clause.text):
            gone = hits_in(before.text, "retired")
            left = [hit for hit in gone if not negates(before.text, hit)]
            denied = bool(negations_in(clause.text))
            if gone and bool(left) == denied:
                yield clause.start, clause.end, "required" if denied else "retired"
            elif denied and not gone:
                yield clause.start, clause.end, "denied"
        before = clause


def _is_elliptic(clause: str) -> bool:
    """Tell whether a clause names "this port", and says no more than that it does or does not."""
    named = words("port.word").search(clause)
    if named is None or len(clause.split()) > _FEW or re.search(r"\d", clause):
        return False
    rest = words(*_EMPTY).sub(" ", clause)
    for no in reversed(negations_in(rest)):
        rest = rest[: no.start()] + rest[no.end() :]
    led = words("need.own", "peer.anaphor", "peer.article").search(clause[: named.start()]) is not None
    said = negations_in(clause) or words("need.copula", "text.verb").search(clause)
    return led and bool(said) and not re.search(r"[^\W\d]", rest)


_FEW = 6
