"""`portspec compile`: any page into a spec, without a catalog and without errata."""

from pathlib import Path

import click

from portspec.cli._given import attribute_option
from portspec.cli._page import compiled
from portspec.cli._session import Session, counted, format_option
from portspec.cli._streams import give, say


@click.command("compile", short_help="Read one page, and say what it requires.")
@click.argument("page", metavar="PAGE|ADDRESS|-")
@click.option("--stdout", "to_stdout", is_flag=True, help="Print the spec as JSON on standard output.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write the spec as JSON to this file.")
@click.option("--trace", "traced", is_flag=True, help="Print how each table was read and how each number ended.")
@click.option("--strict", is_flag=True, help="Fail if a row of a port table could not be read.")
@attribute_option
@format_option
def command(
    page: str,
    output: Path | None,
    attributes: dict[str, str | None],
    shown: str,
    *,
    to_stdout: bool,
    traced: bool,
    strict: bool,
) -> None:
    """Read one PAGE of any vendor, and say what it states about ports.

    It is a file, an ADDRESS, as `portspec add` takes it, or - for standard input. Its format is told by the end of its
    name and by what stands in it.

    The spec holds what the page states and nothing else; what could not be read is a finding. Without --stdout or
    -o the page is only checked. The last line counts the rows: read and unread ones add up. A page without ports
    gives an empty spec and status 1.
    """
    from portspec.build import to_json, trace_source
    from portspec.files import write_file

    if to_stdout and traced:
        raise click.UsageError("--stdout and --trace both print; -o writes the spec to a file")
    session = Session(shown)
    if output is not None and output.resolve() == Path(page).resolve():
        raise click.UsageError("-o is the page itself")
    made = compiled(page, session, attributes)
    if made is None:
        session.end(usable=False)
    source, spec = made
    if to_stdout:
        give(to_json(spec))
    if traced:
        say("\n".join(trace_source(source)))
    if output is not None:
        write_file(output, to_json(spec), session.report)
    summary = (
        f"{page}: {counted(spec.counts.rows, 'row')}: {spec.counts.read} read, {spec.counts.unread} unread; "
        f"{counted(len(spec.requirements), 'requirement')}, {counted(len(session.findings), 'finding')}"
    )
    session.end(summary, usable=bool(spec.requirements) and not (strict and spec.counts.unread))
