"""The index: every file of every release, the copies below `latest`, the schemas, and what verifies them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from io import BytesIO
from itertools import chain
from typing import Final, Literal

import msgspec

from portspec.analysis import releases
from portspec.artifact import Artifact, encode
from portspec.catalog import LATEST
from portspec.proofs import Proof, by_snippet
from portspec.spec import Count, Digest, Id, Product, Spec
from portspec.writers.index.schemas import schemas
from portspec.writers.manifest import data_version, product

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


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept of a file until all are there: there may be very many, and their bytes are elsewhere by then."""

    path: str
    """Relative to the index."""
    entry: bytes
    """The `Entry`, in JSON."""


class Sum(msgspec.Struct, frozen=True, kw_only=True):
    """The part of an `Entry` by which a file is verified."""

    size: Count
    """In bytes."""
    sha256: Digest
    """Of the file's bytes."""


def publish(
    releases: Sequence[Published], others: Iterable[Artifact] = (), proofs: Iterable[Proof] = ()
) -> Iterator[Artifact]:
    """Yield the files of all releases, copies of each product's last one, the schemas, `index.json` and `SHA256SUMS`.

    `releases` come in the catalog's order; `others` are files about no single one; of `proofs` count those of the very
    texts among the files. `SHA256SUMS` has the form that sha256sum(1) checks, and lists the index too.
    """
    specs, known = [spec for spec, _ in releases], proven(proofs)
    last = latest(specs)
    made = (released(spec, files, known, last) for spec, files in releases)
    listed: list[Listed] = []
    for file, each in chain(chain.from_iterable(made), unreleased(chain(others, schemas()))):
        listed.append(each)
        yield file
    yield from index(specs, listed)


def proven(proofs: Iterable[Proof]) -> dict[str, Proven]:
    """Return what the index says of the texts that some proofs are of, by the digests of the texts."""
    return {
        digest: Proven(probes=each.probes, spec=each.spec, tools=each.tools)
        for digest, each in by_snippet(proofs).items()
    }


def latest(specs: Iterable[Spec]) -> dict[str, str]:
    """Return the latest release of each product, by their ids, of specs in the catalog's order."""
    histories: dict[str, list[Spec]] = {}
    for spec in specs:
        histories.setdefault(product(spec).id, []).append(spec)
    return {name: product(releases.latest(history)).release for name, history in histories.items()}


def released(
    spec: Spec, files: Iterable[Artifact], proven: Mapping[str, Proven], last: Mapping[str, str]
) -> Iterator[tuple[Artifact, Listed]]:
    """Yield the files of a release, and for the last one of its product copies, each with what the index says of it."""
    about = product(spec)
    # A release that is itself named so has these paths already.
    copied = last[about.id] == about.release != LATEST
    for each in files:
        yield each, _listed(each, about, proven)
        for copy in _copy(each, about) if copied else ():
            yield copy, _listed(copy, about, proven, latest=True)


def unreleased(files: Iterable[Artifact]) -> Iterator[tuple[Artifact, Listed]]:
    """Yield files about no single release, each with what the index says of it."""
    yield from ((each, _listed(each, None, {})) for each in files)


def index(specs: Sequence[Spec], listed: Iterable[Listed]) -> Iterator[Artifact]:
    """Yield `index.json` and `SHA256SUMS`, of all releases in the catalog's order and of all other files."""
    last = latest(specs)
    entered = tuple(
        ReleaseEntry(product=about, data_version=data_version(spec), latest=last[about.id] == about.release)
        for spec, about in ((spec, product(spec)) for spec in specs)
    )
    entries = sorted(listed, key=_path)
    file = Artifact(path="index.json", data=_index(entered, entries), schema=SCHEMA)
    yield file
    sums = BytesIO()
    for each in sorted((*entries, _listed(file, None, {})), key=_path):
        digest = msgspec.json.decode(each.entry, type=Sum).sha256
        sums.write(f"{digest}  {each.path}\n".encode())
    yield Artifact(path="SHA256SUMS", data=sums.getvalue())


def _index(releases: tuple[ReleaseEntry, ...], entries: Iterable[Listed]) -> bytes:
    """Return the JSON of an `Index`, as `encode` gives it, without a second copy of all that is in it."""
    made = BytesIO()
    made.write(encode(Index(releases=releases, artifacts=())).removesuffix(b"]\n}\n"))
    mark = b"\n    "
    for each in entries:
        made.write(mark + msgspec.json.format(each.entry, indent=2).replace(b"\n", b"\n    "))
        mark = b",\n    "
    made.write(b"\n  ]\n}\n" if mark[:1] == b"," else b"]\n}\n")
    return made.getvalue()


def _path(each: Listed) -> str:
    return each.path


def _copy(file: Artifact, about: Product) -> Iterator[Artifact]:
    """Yield a file again at the path that stays when a new release comes, if the release stands in its path."""
    kind, version, *_ = file.path.split("/")
    folder = f"{kind}/{version}/{about.id}/"
    if file.path.startswith(f"{folder}{about.release}"):
        rest = file.path.removeprefix(f"{folder}{about.release}")
        yield msgspec.structs.replace(file, path=f"{folder}{LATEST}{rest}", copied=file.path)


def _listed(file: Artifact, about: Product | None, proven: Mapping[str, Proven], *, latest: bool = False) -> Listed:
    entry = Entry(
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
    return Listed(path=file.path, entry=msgspec.json.encode(entry, order="deterministic"))


def _media_type(path: str) -> str:
    return next((kind for suffix, kind in MEDIA_TYPES.items() if path.endswith(suffix)), "text/plain")
