"""`portspec convert`: a page as Markdown, with the places kept."""

from pathlib import Path

import click

from portspec.cli._given import attribute_option
from portspec.cli._page import opened
from portspec.cli._session import Session, format_option
from portspec.cli._streams import give


@click.command("convert", short_help="Write a page in any format as Markdown.")
@click.argument("page", metavar="PAGE|ADDRESS|-")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to this file, not to standard output.")
@attribute_option
@format_option
def command(page: str, output: Path | None, attributes: dict[str, str | None], shown: str) -> None:
    """Write one PAGE, in any format that is read, as Markdown: a file, an ADDRESS, or - for standard input.

    A comment before each part and in each row says where it stands on the page. What portspec reads in both is the
    same, so that a team can move to Markdown, and look up how a page was understood.
    """
    from portspec.conversion import as_markdown
    from portspec.files import write_file
    from portspec.readers import read

    session = Session(shown)
    if output is not None and output.resolve() == Path(page).resolve():
        raise click.UsageError("-o is the page itself")
    source = opened(page, session, session.report, attributes)
    if source is None:
        session.end(usable=False)
    text = as_markdown(read(source, session.report)).encode()
    if output is None:
        give(text)
    else:
        write_file(output, text, session.report)
    session.end(usable=bool(text))
