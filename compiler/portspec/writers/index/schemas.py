"""Schemas as they are published: each in one file with those that it refers to, so that any validator can use it."""

from collections.abc import Iterator
from typing import Any

import msgspec

from portspec.artifact import Artifact
from portspec.resources import read
from portspec.validation import SCHEMAS


def schemas() -> Iterator[Artifact]:
    """Yield all schemas, sorted by name."""
    documents = {each["$id"]: each for each in map(_document, SCHEMAS)}
    for name in sorted(SCHEMAS):
        document = _document(name)
        major = document["$id"].rpartition(":")[2]
        bundle = _bundle(document, documents)
        # Keys keep their order, which is the one in which the schema is read.
        data = msgspec.json.format(msgspec.json.encode(bundle), indent=2) + b"\n"
        yield Artifact(path=f"schemas/v{major}/{name}.schema.json", data=data)


def _document(name: str) -> dict[str, Any]:
    document: dict[str, Any] = msgspec.json.decode(read(f"schemas/{name}.schema.json"))
    return document


def _bundle(schema: dict[str, Any], documents: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Return the schema with those that it needs among its definitions (JSON Schema 2020-12, core, 9.3)."""
    needed: dict[str, dict[str, Any]] = {}
    todo = sorted(_references(schema) - {schema["$id"]})
    while todo:
        name = todo.pop(0)
        needed[name] = documents[name]
        todo += sorted(_references(documents[name]) - {schema["$id"], *needed, *todo})
    return schema | {"$defs": schema.get("$defs", {}) | needed} if needed else schema


def _references(value: Any) -> set[str]:
    """Return the names of the schemas that a part of one refers to, itself perhaps among them."""
    if isinstance(value, list):
        return {name for each in value for name in _references(each)}
    if not isinstance(value, dict):
        return set()
    target = value.get("$ref")
    own = {target.partition("#")[0]} if isinstance(target, str) and target.startswith("urn:") else set()
    return own.union(*(_references(each) for each in value.values()))
