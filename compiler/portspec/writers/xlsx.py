"""A workbook for each release (ISO/IEC 29500): requirements, flows, roles, errata and findings, a sheet each."""

import io
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from zipfile import ZipFile, ZipInfo

from xlsxwriter import Workbook  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from portspec.analysis.flow import flows
from portspec.artifact import Artifact
from portspec.findings import Report
from portspec.spec import Spec
from portspec.writers.manifest import artifact, data_version, product, scopes
from portspec.writers.manifest.tables import ERRATA, FINDINGS, FLOWS, REQUIREMENTS, ROLES, Columns, Row, cells

NARROWEST, WIDEST = 8, 60
"""Column widths, in characters."""
CELL_CHARACTERS = 32767
"""Characters that a cell can hold (Excel's specifications and limits); longer text ends in an ellipsis."""


def write(spec: Spec, _report: Report, /) -> Iterator[Artifact]:
    """Yield the release's workbook."""
    about = product(spec)
    data = io.BytesIO()
    day = about.recorded
    with Workbook(data, {"in_memory": True}) as book:
        # A fixed time, for the same bytes; the catalog's day is the only date that the data has.
        created = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a workbook's times have no zone
        title = f"{about.name} {about.release_name}"
        book.set_properties({"title": title, "comments": f"Data version {data_version(spec)}", "created": created})
        for name, columns, rows in _sheets(spec):
            _fill(book.add_worksheet(name), book.add_format({"bold": True}), columns, rows)
    yield artifact(spec, "manifests", next(scopes(spec)), "xlsx", _stored(data))


def _sheets(spec: Spec) -> tuple[tuple[str, Columns, Sequence[Row]], ...]:
    return (
        ("Requirements", REQUIREMENTS, spec.requirements),
        ("Flows", FLOWS, flows(spec)),
        ("Roles", ROLES, spec.roles),
        ("Errata", ERRATA, spec.errata),
        ("Findings", FINDINGS, spec.findings),
    )


def _fill(sheet: Worksheet, bold: Any, columns: Columns, rows: Sequence[Row]) -> None:
    """Write a header that stays in sight, filters, and the rows; texts are never read as formulas or numbers."""
    widths = [max(NARROWEST, len(name) + 3) for name in columns]  # room for the filter's button
    for at, name in enumerate(columns):
        sheet.write_string(0, at, name, bold)
    for number, row in enumerate(rows, 1):
        for at, value in enumerate(cells(columns, row)):
            if isinstance(value, int):
                sheet.write_number(number, at, value)
            else:
                sheet.write_string(
                    number, at, value if len(value) <= CELL_CHARACTERS else value[: CELL_CHARACTERS - 1] + "…"
                )
                widths[at] = max(widths[at], min(len(value), WIDEST))
    for at, width in enumerate(widths):
        sheet.set_column(at, at, width)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(rows), len(columns) - 1)


def _stored(data: io.BytesIO) -> bytes:
    """Return a ZIP file with its members as they are: how they are compressed depends on the machine's zlib."""
    plain = io.BytesIO()
    with ZipFile(data) as packed, ZipFile(plain, "w") as stored:
        for name in packed.namelist():
            member = ZipInfo(name)  # dated 1980-01-01, the first day that ZIP knows
            member.create_system = 3  # Unix, wherever it is written
            stored.writestr(member, packed.read(name))
    return plain.getvalue()
