"""Flows stated at one end: a row lets traffic pass to a role of the page that has no row to let it pass."""

from collections import defaultdict
from collections.abc import Iterator

from portspec.analysis.exposure import ANYONE, parties, ways
from portspec.analysis.verdict import OPPOSITE, Way
from portspec.checks import Review
from portspec.findings import Finding, finding
from portspec.spec import Requirement, Spec, role_closure

TELLS: dict[Way, str] = {"in": "for incoming traffic from", "out": "for outgoing traffic to"}
ANSWERS: dict[Way, str] = {"in": "sends", "out": "accepts"}


def check(review: Review) -> Iterator[Finding]:
    """Yield a finding for each row, and each of its ways, that no named role answers to.

    A page that states one way only documents one end of every flow, so nothing is missing there; nor is anything
    where the row itself names both ends, or where the other role has no rows at all.
    """
    rows = _rows(review.spec)
    asking = [
        (row, others) for row in review.spec.requirements if (others := [id for id in _others(row) if id in rows])
    ]
    stated = {way for each in review.spec.requirements for way in ways(each)} if asking else set()
    for row, others in asking:
        for way in (each for each in ways(row) if OPPOSITE[each] in stated):
            if silent := [role for role in others if not _answered(row, way, rows[role])]:
                yield _unanswered(review, row, way, silent)


def _others(row: Requirement) -> list[str]:
    """Return the roles at the other end of a row, where the row is about one role and does not name both ends."""
    if row.role is None or (row.source and row.destination):
        return []
    return [peer.role for peer in row.peers if peer.role not in (None, row.role)]


def _rows(spec: Spec) -> dict[str, list[Requirement]]:
    """Return the rows that hold for each role that has some, those of the roles it includes among them."""
    own: dict[str | None, list[Requirement]] = defaultdict(list)
    for each in spec.requirements:
        own[each.role].append(each)
    return {
        role.id: [row for id in role_closure(spec, role.id) for row in own[id]] for role in spec.roles if own[role.id]
    }


def _answered(row: Requirement, way: Way, others: list[Requirement]) -> bool:
    """Return whether one of the other role's rows lets the row's traffic pass."""
    return any(
        OPPOSITE[way] in ways(each)
        and _same_ports(row, each)
        and (not (row.transports and each.transports) or set(row.transports) & set(each.transports))
        and {ANYONE, row.role} & set(parties(each)[OPPOSITE[way]])
        for each in others
    )


def _same_ports(one: Requirement, other: Requirement) -> bool:
    if one.dynamic or other.dynamic:
        names = {each.dynamic.name for each in (one, other) if each.dynamic} - {None}
        return bool(one.dynamic and other.dynamic) and len(names) <= 1
    return any(a.start <= b.end and b.start <= a.end for a in one.ports for b in other.ports)


def _unanswered(review: Review, row: Requirement, way: Way, roles: list[str]) -> Finding:
    names = {role.id: role.name for role in review.spec.roles}
    others = " and ".join(names[each] for each in dict.fromkeys(roles))
    port = ", ".join(map(str, row.ports)) or "A dynamic port"
    message = f"{port} is open {TELLS[way]} {others}, but no row of theirs {ANSWERS[way]} it"
    help = "State the other end as well, or correct the direction of this row."
    return finding("PS410", message, help, review.place(row))
