"""Contradicted ends: a row's direction is not the one that follows from its source and its destination."""

from collections.abc import Iterator

from portspec.analysis.verdict import contradicts
from portspec.checks import Review
from portspec.findings import Finding, finding


def check(review: Review) -> Iterator[Finding]:
    """Yield a finding for each row whose role sends what is said to come in, or accepts what is said to go out.

    Such a row stays closed, since one of the two is wrong.
    """
    for row in review.spec.requirements:
        if contradicts(row):
            ends = " and ".join(
                f"the {what} “{text}”"
                for what, text in (("source", row.source), ("destination", row.destination))
                if text
            )
            message = f"The direction {row.direction} contradicts {ends}, so the port stays closed"
            help = "Correct the direction or the ends on the page, or set the direction by an erratum."
            yield finding("PS422", message, help, review.place(row))
