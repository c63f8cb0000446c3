"""The modules that CONTRIBUTING shows are whole: each works by its file in the folder alone, and is in good style."""

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from portspec import checks, findings, writers
from portspec.cli import group
from portspec.workspace import read_spec
from tests.examples import example

SHOWN = {"Many ports": "checks/many_ports.py", "Lines": "writers/lines.py", "ipfw": "writers/firewall/ipfw.py"}
"""Where each of them goes, by the beginning of its first sentence."""


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a page with one row of many ports, in an empty folder that is the current one."""
    monkeypatch.chdir(tmp_path)
    ports = ", ".join(map(str, range(1001, 1023, 2)))
    Path("page.md").write_text(f"# Ports\n\n| Port | Protocol |\n| - | - |\n| {ports} | TCP |\n", "utf-8")
    return tmp_path / "page.md"


def test_the_check_is_found(root: Path, page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (page.parent / "many_ports.py").write_text(example(root, "Many ports"), "utf-8")
    monkeypatch.setattr(checks, "__path__", [*checks.__path__, str(page.parent)])
    monkeypatch.setitem(findings.SEVERITIES, "PS499", "note")
    checks.rules.cache_clear()
    said = CliRunner().invoke(group, ["compile", "page.md"], catch_exceptions=False).stderr
    checks.rules.cache_clear()
    sys.modules.pop("portspec.checks.many_ports")
    assert "page.md:5:3: note PS499: " in said
    assert "has 11 ranges of ports" in said


def test_the_writer_is_found(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "lines.py").write_text(example(root, "Lines"), "utf-8")
    monkeypatch.setattr(writers, "__path__", [*writers.__path__, str(tmp_path)])
    writers.writers.cache_clear()
    spec = read_spec(root / "spec/compiled/weka/4.4.json", lambda found: pytest.fail(found.message))
    assert spec is not None
    release, *roles = writers.write("lines", spec, lambda found: pytest.fail(found.message))
    writers.writers.cache_clear()
    sys.modules.pop("portspec.writers.lines")
    lines = release.data.decode().splitlines()
    assert [line.split()[0] for line in lines] == [row.id for row in spec.requirements]
    assert {each.role for each in roles} == {role.id for role in spec.roles}
    assert all(set(each.data.decode().splitlines()) <= set(lines) for each in roles)


@pytest.mark.parametrize("name", SHOWN)
@pytest.mark.parametrize("style", [["check"], ["format", "--check"]], ids=" ".join)
def test_it_is_in_good_style(root: Path, name: str, style: list[str]) -> None:
    command = [sys.executable, "-m", "ruff", *style, "--stdin-filename", f"compiler/portspec/{SHOWN[name]}", "-"]
    done = subprocess.run(command, cwd=root, input=example(root, name), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
