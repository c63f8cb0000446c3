"""What a build writes, shared by `build` and `watch`: only the folders and files that are not as they should be."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from portspec.artifact import Artifact
from portspec.build import compile_catalog, compiled, outputs
from portspec.build.kept import Kept
from portspec.cli._session import Session, counted
from portspec.cli._streams import progress
from portspec.files import holds, inputs_of, interrupted, press, stale, write_all
from portspec.findings import Finding, Report, unacknowledged
from portspec.spec import Spec
from portspec.update.shrinkage import guard
from portspec.workspace import COMPILED, Workspace

BUILD = "build"


class Delivered(msgspec.Struct, frozen=True, kw_only=True):
    """What was built."""

    specs: tuple[Spec, ...]
    """In the catalog's order."""
    written: tuple[str, ...]
    """A line for each folder or file that was not as it should be."""
    said: str
    """What the releases say, and how many findings there are."""


def build(workspace: Workspace, session: Session, jobs: int = 1) -> Delivered | None:
    """Compile what has changed, and write what is not as it should be; return what was built.

    Where there are errors, nothing is written, None is returned, and the session keeps the errors alone. Another
    build in the same workspace is waited for.
    """
    with session.alone(workspace.root):
        inputs = inputs_of(workspace.root)
        kept = Kept(workspace)
        specs = compile_catalog(workspace, session.report, kept, jobs=jobs, progress=progress)
        guard(workspace, specs, session.report)
        made = deliver(workspace, specs, session, inputs, kept)
    if made is None:
        session.findings[:] = session.errors
    return made


def deliver(
    workspace: Workspace, specs: tuple[Spec, ...], session: Session, inputs: str, kept: Kept
) -> Delivered | None:
    """Write what the writers make of the specs, and what is pending in the workspace; return what was built.

    None, and nothing is written, where there are errors. `inputs` is the digest of all that the specs are made of.
    """
    proofs = workspace.proofs(session.report).values()
    files = list(outputs(specs, session.report_error, proofs))
    folders = {COMPILED: list(compiled(workspace, specs))} | _by_folder(files)
    top = {f"{BUILD}/{file.path}": file.data for file in files if "/" not in file.path}
    written = None if session.errors else _deliver(workspace, folders, top, session.report)
    if written is None:
        return None
    said = "\n".join((*map(_known, specs), _found(session.findings)))
    kept.save()
    press(workspace.root, inputs, (*folders, *top), said)
    return Delivered(specs=specs, written=tuple(written), said=said)


def _deliver(
    workspace: Workspace, folders: Mapping[str, Sequence[Artifact]], top: Mapping[str, bytes], report: Report
) -> list[str] | None:
    """Write the compiled specs and what the writers made of them; return a line for each folder that was not so yet.

    None where that cannot be done (PS901); then all stays as it was, so that the index never lists what is not there.
    """
    root, single = workspace.root, {**top, **workspace.pending}
    other = {place: stale(artifacts, root / place) for place, artifacts in folders.items()}
    changed = [place for place in folders if other[place] or interrupted(root / place)]
    alone = [place for place, data in single.items() if not holds(root / place, data)]
    done = write_all(
        {root / place: folders[place] for place in changed},
        {root / place: single[place] for place in alone},
        report,
        within=root,
    )
    told = [_told(place, folders[place], other[place]) for place in changed]
    return [*told, *(f"{place}: changed" for place in alone)] if done else None


def _by_folder(files: Sequence[Artifact]) -> dict[str, list[Artifact]]:
    """Return the files below each folder of the build, with their paths in it."""
    folders: dict[str, list[Artifact]] = {}
    for file in files:
        folder, inner, path = file.path.partition("/")
        if inner:
            folders.setdefault(f"{BUILD}/{folder}", []).append(Artifact(path=path, data=file.data))
    return dict(sorted(folders.items()))


def _told(place: str, artifacts: Sequence[Artifact], other: Sequence[str]) -> str:
    gone = len(set(other) - {each.path for each in artifacts})
    told = f"{place}: {counted(len(artifacts), 'file')}, {len(other) - gone} changed"
    return f"{told}, {gone} removed" if gone else told


def _found(findings: Iterable[Finding]) -> str:
    """Return one line of how many findings `portspec check` lists; there is no error among them."""
    numbers = Counter(each.severity for each in unacknowledged(findings))
    told = ", ".join(counted(numbers[each], each) for each in ("warning", "note") if numbers[each])
    return f"{told}: `portspec check` lists them" if told else "No findings."


def _known(spec: Spec) -> str:
    """Return one line of what a release says and what it does not."""
    needs = spec.requirements
    unknown = {
        "direction": sum(each.direction == "unstated" for each in needs),
        "transport": sum(not each.transports for each in needs),
        "number": sum(each.dynamic is not None for each in needs),
    }
    missing = ", ".join(f"{n} without {name}" for name, n in unknown.items() if n)
    name = f"{spec.product.name} {spec.product.release}" if spec.product else "a page"
    said = f"{counted(len(needs), 'requirement')} of {counted(len(spec.roles), 'role')}"
    rows = f"{counted(spec.counts.rows, 'row')}, {spec.counts.unread} unread"
    errata = counted(len(spec.errata), "erratum", "errata")
    return f"{name}: {said} from {rows}; {missing or 'everything known'}; {errata} applied"
