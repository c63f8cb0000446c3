"""Manifests as YAML that parsers of version 1.1 and 1.2 read alike: block style, every string in double quotes.

Unquoted, `22:80` is 4880 and `no` is false to a parser of YAML 1.1. The general YAML libraries need about a
second for a thousand requirements, so the few lines that this form needs stand here.
"""

import json
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

import msgspec

from portspec.artifact import Artifact
from portspec.findings import Report
from portspec.spec import Spec
from portspec.writers.manifest import artifact, manifests

_PLAIN = re.compile(r"(?!(?:on|no|yes|off|true|false|null)$)[$a-z][a-z_]+")
"""Keys that need no quotes: none of these is a boolean or a null in either version."""
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
"""What YAML 1.1 (section 5.1) does not allow, or reads as a line's end, and JSON leaves as it is."""

_NESTED = (dict, list, tuple)
_ENCODER = json.JSONEncoder(ensure_ascii=False)


def write(spec: Spec, _report: Report, /) -> Iterator[Artifact]:
    """Yield the release's spec and each role's manifest."""
    for scope, value in manifests(spec):
        lines: list[str] = []
        _add(lines, msgspec.to_builtins(value, order="deterministic"), "")
        data = "".join(f"{line}\n" for line in lines).encode()
        yield artifact(spec, "manifests", scope, "yaml", data, schema=value.schema)


def _add(lines: list[str], value: Any, indent: str) -> None:
    """Add the lines of a mapping or sequence of plain values that is not empty."""
    deeper = f"{indent}  "
    for head, item in _entries(value):
        if not (isinstance(item, _NESTED) and item):
            lines.append(f"{indent}{head} {_scalar(item)}")
        elif head == "-":
            first = len(lines)
            _add(lines, item, deeper)
            lines[first] = f"{indent}- {lines[first].removeprefix(deeper)}"
        else:
            lines.append(f"{indent}{head}")
            _add(lines, item, deeper)


def _entries(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        return ((f"{_key(key)}:", item) for key, item in value.items())
    return (("-", item) for item in value)


@cache
def _key(key: str) -> str:
    return key if _PLAIN.fullmatch(key) else _scalar(key)


@lru_cache(maxsize=4096, typed=True)
def _plain(value: Any) -> str:
    # Strings, numbers, true, false, null, [] and {} of JSON are YAML too, but for the characters above.
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", _ENCODER.encode(value))


def _scalar(value: Any) -> str:
    return ("{}" if isinstance(value, dict) else "[]") if isinstance(value, _NESTED) else _plain(value)
