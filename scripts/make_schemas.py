"""Print a schema with the lists that follow from the program: `python scripts/make_schemas.py errata`."""

import ast
import inspect
import sys
from collections.abc import Iterator
from itertools import pairwise
from json import JSONDecoder
from pathlib import Path
from types import NoneType
from typing import Any, get_args

import msgspec

from portspec.fields import FIELDS
from portspec.readers.formats import formats
from portspec.resolve.errata import Expected, Setting
from portspec.spec import Id, Requirement

TYPES = {bool: "boolean", int: "integer", str: "string"}
DECODER = JSONDecoder()
FOLDER = Path(__file__).parent.parent / "schemas"


def catalog() -> str:
    """Return the schema of a catalog; it names the media type of each format."""
    return _with("catalog", {"$defs document properties media_type examples": _media_types()})


def spec() -> str:
    """Return the schema of a spec; it names each format, and each field of a requirement."""
    fields = [each for each in Requirement.__struct_fields__ if each in FIELDS]
    given = [each.encode_name for each in msgspec.structs.fields(Requirement) if each.default is not msgspec.UNSET]
    lists = {
        "$defs source properties media_type examples": _media_types(),
        "$defs requirement properties basis propertyNames enum": fields,
        "$defs requirement required": given,
    }
    return _with("spec", lists)


def errata() -> str:
    """Return the schema of errata; it says of each field what a page may be known to state, and what may be set."""
    shared = {"$defs expect properties": Expected, "$defs set properties": Setting}
    text = (FOLDER / "errata.schema.json").read_text("utf-8")
    known = msgspec.json.decode(text)["$defs"]
    return _with("errata", {path: dict(_properties(struct, known)) for path, struct in shared.items()})


def _media_types() -> list[str]:
    return sorted(each.media_type for each in formats())


def _properties(struct: type[Expected], known: dict[str, Any]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield how the value of each field is written: as the definition of its name says, or as its type does."""
    meanings = {**_meanings(Expected), **_meanings(struct)}
    for field in msgspec.structs.fields(struct):
        kinds = get_args(field.type)
        about = {"description": meanings[field.name]}
        if field.name in known:
            yield field.name, {"$ref": f"#/$defs/{field.name}"}
        elif Id in kinds:
            yield field.name, about | {"$ref": "urn:portspec:schema:spec:2#/$defs/id"}
        elif NoneType in kinds:
            yield field.name, {"$ref": "#/$defs/text"}
        elif found := [name for kind, name in TYPES.items() if kind in kinds]:
            yield field.name, about | {"type": found[0]}
        else:
            raise ValueError(f"`$defs` of the schema of errata has to say how {field.name} is written")


def _meanings(struct: type[Expected]) -> dict[str, str]:
    """Return the docstring under each field of a type."""
    node: Any = ast.parse(inspect.getsource(struct)).body[0]
    said = (each for each in pairwise(node.body) if isinstance(each[0], ast.AnnAssign))
    return {ast.unparse(field.target): " ".join(ast.literal_eval(after.value).split()) for field, after in said}


def _with(name: str, lists: dict[str, Any]) -> str:
    """Return the text of a schema with other values at some places, each given by the keys that lead to it."""
    text = (FOLDER / f"{name}.schema.json").read_text("utf-8")
    for path, value in lists.items():
        start = 0
        for key in path.split():
            start = _value(text, start, key)
        _, end = DECODER.raw_decode(text, start)
        line = text[text.rindex("\n", 0, start) + 1 : start]
        text = text[:start] + _lines(value, line[: len(line) - len(line.lstrip())]) + text[end:]
    return text


def _value(text: str, start: int, wanted: str) -> int:
    """Return where the value of a key begins in the object that begins at `start`."""
    while True:
        start = text.index('"', start)
        key, end = DECODER.raw_decode(text, start)
        start = text.index(":", end) + 2
        if key == wanted:
            return start
        _, start = DECODER.raw_decode(text, start)


def _lines(value: dict[str, Any] | list[str], indent: str) -> str:
    """Return an object or a list as JSON, with each of its items on a line."""
    keys = [f"{_line(key)}: " for key in value] if isinstance(value, dict) else [""] * len(value)
    items = value.values() if isinstance(value, dict) else value
    lines = ",\n".join(f"{indent}  {key}{_line(each)}" for key, each in zip(keys, items, strict=True))
    first, last = "{}" if isinstance(value, dict) else "[]"
    return f"{first}\n{lines}\n{indent}{last}"


def _line(value: Any) -> str:
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{_line(key)}: {_line(each)}' for key, each in value.items())} }}"
    return msgspec.json.encode(value).decode()


if __name__ == "__main__":
    sys.stdout.write({"catalog": catalog, "errata": errata, "spec": spec}[sys.argv[1]]())
