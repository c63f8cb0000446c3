"""Reasons why a requirement becomes no rule."""

from collections.abc import Iterable, Iterator, Mapping

from portspec.analysis.assumed import ASSUMED, assumes_direction
from portspec.analysis.verdict import (
    NEEDS,
    REASONS,
    Reason,
    Way,
    condition_of,
    ports_over,
    reasons_of,
    rules_of,
    sources_of,
    stands_on,
    types_of,
)
from portspec.spec import Requirement
from portspec.writers.firewall.lowering.binds import bind_name
from portspec.writers.firewall.lowering.denied import Closed
from portspec.writers.firewall.lowering.parties import all_parties, ends, key
from portspec.writers.firewall.lowering.plan import Ability, LeftOut
from portspec.writers.firewall.lowering.resolved import ALL, ResolvedOptions

NOTHING = "Nothing is to be done."


def left_out(row: Requirement, resolved: ResolvedOptions) -> LeftOut | None:
    """Return why nothing of a requirement can be opened, all reasons in one, or None."""
    found = [*_elsewhere(row, resolved), *_closed(row, resolved), *_conditional(row, resolved)]
    found += [*_partial(row, resolved), *_assumed(row, resolved)]
    if not found:
        return None
    return LeftOut(requirement=row, reason="; ".join(reason for reason, _ in found), help=found[0][1])


def unsayable(row: Requirement, transport: str, ability: Ability) -> LeftOut | None:
    """Return why a requirement cannot be opened for one of its transports, or None."""
    ported, from_ports = has_ports(row, transport), bool(sources_of(row))
    cannot = ability.lacks(transport, types_of(row, transport), ported=ported, from_ports=from_ports)
    return LeftOut(requirement=row, reason=cannot, help="Open it by hand if you need it.") if cannot else None


def has_ports(row: Requirement, transport: str) -> bool:
    """Tell whether a requirement is about some ports of a transport."""
    return bool(row.dynamic or ports_over(transport, row.ports))


def kept_closed(row: Requirement, way: Way, transport: str, closed: Closed) -> LeftOut:
    """Return that another row keeps closed some of the ports that a requirement asks for."""
    what = f"{'incoming' if way == 'in' else 'outgoing'} {transport} {', '.join(map(str, closed.ports))}"
    return LeftOut(
        requirement=row,
        reason=f"only {what}, which {closed.by.id} keeps closed",
        help="Nothing is to be done, or record in an erratum which of the rows is wrong.",
    )


def unmatched(row: Requirement, transport: str) -> LeftOut:
    """Return that a rule of this format would never match one of a requirement's transports where it comes in."""
    half = "only its incoming half, because " if row.direction == "both" else ""
    return LeftOut(
        requirement=row,
        reason=f"{half}no rule of this format matches {transport} that comes in",
        help="Open it by hand, without connection tracking, if you need it.",
    )


def too_low(row: Requirement, ability: Ability) -> LeftOut:
    """Return that ports below the lowest one of a format cannot be opened."""
    return LeftOut(
        requirement=row,
        reason=f"this format has no word for ports below {ability.lowest}",
        help="Nothing is to be done: port 0 is reserved, and no service has it (RFC 6335, section 6).",
    )


def without_end(row: Requirement, way: Way, resolved: ResolvedOptions) -> LeftOut:
    """Return that nobody is at the other end, or none of the given networks is of the family that is asked for."""
    half = f"only its {'incoming' if way == 'in' else 'outgoing'} half, because " if row.direction == "both" else ""
    if any(resolved.given.get(name) for name in ends(row, resolved.roles)[way]):
        reason = f"{half}no network of --family {resolved.options.family} is given for the other end"
        return LeftOut(requirement=row, reason=reason, help="Give one by --peer, or leave out --family.")
    return LeftOut(requirement=row, reason=f"{half}nobody is at the other end", help="Give its network by --peer.")


def over_ipv4(row: Requirement, transport: str) -> LeftOut:
    """Return that a rule of this format never matches one of a requirement's transports over IPv6."""
    return LeftOut(
        requirement=row,
        reason=f"only over IPv6, because no rule of this format matches {transport} there",
        help="Open it by hand if you need it, or take a dialect that has it.",
    )


