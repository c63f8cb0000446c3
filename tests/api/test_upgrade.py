"""Specs of schema version 1.0 are read and brought up; nothing that they say is said otherwise."""

import json
from pathlib import Path
from typing import Any

import pytest

import portspec
from portspec.diff import diff
from portspec.spec import Context, Party, Spec
from portspec.validation import breaches
from portspec.workspace import COMPILED

OLD = sorted((Path(__file__).parent / "specs-1.0").iterdir())


def loaded(tmp_path: Path, document: Any) -> Spec:
    path = tmp_path / "old.json"
    path.write_text(json.dumps(document))
    return portspec.load(path)


def altered(**values: object) -> Any:
    """Return a small spec of version 1.0 with one requirement that says this."""
    document = json.loads(OLD[0].read_text())
    row = document["requirements"][0] | {"basis": {}, **values}
    return document | {"requirements": [row], "errata": [], "roles": [], "findings": []}


@pytest.mark.parametrize("path", OLD, ids=lambda path: path.stem)
def test_an_old_spec_is_read(path: Path) -> None:
    old, new = json.loads(path.read_text()), portspec.load(path)

    assert old["schema_version"] == "1.0"
    assert list(breaches(new)) == []
    assert [each.id for each in new.requirements] == [each["id"] for each in old["requirements"]]


@pytest.mark.parametrize("path", OLD, ids=lambda path: path.stem)
def test_nothing_has_changed_between_the_versions(path: Path, root: Path) -> None:
    (now,) = (root / COMPILED).glob(f"*/{path.name}")

    assert diff(portspec.load(path), portspec.load(now)).changes == ()


def test_need_follows_from_what_is_said(tmp_path: Path) -> None:
    said: list[dict[str, object]] = [
        {"negated": True},
        {"negated": False, "direction": "internal"},
        {"negated": False, "direction": "inbound", "condition": "if used"},
        {"negated": False, "direction": "inbound", "condition": None},
    ]
    needs = [loaded(tmp_path, altered(**each)).requirements[0].need for each in said]

    assert needs == ["denied", "local", "conditional", "required"]


def test_both_ends_become_hosts(tmp_path: Path) -> None:
    spec = loaded(tmp_path, altered(role=None, source="Web servers", destination="Internet"))
    (row,) = spec.requirements

    assert [each.id for each in spec.roles] == ["web-server"]
    assert row.sources == (Party(role="web-server", text="Web servers"),)
    assert row.destinations == (Party(text="Internet"),)


def test_a_spec_without_hosts_is_about_its_subject(tmp_path: Path) -> None:
    spec = loaded(tmp_path, altered(id="443.inbound", role=None, source=None, destination=None, peers=[]))
    (row,) = spec.requirements

    assert (row.id, row.role) == ("host.443.inbound", "host")
    assert isinstance(row.basis["role"], Context)
    assert spec.roles[0].name == spec.sources[0].title
