"""The tour in the guide works word for word in an empty folder."""

from pathlib import Path

import pytest

from tests.findings.pages import executed


def test_the_tour(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    monkeypatch.chdir(tmp_path)
    page = root / "site/pages/guide/keep-it-true.md"
    text = page.read_text("utf-8")
    now = executed(text, tmp_path)
    if request.config.getoption("--accept"):
        page.write_text(now, "utf-8")
    assert "$ portspec " in now
    assert now == page.read_text("utf-8")
