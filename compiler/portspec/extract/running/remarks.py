"""Remarks: what a sentence says of ports that rows state: how firmly they ask, what they leave open, another flow."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

import msgspec

from portspec.claims import Claim
from portspec.document import Text
from portspec.extract.ends.beside import route_barred
from portspec.extract.ends.parties import is_network
from portspec.extract.language.conditions import begins_condition, condition_in
from portspec.extract.language.need import GRAVEST
from portspec.extract.language.vocabulary import words
from portspec.extract.page import Page
from portspec.extract.running.heard import heard
from portspec.extract.running.sequel import goes_on
from portspec.spec import HIGHEST_PORT, Context, Direction, PortRange

RULE = "sentence"
"""The rule by which a row has what a sentence about its ports says."""


def close_rows(page: Page) -> None:
    """Close the rows of tables whose ports the items of lists want closed: "7103 - not to be opened"."""
    items = [(claim, at.start) for claim, at in zip(page.claims, page.written, strict=True) if claim.kind == "list"]
    for item, start in items:
        quote = item.provenance.quote
        if item.need in CLOSING and ("need" in item.evidence or _closes(quote)):
            limit(item, Text(quote, start, start + len(quote)), page)


def _closes(said: str) -> bool:
    """Tell whether words close a port by its number, or go on about it: none in "443: no other port need be open"."""
    return any(clause.wants < 0 and (clause.stated or goes_on(clause.text)) for clause in heard(said))


def limit(remark: Claim, text: Text, page: Page) -> bool:
    """Give the rows of a remark's ports the need that it says; return whether there is one that has it then.

    What a sentence says not to open stays closed, whatever the row says; what it says so of some cases only, depends.
    """
    if remark.need == "denied" and begins_condition(when := condition_in(remark.provenance.quote) or ""):
        remark = msgspec.structs.replace(remark, need="conditional", condition=when)
    found = False
    for number in range(len(page.claims) - 1, -1, -1):
        row = page.claims[number]
        if remark.kind == row.kind == "list" or not _meet(remark, row) or _bars_others(remark, row):
            continue
        if remark.need not in CLOSING and not _is_exact(remark, row):
            continue
        found = True
        if GRAVEST.index(remark.need) < GRAVEST.index(row.need):
            hit, rest = _parted(row, remark)
            page.claims[number : number + 1] = [_limited(hit, remark), *rest]
            page.written[number : number + 1] = [page.written[number]] * (1 + len(rest))
            _tell(row, remark, text, page)
    return found


SAID = {"denied": "is not to be opened", "retired": "is no longer used"}
CLOSING = tuple(SAID)


def _tell(row: Claim, remark: Claim, text: Text, page: Page) -> None:
    """Report a port that stays closed for a sentence though its row asks for it."""
    if remark.need not in CLOSING:
        return
    asked = f"{row.provenance.words} has it as {row.need} (“{row.provenance.quote}”)"
    what = f"This says that port {', '.join(map(str, row.ports))} {SAID[remark.need]}, and {asked}"
    page.say("PS207", f"{what}; it stays closed", "Make the two say the same.", text)


def _limited(row: Claim, remark: Claim) -> Claim:
    conditions = dict.fromkeys(filter(None, (row.condition, remark.condition)))
    ground = Context(rule=RULE, provenance=remark.provenance)
    return msgspec.structs.replace(
        row,
        need=remark.need,
        negated=remark.need == "denied",
        direction="internal" if remark.need == "local" else row.direction,
        condition="; ".join(conditions) or None,
        evidence=row.evidence | {"need": ground} | ({"condition": ground} if remark.condition else {}),
    )


def _meet(remark: Claim, row: Claim) -> bool:
    """Tell whether a remark is about ports of a row, on its host and for its traffic."""
    return (
        _is_of_same(remark, row)
        and (remark.role is None or row.role is None or _is_told(remark.role, _words(row)))
        and (remark.direction in ("unstated", "internal", row.direction) or row.direction in ("unstated", "both"))
        and (not _ends(row) or not (_ends(remark) or _is_of_outsiders(remark)) or _shares_an_end(remark, row))
    )


def _bars_others(remark: Claim, row: Claim) -> bool:
    """Tell whether a remark bars the way from others than those whom a flow names: "Block traffic from A to B".

    The two share no word, and neither means a network or just any host: these may be among the others.
    """
    barred = route_barred(remark.provenance.quote) if row.source and row.destination and not _ends(remark) else None
    if barred is None:
        return False
    one, other = _named(barred[0]), _named(row.source or "")
    return bool(one and other) and not any(each.startswith(stem) for each in other for stem in one)


@lru_cache(maxsize=256)
def _named(name: str) -> tuple[str, ...]:
    """Return how the words begin by which an end is no other, none where it means others, a network or any host."""
    if is_network(name) or any(words(each).search(name) for each in _ANYBODY):
        return ()
    return tuple(_stems(words("text.any_host").sub(" ", name).casefold()))


_ANYBODY = ("party.everyone", "party.outsider", "text.others", "port.others", "need.rest")


def _is_of_outsiders(remark: Claim) -> bool:
    return words("party.outsider").search(remark.purpose or "") is not None


def _shares_an_end(remark: Claim, row: Claim) -> bool:
    return bool(_ends(remark)) and all(_is_told(each, _words(row)) for each in _ends(remark))


def _is_exact(remark: Claim, row: Claim) -> bool:
    """Tell whether a remark is about whole entries of a row, and not about single ports of its ranges."""
    inside, _ = _cut(row.ports, remark.ports)
    return {*inside} <= {*row.ports}


def _overlap(one: PortRange, other: PortRange) -> bool:
    return one.start <= other.end and other.start <= one.end and other.end - other.start < HIGHEST_PORT


def _are_alike(one: Iterable[str], other: Iterable[str]) -> bool:
    """Tell whether two lists of transports have one in common, or one of them is not stated."""
    return not set(one) or not set(other) or not set(one).isdisjoint(other)


def _parted(row: Claim, remark: Claim) -> tuple[Claim, list[Claim]]:
    """Return the part of a row that a remark is about, and what is left of it."""
    rest: list[Claim] = []
    inside, outside = _cut(row.ports, remark.ports)
    if outside:
        rest.append(msgspec.structs.replace(row, ports=outside))
    row = msgspec.structs.replace(row, ports=inside)
    others = tuple(each for each in row.transports if remark.transports and each not in remark.transports)
    if others:
        rest.append(msgspec.structs.replace(row, transports=others))
        row = msgspec.structs.replace(row, transports=tuple(each for each in row.transports if each not in others))
    if row.direction == "both" and remark.direction in _OPPOSITE:
        rest.append(msgspec.structs.replace(row, direction=_OPPOSITE[remark.direction]))
        row = msgspec.structs.replace(row, direction=remark.direction)
    return row, rest


_OPPOSITE: dict[Direction, Direction] = {"inbound": "outbound", "outbound": "inbound"}


def _cut(ports: Iterable[PortRange], out: Iterable[PortRange]) -> tuple[tuple[PortRange, ...], tuple[PortRange, ...]]:
    """Return what of some ports is among others, and what is not."""
    inside: list[PortRange] = []
    outside = list(ports)
    for cut in out:
        for each in [port for port in outside if _overlap(cut, port)]:
            low, high = max(each.start, cut.start), min(each.end, cut.end)
            inside.append(PortRange(start=low, end=high))
            at = outside.index(each)
            sides = ((each.start, low - 1), (high + 1, each.end))
            outside[at : at + 1] = [PortRange(start=start, end=end) for start, end in sides if start <= end]
    return tuple(inside), tuple(outside)


def complete(remark: Claim, page: Page) -> bool:
    """Give the rows of a remark's ports what they leave open, transport, direction or other end; return if it did."""
    done = False
    for number, row in enumerate(page.claims):
        given = _left_open(row, remark) if _meet(remark, row) and _is_exact(remark, row) else {}
        if given and {*row.ports} <= {*remark.ports}:
            ground = Context(rule=RULE, provenance=remark.provenance)
            known = {**row.evidence, **dict.fromkeys(given, ground)}
            page.claims[number] = msgspec.structs.replace(row, evidence=known, **given)
            done = True
    return done


