"""Every code of a finding is registered, used and explained."""

import ast
import re
from pathlib import Path

from portspec.findings import SEVERITIES
from tests.house.modules import modules


def used() -> set[str]:
    """Return the codes that stand as strings in modules other than the register."""
    return {
        node.value
        for name, tree in modules().items()
        if name != "findings"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.fullmatch(r"PS\d{3}", node.value)
    }


def test_every_registered_code_is_used() -> None:
    assert set(SEVERITIES) - used() == set()


def test_every_used_code_is_registered() -> None:
    assert used() - set(SEVERITIES) == set(), (
        "a new code goes into SEVERITIES in portspec/findings.py, with how bad it is"
    )


def test_every_code_has_a_page_and_every_page_a_code(root: Path) -> None:
    pages = {path.stem for path in (root / "site/pages/findings").glob("PS*.md")}
    assert pages == set(SEVERITIES), "each code has a page site/pages/findings/<CODE>.md; `make accept` fills it in"
