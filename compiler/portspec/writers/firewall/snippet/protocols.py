"""Protocols without ports that packet filters know."""

NUMBERS = {"icmp": 1, "igmp": 2, "gre": 47, "esp": 50, "ah": 51, "ipv6-icmp": 58, "vrrp": 112, "l2tp": 115}
"""By name, their numbers (IANA, Assigned Internet Protocol Numbers)."""
