"""`portspec compile` as a stranger uses it, on any page."""

import re
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from portspec.cli._session import as_text
from portspec.spec import Spec
from portspec.validation import breaches, violations
from tests.cli.conftest import PAGE
from tests.cli.running import findings, run


@pytest.fixture
def page(here: Path) -> str:
    (here / "page.md").write_text(PAGE, "utf-8")
    return "page.md"


def test_the_spec_goes_to_standard_output_alone(page: str) -> None:
    result = run("compile", page, "--stdout")
    spec = msgspec.json.decode(result.stdout, type=Spec)
    assert result.exit_code == 0
    assert list(breaches(spec)) == []
    assert spec.product is None
    assert spec.errata == ()
    assert [each.id for each in spec.requirements][:2] == [
        "storage-server.22.tcp.inbound",
        "storage-server.8200.tcp.inbound",
    ]
    assert result.stderr.startswith("page.md:")


def test_without_stdout_nothing_is_printed_but_findings(page: str) -> None:
    shown, plain = run("compile", page, "--stdout"), run("compile", page)
    assert plain.stdout == ""
    assert (plain.stderr, plain.exit_code) == (shown.stderr, shown.exit_code)


def test_the_spec_goes_to_a_file(here: Path, page: str) -> None:
    result = run("compile", page, "-o", "folder/spec.json")
    assert result.exit_code == 0
    assert (here / "folder/spec.json").read_bytes() == run("compile", page, "--stdout").stdout_bytes


def test_a_file_that_cannot_be_written_is_status_1(page: str) -> None:
    result = run("compile", page, "-o", f"{page}/spec.json", "--format", "json")
    assert result.exit_code == 1
    assert "PS901" in {each.code for each in findings(result)}


def test_text_and_json_say_the_same(here: Path) -> None:
    (here / "page.md").write_text(PAGE.replace("`<port>`", "``"), "utf-8")
    text = run("compile", "page.md").stderr
    found = findings(run("compile", "page.md", "--format", "json"))
    assert [each.code for each in found] == ["PS404", "PS202"]  # by column
    assert list(violations(found, "findings")) == []
    assert text.startswith(as_text(found))
    assert re.fullmatch(r"page\.md: .*\n", text[len(as_text(found)) + 1 :])


def test_a_page_without_ports_is_an_empty_spec_and_status_1(here: Path) -> None:
    (here / "page.md").write_text("# Nothing here\n", "utf-8")
    result = run("compile", "page.md", "--stdout", "--format", "json")
    spec = msgspec.json.decode(result.stdout, type=Spec)
    assert result.exit_code == 1
    assert (spec.requirements, spec.roles, spec.notes) == ((), (), ())
    assert (spec.counts.rows, spec.counts.read, spec.counts.unread) == (0, 0, 0)
    assert [each.code for each in findings(result)] == ["PS205"]


@pytest.mark.parametrize(
    ("name", "text"), [("page.md", ""), ("page.html", "<body><script>show('Ports')</script></body>")]
)
def test_of_a_page_without_text_that_is_said(here: Path, name: str, text: str) -> None:
    (here / name).write_text(text, "utf-8")
    result = run("compile", name)
    assert "This page has no text that can be read" in result.stderr
    assert "other findings" not in result.stderr


def test_strict_fails_where_a_row_is_unread(here: Path) -> None:
    (here / "page.md").write_text(PAGE.replace("| 8300 |", "| as above |"), "utf-8")
    assert run("compile", "page.md").exit_code == 0
    assert run("compile", "page.md", "--strict").exit_code == 1


def test_strict_passes_where_all_is_read(page: str) -> None:
    assert run("compile", page, "--strict").exit_code == 0


def test_the_same_page_gives_the_same_bytes(page: str) -> None:
    first, second = (run("compile", page, "--stdout") for _ in range(2))
    assert first.output_bytes == second.output_bytes


def test_a_trace_tells_how_each_table_was_read_and_how_each_number_ended(page: str) -> None:
    result = run("compile", page, "--trace")
    spec = msgspec.json.decode(run("compile", page, "--stdout").stdout, type=Spec)
    lines = result.stdout.splitlines()
    assert sum("table: read as written" in line for line in lines) == spec.counts.tables
    ended = [line for line in lines if re.match(r"page\.md:\d+:\d+: \d+ (claimed|reported|set aside: .+)$", line)]
    totals = next(line for line in lines if line.startswith("ledger: "))
    assert [int(each) for each in re.findall(r"\d+", totals)] == [
        spec.counts.numbers, spec.counts.claimed, spec.counts.aside, spec.counts.reported,
    ]  # fmt: skip
    assert len(ended) == spec.counts.numbers
    assert run("compile", page, "--trace", "--stdout").exit_code == 2


def test_a_page_needs_no_library_of_other_formats(tmp_path: Path) -> None:
    """Importing takes most of the time of a small page."""
    (tmp_path / "ports.md").write_text("| Port | Protocol |\n|---|---|\n| 22 | *TCP* |\n")
    script = (
        'import atexit, os, sys; atexit.register(lambda: os.write(1, " ".join(sys.modules).encode()));'
        "from portspec.cli import main; main()"
    )
    command = [sys.executable, "-c", script, "compile", "ports.md"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    modules = set(done.stdout.split())
    assert "markdown_it" in modules
    assert modules.isdisjoint({"bs4", "html5lib", "tomlkit", "ruamel.yaml", "jinja2", "httpx", "concurrent.futures"})
