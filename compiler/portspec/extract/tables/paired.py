"""Paired: ports of one cell and transports of another that belong together one by one, "TCP and UDP respectively"."""

from collections.abc import Sequence
from functools import lru_cache

import msgspec

from portspec.extract.grammar.port_expression import Part, parse_ports
from portspec.extract.language.vocabulary import transport_words, transports_in, words
from portspec.spec import PortRange


def paired(text: str, protocol: str, parts: Sequence[Part]) -> tuple[Part, ...] | None:
    """Return the parts of a port cell, each port with its own transport, or None where the cells pair nothing.

    "UDP (139), TCP (445)" names the ports that stand in the other cell, and "respectively" goes by the order. Where
    the pairs do not come out even the ports have no transport, rather than all of them.
    """
    stated = _named_in(protocol)
    if len(stated) < 2 or not parts or any(part.transports or part.dynamic for part in parts):  # noqa: PLR2004
        return None
    ports = [(part, port) for part in parts for port in part.ports]
    if any(map(words("port.paired").search, (text, protocol))):
        if len(ports) != len(stated):
            return tuple(msgspec.structs.replace(part, transports=()) for part in parts)
        return tuple(_of(part, port, (name,)) for (part, port), name in zip(ports, stated, strict=True))
    told = _told(protocol)
    if not told or not told.keys() <= {port for _, port in ports}:
        return None
    return tuple(_of(part, port, told.get(port, ())) for part, port in ports)


@lru_cache(maxsize=256)  # the cells of a column say few different things
def _named_in(protocol: str) -> tuple[str, ...]:
    """Return the transports that a cell names, in its order, each as often as it does."""
    return tuple(name for each in transport_words().finditer(protocol) for name in transports_in(each.group()))


def _told(protocol: str) -> dict[PortRange, tuple[str, ...]]:
    """Return the ports that a cell of transports names, each with its own."""
    found: dict[PortRange, tuple[str, ...]] = {}
    for part in parse_ports(protocol).parts:
        for port in part.ports:
            found[port] = (*found.get(port, ()), *part.transports)
    return found


def _of(part: Part, port: PortRange, transports: tuple[str, ...]) -> Part:
    return msgspec.structs.replace(part, ports=(port,), transports=transports)
