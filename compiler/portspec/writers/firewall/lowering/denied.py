"""Denied ports: what the page keeps closed at some hosts, and no wider range of another row may open there."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from portspec.analysis.ranges import joined, without
from portspec.analysis.verdict import Rule, Way, hosts_of, keeps_closed, refusals_of, rules_of
from portspec.spec import PortRange, Requirement
from portspec.writers.firewall.lowering.parties import ANY, key

ANYONE: frozenset[str] = frozenset()
"""The names of the other ends where they may be any."""


class Denial(msgspec.Struct, frozen=True, kw_only=True):
    """What a row keeps closed, one way."""

    row: Requirement
    """The row."""
    way: Way
    """Seen from the host."""
    peers: frozenset[str]
    """The names of the only other ends to which it is closed, or `ANYONE`."""


class Closed(msgspec.Struct, frozen=True, kw_only=True):
    """Ports of a range that a row asks for, and another one keeps closed."""

    of: PortRange
    """The range."""
    ports: tuple[PortRange, ...]
    """Sorted; none touch."""
    by: Requirement
    """The row that keeps them closed."""


def denials(rows: Iterable[Requirement], roles: Sequence[str]) -> tuple[Denial, ...]:
    """Return what rows keep closed on the hosts of some roles; a row that names no host is about all of them."""
    return tuple(each for row in rows if row.ports and keeps_closed(row) for each in _of(row, roles))


def _of(row: Requirement, roles: Sequence[str]) -> Iterator[Denial]:
    found: dict[Way, set[str]] = {}
    unstated: tuple[Way, ...] = ("in",) if {"internal", "local"}.issuperset(refusals_of(row)) else ("in", "out")
    nowhere = not hosts_of(row)
    for rule in rules_of(row, {}):
        if rule.host in roles or (nowhere and not rule.host_text):
            for way in (rule.direction,) if rule.direction else unstated:
                found.setdefault(way, set()).update(_names(rule))
    yield from (Denial(row=row, way=way, peers=_named(names)) for way, names in found.items())


def _names(rule: Rule) -> Iterator[str]:
    """Yield the names of a rule's other end: a role that stands in some networks alone is that role all the same."""
    yield key(rule.party or ANY[0])
    yield from (key(rule.peer),) if rule.peer else ()


def _named(names: Iterable[str]) -> frozenset[str]:
    named = frozenset(names)
    return named if named.isdisjoint(ANY) else ANYONE


def closed_in(
    ports: Iterable[PortRange], row: Requirement, transport: str, end: tuple[Way, Iterable[str]], all: Iterable[Denial]
) -> tuple[Closed, ...]:
    """Return the ports of a row, one way, that others keep closed, by these.

    `end` is the way, and who is at the other end of it. A row that asks for the very ports that another one keeps
    closed, or for some of them, contradicts it, and no range decides that: it is a finding.
    """
    way, names = end
    roles = (name for rule in rules_of(row, {}) if rule.direction == way and rule.peer for name in _names(rule))
    peers = _named((*(name for each in names for name in (ANY if each == key(row.id) else (each,))), *roles))
    meeting = [each.row for each in all if each.way == way and _meet(each, transport, peers)]
    pairs = ((asked, by) for asked in ports for by in meeting)
    found = ((asked, by, [hole for own in by.ports for hole in _hole(asked, own, by)]) for asked, by in pairs)
    return tuple(Closed(of=asked, ports=joined(holes), by=by) for asked, by, holes in found if holes)


def left_of(ports: PortRange, closed: Iterable[Closed]) -> tuple[PortRange, ...]:
    """Return what is left of a range without the ports that are kept closed."""
    return without(ports, (hole for each in closed if each.of == ports for hole in each.ports))


def _meet(denial: Denial, transport: str, peers: frozenset[str]) -> bool:
    """Tell whether what is denied is about a transport and other ends; those that are not told may be any."""
    said = not denial.row.transports or transport in denial.row.transports
    return said and (ANYONE in (denial.peers, peers) or not denial.peers.isdisjoint(peers))


def _hole(asked: PortRange, denied: PortRange, row: Requirement) -> Iterator[PortRange]:
    """Yield the ports of a range that are denied, unless it is no wider than these.

    What is no longer used, and where a wider range begins or ends now, is what that range was before.
    """
    first, last = max(asked.start, denied.start), min(asked.end, denied.end)
    former = row.need == "retired" and (denied.start == asked.start or denied.end == asked.end)
    if first <= last and (first, last) != (asked.start, asked.end) and not former:
        yield PortRange(start=first, end=last)
