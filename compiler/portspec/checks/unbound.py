"""Dynamic ports without a name: nobody can bind a number to such a port in every row that means it."""

from collections.abc import Iterator

from portspec.checks import Review
from portspec.findings import Finding, finding


def check(review: Review) -> Iterator[Finding]:
    """Yield a finding for each dynamic port to which no erratum gives a name.

    A damaged placeholder is a finding of its own (PS202), whose help says the same.
    """
    damaged = {(each.place.source, each.place.line) for each in review.findings if each.code == "PS202" and each.place}
    for row in review.spec.requirements:
        if row.dynamic is None or row.dynamic.name is not None:
            continue
        place = review.place(row)
        if (place.source, place.line) not in damaged:
            message = f"“{row.dynamic.text}” is no number and has no name to bind one to"
            help = "Name the port by an erratum; until then only this row's id stands for it."
            yield finding("PS414", message, help, place)
