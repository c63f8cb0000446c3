"""What a build writes, shared by `build` and `watch`: only the folders and files that are not as they should be."""

from collections.abc import Sequence

from portspec.artifact import Artifact
from portspec.build import compile_catalog, compiled, outputs
from portspec.cli._session import Session, counted
from portspec.findings import Report
from portspec.output import holds, interrupted, stale, write_all
from portspec.shrinkage import guard
from portspec.spec import Spec
from portspec.workspace import COMPILED, Workspace

BUILD = "build"


def build(workspace: Workspace, session: Session) -> tuple[tuple[Spec, ...], list[str]] | None:
    """Compile all, and write what has changed; return the specs and a line for each folder or file that was not so.

    Where there are errors, nothing is written, None is returned, and the session keeps the errors alone. Another
    build in the same workspace is waited for.
    """
    with session.alone(workspace.root):
        specs = compile_catalog(workspace, session.report)
        guard(workspace, specs, session.report)
        written = deliver(workspace, specs, session)
    if written is None:
        session.findings[:] = session.errors
        return None
    return specs, written


def deliver(workspace: Workspace, specs: Sequence[Spec], session: Session) -> list[str] | None:
    """Write what the writers make of the specs, and what is pending in the workspace; return a line for each change.

    None, and nothing is written, where there are errors.
    """
    proofs = workspace.proofs(session.report).values()
    files = list(outputs(specs, session.report_error, proofs))
    return None if session.errors else _deliver(workspace, specs, files, session.report)


def _deliver(
    workspace: Workspace, specs: Sequence[Spec], files: Sequence[Artifact], report: Report
) -> list[str] | None:
    """Write the compiled specs and what the writers made of them; return a line for each folder that was not so yet.

    None where that cannot be done (PS901); then all stays as it was, so that the index never lists what is not there.
    """
    root, folders = workspace.root, {COMPILED: list(compiled(workspace, specs))} | _by_folder(files)
    top = {f"{BUILD}/{file.path}": file.data for file in files if "/" not in file.path}
    single = {**top, **workspace.pending}
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
