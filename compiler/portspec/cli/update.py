"""`portspec update`: everything as the origins say now, in one step."""

import click

from portspec.cli._fetching import day_of, fetch_options, fetched, remember, tell
from portspec.cli._given import an_id
from portspec.cli._revising import TOUCHED, revise, revise_options
from portspec.cli._session import Session, format_option


@click.command("update", short_help="Bring pages, catalog and outputs up to date with the origins.")
@click.argument("documents", nargs=-1, metavar="[DOCUMENT]...")
@click.option(
    "--new-release", metavar="ID", callback=an_id, help="Make a new release of what has changed, and keep the old one."
)
@revise_options
@fetch_options
@format_option
def command(
    documents: tuple[str, ...],
    shown: str,
    *,
    new_release: str | None,
    recorded: str | None,
    timeout: float,
    accept: str | None,
    mail_text: bool,
    jobs: int,
) -> None:
    """Fetch the pages, record what has changed, compile, and say what that opens and closes; the gravest comes first.

    A DOCUMENT is PRODUCT/RELEASE/ID; all that have an origin are fetched unless some are named.

    All of it is done, or nothing: where a page cannot be fetched or is none any more, where an erratum does not fit
    the new page, or where the page has lost a table, a role or a fifth of its rows, which --accept acknowledges.
    """
    from portspec.update import renewed, revised

    session = Session(shown)
    workspace = session.workspace()
    day = day_of(recorded)
    found = fetched(workspace, documents, session, timeout, day)
    tell(found, session, result=False)
    if not found.pages and session.unchanged():
        remember(found, workspace, session)
    if new_release and found.pages:
        now = renewed(workspace, found.pages, found.included, id=new_release, day=day, report=session.report)
    else:
        now = revised(workspace, found.pages, found.included, day, session.report)
    if now is None:
        session.end(TOUCHED, usable=False)
    revise(workspace, now, found.files(now.catalog), session, accept=accept, mail=mail_text, jobs=jobs)
