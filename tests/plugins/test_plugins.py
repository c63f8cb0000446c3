"""Dialects, formats and checks of other packages work as our own do, and a broken one costs no more than itself."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import Result

from tests.cli.running import run
from tests.conftest import ROOT
from tests.house.test_formats import TOY
from tests.plugins.installed import install, installed

PAGE = """\
# Ports of Lantern

## Store nodes

| Port | Protocol | Direction | Purpose |
| ---- | -------- | --------- | ------- |
| 7001 | TCP      | Inbound   | Requests of clients. |
"""
GUIDE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
IPFW = next(part.partition("\n```")[0] for part in GUIDE.split("```python\n") if part.startswith('"""ipfw:'))
CHECK = """
from portspec.findings import finding

def check(review):
    for row in review.spec.requirements:
        if not 1024 <= row.ports[0].start:
            yield finding("PS403", f"{row.id} needs root", "Use another port.", review.place(row))
"""
ENTRIES = """\
[portspec.dialects]
lantern_ipfw = lantern_ipfw
[portspec.readers]
lantern-toy = lantern_toy
[portspec.checks]
no_root = lantern_check
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plugins")
    (folder / "ports.md").write_text(PAGE)
    (folder / "ports.toy").write_text("Port!Protocol\n443!TCP\n")
    (folder / "x.toy").write_text("Port!Protocol\n443!TCP\nx!TCP\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert run("init", ".", "--page", "ports.md", "--product", "lantern").exit_code == 0
        assert run("build").exit_code == 0
    return folder


@pytest.fixture
def here(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder where a package may be installed; the current one is a project."""
    monkeypatch.chdir(built)
    return tmp_path


def with_package(folder: Path, entries: str, *commands: str, **modules: str) -> list[Result]:
    install(folder, entries, **modules)
    with installed(folder):
        return [run(*each.split()) for each in commands]


def test_a_package_adds_a_dialect_a_format_and_a_check(here: Path) -> None:
    ipfw = IPFW.replace('f"ipfw/{stem}', 'f"lantern_ipfw/{stem}')
    compiled, built, emitted = with_package(
        here, ENTRIES, "compile ports.toy --stdout", "build", "emit lantern_ipfw --role store-node",
        lantern_ipfw=ipfw, lantern_toy=TOY, lantern_check=CHECK,
    )  # fmt: skip

    assert json.loads(compiled.stdout)["sources"][0]["media_type"] == "text/x-toy"
    assert "warning PS552: no_root: " in compiled.stderr
    assert "443" in compiled.stderr
    assert built.exit_code == 0, built.output
    assert list(Path("build/snippets").rglob("lantern_ipfw/store-node.rules"))
    assert "7001" in emitted.stdout
    assert run("emit", "lantern_ipfw", "--role", "store-node").exit_code == 2


@pytest.mark.parametrize(
    ("entries", "module"),
    [
        ("[portspec.checks]\nbroken = no_such_module\n", ""),
        ("[portspec.checks]\nbroken = broken\n", "raise RuntimeError('a\\nb')"),
        ("[portspec.checks]\nbroken = broken\n", "this is no Python"),
        ("[portspec.checks]\nbroken = broken:\n", ""),
        ("[portspec.checks]\nunstated = broken\n", "def check(review): return ()"),
        ("[portspec.checks]\n../../x = broken\n", "def check(review): return ()"),
        ("[portspec.dialects]\nbroken = broken\n", "def write(plan): return ()"),
        ("[portspec.dialects]\nnftables = broken\n", "def ability(options): ...\ndef write(plan): ..."),
        ("[portspec.readers]\nbroken = broken\n", "FORMAT = None"),
    ],
)
def test_what_cannot_be_used_is_said_once_and_all_else_works(here: Path, entries: str, module: str) -> None:
    (done,) = with_package(here, entries, "check", broken=module)
    assert done.exit_code == 0, done.output
    assert done.stdout.count("warning PS550: The plug-in ") == 1
    assert " cannot be used: " in done.stdout
    assert run("check").stderr == "1 release checked, 0 findings\n"


READER = TOY.replace("    at, rows = 0, []", "    return 3 if 'x' in source.text else 1 / 0")
WRITER = IPFW[IPFW.index("from collections") :].partition("def write")[0]
DIALECT, FORMAT, RULE = (f"[portspec.{group}]\nfails = fails\n" for group in ("dialects", "readers", "checks"))
EMIT = "emit fails --role store-node"


@pytest.mark.parametrize(
    ("entries", "module", "command"),
    [
        (RULE, "def check(review):\n    return 1 / 0", "check"),
        (RULE, "def check(review):\n    yield 3", "check"),
        (RULE, "def check():\n    yield 3", "check"),
        (
            DIALECT,
            "def ability(o): 1 / 0\ndef write(p): 1 / 0",
            EMIT,
        ),
        (DIALECT, f"{WRITER}\ndef write(plan): 1 / 0", EMIT),
        (DIALECT, f"{WRITER}\ndef write(plan): yield 3", EMIT),
        (
            DIALECT,
            f"{WRITER}\ndef write(plan): yield Artifact(path='fails/../../x', data=b'')",
            f"{EMIT} -o out",
        ),
        (FORMAT, READER, "compile ports.toy"),
        (FORMAT, READER, "compile x.toy"),
        (
            FORMAT,
            f"{TOY}\nimport msgspec\nFORMAT = msgspec.structs.replace(FORMAT, declared=lambda _: 1 / 0)",
            "compile ports.toy",
        ),
        (
            FORMAT,
            f"{TOY}\nimport msgspec\nFORMAT = msgspec.structs.replace(FORMAT, declared=lambda _: b'utf-8')",
            "compile ports.toy",
        ),
        (
            FORMAT,
            f"{TOY}\nimport msgspec\nFORMAT = msgspec.structs.replace(FORMAT, looks=lambda _: 1 / 0)",
            "compile ports.toy",
        ),
    ],
)
def test_what_fails_at_work_is_an_error_and_no_traceback(here: Path, entries: str, module: str, command: str) -> None:
    (done,) = with_package(here, entries, command, fails=module)
    assert done.exit_code == 1
    assert "error PS551: The plug-in fails fails: " in done.output
    assert not Path("x").exists()


def test_an_installed_package_is_there_in_a_process_of_its_own(here: Path) -> None:
    install(here, ENTRIES, lantern_ipfw=IPFW, lantern_toy=TOY, lantern_check=CHECK)
    environment = os.environ | {"PYTHONPATH": str(here)}
    command = [sys.executable, "-m", "portspec", "emit", "--help"]
    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    assert "lantern_ipfw" in said
