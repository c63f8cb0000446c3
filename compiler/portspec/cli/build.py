"""`portspec build`: the catalog into compiled specs, manifests and snippets."""

import click

from portspec.cli._jobs import jobs_option
from portspec.cli._session import Session, format_option
from portspec.cli._streams import say, say_value


@click.command("build", short_help="Compile the catalog, and write specs, manifests and firewall texts.")
@jobs_option
@format_option
def command(jobs: int, shown: str) -> None:
    """Compile the catalog's sources and write spec/compiled and build/.

    Only what has changed is compiled again; build/.cache holds the rest, and is safe to delete. Nothing is written
    while a release has errors, and no file that is already as it should be. `mkdocs build` makes the site of what is
    compiled. With --format json there is an entry for each folder and file that was written.
    """
    session = Session(shown)
    if shown == "text" and (stamp := session.unchanged()):
        say("Nothing has changed.")
        say(stamp.said)
        return
    from portspec.cli._outputs import build

    made = build(session.workspace(), session, jobs)
    if made is None:
        session.end(usable=False)
    if shown == "json":
        say_value(made.written)
    else:
        say(made.changes)
    if shown == "text":
        say(made.said)
        session.findings.clear()
    session.end()
