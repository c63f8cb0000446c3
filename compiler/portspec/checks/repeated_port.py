"""Repeated ports: two rows of a role state the same port for the same traffic."""

from collections.abc import Iterator

from portspec.analysis.exposure import traffic
from portspec.checks import Review
from portspec.findings import Finding, finding
from portspec.resolve.contradicted import contradicted
from portspec.resolve.subject import RULE
from portspec.spec import Context, Requirement


def check(review: Review) -> Iterator[Finding]:
    """Yield a finding for each row that states a port, or a range, that a row before it states.

    Rows that differ in transport, direction, other end or condition are about different traffic; where the page
    names no role, rows may be about different hosts.
    """
    first: dict[object, Requirement] = {}
    for row in filter(_is_named, review.spec.requirements):
        keys = {(key, ports): ports for ports in row.ports for key in traffic(row)}
        again = next((key for key in keys if first.get(key, row) is not row), None)
        if again is not None:
            above = review.place(first[again])
            message = f"Port {keys[again]} stands in the row at {above.words} as well: “{above.quote}”"
            help = "Make one row of the two, or say in what their traffic differs."
            yield finding("PS412", message, help, review.place(row))
        for key in keys:
            first.setdefault(key, row)


def _is_named(row: Requirement) -> bool:
    """Tell whether the page says itself which host a row is about, and nothing that another one contradicts."""
    known = row.basis.get("role")
    stated = row.role is not None and row.kind != "command"  # the same is often shown for several firewalls
    told = contradicted(row) is not None  # of two that contradict each other another finding speaks
    return stated and not (told or (isinstance(known, Context) and known.rule == RULE))
