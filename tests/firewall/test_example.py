"""The dialect that CONTRIBUTING shows is a whole one: its file in the folder is all it takes."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from portspec.spec import Spec
from portspec.writers import firewall
from portspec.writers.firewall import Options, dialects, emit
from tests.examples import example
from tests.firewall.reading import CHUNK, MDS, reading


@pytest.fixture(autouse=True)
def module(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    (tmp_path / "ipfw.py").write_text(example(root, "ipfw"), "utf-8")
    monkeypatch.setattr(firewall, "__path__", [*firewall.__path__, str(tmp_path)])
    dialects.cache_clear()
    yield tmp_path / "ipfw.py"
    dialects.cache_clear()
    sys.modules.pop("portspec.writers.firewall.ipfw", None)


def rules(spec: Spec, options: Options) -> list[str]:
    (file,) = emit("ipfw", spec, options, lambda _: None)
    return [line for line in file.data.decode().splitlines() if line and not line.startswith("#")]


def test_it_is_found_and_writes_every_rule() -> None:
    assert "ipfw" in dialects()
    options = Options(
        roles=(MDS,),
        includes=False,
        peers={MDS: ("10.0.0.0/24", "fd00::/64"), CHUNK: ("10.0.1.0/24",), "client": ("10.0.2.0/24",)},
    )
    assert rules(reading(), options) == [
        "add set 7 allow tcp from { 10.0.1.0/24 or 10.0.2.0/24 } to me 2511 in keep-state",
        "add set 7 allow tcp from { 10.0.0.0/24 or fd00::/64 } to me 2510 in keep-state",
        "add set 7 allow tcp from me to { 10.0.1.0/24 or 10.0.2.0/24 } 2511 out keep-state",
        "add set 7 allow tcp from me to { 10.0.0.0/24 or fd00::/64 } 2510 out keep-state",
    ]
