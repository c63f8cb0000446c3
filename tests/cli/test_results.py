"""What a command finds out goes to standard output, in the form that `--format` names; the rest to standard error."""

import json
import os
import pty
import re
import subprocess
import sys
from contextlib import chdir
from pathlib import Path

import pytest

from portspec.analysis.verdict import verdict
from portspec.build import compile_page
from portspec.proofs import Proof
from portspec.spec import Spec
from portspec.validation import violations
from portspec.writers.firewall import Options
from tests.cli.conftest import PAGE, filled
from tests.cli.running import run
from tests.cli.test_catalog import add_erratum


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two releases, of which the newer has an erratum, and lacks a row that the older has."""
    folder = filled(tmp_path_factory.mktemp("recorded"))
    add_erratum(folder, "8300")
    page = folder / "spec/sources/example/2.0/ports.md"
    page.write_text(PAGE.replace("| 22 | TCP | inbound | Logins. |\n", ""), "utf-8")
    with chdir(folder):
        assert run("record", "--recorded", "2026-02-01", "--accept", "Logins are gone.").exit_code == 0
    return folder


@pytest.mark.usefixtures("built")
def test_explain_knows_roles_errata_and_what_only_an_older_release_has() -> None:
    role = run("explain", "storage-server").stdout.splitlines()
    assert role[0] == "storage-server: Storage server"
    assert role[1] == "the page names it first in spec/sources/example/2.0/ports.md:3:4, “Storage servers”"
    assert role[-1] == "requirement: storage-server.dynamic.tcp.inbound"

    erratum = run("explain", "copies").stdout.splitlines()
    assert erratum[0] == "copies: assumption"
    assert erratum[1:3] == ["  why: Copies are sent to other servers.", "  see: assumed, no source"]
    assert erratum[3] == "requirement: storage-server.8300.tcp (direction)"

    gone = "storage-server.22.tcp.inbound"
    assert "spec/sources/example/1.0/ports.md:7" in run("explain", gone).stdout
    assert run("explain", gone, "--release", "2.0").exit_code == 2
    assert "spec/sources/example/1.0/ports.md" in run("explain", "client", "--release", "1.0").stdout


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize("id", ["storage-server", "copies", "storage-server.8300.tcp", "PS404"])
def test_an_explanation_is_a_value_as_well(id: str) -> None:
    (found,) = json.loads(run("explain", id, "--format", "json").stdout)
    assert found["id"] == id
    assert "\n".join(found["text"]) == run("explain", id).stdout.rstrip("\n")
    assert id.startswith("PS") or found["value"]["id"] == id
    assert found["release"] == (None if id.startswith("PS") else "2.0")


@pytest.mark.usefixtures("here")
def test_a_code_that_is_none_is_told_of_without_a_catalog() -> None:
    result = run("explain", "PS999")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "There is no finding code PS999" in result.stderr


@pytest.mark.usefixtures("built")
def test_the_nearest_of_all_ids_is_meant() -> None:
    assert "Did you mean copies?" in run("explain", "copiess").stderr
    assert "Did you mean storage-server" in run("explain", "storage-servr").stderr


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize(
    "command",
    ["show", "lookup 8200", "lookup 1", "explain client", "explain nobody", "suggest", "diff 1.0 2.0", "diff 1.0 9",
     "emit rules", "check", "record --recorded 2026-02-01", "conflicts client storage-server", "build", "fetch",
     "fetch nothing", "update", "add spec/sources/example/2.0/ports.md --product new --release 1 --recorded 2026-02-01",
     "init other --page spec/sources/example/2.0/ports.md", "verify nothing --role client"],
)  # fmt: skip
def test_both_streams_are_json_where_json_is_asked_for(command: str) -> None:
    done = run(*command.split(), "--format", "json")
    for text in filter(None, (done.stdout, done.stderr)):
        json.loads(text)
    assert done.stdout or done.exit_code


@pytest.mark.usefixtures("built")
def test_a_proof_is_a_value_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    def proof(dialect: str, spec: Spec, options: Options, *_: object) -> Proof | None:
        if options.enforce:
            return None
        return Proof(
            dialect=dialect,
            roles=options.roles,
            options=("--role", *options.roles),
            snippet=spec.digest,
            spec=spec.digest,
            tools={"nft": "1.0.6"},
            probes=9,
            passed=("in  from outsider IPv4 tcp 22",),
            failures=("passes, and must not: in  from outsider IPv4 tcp 23",),
            uncovered=(),
        )

    monkeypatch.setattr("portspec.proof.prove", proof)
    one = run("verify", "nftables", "--role", "client", "--format", "json")
    assert list(violations(json.loads(one.stdout), "proof")) == []
    assert [each["code"] for each in json.loads(one.stderr)] == ["PS504"]

    every = run("verify", "nftables", "--all", "--format", "json")
    assert every.exit_code == 1
    (tried,) = json.loads(every.stdout)
    assert (tried["product"]["release"], tried["recorded"]) == ("1.0", False)
    assert list(violations(tried["proof"], "proof")) == []


@pytest.mark.usefixtures("built")
def test_what_a_build_writes_is_a_list() -> None:
    assert json.loads(run("build", "--format", "json").stdout) == []
    Path("build/index.json").unlink()
    written = {"path": "build/index.json", "files": 1, "changed": 1, "removed": 0}
    assert json.loads(run("build", "--format", "json").stdout) == [written]


def test_a_draft_is_the_same_in_json(here: Path) -> None:
    (here / "ports.md").write_text(PAGE, "utf-8")
    (here / "draft.json").write_text(run("suggest", "ports.md", "--format", "json").stdout, "utf-8")
    found = json.loads((here / "draft.json").read_text("utf-8"))
    assert [each["set"] for each in found["errata"]] == [{"direction": "TODO"}, {"dynamic": "TODO"}]
    (here / "whole.md").write_text("| Port | Protocol | Direction |\n|--|--|--|\n| 22 | TCP | in |\n")
    assert json.loads(run("suggest", "whole.md", "--format", "json").stdout) is None
    assert run("suggest", "whole.md").stderr.startswith("Nothing is left open that an erratum settles")


def test_of_a_row_that_is_not_read_its_finding_is_told(here: Path) -> None:
    (here / "ports.md").write_text("| Port | Protocol |\n|--|--|\n| 22 | TCP |\n| see the guide | UDP |\n", "utf-8")
    result = run("explain", "ports.md:4")
    assert (result.exit_code, "PS201" in result.stderr, "PS902" in result.stderr) == (2, True, True)


def test_rules_are_a_table_where_text_is_asked_for(here: Path) -> None:
    (here / "ports.md").write_text(PAGE, "utf-8")
    spec = compile_page(here / "ports.md", lambda _: None)
    assert spec
    rules = run("emit", "rules", "--page", "ports.md")
    assert len(json.loads(rules.stdout)["rules"]) == len(verdict(spec))
    assert run("emit", "rules", "--page", "ports.md", "--format", "json").stdout == rules.stdout
    table = run("emit", "rules", "--page", "ports.md", "--format", "text").stdout
    assert len(table.splitlines()) == 1 + len(verdict(spec))


WORK = """
import time
from portspec.cli._streams import at_work, progress, say
with at_work():
    progress(3, 7)
    time.sleep(1.4)
    say("Done.")
