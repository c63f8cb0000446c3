"""Merging: from single ports with their requirements to rules whose openings never overlap."""

from collections.abc import Iterable, Iterator

from portspec.spec import PortRange, Requirement
from portspec.writers.firewall.lowering.atomic import AtomicRule
from portspec.writers.firewall.lowering.plan import Match, Opening, Rule


def merge(atomic_rules: Iterable[AtomicRule]) -> tuple[Rule, ...]:
    """Return one rule for each match; documented ranges that overlap are joined, bound ones stay as given."""
    groups: dict[Match, list[Opening]] = {}
    for match, ports, requirement in atomic_rules:
        groups.setdefault(match, []).append(Opening(ports=ports, requirements=(requirement,)))
    return tuple(
        Rule(match=match, openings=tuple(_joined(groups[match] if match.bound else _sorted(groups[match]))))
        for match in sorted(groups, key=_order)
    )


def _order(match: Match) -> tuple[object, ...]:
    parties = match.networks.parties if match.networks else ()
    what = match.direction, match.interface or "", match.transport, parties
    return *what, match.bound, match.types, match.sources, match.limited


def _sorted(openings: list[Opening]) -> list[Opening]:
    return sorted(
        openings, key=lambda each: ((each.ports,) if each.ports else (), *(row.id for row in each.requirements))
    )


def _joined(openings: Iterable[Opening]) -> Iterator[Opening]:
    ports: PortRange | None = None
    rows: dict[str, Requirement] = {}
    for each in openings:
        if rows and not _overlap(ports, each.ports):
            yield Opening(ports=ports, requirements=tuple(rows.values()))
            rows = {}
        ports = _union(ports, each.ports) if rows else each.ports
        rows |= {row.id: row for row in each.requirements}
    if rows:
        yield Opening(ports=ports, requirements=tuple(rows.values()))


def _overlap(one: PortRange | None, other: PortRange | None) -> bool:
    return one is None or other is None or (one.start <= other.end and other.start <= one.end)


def _union(one: PortRange | None, other: PortRange | None) -> PortRange | None:
    if one is None or other is None:
        return None
    return PortRange(start=min(one.start, other.start), end=max(one.end, other.end))
