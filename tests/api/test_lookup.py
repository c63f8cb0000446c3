"""Looking up: what uses a port, by number, transport, service name, role or word."""

import json
import resource
import statistics
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from portspec.analysis.lookup import any_transport, look_up, meant
from portspec.analysis.query import parse
from portspec.analysis.releases import newest_first
from portspec.cli import group
from portspec.spec import PortRange
from tests.queries import ASKED, HISTORIES, Asked
from tests.writers.example import OLDER, SPEC

LIMIT = 15
"""How many times longer than `python -c pass` an answer may take."""


def ids(query: str) -> list[str]:
    return [match.requirement.id for match in look_up(query, [SPEC]).matches]


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: asked.query)
def test_what_a_query_finds(asked: Asked) -> None:
    matches = look_up(asked.query, [spec for spec, _ in newest_first(HISTORIES)]).matches
    found = [f"{each.product.id}/{each.product.release} {each.requirement.id}" for each in matches if each.product]
    assert sorted(found) == sorted(asked.found)


@pytest.mark.parametrize("asked", [each for each in ASKED if not each.found], ids=lambda asked: asked.query)
def test_what_is_said_where_nothing_is_found(asked: Asked) -> None:
    specs = [spec for spec, _ in newest_first(HISTORIES)]
    assert meant(asked.query, specs) == asked.meant
    assert bool(parse(asked.query).beyond) == asked.beyond
    assert len(look_up(any_transport(asked.query, specs), specs).matches) == asked.over_another


@pytest.mark.parametrize("query", ["client", "Client", "CLIENT"])
def test_a_role_brings_what_it_inherits_and_comes_before_what_speaks_of_it(query: str) -> None:
    found = ids(query)
    assert found[:2] == ["client.2511.outbound", "client.dynamic.outbound"]
    assert {each.id for each in SPEC.requirements if each.role == "standalone-server"} < {*found}


def test_narrow_ranges_come_first() -> None:
    narrow = replace(SPEC.requirements[0], id="narrow", ports=(PortRange(start=6000, end=6001),))
    found = look_up("6000", [replace(SPEC, requirements=(*SPEC.requirements, narrow))]).matches
    assert [each.requirement.id for each in found] == ["narrow", "standalone-server.5700-6900"]


def test_an_unstated_transport_may_be_any() -> None:
    unstated = replace(SPEC, requirements=(replace(SPEC.requirements[0], transports=()),))
    assert len(look_up("22/sctp", [unstated]).matches) == 1


def test_the_newest_release_that_answers_is_told() -> None:
    for query, release in (("22", "2.0"), ("22 example/1.0", "1.0")):
        found = look_up(query, [SPEC, OLDER]).matches
        assert [(each.product and each.product.release, each.restated) for each in found] == [
            (release, release == "2.0")
        ]


def test_the_registry_stands_beside_it() -> None:
    assert {each.name for each in look_up("22/tcp", [SPEC]).registered} == {"ssh"}
    assert [each.name for each in look_up("5432/tcp", [SPEC]).registered] == ["postgresql"]
    assert next(each.port for each in look_up("client", [SPEC]).registered if "udp" in each.transports) == 22
    assert [each.name for each in look_up("6000", [SPEC]).registered] == ["x11"]
    assert look_up("64000", [SPEC]).registered == ()


@given(st.integers(0, 70000), st.integers(0, 70000), st.sampled_from(["", "/tcp", "/sctp"]))
def test_a_number_names_ports_where_it_is_one(start: int, end: int, transport: str) -> None:
    found = parse(f"{start}-{end}{transport}")
    is_port = max(start, end) <= 65535
    assert found.ranges == ((PortRange(start=min(start, end), end=max(start, end)),) if is_port else ())
    assert found.words == (() if is_port else (f"{start}-{end}",))
    assert found.transports == ((transport.removeprefix("/"),) if transport else ())


