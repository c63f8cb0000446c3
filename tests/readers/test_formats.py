"""Laws of all formats: one table, one meaning; each text where it says; nothing lost where a page is cut off."""

from collections.abc import Callable
from html import escape
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from portspec.build import to_json
from portspec.document import Document, Table
from portspec.findings import Finding, Report
from portspec.pipeline import compile_sources
from portspec.readers import read
from portspec.readers.asciidoc.attributes import Attributes
from portspec.readers.asciidoc.inline import Inline
from portspec.readers.formats import formats
from portspec.readers.html.visible import decode
from portspec.readers.markdown.inline import plain
from portspec.readers.opening import open_page
from portspec.source import AtCell, AtTable, Source
from tests.conftest import ALL
from tests.extract.test_linear import grows
from tests.reading import HTML, MARKDOWN, facts, page, reading_of

Rows = list[list[str]]
Written = str | bytes
Write = Callable[[Rows], Written]
ASCIIDOC, CSV, REST, XML = "text/asciidoc", "text/csv", "text/x-rst", "application/xml"
OFFICE = "application/vnd.openxmlformats-officedocument."
XLSX, DOCX = f"{OFFICE}spreadsheetml.sheet", f"{OFFICE}wordprocessingml.document"
HEAD = ["Port", "Protocol", "Direction", "Description"]


def as_markdown(rows: Rows) -> str:
    lines = ["| " + " | ".join(each.replace("<", "\\<").replace("&", "&amp;") for each in row) + " |" for row in rows]
    return "\n".join(["# Ports", "", lines[0], "|---" * len(HEAD) + "|", *lines[1:], ""])


def as_html(rows: Rows) -> str:
    head, *body = ("".join(f"<td>{escape(each)}</td>" for each in row) for row in rows)
    lines = [f"<tr>{row}</tr>" for row in body]
    head = head.replace("td>", "th>")
    return "\n".join(["<h1>Ports</h1>", f"<table><tr>{head}</tr>", *lines, "</table>", ""])


def as_asciidoc(rows: Rows) -> str:
    lines = ["|" + " |".join(row) for row in rows]
    return "\n".join(["= Ports", "", "[%header,cols=4*]", "|===", *lines, "|===", ""])


def as_cells(rows: Rows) -> str:
    """Return the same with each cell in a line of its own."""
    cells = [f"a|\n{each}" if number % 2 else f"|{each}" for row in rows for number, each in enumerate(row)]
    return "\n".join(["= Ports", "", "[options=header,cols=4*]", "|===", *cells, "|===", ""])


def as_csv(rows: Rows) -> str:
    lines = [",".join('"' + each.replace('"', '""') + '"' for each in row) for row in rows]
    return "\n".join(["# Ports", *lines, ""])


def as_rest(rows: Rows) -> str:
    cells = [[f"     - {each}" for each in row] for row in rows]
    lines = ["\n".join([row[0].replace("     -", "   * -"), *row[1:]]) for row in cells]
    return "\n".join(["Ports", "=====", "", ".. list-table::", "   :header-rows: 1", "", *lines, ""])


def as_docbook(rows: Rows) -> str:
    head, *body = ("".join(f"<entry>{escape(each)}</entry>" for each in row) for row in rows)
    lines = [f"<row>{row}</row>" for row in body]
    start = f"<informaltable><tgroup cols='4'><thead><row>{head}</row></thead><tbody>"
    end = "</tbody></tgroup></informaltable></article>"
    return "\n".join(["<article><title>Ports</title>", start, *lines, end, ""])


def as_dita(rows: Rows) -> str:
    head, *body = ("".join(f"<stentry>{escape(each)}</stentry>" for each in row) for row in rows)
    lines = [f"<strow>{row}</strow>" for row in body]
    start = f"<simpletable><sthead>{head}</sthead>"
    return "\n".join(["<topic id='a'><title>Ports</title><body>", start, *lines, "</simpletable></body></topic>", ""])


def as_workbook(rows: Rows) -> bytes:
    book = Workbook()
    book.worksheets[0].title = "Ports"
    for row in rows:
        book.worksheets[0].append([each or None for each in row])
    return bytes_of(book)


def as_document(rows: Rows) -> bytes:
    made = docx.Document()
    made.add_heading("Ports", 1)
    made.element.body.append(made.add_table(0, len(HEAD))._tbl)  # noqa: SLF001 (the library makes rows one by one)
    table = made.tables[0]._tbl  # noqa: SLF001
    for row in rows:
        cells = "".join(f"<w:tc><w:p><w:r><w:t>{escape(each)}</w:t></w:r></w:p></w:tc>" for each in row)
        table.append(parse_xml(f"<w:tr {nsdecls('w')}>{cells}</w:tr>"))
    return bytes_of(made)


def bytes_of(file: Any) -> bytes:
    data = BytesIO()
    file.save(data)
    return data.getvalue()


def opened(written: Written, media_type: str, report: Report = lambda _: None) -> Source | None:
    if isinstance(written, str):
        return page(written, media_type)
    return open_page(written, id="page", path="page", media_type=media_type, report=report)


