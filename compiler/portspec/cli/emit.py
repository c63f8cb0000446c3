"""`portspec emit`: a release in one format: firewall configuration for a host, or a writer's files."""

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from portspec.artifact import Artifact
from portspec.cli._choose import chosen, release_options
from portspec.cli._host import host_options, options_of
from portspec.cli._session import Session, format_option
from portspec.findings import finding
from portspec.spec import Spec
from portspec.writers import write, writers
from portspec.writers.firewall import dialects, emit


@click.command("emit", epilog=f"FORMAT is a dialect ({', '.join(dialects())}) or a writer ({', '.join(writers())}).")
@click.argument("form", metavar="FORMAT")
@release_options
@host_options
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Write the files to this folder, which they then fill."
)
@format_option
def command(
    form: str, product: str | None, release: str | None, output: Path | None, shown: str, **given: object
) -> None:
    """Write a release in one FORMAT: firewall configuration for the roles of one host or manifests.

    Without -o a single file is printed. What could not be said is listed in the file's header and as notes.
    """
    session = Session(shown)
    if form not in (*dialects(), *writers()):
        formats = ", ".join((*dialects(), *writers()))
        session.report(finding("PS902", f"There is no format {form}", f"The formats are {formats}."))
        session.end(usable=False)
    spec = chosen(session, product, release)
    files = tuple(_files(form, spec, given, session))
    failed = any(each.severity == "error" for each in session.findings)
    if files and not failed:
        _deliver(files, output, session)
    session.end(usable=bool(files))


def _files(form: str, spec: Spec, given: dict[str, object], session: Session) -> Iterable[Artifact]:
    if form in dialects():
        return emit(form, spec, options_of(given, form, spec), session.report)
    if any(given.values()):
        raise click.UsageError(f"{form} takes no options about a host: it is about the whole release")
    return write(form, spec, session.report)


def _deliver(files: tuple[Artifact, ...], output: Path | None, session: Session) -> None:
    """Write the files to the folder, or print the first and name the others."""
    from portspec.output import write as write_folder

    if output is not None:
        if write_folder(files, output, session.report):
            click.echo("\n".join(f"{output}/{file.path}" for file in files), err=True)
        return
    sys.stdout.buffer.write(files[0].data)
    if others := ", ".join(file.path for file in files[1:]):
        click.echo(f"Only {files[0].path} is printed; with -o come also {others}", err=True)
