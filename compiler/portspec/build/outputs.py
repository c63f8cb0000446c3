"""Outputs: what every writer makes of every release and of every product's history, made side by side on a stage."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from portspec.artifact import Artifact
from portspec.build.parts import Staged, Tally, keys, known, staged
from portspec.build.workers import side_by_side
from portspec.files import Stage
from portspec.findings import Finding, Report
from portspec.proofs import Proof
from portspec.spec import Digest, Id, Spec
from portspec.writers import write, writers
from portspec.writers.changes import changes
from portspec.writers.index import Listed, Proven, index, latest, proven, released, unreleased
from portspec.writers.index.schemas import schemas

MANY = 128
"""So many parts are made before the disk is told to take them, which many small ones would only hold up."""


class Outputs(msgspec.Struct, frozen=True, kw_only=True):
    """What all writers have made."""

    folders: Mapping[str, Tally]
    """How many files there are, by the folders on the stage."""
    top: tuple[Artifact, ...]
    """The files that find and verify these, which stand beside the folders."""
    parts: Mapping[str, Staged]
    """What was made of each release and of each product's history, by the digests of what they are made of."""


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """All that a part of the outputs is made of."""

    specs: Sequence[bytes]
    """In JSON, in the catalog's order. Processes share what none changes, and who looks at a value changes the count of
    who refers to it; bytes are looked at as a whole, and a spec has very many parts."""
    histories: Sequence[Sequence[int]]
    """The numbers of each product's specs."""
    last: Mapping[Id, str]
    """The last release of each product."""
    proven: Mapping[Digest, Proven]
    """What is proven of firewall texts."""
    keys: Sequence[str]
    """The digests of what each release's files are made of, and each history's."""
    stage: Stage
    """Where the files are made."""


def outputs(
    specs: Sequence[Spec], report: Report, stage: Stage, proofs: Iterable[Proof] = (), jobs: int = 1
) -> Outputs:
    """Make the files of every writer for every release, and each product's history, on the stage of `build`.

    What is made of the same as before is not made again. `proofs` stand in the index beside the files of the very
    texts. Raises OSError where a file cannot be made.
    """
    parts = _parts(specs, stage, proofs, jobs)
    folders: dict[str, Tally] = {}
    listed: list[Listed] = []
    for part in (*parts.values(), _put(unreleased(schemas()), stage)):
        for name, tally in part.folders.items():
            folders[name] = folders.get(name, Tally()) + tally
        listed += part.listed
        for each in part.findings:
            report(each)
    return Outputs(folders=folders, top=tuple(index(specs, listed)), parts=parts)


def _parts(specs: Sequence[Spec], stage: Stage, proofs: Iterable[Proof], jobs: int) -> dict[str, Staged]:
    """Return what is made of each release and of each history, by the digests of what they are made of."""
    histories, last, texts = _histories(specs), latest(specs), proven(proofs)
    encoded = [msgspec.json.encode(each) for each in specs]
    digests = keys(specs, encoded, histories, last, texts)
    job = Job(specs=encoded, histories=histories, last=last, proven=texts, keys=digests, stage=stage)
    parts: dict[str, Staged] = {}
    for key, part in zip(digests, side_by_side(_part, job, range(len(digests)), jobs, Staged), strict=True):
        parts[key] = part
        if len(parts) % MANY == 0:
            stage.flush()
    return parts


def _histories(specs: Sequence[Spec]) -> list[list[int]]:
    found: dict[str, list[int]] = {}
    for number, spec in enumerate(specs):
        if spec.product:
            found.setdefault(spec.product.id, []).append(number)
    return list(found.values())


def _part(job: Job, number: int) -> Staged:
    """Put the files of a release on the stage by its number, or of a history by a number after all these."""
    return known(job.stage, job.keys[number]) or _made(job, number)


def _made(job: Job, number: int) -> Staged:
    if number >= len(job.specs):
        history = [_spec(job, each) for each in job.histories[number - len(job.specs)]]
        return _put(unreleased(changes(history)), job.stage)
    found: list[Finding] = []
    spec = _spec(job, number)
    files = (file for name in writers() for file in write(name, spec, found.append))
    made = _put(released(spec, files, job.proven, job.last), job.stage)
    return msgspec.structs.replace(made, findings=tuple(each for each in found if each.severity == "error"))


def _spec(job: Job, number: int) -> Spec:
    return msgspec.json.decode(job.specs[number], type=Spec)


def _put(files: Iterator[tuple[Artifact, Listed]], stage: Stage) -> Staged:
    return staged((each, stage.put(file)) for file, each in files)
