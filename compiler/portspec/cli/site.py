"""`portspec site`: the catalog into the reference site."""

import click

from portspec.cli._jobs import jobs_option
from portspec.cli._mkdocs import build_site, root_of_site
from portspec.cli._session import Session, counted, format_option
from portspec.cli._streams import say, say_value


@click.command("site", short_help="Build, and make the reference site of it.")
@jobs_option
@format_option
def command(jobs: int, shown: str) -> None:
    """Build as `portspec build` does, and let MkDocs make the site of it, in build/site.

    The status is 1 where either fails, or where MkDocs warns of a broken link. With --format json there is an entry for
    each folder and file that was written, but for those of the site.
    """
    from portspec.cli._outputs import build

    session = Session(shown)
    root = root_of_site(session)
    made = build(session.workspace(), session, jobs)
    if made is None:
        session.end(usable=False)
    if shown == "json":
        say_value(made.written)
    if shown == "text":
        say(made.said, err=True)
        session.findings.clear()
    done = build_site(root, "--strict", "--quiet")
    session.end(f"{counted(len(made.specs), 'release')} in the site" if done else "", usable=done)
