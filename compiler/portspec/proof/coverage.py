"""Coverage: the raw packets that a plan is tried with, and which of them must, may and must not pass."""

from collections.abc import Container, Iterator, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import get_args

import msgspec

from portspec.analysis.verdict import Way
from portspec.proof.lab import IPV4, IPV6, Peer
from portspec.proof.matrix import ELSEWHERE, WAYS, edges, is_at, ports
from portspec.proof.packets import ICMP, TRANSPORTS, PacketKind, Transport
from portspec.proof.sweeps import Sweep
from portspec.protocols import NUMBERS
from portspec.writers.firewall.lowering.plan import RATE, Plan, Rule

EVERY = range(65536)
STEPS = {True: 97, False: 1009}
"""Each of how many ports is tried where not all are, besides the edges of what is opened: in full, and in a sample."""
TELLING = (20, 53, 67, 123, 547)
"""Source ports that careless rules trust: FTP's data, DNS, DHCP, NTP and DHCPv6 (RFC 6335)."""
MESSAGES = range(0, 65536, 256)
"""Every type of ICMP with the code 0, as the number that both are in a message."""
PORT, HOPS = 51111, 64
"""Where packets come from, and how far they could go, if nothing else is said."""
HEADERS = frozenset({0, 43, 44, 59, 60, 135})
"""Numbers that over IPv6 are headers or say that there is none, and no protocols (RFC 8200, RFC 6275)."""
PROTOCOLS = frozenset(range(1, 255)) - {*TRANSPORTS.values(), *ICMP.values()}
ICMP_NAMES = {4: "icmp", 6: "icmpv6"}
REQUESTS = {4: frozenset({8, 13, 15, 17}), 6: frozenset({128, 139})}
"""Types that begin something, which must pass where the protocol is stated (RFC 792, RFC 950; RFC 4443, RFC 4620)."""
ERRORS = {4: frozenset({3, 11, 12}), 6: frozenset({1, 2, 3, 4})}
"""Types that `--enforce` lets pass where they are about what was sent (RFC 792, RFC 4443)."""
LINK = {255: frozenset({133, 134, 135, 136}), 1: frozenset({130, 131, 132, 143})}
"""Types that `--enforce` lets pass, by the hop limit that shows that they come from the link: neighbour discovery
(RFC 4861) and multicast listener discovery (RFC 2710, RFC 3810)."""
MANY = range(20000, 20000 + 4 * RATE)
"""Source ports of connections from one address, far more than a limit lets pass."""
SCANNED, BORDERS = 4, 64
"""How many networks of each party are tried with all ports, and how many at their edges."""
UNUSABLE = tuple(map(ip_network, ("0.0.0.0/8", "127.0.0.0/8", "224.0.0.0/3", "::/128", "::1/128", "::ffff:0:0/96")))
"""No host has such an address (RFC 6890), besides groups and those of a link."""
Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network


class Spot(msgspec.Struct, frozen=True, kw_only=True):
    """An address at a peer's cable."""

    peer: str
    """Whose cable it is."""
    address: str
    """Of either version of IP."""
    whole: bool
    """Whether it is tried with all that can be sent, or only with what the plan is about."""


class Expected(msgspec.Struct, frozen=True, kw_only=True):
    """What is right for a sweep."""

    must: frozenset[int]
    """The packets that have to pass."""
    may: frozenset[int]
    """Those and others that make no difference."""


def sweeps(plan: Plan, peers: Sequence[Peer], *, full: bool) -> dict[Sweep, Expected]:
    """Return all that is sent, and what is right for it; not `full` is few of the ports."""
    found = (each for spot in spots(plan, peers) for each in _sweeps(plan, spot, full=full))
    devices = {peer.name: peer.device for peer in peers}
    return {each: _expected(plan, each, devices[each.peer]) for each in found}


def spots(plan: Plan, peers: Sequence[Peer]) -> tuple[Spot, ...]:
    """Return the addresses that are tried: the peers' own, and those at the edges of all given networks.

    Of those to which the same rules apply the first is tried with all that can be sent, and one in each network.
    """
    devices = {peer.name: peer.device for peer in peers}
    own = {address: (peer.name, False) for peer in peers for address in (peer.v4, peer.v6) if address}
    found: dict[tuple[object, ...], Spot] = {}
    for address, (peer, first) in (own | dict(_borders(plan, peers, own))).items():
        end, device = ip_address(address), devices[peer]
        alike = (end.version, device == ELSEWHERE, *(is_at(rule.match, address, device) for rule in plan.rules))
        whole = first or alike not in found
        found.setdefault(alike if alike not in found else (address,), Spot(peer=peer, address=address, whole=whole))
    return tuple(found.values())


