"""Multiport: how many ports one rule of iptables takes, and so one clause of a profile of ufw."""

from collections.abc import Iterable, Iterator

from portspec.spec import PortRange
from portspec.writers.firewall.lowering.plan import Opening

SLOTS = 15
"""Ports of one rule; a range takes two (iptables-extensions(8), multiport; ufw(8))."""


def clauses(openings: Iterable[Opening]) -> Iterator[tuple[Opening, ...]]:
    """Return the openings in their order, as many together as one rule takes."""
    clause: tuple[Opening, ...] = ()
    for each in openings:
        if sum(map(_slots, (*clause, each))) > SLOTS:
            yield clause
            clause = ()
        clause = (*clause, each)
    if clause:
        yield clause


def lists(ports: Iterable[PortRange]) -> Iterator[str]:
    """Return ports that no requirement asks for itself as texts, as many together as one rule takes."""
    openings = [Opening(ports=each, requirements=()) for each in ports]
    yield from map(numbers, clauses(openings))


def numbers(clause: Iterable[Opening]) -> str:
    """Return the ports of a clause as iptables writes them: `22,80,5700:6900`."""
    return ",".join(str(each.ports).replace("-", ":") for each in clause)


def _slots(opening: Opening) -> int:
    return 1 if opening.ports is None or opening.ports.start == opening.ports.end else 2
