"""What is documented for a host: each requirement as traffic that must, may or must not pass."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial

import msgspec

from portspec.analysis.networks import Network
from portspec.analysis.verdict import REASONS, Reason, Way, is_contained, reasons_of, refusals_of, stands_on
from portspec.audit.space import PORTS, WIDTH, Span, spans
from portspec.audit.view import Ends
from portspec.findings import Report
from portspec.spec import PortRange, Requirement, Spec
from portspec.writers.firewall.lowering.atomic import closed_ports
from portspec.writers.firewall.lowering.denied import left_of
from portspec.writers.firewall.lowering.options import Options
from portspec.writers.firewall.lowering.parties import Given, ends, half_filled
from portspec.writers.firewall.lowering.plan import Ability
from portspec.writers.firewall.lowering.resolved import ALL, ResolvedOptions, resolve_options, unmet

ABLE = Ability(transports=frozenset(), protocols=frozenset(), outgoing=True, options=frozenset(("zone", "interface")))
WAYS: tuple[Way, Way] = ("in", "out")
EVERY_PORT: Span = (0, PORTS - 1)


class Traffic(msgspec.Struct, frozen=True, kw_only=True):
    """One way of a requirement's traffic on the host."""

    requirement: Requirement
    """The requirement that it is of."""
    way: Way
    """Which way connections are opened, seen from the host."""
    transports: tuple[str, ...]
    """Empty where unstated."""
    ports: tuple[Span, ...]
    """In order, none touching; empty where the port is dynamic and not bound."""
    ends: Ends | None
    """Where the other end is, as the user gives it; None for any."""
    is_peer: bool
    """Whether the host plays a role that is at the other end."""
    refused: tuple[Reason, ...]
    """Why the page itself keeps it closed; empty where it does not."""
    is_known: bool
    """Whether all is known that it takes to let it pass."""
    is_needed: bool
    """Whether the host must let it pass: of what is known all that is required, and what is needed under a condition
    only where the user says that it holds."""

    def addresses(self, family: int) -> tuple[Span, ...]:
        """Return where the other end may be in a family, as numbers."""
        return ((0, WIDTH[family] - 1),) if self.ends is None else self.ends.get(family, ())


Place = Callable[[tuple[str, ...]], Ends | None]
"""Returns where some parties are together; None for any, also where one of them is any."""


def _place(parties: tuple[str, ...], given: Given) -> Ends | None:
    found = [given.get(name) for name in parties]
    return numbered(each for some in found for each in some or ()) if found and None not in found else None


def numbered(networks: Iterable[Network]) -> Ends:
    """Return some networks as numbers."""
    found: dict[int, list[Span]] = {}
    for each in networks:
        found.setdefault(each.version, []).append((int(each.network_address), int(each.broadcast_address)))
    return {family: spans(some) for family, some in found.items()}


def documented(spec: Spec, options: Options, report: Report) -> tuple[Traffic, ...] | None:
    """Return the traffic of all requirements of which a rule is about a host, in the spec's order.

    Options that cannot be met are reported as PS502 and give None.
    """
    resolved = resolve_options(spec, options)
    problems = [*resolved.problems, *unmet(options, ABLE)]
    # Of very many hosts each lets in all others, for one row after another.
    place = cache(partial(_place, given=resolved.given))
    own = (row for row in resolved.rows if not is_contained(row))
    here = [row for row in own if not set(stands_on(row)).isdisjoint(resolved.roles)]
    found = tuple(each for row in here for each in _traffic(row, resolved, place, problems.append))
    for problem in problems:
        report(problem)
    return None if problems else found


def _traffic(row: Requirement, resolved: ResolvedOptions, place: Place, report: Report) -> Iterator[Traffic]:
    here, refused = ends(row, resolved.roles), refusals_of(row)
    problem = None if refused else half_filled(row, here, resolved.given, resolved.stated)
    if problem:
        report(problem)
    own = resolved.own_ports(row)
    gaps = [each for each in reasons_of(row) if not (own and each == "dynamic unbound")]
    asked = ALL in resolved.options.when or row.id in resolved.options.when
    # Where no direction is known, neither way is undocumented, and none is needed.
    for way, transports, ports in _parts(row, resolved, tuple(here) or WAYS):
        yield Traffic(
            requirement=row,
            way=way,
            transports=transports,
            ports=ports,
            ends=place(here[way]) if way in here and not refused else None,
            is_peer=not set(here.get(way, ())).isdisjoint(resolved.roles),
            refused=refused,
            is_known=not gaps,
            is_needed=not gaps and (row.need == "required" or asked),
        )


def _parts(
    row: Requirement, resolved: ResolvedOptions, ways: Iterable[Way]
) -> Iterator[tuple[Way, tuple[str, ...], tuple[Span, ...]]]:
    """Yield the transports and ports of a requirement, way by way, without what other rows keep closed of them."""
    own = resolved.own_ports(row)
    for way in ways:
        found: dict[tuple[PortRange, ...], list[str]] = {}
        for transport in row.transports:
            closed = () if refusals_of(row) else closed_ports(row, (way, transport), row.ports, resolved)
            left = tuple(each for some in row.ports for each in left_of(some, closed))
            found.setdefault(left, []).append(transport)
        for left, transports in (found or {row.ports: []}).items():
            if left or not row.ports:
                yield way, tuple(transports), _ports(row, own or left)


def _ports(row: Requirement, ports: tuple[PortRange, ...]) -> tuple[Span, ...]:
    ranges = spans([(each.start, each.end) for each in ports])
    return ranges or (() if row.dynamic else (EVERY_PORT,))


def why_refused(traffic: Traffic) -> str:
    """Return why the page keeps traffic closed, in words that end a sentence."""
    return "; ".join(REASONS[each] for each in traffic.refused)
