"""Manifests as JSON (RFC 8259): fields in the order of the schema, two spaces a level, UTF-8."""

from collections.abc import Iterator

import msgspec

from portspec.artifact import Artifact
from portspec.findings import Report
from portspec.spec import Spec
from portspec.writers.manifest import manifests


def write(spec: Spec, _report: Report, /) -> Iterator[Artifact]:
    """Yield the release's spec and each role's manifest."""
    for path, value in manifests(spec):
        data = msgspec.json.format(msgspec.json.encode(value, order="deterministic"), indent=2)
        yield Artifact(path=f"{path}.json", data=data + b"\n")
