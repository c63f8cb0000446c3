"""The commands that work on a catalog: build, check, show, explain and emit."""

import json
import shutil
from pathlib import Path

import pytest

from portspec.findings import SEVERITIES
from portspec.validation import violations
from tests.cli.running import findings, run

ERRATUM = """releases: ["2.0"]
errata:
  - id: copies
    kind: assumption
    match:
      - {role: storage-server, ports: "%s"}
    set: {direction: outbound}
    why: Copies are sent to other servers.
    see: null
"""


ACKNOWLEDGED = """releases: ["1.0", "2.0"]
errata:
  - {id: copies, finding: PS404, why: Nobody knows where copies go.}
  - {id: consoles, finding: PS414, why: No console is used here.}
"""


def files(folder: Path) -> dict[str, bytes]:
    return {each.relative_to(folder).as_posix(): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


def add_erratum(workspace: Path, port: str) -> None:
    folder = workspace / "spec/errata/example"
    folder.mkdir(parents=True)
    (folder / "2.0.yaml").write_text(ERRATUM % port, "utf-8")


@pytest.mark.parametrize("command", [["build"], ["check"], ["show"], ["emit", "json"], ["explain", "client.8200"]])
def test_outside_a_workspace_is_status_1(here: Path, command: list[str]) -> None:
    result = run(*command, "--format", "json")
    assert result.exit_code == 1
    assert [each.code for each in findings(result)] == ["PS901"]
    assert files(here) == {}


@pytest.mark.parametrize("command", [["show"], ["emit", "json"], ["explain", "client.8200"]])
def test_before_the_first_build_the_way_on_is_named(workspace: Path, command: list[str]) -> None:
    before = files(workspace)
    result = run(*command)
    assert result.exit_code == 1
    assert "Run `portspec build` first." in result.stderr
    assert files(workspace) == before


def test_build_writes_what_check_wants(built: Path) -> None:
    made = files(built)
    assert {"spec/compiled/example/1.0.json", "spec/compiled/example/2.0.json"} <= made.keys()
    assert any(path.startswith("build/") for path in made)
    assert run("check").exit_code == 0
    assert run("build").exit_code == 0
    assert files(built) == made


def test_build_writes_nothing_where_there_is_an_error(workspace: Path) -> None:
    add_erratum(workspace, "8400")
    before = files(workspace)
    result = run("build", "--format", "json")
    assert result.exit_code == 1
    assert "PS301" in {each.code for each in findings(result)}
    assert files(workspace) == before


def test_build_keeps_what_it_wrote_when_a_later_one_fails(built: Path) -> None:
    add_erratum(built, "8400")
    before = files(built)
    assert run("build").exit_code == 1
    assert files(built) == before


@pytest.mark.parametrize("release", ["1.0", "2.0"])
def test_check_fails_after_a_compiled_spec_is_edited(built: Path, release: str) -> None:
    path = built / f"spec/compiled/example/{release}.json"
    path.write_bytes(path.read_bytes().replace(b"Logins", b"Logouts"))
    before = files(built)
    result = run("check", "--format", "json")
    assert result.exit_code == 1
    (stale,) = (each for each in findings(result) if each.severity == "error")
    assert stale.code == "PS405"
    assert f"example/{release}.json" in stale.message
    assert files(built) == before
    assert run("build").exit_code == 0
    assert run("check").exit_code == 0


READING = ["show", "emit nmap", "emit site -o out", "explain client.8200.tcp.outbound", "lookup 22"]
EDITS = {
    "compiled/example/2.0.json": (b"Logins", b"Logouts"),
    "sources/example/2.0/ports.md": (b"Logins", b"Logouts"),
    "catalog.toml": (b"Example", b"Sample"),
}


@pytest.mark.parametrize("path", EDITS)
@pytest.mark.parametrize("command", READING)
def test_a_compiled_spec_that_was_not_built_of_what_is_there_is_used_with_a_warning(
    built: Path, command: str, path: str
) -> None:
    assert "PS421" not in run(*command.split()).stderr
    file = built / "spec" / path
    before = file.read_bytes()
    file.write_bytes(before.replace(*EDITS[path]))
    assert file.read_bytes() != before
    result = run(*command.split())
    assert result.exit_code == 0
    assert f"warning PS421: spec/compiled is used, and spec/{path} changed after it was built" in result.stderr
    file.write_bytes(before)
    assert "PS421" not in run(*command.split()).stderr


def test_what_comes_or_goes_after_a_build_is_warned_of(built: Path) -> None:
    add_erratum(built, "8300")
    assert "PS421: spec/compiled is used, and spec/errata/" in run("show").stderr
    (built / "spec/compiled/SHA256SUMS").unlink()
    assert "PS421: spec/compiled has no SHA256SUMS" in run("show").stderr


def test_compiled_specs_without_their_sources_are_looked_at_alone(built: Path) -> None:
    shutil.rmtree(built / "spec/sources")
    assert "PS421" not in run("show").stderr
    path = built / "spec/compiled/example/2.0.json"
    path.write_bytes(path.read_bytes().replace(b"Logins", b"Logouts"))
    assert "PS421: spec/compiled is used, and spec/compiled/example/2.0.json changed" in run("show").stderr
    (built / "spec/compiled/SHA256SUMS").unlink()
    assert "PS421: spec/compiled has no SHA256SUMS" in run("show").stderr


def test_a_page_that_is_gone_is_warned_of_though_it_was_the_last(built: Path) -> None:
    for each in (built / "spec/sources").rglob("*.*"):
        each.unlink() if each.is_file() else None
    for command in ("show", "emit rules"):
        assert "warning PS421: spec/compiled is used, and spec/sources/example/" in run(*command.split()).stderr


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize("command", ["emit nftables", "show", "audit --listening sockets"])
def test_a_role_of_one_product_alone_says_which_product_is_meant(command: str) -> None:
    Path("sockets").write_bytes(b"")
    Path("depot.md").write_text(
        "# Depot\n\n## Yards\n\n| Port | Protocol | Direction |\n|-|-|-|\n| 7 | TCP | inbound |\n"
    )
    assert run("add", "depot.md", "--product", "depot", "--release", "1", "--recorded", "2026-01-31").exit_code == 0
    assert run("build").exit_code == 0
    result = run(*command.split(), "--role", "storage-server")
    assert (result.exit_code, "several products" in result.stderr) == (0, False)


COMMANDS = ["show", "explain client.8200.tcp.outbound", "emit flows", "emit site -o out", "lookup 22"]


@pytest.mark.parametrize("edit", [(b'"start": 22,', b'"start": 23,'), (b'"role": "client"', b'"role": "clients"')])
@pytest.mark.parametrize("command", COMMANDS)
def test_a_compiled_spec_that_breaks_a_rule_is_a_finding(built: Path, command: str, edit: tuple[bytes, bytes]) -> None:
    path = built / "spec/compiled/example/2.0.json"
    before = path.read_bytes()
    path.write_bytes(before.replace(*edit))
    assert path.read_bytes() != before
    result = run(*command.split())
    assert result.exit_code == 1
    assert "error PS306: " in result.stderr
    assert "spec/compiled/example/2.0.json is not a valid spec: " in result.stderr


def test_check_fails_after_an_erratum_until_the_next_build(built: Path) -> None:
    add_erratum(built, "8300")
    assert run("check").exit_code == 1
    assert run("build").exit_code == 0
    assert run("check").exit_code == 0


def test_check_finds_a_file_that_belongs_to_no_release(built: Path) -> None:
    (built / "spec/compiled/example/3.0.json").write_text("{}")
    assert "3.0.json" in run("check").stdout
    assert run("check").exit_code == 1


@pytest.mark.parametrize(
    "command",
    [
        ["build"],
        ["check"],
        ["show"],
        ["explain", "PS202"],
        ["emit", "json", "-o", "out"],
    ],
    ids=lambda command: command[0],
)
@pytest.mark.usefixtures("built")
def test_json_findings_fit_their_schema(command: list[str]) -> None:
    assert list(violations(findings(run(*command, "--format", "json")), "findings")) == []


@pytest.mark.usefixtures("built")
def test_check_says_the_same_in_text_and_json() -> None:
    found = findings(run("check", "--format", "json"))
    text = run("check").stdout
    assert len(found) > 1
    assert [text.count(f"{each.severity} {each.code}: {each.message}\n") for each in found] == [
        sum(other.message == each.message for other in found) for each in found
    ]
    assert text.count("    = ") == len(found)


@pytest.mark.usefixtures("built")
def test_show_gives_a_line_a_requirement() -> None:
    lines = run("show").stdout.splitlines()
    assert lines[0].split()[:2] == ["ID", "PORTS"]
    assert [line.split()[0] for line in lines[1:]] == [
        "storage-server.22.tcp.inbound",
        "storage-server.8200.tcp.inbound",
        "storage-server.8300.tcp",
        "storage-server.dynamic.tcp.inbound",
        "client.8200.tcp.outbound",
    ]
    assert lines[3].split()[1:4] == ["8300", "tcp", "unstated"]
    only = run("show", "--role", "client").stdout.splitlines()
    assert [line.split()[0] for line in only] == ["ID", "client.8200.tcp.outbound"]


def test_show_marks_what_an_erratum_set(workspace: Path) -> None:
    add_erratum(workspace, "8300")
    run("build")
    assert "outbound*" in run("show").stdout
    assert "outbound*" not in run("show", "--release", "1.0").stdout


@pytest.mark.parametrize("code", [*SEVERITIES, "ps202"])
def test_explain_prints_the_page_of_a_code(here: Path, root: Path, code: str) -> None:
    page = (root / f"site/pages/findings/{code.upper()}.md").read_text("utf-8")
    result = run("explain", code)
    assert result.exit_code == 0
    assert result.stdout == page.replace(" { data-search-exclude }", "")
    assert files(here) == {}


def test_explain_says_why_a_requirement_says_what_it_says(workspace: Path) -> None:
    add_erratum(workspace, "8300")
    run("build")
    said = run("explain", "storage-server.8300.tcp").stdout
    assert "spec/sources/example/2.0/ports.md:9:3" in said
    assert "“8300 | TCP | Copies.”" in said
    assert "direction: outbound  (assumption copies)" in said
    assert "why: Copies are sent to other servers." in said
    assert "see: assumed, no source" in said


@pytest.mark.parametrize(
    "command",
    [
        ["show", "--role", "printer"],
        ["show", "--release", "3.0"],
        ["show", "--product", "other"],
        ["explain", "storage-server.9999"],
        ["explain", "PS999"],
        ["emit", "chains"],
        ["emit", "json", "--release", "3.0"],
    ],
    ids=" ".join,
)
@pytest.mark.usefixtures("built")
def test_an_unknown_name_is_a_finding_that_helps(command: list[str]) -> None:
    result = run(*command, "--format", "json")
    assert (result.exit_code, result.stdout) == (2, "")
    (found,) = findings(result)
    assert found.code == "PS902"
    assert command[-1] in found.message
    assert found.help


@pytest.mark.parametrize(
    "options",
    [
        ["--role", "printer"],
        ["--role", "client", "--peer", "printers=192.0.2.0/24"],
        ["--role", "client", "--peer", "storage-server=192.0.2.1/24"],
        ["--role", "storage-server", "--bind", "console=5900"],
        ["--role", "storage-server", "--bind", "storage-server.dynamic.tcp.inbound=70000"],
        ["--role", "client", "--table", "ip:filter"],
        ["--role", "client", "--enforce"],
    ],
    ids=" ".join,
)
def test_options_that_cannot_be_met_write_nothing(built: Path, options: list[str]) -> None:
    before = files(built)
    result = run("emit", "nftables", *options, "-o", "out", "--format", "json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert {each.code for each in findings(result) if each.severity == "error"} == {"PS502"}
    assert files(built) == before


@pytest.mark.parametrize(
    "options",
    [[], ["--role", "client", "--peer", "storage-server"], ["--role", "client", "--bind", "=1"]],
    ids=["no role", "no network", "no name"],
)
@pytest.mark.usefixtures("built")
def test_options_in_a_wrong_form_are_status_2(options: list[str]) -> None:
    result = run("emit", "nftables", *options)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Usage: portspec emit" in result.stderr


def test_emit_prints_the_rules_or_fills_a_folder(built: Path) -> None:
    options = ["emit", "nftables", "--role", "client", "--peer", "storage-server=192.0.2.0/24"]
    printed = run(*options)
    assert printed.exit_code == 0
    assert "192.0.2.0/24" in printed.stdout
    assert "8200" in printed.stdout
    assert run(*options, "-o", "out").stdout == ""
    written = files(built / "out")
    assert written["nftables/client.nft"] == printed.stdout_bytes


@pytest.mark.usefixtures("built")
def test_emit_gives_the_latest_release_unless_told() -> None:
    latest, first = (run("emit", "json", *options).stdout for options in ([], ["--release", "1.0"]))
    assert '"2.0"' in latest
    assert '"1.0"' in first


def test_emit_site_has_every_release_and_works_without_a_projects_own_settings(built: Path) -> None:
    result = run("emit", "site", "-o", "out")
    assert result.exit_code == 0
    written = files(built / "out")
    assert result.stderr == f"out: {len(written) - 1} files\n"  # and their list
    assert {"mkdocs.yml", "site/overrides/main.html", "site/pages/guide/index.md"} < written.keys()
    assert all(f"site/pages/example/{release}/index.md" in written for release in ("1.0", "2.0"))


@pytest.mark.parametrize(
    "options",
    [[], ["-o", "out", "--release", "1.0"], ["-o", "out", "--role", "client"]],
    ids=["no folder", "one", "role"],
)
def test_emit_site_is_about_all_releases(built: Path, options: list[str]) -> None:
    result = run("emit", "site", *options)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "site " in result.stderr
    assert not (built / "out").exists()


@pytest.mark.usefixtures("built")
def test_an_id_that_is_no_longer_there_is_answered_with_those_like_it() -> None:
    result = run("explain", "clients.8200.tcp.outbound")
    assert result.exit_code == 2
    assert "Did you mean client.8200.tcp.outbound" in result.stderr


def test_strict_fails_until_every_finding_is_acknowledged(workspace: Path) -> None:
    assert run("build").exit_code == 0
    assert (run("check").exit_code, run("check", "--strict").exit_code) == (0, 1)

    folder = workspace / "spec/errata/example"
    folder.mkdir(parents=True)
    (folder / "errata.yaml").write_text(ACKNOWLEDGED, "utf-8")
    assert "warnings" not in run("build").stdout
    strict = run("check", "--strict")
    assert (strict.exit_code, strict.stderr) == (0, "2 releases checked, 0 findings, 4 acknowledged\n")
    assert run("check", "--format", "github").stdout == ""

    suppressed = json.loads(run("check", "--format", "sarif").stdout)["runs"][0]["results"]
    assert {each["suppressions"][0]["justification"] for each in suppressed} == {
        "Nobody knows where copies go.",
        "No console is used here.",
    }


def test_what_an_erratum_that_cannot_be_read_entails_is_not_said(workspace: Path) -> None:
    add_erratum(workspace, "8300")
    erratum = workspace / "spec/errata/example/2.0.yaml"
    roles = """
  - {id: stores, kind: correction, role: Storage servers, set: {id: store, name: Store}, why: So named., see: a page}
"""
    text = (ERRATUM % "8300").replace("storage-server", "store").replace('["2.0"]', '["1.0", "2.0"]')
    erratum.write_text(text + roles.lstrip("\n"), "utf-8")
    assert run("build").exit_code == 0
    for wrong in (b"kind: correctoin, role", b"kind: \xff, role"):
        erratum.write_bytes(erratum.read_bytes().replace(b"kind: correction, role", wrong))
        for command in ("check", "build"):
            codes = {each.code for each in findings(run(command, "--format", "json"))}
            assert "PS305" in codes
            assert not codes & {"PS405", "PS419"}
        erratum.write_bytes(erratum.read_bytes().replace(wrong, b"kind: correction, role"))
