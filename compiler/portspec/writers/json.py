"""Manifests as JSON: the release's spec and what each role needs."""

from collections.abc import Iterator

from portspec.artifact import Artifact, encode
from portspec.findings import Report
from portspec.spec import Spec
from portspec.writers.manifest import artifact, manifests


def write(spec: Spec, _report: Report, /) -> Iterator[Artifact]:
    """Yield the release's spec and each role's manifest."""
    for scope, value in manifests(spec):
        yield artifact(spec, "manifests", scope, "json", encode(value), schema=value.schema)
