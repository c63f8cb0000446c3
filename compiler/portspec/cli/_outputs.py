"""What a build writes, shared by `build` and `watch`: only the folders and files that are not as they should be."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from portspec.artifact import Artifact
from portspec.build import compile_catalog, compiled, outputs
from portspec.cli._session import Session, counted
from portspec.findings import Report
from portspec.output import interrupted, stale, write, write_file
from portspec.shrinkage import guard
from portspec.spec import Spec
from portspec.workspace import COMPILED, Workspace

BUILD = "build"


def build(workspace: Workspace, session: Session) -> tuple[tuple[Spec, ...], list[str]] | None:
    """Compile all, and write what has changed; return the specs and a line for each folder or file that was not so.

    Where there are errors, nothing is written, None is returned, and the session keeps the errors alone.
    """
    specs = compile_catalog(workspace, session.report)
    guard(workspace, specs, session.report)
    files = list(outputs(specs, session.report, workspace.proofs(session.report).values()))
    if session.errors:
        session.findings[:] = session.errors
        return None
    return specs, list(_deliver(workspace, specs, files, session.report))


def _deliver(workspace: Workspace, specs: Sequence[Spec], files: Sequence[Artifact], report: Report) -> Iterator[str]:
    """Write the compiled specs and what the writers made of them; yield a line for each folder that was not so yet."""
    places = {COMPILED: list(compiled(specs))}
    for folder in sorted({file.path.partition("/")[0] for file in files if "/" in file.path}):
        below = [each for each in files if each.path.startswith(f"{folder}/")]
        places[f"{BUILD}/{folder}"] = [_below(each, folder) for each in below]
    for place, artifacts in places.items():
        other = stale(artifacts, workspace.root / place)
        if (other or interrupted(workspace.root / place)) and write(artifacts, workspace.root / place, report):
            gone = len(set(other) - {each.path for each in artifacts})
            told = f"{place}: {counted(len(artifacts), 'file')}, {len(other) - gone} changed"
            yield f"{told}, {gone} removed" if gone else told
    yield from _single([each for each in files if "/" not in each.path], workspace.root, report)


def _single(files: Sequence[Artifact], root: Path, report: Report) -> Iterator[str]:
    """Write the files that stand in no folder."""
    for file in files:
        other = stale((file,), root / BUILD)
        if file.path in other and write_file(root / BUILD / file.path, file.data, report):
            yield f"{BUILD}/{file.path}: changed"


def _below(file: Artifact, folder: str) -> Artifact:
    return Artifact(path=file.path[len(folder) + 1 :], data=file.data)
