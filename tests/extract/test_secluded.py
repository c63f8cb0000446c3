"""Secluded: ports that nobody is to reach, in whatever words a page says so."""

import tomllib
from pathlib import Path

import pytest

from tests.extract.test_denials import SHAPES, opened

TOLD = tomllib.loads(Path(__file__).with_name("secluded.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", sorted(TOLD))
@pytest.mark.parametrize("shape", SHAPES)
def test_what_nobody_is_to_reach_is_closed_and_no_other_port(language: str, shape: str) -> None:
    said = TOLD[language]
    assert [each for each in said["closed"] if opened(shape.format(each))] == []
    assert [each for each in said["open"] if not opened(shape.format(each))] == []
