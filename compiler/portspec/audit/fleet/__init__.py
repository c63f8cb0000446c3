"""A fleet: many hosts against one documentation, and against each other."""

from collections.abc import Mapping

import msgspec
from msgspec.structs import replace

from portspec.audit import Facts, audit
from portspec.audit.fault import Fault
from portspec.audit.fleet.drift import Drift, drifts
from portspec.audit.ignoring import Ignored
from portspec.audit.state import Row
from portspec.deployment.hosts import narrowed
from portspec.findings import Finding, Report, named
from portspec.spec import Spec
from portspec.writers.firewall.lowering.options import Options


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """One host of a fleet."""

    name: str
    """Its name in the inventory."""
    roles: tuple[str, ...]
    """The roles that the inventory gives it, sorted."""
    faults: tuple[Fault, ...]
    """The gravest first."""
    states: Mapping[Row, str]
    """What holds of each row of the matrix on it."""


class Fleet(msgspec.Struct, frozen=True, kw_only=True):
    """All hosts."""

    members: tuple[Member, ...]
    """Sorted by name."""
    drifts: tuple[Drift, ...]
    """Where a host is not as most hosts of its roles."""


def surveyed(
    spec: Spec,
    options: Options,
    hosts: Mapping[str, tuple[tuple[str, ...], Facts]],
    ignored: tuple[Ignored, ...],
    report: Report,
) -> Fleet | None:
    """Return what all hosts are like, each given with its roles and what is known of it; None after a PS502.

    The options are about all hosts, and name all their roles.

    What an audit reports is reported once for all hosts, with their names; but an entry of what is ignored must match
    a fault of any host (PS539).
    """
    said: dict[Finding, list[str]] = {}
    members = list[Member]()
    for name, (roles, facts) in sorted(hosts.items()):
        own = list[Finding]()
        found = audit(spec, narrowed(spec, options, roles), facts, ignored, own.append)
        for each in own:
            said.setdefault(each, []).append(name)
        if found is None:
            for each in own:
                report(each)
            return None
        members.append(Member(name=name, roles=roles, faults=found.faults, states=found.states))
    for each, names in said.items():
        if each.code != "PS539" or len(names) == len(members):
            where = "" if each.code == "PS539" else f"{named(names)}: "
            report(replace(each, message=f"{where}{each.message}"))
    return Fleet(members=tuple(members), drifts=tuple(drifts(members)))
