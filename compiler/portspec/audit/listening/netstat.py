"""What `netstat -lntup` prints on Linux (netstat(8))."""

import re
from collections.abc import Iterator

from portspec.audit.listening.socket import Listener, listener

ORDER = 4
LINE = re.compile(
    r"^(?P<transport>tcp|udp|sctp|dccp)(?P<six>6?)\s+\d+\s+\d+\s+(?P<local>\S+)\s+\S+\s*(?P<rest>.*)$", re.MULTILINE
)


def claims(text: str) -> bool:
    """Tell whether the header's line is here, or lines of sockets with two numbers behind the protocol."""
    return re.search(r"^Proto\s+Recv-Q\s+Send-Q", text, re.MULTILINE) is not None or LINE.search(text) is not None


def read(text: str) -> Iterator[Listener | str]:
    """Yield the sockets that wait; one of `::` may wait for IPv4 too, which netstat does not say."""
    for found in LINE.finditer(text):
        words = found["rest"].split()
        if found["transport"] == "tcp" and words[:1] != ["LISTEN"]:
            continue
        address, _, port = found["local"].rpartition(":")
        program = re.search(r"\d+/(\S+)", found["rest"])
        try:
            yield listener(
                found["transport"], "*" if address == "::" else address, port, program and program[1].rstrip(":")
            )
        except ValueError:
            yield found[0].strip()
