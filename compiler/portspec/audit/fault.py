"""Faults: what a host does that its documentation does not say, or does not do that it says."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal

import msgspec

from portspec.analysis.verdict import Way
from portspec.audit.listening.socket import Listener, order_of
from portspec.audit.space import Span, spans
from portspec.spec import Requirement

Kind = Literal["refused", "undocumented", "wider", "blocked", "local", "listening", "silent", "unknown"]
CODES: Mapping[Kind, str] = {
    "refused": "PS530",
    "undocumented": "PS531",
    "wider": "PS532",
    "blocked": "PS533",
    "local": "PS534",
    "listening": "PS535",
    "silent": "PS536",
    "unknown": "PS537",
}
"""The gravest first, each with the code of its finding."""


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is not as documented, on some ports."""

    kind: Kind
    """What is wrong."""
    way: Way
    """Which way connections are opened, seen from the host."""
    transports: tuple[str, ...]
    """Sorted; at least one."""
    ports: tuple[Span, ...]
    """In order; all of them for a protocol without ports."""
    requirements: tuple[Requirement, ...] = ()
    """Those that it is about; none for what no requirement is about."""
    addresses: Mapping[int, tuple[Span, ...]] = msgspec.field(default_factory=dict)
    """By family, which other ends pass and must not, must and do not, or may."""
    rules: tuple[str, ...] = ()
    """The firewall's rules or policies that let it pass."""
    listeners: tuple[Listener, ...] = ()
    """What waits there."""
    why: tuple[str, ...] = ()
    """Why it cannot be said, or is refused."""
    ignored: str | None = None
    """Why it may stay, where the file of what is ignored says so."""


def joined(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Return faults in which those of one cause stand together, the gravest first.

    One cause is the same kind, way, requirements, other ends and rules: first all ports of a transport are joined, then
    the transports whose ports are the same.
    """
    by_transport = _grouped(faults, lambda each: each.transports)
    by_ports = _grouped(by_transport, lambda each: each.ports)
    order = list(CODES)
    return tuple(sorted(by_ports, key=lambda each: (order.index(each.kind), each.way, each.ports, each.transports)))


def _grouped(faults: Iterable[Fault], key: Callable[[Fault], object]) -> Iterator[Fault]:
    groups: dict[object, list[Fault]] = {}
    for each in faults:
        groups.setdefault((_cause(each), key(each)), []).append(each)
    for several in groups.values():
        yield msgspec.structs.replace(
            several[0],
            transports=tuple(sorted({name for each in several for name in each.transports})),
            ports=spans([span for each in several for span in each.ports]),
            listeners=tuple(sorted({one for each in several for one in each.listeners}, key=order_of)),
        )


def _cause(fault: Fault) -> tuple[object, ...]:
    rows = tuple(row.id for row in fault.requirements)
    return fault.kind, fault.way, rows, tuple(sorted(fault.addresses.items())), fault.rules, fault.why, fault.ignored
