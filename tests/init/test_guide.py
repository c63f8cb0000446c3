"""The tour in the guide works word for word in an empty folder."""

from pathlib import Path

import pytest

from tests.conftest import Made
from tests.findings.pages import executed


def test_the_tour(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made: Made) -> None:
    monkeypatch.chdir(tmp_path)
    page = root / "site/pages/guide/keep-it-true.md"
    now = executed(page.read_text("utf-8"), tmp_path)
    assert "$ portspec " in now
    made(page, now)
