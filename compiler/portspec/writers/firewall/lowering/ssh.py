"""SSH: the way in for the administrator, which has to stay open, and may be limited."""

from collections.abc import Iterable, Iterator

import msgspec

from portspec.spec import PortRange, Requirement
from portspec.writers.firewall.lowering.plan import Match, Rule

SSH = PortRange(start=22, end=22)
"""The port of `ssh` in the registry of service names and port numbers (RFC 6335)."""


def is_way_in(rule: Rule) -> bool:
    """Tell whether a rule accepts SSH on all interfaces and from any port.

    Another port in its place accepts SSH too, and no longer shows that it does.
    """
    match = rule.match
    here = (match.direction, match.transport, match.interface, match.sources) == ("in", "tcp", None, ())
    documented = (ports for each in rule.openings for row in each.requirements for ports in row.ports)
    opened = (each.ports for each in rule.openings if each.ports)
    return here and any(map(_holds, (*documented, *opened)))


def limited(match: Match, ports: PortRange | None, row: Requirement) -> Iterator[tuple[Match, PortRange | None]]:
    """Yield some ports of a requirement in parts, those of SSH with a limit."""
    slow = msgspec.structs.replace(match, limited=True)
    if ports is None:
        yield match, ports
    elif _holds(ports):
        yield slow, SSH
        yield from ((match, each) for each in _around(ports))
    else:
        yield slow if row.ports == (SSH,) else match, ports


def limit(rules: Iterable[Rule]) -> Iterator[Rule]:
    """Yield rules that no requirement asks for, those that accept SSH with a limit."""
    for rule in rules:
        alone = all(each.ports == SSH for each in rule.openings)
        yield (
            msgspec.structs.replace(rule, match=msgspec.structs.replace(rule.match, limited=True))
            if alone and is_way_in(rule)
            else rule
        )


def _around(ports: PortRange) -> Iterator[PortRange]:
    if ports.start < SSH.start:
        yield PortRange(start=ports.start, end=SSH.start - 1)
    if ports.end > SSH.end:
        yield PortRange(start=SSH.end + 1, end=ports.end)


def _holds(ports: PortRange) -> bool:
    return ports.start <= SSH.start <= ports.end
