"""What a build writes, shared by `build` and `watch`: only the folders and files that are not as they should be."""

from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from portspec.analysis.verdict import reasons_of
from portspec.build import compile_catalog, compiled, sound
from portspec.build.kept import Kept
from portspec.build.outputs import outputs
from portspec.build.parts import Tally, save
from portspec.cli._session import Session, counted
from portspec.cli._streams import progress
from portspec.files import Stage, holds, inputs_of, interrupted, press, staging, stale, unwritten, write_all
from portspec.files.checksums import CHECKSUMS
from portspec.findings import Finding, unacknowledged
from portspec.spec import Spec
from portspec.update.shrinkage import guard
from portspec.workspace import COMPILED, Workspace

BUILD = "build"


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """A folder or a file that was not as it should be, as `portspec build --format json` says it."""

    path: str
    """From the project's folder."""
    files: int
    """How many belong there; 1 for a file."""
    changed: int
    """How many of them were written."""
    removed: int = 0
    """How many others were taken away."""

    def __str__(self) -> str:
        if (self.files, self.changed, self.removed) == (1, 1, 0):
            return f"{self.path}: changed"
        told = f"{self.path}: {counted(self.files, 'file')}, {self.changed} changed"
        return f"{told}, {self.removed} removed" if self.removed else told


class Delivered(msgspec.Struct, frozen=True, kw_only=True):
    """What was built."""

    specs: tuple[Spec, ...]
    """In the catalog's order."""
    written: tuple[Written, ...]
    """Each folder or file that was not as it should be."""
    said: str
    """What the releases say, and how many findings there are."""

    @property
    def changes(self) -> str:
        """A line for each of what was written, for people."""
        return "\n".join(map(str, self.written)) or "Nothing has changed."


def build(workspace: Workspace, session: Session, jobs: int = 1) -> Delivered | None:
    """Compile what has changed, and write what is not as it should be; return what was built.

    Where there are errors, nothing is written, None is returned, and the session keeps the errors alone. Another
    build in the same workspace is waited for.
    """
    with session.alone(workspace.root):
        inputs = inputs_of(workspace.root)
        kept = Kept(workspace)
        specs = compile_catalog(workspace, session.report, kept, jobs=jobs, progress=progress)
        guard(workspace, sound(specs, session.findings), session.report)
        made = deliver(workspace, specs, session, inputs, kept, jobs=jobs)
    if made is None:
        session.findings[:] = session.errors
    return made


def deliver(
    workspace: Workspace, specs: tuple[Spec, ...], session: Session, inputs: str, kept: Kept, *, jobs: int
) -> Delivered | None:
    """Write what the writers make of the specs, and what is pending in the workspace; return what was built.

    None, and nothing is written, where there are errors. `inputs` is the digest of all that the specs are made of.
    """
    made = None
    try:
        with staging(workspace.root / BUILD, workspace.root) as stage:
            # The catalog may have got an acknowledgement since the pages were compiled.
            current = kept if kept.workspace is workspace else Kept(workspace)
            made = _delivered(current, specs, session, stage, jobs)
    except OSError as error:
        session.report(unwritten(BUILD, error))
    if made is None:
        return None
    written, places = made
    said = "\n".join((*map(_known, specs), _found(session.findings)))
    kept.save()
    press(workspace.root, inputs, places, said)
    return Delivered(specs=specs, written=tuple(written), said=said)


def _delivered(
    kept: Kept, specs: Sequence[Spec], session: Session, stage: Stage, jobs: int
) -> tuple[list[Written], list[str]] | None:
    """Return the folders and files that were not as they should be and are so now, and the places of all.

    None where there is an error, or where that cannot be done (PS901); then all stays as it was, so that the index
    never lists what is not there.
    """
    workspace, root = kept.workspace, kept.workspace.root
    proofs = workspace.proofs(session.report).values()
    made = outputs(specs, session.report_error, stage, proofs, jobs)
    folders = made.folders
    if session.errors:
        return None
    gone = {name: stage.superfluous(name) for name in folders}
    other = [
        each for each in sorted(folders) if folders[each].changed or gone[each] or interrupted(root / BUILD / each)
    ]
    single = {f"{BUILD}/{file.path}": file.data for file in made.top} | dict(workspace.pending)
    alone = [place for place, data in single.items() if not holds(root / place, data)]
    before = stale(compiled(specs, kept.inputs), root / COMPILED)
    again = before or interrupted(root / COMPILED)
    done = write_all(
        {root / COMPILED: compiled(specs, kept.inputs)} if again else {},
        {root / place: single[place] for place in alone},
        session.report,
        within=root,
        ready=stage.ready(other),
    )
    if done:
        save(stage.folder, made.parts)
    told = [_compiled_anew(specs, before)] if again else []
    told += [_written(f"{BUILD}/{each}", folders[each], gone[each]) for each in other]
    places = [COMPILED, *(f"{BUILD}/{each}" for each in (*sorted(folders), *(file.path for file in made.top)))]
    return ([*told, *(Written(path=place, files=1, changed=1) for place in alone)], places) if done else None


def _compiled_anew(specs: Sequence[Spec], before: Sequence[str]) -> Written:
    names = {CHECKSUMS, *(f"{each.product.id}/{each.product.release}.json" for each in specs if each.product)}
    gone = len(set(before) - names)
    return _written(COMPILED, Tally(files=len(names), changed=len(before) - gone), gone)


def _written(path: str, tally: Tally, gone: int) -> Written:
    return Written(path=path, files=tally.files, changed=tally.changed, removed=gone)


def _found(findings: Iterable[Finding]) -> str:
    """Return one line of how many findings `portspec check` lists; there is no error among them."""
    numbers = Counter(each.severity for each in unacknowledged(findings))
    told = ", ".join(counted(numbers[each], each) for each in ("warning", "note") if numbers[each])
    return f"{told}: `portspec check` lists them" if told else "No findings."


def _known(spec: Spec) -> str:
    """Return one line of what a release says and what it does not."""
    needs = spec.requirements
    unknown = {
        "direction": sum("direction unstated" in reasons_of(each) for each in needs),
        "transport": sum(not each.transports for each in needs),
        "number": sum(each.dynamic is not None for each in needs),
    }
    missing = ", ".join(f"{n} without {name}" for name, n in unknown.items() if n)
    name = f"{spec.product.name} {spec.product.release}" if spec.product else "a page"
    said = f"{counted(len(needs), 'requirement')} of {counted(len(spec.roles), 'role')}"
    rows = f"{counted(spec.counts.rows, 'row')}, {spec.counts.unread} unread"
    errata = counted(len(spec.errata), "erratum", "errata")
    return f"{name}: {said} from {rows}; {missing or 'everything known'}; {errata} applied"
