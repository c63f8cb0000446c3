"""What the options for all hosts ask of one of them, and where its peers are."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from portspec.analysis.verdict import hosts_of
from portspec.deployment.node import ADDRESSES, Node
from portspec.findings import Finding, finding, together
from portspec.spec import Spec, role_closure
from portspec.writers.firewall.lowering.binds import bind_name
from portspec.writers.firewall.lowering.options import Options
from portspec.writers.firewall.lowering.parties import NOBODY, all_parties, key, network

NAMED = ("peers", "binds", "sets")
"""The fields of options that say something by names which not the rows of each role have."""
ANY = ("any",)
ADDRESS = f"Give ansible_host an address, or {ADDRESSES} all that others see it by, such as [192.0.2.7, 2001:db8::7]."
"""What to do about a host of which it is not known where it is."""


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


def players(spec: Spec, options: Options, nodes: Iterable[Node]) -> dict[str, list[Node]]:
    """Return the hosts that play each role, also as a part of another one."""
    return together((each, role) for each in nodes for role in sorted(played(spec, options, each.roles)))


def placed(spec: Spec, options: Options, node: Node, playing: Mapping[str, Sequence[Node]]) -> Options:
    """Return the options for one host of a deployment, in which each role is where its other `players` are.

    What the options say of a party is added. Where no other host plays a role and they say nothing, nobody is there;
    where one does that has no address, anybody may be.
    """
    own = narrowed(spec, options, node.roles)
    given = {key(name): networks for name, networks in own.peers.items()}
    others = {
        role: [each for each in playing.get(role, ()) if each is not node] for role in parties_of(spec, options, node)
    }
    peers = {**given, **{role: _together(there, given.get(role, ())) for role, there in others.items()}}
    return msgspec.structs.replace(own, peers=dict(sorted(peers.items())))


def unplaced(spec: Spec, options: Options, nodes: Sequence[Node]) -> Iterator[tuple[Node, list[str]]]:
    """Yield each host without an address of which others need to know where it is, and its roles that they name."""
    bare = [each for each in nodes if not each.addresses]
    asking = together((node.name, role) for node in nodes if bare for role in parties_of(spec, options, node))
    for node in bare:
        mine = played(spec, options, node.roles)
        if needed := sorted(role for role in mine if set(asking.get(role, ())) - {node.name}):
            yield node, needed


def misnamed(nodes: Iterable[Node]) -> Iterator[Finding]:
    """Yield what of the hosts' addresses is none (PS544)."""
    for node in nodes:
        for text in node.addresses:
            try:
                network(text)
            except ValueError as error:
                yield finding("PS544", f"{node.name}: {error}", ADDRESS)


def parties_of(spec: Spec, options: Options, node: Node) -> frozenset[str]:
    """Return the roles that the rows about a host name at the other end."""
    return _names(spec, played(spec, options, node.roles)) & role_ids(spec)


def _together(others: Sequence[Node], given: tuple[str, ...]) -> tuple[str, ...]:
    if given == ANY or not all(each.addresses for each in others):
        return ANY
    there = (address for each in others for address in each.addresses)
    return (*there, *(() if given == NOBODY else given)) or NOBODY
