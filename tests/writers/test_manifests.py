"""Manifests: three forms of one value, readable by parsers that are not ours, and safe in a spreadsheet."""

import csv
import io
import json
from typing import Any

import msgspec
import pytest
import yaml  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from ruamel.yaml import YAML

from portspec.artifact import encode
from portspec.findings import Finding
from portspec.spec import Party, Spec
from portspec.validation import violations
from portspec.writers import write, writers
from portspec.writers.csv import cell
from portspec.writers.manifest import Manifest
from tests.conftest import ALL, Golden
from tests.strategies import specs
from tests.writers.example import OLDER, SPEC

FORMATS = ("csv", "json", "yaml")


few = settings(max_examples=200 if ALL else 12)
"""Drawing a spec and reading it with parsers in pure Python takes a while."""


def nothing(found: Finding) -> None:
    raise AssertionError(found)


def files(spec: Spec, *names: str) -> dict[str, bytes]:
    return {file.path: file.data for name in names or FORMATS for file in write(name, spec, nothing)}


with_product = st.builds(lambda spec: replace(spec, product=SPEC.product), specs())
hostile = st.text(
    st.sampled_from("=+-@'\"\t\r\n,;:#&*!|>%`{}[]~ 0123456789noyesxß中\u0085\u00a0\u2028\u202e\ufeff\x07\x7f🔌")
)


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def unguarded(text: str) -> str:
    return text.removeprefix("'")


@pytest.mark.parametrize("name", ["2.0.csv", "2.0/chunk-server.csv", "2.0/chunk-server.json", "2.0/chunk-server.yaml"])
def test_golden(name: str, golden: Golden) -> None:
    golden(f"writers/{name}", files(SPEC)[f"manifests/v2/example/{name}"])


def test_every_release_and_role_has_every_format() -> None:
    names = [f"2.0/{role.id}" for role in SPEC.roles] + ["2.0"]
    assert set(files(SPEC)) == {f"manifests/v2/example/{name}.{suffix}" for name in names for suffix in FORMATS}


def test_a_manifest_holds_what_the_role_includes() -> None:
    data = files(SPEC, "json")["manifests/v2/example/2.0/chunk-server.json"]
    manifest = msgspec.json.decode(data, type=Manifest)
    assert manifest.includes == ("standalone-server",)
    assert [each.id for each in manifest.requirements] == ["chunk-server.2511.outbound", "chunk-server.dynamic.inbound"]
    assert {each.role for each in manifest.inherited} == {"standalone-server"}
    used = {basis.erratum for each in manifest.requirements + manifest.inherited for basis in each.corrected.values()}
    assert used == {each.id for each in manifest.errata}
    assert [each.id for each in manifest.roles] == ["standalone-server", "mds-server", "chunk-server", "client"]
    data = files(SPEC, "json")["manifests/v2/example/2.0/standalone-server.json"]
    assert [each.id for each in msgspec.json.decode(data, type=Manifest).roles] == ["standalone-server"]


@few
@given(with_product)
def test_json_gives_the_values_back(spec: Spec) -> None:
    found = files(spec, "json")
    assert msgspec.json.decode(found.pop("manifests/v2/example/2.0.json"), type=Spec) == spec
    for data in found.values():
        manifest = msgspec.json.decode(data, type=Manifest)
        assert encode(manifest) == data
        assert list(violations(manifest, "manifest")) == []


@few
@given(with_product, hostile)
def test_yaml_is_read_alike_by_parsers_of_both_versions(spec: Spec, text: str) -> None:
    requirement = replace(spec.requirements[0], purpose=text, peers=(Party(text=text),))
    spec = replace(spec, requirements=(requirement, *spec.requirements[1:]))
    found = files(spec, "json", "yaml")
    for path in (path for path in found if path.endswith(".yaml")):
        expected = json.loads(found[path.replace(".yaml", ".json")])
        assert yaml.safe_load(found[path]) == expected
        assert YAML(typ="safe", pure=True).load(found[path]) == expected


