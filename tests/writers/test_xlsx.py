"""The workbook: read by openpyxl, it says what the CSV says, and nothing in it is run or converted."""

import csv
import io
from zipfile import ZIP_STORED, ZipFile

import pytest
from hypothesis import given
from msgspec.structs import replace
from openpyxl import Workbook, load_workbook
from openpyxl.utils.escape import unescape

from portspec.spec import Spec
from portspec.writers import write
from portspec.writers.csv import cell
from tests.writers.example import OLDER, SPEC
from tests.writers.test_manifests import few, files, hostile, nothing, with_product

SHEETS = ["Requirements", "Flows", "Roles", "Errata", "Findings"]


def book_of(spec: Spec) -> Workbook:
    (file,) = write("xlsx", spec, nothing)
    return load_workbook(io.BytesIO(file.data))


def values(book: Workbook, sheet: str) -> list[list[str]]:
    return [[unescape(str(each.value)) for each in row] for row in book[sheet].iter_rows()]


@pytest.mark.parametrize("spec", [SPEC, OLDER], ids=["2.0", "1.0"])
def test_it_says_what_the_csv_says(spec: Spec) -> None:
    book = book_of(spec)
    assert book.sheetnames == SHEETS
    made = files(spec, "csv", "flows")
    for name, kind in (("Requirements", "manifests/v2"), ("Flows", "flows/v1")):
        release = spec.product.release if spec.product else ""
        table = csv.reader(io.StringIO(made[f"{kind}/example/{release}.csv"].decode(), newline=""))
        assert [[cell(text) for text in row] for row in values(book, name)] == list(table)
    for name, length in (("Roles", len(spec.roles)), ("Errata", len(spec.errata)), ("Findings", len(spec.findings))):
        assert len(values(book, name)) == length + 1


def test_headers_stay_in_sight_and_filter() -> None:
    book = book_of(SPEC)
    for sheet in book:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert all(each.font.bold for each in sheet[1])
        assert all(8 <= each.width <= 62 for each in sheet.column_dimensions.values())


@few
@given(with_product, hostile)
def test_no_cell_is_empty_and_none_is_a_formula(spec: Spec, text: str) -> None:
    first = replace(spec.requirements[0], purpose=text, condition=text, source=text)
    spec = replace(spec, requirements=(first, *spec.requirements[1:]))
    book = book_of(spec)
    for sheet in book:
        assert {each.data_type for row in sheet.iter_rows() for each in row} <= {"s", "n"}
        assert all(each.value not in (None, "") for row in sheet.iter_rows() for each in row)
    position = values(book, "Requirements")[0].index("purpose")
    # A line end of XML is one character, however it was written.
    assert values(book, "Requirements")[1][position] == (text or "unstated").replace("\r\n", "\n")


def test_numbers_are_numbers_and_ports_are_texts() -> None:
    sheet = book_of(SPEC)["Requirements"]
    header = [each.value for each in sheet[1]]
    kinds = {name: sheet.cell(row=2, column=1 + header.index(name)).data_type for name in ("ports", "line", "column")}
    assert kinds == {"ports": "s", "line": "n", "column": "n"}


def test_a_text_that_no_cell_can_hold_ends_in_an_ellipsis() -> None:
    long = replace(SPEC, requirements=(replace(SPEC.requirements[0], purpose="x" * 40000),))
    position = values(book_of(long), "Requirements")[0].index("purpose")
    assert values(book_of(long), "Requirements")[1][position] == "x" * 32766 + "…"


def test_its_bytes_depend_on_no_clock_and_no_compressor() -> None:
    (file,) = write("xlsx", SPEC, nothing)
    with ZipFile(io.BytesIO(file.data)) as members:
        assert {each.compress_type for each in members.infolist()} == {ZIP_STORED}
        assert {each.date_time for each in members.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {each.create_system for each in members.infolist()} == {3}
    assert book_of(SPEC).properties.created.isoformat() == "2026-01-31T00:00:00"
