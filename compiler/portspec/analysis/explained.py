"""Explanations: what an id of a spec stands for, a requirement, a role or an erratum, in lines and as a value."""

from collections.abc import Iterator
from typing import Literal

import msgspec

from portspec.analysis.derivation import derivation
from portspec.fields import FIELDS
from portspec.spec import ErratumRecord, Id, Requirement, Role, Spec

Kind = Literal["requirement", "role", "erratum", "finding"]
"""What a name may stand for."""


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be said about one name."""

    kind: Kind
    """What it names."""
    id: str
    """The name."""
    product: Id | None = None
    """The product's id; None where no product is spoken of."""
    release: Id | None = None
    """The id of the release that is spoken of."""
    value: Requirement | Role | ErratumRecord | None = None
    """As the spec has it; None for the code of a finding."""
    text: tuple[str, ...]
    """The lines for people."""


def explained(id: str, spec: Spec) -> Iterator[Explanation]:
    """Yield what a spec says about an id: of a role also its requirements, of an erratum what it has set."""
    rows = (each for each in spec.requirements if each.id == id)
    yield from (_of("requirement", each, derivation(each, spec), spec) for each in rows)
    yield from (_of("role", each, _role(each, spec), spec) for each in spec.roles if each.id == id)
    yield from (_of("erratum", each, _erratum(each, spec), spec) for each in spec.errata if each.id == id)


def _of(kind: Kind, value: Requirement | Role | ErratumRecord, lines: Iterator[str], spec: Spec) -> Explanation:
    product, release = (spec.product.id, spec.product.release) if spec.product else (None, None)
    return Explanation(kind=kind, id=value.id, product=product, release=release, value=value, text=tuple(lines))


def names(spec: Spec) -> Iterator[str]:
    """Yield all ids that can be explained."""
    for values in (spec.requirements, spec.roles, spec.errata):
        yield from (each.id for each in values)


def _role(role: Role, spec: Spec) -> Iterator[str]:
    paths = {each.id: each.path for each in spec.sources}
    yield f"{role.id}: {role.name}"
    yield f"the page names it first in {paths.get(role.provenance.source)}:{role.provenance.mark}, “{role.stated}”"
    if role.erratum:
        yield f"its id is given by the erratum {role.erratum}"
    yield from (f"includes: {each}" for each in role.includes)
    yield from (f"condition: {each.text}" for each in role.conditions)
    yield from (f"requirement: {each.id}" for each in spec.requirements if each.role == role.id)


def _erratum(erratum: ErratumRecord, spec: Spec) -> Iterator[str]:
    yield f"{erratum.id}: {erratum.kind}"
    yield f"  why: {erratum.why}"
    yield f"  see: {erratum.see or 'assumed, no source'}"
    named = (each for each in spec.roles if each.erratum == erratum.id)
    yield from (f"role: {each.id}, which the page calls “{each.stated}”" for each in named)
    for row in spec.requirements:
        fields = [field for field, basis in row.corrected.items() if basis.erratum == erratum.id]
        if fields:
            yield f"requirement: {row.id} ({', '.join(FIELDS[each].name or each for each in fields)})"
