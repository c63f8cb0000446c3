"""The reference of the files that portspec reads and writes, made from their schemas."""

import json
from collections.abc import Iterator
from typing import Any

import msgspec

from portspec.artifact import Artifact
from portspec.resources import listing, read
from portspec.writers.site.template import render
from portspec.writers.site.words import Words

FOLDER = "reference/"
SUFFIX = ".schema.json"

Schema = dict[str, Any]


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """One property of an object."""

    name: str
    """The key in the JSON text."""
    required: bool
    """True where it is never absent."""
    types: tuple[tuple[str, str], ...]
    """What it may be: words, and the address of their definition, empty where they have none."""
    description: str
    """As the schema has it."""


def names() -> tuple[str, ...]:
    """Return the names of portspec's own schemas, sorted; those in folders are other people's."""
    paths = (path.removeprefix("schemas/") for path in listing("schemas"))
    return tuple(path.removesuffix(SUFFIX) for path in paths if path.endswith(SUFFIX) and "/" not in path)


def reference(words: Words) -> Iterator[Artifact]:
    """Yield a page for each schema, the schema itself, and a page that lists them."""
    schemas = {name: read(f"schemas/{name}{SUFFIX}") for name in names()}
    decoded: dict[str, Schema] = {name: msgspec.json.decode(data) for name, data in schemas.items()}
    ids = {schema["$id"]: name for name, schema in decoded.items()}
    yield render("schemas", f"{FOLDER}index.md", words, schemas=decoded)
    for name, schema in decoded.items():
        objects = [("", schema), *schema.get("$defs", {}).items()]
        parts = [(id, part, types(part, ids), fields(part, ids)) for id, part in objects]
        yield render("schema", f"{FOLDER}{name}.schema.md", words, name=name, schema=schema, parts=parts)
        yield Artifact(path=f"{FOLDER}{name}{SUFFIX}", data=schemas[name])


def fields(schema: Schema, ids: dict[str, str]) -> list[Field]:
    """Return the properties of an object's schema, in its order."""
    return [
        Field(
            name=name,
            required=name in schema.get("required", ()),
            types=tuple(types(each, ids)),
            description=each.get("description", "") if isinstance(each, dict) else "",
        )
        for name, each in schema.get("properties", {}).items()
    ]


def types(schema: Schema | bool, ids: dict[str, str]) -> Iterator[tuple[str, str]]:  # noqa: FBT001 - a schema may be one
    """Yield what a value of this schema may be (JSON Schema 2020-12)."""
    if isinstance(schema, bool):
        yield ("anything" if schema else "nothing", "")
        return
    alternatives = schema.get("anyOf", ()) or schema.get("oneOf", ())
    for each in alternatives:
        yield from types(each, ids)
    if "$ref" in schema:
        yield _named(schema["$ref"], ids)
    elif "const" in schema or "enum" in schema:
        values = schema.get("enum", [schema.get("const")])
        yield from ((json.dumps(value, ensure_ascii=False), "") for value in values)
    elif isinstance(schema.get("items"), dict):
        yield from ((f"array of {words}", address) for words, address in types(schema["items"], ids))
    elif not alternatives:
        kinds = schema.get("type", "anything")
        yield from ((each, "") for each in ([kinds] if isinstance(kinds, str) else kinds))


def _named(target: str, ids: dict[str, str]) -> tuple[str, str]:
    """Return the words and the address of a reference: `#/$defs/port`, another schema's `$id`, or both."""
    id, _, pointer = target.partition("#")
    steps = [step for step in pointer.split("/") if step not in ("", "$defs", "properties", "items")]
    page = f"{ids[id]}.schema.html" if id in ids else ""
    return " ".join(steps) or ids.get(id, id), page + (f"#{steps[0]}" if steps else "")
