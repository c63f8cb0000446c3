"""What a row leaves unstated: without a transport and a direction a port cannot become a firewall rule."""

from collections.abc import Iterator

from portspec.analysis.verdict import is_contained, reasons_of
from portspec.checks import Review
from portspec.findings import Finding, finding
from portspec.spec import Requirement


def check(review: Review) -> Iterator[Finding]:
    """Yield for transport and for direction one finding where most rows do not state it, else one for each such row.

    A row whose ends tell its direction needs none, nor does one of ports inside of a container anything; where an
    erratum sets one, nothing is left to say.
    """
    for document in review.documents:
        ported = [each for each in review.rows(document) if (each.ports or each.dynamic) and not is_contained(each)]
        yield from _silent(review, ported, "PS403", "transports")
        yield from _silent(review, [each for each in ported if not _is_told_by_ends(each)], "PS404", "direction")


def _is_told_by_ends(row: Requirement) -> bool:
    return row.direction == "unstated" and "direction unstated" not in reasons_of(row)


HELP = {
    "transports": ("transport", "State TCP or UDP on the page, or set the transport by an erratum."),
    "direction": ("direction", "State inbound or outbound on the page, or set the direction by an erratum."),
}


def _silent(review: Review, needs: list[Requirement], code: str, field: str) -> Iterator[Finding]:
    """Yield the findings about one field."""
    silent = [each for each in needs if _stated(each, field) in UNKNOWN]
    open_ones = [each for each in silent if getattr(each, field) in UNKNOWN]
    what, help = HELP[field]
    if open_ones and len(silent) * 2 > len(needs):
        count = (
            "No row of the page states"
            if len(open_ones) == len(needs)
            else f"{len(open_ones)} of {len(needs)} rows {'is' if len(open_ones) == 1 else 'are'} left without"
        )
        yield finding(code, f"{count} a {what}", help, review.place(open_ones[0]))
        return
    for each in open_ones:
        yield finding(code, f"This row states no {what}", help, review.place(each))


UNKNOWN = ((), "unstated")


def _stated(each: Requirement, field: str) -> object:
    """Return what the page states for a field, before errata."""
    basis = each.corrected.get(field)
    return basis.was if basis else getattr(each, field)
