"""What goes to a terminal and to other programs: text that does nothing but stand there, and bytes as they are."""

import os
import pty
import re
import subprocess
import sys
from pathlib import Path
from shutil import rmtree

import msgspec
import pytest
from click.testing import CliRunner

from portspec.cli import group
from portspec.findings import Finding
from portspec.spec import Spec
from tests.cli.conftest import PAGE
from tests.cli.running import run

PORTSPEC = [sys.executable, "-m", "portspec"]
EVIL = "\x1b[2J\x1b]8;;http://x.example\x07\x9b8m\u202e"
ACTING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture
def evil(here: Path) -> Path:
    page = here / "evil.md"
    page.write_text(PAGE.replace("Logins", f"Logins{EVIL}é").replace("| 8300 |", f"| {EVIL} |"), "utf-8")
    return page


def at_a_terminal(*command: str, no_color: str = "1") -> str:
    """Return what a terminal gets, without the carriage returns that it adds itself."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "NO_COLOR": no_color, "TERM": "dumb"}  # which shows no progress, however slow it is
    with subprocess.Popen(
        [*PORTSPEC, *command], stdin=theirs, stdout=theirs, stderr=theirs, env=environment
    ) as process:
        os.close(theirs)
        parts = []
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:  # Linux, where the other end is closed
                break
            if not part:
                break
            parts.append(part)
    os.close(ours)
    assert process.returncode is not None
    return b"".join(parts).decode("utf-8", "surrogateescape").replace("\r\n", "\n")


def test_nothing_of_a_page_acts_on_a_terminal(evil: Path) -> None:
    shown = at_a_terminal("compile", evil.name, "--stdout")
    assert "<U+202E>" in shown
    assert ACTING.findall(shown) == []


def test_a_severity_has_its_colour_and_nothing_else(evil: Path) -> None:
    plain = at_a_terminal("compile", evil.name)
    coloured = at_a_terminal("compile", evil.name, no_color="")
    own = re.compile(r"\x1b\[3[136]m\x1b\[1m(error|warning|note)\x1b\[0m")
    assert len(own.findall(coloured)) == len(re.findall(r"(?:error|warning|note) PS", plain)) > 0
    assert own.sub(r"\1", coloured) == plain


@pytest.mark.parametrize("command", ["show", "explain server.22", "check", "lookup 22", "check --format github"])
def test_no_command_prints_what_acts(evil: Path, command: str) -> None:
    (evil.parent / "spec").mkdir()
    (evil.parent / "spec/catalog.toml").write_bytes(b"")
    added = run("add", evil.name, "--product", "shop", "--release", "1", "--recorded", "2026-01-31", "--title", "x")
    assert added.exit_code == 0
    assert run("build").exit_code == 0
    result = run(*command.split())
    assert result.output
    assert ACTING.findall(added.output + result.output) == []


def test_json_keeps_every_character_and_holds_none_that_acts(evil: Path) -> None:
    result = run("compile", evil.name, "--stdout", "--format", "json")
    assert ACTING.findall(result.stderr) == []
    quotes = [each.place.quote for each in msgspec.json.decode(result.stderr, type=list[Finding]) if each.place]
    assert any("\u202e" in quote for quote in quotes)


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "koi8-r", "cp932", "gbk"])
def test_output_is_whole_whatever_the_streams_encoding_is(evil: Path, encoding: str) -> None:
    result = CliRunner(charset=encoding).invoke(group, ["compile", evil.name, "--stdout"])
    assert result.exit_code == 0
    assert msgspec.json.decode(result.stdout_bytes, type=Spec).requirements
    assert result.stderr_bytes.decode(encoding)


def test_output_is_whole_where_the_environment_names_the_encoding(evil: Path) -> None:
    done = subprocess.run(
        [*PORTSPEC, "compile", evil.name, "--stdout"],
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
    assert msgspec.json.decode(done.stdout, type=Spec).requirements
    assert b"Traceback" not in done.stderr
    assert done.stderr.decode("ascii")


@pytest.mark.parametrize("shown", ["text", "json", "github", "sarif"])
@pytest.mark.usefixtures("workspace")
def test_what_check_finds_is_its_result(shown: str) -> None:
    result = run("check", "--format", shown)
    assert "PS405" in result.stdout
    assert [line[:18] for line in result.stderr.splitlines()] == (["2 releases checked"] if shown == "text" else [])


@pytest.mark.parametrize("command", [("check",), ("conflicts", "a", "b")])
@pytest.mark.usefixtures("here")
def test_what_keeps_a_command_from_a_result_is_none(command: tuple[str, ...]) -> None:
    result = run(*command)
    assert result.stdout == ""
    assert "error PS901: There is no catalog here" in result.stderr


def test_the_last_line_of_a_build_says_what_check_lists(workspace: Path) -> None:
    last = run("build").stdout.splitlines()[-1]
    listed = run("check").stderr.splitlines()[-1]
    numbers = [int(each) for each in re.findall(r"\d+", last)]
    assert sum(numbers) == int(re.findall(r"(\d+) findings", listed)[0])
    (workspace / "spec/catalog.toml").write_bytes(b"")
    rmtree(workspace / "spec/sources")
    assert run("build").stdout.splitlines()[-1] == "No findings."
