"""Validation of the files that portspec reads and writes: by their schemas, and by the rules that no schema can say."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec

from portspec.resources import read
from portspec.source import Place
from portspec.spec import Party, PortRange, Provenance, Spec

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError
    from jsonschema.protocols import Validator
    from referencing.jsonschema import SchemaRegistry

SCHEMAS = tuple(
    "spec findings catalog errata changes manifest flows losses index rules proof peers fetched audit fleet".split()
)
MESSAGE_CHARACTERS = 200
"""A message is cut in the middle where it has more characters, because jsonschema quotes whole documents."""


@cache
def validator(name: str) -> "Validator":
    """Return the validator of `schemas/<name>.schema.json` (JSON Schema 2020-12, with formats).

    Raises KeyError where `name` is none of `SCHEMAS`.
    """
    # jsonschema takes longer to import than the rest of portspec, and few commands validate.
    from jsonschema import Draft202012Validator  # noqa: PLC0415

    schema = _schemas()[name]
    return Draft202012Validator(schema, registry=_registry(), format_checker=Draft202012Validator.FORMAT_CHECKER)


@cache
def _registry() -> "SchemaRegistry":
    """Return all schemas, by the names by which they refer to each other."""
    from referencing.jsonschema import DRAFT202012, EMPTY_REGISTRY  # noqa: PLC0415

    schemas = _schemas().values()
    return EMPTY_REGISTRY.with_resources((each["$id"], DRAFT202012.create_resource(each)) for each in schemas).crawl()


@cache
def _schemas() -> dict[str, Any]:
    return {name: msgspec.json.decode(read(f"schemas/{name}.schema.json")) for name in SCHEMAS}


def violations(value: object, name: str) -> Iterator[str]:
    """Return `$.path: what is wrong` for everything in `value` that breaks the schema.

    `value` is what a parser made of a JSON, TOML or YAML file, or a struct; raises TypeError where JSON cannot hold it.
    """
    plain = msgspec.json.decode(msgspec.json.encode(value))
    return (_message(error) for error in validator(name).iter_errors(plain))


def _message(error: "ValidationError") -> str:
    from jsonschema.exceptions import best_match  # noqa: PLC0415

    error = best_match([error]) or error  # of several alternatives, the one that fits best
    said = error.message
    if error.validator == "pattern" and isinstance(error.schema, Mapping):
        said = f"{error.instance!r} is not: {error.schema['description']}"
    half = MESSAGE_CHARACTERS // 2
    return f"{error.json_path}: {said if len(said) <= MESSAGE_CHARACTERS else said[:half] + ' … ' + said[-half:]}"


def breaches(spec: Spec) -> Iterator[str]:
    """Yield everything in a spec that breaks its schema or one of the `RULES`; the tests hold all others to this."""
    yield from violations(spec, "spec")
    yield from rule_breaches(spec)


def decoding_breaches(spec: Spec) -> Iterator[str]:
    """Yield the first breach of the types, which accept no more than the schema does, and those of the `RULES`.

    It takes a small part of the time that `breaches` takes for a long page.
    """
    try:
        msgspec.json.decode(msgspec.json.encode(spec), type=Spec)
    except msgspec.ValidationError as error:
        yield str(error)
    else:
        yield from rule_breaches(spec)


def rule_breaches(spec: Spec) -> Iterator[str]:
    """Yield everything in a spec that breaks one of the `RULES`; other modules rely on them."""
    parts = _parts(spec)
    for name, rule in RULES.items():
        yield from (f"{name}: {message}" for message in rule(spec, parts))


Parts = Mapping[type[Any], Sequence[Any]]
"""The structs of each type in a spec, in their order."""


def _range_order(_spec: Spec, parts: Parts) -> Iterator[str]:
    for each in parts[PortRange]:
        if each.start > each.end:
            yield f"a range starts at {each.start} and ends at {each.end}"


def _span_order(_spec: Spec, parts: Parts) -> Iterator[str]:
    for place in parts[Place]:
        if (place.line, place.column) > (place.end_line, place.end_column):
            yield f"a finding at line {place.line} ends before it starts"
    for row in parts[Provenance]:
        if row.line > row.end_line:
            yield f"a row at line {row.line} ends in line {row.end_line}"


def _unique_ids(spec: Spec, _parts: Parts) -> Iterator[str]:
    for kind in ("requirements", "roles", "sources", "errata"):
        for id, count in Counter(each.id for each in getattr(spec, kind)).items():
            if count > 1:
                yield f"{count} {kind} have the id {id}"


def _references(spec: Spec, parts: Parts) -> Iterator[str]:
    roles = [row.role for row in spec.requirements] + [party.role for party in parts[Party]]
    roles += [id for each in spec.requirements for id in each.roles] + [
        id for each in spec.roles for id in each.includes
    ]
    errata = [basis.erratum for row in spec.requirements for basis in row.corrected.values()]
    yield from _missing("role", roles, spec.roles)
    yield from _missing("erratum", errata + [role.erratum for role in spec.roles], spec.errata)
    yield from _missing("source", [each.source for each in parts[Provenance]], spec.sources)


def _missing(kind: str, ids: Iterable[str | None], known: Iterable[Any]) -> Iterator[str]:
    have = {each.id for each in known}
    return (f"there is no {kind} {id}" for id in dict.fromkeys(ids) if id is not None and id not in have)


def _sorted_transports(spec: Spec, _parts: Parts) -> Iterator[str]:
    for row in spec.requirements:
        if list(row.transports) != sorted(set(row.transports)):
            yield f"the transports of {row.id} are not sorted, each once"


def _accounting(spec: Spec, _parts: Parts) -> Iterator[str]:
    counts = spec.counts
    if counts.rows != counts.read + counts.unread:
        yield f"{counts.rows} rows are not {counts.read} read and {counts.unread} unread"
    if counts.numbers != counts.claimed + counts.aside + counts.reported:
        parts = f"{counts.claimed} claimed, {counts.aside} set aside and {counts.reported} reported"
        yield f"{counts.numbers} numbers are not {parts}"


LEAVES = frozenset((str, int, bool, type(None)))
"""The types of most parts of a spec; nothing is in them."""


def _parts(value: object) -> defaultdict[type[Any], list[Any]]:
    """Return the structs in a value, at any depth, by their types."""
    found: defaultdict[type[Any], list[Any]] = defaultdict(list)
    waiting = [value]
    while waiting:
        each = waiting.pop()
        kind = type(each)
        if isinstance(each, msgspec.Struct):
            found[kind].append(each)
            inner: Iterable[object] = [getattr(each, name) for name in each.__struct_fields__]
        else:
            inner = each.values() if isinstance(each, dict) else each if isinstance(each, tuple) else ()
        waiting += [one for one in inner if type(one) not in LEAVES][::-1]
    return found


RULES: dict[str, Callable[[Spec, Parts], Iterator[str]]] = {
    "range-order": _range_order,
    "span-order": _span_order,
    "unique-ids": _unique_ids,
    "references": _references,
    "sorted-transports": _sorted_transports,
    "accounting": _accounting,
}
"""What a spec must keep beside its schema; a `$comment` in the schema names each rule where it holds."""
