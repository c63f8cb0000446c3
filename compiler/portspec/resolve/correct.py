"""Errata are applied to claims; an erratum that does not fit what the page states any more is an error."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

import msgspec
from msgspec import UNSET

from portspec.claims import Claim
from portspec.findings import Finding, Report
from portspec.protocols import ICMP
from portspec.resolve.errata import Erratum, Selector, StatedValue, given, problem
from portspec.resolve.rows import LOOKED_UP, Rows, rows_of
from portspec.spec import Basis, PortRange, Provenance

Changes = dict[str, tuple[str, StatedValue]]
"""For each field of a claim that is set, the erratum's id and the value."""


class Corrected(msgspec.Struct, frozen=True, kw_only=True):
    """A claim after its errata."""

    claim: Claim
    """With the values that errata set."""
    name: str | None = None
    """The name that its dynamic port was given."""
    role: str | None = None
    """The id of the role that it was given."""
    basis: dict[str, Basis] = {}
    """For each field that was set."""


def correct(
    claims: Sequence[Claim], roles: Sequence[str | None], errata: Sequence[Erratum], report: Report
) -> tuple[Corrected, ...]:
    """Return the claims with the errata applied, given the id of each claim's role.

    Each item of an erratum is matched against what the page states, never against what another erratum has set, so
    their order does not matter. An item that matches no claim (PS301) or several (PS302), sets what another has set
    (PS302) or what the page states already (PS303), or expects something else (PS304) is reported and not applied.
    """
    if not errata:
        return tuple(Corrected(claim=claim) for claim in claims)
    rows = rows_of(claims, roles)
    changes: dict[int, Changes] = defaultdict(dict)
    for erratum in errata:
        for item in erratum.match:
            _apply(erratum, item, rows, changes, report)
    return tuple(_corrected(claim, changes.get(at, {}), rows.stated[at]) for at, claim in enumerate(claims))


def _apply(erratum: Erratum, item: Selector, rows: Rows, changes: dict[int, Changes], report: Report) -> None:
    """Note the changes that an item of an erratum makes, or report what speaks against it."""
    found = rows.find(item)
    if len(found) == item.count:
        objections = [each for at in found for each in _objections(erratum, rows, at, changes[at])]
    else:
        objections = [_mismatch(erratum, item, rows, [rows.place(at) for at in found])]
    for each in objections:
        report(each)
    if not objections:
        new = {field: (erratum.id, value) for field, value in given(erratum.set).items()}
        for at in found:
            changes[at] |= new


def _objections(erratum: Erratum, rows: Rows, at: int, changes: Changes) -> Iterator[Finding]:
    """Yield what speaks against an erratum about a row."""
    row = f"the row at {rows.place(at).words}"
    yield from _conflicts(erratum, row, changes)
    yield from _disagreements(erratum, row, rows.stated[at])


def _mismatch(erratum: Erratum, item: Selector, rows: Rows, places: Sequence[Provenance]) -> Finding:
    """Return a finding about an item that matches no row or several."""
    said = ", ".join(f"{field} {_say(value)}" for field, value in given(item).items())
    if not places:
        help = "; ".join(_nearly(item, rows)) or "Remove it, or match what the page says now"
        return problem(erratum, "PS301", f"is stale: no row has {said}", f"{help}.")
    if item.count > 1:
        message = f"is about {item.count} rows, but {len(places)} have {said}: at {_listed(places)}"
        return problem(erratum, "PS302", message, f"See whether it holds for all; then write `count: {len(places)}`.")
    message = f"is ambiguous: the rows at {_listed(places)} have {said}"
    help = f"Add a key, such as `purpose`, that only one of the rows has, or `count: {len(places)}` if all are meant."
    return problem(erratum, "PS302", message, help)


def _nearly(item: Selector, rows: Rows) -> Iterator[str]:
    """Yield what to match instead, where all keys but one fit one row: its role, say, has another id now."""
    for field in (each for each in given(item) if each in LOOKED_UP):
        others = msgspec.structs.replace(item, **{field: UNSET})
        near = rows.find(others) if given(others) else ()
        if len(near) == 1:
            value = _say(rows.stated[near[0]][field])
            yield f"The row at {rows.place(near[0]).words} has all of that but {field}, which is {value} there"


