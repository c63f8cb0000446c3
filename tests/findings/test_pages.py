"""Each page about a finding is executed, and shows that very finding as it is printed."""

import re
import sys
from pathlib import Path

import pytest

from portspec.findings import SEVERITIES
from tests.conftest import Made
from tests.findings.pages import executed
from tests.plugins.installed import installed

FOLDER = Path(__file__).parent.parent.parent / "site/pages/findings"
PAGES = sorted(FOLDER.glob("PS*.md"))
STAGES = {
    "PS1": "Read",
    "PS2": "Extract",
    "PS3": "Correct and resolve",
    "PS4": "Check",
    "PS5": "Write, prove and audit",
    "PS9": "Files and names",
}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_shows_what_its_commands_print(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made: Made
) -> None:
    monkeypatch.chdir(tmp_path)
    if page.stem == "PS125":  # as where the extra is not installed
        monkeypatch.setitem(sys.modules, "openpyxl", None)
    text = page.read_text("utf-8")
    with installed(tmp_path):
        now = executed(text, tmp_path)
    made(page, now)
    example = rf"^(\S+?:.+: )?{SEVERITIES[page.stem]} {page.stem}: .+\n(    \| .+\n)?    = .+$"
    assert re.search(example, now, re.MULTILINE), f"a `console` block of the page shows no {page.stem}"


UNSEARCHED = "{ data-search-exclude }"
"""Each page has its title in the search's index already."""


def test_the_index_lists_every_page_by_stage(made: Made) -> None:
    """The rows stand below their stage, in the order of the codes, each with the severity and the page's title."""
    expected = ""
    for digits, stage in STAGES.items():
        expected += f"\n## {stage} {UNSEARCHED}\n\n| Code | Severity | Finding |\n| --- | --- | --- |\n"
        for page in PAGES:
            if page.stem.startswith(digits):
                code, _, title = page.read_text("utf-8").splitlines()[0].removeprefix("# ").partition(": ")
                assert code == page.stem
                expected += f"| [{code}]({code}.md) | {SEVERITIES[code]} | {title[:1].upper()}{title[1:]} |\n"
    index = FOLDER / "index.md"
    about = index.read_text("utf-8").partition("\n## ")[0]
    made(index, about + expected)
