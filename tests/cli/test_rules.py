"""The verdict on any page from the command line: rules as JSON and as a table, firewall texts, and derivations."""

import json
from pathlib import Path
from typing import Any

import pytest

from portspec.spec import Party
from portspec.validation import violations
from portspec.writers.firewall import Options, dialects, emit
from tests.cli.running import run
from tests.firewall.reading import role, row, spec_of

PAGE = """\
# Ports of the shop

| Source | Destination | Port | Protocol |
|---|---|---|---|
| Web servers | Database | 5432 | TCP |
| Internet | Web servers | 443 | TCP |
| Web servers | Database | 9000 | |
"""


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    Path("page.md").write_text(PAGE)
    return "page.md"


def test_rules_of_a_page_are_one_json_document(page: str) -> None:
    done = run("emit", "rules", "--page", page)
    document: Any = json.loads(done.stdout)
    assert done.exit_code == 0
    assert list(violations(document, "rules")) == []
    said = [
        (each["host"], each["direction"], each["peer"] or each["peer_text"], each["verdict"])
        for each in document["rules"]
    ]
    assert said == [
        ("web-server", "out", "database", "open"),
        ("database", "in", "web-server", "open"),
        ("web-server", "in", "Internet", "open"),
        ("web-server", "out", "database", "closed"),
        ("database", "in", "web-server", "closed"),
    ]


@pytest.mark.parametrize("text", ["# Nothing\n", None])
def test_without_rules_the_document_is_empty_and_the_status_1(tmp_path: Path, text: str | None) -> None:
    path = tmp_path / "empty.md"
    if text is not None:
        path.write_text(text)
    done = run("emit", "rules", "--page", str(path))
    assert (json.loads(done.stdout), done.exit_code) == ({"rules": []}, 1)


def test_rules_are_a_table_for_people(page: str) -> None:
    lines = run("emit", "rules", "--page", page, "--text").stdout.splitlines()
    assert lines[0].split() == ["verdict", "host", "way", "peer", "transport", "ports", "why", "requirement"]
    assert lines[4].split()[:5] == ["closed", "web-server", "out", "database", "-"]
    assert "no transport is stated" in lines[4]


@pytest.mark.parametrize(
    "options", [("json", "--text"), ("json", "--page", "page.md"), ("rules", "--page", "page.md", "--release", "1.0")]
)
def test_options_that_do_not_fit_are_refused(options: tuple[str, ...]) -> None:
    assert run("emit", *options).exit_code == 2


def test_a_line_of_any_page_is_explained(page: str) -> None:
    said = run("explain", f"{page}:6").stdout
    assert "The page says, page.md:6:28" in said
    assert "sources: Internet" in said
    assert "destinations: web-server" in said
    assert "verdict: open" in said
    assert "role: unstated" in said


def test_a_line_without_a_row_is_said(page: str) -> None:
    done = run("explain", f"{page}:1")
    assert done.exit_code == 2
    assert "The lines are 5, 6, 7." in done.stderr


CONDITIONAL = row("web.80", "web", "inbound", "80", "tcp", need="optional", condition="if you use it")
SPEC = spec_of(CONDITIONAL, row("web.22", "web", "inbound", "22", "tcp"), roles=(role("web"),))


@pytest.mark.parametrize("dialect", dialects())
@pytest.mark.parametrize("when", [(), ("all",), ("web.80",)])
def test_what_is_needed_at_times_is_left_out_unless_asked_for(dialect: str, when: tuple[str, ...]) -> None:
    files = list(emit(dialect, SPEC, Options(roles=("web",), when=when), lambda _: None))
    text = "\n".join(each.data.decode() for each in files)
    assert ("web.80: it is needed only under a condition: if you use it" in text) == (not when)


def test_an_unknown_condition_is_said() -> None:
    found: list[str] = []
    assert not list(
        emit("nftables", SPEC, Options(roles=("web",), when=("web.22",)), lambda each: found.append(each.code))
    )
    assert found == ["PS502"]


@pytest.mark.parametrize(("host", "way"), [("web", "output"), ("db", "input")])
def test_a_host_at_either_end_gets_its_rules(host: str, way: str) -> None:
    ends = {each: (Party(role=each, text=each),) for each in ("web", "db")}
    flow = row("5432", None, "unstated", "5432", "tcp", sources=ends["web"], destinations=ends["db"])
    spec = spec_of(flow, roles=(role("web"), role("db")))
    (text, *_) = [each.data.decode() for each in emit("nftables", spec, Options(roles=(host,)), lambda _: None)]
    assert f"{way} " in text
    assert "5432" in text


def test_a_page_that_is_missing_is_said() -> None:
    done = run("explain", "missing.md:3")
    assert done.exit_code == 1
    assert "PS901" in done.stderr
