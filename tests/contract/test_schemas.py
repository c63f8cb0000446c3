"""The schemas are valid, described and shown by examples; each rule beside them has a name there and can be broken."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import msgspec
import pytest

from portspec.spec import Spec
from portspec.validation import RULES, SCHEMAS, breaches, validator, violations

NO_FRACTION = "no-fraction"
"""The one rule that the decoder keeps by itself."""


def schema(name: str) -> dict[str, Any]:
    found = validator(name).schema
    assert isinstance(found, dict)
    return found


def parts(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every object in a schema, the schema itself first."""
    if isinstance(value, dict):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from parts(each)


def test_every_schema_is_known(root: Path) -> None:
    files = {path.name.removesuffix(".schema.json") for path in (root / "schemas").glob("*.schema.json")}
    assert files == set(SCHEMAS)


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_valid_and_has_a_name(name: str) -> None:
    type(validator(name)).check_schema(schema(name))
    major = 2 if name in ("spec", "manifest") else 1
    assert schema(name)["$id"] == f"urn:portspec:schema:{name}:{major}"
    assert schema(name)["title"]


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_property_and_definition_is_described(name: str) -> None:
    definitions = schema(name).get("$defs", {})
    for part in [*parts(schema(name))]:
        for key, each in part.get("properties", {}).items():
            named = definitions.get(each.get("$ref", "").removeprefix("#/$defs/"), {})
            condition = part.keys() == {"properties", "required"} or part.keys() == {"properties"}
            assert condition or "description" in each or "description" in named, key
    assert all("description" in each for each in definitions.values())


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_object_is_closed(name: str) -> None:
    assert all("additionalProperties" in each for each in parts(schema(name)) if {"type", "properties"} <= {*each})


@pytest.mark.parametrize("name", SCHEMAS)
def test_examples_are_valid(name: str) -> None:
    shown = [part for part in parts(schema(name)) if isinstance(part.get("examples"), list)]
    assert shown[0] is schema(name)
    for part in shown:
        # The part's own references are relative to its schema.
        whole = {key: value for key, value in schema(name).items() if key in ("$schema", "$id", "$defs")}
        checker = validator(name).evolve(schema=whole | part)
        assert [list(checker.iter_errors(each)) for each in part["examples"]] == [[] for _ in part["examples"]]


def patterns(name: str) -> set[str]:
    return {part["pattern"] for part in parts(schema(name)) if isinstance(part.get("pattern"), str)}


def test_the_patterns_are_those_of_the_types() -> None:
    types = {part["pattern"] for part in parts(msgspec.json.schema(Spec)) if "pattern" in part}
    assert patterns("spec") | patterns("findings") <= types


def test_every_rule_is_named_where_it_holds() -> None:
    comments = [part["$comment"] for name in ("spec", "findings") for part in parts(schema(name)) if "$comment" in part]
    assert {comment.split(":")[0] for comment in comments} == {*RULES, NO_FRACTION}


def first(document: Any, *path: str | int) -> Any:
    for key in path:
        document = document[key]
    return document


def swap_ports(document: Any) -> None:
    first(document, "requirements", 0, "ports", 0).update(start=2, end=1)


BREAKERS: dict[str, list[Callable[[Any], Any]]] = {
    "range-order": [swap_ports],
    "span-order": [
        lambda document: first(document, "findings", 0, "place").update(end_column=1),
        lambda document: first(document, "findings", 0, "place").update(end_line=1),
        lambda document: first(document, "requirements", 0, "provenance").update(end_line=1),
        lambda document: first(document, "roles", 1, "conditions", 0, "provenance").update(end_line=1),
    ],
    "unique-ids": [
        lambda document: document["requirements"].append(document["requirements"][0]),
        lambda document: document["roles"].append(document["roles"][0]),
        lambda document: document["sources"].append(document["sources"][0]),
        lambda document: document["errata"].append(document["errata"][0]),
    ],
    "references": [
        lambda document: first(document, "requirements", 0).update(role="nobody"),
        lambda document: first(document, "requirements", 0, "peers", 0).update(role="nobody"),
        lambda document: first(document, "requirements", 0, "basis", "transports").update(erratum="nothing"),
        lambda document: first(document, "requirements", 0, "provenance").update(source="nowhere"),
        lambda document: first(document, "roles", 1, "includes").append("nobody"),
        lambda document: first(document, "roles", 0).update(erratum="nothing"),
        lambda document: first(document, "roles", 1, "conditions", 0, "provenance").update(source="nowhere"),
        lambda document: first(document, "notes", 0, "provenance").update(source="nowhere"),
    ],
    "sorted-transports": [
        lambda document: first(document, "requirements", 0).update(transports=["udp", "tcp"]),
        lambda document: first(document, "requirements", 0).update(transports=["tcp", "tcp"]),
    ],
    "accounting": [lambda document: document["counts"].update(rows=99)],
}


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_is_broken_where_the_schema_is_kept(rule: str) -> None:
    for number, change in enumerate(BREAKERS[rule]):
        document = deepcopy(schema("spec")["examples"][0])
        change(document)
        assert list(violations(document, "spec")) == []
        found = {each.split(":")[0] for each in breaches(msgspec.convert(document, Spec))}
        assert found == {rule}, number
