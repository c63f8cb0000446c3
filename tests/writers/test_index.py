"""The index: a program finds and verifies every file from it, and the paths below `latest` stay."""

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest
from check_jsonschema import main as check  # type: ignore[import-untyped]
from click.testing import CliRunner
from msgspec.structs import replace

from portspec.artifact import Artifact
from portspec.spec import Spec
from portspec.validation import SCHEMAS, violations
from portspec.writers import write, writers
from portspec.writers.changes import changes
from portspec.writers.index import Index, publish
from portspec.writers.manifest import data_version, product
from tests.conftest import ALL, Need
from tests.writers.example import OLDER, SPEC


def published(*specs: Spec) -> dict[str, Artifact]:
    made = [(spec, [file for name in writers() for file in write(name, spec, lambda _: None)]) for spec in specs]
    files = list(publish(made, changes(specs)))
    assert len({file.path for file in files}) == len(files)
    return {file.path: file for file in files}


@cache
def everything() -> dict[str, Artifact]:
    return published(OLDER, SPEC)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("published")
    for file in everything().values():
        (root / file.path).parent.mkdir(parents=True, exist_ok=True)
        (root / file.path).write_bytes(file.data)
    return root


def published_at(name: str) -> str:
    """The path of a schema says its major version."""
    return f"schemas/v{2 if name in ('spec', 'manifest') else 1}/{name}.schema.json"


def index() -> Index:
    return msgspec.json.decode(everything()["index.json"].data, type=Index)


def test_everything_is_verified_by_sha256sum(folder: Path, need: Need) -> None:
    done = subprocess.run(
        [need("sha256sum"), "--check", "--strict", "SHA256SUMS"], cwd=folder, capture_output=True, text=True, check=True
    )
    assert len(done.stdout.splitlines()) == len(everything()) - 1


SEARCH_BUDGET = 400_000
"""Bytes of the search's index of the project's own site, which each page loads."""


def test_the_built_site_holds_what_it_lists(root: Path, tmp_path: Path, need: Need) -> None:
    """No engine may make a page of a file that is to be downloaded; what a page loads stays small."""
    building = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path)]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(building, cwd=root, env=environment, capture_output=True, check=True)
    command = [need("sha256sum"), "--check", "--strict", "--quiet", "SHA256SUMS"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stdout + done.stderr == ""
    assert (tmp_path / "search/search_index.json").stat().st_size < SEARCH_BUDGET


def test_the_index_lists_every_file() -> None:
    assert list(violations(index(), "index")) == []
    listed = {each.path: each for each in index().artifacts}
    assert list(listed) == sorted(listed)
    files = everything()
    assert listed.keys() == files.keys() - {"index.json", "SHA256SUMS"}
    assert all(each.size == len(files[path].data) for path, each in listed.items())
    kinds = {"manifests", "flows", "oscal", "services", "nmap", "snippets", "schemas", "changes"}
    assert {each.kind for each in index().artifacts} >= kinds


def test_the_guide_tells_of_every_kind_of_file(root: Path) -> None:
    said = (root / "site/pages/guide/manifests.md").read_text("utf-8")
    lacking = {each.kind for each in index().artifacts if f"`{each.path.partition('/')[0]}/v" not in said}
    assert lacking == set(), "say in the table of site/pages/guide/manifests.md what these are"


def test_releases_have_versions_of_their_data() -> None:
    assert [(each.product, each.latest, each.data_version) for each in index().releases] == [
        (product(OLDER), False, data_version(OLDER)),
        (product(SPEC), True, data_version(SPEC)),
    ]
    spec = next(each for each in index().artifacts if each.path == "manifests/v2/example/2.0.json")
    assert data_version(SPEC) == f"2026-01-31.{spec.sha256[:12]}"


def test_every_role_is_found_with_its_files() -> None:
    for role in SPEC.roles:
        own = [each for each in index().artifacts if each.role == role.id and each.release == "2.0" and not each.latest]
        assert {"manifests", "flows", "services", "nmap"} <= {each.kind for each in own}
        types = {each.media_type for each in own if each.kind == "manifests"}
        assert types >= {"application/json", "application/yaml", "text/csv"}
        assert "text/plain" not in types, "MEDIA_TYPES in writers/index lacks the ending of a new kind of file"


def test_latest_is_a_copy_of_the_last_release() -> None:
    files = everything()
    for each in index().artifacts:
        if each.latest:
            original = each.path.replace("/example/latest", "/example/2.0")
            assert files[each.path].data == files[original].data
            assert (each.release, each.role) == ("2.0", files[original].role)
    copied = sum(each.latest for each in index().artifacts)
    assert copied == sum(each.release == "2.0" and not each.latest for each in index().artifacts)


def test_a_release_named_latest_is_in_nobody_s_way() -> None:
    named = replace(SPEC, product=replace(product(SPEC), release="latest"))
    assert published(OLDER, named)["manifests/v2/example/latest.json"].data


def test_an_older_release_s_files_stay_when_a_new_one_comes() -> None:
    before, after = published(OLDER), everything()
    kept = [path for path in before if "/example/1.0" in path]
    assert kept
    assert all(before[path] == after[path] for path in kept)


def test_what_is_about_no_release_is_listed_too() -> None:
    listed = {each.path: each for each in index().artifacts}
    assert listed["changes/v1/example/feed.atom"].media_type == "application/atom+xml"
    assert listed["changes/v1/example/feed.atom"].release is None


SOME = None if ALL else 1


@pytest.mark.full
def test_a_validator_that_is_not_ours_accepts_every_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that names a schema is valid by the published one, which needs no other file; by day one of each kind."""
    monkeypatch.chdir(folder)
    names: dict[str, list[str]] = {"index": ["index.json"]}
    for each in index().artifacts:
        if each.schema and each.media_type == "application/json":
            names.setdefault(each.schema.split(":")[3], []).append(each.path)
    assert names.keys() == {"spec", "manifest", "flows", "losses", "changes", "index"}
    for name, paths in names.items():
        done = CliRunner().invoke(check, ["--schemafile", published_at(name), *paths[:SOME]])
        assert done.exit_code == 0, done.output


def test_the_validator_refuses_what_is_wrong(folder: Path, tmp_path: Path) -> None:
    document: Any = json.loads(everything()["flows/v1/example/2.0.json"].data)
    next(each for each in document["flows"] if each["ports"])["ports"][0]["end"] = 65536
    (tmp_path / "flows.json").write_text(json.dumps(document))
    schema = folder / "schemas/v1/flows.schema.json"
    command = [sys.executable, "-m", "check_jsonschema", "--schemafile", str(schema), str(tmp_path / "flows.json")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "65536 is greater than the maximum" in done.stdout


def test_every_schema_is_published_whole() -> None:
    for name in SCHEMAS:
        document = json.loads(everything()[published_at(name)].data)
        text = json.dumps(document)
        held = {document["$id"], *(each["$id"] for each in document.get("$defs", {}).values() if "$id" in each)}
        assert {part.split("#")[0].split('"')[0] for part in text.split('"$ref": "')[1:]} - {""} <= held
