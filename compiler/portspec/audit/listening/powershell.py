"""What `Get-NetTCPConnection | ConvertTo-Json` and `Get-NetUDPEndpoint | ConvertTo-Json` give."""

from collections.abc import Iterator

import msgspec

from portspec.audit.listening.socket import Listener, listener

ORDER = 2
LISTEN = (2, "2", "Listen")
"""The state of a socket that waits, as a number or as a name."""


class Endpoint(msgspec.Struct, frozen=True, kw_only=True, rename="pascal"):
    """One connection or endpoint."""

    local_address: str
    """An address, without brackets."""
    local_port: int
    """Its port."""
    state: int | str | None = None
    """None for UDP."""
    owning_process: int | None = None
    """The number of its process."""


def claims(text: str) -> bool:
    """Tell whether the text is JSON about endpoints; a single one is no list."""
    return text.lstrip()[:1] in ("[", "{") and '"LocalPort"' in text


def read(text: str) -> Iterator[Listener | str]:
    """Yield the sockets that wait; UDP endpoints have no state."""
    try:
        found = msgspec.json.decode(text, type=list[Endpoint] | Endpoint)
    except msgspec.DecodeError as error:
        yield str(error)
        return
    for each in found if isinstance(found, list) else (found,):
        if each.state is None or each.state in LISTEN:
            process = None if each.owning_process is None else f"process {each.owning_process}"
            try:
                yield listener("udp" if each.state is None else "tcp", each.local_address, each.local_port, process)
            except ValueError:
                yield f"{each.local_address} {each.local_port}"
