"""Derivations: for each value of a requirement where it comes from, by which rule, and what lost against it."""

from collections.abc import Iterator, Mapping

from portspec.analysis.assumed import told_in
from portspec.analysis.meeting import THIS, meetings, names_other_end
from portspec.analysis.verdict import seen_from
from portspec.fields import FIELDS, FLAGS
from portspec.spec import CONTAINED, Basis, Context, ErratumRecord, Loser, Provenance, Requirement, Spec

RULES = {
    "everyone": "words for all hosts mean every role that the page knows",
    "page-subject": "no row names a host, so each is about what the page is about",
    "address": "a cell of its row is the address of a service, in a column of those",
    "column-header": "the header of its column says so",
    CONTAINED: "its column holds the ports inside of containers",
    "group-row": "the row above it, which heads a group, says so",
    "label": "the label or the sentence right above says so",
    "caption": "the caption says so",
    "heading": "the nearest heading says so",
    "below": "the text below or beside the port says so",
    "covering-sentence": "a sentence about all that stands below it says so",
    "sentence": "a sentence about its ports says so",
    "footnote": "the note that its mark points to says so",
    "other-row": "another row of the same host denies its ports",
    "markup": "the page shows it under this condition only",
}
"""The rules that take a value from another place than the row, in words."""


def derivation(each: Requirement, spec: Spec) -> Iterator[str]:
    """Yield the lines that derive a requirement: its quote, then each value with the ground on which it stands."""
    source = next(record for record in spec.sources if record.id == each.provenance.source)
    whose = "Our restatement says" if source.restated else "The page says"
    paths = {record.id: record.path for record in spec.sources}
    errata = {erratum.id: erratum for erratum in spec.errata}
    yield each.id
    yield f"{whose}, {_place(each.provenance, paths)}"
    yield f"  “{each.provenance.quote}”"
    for field, described in FIELDS.items():
        quiet = described.quiet or (field == "peers" and names_other_end(each))
        if not described.quoted and (getattr(each, field) or not quiet):
            yield from _field(each, field, paths, errata)
    if names_other_end(each):
        role = next((role.name for role in spec.roles if role.id == each.role), THIS)
        yield from (f"connects: {one} → {other}" for one, other in meetings(each, role))
    yield f"verdict: {told_in(each, spec)}"


def contexts(each: Requirement) -> tuple[tuple[str, Context], ...]:
    """Return the fields whose values another place of the page states, each with that place."""
    return tuple((field, ground) for field, ground in each.basis.items() if isinstance(ground, Context))


def because(ground: Context | Loser) -> str:
    """Return the rule by which a value counts, in words."""
    return RULES.get(ground.rule, f"by the rule {ground.rule}")


def _field(
    each: Requirement, field: str, paths: Mapping[str, str], errata: Mapping[str, ErratumRecord]
) -> Iterator[str]:
    value = f"{FIELDS[field].name or field.replace('_', ' ')}: {_value(each, field)}"
    match each.basis.get(field):
        case Basis() as basis:
            erratum = errata[basis.erratum]
            yield f"{value}  ({erratum.kind} {erratum.id})"
            yield f"  why: {erratum.why}"
            yield f"  see: {erratum.see or 'assumed, no source'}"
        case Context() as context:
            yield value
            yield f"  {_because(context, paths)}"
            yield from (f"  not {_lost(loser)}: {_because(loser, paths)}" for loser in context.against)
        case _ if field == "direction" and each.direction == "unstated" != seen_from(each, each.role):
            yield f"direction: {seen_from(each, each.role)} (not stated; it follows from the ends that the row names)"
        case _:
            yield value


def _because(ground: Context | Loser, paths: Mapping[str, str]) -> str:
    return f"{because(ground)}, {_place(ground.provenance, paths)} “{ground.provenance.quote}”"


def _lost(loser: Loser) -> str:
    match loser.value:
        case bool():
            return "yes" if loser.value else "no"
        case tuple():
            return ", ".join(loser.value)
        case _:
            return loser.value


def _place(at: Provenance, paths: Mapping[str, str]) -> str:
    return f"{paths.get(at.source, at.source)}:{at.mark}"


def _value(each: Requirement, field: str) -> str:
    """Return a field as text, "unstated" where nothing is known."""
    match field:
        case "ports" | "source_ports":
            text = ", ".join(map(str, getattr(each, field)))
        case "dynamic":
            text = (each.dynamic.name or f"unnamed, “{each.dynamic.text}”") if each.dynamic else "no"
        case "transports" | "roles" | "icmp_types":
            text = ", ".join(getattr(each, field) or ())
        case "peers" | "sources" | "destinations":
            text = ", ".join(party.role or party.text for party in getattr(each, field))
        case _ if field in FLAGS:
            text = FIELDS[field].yes or "yes" if getattr(each, field) else "no"
        case _:
            text = getattr(each, field) or ""
    return text or "unstated"