def _left_open(row: Claim, remark: Claim) -> dict[str, object]:
    """Return what a remark says that a row leaves open; of a table, which has its own place for it, no transport.

    A sentence of its section that names the very port is such a place too.
    """
    given: dict[str, object] = {}
    if row.kind == "table":
        told = not row.transports and bool(row.headings) and row.headings == remark.headings
    else:
        told = not row.transports or _is_told_by_sentence(row)
    if told and (more := sorted({*row.transports, *remark.transports} - {*row.transports})):
        given["transports"] = tuple(sorted((*row.transports, *more)))
    if _ends(row):
        return given
    if row.direction == "unstated" and remark.direction != "unstated" and not _leaves_another(remark, row):
        given["direction"] = remark.direction
    if remark.peers and remark.direction in (row.direction, given.get("direction")):
        given["peers"] = remark.peers
    return given


def _leaves_another(remark: Claim, row: Claim) -> bool:
    """Tell whether connections go out from the host that a remark names, of which a row's words say nothing."""
    return remark.direction == "outbound" and remark.role is not None and not _is_told(remark.role, _words(row))


def _is_told_by_sentence(row: Claim) -> bool:
    """Tell whether only a sentence says which transport a row has: another one may say more of it."""
    return "transports" in row.evidence and row.evidence["transports"].rule == RULE