def _borders(plan: Plan, peers: Sequence[Peer], own: Container[str]) -> Iterator[tuple[str, tuple[str, bool]]]:
    """Yield addresses at the edges of networks, by whose cable they are reached, and whether they are scanned."""
    taken = {peer.host(version) for peer in peers for version in (IPV4, IPV6)}
    for number, network in _networks(plan):
        for place, each in enumerate(_edges(network)):
            cable = _cable(plan, peers, each)
            if cable and str(each) not in taken and str(each) not in own:
                yield str(each), (cable, place == 0 and 0 < number < SCANNED)


def _networks(plan: Plan) -> Iterator[tuple[int, Network]]:
    """Yield the networks whose edges are tried, numbered for each party; in the first is the party's own peer."""
    for place in (each for each in plan.places if not each.everywhere):
        for texts in (place.v4, place.v6):
            yield from enumerate(map(ip_network, texts[:BORDERS]))


def _edges(network: Network) -> Iterator[Address]:
    """Yield first, last and middle address of a network, and those just outside, as far as hosts may have them."""
    first, last = int(network.network_address), int(network.broadcast_address)
    kind = type(network.network_address)
    for number in dict.fromkeys((first, last, (first + last) // 2, first - 1, last + 1)):
        if 0 <= number < 2**network.max_prefixlen:
            each = kind(number)
            if not (each.is_multicast or each.is_link_local or any(each in some for some in UNUSABLE)):
                yield each


def _cable(plan: Plan, peers: Sequence[Peer], address: Address) -> str | None:
    """Return by whose cable an address is reached: where the rules are bound to an interface by that one."""
    bound = {rule.match.interface for rule in plan.rules} - {None}
    able = [each for each in peers if each.address(address.version) and each.device != ELSEWHERE]
    return next((each.name for each in able if not bound or each.device in bound), None)


Series = tuple[PacketKind, Sequence[int], int, int]
"""Kind, numbers, source port and hops."""


def _sweeps(plan: Plan, spot: Spot, *, full: bool) -> Iterator[Sweep]:
    version = ip_address(spot.address).version
    for way in WAYS:
        series = _all(plan, way, version, full=full) if spot.whole else _stated(plan)
        for kind, numbers, port, hops in series:
            some = numbers if kind != "protocol" or version == IPV4 else sorted({*numbers} - HEADERS)
            yield Sweep(
                way=way,
                peer=spot.peer,
                address=spot.address,
                kind=kind,
                numbers=some if isinstance(some, range) else tuple(some),
                port=port,
                hops=hops,
            )


def _all(plan: Plan, way: Way, version: int, *, full: bool) -> Iterator[Series]:
    """Yield all that can be sent one way."""
    sample = sorted({*EVERY[:: STEPS[full]], *ports(plan)})
    scanned = {"tcp", "udp", *_transports(plan)} if full and not is_free(plan, way) else set()
    for transport in get_args(Transport):
        yield transport, EVERY if transport in scanned else sample, PORT, HOPS
    for port in TELLING:
        yield "tcp", sample, port, HOPS
        yield "udp", sample, port, HOPS
    yield from _from_ports(plan, sample)
    yield "answer", sample, PORT, HOPS
    for each in limited(plan) if way == "in" else ():
        yield from (("tcp", (each,), port, HOPS) for port in MANY)
    for hops in (HOPS, *LINK) if version == IPV6 else (HOPS,):
        yield "icmp", messages(plan), PORT, hops
    yield "protocol", sorted(PROTOCOLS), PORT, HOPS


def _stated(plan: Plan) -> Iterator[Series]:
    """Yield what a plan is about."""
    stated = _transports(plan)
    for transport in get_args(Transport):
        if transport in stated:
            yield transport, sorted(ports(plan)), PORT, HOPS
    yield from _from_ports(plan, sorted(ports(plan)))
    if not stated.isdisjoint(ICMP_NAMES.values()):
        yield "icmp", messages(plan), PORT, HOPS
    if protocols := sorted(PROTOCOLS & {NUMBERS[each] for each in stated}):
        yield "protocol", protocols, PORT, HOPS


def whence(plan: Plan, *transports: str) -> frozenset[int]:
    """Return the edges of the ports to which rules limit where packets come from, of some transports or of all."""
    rules = (each.match for each in plan.rules if not transports or each.match.transport in transports)
    return edges(each for match in rules for each in match.sources)


def _from_ports(plan: Plan, numbers: Sequence[int]) -> Iterator[Series]:
    for transport in get_args(Transport):
        yield from ((transport, numbers, port, HOPS) for port in sorted(whence(plan, transport)))


def messages(plan: Plan) -> Sequence[int]:
    """Return the messages of ICMP worth a packet: all types, and of those that a plan names some codes."""
    stated = {_message(each) for rule in plan.rules for each in rule.match.types}
    near = {type_ << 8 | each & 255 for type_, code in stated for each in (code - 1, code, code + 1)}
    return sorted({*MESSAGES, *near})


def _message(text: str) -> tuple[int, int]:
    """Return type and code, 1 where it is open."""
    type_, _, code = text.partition("/")
    return int(type_), int(code or 1)


def limited(plan: Plan) -> frozenset[int]:
    """Return the ports to which an address may open only some connections."""
    openings = (each for rule in plan.rules if rule.match.limited for each in rule.openings)
    return frozenset(each.ports.start for each in openings if each.ports)


def _transports(plan: Plan) -> frozenset[str]:
    return frozenset(rule.match.transport for rule in plan.rules)


def is_free(plan: Plan, way: Way) -> bool:
    """Tell whether what goes that way is not filtered."""
    return way == "out" and plan.options.enforce and not plan.options.enforce_output


def _expected(plan: Plan, sweep: Sweep, device: str) -> Expected:
    every = frozenset(sweep.numbers)
    if is_free(plan, sweep.way):
        return Expected(must=every, may=every)
    elsewhere = bool(plan.options.zone) and sweep.way == "in" and device == ELSEWHERE
    must, may = _enclosed(sweep) if plan.options.enforce else (frozenset[int](), frozenset[int]())
    for rule in plan.rules if not elsewhere else ():
        if rule.match.direction == sweep.way and is_at(rule.match, sweep.address, device):
            must, may = must | _must(rule, sweep), may | _may(rule, sweep)
    return Expected(must=must & every, may=may & every)


def _enclosed(sweep: Sweep) -> tuple[frozenset[int], frozenset[int]]:
    """Return the ICMP messages that `--enforce` lets pass."""
    if sweep.kind != "icmp":
        return frozenset(), frozenset()
    if sweep.version == IPV4:
        return frozenset(), _of(ERRORS[4], sweep)
    may = frozenset().union(ERRORS[6], *LINK.values())
    return _of(LINK.get(sweep.hops, frozenset()), sweep), _of(may, sweep)


def _of(types: Container[int], sweep: Sweep) -> frozenset[int]:
    return frozenset(each for each in sweep.numbers if each >> 8 in types)


def _must(rule: Rule, sweep: Sweep) -> frozenset[int]:
    if sweep.kind == "answer" or rule.match.limited:  # of which the first connection is one of the probes
        return frozenset()
    all_of_it = sweep.kind == "icmp" and not rule.match.types
    return _may(rule, sweep) & (_of(REQUESTS[sweep.version], sweep) if all_of_it else frozenset(sweep.numbers))


def _may(rule: Rule, sweep: Sweep) -> frozenset[int]:
    transport = rule.match.transport
    if sweep.kind == "icmp":
        return _messages(rule, sweep) if ICMP_NAMES[sweep.version] == transport else frozenset()
    if sweep.kind == "protocol":
        return frozenset({NUMBERS[transport]} if transport in NUMBERS else ())
    # Who sends answers to nothing is a program of the host itself, and not all firewalls look at that.
    if rule.match.sources and not any(each.start <= sweep.port <= each.end for each in rule.match.sources):
        return frozenset()
    if transport != sweep.kind and (transport, sweep.kind, sweep.way) != ("tcp", "answer", "out"):
        return frozenset()
    ranges = (each.ports for each in rule.openings if each.ports)
    return frozenset(port for each in ranges for port in range(each.start, each.end + 1))


def _messages(rule: Rule, sweep: Sweep) -> frozenset[int]:
    types = rule.match.types
    return frozenset(
        each for each in sweep.numbers if not types or {f"{each >> 8}", f"{each >> 8}/{each % 256}"} & {*types}
    )


def uncovered(plan: Plan, *, full: bool) -> Iterator[str]:
    """Yield what a proof says nothing about."""
    yield "other versions of the programs and of the kernel than those named here"
    yield "what other rules of a host do with a packet before these or after them"
    yield "packets that the host forwards, such as those of containers and virtual machines"
    yield "groups, fragments, IPv6 extension headers other than AH, and what a packet holds behind its ports"
    yield "programs that read packets from a device past the firewall, as DHCP clients do over IPv4"
    yield "the way back after a reboot"
    scanned = {"tcp", "udp", *_transports(plan)} if full else set[str]()
    sampled = ", ".join(each for each in TRANSPORTS if each not in scanned)
    if sampled:
        yield f"of {sampled} the ports other than each {STEPS[full]}th and the edges of what is opened"
    if plan.options.enforce and not plan.options.enforce_output:
        yield f"of what goes out, which is not filtered, the ports other than each {STEPS[full]}th"
    for place in plan.places:
        several = max(len(place.v4), len(place.v6))
        name = ", ".join(place.parties)
        if several > SCANNED:
            yield f"of {name} all ports of the networks after the first {SCANNED} of a family"
        if several > BORDERS:
            yield f"of {name} the networks after the first {BORDERS} of a family"
