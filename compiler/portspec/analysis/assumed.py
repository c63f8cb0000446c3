"""Assumed directions: which side connects is only assumed by an erratum, and firewall texts ask before they open it."""

from portspec.analysis.verdict import verdict_of, why_of
from portspec.spec import Requirement, Spec

ASSUMED = "its direction is an assumption"
ASKED = f"{ASSUMED}: firewall texts leave it out without a network for its peer or --accept-assumptions"


def assumes_direction(row: Requirement, spec: Spec) -> bool:
    """Tell whether the direction of a row that leaves the host has no more ground than an assumption."""
    basis = row.corrected.get("direction")
    record = spec.erratum(basis.erratum) if basis and row.direction != "internal" else None
    return record is not None and record.kind == "assumption"


def asks_first(row: Requirement, spec: Spec) -> bool:
    """Tell whether firewall texts leave out a row that is open, until they are told that its direction is right."""
    return verdict_of(row) != "closed" and assumes_direction(row, spec)


def why_in(row: Requirement, spec: Spec) -> str:
    """Return why a row is closed, or when it is needed and what firewall texts ask first; empty for nothing of that."""
    asked = ASKED if asks_first(row, spec) else ""
    return "; ".join(filter(None, (why_of(row), asked)))


def told_in(row: Requirement, spec: Spec) -> str:
    """Return the verdict on a row in words, with what is behind it."""
    why = why_in(row, spec)
    return f"{verdict_of(row)}{f' ({why})' if why else ''}"
