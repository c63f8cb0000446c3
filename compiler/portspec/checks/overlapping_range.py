"""Overlapping ranges: a range of ports takes in ports that another row of the role states for the same traffic."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from portspec.analysis.exposure import traffic
from portspec.checks import Review
from portspec.findings import Finding, finding
from portspec.spec import PortRange, Requirement

PlacedRange = tuple[PortRange, int]
"""A range, and the number of the row that states it."""


def check(review: Review) -> Iterator[Finding]:
    """Yield a finding for each row whose ports overlap those of another; equal ranges are another rule's concern.

    Rows that differ in transport, direction, other end or condition are about different traffic; where the page
    names no role, rows may be about different hosts.
    """
    groups: dict[object, list[PlacedRange]] = defaultdict(list)
    for at, row in enumerate(review.spec.requirements):
        for key in traffic(row) if row.role is not None and row.kind != "command" else ():
            groups[key] += [(ports, at) for ports in row.ports]
    pairs = {pair[1][1]: pair for group in groups.values() for pair in _overlaps(group)}
    for at in sorted(pairs):
        (ports, other), (own, _) = pairs[at]
        yield _overlap(review, review.spec.requirements[other], ports, review.spec.requirements[at], own)


def _overlaps(group: Iterable[PlacedRange]) -> Iterator[tuple[PlacedRange, PlacedRange]]:
    """Yield each range with one that it overlaps, the one of the earlier row first.

    A range is compared with the one, of those that start before it, that reaches furthest: the work grows with the
    number of ranges, not with its square.
    """
    furthest: PlacedRange | None = None
    for each in sorted(group):
        if furthest and each[0].start <= furthest[0].end and each[0] != furthest[0] and each[1] != furthest[1]:
            first, second = sorted((furthest, each), key=lambda stated: stated[1])
            yield first, second
        if furthest is None or each[0].end > furthest[0].end:
            furthest = each


def _overlap(review: Review, other: Requirement, theirs: PortRange, row: Requirement, own: PortRange) -> Finding:
    above = review.place(other)
    message = f"{own} overlaps {theirs} of the row at {above.words}: “{above.quote}”"
    help = "Part the ranges, or say in what their traffic differs."
    return finding("PS413", message, help, review.place(row))
