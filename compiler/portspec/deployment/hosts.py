"""What the options for all hosts ask of one of them, and where its peers are."""

from collections.abc import Iterable

import msgspec

from portspec.analysis.verdict import hosts_of
from portspec.deployment.node import Node
from portspec.spec import Spec, role_closure
from portspec.writers.firewall.lowering.binds import bind_name
from portspec.writers.firewall.lowering.options import Options
from portspec.writers.firewall.lowering.parties import NOBODY, all_parties, key

NAMED = ("peers", "binds", "sets")
"""The fields of options that say something by names which not the rows of each role have."""
ANY = ("any",)


def played(spec: Spec, options: Options, roles: Iterable[str]) -> frozenset[str]:
    """Return some roles and, unless the options do not want them, those that they include."""
    roles = tuple(roles)
    return frozenset(each for role in roles for each in (role_closure(spec, role) if options.includes else (role,)))


def role_ids(spec: Spec) -> frozenset[str]:
    """Return the ids of all roles."""
    return frozenset(each.id for each in spec.roles)


def narrowed(spec: Spec, options: Options, roles: tuple[str, ...]) -> Options:
    """Return the options for a host of some roles, without what they say of the rows of other roles alone.

    What no row of the spec knows stays, and cannot be met.
    """
    own, known = (_names(spec, each) for each in (played(spec, options, roles), role_ids(spec)))
    left = {
        field: {name: given for name, given in getattr(options, field).items() if _stays(name, own, known)}
        for field in NAMED
    }
    when = tuple(each for each in options.when if _stays(each, own, known))
    return msgspec.structs.replace(options, roles=roles, when=when, **left)


def _stays(name: str, own: frozenset[str], known: frozenset[str]) -> bool:
    return key(name) in own or key(name) not in known


def _names(spec: Spec, roles: frozenset[str]) -> frozenset[str]:
    """Return all names by which options may say something of the rows of some roles."""
    rows = [each for each in spec.requirements if not roles.isdisjoint(hosts_of(each))]
    parties = {name for row in rows for name in all_parties(row, tuple(roles))}
    return frozenset(map(key, (*parties, *(name for row in rows for name in (row.id, bind_name(row))))))


def placed(spec: Spec, options: Options, node: Node, nodes: Iterable[Node]) -> Options:
    """Return the options for one host of a deployment, in which each role is where its other hosts are.

    What the options say of a party is added. Where no other host plays a role and they say nothing, nobody is there.
    """
    others = [each for each in nodes if each.name != node.name]
    own = narrowed(spec, options, node.roles)
    there: dict[str, tuple[str, ...]] = {}
    for each in others:
        for role in played(spec, options, each.roles):
            there[role] = (*there.get(role, ()), *each.addresses)
    given = {key(name): networks for name, networks in own.peers.items()}
    roles = parties_of(spec, options, node)
    peers = {**given, **{role: _together(there.get(role, ()), given.get(role, ())) for role in roles}}
    return msgspec.structs.replace(own, peers=dict(sorted(peers.items())))


def parties_of(spec: Spec, options: Options, node: Node) -> frozenset[str]:
    """Return the roles that the rows about a host name at the other end."""
    return _names(spec, played(spec, options, node.roles)) & role_ids(spec)


def _together(there: tuple[str, ...], given: tuple[str, ...]) -> tuple[str, ...]:
    if given == ANY:
        return ANY
    return (*there, *(() if given == NOBODY else given)) or NOBODY