print("after")
"""


def test_a_terminal_sees_that_something_is_at_work_and_a_file_does_not(tmp_path: Path) -> None:
    near, far = pty.openpty()
    environment = os.environ | {"TERM": "xterm"}
    done = subprocess.run([sys.executable, "-c", WORK], stdout=subprocess.PIPE, stderr=far, check=True, env=environment)
    os.close(far)
    shown = os.read(near, 1000).decode()
    os.close(near)
    assert done.stdout == b"Done.\nafter\n"
    assert re.fullmatch(r"(\r\x1b\[Kat work for \d s, 3 of 7 compiled)+\r\x1b\[K", shown)  # on a busy machine twice

    with (tmp_path / "log").open("wb") as log:
        subprocess.run([sys.executable, "-c", WORK], stdout=subprocess.DEVNULL, stderr=log, check=True, env=environment)
    assert (tmp_path / "log").read_bytes() == b""


@pytest.mark.usefixtures("built")
def test_a_text_of_which_a_part_is_printed_is_said_to_open_nothing_by_itself() -> None:
    said = "Only nftables/storage-server.nft is printed, which by itself opens nothing; with -o come also nftables/"
    assert said in run("emit", "nftables", "--role", "storage-server").stderr
    assert "opens nothing" not in run("emit", "pf", "--role", "storage-server").stderr
    assert "opens nothing" not in run("emit", "nmap").stderr
