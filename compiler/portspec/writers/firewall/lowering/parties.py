"""Parties: who is at the other end of a requirement, and the networks that the user gives them."""

from collections.abc import Iterable, Mapping
from ipaddress import IPv4Network, IPv6Network, collapse_addresses, ip_network
from typing import Literal

from portspec.findings import Finding, Report, finding
from portspec.spec import Direction, Requirement
from portspec.writers.firewall.lowering.plan import Networks

Given = dict[str, tuple[IPv4Network | IPv6Network, ...] | None]
"""The networks of each party that the user filled; None means any."""

Way = Literal["in", "out"]
"""Where a packet goes, seen from the host."""

WAYS: dict[Direction, tuple[Way, ...]] = {"inbound": ("in",), "outbound": ("out",), "both": ("in", "out")}
"""Which ways a stated direction opens; the others open none to the network."""


def key(name: str) -> str:
    """Return a party's name as it is typed: in small letters, with hyphens for white space."""
    return "-".join(name.lower().split())


def parties(row: Requirement, way: Way) -> tuple[str, ...]:
    """Return the names of the other end: as a column names it, else the peers, else the requirement's own id."""
    column = row.source if way == "in" else row.destination
    if column:
        return (key(column),)
    return tuple(dict.fromkeys(key(peer.role or peer.text) for peer in row.peers)) or (key(row.id),)


def all_parties(row: Requirement) -> tuple[str, ...]:
    """Return the names of the other ends of a requirement, over all ways that it opens."""
    return tuple(dict.fromkeys(name for way in WAYS.get(row.direction, ()) for name in parties(row, way)))


def read_peers(rows: Iterable[Requirement], peers: Mapping[str, tuple[str, ...]], report: Report) -> Given:
    """Return the given networks by party; what names no party or is no network is reported as PS502."""
    known = sorted({name for row in rows for name in all_parties(row)})
    given: Given = {}
    for name, texts in peers.items():
        if key(name) not in known:
            message = f"no requirement of these roles has a party {name}"
            report(finding("PS502", message, f"The parties are {', '.join(known)}."))
        elif key(name) in given:
            report(finding("PS502", f"the party {name} is given twice", "Give all its networks under one name."))
        else:
            given[key(name)] = read_networks(f"--peer {name}", texts, report)
    return given


def half_filled(row: Requirement, given: Given) -> Finding | None:
    """Return a PS502 finding where the user filled only some of the parties at one end of a requirement."""
    for way in WAYS.get(row.direction, ()) if given else ():
        names = parties(row, way)
        open_ = [name for name in names if name not in given]
        if 0 < len(open_) < len(names):
            message = f"{row.id} names {', '.join(names)}, but {', '.join(open_)} has no network"
            help_ = " ".join(f"Give --peer {name}=CIDR or --peer {name}=any." for name in open_)
            return finding("PS502", message, help_)
    return None


def networks(names: tuple[str, ...], given: Given) -> Networks | None:
    """Return the networks of some parties together, or None where one of them is any."""
    found = [given.get(name) for name in names]
    if any(each is None for each in found):
        return None
    every = [network for each in found for network in each or ()]
    v4 = collapse_addresses(each for each in every if isinstance(each, IPv4Network))
    v6 = collapse_addresses(each for each in every if isinstance(each, IPv6Network))
    return Networks(parties=tuple(sorted(names)), v4=tuple(map(str, v4)), v6=tuple(map(str, v6)))


def read_networks(option: str, texts: tuple[str, ...], report: Report) -> tuple[IPv4Network | IPv6Network, ...] | None:
    """Return the networks that an option gives, None for any; a text that is no network is reported as PS502."""
    if texts == ("any",):
        return None
    if not texts:
        report(finding("PS502", f"{option} is given no network", f"Give {option}=CIDR."))
    read = []
    for text in texts:
        try:
            read.append(_network(text))
        except ValueError as error:
            help_ = "Give a network such as 192.0.2.0/24 or 2001:db8::/32, without host bits, or `any` alone."
            report(finding("PS502", f"{option}: {error}", help_))
    return tuple(read)


def _network(text: str) -> IPv4Network | IPv6Network:
    if "%" in text:  # ip_network takes it, and no rule of any dialect can say it
        raise ValueError(f"{text!r} has a zone (RFC 4007, section 11)")
    return ip_network(text)
