"""No file below `spec/errata` or `spec/sources` is passed over in silence."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from portspec.cli import group
from portspec.findings import Finding
from portspec.workspace import Workspace, find_workspace
from portspec.workspace.strays import strays

PRODUCT = "virtuozzo-hybrid-server"


@pytest.fixture
def workspace(root: Path, tmp_path: Path) -> Workspace:
    shutil.copytree(root / "spec", tmp_path / "spec")
    found = find_workspace(tmp_path)
    assert found is not None
    return found


def found_in(workspace: Workspace) -> list[Finding]:
    findings: list[Finding] = []
    strays(workspace, findings.append)
    return findings


def test_all_that_is_there_is_used(workspace: Workspace) -> None:
    (workspace.root / "spec/errata/.gitkeep").touch()
    assert found_in(workspace) == []


@pytest.mark.parametrize(
    ("path", "help"),
    [
        ("7.0.yaml", f"Move it to spec/errata/{PRODUCT}/"),
        (f"{PRODUCT}/sub/7.0.yaml", f"Move it to spec/errata/{PRODUCT}/"),
        ("virtuozo/7.0.yaml", f"Move it to spec/errata/{PRODUCT}/"),
        ("Virtuozzo-Hybrid-Server/7.0.yaml", f"Move it to spec/errata/{PRODUCT}/"),
        (f"{PRODUCT}/7.0.YAML", "Let its name end in .yaml"),
        (f"{PRODUCT}/7.0.json", "Let its name end in .yaml"),
        (f"{PRODUCT}/7.0.yaml.txt", "Let its name end in .yaml"),
        (f"{PRODUCT}/7.0.yxml", "Let its name end in .yaml"),
    ],
)
def test_errata_that_nothing_reads_are_an_error(workspace: Workspace, path: str, help: str) -> None:
    file = workspace.root / "spec/errata" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("garbage: [", "utf-8")
    (found,) = found_in(workspace)

    assert (found.code, found.severity) == ("PS307", "error")
    assert f"spec/errata/{path} " in found.message
    assert help in found.help


@pytest.mark.parametrize("path", ["left.md", f"{PRODUCT}/8.0/Ports.HTML"])
def test_a_page_that_the_catalog_does_not_name_is_a_warning(workspace: Workspace, path: str) -> None:
    file = workspace.root / "spec/sources" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch()
    file.with_name("picture.png").touch()

    assert [(each.code, path in each.message) for each in found_in(workspace)] == [("PS420", True)]


@pytest.mark.parametrize("command", ["build", "check"])
def test_commands_say_so(workspace: Workspace, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.chdir(workspace.root)
    (workspace.root / "spec/errata/left.yaml").touch()
    result = CliRunner().invoke(group, [command])

    assert result.exit_code == 1
    assert "error PS307: spec/errata/left.yaml is not used" in result.output


def test_a_release_whose_page_is_missing_is_not_said_to_need_a_build(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(workspace.root)
    for page in (workspace.root / "spec/sources" / PRODUCT / "7-2016").iterdir():
        page.unlink()
    result = CliRunner().invoke(group, ["check"])

    assert result.exit_code == 1
    assert "error PS901: spec/sources/" in result.output
    assert "PS405" not in result.output
