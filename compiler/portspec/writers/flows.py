"""The flow matrix of a release and of each role, as JSON and CSV: who connects to whom, and which rows say so."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Literal

import msgspec

from portspec.analysis.flow import Flow, LeftOut, flows, left_out
from portspec.artifact import Artifact, encode
from portspec.findings import Report
from portspec.spec import Id, Product, Spec
from portspec.writers.csv import table
from portspec.writers.manifest import Scope, artifact, data_version, product, scopes
from portspec.writers.manifest.tables import FLOWS

SCHEMA: Final = "urn:portspec:schema:flows:1"


class FlowMatrix(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All flows of a release, or those of one role and the roles that it includes."""

    schema: Literal["urn:portspec:schema:flows:1"] = msgspec.field(name="$schema", default=SCHEMA)
    """Says which contract the file keeps."""
    schema_version: Literal["1.0"] = "1.0"
    """Grows in its second part when fields are added, in its first when old readers would be misled."""
    data_version: str
    """As of `manifest.data_version`."""
    product: Product
    """Whose release it is."""
    role: Id | None
    """None for the whole release."""
    flows: tuple[Flow, ...]
    """Sorted by initiator, responder, transport and ports."""
    left_out: tuple[LeftOut, ...]
    """The requirements that are no flow, each with the reason."""


def write(spec: Spec, _report: Report, /) -> Iterator[Artifact]:
    """Yield the matrix of the release and of each role."""
    found, missing, version = flows(spec), left_out(spec), data_version(spec)
    ends = _by_role(found)
    absent = {each.requirement: each for each in missing}
    for scope in scopes(spec):
        matrix = FlowMatrix(
            data_version=version,
            product=product(spec),
            role=scope.role.id if scope.role else None,
            flows=tuple(found[at] for at in _concerned(scope, ends)) if scope.role else found,
            left_out=tuple(absent[each.id] for each in scope.requirements if each.id in absent),
        )
        yield artifact(spec, "flows", scope, "json", encode(matrix), schema=SCHEMA)
        yield artifact(spec, "flows", scope, "csv", table(FLOWS, matrix.flows))


def _by_role(found: Sequence[Flow]) -> Mapping[str, list[int]]:
    """Return the numbers of the flows of which a role is an end, by its id."""
    ends: dict[str, list[int]] = defaultdict(list)
    for at, flow in enumerate(found):
        for role in {party.role for party in (flow.initiator, flow.responder) if party and party.role}:
            ends[role].append(at)
    return ends


def _concerned(scope: Scope, ends: Mapping[str, list[int]]) -> Sequence[int]:
    """Return the numbers of the flows that concern a role, sorted."""
    roles = (*([scope.role.id] if scope.role else []), *scope.includes)
    return sorted({at for role in roles for at in ends.get(role, ())})
