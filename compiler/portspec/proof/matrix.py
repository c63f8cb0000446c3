"""The matrix of verdicts: which packets a plan lets pass, and which it does not, among those worth a probe."""

from collections.abc import Iterable, Iterator
from ipaddress import ip_address, ip_network
from typing import Literal

import msgspec

from portspec.proof.lab import Peer
from portspec.proof.probes import KINDS, Probe
from portspec.spec import HIGHEST_PORT, PortRange
from portspec.writers.firewall.lowering.plan import Match, Networks, Plan, Rule

STRANGERS: dict[int, tuple[str, ...]] = {
    4: ("192.0.2.130", "198.51.100.130", "203.0.113.130", "100.64.0.130"),
    6: ("2001:db8::130", "fd99::130", "2001:db8:ffff::130"),
}
"""Addresses of documentation and of private use, one of which lies in no given network (RFC 5737, RFC 3849)."""
ELSEWHERE = "elsewhere"
"""The host's network interface in another zone than the one that the rules are bound to."""
WAYS: tuple[Literal["in"], Literal["out"]] = ("in", "out")


def peers(plan: Plan) -> tuple[Peer, ...]:
    """Return the peers that tell a plan's rules apart: one for each set of networks, and an outsider.

    Where the rules are bound to an interface, the first of the peers is at it; where they are bound to a zone, one
    more is at the interface of another.
    """
    inside = next((rule.match.interface for rule in plan.rules if rule.match.interface), None)
    places = plan.places
    found = [_peer(number, "+".join(each.parties), each, places) for number, each in enumerate(places, start=1)]
    if inside and not found:
        found.append(_peer(1, inside, None, places))
    found.append(_peer(len(found) + 1, "outsider", None, places))
    if plan.options.zone:
        other = _peer(len(found) + 1, "another zone", None, places)
        found.append(msgspec.structs.replace(other, device=ELSEWHERE))
    if inside:
        found[0] = msgspec.structs.replace(found[0], device=inside)
    return tuple(found)


def probes_of(ports: Iterable[int], peers: Iterable[Peer]) -> frozenset[Probe]:
    """Return a probe of each port, both ways, to and from each peer, in its families and all transports."""
    ends = [(peer.name, family) for peer in peers for family in (4, 6) if peer.address(family)]
    return frozenset(
        Probe(port=port, way=way, peer=peer, family=family, transport=transport)
        for port in ports
        for way in WAYS
        for peer, family in ends
        for transport in KINDS
    )


def edges(ranges: Iterable[PortRange]) -> frozenset[int]:
    """Return the ports at the edges of some ranges, inside and outside, and one in the middle of each."""
    return frozenset(
        port
        for each in ranges
        for port in (each.start - 1, each.start, (each.start + each.end) // 2, each.end, each.end + 1)
        if 1 <= port <= HIGHEST_PORT
    )


def ports(plan: Plan) -> frozenset[int]:
    """Return the ports worth a probe: the edges of what a plan opens, and of what it leaves out."""
    opened = (each.ports for rule in plan.rules for each in rule.openings if each.ports)
    return edges((*opened, *(each for left in plan.left_out for each in left.requirement.ports)))


def clear(plan: Plan, probes: Iterable[Probe]) -> frozenset[Probe]:
    """Return the probes without those that rules may let pass or not, by the port that they happen to come from."""
    limited = [rule for rule in plan.rules if rule.match.sources]
    return frozenset(each for each in probes if not any(_is_about(rule, each) for rule in limited))


def stated(plan: Plan, probes: Iterable[Probe], peers: Iterable[Peer]) -> frozenset[Probe]:
    """Return the probes that a plan lets pass, on a host that lets nothing else pass.

    Where `--enforce` leaves open what goes out, all of it passes.
    """
    every, by_name = frozenset(probes), {peer.name: peer for peer in peers}
    options = plan.options
    free = {probe for probe in every if probe.way == "out" and options.enforce and not options.enforce_output}
    shut = {probe for probe in every if probe.way == "in" and by_name[probe.peer].device == ELSEWHERE}
    near = every - shut if options.zone else every
    return frozenset(free) | {
        probe for rule in plan.rules for probe in near if _accepts(rule, probe, by_name[probe.peer])
    }


def _peer(number: int, name: str, at: Networks | None, places: Iterable[Networks]) -> Peer:
    v4, v6 = (_address(number, at, tuple(places), family) for family in (4, 6))
    return Peer(name=name, device=f"peer-{number}", number=number, v4=v4, v6=v6)


def _address(number: int, at: Networks | None, places: tuple[Networks, ...], family: int) -> str | None:
    strangers = [ip_address(each) + number for each in STRANGERS[family]]
    own = _networks(at, family) if at else ()
    if own:
        network = ip_network(own[0])
        # A stranger's address in a network as wide as 0.0.0.0/0, whose first addresses no host may have.
        inside = (each for each in strangers if each in network)
        return str(next(inside, network[min(number, network.num_addresses - 1)]))
    given = [ip_network(each) for place in places for each in _networks(place, family)]
    outside = (each for each in strangers if not any(each in network for network in given))
    return next(map(str, outside), None)


def _networks(networks: Networks, family: int) -> tuple[str, ...]:
    return networks.v4 if family == 4 else networks.v6  # noqa: PLR2004 (IPv4)


def _accepts(rule: Rule, probe: Probe, peer: Peer) -> bool:
    return _is_about(rule, probe) and is_at(rule.match, peer.address(probe.family) or "", peer.device)


def _is_about(rule: Rule, probe: Probe) -> bool:
    here = (rule.match.direction, rule.match.transport) == (probe.way, probe.transport)
    return here and any(each.ports and each.ports.start <= probe.port <= each.ports.end for each in rule.openings)


def is_at(match: Match, address: str, device: str) -> bool:
    """Tell whether a rule is about the packets from or to an address at an interface of the host."""
    if match.interface not in (None, device):
        return False
    if match.networks is None:
        return True
    end = ip_address(address)
    return any(end in ip_network(each) for each in _networks(match.networks, end.version))


def described(probes: Iterable[Probe]) -> Iterator[str]:
    """Return some probes as lines, the ports of one way, peer, family and transport together."""
    groups: dict[tuple[str, str, int, str], list[int]] = {}
    for each in sorted(probes):
        groups.setdefault((each.way, each.peer, each.family, each.transport), []).append(each.port)
    for (way, peer, family, transport), found in sorted(groups.items()):
        end = "from" if way == "in" else "to"
        yield f"{way:3} {end} {peer} IPv{family} {transport} {', '.join(map(str, found))}"