@given(st.text())
def test_any_words_get_an_answer(query: str) -> None:
    assert len(look_up(query, [SPEC]).matches) <= len(SPEC.requirements)


def run(root: Path, monkeypatch: pytest.MonkeyPatch, *args: str) -> Result:
    monkeypatch.chdir(root)
    return CliRunner().invoke(group, ["lookup", *args], prog_name="portspec")


def test_it_tells_port_role_direction_quote_and_line(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run(root, monkeypatch, "6000")
    assert result.exit_code == 0
    said = result.stdout
    assert "ports      5700-6900\n" in said
    assert "role       standalone-server\n" in said
    assert "direction  inbound*\n" in said
    path, line = "spec/sources/virtuozzo-hybrid-server/7.1-beta/configuring-server-ports.md", 25
    assert f"our restatement, {path}:{line}:" in said
    cells = [cell.strip() for cell in (root / path).read_text("utf-8").splitlines()[line - 1].strip("| ").split("|")]
    assert f"“{' | '.join(cells)}”" in said


def test_json_says_the_same(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run(root, monkeypatch, "2511/tcp", "--format", "json")
    answer = json.loads(result.stdout)
    assert [each["requirement"]["role"] for each in answer["matches"]] == ["mds-server", "chunk-server", "client"]
    assert [each["product"]["release"] for each in answer["matches"]] == ["7.1-beta"] * 3
    older = json.loads(run(root, monkeypatch, "22", "--format", "json", "--release", "7-2016").stdout)
    assert {each["product"]["release"] for each in older["matches"]} == {"7-2016"}


@pytest.mark.parametrize(("args", "known"), [(("5432",), "postgresql"), (("nothing of this name",), None)])
def test_nothing_found_is_status_1(
    root: Path, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...], known: str | None
) -> None:
    result = run(root, monkeypatch, *args)
    assert result.exit_code == 1
    assert "error PS902: " in result.stderr
    assert known is None or known in result.stdout
    result = run(root, monkeypatch, *args, "--format", "json")
    assert json.loads(result.stdout)["matches"] == []
    assert [each["code"] for each in json.loads(result.stderr)] == ["PS902"]


def test_what_only_an_older_release_documents_is_found(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "7 (2016)" in run(root, monkeypatch, "21").stdout
    assert "7 (2016)" in run(root, monkeypatch, "21", "--product", "virtuozzo-hybrid-server").stdout
    narrowed = run(root, monkeypatch, "21", "--release", "latest", "--product", "virtuozzo-hybrid-server")
    assert narrowed.exit_code == 1
    assert "leave out --product and --release" in narrowed.stderr


def test_an_unknown_release_is_a_finding(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run(root, monkeypatch, "22", "--release", "none")
    assert result.exit_code == 2
    assert "has a release none" in result.stderr
    result = run(root, monkeypatch, "22", "--release", "none", "--product", "weka")
    assert "WEKA has no release none" in result.stderr
    assert "in a cloud" in run(root, monkeypatch, "16000", "--release", "latest").stdout


def test_it_answers_fast(root: Path) -> None:
    """Whole processes are run alternately, and their processor time is taken: other tests run beside this one."""

    def seconds(*args: str) -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *args], cwd=root, check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    bare = ("-c", "pass")
    assert statistics.median(seconds("-m", "portspec", "lookup", "22") / seconds(*bare) for _ in range(7)) <= LIMIT


def test_it_imports_no_parser_and_no_validator_and_looks_for_no_plug_ins(root: Path) -> None:
    command = [sys.executable, "-X", "importtime", "-m", "portspec", "lookup", "22"]
    done = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True)
    modules = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    imported = {each.partition(".")[0] for each in modules}
    assert "msgspec" in imported
    assert "importlib.metadata" not in modules
    assert not imported & {"bs4", "html5lib", "jinja2", "jsonschema", "markdown_it", "mkdocs", "ruamel", "xlsxwriter"}
