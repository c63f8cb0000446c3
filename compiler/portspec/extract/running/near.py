"""Near: the clauses of running words in which one looks for what they say of some of the ports that they name."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

import msgspec

from portspec.extract.grammar.port_expression import Part
from portspec.extract.language.clauses import hits_in
from portspec.extract.language.vocabulary import transport_words, words
from portspec.extract.running.heard import Heard, heard, stated_by
from portspec.spec import PortRange


def heard_near(text: str, part: Part) -> list[Heard]:
    """Return the clauses of a text without those that stand among clauses which say the same of other ports."""
    said, places = heard(text), _places(text)
    own = {number for each in stated_by(part) for number in places.named.get(each, ())}
    beside = {number + step for number in own for step in (-1, 0, 1) if 0 <= number + step < len(said)}
    return [said[number] for number in sorted(places.telling | beside)]


def heard_about(text: str, part: Part) -> Iterator[Heard]:
    """Yield the clauses of a text, without those that go on about another port than a part's, or lead to another.

    A condition right behind another port is of that one where a part's ports have their own: "80, if …, and 81, if …".
    Of clauses in a row that say the same of other ports the first and the last are enough. A remark that closes a port
    with its own transport closes no other: "TCP 80, TCP 81 (blocked)".
    """
    elsewhere, said, own = False, heard_near(text, part), frozenset(stated_by(part))
    apart = _is_remarked(said, own)
    new = {clause.sentence: at for at, clause in enumerate(said) if clause.succession and clause.stated & own}
    limited = any(clause.limits and before.stated & own for before, clause in pairwise(said))
    for number, clause in enumerate(said):
        behind = next((each for each in said[number + 1 :] if each.stated), None) if clause.ahead else None
        other = behind and behind.sentence == clause.sentence and behind.stated.isdisjoint(own)
        late = new.get(clause.sentence, number) < number and clause.goes_on
        other = other or (clause.sentence in new and not (clause.stated or late))  # of what was replaced
        another = elsewhere and said[number - 1].stated and _is_remark(clause)
        another = another and (apart or (clause.wants < 0 and _is_typed(said[number - 1].text)))
        if not (other or another or (elsewhere and (clause.goes_on or (limited and clause.limits)))):
            elsewhere = bool(clause.stated) and clause.stated.isdisjoint(own)
            yield clause


def _is_remarked(said: list[Heard], own: frozenset[PortRange | str]) -> bool:
    """Tell whether a remark of its own stands behind each place of some ports: "TCP 80 (pages), TCP 81 (blocked)"."""
    places = [at for at, clause in enumerate(said, 1) if clause.stated & own]
    return bool(places) and all(at < len(said) and _is_remark(said[at]) for at in places)


def _is_remark(clause: Heard) -> bool:
    """Tell whether a clause is a remark in brackets that names no port and is said of no several: "both blocked"."""
    return clause.remarks and not clause.stated and not hits_in(clause.text, "both", "several")


def _is_typed(clause: str) -> bool:
    """Tell whether a clause begins with a transport or a word for ports: "TCP 81"."""
    said = clause.lstrip()
    return transport_words().match(said) is not None or words("port.word").match(said, 0) is not None


class _Places(msgspec.Struct, frozen=True, kw_only=True):
    """Where the clauses of a text stand, by their numbers."""

    telling: frozenset[int]
    """Those that do not stand between two of their sentence which say the same of ports as they do themselves."""
    named: dict[PortRange | str, list[int]]
    """Those that name a port, or a protocol without ports."""


@lru_cache(maxsize=256)  # each part of a text asks
def _places(text: str) -> _Places:
    said = heard(text)
    alike = [_without_ports(each) for each in said]
    inside = {at + 1 for at, one in enumerate(alike) if one and alike[at : at + 3] == [one] * 3}
    named: dict[PortRange | str, list[int]] = {}
    for number, clause in enumerate(said):
        for each in clause.stated:
            named.setdefault(each, []).append(number)
    return _Places(telling=frozenset(range(len(said))) - inside, named=named)


def _without_ports(clause: Heard) -> Heard | None:
    """Return what a clause says of the ports that it names, whichever these are; None where it names none."""
    return msgspec.structs.replace(clause, text="", stated=frozenset()) if clause.stated else None
