"""`portspec init`: a new project that builds at once."""

from datetime import date
from pathlib import Path

import click

from portspec.cli._session import Session, counted, format_option
from portspec.cli._streams import say
from portspec.findings import finding


def _slug(_: click.Context, __: click.Parameter, value: str) -> str:
    """Return an id as it is, or refuse it: ids stand in paths and addresses."""
    from portspec.resolve.ids import slug

    if not value or value != ".".join(map(slug, value.split("."))):
        raise click.BadParameter("use small letters, digits, points and dashes")
    return value


def _day(_: click.Context, __: click.Parameter, value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise click.BadParameter(f"{value} is no date such as 2026-01-31") from error


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path), default=".")
@click.option("--product", required=True, metavar="ID", callback=_slug, help="The product's id, such as shop.")
@click.option("--name", metavar="NAME", help="The product's name; its id unless given.")
@click.option("--release", required=True, metavar="ID", callback=_slug, help="The first release's id, such as 1.0.")
@click.option(
    "--recorded", required=True, metavar="DATE", callback=_day, help="When its page was taken, as 2026-01-31."
)
@format_option
def command(folder: Path, product: str, release: str, recorded: str, shown: str, *, name: str | None) -> None:
    """Make a new project in FOLDER: a catalog, a first page to replace by yours, mkdocs.yml, a workflow and a hook.

    `portspec build` and `mkdocs build` work in it at once. Nothing is written where one of the files is there already.
    """
    from portspec.output import present, write_file
    from portspec.starter import project

    session = Session(shown)
    files = list(project(product, name or product, release, recorded))
    for path in present((file.path for file in files), folder):
        session.report(finding("PS901", f"{path} is there already", "Choose a folder without a project."))
    if not session.findings:
        written = [file for file in files if write_file(folder / file.path, file.data, session.report)]
        say(f"{counted(len(written), 'file')} written; next: portspec build", err=True)
    session.end(usable=not session.findings)
