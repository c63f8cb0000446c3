"""Manifests as CSV (RFC 4180, UTF-8): one requirement a row, no empty cell, safe to open in a spreadsheet.

A cell that a spreadsheet would run as a formula, or take for a date or a number that it is not, begins with an
apostrophe; a cell that begins with an apostrophe of its own gets a second one. So the first is never data.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator

from portspec.artifact import Artifact
from portspec.findings import Report
from portspec.spec import Requirement, Spec
from portspec.writers.manifest import manifests

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


def _truth(value: bool) -> str:  # noqa: FBT001 - it spells a boolean
    return "yes" if value else "no"


def _number(each: Requirement) -> str:
    if each.ports:
        return "; ".join(map(str, each.ports))
    return "unknown" if each.dynamic else "none"


def _dynamic(each: Requirement) -> str:
    return (each.dynamic.name or "unnamed") if each.dynamic else "no"


COLUMNS: dict[str, Callable[[Requirement], str]] = {
    "id": lambda each: each.id,
    "role": lambda each: each.role or "unstated",
    "direction": lambda each: each.direction,
    "ports": _number,
    "transports": lambda each: "; ".join(each.transports) or "unstated",
    "dynamic_port": _dynamic,
    "peers": lambda each: "; ".join(peer.text for peer in each.peers) or "unstated",
    "peer_roles": lambda each: "; ".join(peer.role or "outsider" for peer in each.peers) or "unstated",
    "source": lambda each: each.source or "unstated",
    "destination": lambda each: each.destination or "unstated",
    "purpose": lambda each: each.purpose or "unstated",
    "condition": lambda each: each.condition or "unstated",
    "negated": lambda each: _truth(each.negated),
    "reserved": lambda each: _truth(each.reserved),
    "errata": lambda each: "; ".join(f"{field}: {it.erratum}" for field, it in sorted(each.basis.items())) or "none",
    "document": lambda each: each.provenance.source,
    "line": lambda each: str(each.provenance.line),
    "column": lambda each: str(each.provenance.column),
    "quote": lambda each: each.provenance.quote,
}
"""The columns, in order, and how a requirement fills each."""


def write(spec: Spec, _report: Report, /) -> Iterator[Artifact]:
    """Yield the table of the release and that of each role, whose own requirements come before inherited ones."""
    for path, value in manifests(spec):
        rows = value.requirements if isinstance(value, Spec) else value.requirements + value.inherited
        yield Artifact(path=f"{path}.csv", data=_table(rows).encode())


def cell(text: str) -> str:
    """Return the text as a cell that is not empty, and that no spreadsheet runs or converts."""
    return f"'{text}" if _GUARDED.match(text) else text or "empty"


def _table(rows: Iterable[Requirement]) -> str:
    table = io.StringIO(newline="")
    sheet = csv.writer(table)
    sheet.writerow(COLUMNS)
    sheet.writerows([cell(fill(each)) for fill in COLUMNS.values()] for each in rows)
    return table.getvalue()
