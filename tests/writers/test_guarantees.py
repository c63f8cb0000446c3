"""What the page of guarantees promises: each guarantee has a test of its name here."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml  # type: ignore[import-untyped]
from msgspec.structs import replace
from openpyxl import load_workbook
from ruamel.yaml import YAML

from portspec.artifact import Artifact, encode
from portspec.pipeline import compile_sources
from portspec.source import source_of
from portspec.spec import Spec
from portspec.validation import violations
from portspec.writers import write
from portspec.writers.index import Index, publish
from portspec.writers.manifest import data_version, product
from tests.writers.example import OLDER, SPEC

WRITERS = ("csv", "flows", "json", "nmap", "oscal", "services", "xlsx", "yaml")
FIELDS = Path(__file__).parent / "fields-1.txt"
"""The fields of version 1, as they were published; lines are added, never changed."""


def files(*specs: Spec) -> dict[str, Artifact]:
    made = [(spec, [file for name in WRITERS for file in write(name, spec, lambda _: None)]) for spec in specs]
    return {file.path: file for file in publish(made)}


@pytest.fixture(scope="module")
def both() -> dict[str, Artifact]:
    return files(OLDER, SPEC)


def documents(both: dict[str, Artifact]) -> Iterator[tuple[str, Any]]:
    """Yield the name of the schema and the value of each JSON file that has one."""
    for file in both.values():
        if file.schema and file.path.endswith(".json"):
            yield file.schema.split(":")[3], json.loads(file.data)


def values(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield each value in a document with its path, items without their numbers."""
    yield path, value
    if isinstance(value, list):
        for each in value:
            yield from values(each, f"{path}[]")
    elif isinstance(value, dict):
        for key, each in value.items():
            # What stands in `basis` is named by the field that an erratum set.
            yield from values(each, f"{path}.*" if path.endswith(".basis") else f"{path}.{key}")


def test_paths_stay(both: dict[str, Artifact]) -> None:
    alone = files(OLDER)
    kept = {path: file for path, file in alone.items() if "/example/1.0" in path}
    assert kept == {path: both[path] for path in kept}
    for spec, files_of in ((OLDER, alone), (SPEC, both)):
        release = product(spec).release
        copies = {path: path.replace("/latest", f"/{release}") for path in files_of if "/example/latest" in path}
        assert copies
        assert all(files_of[path].data == files_of[original].data for path, original in copies.items())


PAGE = """
# Ports

## {role}

| Port | Protocol | Direction | Description |
| ---- | -------- | --------- | ----------- |
"""
ROWS = ["| 22 | TCP | inbound | Logins. |", "| 53 | UDP | outbound | Names. |", "| 90-99 | TCP | inbound | Copies. |"]


def compiled(rows: list[str]) -> Spec:
    text = PAGE.format(role="Web servers") + "\n".join(rows) + "\n"
    source = source_of(text.encode(), id="page", path="page.md", media_type="text/markdown")
    return compile_sources([(source, None)], (), SPEC.product, lambda _: None)


def test_ids_stay() -> None:
    spec = compiled(ROWS)
    turned = compiled(ROWS[::-1])
    assert len(spec.requirements) == 3
    assert {each.purpose: each.id for each in spec.requirements} == {
        each.purpose: each.id for each in turned.requirements
    }
    reworded = compiled([row.replace("Logins.", "Sessions of administrators.") for row in ROWS])
    assert [each.id for each in reworded.requirements] == [each.id for each in spec.requirements]

    def uuids(found: Spec) -> set[str]:
        definition, _ = write("oscal", found, lambda _: None)
        (component,) = json.loads(definition.data)["component-definition"]["components"]
        return {component["uuid"], *(each["uuid"] for each in component["protocols"])}

    assert uuids(spec) == uuids(turned) == uuids(reworded)


def kind_of(value: Any) -> str:
    return "null" if value is None else type(value).__name__


