"""`portspec check`: whether the sources are in order and the committed specs are what they give."""

import click

from portspec.cli._session import Session, counted, format_option
from portspec.findings import finding


@click.command("check")
@format_option
def command(shown: str) -> None:
    """Compile the catalog, write nothing, and list every finding.

    Fails where a compiled spec that is committed is not what the sources give, where a source is not the recorded
    one, where a release has lost a table, a role or a fifth of its requirements and the catalog does not acknowledge
    it, and on any other error. Warns of a recorded proof of a firewall text that has changed since.
    """
    from portspec.build import compile_catalog, compiled, outdated
    from portspec.output import stale
    from portspec.shrinkage import guard
    from portspec.workspace import COMPILED

    session = Session(shown, result=True)
    workspace = session.workspace()
    specs = compile_catalog(workspace, session.report)
    guard(workspace, specs, session.report)
    for path in stale(compiled(specs), workspace.root / COMPILED):
        message = f"{COMPILED}/{path} is not what the sources give"
        session.report(finding("PS405", message, "Run `portspec build` and commit what it writes."))
    outdated(specs, workspace.proofs(session.report), session.report)
    session.end(f"{counted(len(specs), 'release')} checked, {counted(len(session.findings), 'finding')}")
