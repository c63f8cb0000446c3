"""Networks from a file are as those of the command line, and what is no such file is named with its line."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from portspec.cli import group
from portspec.findings import Finding
from portspec.resolve.networks import parse_networks
from portspec.validation import violations

GOOD: dict[str, tuple[str, dict[str, tuple[str, ...]]]] = {
    "lists": (
        "peers:\n  a: [10.0.0.0/24, 'fd00::/8']\n  b:\n  - any\n",
        {"a": ("10.0.0.0/24", "fd00::/8"), "b": ("any",)},
    ),
    "one": ("peers: {a: 192.0.2.1}", {"a": ("192.0.2.1",)}),
    "json": ('{"peers": {"a b": ["any"]}}', {"a b": ("any",)}),
    "nobody": ("peers: {}", {}),
}
BAD = {
    "no yaml": ("peers: [", 1),
    "a number": ("peers:\n  a: 10\n", 2),
    "a number in a list": ("peers:\n  a:\n  - any\n  - 10.1\n", 2),
    "no peers": ("a: [any]\n", 1),
    "more": ("peers: {}\nroles: [a]\n", 1),
    "nothing": ("", 1),
    "aliases": ("peers:\n  a: &a [any]\n  b: *a\n", 3),
    "twice": ("peers:\n  a: any\n  a: any\n", 3),
}


@pytest.mark.parametrize(("text", "found"), GOOD.values(), ids=list(GOOD))
def test_the_networks_of_each_party_are_read(text: str, found: dict[str, Any]) -> None:
    said: list[Finding] = []
    assert parse_networks(text.encode(), "networks.yaml", said.append) == found
    assert said == []
    assert list(violations({"peers": {name: list(each) for name, each in found.items()}}, "peers")) == []


@pytest.mark.parametrize(("text", "line"), BAD.values(), ids=list(BAD))
def test_what_is_no_such_file_is_named(text: str, line: int) -> None:
    said: list[Finding] = []
    assert parse_networks(text.encode(), "networks.yaml", said.append) is None
    assert [(each.code, each.place and each.place.line) for each in said] == [("PS506", line)]


def emit(*words: str) -> Result:
    return CliRunner().invoke(group, ["emit", "nftables", "--role", "mds-server", *words], prog_name="portspec")


def test_a_file_gives_the_text_that_the_same_options_give(root: Path, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.chdir(root)
    path = tmp_path / "networks.json"
    path.write_text(json.dumps({"peers": {"mds-server": ["10.0.0.0/24", "fd00:1::/64"], "client": "any"}}))
    more = ("--peer", "chunk-server=10.0.2.0/24")
    given = ("--peer", "mds-server=10.0.0.0/24,fd00:1::/64", "--peer", "client=any")
    assert emit("--peers", str(path), *more).stdout == emit(*given, *more).stdout != ""
    done = emit("--peers", str(path), "--peer", "mds-server=10.1.0.0/16", *more)
    assert "--peer mds-server=10.1.0.0/16" in done.stdout
    missing = emit("--peers", str(tmp_path / "none.yaml"))
    assert (missing.exit_code, missing.stdout) == (1, "")
    assert "PS901" in missing.stderr
