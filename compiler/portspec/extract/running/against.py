"""Set against: ports that a sentence keeps closed beside those that it opens: "Open 8443/tcp, not 8080/tcp"."""

import re
from collections.abc import Iterator

import msgspec

from portspec.extract.ends.anaphora import names_hosts
from portspec.extract.grammar.mentions import Mention, mentions
from portspec.extract.grammar.port_expression import Part
from portspec.extract.language.clauses import clauses, hits_in
from portspec.extract.language.conditions import condition_in
from portspec.extract.language.keys import UNSPACED_LETTER
from portspec.extract.language.polarity import polarity, turns
from portspec.extract.language.vocabulary import words


def denied_beside(said: str) -> Iterator[str]:
    """Yield the clauses of a sentence that deny a number by a mere "not", right behind one that opens ports."""
    if not _DIGITS.search(said) or not hits_in(said, "negator"):
        return
    asked = False
    for clause in clauses(said):
        if asked and not polarity(clause.text) and turns(clause.text) and not mentions(clause.text):
            yield clause.text.strip()
        asked = polarity(clause.text) > 0 and _DIGITS.search(clause.text) is not None


def left_out(said: str, before: str) -> tuple[Part, ...]:
    """Return the ports named before a sentence, or before a clause of it, that it leaves closed: "Open only 8443/tcp".

    One that names a host or a case tells for whom or when it opens only these.
    """
    if not words("need.only").may_stand_in(said) or condition_in(said) or names_hosts(said):
        return ()
    parts = (_others(each.text, said[: each.start]) or _others(each.text, before) for each in clauses(said))
    return next(filter(None, parts), ())


def _others(said: str, before: str) -> tuple[Part, ...]:
    """Return the ports that are named before a clause which opens only some of them, without these."""
    found = mentions(said) if words("need.only").search(said) and polarity(said) > 0 else []
    if not (found and _is_alone(said, found[0])):
        return ()
    opened = {port for mention in found for part in mention.parts for port in part.ports}
    parts = [part for mention in mentions(before) for part in mention.parts]
    if not opened <= {port for part in parts for port in part.ports}:
        return ()
    rest = (msgspec.structs.replace(p, ports=tuple(each for each in p.ports if each not in opened)) for p in parts)
    return tuple(part for part in rest if part.ports)


def _is_alone(said: str, mention: Mention) -> bool:
    """Tell whether an "only" stands before ports, with a verb or an article between, or right behind them."""
    for hit in words("need.only").finditer(said):
        between = said[hit.end() : mention.start] if hit.end() <= mention.start else said[mention.end : hit.start()]
        behind = hit.start() >= mention.end
        near = len(between.split()) <= (0 if behind else _FEW) or UNSPACED_LETTER.search(said) is not None
        if near and not re.search(r"[\d,;:、，]", between):
            return True
    return False


_FEW = 4
_DIGITS = re.compile(r"(?<!\d)\d{2,5}(?!\d)")
