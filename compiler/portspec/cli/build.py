"""`portspec build`: the catalog into compiled specs, manifests and snippets."""

from collections import Counter

import click

from portspec.artifact import Artifact
from portspec.cli._session import Session, format_option
from portspec.spec import Spec


@click.command("build")
@format_option
def command(shown: str) -> None:
    """Compile the catalog's sources and write spec/compiled and build/.

    Nothing is written while a release has errors. `mkdocs build` makes the site of what is compiled.
    """
    from portspec.build import compile_catalog, compiled, outputs
    from portspec.output import write, write_file
    from portspec.workspace import COMPILED

    session = Session(shown)
    workspace = session.workspace()
    specs = compile_catalog(workspace, session.report)
    files = list(outputs(specs, session.report))
    if any(each.severity == "error" for each in session.findings):
        session.end(usable=False)
    write(compiled(specs), workspace.root / COMPILED, session.report)
    for folder in sorted({file.path.split("/")[0] for file in files if "/" in file.path}):
        below = [_below(file, folder) for file in files if file.path.startswith(f"{folder}/")]
        write(below, workspace.root / "build" / folder, session.report)
        click.echo(f"build/{folder}: {len(below)} files")
    for file in (each for each in files if "/" not in each.path):
        write_file(workspace.root / "build" / file.path, file.data, session.report)
        click.echo(f"build/{file.path}")
    click.echo(f"{COMPILED}: {len(specs)} releases")
    for spec in specs:
        click.echo(_known(spec))
    if shown == "text":
        counted = Counter(f"{each.severity}s" for each in session.findings)
        click.echo(f"{', '.join(f'{n} {name}' for name, n in sorted(counted.items()))}: `portspec check` lists them")
        session.show = lambda _: ""
    session.end()


def _below(file: Artifact, folder: str) -> Artifact:
    return Artifact(path=file.path[len(folder) + 1 :], data=file.data)


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
    counts = spec.counts
    said = (
        f"{name}: {len(needs)} requirements of {len(spec.roles)} roles from {counts.rows} rows, {counts.unread} unread"
    )
    return f"{said}; {missing or 'everything known'}; {len(spec.errata)} errata applied"
