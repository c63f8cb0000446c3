"""Contradictions on a page: one row says that a port is not used on the network, another that it is."""

from collections.abc import Iterator

from portspec.analysis.verdict import keeps_closed, refusals_of
from portspec.checks import Review
from portspec.findings import Finding, finding
from portspec.spec import Requirement, role_closure


def check(review: Review) -> Iterator[Finding]:
    """Yield a finding for each row that opens a port which another row of the same host closes.

    The rows of a role and of the roles that it includes hold for one host. Rows with different conditions hold at
    different times, and a port of one transport is not that of another.
    """
    seen: set[tuple[str, str]] = set()
    for role in (None, *(each.id for each in review.spec.roles)):
        rows = review.spec.rows_of(*(role_closure(review.spec, role) if role else (None,)))
        closed = [each for each in rows if keeps_closed(each)]
        for no in closed:
            for yes in rows:
                if _is_used(yes) and _meet(no, yes) and (no.id, yes.id) not in seen:
                    seen.add((no.id, yes.id))
                    yield _contradiction(review, no, yes)


def _is_used(row: Requirement) -> bool:
    return not refusals_of(row)


def _meet(one: Requirement, other: Requirement) -> bool:
    """Return whether two rows speak of the same port under the same condition."""
    return (
        any(a.start <= b.end and b.start <= a.end for a in one.ports for b in other.ports)
        and (not (one.transports and other.transports) or bool(set(one.transports) & set(other.transports)))
        and (not (one.condition and other.condition) or one.condition == other.condition)
    )


def _contradiction(review: Review, no: Requirement, yes: Requirement) -> Finding:
    closed = review.place(no)
    message = f"This row uses a port that the row at {closed.words} keeps off the network: “{closed.quote}”"
    return finding("PS411", message, "Correct one of the two rows.", review.place(yes))
