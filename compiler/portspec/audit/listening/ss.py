"""What `ss -lntup` prints, with its header line or without it (ss(8))."""

import re
from collections.abc import Iterator

from portspec.audit.listening.socket import Listener, listener

ORDER = 3
STATES = {"LISTEN": "tcp", "UNCONN": "udp"}
"""The states of a socket that waits, and its transport where no column names it."""
LINE = re.compile(
    r"^\s*(?:(?P<netid>[a-z][a-z0-9_]*)\s+)?(?P<state>LISTEN|UNCONN)\s+\d+\s+\d+\s+(?P<local>\S+)\s+\S+(?P<rest>.*)$"
)
HEADER = re.compile(r"^\s*(Netid\s+)?State\s+Recv-Q\s+Send-Q\s+Local Address:Port", re.MULTILINE)
TRANSPORTS = ("tcp", "udp", "sctp", "dccp", "mptcp")


def claims(text: str) -> bool:
    """Tell whether any line is one of a socket, or the header's; an empty text is a host on which nothing waits."""
    return not text.strip() or HEADER.search(text) is not None or any(map(LINE.match, text.splitlines()))


def read(text: str) -> Iterator[Listener | str]:
    """Yield the sockets that wait."""
    for line in text.splitlines():
        found = LINE.match(line)
        transport = found and (found["netid"] or STATES[found["state"]])
        if found is None or transport not in TRANSPORTS:
            continue
        address, _, port = found["local"].rpartition(":")
        names = dict.fromkeys(re.findall(r'\("((?:[^"\\]|\\.)*)",pid=', found["rest"]))
        try:
            yield listener("tcp" if transport == "mptcp" else transport, address, port, ", ".join(names))
        except ValueError:
            yield line.strip()
