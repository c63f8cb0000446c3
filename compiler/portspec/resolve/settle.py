"""What becomes of findings: one ends with the value that an erratum sets, and a known one is acknowledged."""

from collections.abc import Iterator, Sequence

import msgspec
from msgspec import UNSET

from portspec.findings import Finding
from portspec.resolve.errata import Acknowledgement, AnyErratum, problem
from portspec.spec import Requirement, Spec

ABOUT = {"PS202": ("dynamic", "ports")}
"""The fields that findings about a page's words are about; the checks look at what the errata have left."""


def left(findings: Sequence[Finding], spec: Spec) -> list[Finding]:
    """Return the findings without those about a value that errata have set in each row where it is missing."""
    return [each for each in findings if each.code not in ABOUT or not _ended(each, spec)]


def _ended(found: Finding, spec: Spec) -> bool:
    """Tell whether errata have set what a finding is about."""
    rows = [each for each in _rows_at(found, spec) if each.dynamic or "ports" in each.corrected]
    return bool(rows) and all(any(field in each.corrected for field in ABOUT[found.code]) for each in rows)


def _rows_at(found: Finding, spec: Spec) -> Iterator[Requirement]:
    """Yield the requirements that stand where a finding is."""
    at = found.place
    sources = {each.id for each in spec.sources if at and each.path == at.source}
    for each in spec.requirements:
        where = each.provenance
        if at and where.source in sources and where.line <= at.line <= where.end_line and where.at == at.at:
            yield each


def acknowledge(findings: Sequence[Finding], errata: Sequence[AnyErratum]) -> list[Finding]:
    """Return the findings, each that an erratum acknowledges with its reason, and with those about such errata.

    One that fits no finding any more (PS301), or not as many as it counts (PS302), acknowledges nothing.
    """
    found = list(findings)
    for erratum in (each for each in errata if isinstance(each, Acknowledgement)):
        meant = [at for at, each in enumerate(found) if each.acknowledged is UNSET and _is_meant(erratum, each)]
        if len(meant) != erratum.count:
            found.append(_mismatch(erratum, [found[at] for at in meant]))
            continue
        for at in meant:
            found[at] = msgspec.structs.replace(found[at], acknowledged=" ".join(erratum.why.split()))
    return found


def _is_meant(erratum: Acknowledgement, found: Finding) -> bool:
    texts = (found.message, found.place.quote if found.place else "")
    return found.code == erratum.finding and (erratum.says is UNSET or any(erratum.says in each for each in texts))


def _mismatch(erratum: Acknowledgement, found: Sequence[Finding]) -> Finding:
    """Return a finding about an acknowledgement that fits none, or another number than it counts."""
    said = erratum.finding if erratum.says is UNSET else f"{erratum.finding} that says “{erratum.says}”"
    if not found:
        return problem(erratum, "PS301", f"is stale: there is no {said}", "Remove it, or say what is found now.")
    where = ", ".join(each.place.words for each in found if each.place)
    message = f"is about {erratum.count}, but there are {len(found)} of {said}{f': at {where}' if where else ''}"
    help = f"Say by `says` which one is meant, or `count: {len(found)}` if its reason holds for all."
    return problem(erratum, "PS302", message, help)
