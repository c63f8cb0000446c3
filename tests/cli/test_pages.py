"""A page may be a file, standard input or an address; a name that is a little wrong is asked about."""

import json
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner, Result

from portspec.cli import group

PAGE = "# Store nodes\n\n| Port | Protocol | Direction |\n|--|--|--|\n| 7001 | TCP | inbound |\n"


def run(*arguments: str, input: str = "") -> Result:
    return CliRunner().invoke(group, list(arguments), prog_name="portspec", input=input)


@pytest.mark.parametrize("command", [["compile", "-"], ["emit", "rules", "--page", "-", "--text"], ["convert", "-"]])
def test_standard_input_is_a_page(command: list[str]) -> None:
    result = run(*command, input=PAGE)
    assert result.exit_code == 0, result.output
    assert "7001" in result.stdout or "1 row: 1 read" in result.stderr
    nothing = run(*command[:-1] if command[-1] == "--text" else command, input="")
    assert nothing.exit_code == 1
    if command[0] == "emit":
        assert json.loads(nothing.stdout) == {"rules": []}


def test_an_address_is_a_page(tmp_path: Path) -> None:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    (tmp_path / "ports.md").write_text(PAGE)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        address = f"http://127.0.0.1:{server.server_port}/ports.md"
        spec = json.loads(run("compile", address, "--stdout").stdout)
        assert [each["ports"] for each in spec["requirements"]] == [[{"start": 7001, "end": 7001}]]
        gone = run("emit", "rules", "--page", f"{address}x")
        assert (gone.exit_code, json.loads(gone.stdout)) == (1, {"rules": []})
        assert "PS910" in gone.stderr
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (["biuld"], "build"),
        (["emit", "nftable", "--role", "client"], "nftables"),
        (["emit", "nftables", "--role", "mds-servr"], "mds-server"),
        (["show", "--role", "chunk-sever"], "chunk-server"),
        (["show", "--release", "7-2061"], "7-2016"),
        (["show", "--product", "virtuozo-hybrid-server"], "virtuozzo-hybrid-server"),
        (["explain", "mds-server.2510.bot"], "mds-server.2510.both"),
        (["explain", "PS90"], "PS9"),
    ],
)
def test_what_was_meant_is_asked(typed: list[str], meant: str, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    result = run(*typed)
    assert result.exit_code == 2
    assert f"Did you mean {meant}" in result.stderr


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("emit nft", "nftables"),
        ("emit nftables --role mds", "mds-server"),
        ("show --release 7-2", "7-2016"),
        ("show --product virt", "virtuozzo-hybrid-server"),
        ("explain PS20", "PS201"),
        ("explain mds-server.25", "mds-server.2510.both"),
        ("sugg", "suggest"),
    ],
)
def test_a_shell_completes(typed: str, completed: str, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    words = f"portspec {typed}"
    given = {"_PORTSPEC_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(len(words.split()) - 1)}
    result = CliRunner().invoke(group, [], prog_name="portspec", env=given)
    assert completed in [line.partition(",")[2] for line in result.output.splitlines()]
