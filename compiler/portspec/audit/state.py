"""The state of a host: what holds of each documented port on it, and of each other one that is told of."""

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from portspec.analysis.verdict import Way
from portspec.audit.compare import Host, passes
from portspec.audit.documented import Traffic
from portspec.audit.fault import Fault
from portspec.audit.words import ports_of
from portspec.protocols import WITH_PORTS


class Row(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """One row of the matrix of a fleet."""

    requirement: str
    """Its id; empty for what nothing documents."""
    way: Way
    """Which way connections are opened, seen from the host."""
    ports: str
    """With their transports, such as `22/tcp`."""


def states(host: Host, faults: Iterable[Fault]) -> Mapping[Row, str]:
    """Return what holds of each row, such as `allowed, listening`; an undocumented one is there where it holds."""
    found = dict(_documented(host))
    for each in faults:
        if not each.requirements:
            found[Row(requirement="", way=each.way, ports=ports_of(each))] = each.kind
    return found


def _documented(host: Host) -> Iterator[tuple[Row, str]]:
    for traffic in host.traffic:
        for transport in traffic.transports if traffic.ports else ():
            row = Row(requirement=traffic.requirement.id, way=traffic.way, ports=_ports(traffic, transport))
            yield row, ", ".join(_words(host, traffic, transport))


def _ports(traffic: Traffic, transport: str) -> str:
    return ports_of(Fault(kind="unknown", way=traffic.way, transports=(transport,), ports=traffic.ports))


def _words(host: Host, traffic: Traffic, transport: str) -> Iterator[str]:
    views = host.told(traffic.way)
    yield "unknown" if not views else "allowed" if passes(views, transport, traffic) else "not allowed"
    if traffic.way == "in" and host.listeners is not None and transport in WITH_PORTS:
        waiting = host.listening(transport, traffic.ports)
        yield "listening" if any(not each.is_local for each in waiting) else "local" if waiting else "silent"
