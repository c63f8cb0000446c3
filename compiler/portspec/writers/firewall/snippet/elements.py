"""Elements of a set, one a line, each with its reasons beside it."""

from collections.abc import Iterator, Sequence

from portspec.spec import ErratumRecord
from portspec.writers.firewall.lowering.plan import Opening
from portspec.writers.firewall.snippet.header import remarks


def elements(openings: Sequence[Opening], errata: dict[str, ErratumRecord], mark: str = "") -> Iterator[str]:
    """Return the ports of each opening, ended by `mark`, and behind `#` the requirements that ask for them."""
    width = max((len(f"{each.ports}{mark}") for each in openings), default=0)
    for each in openings:
        ports, reasons = f"{each.ports}{mark}", list(remarks(each, errata))
        if not reasons:
            yield ports
        for at, reason in enumerate(reasons):
            yield f"{('' if at else ports).ljust(width)}  # {reason}"
