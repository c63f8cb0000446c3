"""What `netstat -ano` prints on Windows, in any of its languages."""

import re
from collections.abc import Iterator
from itertools import takewhile

from portspec.audit.listening.socket import Listener, listener

ORDER = 5
LINE = re.compile(r"^\s+(?P<transport>TCP|UDP)\s+(?P<local>\S+)\s+(?P<foreign>\S+)(?P<rest>.*)$", re.MULTILINE)
NOBODY = ("0.0.0.0:0", "[::]:0", "*:*")
"""The other end of a socket that waits; its state is spelt in the system's language."""


def claims(text: str) -> bool:
    """Tell whether any line is one of a socket."""
    return LINE.search(text) is not None


def read(text: str) -> Iterator[Listener | str]:
    """Yield the sockets that wait, each with the number of its process, or its name where -b gives it below."""
    lines = text.splitlines()
    for at, line in enumerate(lines):
        found = LINE.match(line)
        if found is None or found["foreign"] not in NOBODY:
            continue
        address, _, port = found["local"].rpartition(":")
        number = re.search(r"(\d+)\s*$", found["rest"])
        below = takewhile(lambda each: not LINE.match(each), lines[at + 1 : at + 3])
        names = [name[1] for each in below if (name := re.match(r"\s*\[(\S+)\]", each))]
        try:
            yield listener(
                found["transport"].lower(), address, port, names[0] if names else number and f"process {number[1]}"
            )
        except ValueError:
            yield line.strip()
