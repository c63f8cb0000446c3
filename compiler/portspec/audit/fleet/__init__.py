"""A fleet: many hosts against one documentation, and against each other."""

from collections.abc import Iterable, Iterator, Mapping

import msgspec
from msgspec.structs import replace

from portspec.audit import Facts, audit
from portspec.audit.fault import Fault
from portspec.audit.fleet.drift import Drift, drifts
from portspec.audit.ignoring import Ignored
from portspec.audit.state import Row
from portspec.deployment.hosts import ADDRESS, misnamed, narrowed, placed, players, unplaced
from portspec.deployment.node import Node
from portspec.findings import Finding, Report, finding, named, of, together
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
    nodes: tuple[Node, ...],
    facts: Mapping[str, Facts],
    *,
    ignored: tuple[Ignored, ...],
    report: Report,
) -> Fleet | None:
    """Return what the hosts of an inventory are like of which anything is known, by their names.

    The options are about all hosts, and name all their roles. Whom a host is to let in is told by the addresses of the
    others; of which they are not known is reported (PS546), and then anybody may be there. None after reporting that an
    address is none (PS544), or that options cannot be met (PS502).

    What an audit reports is reported once for all hosts, with their names; but an entry of what is ignored must match
    a fault of any host (PS539).
    """
    misplaced = list(misnamed(nodes))
    for each in misplaced:
        report(each)
    if misplaced:
        return None
    said = list[tuple[str, Finding]]()
    members = list[Member]()
    playing = players(spec, options, nodes)
    for node in sorted((each for each in nodes if each.name in facts), key=lambda each: each.name):
        own = list[Finding]()
        asked = placed(spec, options, node, playing) if _tells(nodes) else narrowed(spec, options, node.roles)
        found = audit(spec, asked, replace(facts[node.name], addresses=node.addresses), ignored, own.append)
        said += ((node.name, each) for each in own)
        if found is None:
            for each in own:
                report(each)
            return None
        members.append(Member(name=node.name, roles=node.roles, faults=found.faults, states=found.states))
    for each in _nowhere(spec, options, nodes):
        report(each)
    for each, names in together(said).items():
        if each.code != "PS539":
            report(of(names, each))
        elif len(names) == len(members):
            report(each)
    return Fleet(members=tuple(members), drifts=tuple(drifts(members)))


def _tells(nodes: Iterable[Node]) -> bool:
    """Tell whether an inventory says of any host where it is."""
    return any(each.addresses for each in nodes)


def _nowhere(spec: Spec, options: Options, nodes: tuple[Node, ...]) -> Iterator[Finding]:
    """Yield that it is not known where some hosts are whom others let in (PS546)."""
    found = list(unplaced(spec, options, nodes))
    if found:
        roles = ", ".join(sorted({role for _, needed in found for role in needed}))
        names = named(node.name for node, _ in found)
        yield finding("PS546", f"{names}: no address is known, so {roles} may be anywhere", ADDRESS)