def without_messages(row: Requirement, transport: str) -> LeftOut:
    """Return that the other end has no address in the version of IP that a protocol belongs to."""
    return LeftOut(
        requirement=row,
        reason=f"no network that is given for the other end has messages of {transport}",
        help=f"Give one of IPv{4 if transport == 'icmp' else 6} by --peer.",
    )


def unopened(row: Requirement, transport: str, types: Iterable[str]) -> LeftOut:
    """Return that a format can open messages of a requirement by no rule."""
    return LeftOut(
        requirement=row,
        reason=f"no rule of this format opens {transport} of type {', '.join(types)}",
        help="Nothing is to be done for errors: those that belong to a connection pass with it.",
    )


def unfiltered(row: Requirement) -> LeftOut:
    """Return that outgoing traffic needs no rule where it is not filtered."""
    half = "only its outgoing half, because " if row.direction == "both" else ""
    return LeftOut(
        requirement=row,
        reason=f"{half}outgoing traffic is not filtered here",
        help="Nothing is to be done unless something else filters what this host sends.",
    )


HELP: Mapping[Reason, str] = {
    "negated": NOTHING,
    "retired": NOTHING,
    "reserved": NOTHING,
    "local": NOTHING,
    "contained": NOTHING,
    "internal": "Nothing is to be done; a format that has --enforce opens it inside the host, by --internal-interface.",
    "contradiction": "Find out which of the two is right and record it in an erratum.",
    "direction unstated": "Find out which side connects and record it in an erratum.",
    "host unstated": "Find out which host needs it and open it there by hand.",
    "transport unstated": "Find out the transport and record it in an erratum.",
    "port unstated": "Find out the port and record it in an erratum.",
}
"""What would change that."""


def _elsewhere(row: Requirement, resolved: ResolvedOptions) -> Iterator[tuple[str, str]]:
    """Yield that no rule of a requirement stands on these hosts, though the page lists it under them."""
    hosts = stands_on(row)
    if set(hosts).isdisjoint(resolved.roles):
        help_ = f"Give {' or '.join(f'--role {each}' for each in hosts)} for a text of theirs."
        yield f"its ends are other hosts: {', '.join(hosts)}", help_


def _closed(row: Requirement, resolved: ResolvedOptions) -> Iterator[tuple[str, str]]:
    """Yield the reasons of the verdict that the user's options do not lift."""
    inside = {"negated", "internal"} if resolved.options.internal_interface else {"negated"}
    lifted = inside if row.direction == "internal" else set()
    if resolved.own_ports(row):
        lifted.add("dynamic unbound")
    for reason in reasons_of(row):
        if reason not in lifted:
            yield REASONS[reason], HELP.get(reason, f"Give --bind {bind_name(row)}=PORTS.")


def _conditional(row: Requirement, resolved: ResolvedOptions) -> Iterator[tuple[str, str]]:
    asked = ALL in resolved.options.when or row.id in resolved.options.when
    if row.need in NEEDS and not asked:
        yield f"it is needed only under a condition: {condition_of(row)}", f"To open it, give --when {row.id}."


def _partial(row: Requirement, resolved: ResolvedOptions) -> Iterator[tuple[str, str]]:
    """Yield who is meant only in part, "any except guests", and has no network: no rule for any address says that."""
    conditions = (row.condition or "").split("; ") if row.need in NEEDS else []
    named = (rule.peer_text for rule in rules_of(row, {}) if rule.host in resolved.roles and not rule.peer)
    for text in dict.fromkeys(each for each in named if each in conditions):
        if text and key(text) not in resolved.given:
            yield f"not all of the other end are meant: {text}", f"Give --peer {key(text)}=CIDR."


def _assumed(row: Requirement, resolved: ResolvedOptions) -> Iterator[tuple[str, str]]:
    if not assumes_direction(row, resolved.spec):
        return
    names = all_parties(row, resolved.roles)
    if not resolved.options.accept_assumptions and any(resolved.given.get(name) is None for name in names):
        help_ = f"Give --peer {' --peer '.join(f'{name}=CIDR' for name in names)}, or --accept-assumptions."
        yield ASSUMED, help_