def known(written: Written, media_type: str) -> Source:
    source = opened(written, media_type)
    assert source is not None
    return source


WRITERS: list[tuple[str, Write]] = [
    (MARKDOWN, as_markdown),
    (HTML, as_html),
    (ASCIIDOC, as_asciidoc),
    (ASCIIDOC, as_cells),
    (CSV, as_csv),
    (REST, as_rest),
    (XML, as_docbook),
    (XML, as_dita),
    (XLSX, as_workbook),
    (DOCX, as_document),
]
"""Each format, and the same table written in it; one that can write a table in two ways stands here twice."""
DECODE: dict[str, Callable[[str], str]] = {
    MARKDOWN: plain,
    HTML: decode,
    ASCIIDOC: Inline(Attributes({})).plain,
    CSV: lambda raw: raw.replace('""', '"'),
    XML: decode,
    XLSX: decode,
    DOCX: decode,
}
"""What a cell's source says once its markup is taken away, of the formats whose cells may have some here."""
ROW = st.tuples(
    st.sampled_from(["22", "443, 8443", "5700-6900", "<RPC port>", "1024 and above", "any"]),
    st.sampled_from(["TCP", "UDP", "TCP/UDP", "tcp", ""]),
    st.sampled_from(["Inbound", "out", "both", ""]),
    st.sampled_from(["Used for logins", "a & b", "say “so”", "Not needed externally", "ポート", 'in "quotes"']),
).map(list)
TABLE = st.lists(ROW, min_size=1, max_size=5).map(lambda rows: [HEAD, *rows])


def table_of(document: Document) -> Table:
    return next(block for block in document.blocks if isinstance(block, Table))


def words(table: Table) -> list[list[str]]:
    return [[cell.text.folded for cell in row] for row in table.rows]


def test_every_format_keeps_these_laws() -> None:
    lacking = {each.media_type for each in formats()} - {media_type for media_type, _ in WRITERS}
    assert lacking == set(), "WRITERS needs a function that writes a table in each of these"


@given(TABLE)
def test_the_same_table_gives_the_same_claims(rows: Rows) -> None:
    found = {write.__name__: said(known(write(rows), media_type)) for media_type, write in WRITERS}
    assert [name for name, each in found.items() if each != found["as_markdown"]] == []


def said(source: Source) -> tuple[list[list[str]], list[tuple[object, ...]]]:
    claims = [(*facts(each), each.purpose, each.need) for each in reading_of(source)[0].claims]
    return words(table_of(read(source, lambda _: None))), claims


@given(TABLE)
def test_each_cell_stands_where_it_says(rows: Rows) -> None:
    for media_type, write in WRITERS:
        source = known(write(rows), media_type)
        for number, row in enumerate(table_of(read(source, lambda _: None)).rows, 1):
            for column, cell in enumerate(row, 1):
                raw = source.text[cell.text.start : cell.text.end]
                assert " ".join(DECODE.get(media_type, str)(raw).split()) == cell.text.folded
                if raw and source.spots:
                    at = AtCell(sheet="Ports", cell=f"{'ABCD'[column - 1]}{number}")
                    assert source.spot(cell.text.start) in (at, AtTable(table=1, row=number, column=column))


CUT = [HEAD, *([f"{port}", "TCP", "Inbound", f"Use of “{port}”"] for port in range(7001, 7006))]


@pytest.mark.parametrize(("media_type", "write"), WRITERS, ids=lambda each: getattr(each, "__name__", ""))
def test_a_page_cut_off_anywhere_loses_nothing_silently(media_type: str, write: Write) -> None:
    text = write(CUT)
    ends = {port: _end(text, f"Use of “{port}”") for port in range(7001, 7006)}
    for cut in range(0, len(text), 1 if ALL else 7 if isinstance(text, str) else len(text) // 50):
        findings: list[Finding] = []
        source = opened(text[:cut], media_type, findings.append)
        reading, more = reading_of(source) if source else (None, [])
        read = {each.start for claim in reading.claims for each in claim.ports} if reading else set()
        assert {port for port, end in ends.items() if end <= cut} <= read or findings or more


def _end(text: Written, last: str) -> int:
    """Return where a row ends; in a file that is packed, rows are there or not from the first byte."""
    return text.index(last) + len(last) if isinstance(text, str) else 0


@pytest.mark.parametrize(("media_type", "write"), WRITERS, ids=lambda each: getattr(each, "__name__", ""))
def test_the_time_grows_with_the_rows(media_type: str, write: Write) -> None:
    few, many = (
        write([HEAD, *([f"{port}", "TCP", "in", "x"] for port in range(1, number))])
        for number in ((200, 800) if ALL else (100, 400))
    )
    assert not grows(lambda: reading_of(known(few, media_type)), lambda: reading_of(known(many, media_type)))


@pytest.mark.parametrize(("media_type", "write"), WRITERS, ids=lambda each: getattr(each, "__name__", ""))
def test_the_same_bytes_come_twice(media_type: str, write: Write) -> None:
    written = write(CUT)
    one, other = (
        to_json(compile_sources([(known(written, media_type), None)], (), None, lambda _: None)) for _ in range(2)
    )
    assert one == other
