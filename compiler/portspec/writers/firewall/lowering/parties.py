"""Parties: who is at the other end of a requirement, and the networks that the user gives them."""

from collections.abc import Container, Iterable, Mapping, Sequence
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, collapse_addresses, ip_network

import msgspec

from portspec.analysis.networks import Network
from portspec.analysis.remembered import remembered
from portspec.analysis.verdict import Way, rules_of
from portspec.findings import Finding, Report, finding
from portspec.spec import Requirement
from portspec.writers.firewall.lowering.options import Family
from portspec.writers.firewall.lowering.plan import EVERYWHERE, Networks

Given = dict[str, tuple[Network, ...] | None]
"""The networks of each party that the user filled; None means any, and without one nobody is there."""
Ends = dict[Way, tuple[str, ...]]
"""The names of the other ends by the ways in which a host's packets go."""

NO_PODS: Mapping[str, tuple[str, ...]] = {}
ANY = ("any",)
"""What is given for a party that may have any address; a party of that name is such a one."""
NOBODY = ("none",)
"""What is given for a party of which there is no host."""


def key(name: str) -> str:
    """Return a party's name as it is typed: in small letters, with hyphens for white space."""
    return "-".join(name.lower().split())


def ends(row: Requirement, roles: Sequence[str] | None) -> Ends:
    """Return who is at the other end, by the ways that a requirement's rules go on the hosts of some roles.

    None for all hosts. Where nobody is named the party has the requirement's own id.
    """
    found: dict[Way, dict[str, None]] = {}
    for way, host, name in _ends(row):
        if roles is None or host in roles:
            found.setdefault(way, {})[name] = None
    return {way: tuple(found[way]) for way in sorted(found)}


@remembered
def _ends(row: Requirement) -> tuple[tuple[Way, str | None, str], ...]:
    """Return the ways that a requirement's rules go, each with its host and the name of the other end."""
    rules = ((each, each.party or row.id) for each in rules_of(row, {}))
    return tuple(dict.fromkeys((each.direction, each.host, key(name)) for each, name in rules if each.direction))


def all_parties(row: Requirement, roles: Sequence[str] | None = None) -> tuple[str, ...]:
    """Return the names of the other ends of a requirement, over all ways that it opens on the hosts of some roles."""
    return tuple(dict.fromkeys(name for names in ends(row, roles).values() for name in names))


def read_peers(
    rows: Iterable[Requirement], roles: Sequence[str], peers: Mapping[str, tuple[str, ...]], report: Report
) -> Given:
    """Return the given networks by party; what names no party or is no network is reported as PS502."""
    known = sorted({name for row in rows for name in all_parties(row, roles)}) if peers else []
    given: Given = {}
    for name, texts in peers.items():
        if key(name) not in known:
            message = f"no requirement of these roles has a party {name}"
            report(finding("PS502", message, f"The parties are {', '.join(known)}."))
        elif key(name) in given:
            report(finding("PS502", f"the party {name} is given twice", "Give all its networks under one name."))
        else:
            given[key(name)] = () if texts == NOBODY else read_networks(f"--peer {name}", texts, report)
    return given


def half_filled(row: Requirement, ends: Ends, given: Given, stated: Container[str] = ()) -> Finding | None:
    """Return a PS502 finding where the user filled only some of the parties at one end of a requirement.

    Those that are `stated` have the networks that the page names, and need none.
    """
    for names in ends.values() if given else ():
        open_ = [name for name in names if name not in given]
        if open_ and any(name in given and name not in stated for name in names):
            message = f"{row.id} names {', '.join(names)}, but {', '.join(open_)} has no network"
            help_ = " ".join(f"Give --peer {name}=CIDR or --peer {name}=any." for name in open_)
            return finding("PS502", message, help_)
    return None


def networks(
    names: tuple[str, ...], given: Given, family: Family | None = None, pods: Mapping[str, tuple[str, ...]] = NO_PODS
) -> Networks | None:
    """Return the networks of some parties together, or None where one of them is any; of one family or of both."""
    found = [given.get(name) for name in names]
    if not found or any(each is None for each in found):
        return everywhere(family) if family else None
    every = [network for each in found for network in each or ()]
    v4 = collapse_addresses(each for each in every if isinstance(each, IPv4Network) and family != "ipv6")
    v6 = collapse_addresses(each for each in every if isinstance(each, IPv6Network) and family != "ipv4")
    labels = tuple(dict.fromkeys(pods[name] for name in names if name in pods))
    return Networks(parties=tuple(sorted(names)), v4=tuple(map(str, v4)), v6=tuple(map(str, v6)), pods=labels)


def everywhere(family: Family) -> Networks:
    """Return all addresses of a family."""
    if family == "ipv4":
        return Networks(parties=(EVERYWHERE["ipv4"],), v4=("0.0.0.0/0",), v6=())
    return Networks(parties=(EVERYWHERE["ipv6"],), v4=(), v6=("::/0",))


def read_networks(option: str, texts: tuple[str, ...], report: Report) -> tuple[Network, ...] | None:
    """Return the networks that an option gives, None for any; a text that is no network is reported as PS502."""
    if texts == ANY:
        return None
    if not texts:
        report(finding("PS502", f"{option} is given no network", f"Give {option}=CIDR."))
    read = []
    for text in texts:
        try:
            read.append(network(text))
        except ValueError as error:
            help_ = "Give a network such as 192.0.2.0/24 or 2001:db8::/32, without host bits, or `any` alone."
            report(finding("PS502", f"{option}: {error}", help_))
    return tuple(read)


@lru_cache(maxsize=4096)
def network(text: str) -> Network:
    """Return a network that is written without host bits; raises ValueError where a text is none."""
    if "%" in text:  # ip_network takes it, and no rule of any dialect can say it
        raise ValueError(f"{text!r} has a zone (RFC 4007, section 11)")
    return ip_network(text)


def in_family(transport: str, place: Networks | None) -> Networks | None:
    """Return the networks in which there are packets of a protocol."""
    if transport == "icmp":
        return msgspec.structs.replace(place, v6=()) if place else everywhere("ipv4")
    if transport == "icmpv6":
        return msgspec.structs.replace(place, v4=()) if place else everywhere("ipv6")
    return place
