"""Manifests as CSV (RFC 4180, UTF-8): one requirement a row, no empty cell, safe to open in a spreadsheet.

A cell that a spreadsheet would run as a formula, or take for a date or a number that it is not, begins with an
apostrophe; a cell that begins with an apostrophe of its own gets a second one. So the first is never data.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator

from portspec.artifact import Artifact
from portspec.findings import Report
from portspec.spec import Spec
from portspec.writers.manifest import artifact, scopes
from portspec.writers.manifest.tables import REQUIREMENTS, Columns, Row, cells

_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_GUARDED = re.compile(
    rf"""['=+\-@\t\r\n＝＋－＠]              # a formula, or an apostrophe of its own
      | \d{{1,2}}-\d{{1,4}}$                # 10-11 is a day of November, 5-1990 a month
      | \d{{1,2}}[-/.\ ]{_MONTH}\b | {_MONTH}[-/.\ ]*\d
      | (?!(?:0|[1-9]\d{{0,14}})$|\d{{3,}}-\d{{3,}}$)   # whole numbers and long ranges stay as they are,
        [\d.][\d\s.,:/e+-]*$                          # times, decimals, 1e5 and 007 do not
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""OWASP, CSV Injection, for the first line; what Excel and Calc convert on opening, for the others."""


def write(spec: Spec, _report: Report, /) -> Iterator[Artifact]:
    """Yield the table of the release and that of each role, whose own requirements come before inherited ones."""
    for scope in scopes(spec):
        yield artifact(spec, "manifests", scope, "csv", table(REQUIREMENTS, scope.requirements))


def table(columns: Columns, rows: Iterable[Row]) -> bytes:
    """Return a table with its header row."""
    text = io.StringIO(newline="")
    sheet = csv.writer(text)
    sheet.writerow(columns)
    sheet.writerows([cell(each) if isinstance(each, str) else each for each in cells(columns, row)] for row in rows)
    return text.getvalue().encode()


def cell(text: str) -> str:
    """Return the text as a cell that no spreadsheet runs or converts."""
    return f"'{text}" if _GUARDED.match(text) else text
