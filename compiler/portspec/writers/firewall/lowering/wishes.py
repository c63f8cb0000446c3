"""Wishes: the user's options, checked against the spec that they are about."""

import re
from collections.abc import Iterator

import msgspec

from portspec.findings import Finding, Report, finding
from portspec.spec import Requirement, Spec, role_closure
from portspec.writers.firewall.lowering.binds import Bound, read_binds
from portspec.writers.firewall.lowering.options import Options
from portspec.writers.firewall.lowering.parties import Given, read_peers

TABLE = re.compile(r"inet:[A-Za-z_][A-Za-z0-9_.-]*")
"""A table of both families by a name that nft reads without quotes (nft(8), LEXICAL CONVENTIONS)."""
INTERFACE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.@:-]{0,14}")
"""A network interface by a name of at most 15 characters (IFNAMSIZ), without nft's wildcard and quotes."""


class Wishes(msgspec.Struct, frozen=True, kw_only=True):
    """Options that are understood."""

    spec: Spec
    options: Options
    roles: tuple[str, ...]
    """The asked roles and those that come along."""
    rows: tuple[Requirement, ...]
    """The requirements of these roles, in the spec's order."""
    given: Given
    bound: Bound


def understand(spec: Spec, options: Options, report: Report) -> Wishes:
    """Return the checked options; each that cannot be met is reported as PS502."""
    roles = tuple(_roles(spec, options, report))
    rows = tuple(row for row in spec.requirements if row.role in roles)
    for problem in _form(options):
        report(problem)
    return Wishes(
        spec=spec,
        options=options,
        roles=roles,
        rows=rows,
        # Without a role no name is known, and that is said already.
        given=read_peers(rows, options.peers, report) if roles else {},
        bound=read_binds(rows, options.binds, report) if roles else {},
    )


def _roles(spec: Spec, options: Options, report: Report) -> tuple[str, ...]:
    known = [role.id for role in spec.roles]
    wrong = [role for role in options.roles if role not in known]
    help_ = f"The roles are {', '.join(known) or 'none'}."
    for role in wrong:
        report(finding("PS502", f"there is no role {role}", help_))
    if not options.roles:
        report(finding("PS502", "no role is given", help_))
    if wrong or not options.includes:
        return () if wrong else tuple(dict.fromkeys(options.roles))
    return tuple(dict.fromkeys(each for role in options.roles for each in role_closure(spec, role)))


def _form(options: Options) -> Iterator[Finding]:
    if options.table is not None and options.enforce:
        help_ = "Leave out one of the two: --enforce brings its own table."
        yield finding("PS502", "--table and --enforce exclude each other", help_)
    if options.table is not None and not TABLE.fullmatch(options.table):
        help_ = "Give a table of the family inet, which carries IPv4 and IPv6, such as inet:filter."
        yield finding("PS502", f"--table {options.table} names no table of the family inet", help_)
    if options.internal_interface is None:
        return
    if not options.enforce:
        help_ = "Give --enforce as well: only then is anything closed inside the host."
        yield finding("PS502", "--internal-interface without --enforce opens nothing", help_)
    if not INTERFACE.fullmatch(options.internal_interface):
        help_ = "Give its name as `ip link` shows it."
        yield finding("PS502", f"--internal-interface {options.internal_interface} names no interface", help_)
