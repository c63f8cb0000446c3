"""A new project builds at once, and `portspec init` never writes over anything."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from portspec.cli import group
from tests.conftest import Need

OPTIONS = ["--product", "shop", "--name", "Shop & Söhne", "--release", "1.0", "--recorded", "2026-01-31"]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(group, list(arguments), prog_name="portspec")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    assert run("init", str(tmp_path / "new"), *OPTIONS).exit_code == 0
    monkeypatch.chdir(tmp_path / "new")
    return tmp_path / "new"


def test_it_builds_and_checks_without_any_finding_about_the_page(project: Path) -> None:
    assert run("build").exit_code == 0
    assert (project / "spec/compiled/shop/1.0.json").is_file()
    result = run("check")
    assert (result.exit_code, result.stderr) == (0, "1 release checked, 0 findings\n")
    assert run("build").output.startswith("Nothing has changed.\n")


def test_its_site_builds(project: Path) -> None:
    run("build")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert "Söhne" in (project / "build/site/shop/1.0/index.html").read_text("utf-8")


def test_workflows_fit_their_schema(root: Path, project: Path) -> None:
    workflows = [*(root / ".github/workflows").iterdir(), *(project / ".github/workflows").iterdir()]
    assert_passes("check_jsonschema", "--builtin-schema", "vendor.github-workflows", *workflows)


def test_hooks_fit_their_schema(root: Path, project: Path) -> None:
    assert_passes("pre_commit", "validate-manifest", root / ".pre-commit-hooks.yaml")
    assert_passes("pre_commit", "validate-config", project / ".pre-commit-config.yaml")


def test_its_hook_stops_a_commit_of_a_changed_page(project: Path, need: Need, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])))
    monkeypatch.setenv("PRE_COMMIT_HOME", str(project / "build/pre-commit"))
    run("build")
    subprocess.run([need("git"), "init", "--quiet"], check=True)
    subprocess.run([need("git"), "add", "."], check=True)
    assert_passes("pre_commit", "run", "--all-files")

    page = project / "spec/sources/shop/1.0/ports.md"
    page.write_text(page.read_text("utf-8").replace("5432", "5433"), "utf-8")
    done = module("pre_commit", "run", "--all-files")
    assert done.returncode == 1
    assert "PS406" in done.stdout


def module(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", *command], capture_output=True, text=True, check=False)


def assert_passes(*command: str | Path) -> None:
    done = module(*command)
    assert done.returncode == 0, done.stdout + done.stderr


def test_nothing_is_written_over(project: Path) -> None:
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    (project / "mkdocs.yml").unlink()
    result = run("init", str(project), *OPTIONS)

    assert result.exit_code == 1
    assert "spec/catalog.toml is there already" in result.stderr
    assert not (project / "mkdocs.yml").exists()
    assert all(path.read_bytes() == data for path, data in before.items() if path.name != "mkdocs.yml")


@pytest.mark.parametrize(
    ("option", "value"), [("--product", "../shop"), ("--product", ""), ("--release", "1/0"), ("--recorded", "today")]
)
def test_what_cannot_stand_in_the_catalog_is_refused(tmp_path: Path, option: str, value: str) -> None:
    result = run("init", str(tmp_path / "new"), *OPTIONS, option, value)

    assert result.exit_code == 2
    assert not (tmp_path / "new").exists()
