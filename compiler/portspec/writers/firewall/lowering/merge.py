"""Merging: from single ports with their requirements to rules whose openings never overlap."""

from collections.abc import Iterable, Iterator

from portspec.spec import PortRange
from portspec.writers.firewall.lowering.grains import Grain
from portspec.writers.firewall.lowering.plan import Match, Opening, Rule


def merge(grains: Iterable[Grain]) -> tuple[Rule, ...]:
    """Return one rule for each match; documented ranges that overlap are joined, bound ones stay as given."""
    groups: dict[Match, list[Opening]] = {}
    for match, ports, requirement in grains:
        groups.setdefault(match, []).append(Opening(ports=ports, requirements=(requirement,)))
    return tuple(
        Rule(match=match, openings=tuple(_joined(groups[match] if match.bound else _sorted(groups[match]))))
        for match in sorted(groups, key=_order)
    )


def _order(match: Match) -> tuple[str, str, str, tuple[str, ...], bool]:
    parties = match.networks.parties if match.networks else ()
    return match.direction, match.interface or "", match.transport, parties, match.bound


def _sorted(openings: list[Opening]) -> list[Opening]:
    return sorted(openings, key=lambda each: (each.ports or NO_PORTS, *(row.id for row in each.requirements)))


def _joined(openings: Iterable[Opening]) -> Iterator[Opening]:
    last: Opening | None = None
    for each in openings:
        if last and _overlap(last, each):
            last = _union(last, each)
        else:
            if last:
                yield last
            last = each
    if last:
        yield last


def _overlap(one: Opening, other: Opening) -> bool:
    if one.ports is None or other.ports is None:
        return True
    return one.ports.start <= other.ports.end and other.ports.start <= one.ports.end


def _union(one: Opening, other: Opening) -> Opening:
    rows = {row.id: row for row in (*one.requirements, *other.requirements)}
    if one.ports is None or other.ports is None:
        return Opening(ports=None, requirements=tuple(rows.values()))
    ports = PortRange(start=min(one.ports.start, other.ports.start), end=max(one.ports.end, other.ports.end))
    return Opening(ports=ports, requirements=tuple(rows.values()))


NO_PORTS = PortRange(start=0, end=0)
"""Stands for a protocol without ports where openings are sorted; such a protocol has but one."""
