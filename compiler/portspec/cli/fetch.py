"""`portspec fetch`: the pages as they are at their origins now."""

import click

from portspec.cli._fetching import day_of, fetch_options, fetched, tell
from portspec.cli._session import Session, format_option
from portspec.findings import finding


@click.command("fetch", short_help="Take the pages from their origins again.")
@click.argument("documents", nargs=-1, metavar="[DOCUMENT]...")
@click.option("--check", is_flag=True, help="Write nothing; status 1 where a page is not the recorded one.")
@fetch_options
@format_option
def command(documents: tuple[str, ...], recorded: str | None, timeout: float, shown: str, *, check: bool) -> None:
    """Ask the origin of each DOCUMENT, of all unless any is named, and store the pages that have changed.

    `portspec record` then says what that opens and closes, and records it; `portspec update` does all in one step.
    One that cannot be fetched, or is no page any more, is refused, and then nothing is touched. A DOCUMENT is named
    by its id, by PRODUCT/RELEASE/ID or by its path. Names and passwords come from the environment
    (PORTSPEC_TOKEN_HOST, or PORTSPEC_USER_HOST and PORTSPEC_PASSWORD_HOST) or from netrc. With --format json there is
    an entry for each page that was compared.
    """
    from portspec.files import write_all

    session = Session(shown)
    workspace = session.workspace()
    found = fetched(workspace, documents, session, timeout, day_of(recorded))
    tell(found, session)
    if check:
        for each in found.changed:
            session.report(finding("PS912", f"{each.path} is not the page at its origin any more", HELP))
        session.end(usable=not found.pages)
    paths = {each.key: each.path for each in found.changed}
    pages = {paths[key]: data for key, data in found.pages.items()}
    files = {**found.included, **pages, **found.files(workspace.catalog)}
    with session.alone(workspace.root):
        new = {workspace.root / path: data for path, data in files.items()}
        write_all({}, new, session.report, within=workspace.root)
    session.end("`portspec record` says what that means, and records it." if found.pages else "")


HELP = "Run `portspec update`, and look at what it opens."
