"""The files /proc/net/tcp, tcp6, udp and udp6, one or several of them one after the other (proc_net(5))."""

import re
from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address
from struct import pack

from portspec.audit.listening.socket import Listener, listener

ORDER = 1
LINE = re.compile(
    r"^\s*\d+:\s+(?P<address>[0-9A-F]{8}(?:[0-9A-F]{24})?):(?P<port>[0-9A-F]{4})\s+\S+\s+(?P<state>0A|07)\s"
)
STATES = {"0A": "tcp", "07": "udp"}
"""TCP_LISTEN, and TCP_CLOSE, which a UDP socket without a peer has (linux/tcp_states.h)."""


def claims(text: str) -> bool:
    """Tell whether the header's line is here."""
    return re.search(r"^\s*sl\s+local_address\s+(rem|remote)_address", text, re.MULTILINE) is not None


def read(text: str) -> Iterator[Listener | str]:
    """Yield the sockets that wait; one of `::` may wait for IPv4 too, which the file does not say."""
    for line in text.splitlines():
        if found := LINE.match(line):
            address = _address(found["address"])
            yield listener(STATES[found["state"]], "*" if address == "::" else address, int(found["port"], 16))


def _address(digits: str) -> str:
    """Return an address, of which each 32 bits stand as a number of a little-endian machine."""
    words = pack(f"<{len(digits) // 8}I", *(int(digits[at : at + 8], 16) for at in range(0, len(digits), 8)))
    return str(IPv4Address(words) if len(words) == 4 else IPv6Address(words))  # noqa: PLR2004 (bytes of IPv4)