@pytest.mark.parametrize("text", "on off yes no y n true null ~ 22:80 1_000 0x10 010 1e5 .inf 2001-01-01 <<".split())
def test_yaml_leaves_no_text_to_guess(text: str) -> None:
    spec = replace(SPEC, requirements=(replace(SPEC.requirements[0], purpose=text),))
    data = files(spec, "yaml")["manifests/v2/example/2.0.yaml"]
    assert yaml.safe_load(data)["requirements"][0]["purpose"] == text
    assert YAML(typ="safe", pure=True).load(data)["requirements"][0]["purpose"] == text


def told(text: str, missing: str = "unstated") -> list[str]:
    return [] if text == missing else text.split("; ")


@pytest.mark.parametrize("spec", [SPEC, OLDER], ids=["2.0", "1.0"])
def test_csv_says_what_json_says(spec: Spec) -> None:
    found = files(spec)
    for path in (path for path in found if path.endswith(".csv")):
        value: Any = json.loads(found[path.replace(".csv", ".json")])
        requirements = value["requirements"] + value.get("inherited", [])
        for row, each in zip(rows(found[path]), requirements, strict=True):
            ports = [[int(end) for end in port.split("-")] for port in told(unguarded(row["ports"]), "unknown")]
            assert [[port[0], port[-1]] for port in ports] == [[port["start"], port["end"]] for port in each["ports"]]
            assert told(row["transports"]) == each["transports"]
            assert told(row["peers"]) == [peer["text"] for peer in each["peers"]]
            assert told(row["peer_roles"]) == [peer["role"] or "outsider" for peer in each["peers"]]
            plain = {field: row[field] for field in ("id", "role", "direction")}
            assert plain == {field: each[field] for field in plain}
            free = {field: unguarded(row[field]) for field in ("source", "destination", "purpose", "condition")}
            assert free == {field: each[field] or "unstated" for field in free}
            truths = {field: {"yes": True, "no": False}[row[field]] for field in ("negated", "reserved")}
            assert truths == {field: each[field] for field in truths}
            assert row["dynamic_port"] == (each["dynamic"]["name"] if each["dynamic"] else "no")
            basis = dict(item.split(": ") for item in told(row["errata"], "none"))
            assert basis == {field: it["erratum"] for field, it in each["basis"].items()}
            place = each["provenance"]
            assert (row["document"], row["line"]) == (place["source"], str(place["line"]))
            truths = {field: row[field] == "yes" for field in ("negated", "reserved", "configurable")}
            assert truths == {field: each[field] for field in truths}
            assert (row["column"], unguarded(row["quote"])) == (str(place["column"]), place["quote"])


@few
@given(with_product, hostile)
def test_csv_has_no_empty_cell_and_no_formula(spec: Spec, text: str) -> None:
    requirement = replace(spec.requirements[0], purpose=text, condition=text, peers=(Party(text=text),))
    found = files(replace(spec, requirements=(requirement, *spec.requirements[1:])), "csv")
    for data in found.values():
        for row in rows(data):
            assert all(row.values())
            assert not [text for text in row.values() if text[0] in "=+-@\t\r\n"]


@given(hostile)
def test_a_guard_can_be_taken_off(text: str) -> None:
    assert unguarded(cell(text)) == text


@pytest.mark.parametrize(
    "text", ["10-11", "5-1990", "1/2", "22:80", "1.5", "1e5", "007", "Mar 5", "5 may", "1,234", "=1+1", "@SUM", "'x"]
)
def test_what_a_spreadsheet_would_convert_is_guarded(text: str) -> None:
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["22", "5700-6900", "647; 847", "mds-server.2510.both", "MDS servers", "no"])
def test_what_it_would_not_convert_is_not(text: str) -> None:
    assert cell(text) == text


def test_an_unknown_writer_is_a_finding() -> None:
    said: list[Finding] = []
    assert not list(write("punch-cards", SPEC, said.append))
    assert [each.code for each in said] == ["PS902"]
    assert all(name in said[0].help for name in writers())
