"""OSCAL: read by compliance-trestle by night, held to bounds that it does not keep, and honest about what is lost."""

import json
import re
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from msgspec.structs import replace

from portspec.spec import Spec
from portspec.validation import violations
from portspec.writers import write
from portspec.writers.manifest.losses import LossReport
from portspec.writers.oscal import NAMESPACE
from tests.writers.example import OLDER, SPEC
from tests.writers.test_manifests import few, hostile, nothing, with_product

STRING = re.compile(r"\S(.*\S)?")
"""OSCAL's data type `string`."""


@cache
def component_definition() -> Any:
    """The model of compliance-trestle, which is installed by night."""
    return import_module("trestle.oscal.component").ComponentDefinition


def made(spec: Spec) -> tuple[Any, LossReport]:
    definition, losses = write("oscal", spec, nothing)
    return json.loads(definition.data)["component-definition"], msgspec.json.decode(losses.data, type=LossReport)


def by_requirement(definition: Any) -> dict[str, dict[str, list[str]]]:
    """Return the properties of each requirement, by name."""
    found: dict[str, dict[str, list[str]]] = {}
    for component in definition["components"]:
        ids = {each["uuid"]: each["name"] for each in component.get("protocols", ())}
        for prop in component.get("props", ()):
            if "group" in prop:
                named = found.setdefault(ids[prop["group"].removeprefix("protocol-")], {})
                named.setdefault(prop["name"], []).append(prop["value"])
    return found


def spoiled(spec: Spec, text: str) -> Spec:
    first = replace(spec.requirements[0], purpose=text, condition=text)
    return replace(spec, requirements=(first, *spec.requirements[1:]))


@pytest.mark.night
@few
@given(with_product, hostile)
def test_trestle_reads_it(spec: Spec, text: str) -> None:
    definition, _ = made(spoiled(spec, text))
    component_definition().model_validate(definition)


@few
@given(with_product, hostile)
def test_the_bounds_hold(spec: Spec, text: str) -> None:
    spec = spoiled(spec, text)
    definition, losses = made(spec)
    assert list(violations(losses, "losses")) == []
    assert [each["name"] for component in definition["components"] for each in component.get("protocols", ())] == [
        each.id
        for role in dict.fromkeys([*(role.id for role in spec.roles), None])
        for each in spec.requirements
        if each.role == role
    ]
    for component in definition["components"]:
        for each in component.get("protocols", ()):
            assert STRING.fullmatch(each["name"])
            for ports in each.get("port-ranges", ()):
                assert 0 <= ports["start"] <= ports["end"] <= 65535
                assert ports.get("transport") in ("TCP", "UDP", None)
        for prop in component.get("props", ()):
            assert prop["ns"] == NAMESPACE
            assert STRING.fullmatch(prop["value"])


@pytest.mark.night
def test_the_file_itself_is_read(tmp_path: Path) -> None:
    definition, _ = write("oscal", SPEC, nothing)
    path = tmp_path / "component-definition.json"
    path.write_bytes(definition.data)
    read = component_definition().oscal_read(path)
    assert isinstance(read, component_definition())
    assert read.components
    assert [each.title for each in read.components] == ["Standalone server", "MDS server", "Chunk server", "Client"]


def test_what_is_not_to_be_opened_has_no_port_range() -> None:
    definition, _ = made(SPEC)
    ranges = {each["name"]: each.get("port-ranges") for it in definition["components"] for each in it["protocols"]}
    assert ranges["standalone-server.67"] is None
    assert ranges["standalone-server.647+847"] is None
    assert ranges["standalone-server.5700-6900"] == [{"start": 5700, "end": 6900, "transport": "TCP"}]
    props = by_requirement(definition)
    assert props["standalone-server.67"]["negated"] == ["yes"]
    assert props["standalone-server.647+847"]["port"] == ["647", "847"]


def test_properties_say_what_a_protocol_cannot() -> None:
    definition, _ = made(SPEC)
    props = by_requirement(definition)
    for each in SPEC.requirements:
        said = props[each.id]
        assert said["direction"] == [each.direction]
        assert said["line"] == [str(each.provenance.line)]
        assert said.get("peer", []) == [peer.text for peer in each.peers]
        assert said["transport"] == (list(each.transports) or ["unstated"])


def uuids(spec: Spec) -> dict[str, str]:
    definition, _ = made(spec)
    parts = [*definition["components"], *(each for it in definition["components"] for each in it["protocols"])]
    return {each.get("name") or each["title"]: each["uuid"] for each in parts}


def test_roles_and_requirements_keep_their_uuids_in_all_releases() -> None:
    old, new = uuids(OLDER), uuids(SPEC)
    assert len(set(new.values())) == len(new)
    assert old.keys() <= new.keys()
    assert old == {name: new[name] for name in old}


def test_another_value_gives_the_definition_another_uuid() -> None:
    changed = replace(SPEC, requirements=(replace(SPEC.requirements[0], purpose="Other."), *SPEC.requirements[1:]))
    assert made(changed)[0]["uuid"] != made(SPEC)[0]["uuid"]


@pytest.mark.parametrize(
    ("what", "change"),
    [
        ("unstated transport", {"transports": ()}),
        ("other transport", {"transports": ("sctp",)}),
        ("condition", {"condition": "if it runs"}),
        ("white space", {"purpose": "two\nlines"}),
        ("other end", {"source": "anybody"}),
        ("refused port", {"reserved": True}),
    ],
)
def test_a_loss_names_its_requirements(what: str, change: dict[str, Any]) -> None:
    def lost(spec: Spec) -> set[str]:
        _, report = made(spec)
        return {id for each in report.losses if each.what == what for id in each.requirements}

    first = SPEC.requirements[0]
    assert first.id not in lost(SPEC)
    assert lost(replace(SPEC, requirements=(replace(first, **change), *SPEC.requirements[1:]))) - lost(SPEC) == {
        first.id
    }


def test_every_field_of_the_spec_is_kept_or_named_as_lost() -> None:
    _, report = made(SPEC)
    assert {each.what for each in report.losses if not each.requirements} == {
        "notes", "errata", "findings", "sources", "counts",
    }  # fmt: skip
