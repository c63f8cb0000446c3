"""Allowances: what may pass that no page documents, such as what each host needs once everything else is closed."""

from collections.abc import Iterator, Mapping

import msgspec

from portspec.analysis.verdict import Way
from portspec.findings import Report, finding
from portspec.spec import PortRange
from portspec.writers.firewall.lowering.binds import read_range
from portspec.writers.firewall.lowering.options import FLAG, Options
from portspec.writers.firewall.lowering.parties import Given, in_family, networks, read_networks
from portspec.writers.firewall.lowering.plan import Ability, Match, Networks, Opening, Rule


class Packets(msgspec.Struct, frozen=True, kw_only=True):
    """Some packets of one protocol."""

    transport: str
    """Name of an IP protocol, in lower case."""
    ports: tuple[PortRange, ...] = ()
    """Of the destination; empty for a protocol without ports."""
    types: tuple[str, ...] = ()
    """For ICMP and ICMPv6."""


def _ported(transport: str, *ports: int) -> Packets:
    return Packets(transport=transport, ports=tuple(PortRange(start=each, end=each) for each in ports))


BOTH = {
    "ping": (Packets(transport="icmp", types=("8",)), Packets(transport="icmpv6", types=("128",))),
    "igmp": (Packets(transport="igmp"),),
    "vrrp": (Packets(transport="vrrp"),),
}
"""Echo requests (RFC 792, RFC 4443), groups (RFC 9776) and routers that stand in for each other (RFC 9568)."""
SERVICES: Mapping[Way, Mapping[str, tuple[Packets, ...]]] = {
    "in": {"ssh": (_ported("tcp", 22),), "dhcpv6": (_ported("udp", 546),), **BOTH},
    "out": {
        "dns": (_ported("tcp", 53), _ported("udp", 53)),
        "ntp": (_ported("udp", 123),),
        "updates": (_ported("tcp", 80, 443),),
        "dhcp": (_ported("udp", 67),),
        "dhcpv6": (_ported("udp", 547),),
        **BOTH,
    },
}
"""The ports of `ssh` (RFC 4253), `domain` (RFC 1035), `ntp` (RFC 5905), `http` and `https` (RFC 9110), and of the
clients and servers of DHCP (RFC 2131) and DHCPv6 (RFC 8415)."""
NEEDED = ("dns", "ntp", "updates")
"""What each host must reach, so that it has to be said where."""
FIELDS: Mapping[Way, str] = {"in": "allow_in", "out": "allow"}


def read_allow(options: Options, ability: Ability, report: Report) -> tuple[Rule, ...]:
    """Return a rule for each allowance and transport; what is missing or not understood is reported as PS502."""
    for name in NEEDED if options.enforce_output else ():
        if name not in options.allow:
            help_ = f"Give --allow {name}=CIDR, {name}=any, or {name}=none where the host needs no such path."
            report(finding("PS502", f"--enforce-output closes {name}, and no path is given", help_))
    found = [rule for name, texts in options.allow_in.items() for rule in _rules("in", name, texts, options, report)]
    for name, texts in options.allow.items() if options.enforce_output else ():
        found += _rules("out", name, texts, options, report)
    for rule in found:
        match = rule.match
        if cannot := ability.lacks(match.transport, match.types, ported=rule.openings[0].ports is not None):
            message = f"{FLAG[FIELDS[match.direction]]} {match.allowed}: {cannot}"
            report(finding("PS502", message, "Leave it out, or take a dialect that has it."))
    return tuple(found)


def _rules(way: Way, name: str, texts: tuple[str, ...], options: Options, report: Report) -> Iterator[Rule]:
    option, found = f"{FLAG[FIELDS[way]]} {name}", _packets(way, name)
    if not found:
        help_ = f"Give {', '.join(SERVICES[way])} or ports such as 3128/tcp."
        report(finding("PS502", f"{option} names no service and no ports", help_))
    if texts == ("none",) and way == "out":
        return
    given: Given = {name: read_networks(option, texts, report)}
    place = networks((name,), given, options.family)
    rules = [rule for each in found for rule in _rule(way, name, each, place)]
    if given[name] and found and not rules:
        help_ = "Give a network of the version of IP that is asked for."
        report(finding("PS502", f"{option} opens nothing in the networks that are given", help_))
    yield from rules


def _rule(way: Way, name: str, packets: Packets, place: Networks | None) -> Iterator[Rule]:
    place = in_family(packets.transport, place)
    if place and not (place.v4 or place.v6):
        return
    openings = tuple(Opening(ports=ports, requirements=()) for ports in packets.ports or (None,))
    match = Match(direction=way, transport=packets.transport, networks=place, types=packets.types, allowed=name)
    yield Rule(match=match, openings=openings)


def _packets(way: Way, name: str) -> tuple[Packets, ...]:
    text, _, transport = name.partition("/")
    ports = read_range(text)
    if ports and transport in {"tcp", "udp"}:
        return (Packets(transport=transport, ports=(ports,)),)
    return SERVICES[way].get(name, ())
