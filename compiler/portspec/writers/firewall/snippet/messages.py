"""Messages of ICMP that firewalld can let in, by its names for them (firewall-cmd --get-icmptypes, of version 1.3)."""

MESSAGES = {
    "icmp": {"8": "echo-request", "13": "timestamp-request"},
    "icmpv6": {
        "128": "echo-request",
        "133": "router-solicitation",
        "134": "router-advertisement",
        "135": "neighbour-solicitation",
        "136": "neighbour-advertisement",
    },
}
"""By protocol and type. It drops all others before it comes to any rule, since the kernel takes them for invalid; those
that belong to a connection pass without a rule."""
TYPES = {transport: frozenset(names) for transport, names in MESSAGES.items()}
OTHERS = "A zone with the target default lets in all of ICMP, also what is not named here."
"""What is said of rules for messages."""
