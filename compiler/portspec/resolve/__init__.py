"""Resolve: what the pages of a release state, corrected by its errata, becomes the spec."""

from collections.abc import Iterator, Sequence

from portspec.claims import Claim, Reading
from portspec.findings import Report
from portspec.resolve.contradicted import kept_closed
from portspec.resolve.correct import Corrected, correct
from portspec.resolve.errata import AnyErratum, Change, Erratum, RoleErratum, problem, record
from portspec.resolve.ids import requirement_ids
from portspec.resolve.need import need_of
from portspec.resolve.parties import ends_of, is_everyone, narrowed
from portspec.resolve.roles import Roles, name_roles
from portspec.spec import Basis, Context, Counts, Dynamic, Note, Product, Requirement, Role, SourceRecord, Spec


def resolve(
    readings: Sequence[tuple[SourceRecord, Reading]],
    errata: Sequence[AnyErratum],
    product: Product | None,
    report: Report,
) -> Spec:
    """Return the spec of one release's documents and errata, its requirements in the order of the pages.

    Errata that do not fit (PS301 to PS304) or share an id (PS305) are reported and not applied; the spec lists those
    that were. It carries no findings yet.
    """
    known = tuple(_unique(errata, report))
    claims = [claim for _, reading in readings for claim in reading.claims]
    stated = [role for _, reading in readings for role in reading.roles]
    roles = name_roles(stated, claims, [each for each in known if isinstance(each, RoleErratum)], report)
    role_ids = [roles.of(claim) for claim in claims]
    corrected = correct(claims, role_ids, [each for each in known if isinstance(each, Erratum)], report)
    ids = requirement_ids(claims, role_ids)
    requirements = kept_closed(_requirement(*each, roles) for each in zip(ids, role_ids, corrected, strict=True))
    named = (*roles.roles, *_given(corrected, {role.id for role in roles.roles}))
    applied = {role.erratum for role in named} | {
        basis.erratum for each in requirements for basis in each.corrected.values()
    }
    return Spec(
        product=product,
        sources=tuple(source for source, _ in readings),
        roles=named,
        requirements=requirements,
        notes=tuple(_notes(reading for _, reading in readings)),
        errata=tuple(record(each) for each in known if isinstance(each, Change) and each.id in applied),
        findings=(),
        counts=_counts([reading for _, reading in readings]),
    )


def _given(corrected: Sequence[Corrected], known: set[str]) -> Iterator[Role]:
    """Yield the roles that errata give and the page does not name, each with the place of the first row that has it."""
    for each in corrected:
        if each.role and each.role not in known:
            known.add(each.role)
            name = each.role.replace("-", " ").capitalize()
            yield Role(
                id=each.role,
                name=name,
                stated=each.claim.role or name,
                includes=(),
                conditions=(),
                erratum=each.basis["role"].erratum,
                provenance=each.claim.provenance,
            )


def _unique(errata: Sequence[AnyErratum], report: Report) -> Iterator[AnyErratum]:
    """Yield the errata without those whose id an erratum before them has."""
    seen: set[str] = set()
    for each in errata:
        if each.id in seen:
            report(problem(each, "PS305", "has the id of another erratum", "Give each erratum its own id."))
        else:
            seen.add(each.id)
            yield each


def _requirement(id: str, role: str | None, corrected: Corrected, roles: Roles) -> Requirement:
    """Return the requirement that a corrected claim makes."""
    claim, need = corrected.claim, need_of(corrected)
    sources, destinations = ends_of(claim)
    several = () if corrected.role else roles.all_of(claim)
    return Requirement(
        id=id,
        role=corrected.role or role,
        direction="internal" if claim.need == "local" else claim.direction,
        dynamic=_dynamic(claim, corrected.name),
        transports=tuple(sorted(set(claim.transports))),
        peers=tuple(roles.party(text) for text in claim.peers),
        negated=claim.negated or need == "denied",
        need=need,
        roles=several if len(several) > 1 else (),
        sources=narrowed(roles.ends(sources, destinations), claim.peers),
        destinations=roles.ends(destinations, sources),
        basis=dict(sorted(_basis(corrected).items())),
        **{field: getattr(claim, field) for field in COPIED},
    )


_MADE = frozenset(
    ("destinations", "direction", "dynamic", "need", "negated", "peers", "role", "roles", "sources", "transports")
)
"""What a requirement has in another form than the claim."""
COPIED = tuple(
    field for field in Requirement.__struct_fields__ if field in Claim.__struct_fields__ and field not in _MADE
)
"""What it has as the claim states it."""


def _basis(corrected: Corrected) -> dict[str, Basis | Context]:
    """Return how each value is known; what an erratum set rests on it alone."""
    claim = corrected.claim
    sources, destinations = ends_of(claim)
    texts = {"roles": claim.roles or (claim.role or "",), "sources": sources, "destinations": destinations}
    expanded = Context(rule="everyone", provenance=claim.provenance)
    everyone = {field: expanded for field, said in texts.items() if any(map(is_everyone, said))}
    return {**everyone, **claim.evidence, **corrected.basis}


def _dynamic(claim: Claim, name: str | None) -> Dynamic | None:
    return None if claim.dynamic is None else Dynamic(name=name, text=claim.dynamic)


def _notes(readings: Iterator[Reading]) -> Iterator[Note]:
    for reading in readings:
        for note in reading.notes:
            yield Note(text=note.text, commands=note.commands, provenance=note.provenance)


def _counts(readings: Sequence[Reading]) -> Counts:
    rows, unread = sum(each.rows for each in readings), sum(each.unread for each in readings)
    numbers = {name: sum(getattr(each, name) for each in readings) for name in NUMBERS}
    tables = sum(each.tables for each in readings)
    return Counts(rows=rows, read=rows - unread, unread=unread, tables=tables, **numbers)


NUMBERS = ("numbers", "claimed", "aside", "reported")
"""What a reading counts of its numbers."""
