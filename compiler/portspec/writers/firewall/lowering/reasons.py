"""Reasons why a requirement becomes no rule."""

from collections.abc import Iterator

from portspec.spec import Requirement
from portspec.writers.firewall.lowering.binds import bind_name
from portspec.writers.firewall.lowering.parties import all_parties
from portspec.writers.firewall.lowering.plan import Ability, LeftOut
from portspec.writers.firewall.lowering.wishes import Wishes


def left_out(row: Requirement, wishes: Wishes) -> LeftOut | None:
    """Return why nothing of a requirement can be opened, all reasons in one, or None."""
    found = [*_purpose(row, wishes), *_unknown(row, wishes), *_assumed(row, wishes)]
    if not found:
        return None
    return LeftOut(requirement=row, reason="; ".join(reason for reason, _ in found), help=found[0][1])


def unsayable(row: Requirement, transport: str, ability: Ability) -> LeftOut | None:
    """Return why a requirement cannot be opened for one of its transports, or None."""
    can = ability.transports if row.ports or row.dynamic else ability.protocols
    if transport in can:
        return None
    ports = "with ports" if row.ports or row.dynamic else "without ports"
    return LeftOut(
        requirement=row,
        reason=f"this format has no word for {transport} {ports}",
        help="Open it by hand if you need it.",
    )


def too_low(row: Requirement, ability: Ability) -> LeftOut:
    """Return that ports below the lowest one of a format cannot be opened."""
    return LeftOut(
        requirement=row,
        reason=f"this format has no word for ports below {ability.lowest}",
        help="Nothing is to be done: port 0 is reserved, and no service has it (RFC 6335, section 6).",
    )


def unfiltered(row: Requirement) -> LeftOut:
    """Return that outgoing traffic needs no rule where it is not filtered."""
    return LeftOut(
        requirement=row,
        reason="outgoing traffic is not filtered here",
        help="Nothing is to be done unless something else filters what this host sends.",
    )


def _purpose(row: Requirement, wishes: Wishes) -> Iterator[tuple[str, str]]:
    if row.direction == "internal":
        if not wishes.options.internal_interface:
            yield "it never leaves the host", "To open it inside the host, give --enforce and --internal-interface."
    elif row.negated:
        yield "the page says that it is not used", "Nothing is to be done."
    if row.reserved:
        yield "the port is only reserved", "Nothing is to be done."


def _unknown(row: Requirement, wishes: Wishes) -> Iterator[tuple[str, str]]:
    if row.direction == "unstated":
        yield "no direction is stated", "Find out which side connects and record it in an erratum."
    if row.dynamic and not wishes.own_ports(row):
        yield "the port is dynamic and not bound", f"Give --bind {bind_name(row)}=PORTS."
    if not row.transports:
        yield "no transport is stated", "Find out the transport and record it in an erratum."


def _assumed(row: Requirement, wishes: Wishes) -> Iterator[tuple[str, str]]:
    basis = row.corrected.get("direction")
    if row.direction == "internal" or basis is None or basis.erratum not in wishes.assumptions:
        return
    names = all_parties(row)
    if not wishes.options.accept_assumptions and not all(wishes.given.get(name) for name in names):
        help_ = f"Give --peer {' --peer '.join(f'{name}=CIDR' for name in names)}, or --accept-assumptions."
        yield "its direction is an assumption", help_