def says_more(remark: Claim, rows: Iterable[Claim]) -> bool:
    """Tell whether a remark names an end, a host or a direction that no row of its ports has."""
    return not any(_is_said(remark, row) for row in rows if _is_of_same(remark, row))


def _is_of_same(remark: Claim, row: Claim) -> bool:
    """Tell whether a remark is about ports of a row, if of another host or another way."""
    same = any(_overlap(one, other) for one in remark.ports for other in row.ports)
    return same and _are_alike(remark.transports, row.transports)


def _is_said(remark: Claim, row: Claim) -> bool:
    """Tell whether a row says all that a remark does; a flow between its two hosts it says by naming both."""
    said = _words(row)
    if remark.source and remark.destination:
        ends = " ".join(filter(None, (row.role, *_ends(row)))).casefold()
        return all(_is_told(each, ends) for each in _ends(remark))
    host = _is_of_host(remark, row)
    flow = bool(row.source and row.destination)
    way = flow or remark.direction in ("unstated", row.direction) or row.direction == "both"
    named = remark.peers if remark.direction != "unstated" else ()
    return host and way and all(_is_told(each, said) or words("text.others").search(each) for each in named)


def is_of_another_host(remark: Claim, rows: Iterable[Claim]) -> bool:
    """Tell whether no row of a remark's ports is about its host."""
    return not any(_is_of_host(remark, row) for row in rows if _is_of_same(remark, row))


def _is_of_host(remark: Claim, row: Claim) -> bool:
    """Tell whether a row is about the host of a remark, or of its section, or the remark names the row's host.

    A flow is about its two ends, and the remark may name one of these in place of the host of its section.
    """
    hosts = (row.role,) if row.role else (row.source, row.destination) if row.source and row.destination else ()
    if remark.role is None or not hosts or _is_told(remark.role, _words(row)):
        return True
    said = remark.provenance.quote.casefold()
    return "role" in remark.evidence and any(_is_told(each, said) for each in hosts if each)


def _ends(claim: Claim) -> tuple[str, ...]:
    return tuple(each for each in (claim.source, claim.destination, *claim.peers) if each)


def _words(row: Claim) -> str:
    """Return the words in which a row may name hosts."""
    return " ".join((row.provenance.quote, *row.headings, *filter(None, (row.role, *_ends(row))))).casefold()


def _is_told(name: str, said: str) -> bool:
    """Tell whether words, in lower case, name a host, if in another form: "worker" for "workers"."""
    return all(each in said for each in _stems(words("text.any_host").sub(" ", name).casefold()))


def _stems(name: str) -> Iterator[str]:
    for word in re.findall(r"\w+", name):
        yield word[: max(_STEM, len(word) - _STEM // 2)]


_STEM = 4
"""Letters that words have in common at least, where they are forms of one."""
