"""The names of protocols, which each program spells its own way."""

from collections.abc import Mapping

from portspec.writers.firewall.snippet.protocols import NUMBERS

SPELLINGS: Mapping[str, str] = {
    "ipv6-icmp": "icmpv6",
    "icmp6": "icmpv6",
    "ipv6icmp": "icmpv6",
    "6": "tcp",
    "17": "udp",
    "33": "dccp",
    "132": "sctp",
    "136": "udplite",
    **{str(number): name for name, number in NUMBERS.items()},
}


def protocol(given: object) -> str:
    """Return a protocol's name in a spec, of a name or number in a firewall's rules."""
    text = str(given).casefold()
    return SPELLINGS.get(text, text)
