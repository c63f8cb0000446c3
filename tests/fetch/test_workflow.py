"""The steps of the scheduled job, run as a forge runs them: a pull request says what changed, or nothing is done."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from tests.cli.running import run
from tests.conftest import Need
from tests.fetch.conftest import PAGE, ROWS, page
from tests.fetch.serving import Site

ME = ["-c", "user.name=nobody", "-c", "user.email=nobody@example.com"]


GH = """#!/bin/sh
[ "$1" = auth ] && exit
printf '%s\\n' "$@" >> "$RUNNER_TEMP/gh"
cat "$8" >> "$RUNNER_TEMP/gh"
"""


def steps(path: Path) -> list[str]:
    """The last two steps of the job: all before them installs."""
    job = YAML(typ="safe", pure=True).load(path.read_text("utf-8"))["jobs"]["update"]
    return [each["run"] for each in job["steps"][-2:]]


def test_both_workflows_have_the_same_steps(root: Path) -> None:
    own = steps(root / ".github/workflows/portspec.yml")
    assert own == steps(root / "compiler/portspec/scaffold/files/workflow.yml")


@pytest.fixture
def forge(project: Path, tmp_path: Path, need: Need, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository that the project is pushed to, and a `gh` that writes down what it is told."""
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "gh").write_text(GH)
    (tools / "gh").chmod(0o755)
    monkeypatch.setenv("PATH", os.pathsep.join((str(tools), str(Path(sys.executable).parent), os.environ["PATH"])))
    monkeypatch.setenv("RUNNER_TEMP", str(tmp_path))
    (project / ".gitignore").write_text("/build/\n")
    git = need("git")
    subprocess.run([git, "init", "--quiet", "--bare", tmp_path / "forge.git"], check=True)
    for command in (["init", "-q", "-b", "main"], ["add", "."], [*ME, "commit", "-q", "-m", "first"]):
        subprocess.run([git, *command], check=True)
    subprocess.run([git, "remote", "add", "origin", str(tmp_path / "forge.git")], check=True)
    return tmp_path


def scheduled(root: Path, forge: Path, need: Need) -> str:
    """Run the steps, and return what `gh` was told."""
    (forge / "gh").unlink(missing_ok=True)
    for step in steps(root / "compiler/portspec/scaffold/files/workflow.yml"):
        subprocess.run([need("bash"), "-e", "-o", "pipefail", "-c", step], check=True, capture_output=True)
    return (forge / "gh").read_text() if (forge / "gh").exists() else ""


def test_nothing_is_opened_where_nothing_has_changed(root: Path, forge: Path, need: Need) -> None:
    assert scheduled(root, forge, need) == ""


def test_a_change_is_said_and_can_be_merged(root: Path, forge: Path, site: Site, need: Need) -> None:
    site.page("/ports.html", page(*ROWS, (8443, "inbound", "Requests of programs.")))
    told = scheduled(root, forge, need)

    assert told.startswith("pr\ncreate\n--head\nportspec-update\n--title\nPorts of The Gate 1.0: 1 opened\n")
    assert "**Gateway: 8443 tcp, inbound (added)**" in told
    files = subprocess.run([need("git"), "show", "--stat", "--format=%s"], check=True, capture_output=True, text=True)
    assert "spec/sources/gate/1.0/ports.html" in files.stdout
    assert run("check").exit_code == 0
    assert scheduled(root, forge, need) == ""


@pytest.mark.full
def test_what_a_person_has_to_look_at_is_said_as_well(root: Path, forge: Path, site: Site, need: Need) -> None:
    """The page has lost a row, so it is not recorded; the pull request has it, and its check is red."""
    site.page("/ports.html", page(*ROWS[:2]))
    told = scheduled(root, forge, need)

    assert "1 closed" in told
    assert "**Gateway: 5432 tcp, outbound (removed)**" in told
    assert Path("spec/sources/gate/1.0/ports.html").read_bytes() != PAGE
    assert "PS406" in run("check").output
