"""Outputs: what every writer makes of every release and of every product's history, made side by side on a stage."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

import msgspec

from portspec.artifact import Artifact
from portspec.build.workers import side_by_side
from portspec.files import Stage
from portspec.findings import Finding, Report
from portspec.proofs import Proof
from portspec.spec import Digest, Id, Spec
from portspec.writers import write, writers
from portspec.writers.changes import changes
from portspec.writers.index import Listed, Proven, index, latest, proven, released, unreleased
from portspec.writers.index.schemas import schemas


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """How many files a folder has."""

    files: int = 0
    """That were made."""
    changed: int = 0
    """Those that are others than before."""

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(files=self.files + other.files, changed=self.changed + other.changed)


class Staged(msgspec.Struct, frozen=True, kw_only=True):
    """What is on the stage: no bytes of it, since there may be very many."""

    folders: Mapping[str, Tally]
    """By the first folder of the files' paths."""
    listed: tuple[Listed, ...]
    """What the index says of each file."""
    findings: tuple[Finding, ...] = ()
    """What the writers have reported."""


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """All that a part of the outputs is made of."""

    specs: Sequence[Spec]
    """In the catalog's order."""
    histories: Sequence[Sequence[int]]
    """The numbers of each product's specs."""
    last: Mapping[Id, str]
    """The last release of each product."""
    proven: Mapping[Digest, Proven]
    """What is proven of firewall texts."""
    stage: Stage
    """Where the files are made."""


def outputs(
    specs: Sequence[Spec], report: Report, stage: Stage, proofs: Iterable[Proof] = (), jobs: int = 1
) -> tuple[Mapping[str, Tally], tuple[Artifact, ...]]:
    """Make the files of every writer for every release, and each product's history, on the stage of `build`.

    Returns how many there are by their folders, and the files that find and verify them, which stand beside these.
    `proofs` stand in the index beside the files of the very texts. Raises OSError where a file cannot be made.
    """
    histories = _histories(specs)
    job = Job(specs=specs, histories=histories, last=latest(specs), proven=proven(proofs), stage=stage)
    folders: dict[str, Tally] = {}
    listed: list[Listed] = []
    parts = side_by_side(_part, job, range(len(specs) + len(histories)), jobs, Staged)
    for part in chain(parts, (_put(unreleased(schemas()), stage),)):
        for name, tally in part.folders.items():
            folders[name] = folders.get(name, Tally()) + tally
        listed += part.listed
        for each in part.findings:
            report(each)
    return folders, tuple(index(specs, listed))


def _histories(specs: Sequence[Spec]) -> list[list[int]]:
    found: dict[str, list[int]] = {}
    for number, spec in enumerate(specs):
        if spec.product:
            found.setdefault(spec.product.id, []).append(number)
    return list(found.values())


def _part(job: Job, number: int) -> Staged:
    """Make the files of a release by its number, or of a product's history by a number after all these."""
    if number >= len(job.specs):
        history = [job.specs[each] for each in job.histories[number - len(job.specs)]]
        return _put(unreleased(changes(history)), job.stage)
    found: list[Finding] = []
    spec = job.specs[number]
    files = (file for name in writers() for file in write(name, spec, found.append))
    made = _put(released(spec, files, job.proven, job.last), job.stage)
    return msgspec.structs.replace(made, findings=tuple(each for each in found if each.severity == "error"))


def _put(files: Iterator[tuple[Artifact, Listed]], stage: Stage) -> Staged:
    folders: dict[str, Tally] = {}
    listed = []
    for file, each in files:
        name = file.path.partition("/")[0]
        folders[name] = folders.get(name, Tally()) + Tally(files=1, changed=int(stage.put(file)))
        listed.append(each)
    return Staged(folders=folders, listed=tuple(listed))
