"""PowerShell: `New-NetFirewallRule -LocalPort 80,443 -Protocol TCP` (module NetSecurity)."""

import re
from collections.abc import Iterator, Sequence

from portspec.extract.commands.opening import Opening, Unread, is_local, opening, options

NAMES = frozenset(("new-netfirewallrule",))
_PARAMETERS = ("localport", "remoteport", "protocol", "direction", "action", "remoteaddress", "enabled")
_ALL = frozenset(("any", ""))


def read(words: Sequence[str]) -> Iterator[Opening]:
    """Yield what a rule allows: its local ports where it is for what comes in, its remote ports for what goes out."""
    said = {_named(name): _plain(value) for name, value in options(words)}
    if said.get("action", "allow").casefold() != "allow" or said.get("enabled", "true").casefold() == "false":
        return
    yield from allowed(
        outgoing=said.get("direction", "inbound").casefold().startswith("out"),
        local=said.get("localport", ""),
        remote=said.get("remoteport", ""),
        protocol=said.get("protocol", ""),
        address=said.get("remoteaddress", ""),
    )


def allowed(*, outgoing: bool, local: str, remote: str, protocol: str, address: str) -> Iterator[Opening]:
    """Yield what a rule of Windows' firewall allows, whichever tool writes it.

    Raises Unread where its ports are words, such as those of RPC.
    """
    ports = remote if outgoing else local
    other = "" if address.casefold() in _WIDE else address
    if ports.casefold() in _ALL or is_local(other):
        return
    if protocol.casefold() in _ALL:
        raise Unread("a rule with ports names no protocol")
    found = opening(re.sub(r"\s", "", ports), _NUMBERS.get(protocol, protocol))
    yield Opening(
        ports=found.ports,
        transports=found.transports,
        direction="outbound" if outgoing else "inbound",
        source=None if outgoing else other or None,
        destination=other or None if outgoing else None,
    )


_WIDE = frozenset(("any", "localsubnet", ""))
_NUMBERS = {"6": "tcp", "17": "udp"}


def _named(word: str) -> str:
    """Return a parameter's name; so many letters as tell it from others are enough."""
    name = word.lstrip("-").casefold()
    return next((each for each in _PARAMETERS if len(name) > _SHORTEST and each.startswith(name)), name)


_SHORTEST = 3


def _plain(value: str) -> str:
    """Return a value without the signs of a list."""
    return value.removeprefix("@(").removesuffix(")").replace('"', "").replace("'", "").strip()
