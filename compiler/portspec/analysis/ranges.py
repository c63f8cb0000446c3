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


def without(ports: PortRange, holes: Iterable[PortRange]) -> tuple[PortRange, ...]:
    """Return what is left of a range without others, sorted."""
    found, start = [], ports.start
    for each in joined(holes):
        if start <= each.end and each.start <= ports.end:
            if start < each.start:
                found.append(PortRange(start=start, end=each.start - 1))
            start = each.end + 1
    return (*found, PortRange(start=start, end=ports.end)) if start <= ports.end else tuple(found)
