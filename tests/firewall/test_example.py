"""The dialect that CONTRIBUTING shows is a whole one: its file in the folder is all it takes."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from portspec.spec import Spec
from portspec.writers import firewall
from portspec.writers.firewall import Options, dialects, emit
from tests.examples import example
from tests.firewall.reading import CHUNK, MDS, reading, role, row, spec_of


@pytest.fixture(autouse=True)
def module(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    (tmp_path / "pf.py").write_text(example(root, "pf"), "utf-8")
    monkeypatch.setattr(firewall, "__path__", [*firewall.__path__, str(tmp_path)])
    dialects.cache_clear()
    yield tmp_path / "pf.py"
    dialects.cache_clear()
    sys.modules.pop("portspec.writers.firewall.pf", None)


def rules(spec: Spec, options: Options) -> list[str]:
    (file,) = emit("pf", spec, options, lambda _: None)
    return [line for line in file.data.decode().splitlines() if line and not line.startswith("#")]


def test_it_is_found_and_writes_every_rule() -> None:
    assert "pf" in dialects()
    options = Options(
        roles=(MDS,),
        includes=False,
        peers={MDS: ("10.0.0.0/24", "fd00::/64"), CHUNK: ("10.0.1.0/24",), "client": ("10.0.2.0/24",)},
    )
    assert rules(reading(), options) == [
        "pass in quick proto tcp from { 10.0.1.0/24 10.0.2.0/24 } to (self) port { 2511 }",
        "pass in quick proto tcp from { 10.0.0.0/24 fd00::/64 } to (self) port { 2510 }",
        "pass out quick proto tcp from (self) to { 10.0.1.0/24 10.0.2.0/24 } port { 2511 }",
        "pass out quick proto tcp from (self) to { 10.0.0.0/24 fd00::/64 } port { 2510 }",
    ]


def test_no_comment_takes_a_rule_with_it() -> None:
    spec = spec_of(
        row("server.22.in", "server", "inbound", "22", "tcp", purpose="Ends with a backslash \\"),
        roles=(role("server"),),
    )
    (file,) = emit("pf", spec, Options(roles=("server",)), lambda _: None)
    joined = file.data.decode().replace("\\\n", "")
    assert [line for line in joined.splitlines() if line.startswith("pass")] == rules(spec, Options(roles=("server",)))
