"""Binds: the ports that the user chose for dynamic ports."""

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise

from portspec.findings import Report, finding
from portspec.spec import PortRange, Requirement

Bound = dict[str, tuple[PortRange, ...]]
"""The user's ports by the dynamic port's name, in the given order."""


def bind_name(row: Requirement) -> str:
    """Return the name by which a requirement's dynamic port is bound: its own, or else the requirement's id."""
    return (row.dynamic and row.dynamic.name) or row.id


def read_binds(rows: Iterable[Requirement], binds: Mapping[str, tuple[str, ...]], report: Report) -> Bound:
    """Return the given ports; unknown names, texts that are no ports and overlaps are reported as PS502."""
    known = sorted({bind_name(row) for row in rows if row.dynamic})
    for name in binds:
        if name not in known:
            message = f"no requirement of these roles has a dynamic port {name}"
            report(finding("PS502", message, f"The dynamic ports are {', '.join(known) or 'none'}."))
    bound = {name: _ranges(name, texts, report) for name, texts in binds.items()}
    _overlaps(bound, report)
    return bound


def _ranges(name: str, texts: tuple[str, ...], report: Report) -> tuple[PortRange, ...]:
    read = []
    for text in texts:
        ports = _range(text)
        if ports:
            read.append(ports)
        else:
            message = f"--bind {name}: {text} is no port and no range of ports"
            report(finding("PS502", message, "Give a port such as 30000 or a range such as 30000-30100, 1 to 65535."))
    return tuple(read)


def _range(text: str) -> PortRange | None:
    found = re.fullmatch(r"([0-9]{1,5})(?:-([0-9]{1,5}))?", text)
    if not found:
        return None
    start, end = int(found[1]), int(found[2] or found[1])
    return PortRange(start=start, end=end) if 1 <= start <= end <= 65535 else None  # noqa: PLR2004 (RFC 6335)


def _overlaps(bound: Bound, report: Report) -> None:
    every = sorted((ports, name) for name, ranges in bound.items() for ports in ranges)
    for (before, first), (after, second) in pairwise(every):
        if after.start <= before.end:
            message = f"--bind {first}={before} and --bind {second}={after} overlap"
            report(finding("PS502", message, "Give each dynamic port ports of its own."))
