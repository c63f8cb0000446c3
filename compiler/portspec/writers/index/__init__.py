"""The index: every file of every release, the copies below `latest`, the schemas, and what verifies them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Final, Literal

import msgspec

from portspec.analysis.releases import latest
from portspec.artifact import Artifact
from portspec.catalog import LATEST
from portspec.proofs import Proof, by_snippet
from portspec.spec import Count, Digest, Id, Product, Spec
from portspec.writers.index.schemas import schemas
from portspec.writers.manifest import data_version, encode, product

SCHEMA: Final = "urn:portspec:schema:index:1"
MEDIA_TYPES = {
    ".atom": "application/atom+xml",
    ".csv": "text/csv",
    ".schema.json": "application/schema+json",
    ".json": "application/json",
    ".html": "text/html",
    ".sh": "application/x-sh",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xml": "application/xml",
    ".yaml": "application/yaml",
    ".yml": "application/yaml",
}
"""By the end of a path, longer ones first; what has none of these is plain text."""

Published = tuple[Spec, Sequence[Artifact]]
"""A release and its files."""


class ReleaseEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A release that has files."""

    product: Product
    """With the release's id and name."""
    data_version: str
    """As of `manifest.data_version`."""
    latest: bool
    """True for the product's last release."""


class Proven(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a firewall text was proven."""

    probes: Count
    """How many packets were sent, each of which passed or did not as it must."""
    spec: Digest
    """Of the spec that the text was made of when it was proven."""
    tools: Mapping[str, str]
    """The versions of the programs that loaded the text, and of the kernel that filtered, by their names."""


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A file as the index lists it."""

    path: str
    """Relative to the index."""
    kind: str
    """The first folder of the path."""
    product: Id | None
    """Id of the product; None for a file about all of them."""
    release: Id | None
    """Id of the release; None for a file about no one release."""
    latest: bool
    """True for the copy at the path that stays when a new release comes."""
    role: Id | None
    """Id of the role; None for a file about a whole release, or about all."""
    media_type: str
    """As a server is to send it."""
    size: Count
    """In bytes."""
    sha256: Digest
    """Of the file's bytes."""
    schema: str | None
    """The `$id` of the schema that it fits; None where it has none."""
    proof: Proven | None
    """Of the firewall text that the file is a part of."""


class Index(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything that is published."""

    schema: Literal["urn:portspec:schema:index:1"] = msgspec.field(name="$schema", default=SCHEMA)
    """Says which contract the file keeps."""
    schema_version: Literal["1.1"] = "1.1"
    """Grows in its second part when fields are added, in its first when old readers would be misled."""
    releases: tuple[ReleaseEntry, ...]
    """In the catalog's order."""
    artifacts: tuple[Entry, ...]
    """Sorted by path."""


def publish(
    releases: Sequence[Published], others: Iterable[Artifact] = (), proofs: Iterable[Proof] = ()
) -> Iterator[Artifact]:
    """Yield the files of all releases, copies of each product's latest one, the schemas, `index.json` and `SHA256SUMS`.

    `releases` come in the catalog's order; `others` are files about no single one; of `proofs` count those of the very
    texts among the files. `SHA256SUMS` has the form that sha256sum(1) checks, and lists the index too.
    """
    proven = {
        digest: Proven(probes=each.probes, spec=each.spec, tools=each.tools)
        for digest, each in by_snippet(proofs).items()
    }
    last = _latest(releases)
    listed = [*_listed(releases, last), *((each, None, False) for each in (*others, *schemas()))]
    index = Index(
        releases=tuple(
            ReleaseEntry(product=about, data_version=data_version(spec), latest=last[about.id] == about.release)
            for spec, about in ((spec, product(spec)) for spec, _ in releases)
        ),
        artifacts=tuple(sorted((_entry(*each, proven) for each in listed), key=lambda entry: entry.path)),
    )
    file = Artifact(path="index.json", data=encode(index), schema=SCHEMA)
    sums = [(each.path, each.sha256) for each in (*index.artifacts, _entry(file, None, False, {}))]
    yield from (each for each, _, _ in listed)
    yield file
    yield Artifact(path="SHA256SUMS", data="".join(f"{digest}  {path}\n" for path, digest in sorted(sums)).encode())


def _latest(releases: Iterable[Published]) -> dict[str, str]:
    """Return each product's latest release."""
    histories: dict[str, list[Spec]] = {}
    for spec, _ in releases:
        histories.setdefault(product(spec).id, []).append(spec)
    return {name: product(latest(history)).release for name, history in histories.items()}


def _listed(releases: Iterable[Published], last: Mapping[str, str]) -> Iterator[tuple[Artifact, Product, bool]]:
    """Yield each file of each release with the release, and whether it is a copy below `latest`."""
    for spec, files in releases:
        about = product(spec)
        yield from ((each, about, False) for each in files)
        # A release that is itself named so has these paths already.
        if last[about.id] == about.release != LATEST:
            yield from ((copy, about, True) for each in files for copy in _copy(each, about))


def _copy(file: Artifact, about: Product) -> Iterator[Artifact]:
    """Yield a file again at the path that stays when a new release comes, if the release stands in its path."""
    kind, version, *_ = file.path.split("/")
    folder = f"{kind}/{version}/{about.id}/"
    if file.path.startswith(f"{folder}{about.release}"):
        rest = file.path.removeprefix(f"{folder}{about.release}")
        yield msgspec.structs.replace(file, path=f"{folder}{LATEST}{rest}")


def _entry(
    file: Artifact,
    about: Product | None,
    latest: bool,  # noqa: FBT001 - as `_listed` yields it
    proven: Mapping[str, Proven],
) -> Entry:
    return Entry(
        path=file.path,
        kind=file.path.partition("/")[0],
        product=about.id if about else None,
        release=about.release if about else None,
        latest=latest,
        role=file.role,
        media_type=_media_type(file.path),
        size=len(file.data),
        sha256=sha256(file.data).hexdigest(),
        schema=file.schema,
        proof=proven.get(file.snippet or ""),
    )


def _media_type(path: str) -> str:
    return next((kind for suffix, kind in MEDIA_TYPES.items() if path.endswith(suffix)), "text/plain")
