"""Tables that Markdown's rules end early are read to their end, with a finding that says so."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from portspec.document import Code, List, Paragraph, Table
from portspec.findings import Finding
from portspec.readers import read
from tests.reading import document_of, open_ports, page, reading_of

HEAD = "| Port | Protocol | Use |\n|---|---|---|\n"
INDENTED = f"{HEAD}| 80 | TCP | pages for the\n                 console\n| 53 | UDP | names |\n\nThe end.\n"
BARRED = f"{HEAD}| 80 | TCP | pages for the\n                 console |\n| 53 | UDP | names |\n\nThe end.\n"
STARRED = "Port|From|Use\n---|---|---\n80|a|pages\n*   | b | all\n53|c|names\n\nThe end.\n"
DEEP = " Port | From | Use\n------|------|-----\n       80 | a | pages\n       53 | b | names\n\nThe end.\n"
TABBED = f"{HEAD}\t| 80 | TCP | pages |\n| 53 | UDP | names |\n\nThe end.\n"
LATER = f"{HEAD}| 80 | TCP | pages |\n      53 | UDP | names\n\nThe end.\n"
GRID = "+------+----------+\n| Port | Protocol |\n+======+==========+\n| 161  | UDP      |\n+------+----------+\n"
LISTED = f"{HEAD}| 80 | TCP | pages |\n- an item\n- another one | with a bar\n"


@pytest.mark.parametrize(
    ("text", "column", "cells"),
    [
        (INDENTED, 2, ["pages for the console", "names"]),
        (BARRED, 2, ["pages for the console", "names"]),
        (STARRED, 0, ["80", "*", "53"]),
        (DEEP, 2, ["pages", "names"]),
        (TABBED, 2, ["pages", "names"]),
        (LATER, 2, ["pages", "names"]),
    ],
)
def test_a_table_goes_on(text: str, column: int, cells: list[str]) -> None:
    findings: list[Finding] = []
    table, after = read(page(text), findings.append).blocks

    assert isinstance(table, Table)
    assert [row[column].text.value for row in table.rows[1:]] == cells
    assert not isinstance(after, Table | List)
    assert [each.code for each in findings] == ["PS103"]


def test_a_list_below_a_table_is_a_list() -> None:
    table, items = read(page(LISTED), lambda found: pytest.fail(found.message)).blocks

    assert isinstance(table, Table)
    assert len(table.rows) == 2
    assert isinstance(items, List)


@given(cell=st.integers(0, 2), word=st.integers(1, 2), indent=st.integers(0, 3), below=st.integers(0, 1))
def test_a_row_broken_anywhere_is_read_as_if_it_were_whole(cell: int, word: int, indent: int, below: int) -> None:
    """Bars enclose the head, so that a line without its first one belongs to a row without its last one."""
    cells = ["80, 443, 8080", "TCP and UDP", "pages for browsers"]
    words = cells[cell].split()
    halves = " ".join(words[:word]), " ".join(words[word:])
    broken = " | ".join([*cells[:cell], f"{halves[0]}\n{' ' * indent}{halves[1]}", *cells[cell + 1 :]])
    text = f"{HEAD}| {broken} |\n" + "| 53 | UDP | names |\n" * below
    (table,) = read(page(text), lambda found: pytest.fail(found.message)).blocks

    assert isinstance(table, Table)
    assert [[each.text.value for each in row] for row in table.rows[1:]] == [cells, ["53", "UDP", "names"]][: 1 + below]


@pytest.mark.parametrize("below", ["", ";;;;;\n", "The end.\n", "\nThe end.\n"])
def test_a_grid_ends_where_other_text_begins(below: str) -> None:
    table, *after = read(page(GRID + below), lambda found: pytest.fail(found.message)).blocks

    assert isinstance(table, Table)
    assert [[each.text.value for each in row] for row in table.rows] == [["Port", "Protocol"], ["161", "UDP"]]
    assert len(after) == bool(below)


@pytest.mark.parametrize("line", ["|-", "|-|", "|---+---|", "| --- | --- |"])
def test_a_head_ends_at_any_line_of_dashes(line: str) -> None:
    (table,) = read(
        page(f"| Port | Protocol |\n{line}\n| 161 | UDP |\n"), lambda found: pytest.fail(found.message)
    ).blocks

    assert isinstance(table, Table)
    assert (table.headers, [[each.text.value for each in row] for row in table.rows[1:]]) == (1, [["161", "UDP"]])


@pytest.mark.parametrize("call", ["{{< /table >}}", "  {{% /table %}}  "])
def test_a_shortcode_is_no_row(call: str) -> None:
    (table,) = read(page(f"{HEAD}| 80 | TCP | pages |\n{call}\n"), lambda found: pytest.fail(found.message)).blocks

    assert isinstance(table, Table)
    assert len(table.rows) == 2


def test_a_shortcode_in_code_stays() -> None:
    (code,) = read(page("```\n{{< table >}}\n```\n"), lambda found: pytest.fail(found.message)).blocks

    assert isinstance(code, Code)
    assert code.text.value == "{{< table >}}"


ROW = st.sampled_from(["|-|", "|--|--|", "|**-**|", "| |", "|=|", "|a|", "|22|x|", "+-+", "+=+", "-", "x"])


@given(st.lists(ROW, min_size=1, max_size=6), st.sampled_from(["\n", "\n\n"]))
@example(["|-|", "|-|", "|-|"], "\n\n")
@example(["|-|", "|-|", "|**-**|"], "\n\n")
def test_every_table_is_a_rectangle_with_a_row(rows: list[str], between: str) -> None:
    source = page(between.join(rows))

    for block in read(source, lambda _: None).blocks:
        if isinstance(block, Table):
            assert {len(row) for row in block.rows} == {len(block.rows[0])}
            assert block.headers <= len(block.rows)
    reading_of(source)


BARE = """# Ports

