"""What is ignored: faults that may stay, each with its reason, in a small file of the user's."""

from collections.abc import Iterable, Iterator
from typing import Annotated

import msgspec
from msgspec import Meta

from portspec.analysis.verdict import Way
from portspec.audit.fault import Fault, Kind
from portspec.audit.space import Span
from portspec.findings import Report, finding
from portspec.spec import HIGHEST_PORT, Transport
from portspec.toml import loads

Ports = Annotated[str, Meta(pattern=r"^[0-9]{1,5}(-[0-9]{1,5})?\Z")]


class Ignored(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One entry: which faults it is about, and why they may stay."""

    kind: Kind
    """The kind of fault."""
    why: Annotated[str, Meta(min_length=1)]
    """The reason, which the report repeats."""
    ports: Ports | None = None
    """`8080` or `8080-8090`; all ports unless given."""
    transport: Transport | None = None
    """All transports unless given."""
    way: Way | None = None
    """Both ways unless given."""
    requirement: str | None = None
    """The id of the requirement that the fault is about; unless given, any or none."""

    @property
    def span(self) -> Span:
        """The ports as numbers."""
        first, _, last = (self.ports or f"0-{HIGHEST_PORT}").partition("-")
        return int(first), int(last or first)

    def __str__(self) -> str:
        parts = (self.kind, self.way, self.transport, self.ports, self.requirement)
        return " ".join(each for each in parts if each)


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    ignore: tuple[Ignored, ...] = ()
    """The entries, in their order."""


def read_ignored(text: str, shown: str, report: Report) -> tuple[Ignored, ...] | None:
    """Return the entries of a TOML file, or None after reporting what is wrong with it (PS538)."""
    try:
        return msgspec.convert(loads(text), _File).ignore
    except ValueError as error:
        help = "Each entry is [[ignore]] with kind, why, and ports, transport, way or requirement."
        report(finding("PS538", f"{shown} is no list of what is ignored: {error}", help))
        return None


def ignoring(faults: Iterable[Fault], entries: tuple[Ignored, ...], report: Report) -> Iterator[Fault]:
    """Yield faults, each with the reason of the first entry about it; an entry about none is reported (PS539)."""
    used = set[Ignored]()
    for each in faults:
        entry = next((entry for entry in entries if _is_about(entry, each)), None)
        used |= {entry} if entry else set()
        yield msgspec.structs.replace(each, ignored=entry.why) if entry else each
    for entry in entries:
        if entry not in used:
            help = "Take it out, or correct what it names: an entry must match a fault that is there."
            report(finding("PS539", f"nothing is ignored by “{entry}”", help))


def _is_about(entry: Ignored, fault: Fault) -> bool:
    named = entry.requirement is None or entry.requirement in [row.id for row in fault.requirements]
    inside = all(entry.span[0] <= first and last <= entry.span[1] for first, last in fault.ports)
    spoken = entry.transport is None or fault.transports == (entry.transport,)
    return (entry.kind, entry.way or fault.way) == (fault.kind, fault.way) and named and inside and spoken
