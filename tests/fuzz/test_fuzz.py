"""A sample of what the fuzzer tries, and all inputs in which it has found a fault; `make fuzz` goes on from there."""

import os
from pathlib import Path
from time import process_time

import msgspec
import pytest
from msgspec.structs import replace

from portspec.build import compile_source
from portspec.spec import Spec
from tests.conftest import ALL, REQUIRED
from tests.fuzz import __main__ as running
from tests.fuzz import laws
from tests.fuzz.laws import tried
from tests.fuzz.mutate import made
from tests.fuzz.seeds import ROOT, SUFFIXES, Seed, seeds

FOUND = sorted((Path(__file__).parent / "found").iterdir())
SECONDS = float(os.environ.get("PORTSPEC_FUZZ", "60" if ALL or REQUIRED else "2"))
"""Time of the processor that the sample takes."""


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.name)
def test_what_was_found_is_mended(path: Path) -> None:
    seed = Seed(kind=path.suffix if path.suffix in SUFFIXES else path.suffix[1:], data=path.read_bytes())
    for number in range(4):  # each time other laws
        assert tried(seed, number).faults == []


def test_a_sample_of_inputs_keeps_the_laws(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    before, number = process_time(), 0
    while process_time() - before < SECONDS:
        seed = made(number)
        assert (number, tried(seed, number).faults) == (number, [])
        number += 1
    with capsys.disabled():
        print(f" {number} inputs ", end="")  # noqa: T201 - a run says how far it came
    assert number > 20


def test_each_kind_of_input_has_a_seed_that_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    kinds = dict.fromkeys(each.kind for each in seeds())
    assert kinds.keys() >= laws.KINDS.keys()
    for kind in kinds:
        assert any(tried(each, 0).read for each in seeds() if each.kind == kind), kind


def test_a_fault_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    seed = Seed(kind=".md", data=b"| Port | Use |\n|---|---|\n| 22/tcp | x |\n| soon | y |\n")
    assert tried(seed, 5).faults == []

    def losing(*given: object) -> Spec | None:
        spec = compile_source(*given)  # type: ignore[arg-type]
        return spec and replace(spec, findings=())

    monkeypatch.setattr(laws, "compile_source", losing)
    assert tried(seed, 5).faults == ["1 rows are unread, and 0 findings say so"]
    monkeypatch.setattr(laws, "compile_source", lambda *_: 1 / 0)
    assert tried(seed, 5).faults == ["ZeroDivisionError: division by zero"]
    monkeypatch.setattr(laws, "compile_source", lambda *_: None)
    assert tried(seed, 5).faults == ["no spec: []"]


@pytest.mark.full
def test_a_run_goes_on_where_the_last_one_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    for name in ("STATE", "FOUND"):
        monkeypatch.setattr(running, name, tmp_path / name)
    monkeypatch.setattr(running, "exponent", lambda _: 1.0)
    for wanted in (2, 5):
        assert running.main(wanted) == 0
    state = msgspec.json.decode((tmp_path / "STATE").read_bytes(), type=running.State)
    assert (state.next, sum(state.kinds.values()), len(state.exponents)) == (5, 5, 2)
