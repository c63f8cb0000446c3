"""Unported: sentences that call the ports of rows by mere numbers or names: "Keep 7103 and the log port closed"."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from portspec.claims import Claim
from portspec.document import Text
from portspec.extract.context.evidence import Said
from portspec.extract.context.inherited import Section
from portspec.extract.context.paragraphs import sentences
from portspec.extract.grammar.following import counts
from portspec.extract.grammar.lexemes import YEARS
from portspec.extract.grammar.lexer import tokens
from portspec.extract.grammar.mentions import mentions
from portspec.extract.grammar.port_expression import SYSTEM, Part
from portspec.extract.language.clauses import clauses, hits_in
from portspec.extract.language.conditions import begins_condition, condition_in
from portspec.extract.language.keys import UNSPACED_LETTER
from portspec.extract.language.need import qualify
from portspec.extract.language.polarity import polarity
from portspec.extract.language.vocabulary import words
from portspec.extract.page import Page, Sentence
from portspec.extract.running.against import denied_beside, left_out
from portspec.extract.running.ordinals import by_number
from portspec.extract.running.sequel import goes_on, goings_on, keeps_others_out
from portspec.spec import HIGHEST_PORT, PortRange


def sentences_of_rows(text: Text, section: Section, above: Iterable[Part] = ()) -> Iterator[Sentence]:
    """Yield the sentences of a text that say how firmly ports are asked for, and name none that is known as one.

    Which rows they are about is told when all are read (`meant`). `above` are the ports right above the text.
    """
    found = by_number(sentences(text.value), above)
    for number, said in enumerate(found):
        named = words("port.word").search(said) is not None
        if not (named or _DIGITS.search(said)) or mentions(said):
            continue
        if _limits(said):
            whole = " ".join((said, *goings_on(found[number + 1 :])))
            below = section.read and not goes_on(said) and any(map(_closes_some, (each.text for each in clauses(said))))
            parts = tuple(_numbers(said))
            yield Sentence(text=text, said=whole, parts=parts, context=section.titled(), of_rows=True, below=below)


def sentences_against(text: Text, section: Section, above: Iterable[Part] = ()) -> Iterator[Sentence]:
    """Yield what the sentences of a text say of ports that they keep closed by asking for others."""
    found = by_number(sentences(text.value), above)
    for before, said in pairwise(("", *found)):
        denied = [(clause, tuple(_numbers(clause))) for clause in denied_beside(said)]
        for clause, parts in (*denied, (said, left_out(said, before))):
            if parts:
                closed = section.titled().plus(Said(field="need", value="denied", rule="row"))
                yield Sentence(text=text, said=clause, parts=parts, context=closed, of_rows=True)


def _limits(said: str) -> bool:
    """Tell whether a sentence says how firmly ports are asked for, if under a condition, and keeps no others out."""
    if any(keeps_others_out(clause.text) for clause in clauses(said)):
        return False
    need, limit = qualify(said), condition_in(said)
    if need and need.need != "required":
        return True
    if limit is None or begins_condition(said):
        return False
    return any(
        words(each).search(text) for each, text in (("need.open", said.replace(limit, " ")), ("need.only", said))
    )


def _closes_some(clause: str) -> bool:
    """Tell whether a clause says not to open some ports that it does not number, and not all the others."""
    others = ("need.rest", "text.others", "need.another", "port.others", "need.unused")
    named = (hit for hit in words("port.word").finditer(clause) if not words("port.single").whole(hit.group()))
    closing = polarity(clause) < 0 and bool(hits_in(clause, "close", "open")) and not begins_condition(clause)
    return closing and not words(*others).search(clause) and any(named)


def meant(sentence: Sentence, page: Page) -> tuple[Part, ...]:
    """Return the ports of the rows that a sentence calls by their numbers, else by what they are for."""
    stated = {port for claim in page.claims for port in claim.ports}
    numbered = tuple(
        part for part in sentence.parts if any(_holds(port, each) for port in stated for each in part.ports)
    )
    if numbered:
        return numbered
    rows = [claim for claim in page.claims if claim.kind != "prose" and claim.ports]
    called = {(row.purpose or "", _reach(row)) for row in rows}  # very many rows are for the same
    named = {names for names in called if any(_is_called(each, sentence.said) for each in names)}
    found = (row for row in rows if (row.purpose or "", _reach(row)) in named) if named else ()
    return tuple(dict.fromkeys(Part(ports=row.ports, transports=row.transports) for row in found))


def _holds(stated: PortRange, named: PortRange) -> bool:
    """Tell whether ports are those of a row, or some of a range that is no wider than what somebody counts."""
    inside = stated.start <= named.start and named.end <= stated.end and stated.end - stated.start <= _WIDE
    return inside or stated == named


_WIDE = 256


def _reach(row: Claim) -> str:
    """Return the reach of a row that nobody knows: a sentence may say of it "on the container bridge"."""
    return _reach_in(row.condition or "") if row.need == "conditional" else ""


@lru_cache(maxsize=256)
def _reach_in(condition: str) -> str:
    return words("need.only").sub(" ", condition.rpartition(": ")[2])


def _is_called(purpose: str, said: str) -> bool:
    """Tell whether a clause names a port by what it is for: "the log port", "the ports for replication"."""
    name = _name_of(purpose)
    if not name or name not in said.casefold():
        return False
    spaced = UNSPACED_LETTER.search(name) is None
    own = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)" if spaced else re.escape(name))
    return any(_are_near(clause.text.casefold(), own) for clause in clauses(said))


@lru_cache(maxsize=1024)
def _name_of(purpose: str) -> str:
    """Return the few words by which a port may be called, of what it is for; empty where these are none."""
    name = _CUT.split(purpose, maxsplit=1)[0].strip().casefold()
    few = 0 < len(name.split()) <= _FEW and len(name) > 1
    return name if few and not words("port.word", "text.generic").whole(name) else ""


def _are_near(clause: str, name: re.Pattern[str]) -> bool:
    """Tell whether a name stands right beside a word for ports in a clause, if with a preposition between."""
    ports = [*words("port.word").finditer(clause)]
    pairs = ((one, two) for one in ports for two in name.finditer(clause))
    between = (clause[min(one.end(), two.end()) : max(one.start(), two.start())] for one, two in pairs)
    return any(len(re.findall(r"\w+", each)) <= _BETWEEN and not re.search("[,;、，；]", each) for each in between)


_CUT = re.compile(r"[.,;:(（。、，；：]|\s[-–—]\s|\n")
_FEW = 3
"""What a port is for is its name where it is said in so few words."""
_BETWEEN = 2
"""So many words may stand between the name and the word for its port: "the port for the console"."""
_DIGITS = re.compile(r"(?<!\d)\d{2,5}(?!\d)")


def _numbers(said: str) -> Iterator[Part]:
    """Yield the numbers and ranges of a sentence that may be ports: no years, versions, or what counts things."""
    found = tokens(said)
    at = 0
    while at < len(found):
        ranged = [token.kind for token in found[at : at + 3]] == ["number", "dash", "number"]
        first, last = found[at], found[at + 2 if ranged else at]
        before, after = found[at - 1] if at else None, next(iter(found[at + (3 if ranged else 1) :]), None)
        at += 3 if ranged else 1
        ends = [said[token.start : token.end] for token in (first, last)]
        if first.kind != "number" or not all(map(_DIGITS.fullmatch, ends)) or int(ends[-1]) > HIGHEST_PORT:
            continue
        low = not ranged and (int(ends[0]) <= SYSTEM or int(ends[0]) in YEARS)
        labelled = before is not None and before.kind in ("label", "protocol")
        if not labelled and not (low and counts(said, after)) and not (after and after.kind == "unit"):
            low_end, high_end = sorted(map(int, ends))
            yield Part(ports=(PortRange(start=low_end, end=high_end),))
