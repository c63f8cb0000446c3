"""The header of a snippet: what it is made of, how it is used, and what it leaves out."""

import shlex
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256

from portspec.spec import Basis, ErratumRecord, Requirement
from portspec.writers.firewall.lowering.options import Options
from portspec.writers.firewall.lowering.plan import Match, Opening, Plan
from portspec.writers.firewall.snippet.plain import plain


def header(plan: Plan, dialect: str, usage: Iterable[str]) -> Iterator[str]:
    """Return the header as lines of plain text, to be put into comments.

    `usage` says how to apply, verify and remove the snippet.
    """
    yield from title(plan, dialect)
    yield ""
    yield from usage
    yield ""
    if plan.unfilled:
        yield f"Open to any address, because no network was given: {', '.join(map(plain, plan.unfilled))}"
    yield "Left out:" if plan.left_out else "Nothing is left out."
    for each in plan.left_out:
        yield f"  {plain(each.requirement.id)}: {plain(each.reason)}"


def title(plan: Plan, dialect: str) -> Iterator[str]:
    """Return the lines that tell this snippet from all others."""
    product = plan.spec.product
    name = f"{product.name} {product.release}" if product else "A page of no product"
    yield f"{plain(name)}: firewall rules for {dialect}"
    yield f"Roles: {', '.join(map(plain, plan.roles))}"
    yield f"Options: {' '.join(map(plain, words(plan.options)))}"
    yield f"Spec: sha256 {plan.spec.digest}"


def short_name(plan: Plan) -> str:
    """Return eight digits that tell the product and the roles, where a format has no room for their names."""
    names = (plan.spec.product.id if plan.spec.product else "", *plan.options.roles)
    return sha256("/".join(names).encode()).hexdigest()[:8]


LONGEST = 230
"""Bytes of a name that others are made of. What follows it makes names for nft, which may have 255, and for files
with endings such as `.xml.old`, which may have 255 bytes."""


def fitting(name: str, plan: Plan) -> str:
    """Return a name made of the product and the roles, or a short one in its place where it is too long for them."""
    return name if len(name.encode()) <= LONGEST else f"portspec_{short_name(plan)}"


def words(options: Options) -> Iterator[str]:
    """Return the options as words of a command line."""
    for role in options.roles:
        yield f"--role {shlex.quote(role)}"
    if not options.includes:
        yield "--no-includes"
    for flag, given in (("--peer", options.peers), ("--bind", options.binds), ("--set", options.sets)):
        yield from _pairs(flag, given)
    if options.accept_assumptions:
        yield "--accept-assumptions"
    if options.enforce:
        yield "--enforce"
    if options.enforce_output:
        yield "--enforce-output"
    yield from _pairs("--allow", options.allow)
    for flag, name in (
        ("--table", options.table),
        ("--zone", options.zone),
        ("--interface", options.interface),
        ("--internal-interface", options.internal_interface),
    ):
        if name:
            yield f"{flag} {name}"


def _pairs(flag: str, given: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    for name, values in given.items():
        yield from (f"{flag} {shlex.quote(f'{name}={value}')}" for value in values)


def about(match: Match) -> str:
    """Return one line about the packets of a rule: which way, which transport, who is at the other end."""
    way, end = ("Incoming", "from") if match.direction == "in" else ("Outgoing", "to")
    parts = [f"{way} {match.transport}"]
    if match.networks or not match.interface:
        parts.append(f"{end} {', '.join(map(plain, match.networks.parties)) if match.networks else 'any address'}")
    if match.interface:
        parts.append(f"on the interface {match.interface}")
    if match.bound:
        parts.append("on ports that the user gave")
    if match.allowed:
        parts.append(f"for --allow {plain(match.allowed)}")
    return " ".join(parts)


def closed(options: Options) -> Iterator[str]:
    """Return what `--enforce` closes besides the ports, for those who would miss it."""
    yield "All other incoming traffic is closed, also ping, DHCPv6 replies (udp 546) and IGMP."
    if options.enforce_output:
        yield "All other outgoing traffic is closed, also ping, DHCPv6 requests (udp 547) and IGMP."


def remarks(opening: Opening, errata: dict[str, ErratumRecord]) -> Iterator[str]:
    """Return a line about each requirement that asks for some ports."""
    yield from (remark(row, errata) for row in opening.requirements)


def remark(row: Requirement, errata: dict[str, ErratumRecord]) -> str:
    """Return one line about a requirement: id, purpose, condition, and what in it the page does not state itself."""
    parts = [f"{row.id}: {row.purpose or 'no purpose is stated'}"]
    if row.condition:
        parts.append(f"(condition: {row.condition})")
    parts += [f"({field}: {_ground(basis, errata)})" for field, basis in sorted(row.basis.items())]
    return " ".join(map(plain, parts))


def _ground(basis: Basis, errata: dict[str, ErratumRecord]) -> str:
    record = errata.get(basis.erratum)
    if record and record.kind == "assumption" and record.see is None:
        return "assumed, no source"
    return f"{record.kind} {basis.erratum}" if record else f"erratum {basis.erratum}"
