"""The names of protocols, which each program spells its own way."""

from collections.abc import Mapping

from portspec.protocols import NAMES

SPELLINGS: Mapping[str, str] = {
    **dict.fromkeys(("ipv6-icmp", "icmp6", "ipv6icmp"), "icmpv6"),
    **{str(number): name for number, name in NAMES.items()},
}
"""The name in a spec, by other names and by the number."""


def protocol(given: object) -> str:
    """Return a protocol's name in a spec, of a name or number in a firewall's rules."""
    text = str(given).casefold()
    return SPELLINGS.get(text, text)
