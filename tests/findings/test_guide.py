"""The guide from a page to a spec is followed word for word: on its own page, and on a real one."""

import re
from pathlib import Path

import docx
import pytest
from openpyxl import Workbook

from portspec.findings import SEVERITIES
from portspec.readers.formats import formats
from tests.conftest import Made
from tests.findings.pages import executed, run

GUIDE = Path(__file__).parents[2] / "site/pages/guide/your-page.md"
NOT_READ = GUIDE.with_name("not-read.md")


@pytest.mark.parametrize("guide", [GUIDE, NOT_READ], ids=lambda path: path.stem)
def test_a_guide_shows_what_its_commands_print(
    guide: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made: Made
) -> None:
    monkeypatch.chdir(tmp_path)
    text = guide.read_text("utf-8")
    now = executed(text, tmp_path)
    made(guide, now)
    assert (tmp_path / "build/manifests").is_dir() == (guide == GUIDE)


def test_the_guide_for_pages_that_are_not_read_meets_what_it_speaks_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = NOT_READ.read_text("utf-8")
    executed(text, tmp_path)
    shown = {
        code
        for page in sorted(tmp_path.glob("*.md"))
        for code in re.findall(r"PS\d{3}", run(f"portspec compile {page.name}", tmp_path))
    }
    assert shown >= {"PS201", "PS203", "PS204", "PS205", "PS206", "PS432"}
    assert set(re.findall(r"\[(PS\d{3})\]\(", text)) <= set(SEVERITIES)


ROWS = (
    ("Role", "Port", "Protocol", "Direction", "Description"),
    ("Archive nodes", "9443", "TCP", "inbound", "Web console."),
    ("Archive nodes", "514", "UDP", "outbound", "Messages to the log server."),
)


def make_sheet() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Ports"
    for row in ROWS:
        sheet.append(row)
    book.save("ports.xlsx")


def make_document() -> None:
    document = docx.Document()
    document.add_heading("Ports of the archive")
    table = document.add_table(rows=len(ROWS), cols=len(ROWS[0]))
    for number, row in enumerate(ROWS):
        for column, value in enumerate(row):
            table.cell(number, column).text = value
    document.save("ports.docx")


OFFICE = {"xlsx": make_sheet, "docx": make_document}
"""What makes the files that a page can only describe."""
FORMATS = sorted((GUIDE.parent / "formats").glob("*.md"))


@pytest.mark.parametrize("path", FORMATS, ids=lambda path: path.stem)
def test_each_format_goes_the_same_way(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made: Made) -> None:
    monkeypatch.chdir(tmp_path)
    OFFICE.get(path.stem, lambda: None)()
    text = path.read_text("utf-8")
    now = executed(text, tmp_path)
    made(path, now)
    rows = re.findall(r"^archive-node\.\S+", now, re.MULTILINE)
    assert rows == ["archive-node.9443.tcp.inbound", "archive-node.514.udp.outbound"]
    assert "1 release checked, 0 findings" in now


def test_every_format_has_its_page() -> None:
    text = "".join(path.read_text("utf-8") for path in FORMATS)
    for each in formats():
        assert f"`{each.media_type}`" in text, f"say in site/pages/guide/formats what is read of {each.name}"
        assert [suffix for suffix in each.suffixes if f"`{suffix}`" not in text] == [], f"ends of names of {each.name}"


@pytest.mark.parametrize("number", ["48", "21"])
def test_a_real_page_goes_the_same_way(
    number: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shared: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    (page,) = shared.glob(f"corpus/pages/{number}-*/page.md")
    (tmp_path / "page.md").write_bytes(page.read_bytes())
    (tmp_path / "spec").mkdir()
    (tmp_path / "spec/catalog.toml").write_text("")
    commands = re.findall(r"^\$ (portspec (?!emit).*)$", GUIDE.read_text("utf-8"), re.MULTILINE)
    printed = [run(command, tmp_path) for command in commands]

    assert "TODO" in printed[2] or number == "48"
    assert "0 unread" in printed[3]
    assert "1 release checked" in printed[4]
    assert printed[5].startswith("ID")
