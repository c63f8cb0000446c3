"""Hypothesis strategies for the project's values, made from their types."""

import string
from functools import cache
from typing import Any

import msgspec
from hypothesis import strategies as st
from msgspec import inspect

from portspec import spec as types
from portspec.findings import Finding
from portspec.source import Place
from portspec.spec import Counts, ErratumRecord, PortRange, Provenance, Requirement, Role, SourceRecord, Spec

Strategy = st.SearchStrategy[Any]

LARGEST = 100_000
"""Numbers without a limit of their own stay below this."""
ALPHABET = string.printable + "äßжλ中\u00a0\u2028\u202e\U0001f50c"


def values(kind: Any, **given: Strategy) -> Strategy:
    """Return a strategy of structs of one type; fields that are not given follow their own types."""
    return st.builds(kind, **(_fields(kind) | given))


@cache
def _fields(kind: Any) -> dict[str, Strategy]:
    """Return a strategy for each field of a type; making them takes longer than drawing from them."""
    info = inspect.type_info(kind)
    assert isinstance(info, inspect.StructType)
    return {each.name: _field(each) for each in info.fields}


def _field(field: inspect.Field) -> Strategy:
    """Return a strategy of the values of a field, which may be absent where it is so by itself."""
    return st.just(msgspec.UNSET) | of(field.type) if field.default is msgspec.UNSET else of(field.type)


def of(info: inspect.Type) -> Strategy:
    """Return a strategy of the values of one type."""
    match info:
        case inspect.IntType():
            found: Strategy = st.integers(info.ge or 0, LARGEST if info.le is None else info.le)
        case inspect.StrType():
            pattern = info.pattern
            found = st.from_regex(pattern, alphabet=ALPHABET) if pattern else st.text(ALPHABET, max_size=12)
        case inspect.LiteralType():
            found = st.sampled_from(info.values)
        case inspect.UnionType():
            found = st.one_of([of(each) for each in info.types])
        case inspect.VarTupleType():
            found = tuples(of(info.item_type), smallest=info.min_length or 0)
        case inspect.DictType():
            found = st.dictionaries(of(info.key_type), of(info.value_type), max_size=2)
        case inspect.StructType():
            found = SPECIAL[info.cls]() if info.cls in SPECIAL else values(info.cls)
        case _ if type(info) in PLAIN:
            found = PLAIN[type(info)]
        case _:
            raise NotImplementedError(info)
    return found


PLAIN: dict[type, Strategy] = {
    inspect.BoolType: st.booleans(),
    inspect.DateType: st.dates(),
    inspect.NoneType: st.none(),
}
"""Types whose values have no limits."""


def tuples(items: Strategy, *, smallest: int = 0, key: Any = None) -> Strategy:
    """Return a strategy of short tuples."""
    return st.lists(items, min_size=smallest, max_size=2, unique_by=key).map(tuple)


@st.composite
def port_ranges(draw: st.DrawFn) -> PortRange:
    """Draw a range that does not end before it starts."""
    start = draw(st.integers(0, 65535))
    return PortRange(start=start, end=draw(st.integers(start, 65535)))


@st.composite
def places(draw: st.DrawFn) -> Place:
    """Draw a place that does not end before it starts."""
    place: Place = draw(values(Place))
    ordered = {"end_line": place.end_line + place.line, "end_column": place.end_column + place.column}
    return msgspec.structs.replace(place, **ordered)


SPECIAL: dict[type, Any] = {PortRange: port_ranges, Place: places}
"""Types whose values keep a rule that their fields do not say."""


@st.composite
def specs(draw: st.DrawFn) -> Spec:
    """Draw a spec that keeps its schema and all rules beside it."""
    sources = draw(tuples(values(SourceRecord), smallest=1, key=by_id))
    errata = draw(tuples(values(ErratumRecord), smallest=1, key=by_id))
    ids = draw(tuples(of(inspect.type_info(types.Id)), smallest=1, key=str))

    role, erratum = st.sampled_from(ids), st.sampled_from([each.id for each in errata])
    optional_role = st.none() | role
    read = values(Provenance, source=st.sampled_from([each.id for each in sources]))
    provenance = read.map(lambda each: msgspec.structs.replace(each, end_line=each.end_line + each.line))
    losers = values(types.Loser, provenance=provenance)
    context = values(types.Context, provenance=provenance, against=tuples(losers))
    ground = values(types.Basis, erratum=erratum) | context
    basis = st.dictionaries(of(inspect.type_info(types.Field)), ground, max_size=2)
    parties = tuples(values(types.Party, role=optional_role))
    condition = values(types.Condition, provenance=provenance)
    named = {
        "includes": tuples(role),
        "conditions": tuples(condition),
        "erratum": st.none() | erratum,
        "provenance": provenance,
    }
    requirement = values(
        Requirement,
        role=optional_role,
        transports=st.sets(of(inspect.type_info(types.Transport)), max_size=2).map(sorted).map(tuple),
        peers=parties,
        roles=tuples(role),
        sources=parties,
        destinations=parties,
        basis=basis,
        provenance=provenance,
    )
    counts = values(Counts).map(
        lambda each: msgspec.structs.replace(
            each, rows=each.read + each.unread, numbers=each.claimed + each.aside + each.reported
        )
    )
    spec = values(
        Spec,
        sources=st.just(sources),
        roles=st.tuples(*(values(Role, id=st.just(id), **named) for id in ids)),
        requirements=tuples(requirement, smallest=1, key=by_id),
        notes=tuples(values(types.Note, provenance=provenance)),
        errata=st.just(errata),
        findings=tuples(values(Finding)),
        counts=counts,
    )
    return Spec(**msgspec.structs.asdict(draw(spec)))


def by_id(value: Any) -> str:
    """Return what tells two values of a list apart."""
    return str(value.id)