def _listed(places: Sequence[Provenance]) -> str:
    """Return several places in words."""
    if any(each.at for each in places):
        return ", ".join(each.words for each in places)
    return f"lines {', '.join(str(each.line) for each in places)}"


def _conflicts(erratum: Erratum, row: str, changes: Changes) -> Iterator[Finding]:
    """Yield a finding for each field that has been set before."""
    for field in given(erratum.set):
        if field in changes:
            message = f"sets {field} of {row}, as the erratum {changes[field][0]} does"
            yield problem(erratum, "PS302", message, "Keep one of the two.")


def _disagreements(erratum: Erratum, row: str, stated: Mapping[str, StatedValue]) -> Iterator[Finding]:
    """Yield a finding for each field of which the page states what is set, or does not state what is expected."""
    overtaken = [field for field, value in given(erratum.set).items() if _states(stated, field, value)]
    for field in overtaken:
        message = f"is overtaken: {row} now states {field} {_say(stated[field])} itself"
        yield problem(erratum, "PS303", message, f"Remove {field} from the erratum.")
    yield from _typeless(erratum, row, stated)
    for field, value in given(erratum.expect).items():
        if field not in overtaken and stated[field] != value:
            message = f"expects {field} {_say(value)}, but {row} states {_say(stated[field])}"
            yield problem(erratum, "PS304", message, "See whether its reason still holds, then change or remove it.")


def _typeless(erratum: Erratum, row: str, stated: Mapping[str, StatedValue]) -> Iterator[Finding]:
    """Yield a finding where a row with types of ICMP would be one of other protocols, which have none."""
    behind = {**stated, **given(erratum.set)}
    transports = cast("tuple[str, ...]", behind["transports"])
    if behind["icmp_types"] and not (transports and ICMP.issuperset(transports)):
        message = f"makes {row} one with types of ICMP and the transports {_say(transports)}"
        help = "Only icmp and icmpv6 have types: set transports in the same erratum, or `icmp_types: []`."
        yield problem(erratum, "PS304", message, help)


def _states(stated: Mapping[str, StatedValue], field: str, value: StatedValue) -> bool:
    """Return whether the page states what is to be set; a port in need of a name is one without a number."""
    return stated["dynamic"] is None if field == "dynamic" else stated[field] == value


def _say(value: StatedValue) -> str:
    """Return a value as a message shows it."""
    if isinstance(value, tuple):
        return ", ".join(value) or "none"
    if isinstance(value, bool):
        return "true" if value else "false"
    return "none" if value is None else f"“{value}”"


def _corrected(claim: Claim, changes: Changes, stated: Mapping[str, StatedValue]) -> Corrected:
    """Return a claim with its changes made, and what the page stated in their place."""
    following = {field: each for field, each in _following(claim, changes).items() if each[1] != stated[field]}
    changes = changes | following
    values: dict[str, Any] = {field: value for field, (_, value) in changes.items()}
    name, role = values.pop("dynamic", None), values.pop("role", None)
    if "ports" in values:
        values |= {"ports": tuple(map(_range, values["ports"])), "dynamic": None}
    if "source_ports" in values:
        values["source_ports"] = tuple(map(_range, values["source_ports"]))
    if "icmp_types" in values:
        values["icmp_types"] = values["icmp_types"] or UNSET
    basis = {field: Basis(erratum=changes[field][0], was=stated[field]) for field in sorted(changes)}
    return Corrected(claim=msgspec.structs.replace(claim, **values), name=name, role=role, basis=basis)


def _following(claim: Claim, changes: Changes) -> Changes:
    """Return the changes that follow from others: `negated` is a need, and what has a condition is needed under it."""
    if "need" in changes:
        erratum, need = changes["need"]
        return {} if "negated" in changes else {"negated": (erratum, need == "denied")}
    if "negated" in changes:
        erratum, negated = changes["negated"]
        need = "denied" if negated else "required" if claim.need == "denied" else claim.need
        return {"need": (erratum, need)}
    if changes.get("condition", ("", None))[1] is not None and claim.need == "required":
        return {"need": (changes["condition"][0], "conditional")}
    return {}


def _range(text: str) -> PortRange:
    start, _, end = text.partition("-")
    return PortRange(start=int(start), end=int(end or start))
