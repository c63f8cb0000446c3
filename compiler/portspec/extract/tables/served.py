"""Served: cells whose lines are addresses of several services, each with its port: "a.example.com:443"."""

import re
from collections.abc import Iterator

import msgspec

from portspec.extract.context.evidence import Said
from portspec.extract.grammar.port_expression import Expression, Part
from portspec.extract.language.vocabulary import transports_in
from portspec.extract.tables.cell_ports import CellPorts, once, own
from portspec.spec import HIGHEST_PORT, PortRange

_SERVICE = re.compile(
    r"(?<![\w.@/-])(?P<host>(?:\*\.)?[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}\.[^\W\d_]{2,24}):(?P<port>\d{2,5})(?![\w.:-])"
)
RULE = "address"


def at_services(text: str, protocol: str) -> Expression | None:
    """Return the ports of a cell with a service on each of several lines, else None; one port may stand there again."""
    found = [*_SERVICE.finditer(text)] if "\n" in text else []
    if len({each["host"].casefold() for each in found}) < 2 or any(int(each["port"]) > HIGHEST_PORT for each in found):  # noqa: PLR2004
        return None
    if re.search(r"\d{2}", _SERVICE.sub("", text)) or transports_in(text) or "\n" in protocol:
        return None  # other numbers, or transports of some lines
    ports = ((each.start(), int(each["port"])) for each in found)
    named = transports_in(protocol)
    parts = (Part(ports=(PortRange(start=port, end=port),), transports=named, start=at) for at, port in ports)
    return Expression(parts=tuple(parts))


def service_at(text: str, part: Part) -> Iterator[Said]:
    """Yield the service to which connections go, of the part of a cell that begins with its address."""
    if "\n" in text and (found := _SERVICE.match(text, part.start)):
        yield own("destination", found["host"], rule=RULE)


def without_services(parts: tuple[CellPorts, ...]) -> tuple[CellPorts, ...]:
    """Return ports without the services, which are none at the other end where connections come in."""
    if not any(said.rule == RULE for each in parts for said in each.said):
        return parts
    bare = (
        msgspec.structs.replace(each, said=tuple(said for said in each.said if said.rule != RULE)) for each in parts
    )
    return tuple(once([*bare]))
