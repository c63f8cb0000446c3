"""Contradictions on a page: one row says that a port is not used on the network, another that it is."""

from collections.abc import Iterator

from portspec.analysis.verdict import keeps_closed, refusals_of
from portspec.checks import Review
from portspec.findings import Finding, finding
from portspec.resolve.contradicted import contradicted, ends_named
from portspec.spec import Provenance, Requirement, role_closure


def check(review: Review) -> Iterator[Finding]:
    """Yield a finding for each row that opens a port which another row of the same host closes.

    The rows of a role and of the roles that it includes hold for one host. Rows with different conditions hold at
    different times, and a port of one transport is not that of another.
    """
    for row in review.spec.requirements:
        if ground := contradicted(row):
            yield _contradiction(review, ground.provenance, row, "; it stays closed")
    seen: set[tuple[str, str]] = set()
    for role in (None, *(each.id for each in review.spec.roles)):
        rows = review.spec.rows_of(*(role_closure(review.spec, role) if role else (None,)))
        closed = [each for each in rows if keeps_closed(each) and not contradicted(each)]
        used = [each for each in rows if not refusals_of(each)] if closed else []
        for no in closed:
            for yes in used:
                if _meet(no, yes) and (no.id, yes.id) not in seen:
                    seen.add((no.id, yes.id))
                    yield _contradiction(review, no.provenance, yes)


def _meet(one: Requirement, other: Requirement) -> bool:
    """Return whether two rows speak of the same port under the same condition, one way, and not for other ends each."""
    return (
        any(a.start <= b.end and b.start <= a.end for a in one.ports for b in other.ports)
        and (not (one.transports and other.transports) or bool(set(one.transports) & set(other.transports)))
        and (not (one.condition and other.condition) or one.condition == other.condition)
        and {one.direction, other.direction} != {"inbound", "outbound"}
        and not any(a and b and a.isdisjoint(b) for a, b in zip(ends_named(one), ends_named(other), strict=True))
    )


def _contradiction(review: Review, no: Provenance, yes: Requirement, outcome: str = "") -> Finding:
    message = f"This row uses a port that the row at {no.words} keeps off the network{outcome}: “{no.quote}”"
    return finding("PS411", message, "Correct one of the two rows.", review.place(yes))
