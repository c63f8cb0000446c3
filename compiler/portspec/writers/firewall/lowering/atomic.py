"""Atomic rules: what one requirement asks to be opened, before those of all requirements are merged."""

from collections.abc import Iterable, Iterator

import msgspec

from portspec.analysis.verdict import Way, sources_of, types_of
from portspec.findings import Finding, Report
from portspec.protocols import ICMP
from portspec.spec import PortRange, Requirement
from portspec.writers.firewall.lowering.denied import Closed, closed_in, left_of
from portspec.writers.firewall.lowering.parties import Ends, ends, everywhere, half_filled, in_family, networks
from portspec.writers.firewall.lowering.plan import Ability, LeftOut, Match
from portspec.writers.firewall.lowering.reasons import (
    has_ports,
    kept_closed,
    left_out,
    over_ipv4,
    too_low,
    unfiltered,
    unmatched,
    unopened,
    unsayable,
    without_end,
    without_messages,
)
from portspec.writers.firewall.lowering.resolved import ResolvedOptions
from portspec.writers.firewall.lowering.ssh import limited

AtomicRule = tuple[Match, PortRange | None, Requirement]
"""Which packets, one range of their destination ports (None for a protocol without ports), and who asks."""
Sources = tuple[PortRange, ...]
"""The only ports that packets come from; none where these are all."""


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked of a requirement, whatever the dialect."""

    row: Requirement
    """The requirement."""
    left_out: LeftOut | None
    """Why nothing of it is opened."""
    ends: Ends
    """The other ends, by the ways in which packets go on the hosts."""
    problem: Finding | None
    """That the user filled only some of the parties at an end (PS502)."""
    ports: tuple[PortRange | None, ...]
    """The destination ports; None for a protocol without ports."""
    sources: Sources
    """The ports that packets come from."""


def asked(row: Requirement, resolved: ResolvedOptions) -> Asked:
    """Return what the options ask of a requirement."""
    reason = left_out(row, resolved)
    here = INSIDE if row.direction == "internal" else ends(row, resolved.roles)
    return Asked(
        row=row,
        left_out=reason,
        ends=here,
        problem=None if reason else half_filled(row, here, resolved.given, resolved.stated),
        ports=resolved.own_ports(row) or row.ports or (None,),
        sources=sources_of(row),
    )


def atomic_rules(
    asked: Asked, resolved: ResolvedOptions, ability: Ability, report: Report
) -> Iterator[AtomicRule | LeftOut]:
    """Return what a requirement opens and what of it is left out; half-filled parties are reported as PS502."""
    if asked.left_out:
        yield asked.left_out
        return
    row, here, ports, sources = asked.row, asked.ends, asked.ports, asked.sources
    if asked.problem:
        report(asked.problem)
    ways = tuple(here)
    if "out" in ways and not ability.outgoing:
        yield unfiltered(row)
        ways = tuple(way for way in ways if way != "out")
    said, whence = tuple(_sayable(ports, ability)), tuple(filter(None, _sayable(sources, ability)))
    if (said, whence) != (ports, sources):
        yield too_low(row, ability)
    for transport in row.transports if whence or not sources else ():
        cannot = unsayable(row, transport, ability)
        if cannot:
            yield cannot
            continue
        mute = "in" in ways and transport in ability.outgoing_only
        if mute:
            yield unmatched(row, transport)
        if transport in ability.ipv4_only and resolved.options.family != "ipv4":
            yield over_ipv4(row, transport)
        for way in (way for way in ways if not (mute and way == "in")):
            match = _match(row, way, transport, (here[way], whence), resolved)
            yield from _at(match, said if has_ports(row, transport) else (None,), row, resolved, ability)


def _at(
    match: Match, ports: Iterable[PortRange | None], row: Requirement, resolved: ResolvedOptions, ability: Ability
) -> Iterator[AtomicRule | LeftOut]:
    if match.transport in ability.ipv4_only:
        given = match.networks or everywhere("ipv4")
        match = msgspec.structs.replace(match, networks=msgspec.structs.replace(given, v6=()))
    if match.networks and match.networks.empty:
        yield without_end(row, match.direction, resolved)
        return
    if match.transport in ICMP:
        match = msgspec.structs.replace(match, networks=in_family(match.transport, match.networks))
        if match.networks and match.networks.empty:
            yield without_messages(row, match.transport)
            return
        types = tuple(each for each in match.types if ability.opens(match.transport, each))
        if types != match.types:
            yield unopened(row, match.transport, (each for each in match.types if each not in types))
        if match.types and not types:
            return
        match = msgspec.structs.replace(match, types=types)
    closed = closed_ports(row, (match.direction, match.transport), ports, resolved)
    yield from (kept_closed(row, match.direction, match.transport, each) for each in closed)
    for each in (part for some in ports for part in (left_of(some, closed) if some else (None,))):
        yield from ((*part, row) for part in _parts(match, each, row, resolved))


def closed_ports(
    row: Requirement, traffic: tuple[Way, str], ports: Iterable[PortRange | None], resolved: ResolvedOptions
) -> tuple[Closed, ...]:
    """Return which ports of a requirement other rows keep closed, one way and in one transport.

    What the user gives is open all the same, and so is what stays inside the host.
    """
    if row.direction == "internal" or resolved.own_ports(row) or not resolved.denials:
        return ()
    way, transport = traffic
    end = way, ends(row, resolved.roles).get(way, ())
    return closed_in(filter(None, ports), row, transport, end, resolved.denials)


def _parts(
    match: Match, ports: PortRange | None, row: Requirement, resolved: ResolvedOptions
) -> Iterator[tuple[Match, PortRange | None]]:
    if resolved.options.limit_ssh and (match.direction, match.transport) == ("in", "tcp"):
        return limited(match, ports, row)
    return iter([(match, ports)])


INSIDE: Ends = {"in": ()}
"""A requirement that never leaves the host comes in where the user lets it; the verdict has no way for it."""


def _sayable(ports: Iterable[PortRange | None], ability: Ability) -> Iterator[PortRange | None]:
    """Yield the ports without those below the lowest one that the format can say."""
    for each in ports:
        if each is None or each.start >= ability.lowest:
            yield each
        elif each.end >= ability.lowest:
            yield PortRange(start=ability.lowest, end=each.end)


def _match(
    row: Requirement, way: Way, transport: str, ends: tuple[tuple[str, ...], Sources], resolved: ResolvedOptions
) -> Match:
    parties, sources = ends
    bound = bool(resolved.own_ports(row))
    options, inside = resolved.options, row.direction == "internal"
    return Match(
        direction=way,
        transport=transport,
        networks=networks(() if inside else parties, resolved.given, options.family, options.pods),
        interface=options.internal_interface if inside else options.interface,
        bound=bound,
        types=types_of(row, transport),
        sources=sources,
    )