<table><tr valign="top">
Port Number
Used &amp; known by
</tr>
<tr><td>7101</td><td>Relay</td></tr>
<tr><td>7102</td><td>Console</td></tr>
</table>
"""


def test_a_head_that_lost_its_cells_names_the_columns() -> None:
    (table,) = (block for block in document_of(BARE).blocks if isinstance(block, Table))
    heads = [cell.text for cell in table.rows[0]]

    assert [text.value for text in heads] == ["Port Number", "Used & known by"]
    assert [BARE[text.start : text.end] for text in heads] == ["Port Number", "Used &amp; known by"]
    assert (table.headers, len(table.rows)) == (1, 3)
    assert open_ports(BARE) == {7101, 7102}


def test_text_of_another_width_is_no_head() -> None:
    (table,) = (block for block in document_of(BARE.replace("known", "\nknown")).blocks if isinstance(block, Table))
    assert (table.headers, len(table.rows)) == (0, 2)


FLATTENED = """# Mill

Use these ports:
Name | Port | Direction | Protocol |
Web pages | 7541 | inbound | TCP |
Files | 7542 | outbound | TCP |
Calls | 7543 / 7544 | inbound | UDP |
That is all.
Name | Port | Protocol |
Clock | 7545 | UDP |
Log | 7546 | UDP |
Some a | b are no table.
"""


def test_rows_in_a_paragraph_are_a_table_where_three_are_alike() -> None:
    blocks = document_of(FLATTENED).blocks
    found = [len(each.rows) if isinstance(each, Table) else each.text.value for each in blocks[1:]]  # type: ignore[union-attr]
    assert found == ["Use these ports:", 4, "That is all.", 3, "Some a | b are no table."]
    reading, _ = reading_of(page(FLATTENED))
    assert [str(port) for claim in reading.claims for port in claim.ports] == [
        "7541",
        "7542",
        "7543",
        "7544",
        "7545",
        "7546",
    ]


def test_lines_of_a_shell_are_no_table() -> None:
    for text in (
        "cat a | sort | uniq\ncat b | sort\n",
        "a | b\nc | d\ne f\n",
        "one | two | three\nfour\nfive | six | seven\n",
    ):
        assert not any(isinstance(each, Table) for each in document_of(f"# Mill\n\nFirst\n{text}").blocks)


APART = "{0}|  {1} |\n  \n---|---|---\n7101| pages | {2}\n7102| jobs | {2}\n{3}"


@pytest.mark.parametrize("below", ["", "The end.\n", "\nThe end.\n"])
@pytest.mark.parametrize("heads", [("Port", "Use", "a"), ("端口", "作用", "备注"), ("Порт", "Назначение", "а")])
def test_a_head_with_a_blank_line_below_it_is_that_of_the_rows(heads: tuple[str, str, str], below: str) -> None:
    findings: list[Finding] = []
    table, *after = read(page(APART.format(*heads, below)), findings.append).blocks

    assert isinstance(table, Table)
    assert [[row[0].text.value for row in table.rows], table.headers] == [[heads[0], "7101", "7102"], 1]
    assert [each.code for each in findings] == ["PS102"]
    assert [each.text.value for each in after if isinstance(each, Paragraph)] == ["The end."] * bool(below)


def test_a_line_with_bars_above_a_table_of_other_width_is_no_head_of_it() -> None:
    blocks = read(page("see | here\n\n---|---|---\n7101| pages | a\n"), lambda found: pytest.fail(found.message)).blocks

    assert isinstance(blocks[0], Paragraph)
