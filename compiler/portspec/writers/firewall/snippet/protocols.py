"""Protocols without ports that packet filters know."""

NUMBERS = {
    "icmp": 1,
    "igmp": 2,
    "ipip": 4,
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
}
"""By the name that a spec gives them, their numbers (IANA, Assigned Internet Protocol Numbers)."""
UNTRACKED = frozenset({"udplite"})
"""What Linux's connection tracking takes for invalid where it comes in, so that it is never new: it sums up UDP-Lite
(RFC 3828) as if it were UDP."""
