"""A page takes what its budget allows: what it has too much of is left out, with a finding at its place."""

import os
import resource
import subprocess
import sys
from pathlib import Path
from time import thread_time

import pytest

from portspec.document import Paragraph, Table
from portspec.findings import Finding
from portspec.readers import read
from portspec.readers.budget import ATTRIBUTES, FIELDS, LARGEST, TABLES, TEXT_CHARACTERS
from portspec.source import Source, source_of
from tests.cli.running import run
from tests.reading import HTML, MARKDOWN, page, reading_of

SPANNING = "<table><tr><th colspan=1000 rowspan=65534>Port" + "<tr>" * (FIELDS // 1000 + 100) + "</table>"


def html(text: str) -> Source:
    return source_of(text.encode(), id="page", path="page.html", media_type="text/html")


def markdown(text: str) -> Source:
    return source_of(text.encode(), id="page", path="page.md", media_type="text/markdown")


@pytest.mark.parametrize(
    ("page", "code"),
    [
        (markdown("x" * (LARGEST + 1)), "PS130"),
        (html(SPANNING), "PS131"),
        (html("<table><tr><td>80/tcp</table>" + SPANNING), "PS131"),
        (markdown("|" + "a|" * 1000 + "\n|" + "-|" * 1000 + "\n" + "|22|\n" * (FIELDS // 1000)), "PS131"),
        (markdown("a" * (TEXT_CHARACTERS + 1)), "PS132"),
        (markdown("- " + "a" * (TEXT_CHARACTERS + 1)), "PS132"),
        (html("<table><tr><td>80<td rowspan=2>" + "a" * (TEXT_CHARACTERS + 1) + "<tr><td>81</table>"), "PS132"),
        (html("<table><tr><td>x</table>" * (TABLES + 1)), "PS133"),
        (html("<p" + " a=1" * (ATTRIBUTES + 1) + ">Port 22"), "PS134"),
        (markdown("<p" + "".join(f" a{n}" for n in range(ATTRIBUTES + 1)) + ">Port 22"), "PS134"),
    ],
)
def test_what_is_beyond_the_budget_is_told_once(page: Source, code: str) -> None:
    found: list[Finding] = []
    blocks = read(page, found.append).blocks
    tables = [block for block in blocks if isinstance(block, Table)]

    assert [each.code for each in found] == [code]
    assert sum(len(each.rows) * len(each.rows[0]) for each in tables) <= FIELDS
    assert len(tables) <= TABLES
    assert all(len(block.text.value) <= TEXT_CHARACTERS for block in blocks if isinstance(block, Paragraph))


@pytest.mark.parametrize(
    "page",
    [
        markdown("x " * (TEXT_CHARACTERS // 2)),
        html("<table><tr><td>x</table>" * TABLES),
        html("<p" + "".join(f' a{n}="> b c d"' for n in range(ATTRIBUTES)) + ">Port 22"),
    ],
)
def test_what_is_within_the_budget_is_read(page: Source) -> None:
    assert read(page, lambda found: pytest.fail(found.message)).blocks


def test_a_part_of_a_text_is_no_statement() -> None:
    many = ", ".join(map(str, range(1000, 12_000)))
    rows = f"<tr><td>{many}<td>TCP<tr><td>22<td>{'x ' * TEXT_CHARACTERS} do not open it<tr><td>23<td>TCP"
    (table,) = read(html(f"<table><tr><th>Port<th>Use{rows}</table>"), lambda _: None).blocks

    assert isinstance(table, Table)
    assert [row[0].text.value for row in table.rows] == ["Port", "23"]


def test_all_tables_of_a_page_share_its_fields() -> None:
    """Else a page of many small tables, each of which spans much, would have no bound."""
    found: list[Finding] = []
    blocks = read(html(SPANNING * 20), found.append).blocks

    assert [each.code for each in found] == ["PS131"]
    assert len(blocks) == 1


def test_spans_take_no_memory_beyond_the_budget() -> None:
    """In a process of its own, that may have little more than what a page of the allowed fields takes."""
    code = (
        "import sys; from portspec.readers import read; from portspec.source import source_of;"
        "text = sys.stdin.read();"
        "read(source_of(text.encode(), id='p', path='p', media_type='text/html'), lambda _: None)"
    )
    page = "<table><tr><td colspan=1000 rowspan=65534>22/tcp" + "<tr>" * 20_000
    most = 400_000_000
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=page.encode(),
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (most, most)),
    )

    assert done.returncode == 0


@pytest.mark.parametrize("kind", ["pipe", "device", "folder"])
def test_what_is_no_file_is_refused(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        path = Path("/dev/zero")
    result = run("compile", str(path))

    assert result.exit_code == 1
    assert "PS901" in result.output


OPENED = (
    "<div>", "<b/>", "<dd><td><li>", "<div/>", "<span />", "<x-y>", "<ac:x>", "<svg><g>", "<p><b id=1><i id=2>",
    "<div a=<>", "<ul><li>", "<table><tr><td>", "<dl><dd>", f"<div title='{'x' * 2100}'>",
)  # fmt: skip
"""What a page may open again and again without closing it."""
TABLE_22 = "<table><tr><th>Port<th>Protocol<tr><td>22<td>TCP</table>"
FORMS = {HTML: "{}", MARKDOWN: "# Ports\n\n{}\n", "text/asciidoc": "++++\n{}\n++++\n"}


@pytest.mark.parametrize(
    ("media_type", "piece"), [(each, one) for each in FORMS for one in OPENED[: None if each == HTML else 3]]
)
def test_whatever_is_nested_is_read_or_said_to_be_too_deep(media_type: str, piece: str) -> None:
    """A parser's time would grow with the square of the depth, and Python's stack would end."""
    for often in (30, 1500):
        text = FORMS[media_type].format(piece * often + TABLE_22)
        before = thread_time()
        reading, found = reading_of(page(text, media_type))
        assert reading.claims or "PS104" in {each.code for each in found}
        assert thread_time() - before < 5


@pytest.mark.parametrize("shown", ["<div>\n" * 300, "cat <<END | tee notes\n" + "so many words\n" * 300 + "END\n"])
def test_a_page_may_show_as_many_tags_as_it_likes(shown: str) -> None:
    text = f"# Ports\n\n```\n{shown}```\n\n| Port | Protocol |\n|---|---|\n| 22 | TCP |\n"
    reading, found = reading_of(page(text))
    assert len(reading.claims) == 1
    assert found == []
