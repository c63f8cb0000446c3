"""The comparison: what is documented, what the firewall lets pass, and what listens."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from portspec.analysis.verdict import Way
from portspec.audit.documented import Traffic, why_refused
from portspec.audit.fault import Fault
from portspec.audit.listening.socket import Listener
from portspec.audit.space import PORTS, Span
from portspec.audit.view import FAMILIES, WAYS, Ends, View
from portspec.protocols import WITH_PORTS
from portspec.spec import Requirement

EVERY: Span = (0, PORTS - 1)


class Host(msgspec.Struct, frozen=True, kw_only=True):
    """All that is compared."""

    traffic: tuple[Traffic, ...]
    """What is documented."""
    views: Mapping[tuple[Way, int], View]
    """What passes, by way and family."""
    transports: tuple[str, ...]
    """The transports that are told apart, sorted."""
    listeners: tuple[Listener, ...] | None
    """None where it is not known what listens."""
    own: Ends
    """Its own addresses, from and to which nothing goes over a network."""

    def told(self, way: Way) -> tuple[View, ...]:
        """Return the views of a way of which any source speaks."""
        return tuple(each for family in FAMILIES if (each := self.views[way, family]).is_told)

    def listening(self, transport: str, ports: Sequence[Span]) -> tuple[Listener, ...]:
        """Return what waits on some ports."""
        found = (each for each in self.listeners or () if each.transport == transport)
        return tuple(each for each in found if any(first <= each.port <= last for first, last in ports))


def compare(host: Host) -> Iterator[Fault]:
    """Yield every fault of a host, one for each stretch of ports; nothing is joined yet.

    What goes out is looked at where the host keeps some of it back: elsewhere nobody has meant to open it.
    """
    for way in WAYS:
        filtered = [each for each in host.told(way) if way == "in" or each.is_filtered]
        for transport in (each for each in host.transports if each in WITH_PORTS):
            for ports in host.views[way, FAMILIES[0]].stretches:
                yield from _stretch(host, way, transport, ports, filtered)
    for traffic in host.traffic:
        for transport in traffic.transports if not traffic.refused and traffic.ports else ():
            yield from _asked(host, traffic, transport, host.told(traffic.way))


def _stretch(host: Host, way: Way, transport: str, ports: Span, views: Sequence[View]) -> Iterator[Fault]:
    """Yield what passes on a stretch of ports and is not documented, or else what listens there and is not."""
    covering = [each for each in host.traffic if each.way == way and _covers(each, transport, ports)]
    documented = [each for each in covering if not each.refused]
    waiting = host.listening(transport, (ports,)) if way == "in" else ()
    fault = Fault(kind="unknown", way=way, transports=(transport,), ports=(ports,), listeners=waiting)
    excess = [(view, _excess(host, view, transport, ports, documented)) for view in views]
    passing = [(view, some) for view, every in excess if (some := every & view.judged.allowed)]
    doubtful = [(view, some) for view, every in excess if (some := every & view.judged.unknown)]
    beyond = tuple(each for each in waiting if not each.is_local)
    if passing:
        yield _passing(host, fault, covering, passing)
    elif beyond and not covering:
        yield msgspec.structs.replace(fault, kind="listening", listeners=beyond, why=_why(doubtful))
    elif doubtful:
        yield msgspec.structs.replace(
            fault, addresses=_ends(doubtful), why=_why(doubtful), requirements=_rows(documented)
        )


def _covers(traffic: Traffic, transport: str, ports: Span) -> bool:
    """Tell whether traffic is about a stretch, which no end of its own ports divides."""
    spoken = not traffic.transports or transport in traffic.transports
    return spoken and any(first <= ports[0] <= last for first, last in traffic.ports)


def _excess(host: Host, view: View, transport: str, ports: Span, documented: Sequence[Traffic]) -> int:
    """Return the packets of a stretch to and from other ends than the documented ones.

    The host's own addresses are documented ones where other hosts of its roles are: so hosts of one role have the same
    too much.
    """
    packets = view.packets(transport, ports)
    family = view.space.family
    for each in documented:
        packets &= ~view.towards(each.addresses(family))
        if each.is_peer:
            packets &= ~view.towards(host.own.get(family, ()))
    return packets


def _passing(host: Host, fault: Fault, covering: Sequence[Traffic], passing: Sequence[tuple[View, int]]) -> Fault:
    """Return the fault that some packets pass which are not documented."""
    fault = msgspec.structs.replace(
        fault,
        addresses=_ends(passing),
        rules=tuple(dict.fromkeys(rule for view, some in passing for rule in view.accepting(some))),
    )
    documented = [each for each in covering if not each.refused]
    if covering and not documented:
        why = tuple(dict.fromkeys(map(why_refused, covering)))
        return msgspec.structs.replace(fault, kind="refused", requirements=_rows(covering), why=why)
    beside = documented or list(_beside(host, fault, passing))
    return msgspec.structs.replace(fault, kind="wider" if beside else "undocumented", requirements=_rows(beside))


def _beside(host: Host, fault: Fault, passing: Sequence[tuple[View, int]]) -> Iterator[Traffic]:
    """Yield the documented traffic than which rules are wider: they reach its ports too, or let in another transport.

    A rule that lets all ports pass is wider than nothing.
    """
    (transport,), (ports,) = fault.transports, fault.ports
    reached = {span for view, some in passing for span in view.reach(some, transport, ports[0])} - {EVERY}
    for each in host.traffic:
        if each.way != fault.way or each.refused or each.ports == (EVERY,):
            continue
        same = not each.transports or transport in each.transports
        overlaps = any(first <= end and start <= last for first, last in each.ports for start, end in reached)
        if reached and ((same and overlaps) or any(first <= ports[0] <= last for first, last in each.ports)):
            yield each


def _asked(host: Host, traffic: Traffic, transport: str, views: Sequence[View]) -> Iterator[Fault]:
    """Yield what of documented traffic does not pass, or has nothing that waits for it."""
    fault = Fault(
        kind="blocked",
        way=traffic.way,
        transports=(transport,),
        ports=traffic.ports,
        requirements=(traffic.requirement,),
    )
    if traffic.way == "out" or host.listeners is None or transport not in WITH_PORTS:
        yield from _blocked(traffic, fault, views, traffic.ports) if traffic.is_needed else ()
        return
    waiting = host.listening(transport, traffic.ports)
    beyond = tuple(each for each in waiting if not each.is_local)
    if not waiting and traffic.is_known and passes(views, transport, traffic):
        yield msgspec.structs.replace(fault, kind="silent")
    elif waiting and not beyond and traffic.is_needed:
        yield msgspec.structs.replace(fault, kind="local", listeners=waiting)
    elif traffic.is_needed:
        for port in sorted({each.port for each in beyond}):
            here = tuple(each for each in beyond if each.port == port)
            families = {family for each in here for family in each.families}
            some = [view for view in views if view.space.family in families]
            yield from _blocked(traffic, msgspec.structs.replace(fault, listeners=here), some, ((port, port),))


def passes(views: Iterable[View], transport: str, traffic: Traffic) -> bool:
    """Tell whether anything of documented traffic is let through."""
    return any(
        view.judged.allowed & _wanted(view, transport, span, traffic) for view in views for span in traffic.ports
    )


def _blocked(traffic: Traffic, fault: Fault, views: Sequence[View], ports: Iterable[Span]) -> Iterator[Fault]:
    """Yield which of some ports are not let through: where the user gives networks, for all of them."""
    for stretch in (each for span in ports for view in views[:1] for each in view.within(span)):
        wanted = [(view, _wanted(view, fault.transports[0], stretch, traffic)) for view in views]
        missing = [(view, some) for view, every in wanted if (some := _missing(view, every, traffic, sure=True))]
        if not missing or (traffic.ends is None and len(missing) < len(wanted)):
            continue
        is_sure = any(_missing(view, every, traffic, sure=False) for view, every in missing)
        yield msgspec.structs.replace(
            fault,
            kind="blocked" if is_sure else "unknown",
            ports=(stretch,),
            addresses=_ends(missing) if traffic.ends is not None else {},
            why=() if is_sure else _why(missing),
        )


def _wanted(view: View, transport: str, ports: Span, traffic: Traffic) -> int:
    return view.packets(transport, ports) & view.towards(traffic.addresses(view.space.family))


def _missing(view: View, packets: int, traffic: Traffic, *, sure: bool) -> int:
    """Return the packets to or from ends of which none passes; or, not `sure`, of which none may pass."""
    passing = packets & (view.judged.allowed if sure else view.judged.allowed | view.judged.unknown)
    if traffic.ends is None:
        return 0 if passing else packets
    return packets & ~view.towards(view.ends(passing))


def _ends(found: Iterable[tuple[View, int]]) -> Ends:
    return {view.space.family: view.ends(some) for view, some in found}


def _why(found: Iterable[tuple[View, int]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line for view, _ in found for line in view.judged.why))


def _rows(traffic: Iterable[Traffic]) -> tuple[Requirement, ...]:
    return tuple({each.requirement.id: each.requirement for each in traffic}.values())
