"""`portspec record`: pages that were edited by hand become the recorded ones."""

import click

from portspec.cli._fetching import day_of, day_option
from portspec.cli._revising import revise, revise_options
from portspec.cli._session import Session, format_option


@click.command("record", short_help="Record the pages that were edited by hand.")
@day_option
@revise_options
@format_option
def command(recorded: str | None, accept: str | None, jobs: int, shown: str, *, mail_text: bool) -> None:
    """Say what the edited pages in spec/sources open and close, record their hashes and the day, and build.

    All of it is done, or nothing where there is an error: an erratum that does not fit the page any more, a page that
    has lost a table, a role or a fifth of its rows.
    """
    from portspec.update import edited, revised

    session = Session(shown)
    workspace = session.workspace()
    now = revised(workspace, edited(workspace), {}, day_of(recorded), session.report)
    if now is None:
        session.end(usable=False)
    revise(workspace, now, {}, session, accept=accept, mail=mail_text, jobs=jobs)
