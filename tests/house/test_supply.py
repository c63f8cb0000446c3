"""What the project is built with: known by its hash, allowed no more than it needs, and listed."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from packaging.requirements import Requirement
from referencing import Registry, Resource
from ruamel.yaml import YAML

from tests.conftest import ROOT, Need

SCAFFOLD = ROOT / "compiler/portspec/scaffold/files/workflow.yml"
"""What new projects get."""
WORKFLOWS = [*sorted((ROOT / ".github/workflows").glob("*.yml")), SCAFFOLD]
USES = re.compile(r"uses: ([\w./-]+)@(\S+) # (.+)")
NEEDED = {
    "portspec.yml": {"contents: write", "pull-requests: write"},
    "workflow.yml": {"contents: write", "pull-requests: write"},
    "release.yml": {"contents: write", "id-token: write", "attestations: write", "artifact-metadata: write"},
}
"""What jobs may write, and why each does stands in the file."""


def jobs(path: Path) -> Iterator[dict[str, Any]]:
    workflow = YAML(typ="safe", pure=True).load(path.read_text("utf-8"))
    assert workflow["permissions"] in ({}, {"contents": "read"})
    yield from workflow["jobs"].values()


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_is_one(path: Path) -> None:
    check = [str(Path(sys.executable).with_name("check-jsonschema")), "--builtin-schema", "vendor.github-workflows"]
    subprocess.run([*check, path], check=True, capture_output=True)


def test_the_settings_of_the_update_bot_are_such() -> None:
    check = [str(Path(sys.executable).with_name("check-jsonschema")), "--builtin-schema", "vendor.dependabot"]
    subprocess.run([*check, ROOT / ".github/dependabot.yml"], check=True, capture_output=True)


def test_an_action_is_known_by_its_commit() -> None:
    """A tag can be moved to another commit. Beside each stands the version, which an update bot reads."""
    lines = [
        line.strip()
        for path in (*WORKFLOWS, ROOT / "action.yml")
        for line in path.read_text("utf-8").splitlines()
        if "uses:" in line
    ]
    found = [match for line in lines if (match := USES.fullmatch(line.removeprefix("- ")))]
    assert len(found) == len(lines) > 10
    assert [each[0] for each in found if not re.fullmatch(r"[0-9a-f]{40}", each[2]) or each[3][0] != "v"] == []
    assert len({each[1] for each in found}) == len({(each[1], each[2], each[3]) for each in found})


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_job_may_do_what_it_needs(path: Path) -> None:
    granted = {f"{name}: {way}" for job in jobs(path) for name, way in job.get("permissions", {}).items()}
    assert {each for each in granted if each.endswith("write")} == NEEDED.get(path.name, set())


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_checkout_keeps_no_token(path: Path) -> None:
    steps = [step for job in jobs(path) for step in job["steps"] if "actions/checkout" in step.get("uses", "")]
    assert [each for each in steps if each.get("with", {}).get("persist-credentials") is not False] == []


def test_what_may_write_runs_nothing_of_the_repository() -> None:
    """The release is signed where no code of a dependency runs."""
    (job,) = (job for job in jobs(ROOT / ".github/workflows/release.yml") if "id-token" in job["permissions"])
    assert [each["run"].split()[:3] for each in job["steps"] if "run" in each] == [["gh", "release", "create"]]


def test_nothing_of_ours_is_installed_by_its_name() -> None:
    """Whoever registers the name `portspec` somewhere shall not run here."""
    for path in (*WORKFLOWS[:-1], ROOT / "Makefile", ROOT / ".ci/run"):
        runs = [line for line in path.read_text("utf-8").splitlines() if re.search(r"\bpip3? (?:\S+ )*install", line)]
        assert [line for line in runs if re.search(r"install.*\sportspec\b", line)] == []


@pytest.fixture(scope="module")
def bill(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The bill of materials."""
    target = tmp_path_factory.mktemp("bill") / "bill.json"
    subprocess.run([sys.executable, "scripts/make_sbom.py", target], cwd=ROOT, check=True)
    return json.loads(target.read_bytes())  # type: ignore[no-any-return]


def test_the_bill_lists_every_pin_with_its_hashes(bill: dict[str, Any]) -> None:
    text = (ROOT / "requirements/build.txt").read_text("utf-8")
    pins = [Requirement(line.rstrip(" \\")) for line in text.splitlines() if line[:1].isalnum()]
    listed = {(each["name"], each["version"]) for each in bill["components"] if each["type"] == "library"}
    assert listed == {(pin.name, next(iter(pin.specifier)).version) for pin in pins}
    hashes = [one["content"] for each in bill["components"] for one in each.get("hashes", ())]
    assert sorted(hashes) == sorted(re.findall(r"--hash=sha256:([0-9a-f]{64})", text))
    assert [each["name"] for each in bill["components"] if not each.get("licenses")] == []


def test_the_bill_says_what_needs_what(bill: dict[str, Any]) -> None:
    known = {each["bom-ref"] for each in (bill["metadata"]["component"], *bill["components"])}
    edges = {each["ref"]: each["dependsOn"] for each in bill["dependencies"]}
    assert edges.keys() == known
    reached, waiting = set[str](), ["portspec"]
    while waiting:
        reached.add(each := waiting.pop())
        waiting += [one for one in edges[each] if one not in reached]
    assert reached == known


@pytest.mark.night
def test_the_bill_fits_its_schema(bill: dict[str, Any], need: Need, tmp_path: Path) -> None:
    """The package of the standard's own authors carries the schemas of CycloneDX."""
    pip = [need("python3.11"), "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-deps"]
    subprocess.run([*pip, "--target", tmp_path, "cyclonedx-python-lib"], check=True)
    folder = tmp_path / "cyclonedx/schema/_res"
    schema, *others = (
        json.loads((folder / f"{name}.SNAPSHOT.schema.json").read_bytes()) for name in ("bom-1.6", "spdx", "jsf-0.82")
    )
    base = bill["$schema"].rpartition("/")[0]
    names = (f"{base}/{each['$id'].rpartition('/')[2].replace('.schema', '.SNAPSHOT.schema')}" for each in others)
    resources = zip(names, map(Resource[Any].from_contents, others), strict=True)
    validator = Draft7Validator(schema, registry=Registry[Any]().with_resources(resources))
    assert [f"{each.json_path}: {each.message}" for each in validator.iter_errors(bill)] == []
    bill["components"][0]["type"] = "none"
    assert not validator.is_valid(bill)
