"""Workbooks and text documents: what they say, in which cell, table or paragraph, and how a place is shown."""

import json
import random
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from click.testing import CliRunner
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.styles import Font

from portspec.claims import Claim
from portspec.cli import group
from portspec.findings import Finding
from portspec.readers.opening import open_page
from tests.reading import facts, page, reading_of


def bytes_of(file: Any) -> bytes:
    data = BytesIO()
    file.save(data)
    return data.getvalue()


def read(data: bytes, path: str) -> tuple[list[Claim], list[Finding]]:
    findings: list[Finding] = []
    source = open_page(data, id="ports", path=path, report=findings.append)
    if source is None:
        return [], findings
    reading, more = reading_of(source)
    return list(reading.claims), findings + more


def workbook(change: Callable[[Any], None] = lambda _: None) -> bytes:
    """Return a workbook with a title, a header of two rows, merged cells and a second table."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Ports"
    values: dict[str, str | float] = {
        "B2": "Ports of release 2.1",
        "B4": "Host",
        "C4": "Access",
        "C5": "Port",
        "D5": "Protocol",
        "E4": "Use",
        "B6": "Worker",
        "C6": 7001.0,
        "D6": "TCP",
        "E6": "Jobs\nand more",
        "C7": "7002-7009",
        "D7": "UDP",
        "E7": "Probes",
        "B10": "Port",
        "C10": "Protocol",
        "B11": 22,
        "C11": "TCP",
    }
    for name, value in values.items():
        sheet[name] = value
    for merged in ("B2:E2", "B4:B5", "C4:D4", "E4:E5", "B6:B7"):
        sheet.merge_cells(merged)
    change(book)
    return bytes_of(book)


def test_a_workbook_says_what_it_shows() -> None:
    claims, findings = read(workbook(), "ports.xlsx")
    said = [([(each.start, each.end) for each in claim.ports], claim.transports, claim.purpose) for claim in claims]
    assert said == [
        ([(7001, 7001)], ("tcp",), "Jobs and more"),
        ([(7002, 7009)], ("udp",), "Probes"),
        ([(22, 22)], ("tcp",), None),
    ]
    assert [claim.role for claim in claims[:2]] == ["Worker", "Worker"]
    assert [str(claim.provenance.at) for claim in claims] == ["Ports!C6", "Ports!C7", "Ports!B11"]
    assert [each.code for each in findings] == []


def test_what_a_workbook_hides_or_changed_is_said() -> None:
    def change(book: Any) -> None:
        sheet = book.worksheets[0]
        sheet["C7"] = datetime(2026, 5, 8)  # noqa: DTZ001 (as a workbook holds it)
        sheet["B12"] = "=B11+1"
        sheet.row_dimensions[11].hidden = True
        sheet["D6"].font = Font(strike=True)
        hidden = book.create_sheet("Old ones")
        hidden.sheet_state = "hidden"
        for row in (("Port", "Protocol"), (23, "TCP")):
            hidden.append(row)

    claims, findings = read(workbook(change), "ports.xlsx")
    said = {(each.code, str(each.place and each.place.at)) for each in findings}
    assert said >= {("PS127", "Ports!C7"), ("PS128", "Ports!B12"), ("PS126", "Ports!B2"), ("PS126", "'Old ones'!A1")}
    assert [str(each.provenance.at) for each in claims if each.ports[0].start == 23] == ["'Old ones'!A2"]


def document() -> Any:
    """Return a document with headings, a list in a list, a table with merged cells, and text struck out."""
    made = docx.Document()
    made.add_heading("Ports of the worker", 1)
    made.add_paragraph("These are the TCP ports:")
    made.add_paragraph("7001: jobs", style="List Bullet")
    made.add_paragraph("7002: with TLS", style="List Bullet 2")
    made.add_heading("Firewall", 2)
    made.add_paragraph("Table 1: Ports", style="Caption")
    table = made.add_table(rows=3, cols=3)
    for at, row in enumerate((("Host", "Port", "Protocol"), ("Web", "8443", "TCP"), ("", "8444", "UDP"))):
        for column, value in enumerate(row):
            table.cell(at, column).text = value
    table.cell(1, 0).merge(table.cell(2, 0))
    made.add_paragraph().add_run("The other ports are closed.").font.strike = True
    return made


def test_a_text_document_says_what_it_shows() -> None:
    claims, _ = read(bytes_of(document()), "ports.docx")
    assert [(each.ports[0].start, each.transports, str(each.provenance.at)) for each in claims] == [
        (7001, ("tcp",), "paragraph 3"),
        (7002, ("tcp",), "paragraph 4"),
        (8443, ("tcp",), "table 1, row 2, column 2"),
        (8444, ("udp",), "table 1, row 3, column 2"),
    ]
    assert [each.role for each in claims[2:]] == ["Web", "Web"]


def test_text_in_controls_is_read_and_deleted_text_is_not() -> None:
    made = document()
    body = made.element.body
    body.insert(0, parse_xml(
        f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>TCP port 7010 is open.</w:t></w:r>"
        "<w:del w:id='1' w:author='a'><w:r><w:delText>TCP port 7011 is open.</w:delText></w:r></w:del>"
        "<w:ins w:id='2' w:author='a'><w:r><w:t> TCP port 7012 is open.</w:t></w:r></w:ins>"
        "</w:p></w:sdtContent></w:sdt>"
    ))  # fmt: skip
    claims, _ = read(bytes_of(made), "ports.docx")
    assert {each.start for claim in claims for each in claim.ports} == {7001, 7002, 7010, 7012, 8443, 8444}


NOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
BOX = (
    "<w:r {0}><mc:AlternateContent xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'>"
    "<mc:Choice Requires='wps'><w:drawing>{1}</w:drawing></mc:Choice><mc:Fallback><w:pict>{1}</w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r>"
)


def test_text_boxes_and_notes_are_read_where_they_belong() -> None:
    made = document()
    paragraph = made.add_paragraph("See the box.")
    content = "<w:txbxContent><w:p><w:r><w:t>TCP port 7020 is open.</w:t></w:r></w:p></w:txbxContent>"
    paragraph._p.append(parse_xml(BOX.format(nsdecls("w"), content)))  # noqa: SLF001 (the library makes no boxes)
    note = "<w:footnote w:id='2'><w:p><w:r><w:t>Only with TLS.</w:t></w:r></w:p></w:footnote>"
    notes = f"<w:footnotes {nsdecls('w')}>{note}</w:footnotes>".encode()
    made.part.relate_to(Part(PackURI("/word/footnotes.xml"), NOTES, notes, made.part.package), RT.FOOTNOTES)
    run = made.tables[0].cell(1, 1).paragraphs[0].add_run()
    run._r.append(parse_xml(f"<w:footnoteReference {nsdecls('w')} w:id='2'/>"))  # noqa: SLF001 (nor notes)
    claims, _ = read(bytes_of(made), "ports.docx")
    said = [(each.ports[0].start, each.condition, str(each.provenance.at)) for each in claims]
    assert said[2:] == [
        (8443, "Only with TLS", "table 1, row 2, column 2"),
        (8444, None, "table 1, row 3, column 2"),
        (7020, None, "paragraph 9"),
    ]


@pytest.mark.parametrize("edge", ["header", "footer"])
def test_a_number_in_a_header_or_footer_is_said(edge: str) -> None:
    def codes(text: str) -> list[str]:
        made = document()
        paragraph = getattr(made.sections[0], edge).paragraphs[0]
        paragraph.text = text
        paragraph._p.append(parse_xml(  # noqa: SLF001 (the library makes no fields)
            f"<w:fldSimple {nsdecls('w')} w:instr='PAGE'><w:r><w:t>1</w:t></w:r></w:fldSimple>"
        ))  # fmt: skip
        return [each.code for each in read(bytes_of(made), "ports.docx")[1]]

    assert "PS129" in codes("Open TCP port 7030.")
    assert "PS129" not in codes("Page ")


def test_the_same_table_states_the_same_as_in_markdown() -> None:
    markdown = "# Ports\n\n| Port | Protocol | Use |\n|---|---|---|\n| 7001 | TCP | Jobs |\n| 7003 | UDP | Probes |\n"
    rows: tuple[tuple[int | str, ...], ...] = (
        ("Port", "Protocol", "Use"),
        (7001, "TCP", "Jobs"),
        (7003, "UDP", "Probes"),
    )
    book = Workbook()
    book.worksheets[0].title = "Ports"
    made = docx.Document()
    made.add_heading("Ports", 1)
    table = made.add_table(rows=3, cols=3)
    for at, row in enumerate(rows):
        book.worksheets[0].append([*row])
        for column, value in enumerate(row):
            table.cell(at, column).text = str(value)
    said = [facts(each) for each in reading_of(page(markdown))[0].claims]
    assert len(said) == 2
    assert [facts(each) for each in read(bytes_of(book), "ports.xlsx")[0]] == said
    assert [facts(each) for each in read(bytes_of(made), "ports.docx")[0]] == said


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ports.xlsx").write_bytes(workbook())
    (tmp_path / "ports.docx").write_bytes(bytes_of(document()))


def run(*arguments: str) -> str:
    done = CliRunner().invoke(group, [*arguments], catch_exceptions=False)
    return done.stdout + done.stderr


@pytest.mark.usefixtures("files")
def test_a_place_without_lines_is_shown_everywhere() -> None:
    spec = json.loads(CliRunner().invoke(group, ["compile", "ports.xlsx", "--stdout"]).stdout)
    assert spec["requirements"][0]["provenance"]["at"] == {"kind": "cell", "sheet": "Ports", "cell": "C6"}
    assert "ports.xlsx:Ports!C6: warning PS404" in run("compile", "ports.xlsx")
    assert "ports.docx:paragraph 3: warning PS404" in run("compile", "ports.docx")
    sarif = json.loads(CliRunner().invoke(group, ["compile", "ports.xlsx", "--format", "sarif"]).stderr)
    (location,) = sarif["runs"][0]["results"][0]["locations"]
    assert location["logicalLocations"] == [{"fullyQualifiedName": "Ports!C6"}]
    assert "region" not in location["physicalLocation"]
    assert "file=ports.xlsx,title=PS404::Ports!C6: " in run("compile", "ports.xlsx", "--format", "github")


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize("place", ["ports.xlsx:Ports!C6", "ports.docx:table 1, row 2", "ports.docx:paragraph 3"])
def test_a_place_without_lines_is_explained(place: str) -> None:
    assert "transports" in run("explain", place)


@pytest.mark.usefixtures("files")
def test_a_place_that_states_nothing_names_those_that_do() -> None:
    assert "The places are Ports!C6, Ports!C7, Ports!B11." in run("explain", "ports.xlsx:Ports!A1")


@pytest.mark.usefixtures("files")
def test_the_site_and_the_manifests_show_the_cell() -> None:
    Path("spec").mkdir()
    Path("spec/catalog.toml").write_text("")
    run("add", "ports.xlsx", "--product", "shop", "--release", "1", "--recorded", "2020-01-01")
    run("build")
    run("emit", "site", "-o", "made")
    pages = "".join(each.read_text("utf-8") for each in Path("made").rglob("*.md"))
    assert "Ports!C6" in pages


def bomb() -> bytes:
    data = BytesIO()
    with ZipFile(data, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", bytes(200_000_000))
    return data.getvalue()


def test_what_is_no_workbook_is_refused() -> None:
    for data in (b"PK\x03\x04 xl/workbook.xml", bomb(), workbook()[:2000] + b"xl/workbook.xml"):
        claims, findings = read(data, "ports.xlsx")
        assert (claims, [each.code for each in findings]) == ([], ["PS101"])


WHOLE = {"ports.xlsx": workbook(), "ports.docx": bytes_of(document())}


@given(st.sampled_from(sorted(WHOLE)), st.integers(0, 2**32), st.integers(1, 20))
def test_damaged_bytes_give_no_traceback(path: str, seed: int, faults: int) -> None:
    data = bytearray(WHOLE[path])
    chance = random.Random(seed)  # noqa: S311 (no secret)
    for _ in range(faults):
        data[chance.randrange(4, len(data))] = chance.randrange(256)
    claims, findings = read(bytes(data), path)
    assert claims or findings
