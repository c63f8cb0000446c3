"""Binds: the ports that the user chose, for dynamic ports and in place of documented ones."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from portspec.findings import Report, finding
from portspec.spec import HIGHEST_PORT, PortRange, Requirement

Bound = dict[str, tuple[PortRange, ...]]
"""The user's ports by the name of a dynamic port or by the id of a requirement, in the given order."""


def bind_name(row: Requirement) -> str:
    """Return the name by which a requirement's dynamic port is bound: its own, or else the requirement's id."""
    return (row.dynamic and row.dynamic.name) or row.id


def read_binds(rows: Iterable[Requirement], binds: Mapping[str, tuple[str, ...]], report: Report) -> Bound:
    """Return the given ports; unknown names and texts that are no ports are reported as PS502."""
    known = sorted({bind_name(row) for row in rows if row.dynamic}) if binds else []
    for name in binds:
        if name not in known:
            message = f"no requirement of these roles has a dynamic port {name}"
            report(finding("PS502", message, f"The dynamic ports are {', '.join(known) or 'none'}."))
    return {name: _ranges(f"--bind {name}", texts, report) for name, texts in binds.items()}


def read_sets(rows: Iterable[Requirement], sets: Mapping[str, tuple[str, ...]], report: Report) -> Bound:
    """Return the given ports; what names no requirement whose port can be chosen, or is no port, is PS502."""
    known = {row.id: row for row in rows} if sets else {}
    for name in sets:
        row = known.get(name)
        if row is None:
            message = f"these roles have no requirement {name}"
            report(finding("PS502", message, "`portspec show` lists the ids."))
        elif row.dynamic or not row.ports:
            help_ = f"Give --bind {bind_name(row)}=PORTS." if row.dynamic else "Leave out --set."
            report(finding("PS502", f"--set {name}: no port is documented that could be replaced", help_))
        elif not row.configurable:
            help_ = "If the vendor says so elsewhere, record it in an erratum that sets `configurable`."
            report(finding("PS502", f"--set {name}: the page does not say that another port can be chosen", help_))
    return {name: _ranges(f"--set {name}", texts, report) for name, texts in sets.items()}


def report_overlaps(rows: Iterable[Requirement], binds: Bound, sets: Bound, report: Report) -> None:
    """Report as PS502 the user's ports that overlap others of them in a transport."""
    claims = sorted(_claims(rows, binds, sets), key=lambda each: (each[0], each[1].start, each[1].end, each[2]))
    for (transport, before, first), (other, after, second) in pairwise(claims):
        if transport == other and after.start <= before.end:
            message = f"{first}={before} and {second}={after} overlap"
            report(finding("PS502", message, "Give each of them ports of its own."))


def read_range(text: str) -> PortRange | None:
    """Return the ports of a text such as `30000` or `30000-30100`, from 1 to 65535 (RFC 6335), or None."""
    if not re.fullmatch(r"[0-9]{1,5}(-[0-9]{1,5})?", text):
        return None
    first, _, last = text.partition("-")
    start, end = int(first), int(last or first)
    return PortRange(start=start, end=end) if 1 <= start <= end <= HIGHEST_PORT else None


def _claims(rows: Iterable[Requirement], binds: Bound, sets: Bound) -> Iterator[tuple[str, PortRange, str]]:
    # What has no transport yet may come to have any.
    transports: dict[str, set[str]] = {}
    for row in rows:
        name = f"--bind {bind_name(row)}" if row.dynamic else f"--set {row.id}"
        transports.setdefault(name, set()).update(row.transports or ANY)
    for option, given in (("--bind", binds), ("--set", sets)):
        for name, ranges in given.items():
            for ports in ranges:
                for transport in transports.get(f"{option} {name}", ANY):
                    yield transport, ports, f"{option} {name}"


def _ranges(option: str, texts: tuple[str, ...], report: Report) -> tuple[PortRange, ...]:
    read = []
    for text in texts:
        ports = read_range(text)
        if ports:
            read.append(ports)
        else:
            message = f"{option}: {text} is no port and no range of ports"
            report(finding("PS502", message, "Give a port such as 30000 or a range such as 30000-30100, 1 to 65535."))
    return tuple(read)


ANY = frozenset({"tcp", "udp"})
"""The transports that an unstated one may turn out to be."""
