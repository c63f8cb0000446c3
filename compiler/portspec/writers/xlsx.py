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
    """Yield the release's workbook."""
    about = product(spec)
    sheets = [
        Sheet(name=name, header=tuple(columns), rows=[cells(columns, row) for row in rows])
        for name, columns, rows in _sheets(spec)
    ]
    # A fixed time, for the same bytes; the catalog's day is the only date that the data has.
    data = workbook(
        sheets, f"{about.name} {about.release_name}", f"Data version {data_version(spec)}", created=about.recorded
    )
    yield artifact(spec, "manifests", next(scopes(spec)), "xlsx", data)


def _sheets(spec: Spec) -> tuple[tuple[str, Columns, Sequence[Row]], ...]:
    return (
        ("Requirements", REQUIREMENTS, spec.requirements),
        ("Flows", FLOWS, flows(spec)),
        ("Roles", ROLES, spec.roles),
        ("Errata", ERRATA, spec.errata),
        ("Findings", FINDINGS, spec.findings),
    )
