"""netsh: `netsh advfirewall firewall add rule … localport=80 protocol=TCP`, and the older `add portopening`."""

from collections.abc import Iterator, Sequence

from portspec.extract.commands.opening import Opening, opening
from portspec.extract.commands.tools.powershell import allowed

NAMES = frozenset(("netsh",))


def read(words: Sequence[str]) -> Iterator[Opening]:
    """Yield what a rule that is added allows."""
    folded = [each.casefold() for each in words]
    if folded[1:5] == ["advfirewall", "firewall", "add", "rule"]:
        yield from _rule(words[5:])
    elif folded[1:4] == ["firewall", "add", "portopening"]:
        yield from _portopening(words[4:])


def _rule(words: Sequence[str]) -> Iterator[Opening]:
    said = {name.casefold(): value for name, _, value in (each.partition("=") for each in words)}
    if said.get("action", "allow").casefold() == "allow" and said.get("enable", "yes").casefold() != "no":
        yield from allowed(
            outgoing=said.get("dir", "in").casefold() == "out",
            local=said.get("localport", ""),
            remote=said.get("remoteport", ""),
            protocol=said.get("protocol", ""),
            address=said.get("remoteip", ""),
        )


def _portopening(words: Sequence[str]) -> Iterator[Opening]:
    """Yield what the older form opens: protocol, port, name, by place or with their names."""
    by_name = {name.casefold(): value for name, equals, value in (each.partition("=") for each in words) if equals}
    by_place = [each for each in words if "=" not in each]
    protocol = by_name.get("protocol") or (by_place.pop(0) if by_place else "")
    port = by_name.get("port") or (by_place.pop(0) if by_place else "")
    yield opening(port, "" if protocol.casefold() == "all" else protocol)
