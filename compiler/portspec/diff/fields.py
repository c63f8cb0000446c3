"""Fields: what a requirement, role or note says, in a form in which two of them can be compared and shown."""

from collections.abc import Iterator, Mapping
from typing import Any

from portspec.analysis.verdict import seen_from
from portspec.diff.changes import Field, Value
from portspec.spec import Basis, Note, Requirement, Role

Values = Mapping[str, Value]
_PLACES = ("id", "kind", "provenance", "sources", "destinations")
"""Fields of a requirement that say which one it is and where it stands, or what its `source` and `destination` mean."""


def content(row: Requirement) -> tuple[tuple[str, Value], ...]:
    """Return all that a requirement states, without its place and its id."""
    return tuple(fields_of(row).items())


def fields_of(each: Requirement | Role | Note) -> dict[str, Value]:
    """Return the fields of a requirement, role or note by name, ports, parties and errata as texts."""
    if isinstance(each, Role):
        conditions = tuple(condition.text for condition in each.conditions)
        return {"name": each.name, "stated": each.stated, "includes": each.includes, "conditions": conditions}
    if isinstance(each, Note):
        return {"text": each.text, "commands": each.commands}
    names = (name for name in each.__struct_fields__ if name not in _PLACES)
    stated = {name: _plain(name, getattr(each, name)) for name in names}
    return stated | {"direction": seen_from(each, each.role)}


def _plain(name: str, value: Any) -> Value:
    match name:
        case "ports" | "source_ports":
            return tuple(map(str, value))
        case "icmp_types":
            return value or ()
        case "peers":
            return tuple(peer.text for peer in value)
        case "dynamic":
            return str(value.name or value.text) if value else None
        case "basis":
            corrected = {field: each.erratum for field, each in value.items() if isinstance(each, Basis)}
            return tuple(f"{field}: {erratum}" for field, erratum in sorted(corrected.items()))
        case _:
            plain: Value = value
            return plain


def changed(old: Values, new: Values) -> tuple[Field, ...]:
    """Return the fields that differ; a side that has none of them counts as empty."""
    return tuple(_changed(old, new))


def _changed(old: Values, new: Values) -> Iterator[Field]:
    for name in old or new:
        was, now = old.get(name), new.get(name)
        if (was or None) != (now or None):
            yield Field(name=name, was=was, now=now)
