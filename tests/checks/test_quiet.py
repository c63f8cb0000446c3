"""Pages on which the checks of rows have nothing to find: drop a page into `quiet`, get a test."""

from pathlib import Path

import pytest

from portspec.findings import SEVERITIES, Finding
from portspec.pipeline import compile_sources
from portspec.workspace import read_page

PAGES = sorted((Path(__file__).parent / "quiet").glob("*.md"))
CHECKS_OF_ROWS = {code for code in SEVERITIES if "PS410" <= code < "PS500"}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_nothing_is_found(path: Path) -> None:
    found: list[Finding] = []
    source = read_page(path, found.append)
    assert source is not None
    spec = compile_sources([(source, None)], (), None, found.append)

    assert spec.requirements
    assert [(each.code, each.message) for each in found if each.code in CHECKS_OF_ROWS] == []
