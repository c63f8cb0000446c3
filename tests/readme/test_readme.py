"""The README's first screen is true: its row, requirement, manifest line and rule are what the program gives."""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from portspec.analysis.assumed import ASSUMED
from portspec.cli import group
from tests.conftest import ALL, ROOT, Need
from tests.readme.blocks import README, block


def emitted(*arguments: str) -> str:
    result = CliRunner().invoke(group, ["emit", *arguments], catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


@pytest.fixture(autouse=True)
def in_the_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def test_the_row_stands_on_the_page() -> None:
    assert (
        block("**MDS Servers**")
        in (ROOT / "spec/sources/virtuozzo-hybrid-server/7.1-beta/configuring-server-ports.md").read_text()
    )


def test_the_requirement_is_the_compiled_one() -> None:
    shown = json.loads(block("{\n"))
    spec = json.loads((ROOT / "spec/compiled/virtuozzo-hybrid-server/7.1-beta.json").read_text())
    (found,) = [each for each in spec["requirements"] if each["id"] == shown["id"]]

    assert shown == {key: found[key] for key in shown}


def test_the_manifest_has_the_line() -> None:
    (command,) = re.findall(r"`portspec emit (csv[^`]*)`", README)

    assert block("mds-server.2510").strip() in emitted(*command.split())


def test_the_command_opens_the_port() -> None:
    (command,) = re.findall(r"`portspec emit (nftables --[^`]*)`", README)
    rules = [line.strip() for line in emitted(*command.split()).splitlines()]

    assert block("2510,  # mds-server.2510").strip() in rules


def test_the_commands_exist() -> None:
    named = set(re.findall(r"`portspec (\w+)", README))

    assert named <= set(group.list_commands(None))  # type: ignore[arg-type] # click's context is not used


@pytest.mark.parametrize("target", re.findall(r"(?:\]\(|src=\"|srcset=\")([^)#:\"]+)", README))
def test_links_lead_somewhere(target: str) -> None:
    assert (ROOT / target).exists()


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The page that it shows, in a folder of its own."""
    path = tmp_path / "ports.md"
    path.write_text(block("# Ports of Lantern"))
    monkeypatch.chdir(tmp_path)
    return path


@pytest.mark.parametrize("command", ["compile ports.md", "emit rules --page ports.md --format text"])
@pytest.mark.usefixtures("page")
def test_a_page_gives_what_is_shown(command: str) -> None:
    result = CliRunner().invoke(group, command.split())
    assert block(f"$ portspec {command}\n").partition("\n")[2] == (result.stdout or result.stderr)


def test_a_project_gives_the_rules_that_are_shown(page: Path, need: Need, monkeypatch: pytest.MonkeyPatch) -> None:
    begin, emit = re.findall(r"^\$ portspec (.*)$", block("$ portspec init lantern"), re.MULTILINE)
    for command in begin.split(" && "):
        words = command.removeprefix("portspec ").split()
        if words[0] == "cd":
            monkeypatch.chdir(page.parent / words[1])
        else:
            assert CliRunner().invoke(group, words).exit_code == 0
    assert block("table inet filter") in emitted(*emit.split()[1:])
    if ALL:
        need("nft")
        shown = block("$ portspec verify nftables").splitlines()
        proof = CliRunner().invoke(group, shown[0].split()[2:]).stdout.splitlines()
        rows = [line for line in shown[1:] if line.startswith(("in ", "out "))]
        assert [line for line in proof if line.startswith(("in ", "out "))] == rows
        assert shown[-1].partition(" with ")[0] in [line.partition(" with ")[0] for line in proof]


@pytest.mark.night
@pytest.mark.parametrize("command", re.findall(r"((?:pipx|uv tool) install '[^']*')", README))
def test_it_installs_as_shown(command: str, need: Need, page: Path, tmp_path: Path) -> None:
    """With an empty home, so that nothing of this machine is touched."""
    tool, *rest = shlex.split(command)
    path = os.pathsep.join((str(tmp_path / "bin"), os.environ["PATH"]))
    here = {"PIPX_HOME": "pipx", "PIPX_BIN_DIR": "bin", "UV_TOOL_DIR": "uv", "UV_TOOL_BIN_DIR": "bin"}
    environment = os.environ | {name: str(tmp_path / folder) for name, folder in here.items()} | {"PATH": path}
    python = ["--python", sys.executable]
    done = subprocess.run([need(tool), *rest, *python], cwd=ROOT, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    for shown in ("portspec compile ports.md", "portspec emit rules --page ports.md"):
        ran = subprocess.run(shown.split(), cwd=page.parent, env=environment, capture_output=True, check=False)
        assert ran.returncode == 0, ran.stderr.decode()


def test_roles_are_those_of_the_one_product_that_has_them() -> None:
    def conflicts(*roles: str) -> tuple[int, int]:
        result = CliRunner().invoke(group, ["conflicts", *roles])
        return result.exit_code, result.output.count("PS902")

    assert conflicts("mds-server", "chunk-server")[1] == 0
    assert conflicts("mds-server", "client")[1] == 0
    assert conflicts("nothing", "nowhere") == (2, 1)


def test_what_is_open_on_an_assumed_direction_is_said_to_be_left_out() -> None:
    """`lookup`, `explain`, the rules and the firewall text say it in the same words."""
    id, product = "standalone-server.5700-6900", ("--product", "virtuozzo-hybrid-server")
    commands = (("lookup", "5700"), ("explain", id, *product), ("emit", "rules", *product, "--format", "text"))
    for command in commands:
        assert f"{ASSUMED}: firewall texts leave it out" in CliRunner().invoke(group, command).stdout
    assert f"{id}: {ASSUMED}" in emitted("nftables", "--role", "standalone-server")
    (row,) = json.loads(CliRunner().invoke(group, ["lookup", "5700", "--format", "json"]).stdout)["matches"]
    assert ASSUMED in row["why"]
