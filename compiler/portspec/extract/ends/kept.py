"""Kept: those for whom alone ports stay open that a sentence closes else: "not to the Internet, only to the agents"."""

from collections.abc import Iterator
from itertools import pairwise

import msgspec

from portspec.extract.ends.alone import alone_in
from portspec.extract.ends.among import among_in
from portspec.extract.language.clauses import Clause, clauses
from portspec.extract.language.need import qualify
from portspec.extract.language.polarity import denies, polarity, turns
from portspec.extract.language.vocabulary import words


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """For whom ports stay open."""

    start: int
    """Where the clause begins that says so."""
    end: int
    """And where it ends."""
    source: str
    """Who connects."""
    among: bool
    """True where they connect to each other."""


def kept_for(sentence: str) -> Kept | None:
    """Return for whom alone a sentence leaves open what it denies before: "but must be open between the nodes"."""
    if not words("need.negator", "need.unused").may_stand_in(sentence):
        return None
    return next(_kept(sentence), None)


def _kept(sentence: str) -> Iterator[Kept]:
    found = clauses(sentence)
    denied = {before.sentence for before in found if denies(before.text)}
    for before, clause in pairwise(found):
        if clause.sentence not in denied or before.sentence != clause.sentence or not _sets_against(before, clause):
            continue
        between, alone = [*among_in(clause.text)], [*alone_in(clause.text)]
        for names, among in ((between, True), (alone, False)):
            if len(names) == 1:
                yield Kept(start=clause.start, end=clause.end, source=names[0], among=among)
                return


def _sets_against(before: Clause, clause: Clause) -> bool:
    """Tell whether a clause says otherwise of the same ports, if only behind a word such as "but" or "only"."""
    said = clause.text.strip()
    if turns(said) or polarity(said) < 0 or ((need := qualify(said)) and need.need not in ("required", "conditional")):
        return False
    led = any(words(sense).match(said, 0) for sense in ("need.rather", "need.however", "need.only"))
    return led or (polarity(said) > 0 and polarity(before.text) < 0)
