"""A law: a page and its conversion to Markdown say the same; and the conversion keeps the places."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given

from portspec.cli import group
from portspec.conversion import as_markdown
from portspec.extract import extract
from portspec.readers import read
from portspec.workspace import read_page, refuse
from tests.readers.test_formats import TABLE, WRITERS, Rows, known
from tests.reading import facts, page, reading_of

ROOT = Path(__file__).parents[2]
PAGES = [
    each
    for folder in ("spec/sources", "tests/corpus/languages", "tests/readers/asciidoc")
    for each in sorted((ROOT / folder).rglob("*"))
    if each.suffix in (".md", ".html", ".adoc")
]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_says_the_same_in_markdown(path: Path) -> None:
    document = read(read_page(path, refuse) or page(""), lambda _: None)
    before = extract(document, lambda _: None).claims
    after = reading_of(page(as_markdown(document)))[0].claims
    assert [facts(each) for each in after] == [facts(each) for each in before]


@given(TABLE)
def test_a_table_of_any_format_says_the_same_in_markdown(rows: Rows) -> None:
    for media_type, write in WRITERS:
        source = known(write(rows), media_type)
        before = reading_of(source)[0].claims
        after = reading_of(page(as_markdown(read(source, lambda _: None))))[0].claims
        assert [(*facts(each), each.purpose, each.need) for each in after] == [
            (*facts(each), each.purpose, each.need) for each in before
        ]


PAGE = """\
= 1. Ports_of *x*

* 443/tcp
** <any> & more

[%header,cols=3*]
|===
|Port |Protocol |Use
3+|Nodes
|22 footnote:[Only inside.] |TCP |a \\| b
ifdef::big[]
|[line-through]#23# 24 |TCP |One.

Two.
endif::[]
|===
"""


def test_the_places_and_conditions_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("page.adoc").write_text(PAGE)
    run = CliRunner().invoke(group, ["convert", "page.adoc"], catch_exceptions=False)
    assert run.exit_code == 0
    assert (
        run.stdout
        == """\
<!-- page.adoc:1 -->

# 1\\. Ports\\_of x

<!-- page.adoc:3-4 -->

- 443/tcp
  - &lt;any> &amp; more

<!-- page.adoc:8-14 -->

| Port | Protocol | Use | Condition |
| --- | --- | --- | --- |
| Nodes |  | <!-- page.adoc:9 --> |  |
| 22[^1] | TCP | a \\| b <!-- page.adoc:10 --> |  |
| ~~23~~ 24 | TCP | One.<br>Two. <!-- page.adoc:12-14 --> | if big is set |

[^1]: Only inside.
"""
    )


def test_a_file_is_written_and_the_page_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("ports.csv").write_text("Port,Protocol\n80,TCP\n")
    assert CliRunner().invoke(group, ["convert", "ports.csv", "-o", "ports.md"]).exit_code == 0
    assert "| 80 | TCP <!-- ports.csv:2 --> |" in Path("ports.md").read_text()
    assert CliRunner().invoke(group, ["convert", "ports.csv", "-o", "ports.csv"]).exit_code == 2
    assert Path("ports.csv").read_text() == "Port,Protocol\n80,TCP\n"
    Path("nothing.csv").write_text("")
    assert CliRunner().invoke(group, ["convert", "nothing.csv"]).exit_code == 1
