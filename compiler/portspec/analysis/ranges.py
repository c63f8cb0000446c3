"""Ranges: ports joined to as few ranges as say them."""

from collections.abc import Iterable

from portspec.spec import PortRange


def joined(ranges: Iterable[PortRange]) -> tuple[PortRange, ...]:
    """Return the ranges sorted, those that overlap or touch as one."""
    found: list[PortRange] = []
    for each in sorted(ranges):
        if found and each.start <= found[-1].end + 1:
            found[-1] = PortRange(start=found[-1].start, end=max(found[-1].end, each.end))
        else:
            found.append(each)
    return tuple(found)
