"""AsciiDoc: tables in all their forms, lists, conditions, attributes and includes, each with its line."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portspec.document import Code, Heading, List, Paragraph, Table
from portspec.extract import extract
from portspec.findings import Finding
from portspec.readers import read
from portspec.readers.opening import open_page
from portspec.workspace import read_page
from tests.conftest import Golden
from tests.reading import document_of

ASCIIDOC = "text/asciidoc"
HEAD = "|Port |Protocol |Use\n"


def rows(text: str, number: int = 0) -> list[list[tuple[str, int]]]:
    """Return what the cells of a table say, each with the line in which it stands."""
    document = document_of(text, ASCIIDOC)
    table = [block for block in document.blocks if isinstance(block, Table)][number]
    return [[(cell.text.value, document.source.position(cell.text.start)[0]) for cell in row] for row in table.rows]


def said(text: str, number: int = 0) -> list[str]:
    return [" / ".join(value.replace("\n", "; ") for value, _ in row) for row in rows(text, number)]


PAGES = Path(__file__).parent / "asciidoc"


@pytest.mark.parametrize("path", sorted(PAGES.glob("*.adoc")), ids=lambda path: path.stem)
def test_a_table_has_its_cells_where_they_stand(path: Path, golden: Golden) -> None:
    lines = (" | ".join(f"{value!r} in {line}" for value, line in row) for row in rows(path.read_text("utf-8")))
    golden(f"asciidoc/{path.stem}.txt", "\n".join((*lines, "")))


def test_headers_are_explicit_or_above_a_blank_line() -> None:
    plain, blank, option, none = (
        next(block for block in document_of(text, ASCIIDOC).blocks if isinstance(block, Table)).headers
        for text in (
            f"|===\n{HEAD}|80 |TCP |Web\n|===\n",
            f"|===\n{HEAD}\n|80 |TCP |Web\n|===\n",
            f'[stripes=even options="header"]\n|===\n{HEAD}|80 |TCP |Web\n|===\n',
            f"[%noheader]\n|===\n{HEAD}\n|80 |TCP |Web\n|===\n",
        )
    )
    assert (plain, blank, option, none) == (0, 1, 1, 0)


def test_a_table_in_a_cell_is_one_of_its_own_about_its_row() -> None:
    text = "[%header,cols='1,1a']\n|===\n|Node |Ports\n|Web\n|\n!===\n!Port !Use\n\n!443 !API\n!===\n|===\n"
    document = document_of(text, ASCIIDOC)
    outer, inner = (block for block in document.blocks if isinstance(block, Table))
    assert [cell.text.value for cell in outer.rows[1]] == ["Web", ""]
    assert inner.caption is not None
    assert (inner.caption.value, inner.headers) == ("Web", 1)
    assert said(text, 1) == ["Port / Use", "443 / API"]


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("*a* _b_ `c` #d# [.x]#e# **f**g", "a b c d e fg"),
        ("xref:a.adoc#b[the *API*] <<c,C>> <<d>>", "the API C d"),
        ("https://a.example/x[site^] link:b.html[B,window=_blank] mailto:c@d.example[C]", "site B C"),
        ("https://a.example:8443/x", "https://a.example:8443/x"),
        ("kbd:[Ctrl] btn:[OK] menu:File[Open] icon:check[] image:x.png[alt]", "Ctrl OK File > Open ✓ alt"),
        ("`+{raw}+` +++<x>+++ pass:[*y*] \\{z} \\*w*", "{raw} <x> *y* {z} *w*"),
        ('"`quoted`" it\'s 3 * 4 * 5 a_b_c', "“quoted” it's 3 * 4 * 5 a_b_c"),
        ("a{nbsp}b &amp; {unknown}", "a b & {unknown}"),
        ("((shown)) (((hidden))) [[here]]a", "shown a"),
        ("one +\ntwo\nthree", "one\ntwo three"),
        ("*a* \\_b_ \ue000 \ue0000\ue001 \ue0009\ue001 \ue002c", "a _b_ \ue000 \ue0000\ue001 \ue0009\ue001 \ue002c"),
        ("&#xe000;0&#xe001; &#38;amp; &lt;\\*d*", "\ue0000\ue001 &amp; <*d*"),
    ],
)
def test_inline_markup_gives_its_words(raw: str, shown: str) -> None:
    (block,) = document_of(f"So {raw}", ASCIIDOC).blocks
    assert isinstance(block, Paragraph)
    assert block.text.value == f"So {shown}"


def test_what_is_struck_noted_and_raised_is_no_word_of_the_text() -> None:
    (table,) = document_of(
        "|===\n|[line-through]#80# 81 |8443^1^ |443 footnote:[Only with TLS.]\n|===\n", ASCIIDOC
    ).blocks
    assert isinstance(table, Table)
    struck, marked, noted = (cell.text for cell in table.rows[0])
    assert (struck.value, struck.struck) == ("81", "80")
    assert (marked.value, marked.marks) == ("8443", ("1",))
    assert (noted.value, [each.value for each in noted.notes]) == ("443", ["Only with TLS."])


def test_what_a_backslash_or_plus_signs_keep_is_whole_where_it_is_struck_or_noted() -> None:
    (table,) = document_of(
        "|===\n|[line-through]#8\\_0_# 81 |443 footnote:[In `+C:\\*+` \\_only_ *once*.]\n|===\n", ASCIIDOC
    ).blocks
    assert isinstance(table, Table)
    struck, noted = (cell.text for cell in table.rows[0])
    assert struck.struck == "8_0_"
    assert [each.value for each in noted.notes] == ["In C:\\* _only_ once."]


def test_lists_nest_by_their_markers_and_hold_what_is_attached() -> None:
    text = (
        "* TCP 443: API\n** 8443 for\nthe console\n- [x] 22/TCP\n\n`7900`:: Clusters.\n7801;; Others.\n\n"
        "Port 25::\n  Mail\n+\nmore\n\nThen:\n\n. Open:\n+\n|===\n|Port |Use\n\n|1 |a\n|===\n. Done\n"
    )
    lists = [block for block in document_of(text, ASCIIDOC).blocks if isinstance(block, List)]
    assert [
        [(item.depth, item.term and item.term.value, item.text.value) for item in each.items] for each in lists
    ] == [
        [(0, None, "TCP 443: API"), (1, None, "8443 for the console"), (2, None, "22/TCP")],
        [(0, "7900", "Clusters."), (1, "7801", "Others."), (0, "Port 25", "Mail\nmore")],
        [(0, None, "Open:")],
        [(0, None, "Done")],
    ]
    assert said(text) == ["Port / Use", "1 / a"]


def test_a_tab_names_the_table_in_it() -> None:
    text = "[tabs]\n====\nCanal::\n+\n|===\n|Port |Use\n\n|8472 |VXLAN\n|===\n====\n"
    lead, table = document_of(text, ASCIIDOC).blocks
    assert isinstance(lead, Paragraph)
    assert isinstance(table, Table)
    assert lead.lead == table.caption
    assert lead.lead is not None
    assert lead.lead.value == "Canal"


def test_headings_have_levels_and_ids() -> None:
    text = "= Page\n:x: y\n\n[#one]\n== One {x}\n\n[[two]]\nTwo\n~~~\n\n## Three ##\n"
    document = document_of(text, ASCIIDOC)
    headings = [block for block in document.blocks if isinstance(block, Heading)]
    assert [(each.level, each.text.value, each.anchors) for each in headings] == [
        (1, "Page", ()),
        (2, "One y", ("one",)),
        (3, "Two", ("two",)),
        (2, "Three", ()),
    ]
    assert {"one", "two", "_one_y", "three"} <= document.anchors


def test_code_is_no_text_and_other_blocks_are() -> None:
    text = (
        "[source,bash]\n----\nopen 80\n|===\n----\n\n....\nopen 81\n....\n\n```yaml\nport: 82\n```\n\n open 83\n\n"
        "====\nNOTE: TCP 84 is open.\n====\n\n////\nTCP 85\n////\n\n--\nTCP 86\n--\n"
    )
    blocks = document_of(text, ASCIIDOC).blocks
    assert [each.language for each in blocks if isinstance(each, Code)] == ["bash", None, "yaml", None]
    assert [each.text.value for each in blocks if isinstance(each, Paragraph)] == ["TCP 84 is open.", "TCP 86"]


def test_a_block_that_never_ends_is_a_finding() -> None:
    findings: list[Finding] = []
    text = f"= Ports\n\n|===\n{HEAD}\n|80 |TCP |Web\n\n----\nx"
    source = open_page(text.encode(), id="page", path="page.adoc", report=findings.append)
    assert source is not None
    document = read(source, findings.append)
    assert [(each.code, each.place and each.place.line) for each in findings] == [("PS111", 3)]
    assert any(isinstance(block, Table) for block in document.blocks)


CONDITIONAL = (
    "= Ports\n:local:\n\n[%header,cols=3*]\n|===\n|Port |Protocol |Direction\n|1 |TCP |in\n"
    "ifdef::big[]\n|2 |TCP |in\nendif::[]\nifndef::big[]\n|3 |TCP |in\nendif::[]\n"
    'ifdef::local[]\n|4 |TCP |in\nendif::[]\nifeval::["{size}" == "l"]\n|5 |TCP |in\nendif::[]\n|===\n'
)


def claims(given: dict[str, str | None]) -> tuple[dict[int, str | None], list[str]]:
    """Return the conditions of the rows by their ports, and the codes of what was found."""
    findings: list[Finding] = []
    source = open_page(CONDITIONAL.encode(), id="page", path="page.adoc", report=findings.append, attributes=given)
    assert source is not None
    reading = extract(read(source, findings.append), findings.append)
    return {each.ports[0].start: each.condition for each in reading.claims}, [each.code for each in findings]


@pytest.mark.parametrize(
    ("given", "expected", "notes"),
    [
        ({}, {1: None, 2: "if big is set", 3: "unless big is set", 4: None, 5: 'if "{size}" == "l"'}, 3),
        ({"big": ""}, {1: None, 2: None, 4: None, 5: 'if "{size}" == "l"'}, 1),
        ({"big": None, "size": "l"}, {1: None, 3: None, 4: None, 5: None}, 0),
        ({"big": None, "size": "s", "local": None}, {1: None, 3: None}, 0),
    ],
)
def test_every_branch_is_read_unless_it_is_decided(
    given: dict[str, str | None], expected: dict[int, str | None], notes: int
) -> None:
    assert claims(given) == (expected, ["PS122"] * notes)


def test_includes_are_read_in_the_folder_and_named_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "pages/parts").mkdir(parents=True)
    (tmp_path / "pages/ports.adoc").write_text(
        "= Ports\n:dir: parts\n\ninclude::{dir}/rows.adoc[tag=rows,leveloffset=+1]\n\n"
        "include::../secret.adoc[]\n\n* UDP 53 inbound\n"
    )
    (tmp_path / "pages/parts/rows.adoc").write_text(
        "* TCP 9 inbound\n// tag::rows[]\n= More\n\n* TCP 80 inbound\ninclude::last.adoc[]\n"
        "// end::rows[]\n* TCP 10 inbound"
    )
    (tmp_path / "pages/parts/last.adoc").write_text("* TCP 81 inbound")
    (tmp_path / "secret.adoc").write_text("* TCP 666 inbound\n")
    findings: list[Finding] = []
    source = read_page(tmp_path / "pages/ports.adoc", findings.append)
    assert source is not None
    document = read(source, findings.append)
    reading = extract(document, findings.append)
    assert {each.ports[0].start: (each.provenance.source, each.provenance.line) for each in reading.claims} == {
        80: ("ports/parts/rows.adoc", 5),
        81: ("ports/parts/last.adoc", 1),
        53: ("ports", 8),
    }
    assert [(each.code, each.place and each.place.line) for each in findings] == [("PS121", 6)]
    assert [block.level for block in document.blocks if isinstance(block, Heading)] == [1, 2]


def test_files_that_include_each_other_end(tmp_path: Path) -> None:
    (tmp_path / "a.adoc").write_text("* TCP 80 inbound\n\ninclude::b.adoc[]\n")
    (tmp_path / "b.adoc").write_text("include::a.adoc[]\ninclude::b.adoc[]\n")
    findings: list[Finding] = []
    source = read_page(tmp_path / "a.adoc", findings.append)
    assert source is not None
    assert read(source, findings.append).blocks
    assert {each.code for each in findings} == {"PS121"}


def test_an_item_behind_a_plus_is_an_item_of_the_list() -> None:
    (block,) = document_of("* TCP 80\n+\n* TCP 81\n+\n" + "* TCP 82\n+\n" * 500, ASCIIDOC).blocks
    assert isinstance(block, List)
    assert {item.depth for item in block.items} == {0}
    assert len(block.items) == 502


def test_what_stands_too_deep_is_said() -> None:
    findings: list[Finding] = []
    text = "= Ports\n\n* TCP 80\n\n" + "".join(f"{'=' * (number + 4)}\n" for number in range(300))
    source = open_page(text.encode(), id="page", path="page.adoc", report=findings.append)
    assert source is not None
    assert any(isinstance(block, List) for block in read(source, findings.append).blocks)
    assert "PS104" in {each.code for each in findings}


LINES = "|=== * ---- ==== -- //// !=== ,=== + ifdef::x[] endif::[] include::a[] :p: [cols=2*] [%header] .T a,b term::"
PARTS = "| a| 2+| .2+| 3*| 99999+| 99999*| ! ifndef::y[|1] {p} *b* `c` 443 tcp footnote:[x] xref:a[b] \\| \\_ \ue000"
PIECE = st.sampled_from(["\n", " ", "* ", *(f"{each}\n" for each in LINES.split()), *PARTS.split()])


@given(st.lists(PIECE, max_size=40).map("".join))
def test_any_text_is_read(text: str) -> None:
    document = document_of(text, ASCIIDOC)
    for block in document.blocks:
        if isinstance(block, Table):
            assert len({len(row) for row in block.rows}) == 1
            assert all(0 <= cell.text.start <= cell.text.end <= len(text) for row in block.rows for cell in row)


@pytest.mark.parametrize("blank", ["", "\n", "\n\n"])
@pytest.mark.parametrize("heads", ["Use | Port", "Zweck | Port", "用途 | 端口"])
def test_the_first_line_with_cells_says_how_many_columns_there_are(heads: str, blank: str) -> None:
    text = f"|===\n{blank}| {heads}\n\n a|\nWeb\n a|\n80 / TCP\n\n8080/TCP\n\n a|\nMail\n a|\n25/TCP\n|===\n"
    (table,) = document_of(text, ASCIIDOC).blocks

    assert isinstance(table, Table)
    cells = [[cell.text.value for cell in row] for row in table.rows]
    assert cells == [heads.split(" | "), ["Web", "80 / TCP\n8080/TCP"], ["Mail", "25/TCP"]]