def test_fields_stay(both: dict[str, Artifact], request: pytest.FixtureRequest) -> None:
    """Every field that was ever published is there, with its type; a list's `[]` is its items."""
    now = {f"{name} {path} {kind_of(value)}" for name, each in documents(both) for path, value in values(each) if path}
    tables = {path: file for path, file in both.items() if path.endswith("2.0.csv")}
    for path, file in tables.items():
        header = next(csv.reader(io.StringIO(file.data.decode())))
        now |= {f"{path.partition('/')[0]}.csv {column} column" for column in header}
    published = set(FIELDS.read_text("utf-8").splitlines())
    assert published - now == set()
    if request.config.getoption("--accept"):
        FIELDS.write_text("".join(f"{each}\n" for each in sorted(published | now)), "utf-8")
        published |= now
    assert now - published == set(), "new fields: raise the minor version, once a release; `make accept` lists them"


def test_every_field_is_written(both: dict[str, Artifact]) -> None:
    """Objects of one kind have the same keys, whatever is known of them."""
    for name in ("spec", "manifest", "flows", "losses", "index"):
        shapes: dict[str, set[tuple[str, ...]]] = {}
        for path, value in (it for kind, each in documents(both) if kind == name for it in values(each)):
            if isinstance(value, dict) and not path.endswith(".basis"):
                shapes.setdefault(path, set()).add(tuple(value))
        assert {path: keys for path, keys in shapes.items() if len(keys) > 1} == {}


def test_unknown_is_said(both: dict[str, Artifact]) -> None:
    first = replace(SPEC.requirements[0], transports=(), direction="unstated", role=None, purpose=None, basis={})
    unknown = files(replace(SPEC, requirements=(first,)))
    value = json.loads(unknown["manifests/v2/example/2.0.json"].data)["requirements"][0]
    assert (value["transports"], value["direction"], value["role"], value["purpose"]) == ([], "unstated", None, None)
    (row,) = csv.DictReader(io.StringIO(unknown["manifests/v2/example/2.0.csv"].data.decode()))
    assert {row[name] for name in ("transports", "direction", "role", "purpose")} == {"unstated"}
    for path, file in both.items():
        if path.endswith(".csv"):
            assert all(all(cells) for cells in csv.reader(io.StringIO(file.data.decode(), newline="")))
        if path.endswith(".xlsx"):
            book = load_workbook(io.BytesIO(file.data))
            assert all(cell.value not in (None, "") for sheet in book for row in sheet.iter_rows() for cell in row)


def test_units_stay(both: dict[str, Artifact]) -> None:
    found = [it for _, each in documents(both) for it in values(each)]
    ranges = [value for path, value in found if path.endswith(".ports[]")]
    assert {(22, 22), (5700, 6900)} <= {(each["start"], each["end"]) for each in ranges}
    assert all(0 <= each["start"] <= each["end"] <= 65535 for each in ranges)
    assert min(value for path, value in found if path.endswith((".line", ".column"))) == 1
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", value) for path, value in found if path.endswith(".recorded"))
    assert all(re.fullmatch(r"[0-9a-f]{64}", value) for path, value in found if path.endswith(".sha256"))
    index = msgspec.json.decode(both["index.json"].data, type=Index)
    assert all(each.size == len(both[each.path].data) for each in index.artifacts)


def test_order_stays(both: dict[str, Artifact]) -> None:
    spec = json.loads(both["manifests/v2/example/2.0.json"].data)
    for field in ("requirements", "roles", "notes"):
        lines = [each["provenance"]["line"] for each in spec[field]]
        assert lines == sorted(lines)
    manifest = json.loads(both["manifests/v2/example/2.0/client.json"].data)
    ids = [each["id"] for each in manifest["requirements"] + manifest["inherited"]]
    table = csv.DictReader(io.StringIO(both["manifests/v2/example/2.0/client.csv"].data.decode()))
    assert [row["id"] for row in table] == ids
    assert ids[0].startswith("client.")
    matrix = json.loads(both["flows/v1/example/2.0.json"].data)["flows"]
    ends = [
        tuple(((it["role"] or "", it["text"]) if it else ("", "")) for it in (each["initiator"], each["responder"]))
        for each in matrix
    ]
    assert ends == sorted(ends)
    paths = [each["path"] for each in json.loads(both["index.json"].data)["artifacts"]]
    assert paths == sorted(paths)


