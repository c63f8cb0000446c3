"""Each promise names tests that there are, and the page says what the recorded runs say."""

import re
from pathlib import Path

import pytest

from tests.conftest import Made
from tests.promises import history
from tests.promises.page import PAGE, cases, page, promises

TESTS = sorted({test for promise in promises() for test in promise.tests})


@pytest.mark.parametrize("test", TESTS)
def test_a_test_that_is_named_is_there(root: Path, test: str) -> None:
    path, _, name = test.partition("::")
    text = (root / path).read_text("utf-8")
    assert re.search(rf"^def {name}\(" if name else r"^def test_", text, re.MULTILINE)


def test_the_page_says_what_the_runs_say(made: Made) -> None:
    made(PAGE, page())


def test_cases_are_counted_by_the_names_of_the_list() -> None:
    counted = cases(
        [
            "tests/extract/test_ledger.py::test_a",
            "tests/extract/test_ledger.py::test_b[c]",
            "tests/writers/test_guarantees.py::test_unknown_is_said@a group",
            "tests/other.py::d",
        ]
    )
    assert counted["tests/extract/test_ledger.py"] == 2
    assert counted["tests/writers/test_guarantees.py::test_unknown_is_said"] == 1


def test_the_last_run_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "HISTORY", tmp_path / "history.jsonl")
    for recorded, value in ((True, 1.0), (True, 2.00004), (False, 3.0)):
        monkeypatch.setattr(history, "RECORDED", recorded)
        history.record("fuzz", {"inputs": value})
    assert history.last()["fuzz"].figures == {"inputs": 2}
