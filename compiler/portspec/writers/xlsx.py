"""A workbook for each release (ISO/IEC 29500): requirements, flows, roles, errata and findings, a sheet each."""

from collections.abc import Iterator, Sequence

from portspec.analysis.flow import flows
from portspec.artifact import Artifact
from portspec.findings import Report
from portspec.spec import Spec
from portspec.writers.manifest import artifact, data_version, product, scopes
from portspec.writers.manifest.tables import ERRATA, FINDINGS, FLOWS, REQUIREMENTS, ROLES, Columns, Row, cells
from portspec.writers.workbook import Sheet, workbook


def write(spec: Spec, _report: Report, /) -> Iterator[Artifact]:
    """Yield the release's workbook; the day on which it was recorded is the only date that the data has."""
    about = product(spec)
    sheets = (
        _sheet("Requirements", REQUIREMENTS, spec.requirements),
        _sheet("Flows", FLOWS, flows(spec)),
        _sheet("Roles", ROLES, spec.roles),
        _sheet("Errata", ERRATA, spec.errata),
        _sheet("Findings", FINDINGS, spec.findings),
    )
    title, version = f"{about.name} {about.release_name}", f"Data version {data_version(spec)}"
    data = workbook(sheets, title, version, about.recorded)
    yield artifact(spec, "manifests", next(scopes(spec)), "xlsx", data)


def _sheet(name: str, columns: Columns, rows: Sequence[Row]) -> Sheet:
    return Sheet(name=name, header=tuple(columns), rows=tuple(cells(columns, row) for row in rows))