def test_versions_are_two(both: dict[str, Artifact]) -> None:
    named = [each for kind, each in documents(both) if kind in ("manifest", "flows", "losses")]
    assert {each["schema_version"] for each in named} == {"1.0", "2.0"}
    assert {each["data_version"] for each in named} == {data_version(OLDER), data_version(SPEC)}
    changed = replace(SPEC, requirements=(replace(SPEC.requirements[0], purpose="Other."), *SPEC.requirements[1:]))
    assert data_version(changed) != data_version(SPEC)
    assert re.fullmatch(r"2026-01-31\.[0-9a-f]{12}", data_version(SPEC))


SCRIPT = """
import sys
from hashlib import sha256
from tests.writers.example import OLDER, SPEC
from tests.writers.test_guarantees import files
for path, file in files(OLDER, SPEC).items():
    print(path, sha256(file.data).hexdigest())
"""


def test_bytes_repeat(root: Path) -> None:
    """In processes with another hash seed, time zone, locale and folder for temporary files."""

    def run(**settings: str) -> str:
        environment = os.environ | {"PYTHONPATH": f"{root}{os.pathsep}{root / 'compiler'}"} | settings
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT], cwd=root, env=environment, capture_output=True, text=True, check=True
        )
        return done.stdout

    first = run(PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C.UTF-8")
    assert "SHA256SUMS" in first
    assert first == run(PYTHONHASHSEED="2", TZ="Asia/Kathmandu", LC_ALL="C", PYTHONUTF8="0", TMPDIR=os.devnull)


def test_json_comes_back(both: dict[str, Artifact]) -> None:
    for spec in (OLDER, SPEC):
        data = both[f"manifests/v2/example/{product(spec).release}.json"].data
        assert encode(msgspec.json.decode(data, type=Spec)) == data


def test_yaml_equals_json(both: dict[str, Artifact]) -> None:
    paths = [path for path in both if path.endswith(".yaml")]
    assert paths
    for path in paths:
        expected = json.loads(both[path.replace(".yaml", ".json")].data)
        assert yaml.safe_load(both[path].data) == expected
        assert YAML(typ="safe", pure=True).load(both[path].data) == expected


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(1)", "10-11", "1/2", "Mar 5", "1e5"])
def test_spreadsheets_run_nothing(text: str) -> None:
    spoiled = replace(SPEC, requirements=(replace(SPEC.requirements[0], purpose=text),))
    made = files(spoiled)
    (row,) = csv.DictReader(io.StringIO(made["manifests/v2/example/2.0.csv"].data.decode()))
    assert row["purpose"] == f"'{text}"
    sheet = load_workbook(io.BytesIO(made["manifests/v2/example/2.0.xlsx"].data))["Requirements"]
    (found,) = [cell for cell in sheet[2] if cell.value == text]
    assert found.data_type == "s"


def test_everything_is_listed(both: dict[str, Artifact]) -> None:
    index = msgspec.json.decode(both["index.json"].data, type=Index)
    assert {each.path for each in index.artifacts} == both.keys() - {"index.json", "SHA256SUMS"}
    sums = dict(line.split("  ")[::-1] for line in both["SHA256SUMS"].data.decode().splitlines())
    assert sums.keys() == both.keys() - {"SHA256SUMS"}


def test_schemas_hold(both: dict[str, Artifact]) -> None:
    found = list(documents(both))
    assert {name for name, _ in found} == {"spec", "manifest", "flows", "losses", "index"}
    assert [list(violations(each, name)) for name, each in found] == [[] for _ in found]


def test_every_guarantee_has_a_test(root: Path) -> None:
    page = (root / "site/pages/guide/guarantees.md").read_text("utf-8")
    promised = re.findall(r"^\d+\. \*\*(.+?)\.\*\*", page, re.MULTILINE)
    assert len(promised) > 10
    assert [name for name in promised if f"test_{name.lower().replace(' ', '_')}" not in globals()] == []
