"""Reports: an audit as a document, for programs and for people."""

import msgspec

from portspec.analysis.verdict import Way
from portspec.audit.fault import Fault, Kind
from portspec.audit.words import as_finding, networks_of
from portspec.findings import Finding, Severity
from portspec.spec import Need, PortRange, Product, Provenance, Spec


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A requirement that a fault is about."""

    id: str
    """The requirement's id in the spec."""
    need: Need
    """How firmly the page asks for it."""
    role: str | None
    """The role that it is about, or None."""
    provenance: Provenance
    """Its place and quote."""


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """What waits on the ports of a fault."""

    port: int
    """From 0 to 65535."""
    address: str | None
    """None for all addresses."""
    process: str | None
    """None where no source names it."""


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One fault."""

    kind: Kind
    """What is wrong."""
    code: str
    """The code of its finding."""
    severity: Severity
    """How grave its finding is."""
    way: Way
    """Which way connections are opened, seen from the host."""
    transports: tuple[str, ...]
    """Sorted; at least one."""
    ports: tuple[PortRange, ...]
    """In order; all of them for a protocol without ports."""
    ends: tuple[str, ...]
    """Networks and ranges of addresses at the other end; empty where nobody is told apart."""
    requirements: tuple[Asked, ...]
    """Those that it is about; empty where none is."""
    rules: tuple[str, ...]
    """The firewall's rules that let it pass."""
    listeners: tuple[Waiting, ...]
    """What waits on the ports."""
    why: tuple[str, ...]
    """Why it is refused, or what cannot be said."""
    message: str
    """What is wrong, one sentence without a final period."""
    help: str
    """What to do about it."""
    ignored: str | None
    """Why it may stay; None where it may not."""


class Audit(msgspec.Struct, frozen=True, kw_only=True):
    """What is told of one host; `schemas/audit.schema.json` is its contract."""

    product: Product | None
    """The product and its release; None for a page without a catalog."""
    roles: tuple[str, ...]
    """The roles that the host was said to play."""
    faults: tuple[Told, ...]
    """The gravest first."""
    notes: tuple[Finding, ...]
    """What no source tells, and other findings about the sources."""


def document(spec: Spec, roles: tuple[str, ...], faults: tuple[Fault, ...], notes: tuple[Finding, ...]) -> Audit:
    """Return an audit as one value."""
    return Audit(product=spec.product, roles=roles, faults=tuple(told(each, spec) for each in faults), notes=notes)


def as_json(told: object) -> str:
    """Return what is told of a host or a fleet as JSON that fits its schema."""
    return msgspec.json.format(msgspec.json.encode(told), indent=2).decode()


def told(fault: Fault, spec: Spec) -> Told:
    """Return a fault as it is told."""
    said = as_finding(fault, spec)
    return Told(
        kind=fault.kind,
        code=said.code,
        severity=said.severity,
        way=fault.way,
        transports=fault.transports,
        ports=tuple(PortRange(start=first, end=last) for first, last in fault.ports),
        ends=tuple(word for family, ends in sorted(fault.addresses.items()) for word in networks_of(ends, family)),
        requirements=tuple(
            Asked(id=row.id, need=row.need, role=row.role, provenance=row.provenance) for row in fault.requirements
        ),
        rules=fault.rules,
        listeners=tuple(
            Waiting(port=each.port, address=each.address, process=each.process) for each in fault.listeners
        ),
        why=fault.why,
        message=said.message,
        help=said.help,
        ignored=fault.ignored,
    )
