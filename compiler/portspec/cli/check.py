"""`portspec check`: whether the sources are in order and the committed specs are what they give."""

import click

from portspec.cli._session import Session, counted, format_option
from portspec.findings import finding


@click.command("check")
@click.option("--strict", is_flag=True, help="Fail for any finding that no erratum acknowledges.")
@format_option
def command(shown: str, *, strict: bool) -> None:
    """Compile the catalog, write nothing, and list every finding.

    Fails where a compiled spec that is committed is not what the sources give, where a source is not the recorded
    one, where a release has lost a table, a role or a fifth of its requirements and the catalog does not acknowledge
    it, and on any other error. Warns of a recorded proof of a firewall text that has changed since.
    """
    from portspec.build import compile_catalog, compiled, sound
    from portspec.build.kept import Kept
    from portspec.build.outdated import outdated
    from portspec.files import stale
    from portspec.files.checksums import CHECKSUMS
    from portspec.update.shrinkage import guard
    from portspec.workspace import COMPILED
    from portspec.workspace.settings import check_settings

    session = Session(shown, result=True)
    workspace = session.workspace()
    specs = compile_catalog(workspace, session.report)
    usable = sound(specs, session.findings)
    guard(workspace, usable, session.report)
    given = {(each.product.id, each.product.release) for each in usable if each.product}
    # Of a release that does not compile, or not with its errata, the findings above say why; to build could not help.
    failed = {
        f"{product.id}/{release.id}.json"
        for product in workspace.catalog.products
        for release in product.releases
        if (product.id, release.id) not in given
    }
    other = [
        each for each in stale(compiled(specs, Kept(workspace).inputs), workspace.root / COMPILED) if each not in failed
    ]
    # The checksums follow whatever else is said here.
    for path in (each for each in other if each != CHECKSUMS or not (failed or other[1:])):
        message = f"{COMPILED}/{path} is not what the sources give"
        session.report(finding("PS405", message, "Run `portspec build` and commit what it writes."))
    outdated(usable, workspace.proofs(session.report), session.report)
    check_settings(workspace.root, session.report)
    acknowledged = len(session.findings) - len(session.unacknowledged)
    known = f", {acknowledged} acknowledged" if acknowledged else ""
    found = counted(len(session.unacknowledged), "finding")
    session.end(f"{counted(len(specs), 'release')} checked, {found}{known}", strict=strict)
