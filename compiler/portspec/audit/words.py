"""Faults in words: each as a finding, with the requirement's place, quote and need."""

from collections.abc import Iterable, Mapping, Sequence
from ipaddress import IPv4Address, IPv6Address, summarize_address_range

from msgspec import UNSET
from msgspec.structs import replace

from portspec.audit.fault import CODES, Fault, Kind
from portspec.audit.listening.socket import Listener
from portspec.audit.space import PORTS, WIDTH, Span
from portspec.audit.view import NO_HOST
from portspec.findings import Finding, finding
from portspec.spec import Spec
from portspec.writers.firewall.lowering.place import place_of

FEW = 6
"""The most ports or networks that are listed one by one."""
HELP: Mapping[Kind, str] = {
    "refused": "Close it, or record in an erratum that the page is wrong.",
    "undocumented": "Close it, or give the reason why it is open in the file of --ignore.",
    "wider": "Narrow the rule to what is documented, or give the reason in the file of --ignore.",
    "blocked": "Let it through, or the product does not work; `portspec emit` writes the rules.",
    "local": "Let the service listen on an address that its peers reach.",
    "listening": "Stop it, let it listen on localhost, or give the reason in the file of --ignore.",
    "silent": "Start or install the service, or close the port if the host does not need it.",
    "unknown": "Look at the rules that are named, or give the sources that they depend on.",
}
"""What to do about each kind."""


def as_finding(fault: Fault, spec: Spec) -> Finding:
    """Return a fault as a finding, at the place of its requirement; one that is ignored is acknowledged."""
    place = place_of(spec, fault.requirements[0]) if fault.requirements else None
    found = finding(CODES[fault.kind], _message(fault), HELP[fault.kind], place)
    return replace(found, acknowledged=UNSET if fault.ignored is None else fault.ignored)


def _message(fault: Fault) -> str:
    ports, rows, who = ports_of(fault), _rows(fault), _names(fault.listeners)
    passes = f"may {_way(fault)}{_ends(fault)}{_by(fault.rules, ' by ')}"
    doubts = _by(fault.why, ": it depends on ")
    waits = f"{who} listens there" if who else "nothing is known to listen there"
    told: Mapping[Kind, str] = {
        "refused": f"{ports} {passes}, but {'; '.join(fault.why)} ({rows})",
        "undocumented": f"{ports} {passes}, and nothing documents it; {waits}",
        "wider": f"{ports} {passes}, which is more than is documented ({rows}){f'; {waits}' if who else ''}",
        "blocked": f"{ports} may not {_way(fault)}{_ends(fault)}, though it is documented ({rows})"
        + (f" and {waits}" if who else ""),
        "local": f"{ports} is open on localhost only ({who}), though others need it ({rows})",
        "listening": f"{ports} is listened on beyond localhost ({who}), and nothing documents it"
        + (f"; whether it may come in is unknown{doubts}" if doubts else ""),
        "silent": f"{ports} may {_way(fault)} as documented ({rows}), but nothing listens there",
        "unknown": f"it is unknown whether {ports} {passes}{doubts}{f' ({rows})' if rows else ''}",
    }
    return told[fault.kind]


def ports_of(fault: Fault) -> str:
    """Return the ports with their transports, such as `22, 80/tcp`; a protocol alone where it has no ports."""
    transports = "+".join(fault.transports)
    if fault.ports == ((0, PORTS - 1),):
        return f"all of {transports}"
    return f"{_listed([span_of(each) for each in fault.ports])}/{transports}"


def span_of(span: Span) -> str:
    """Return ports such as `22` or `5700-6900`."""
    return str(span[0]) if span[0] == span[1] else f"{span[0]}-{span[1]}"


def _listed(words: Sequence[str]) -> str:
    more = f" and {len(words) - FEW} more" if len(words) > FEW else ""
    return ", ".join(words[:FEW]) + more


def _way(fault: Fault) -> str:
    return "come in" if fault.way == "in" else "go out"


def _by(texts: Sequence[str], lead: str) -> str:
    return f"{lead}“{'”, “'.join(texts)}”" if texts else ""


def _rows(fault: Fault) -> str:
    return ", ".join(f"{row.id}, {row.need}" for row in fault.requirements)


def _names(listeners: Iterable[Listener]) -> str:
    names = (each.process or f"a socket at {each.address or 'any address'}" for each in listeners)
    return ", ".join(dict.fromkeys(names))


def _ends(fault: Fault) -> str:
    """Return from or to whom, where it is known; nothing stands for anyone where nobody is told apart."""
    lead = "from" if fault.way == "in" else "to"
    given = {family: ends for family, ends in fault.addresses.items() if ends}
    anyone = [family for family, ends in given.items() if ends == everyone(family)]
    named = [word for family, ends in given.items() if family not in anyone for word in networks_of(ends, family)]
    if len(anyone) == len(given):
        only = f" by IPv{anyone[0]}" if len(anyone) == 1 else ""
        return f" {lead} anyone{only}" if anyone else ""
    words = ([f"anyone by IPv{anyone[0]}"] if anyone else []) + named
    return f" {lead} {_listed(words)}"


def everyone(family: int) -> tuple[Span, ...]:
    """Return all addresses of a family from which anything comes over a network."""
    edges = [0, *(edge for first, last in NO_HOST[family] for edge in (first, last + 1)), WIDTH[family]]
    pairs = zip(edges[::2], edges[1::2], strict=True)
    return tuple((first, after - 1) for first, after in pairs if first < after)


def networks_of(ends: Iterable[Span], family: int) -> list[str]:
    """Return addresses as networks (RFC 4632); what takes many of them is a range."""
    found = list[str]()
    for first, last in ends:
        if family == IPV4:
            several = [str(each) for each in summarize_address_range(IPv4Address(first), IPv4Address(last))]
            edges = f"{IPv4Address(first)}-{IPv4Address(last)}"
        else:
            several = [str(each) for each in summarize_address_range(IPv6Address(first), IPv6Address(last))]
            edges = f"{IPv6Address(first)}-{IPv6Address(last)}"
        found += several if len(several) <= 2 else [edges]  # noqa: PLR2004 (two are as short as a range)
    return found


IPV4 = 4
