"""Protocols: what an IP header may say that it carries (IANA, Assigned Internet Protocol Numbers)."""

from collections.abc import Mapping

NUMBERS = {
    "icmp": 1,
    "igmp": 2,
    "ipip": 4,
    "tcp": 6,
    "udp": 17,
    "dccp": 33,
    "ipv6": 41,
    "gre": 47,
    "esp": 50,
    "ah": 51,
    "icmpv6": 58,
    "eigrp": 88,
    "ospf": 89,
    "pim": 103,
    "vrrp": 112,
    "l2tp": 115,
    "sctp": 132,
    "udplite": 136,
}
"""The number of each protocol that portspec knows, by the name that a spec gives it."""
WITH_PORTS = frozenset(("tcp", "udp", "dccp", "sctp", "udplite"))
"""Those that have ports (RFC 9293, RFC 768, RFC 4340, RFC 9260, RFC 3828)."""
PORTLESS = frozenset(NUMBERS) - WITH_PORTS
"""Those that have none."""
ICMP = frozenset(("icmp", "icmpv6"))
"""Those whose messages have types (RFC 792, RFC 4443)."""
NAMES = {number: name for name, number in NUMBERS.items()}
"""The name of each protocol by its number."""
_DIGITS = len(str(max(NAMES)))


def protocol_numbered(text: str) -> str | None:
    """Return the name of the protocol that a text numbers and says no more of, "17"; None for any other text."""
    return NAMES.get(int(text)) if text.isdecimal() and len(text) <= _DIGITS else None


UNTRACKED = frozenset({"udplite"})
"""What Linux's connection tracking takes for invalid where it comes in, so that it is never new: it sums up UDP-Lite
(RFC 3828) as if it were UDP."""
BEHIND_HEADERS = frozenset({"ah"})
"""What over IPv6 is a header before the payload, whose protocol most rules take for the packet's (RFC 4302, 3.1.1)."""
ICMP_MESSAGES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "echo": {"icmp": ("8",), "icmpv6": ("128",)},
    "echo_request": {"icmp": ("8",), "icmpv6": ("128",)},
    "echo_reply": {"icmp": ("0",), "icmpv6": ("129",)},
    "unreachable": {"icmp": ("3",), "icmpv6": ("1",)},
    "too_big": {"icmp": ("3/4",), "icmpv6": ("2",)},
    "quench": {"icmp": ("4",)},
    "exceeded": {"icmp": ("11",), "icmpv6": ("3",)},
    "problem": {"icmp": ("12",), "icmpv6": ("4",)},
    "timestamp_request": {"icmp": ("13",)},
    "timestamp_reply": {"icmp": ("14",)},
    "router_solicitation": {"icmp": ("10",), "icmpv6": ("133",)},
    "router_advertisement": {"icmp": ("9",), "icmpv6": ("134",)},
    "neighbor_solicitation": {"icmpv6": ("135",)},
    "neighbor_advertisement": {"icmpv6": ("136",)},
    "discovery": {"icmpv6": ("133", "134", "135", "136")},
}
"""The types of ICMP, or with a code `3/4`, by the message and the protocol (RFC 792, RFC 1256, RFC 4443, RFC 4861)."""
