"""The place of a requirement, for findings about it."""

from portspec.source import Place, shortened
from portspec.spec import Requirement, Spec


def place_of(spec: Spec, row: Requirement) -> Place | None:
    """Return where a requirement stands, for a finding about it; None where its source is not in the spec."""
    at = row.provenance
    path = next((source.path for source in spec.sources if source.id == at.source), None)
    if path is None:
        return None
    return Place(
        source=path,
        line=at.line,
        column=at.column,
        end_line=at.line,
        end_column=at.column,
        quote=shortened(at.quote),
        at=at.at,
    )
