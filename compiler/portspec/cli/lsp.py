"""`portspec lsp`: findings, explanations and drafts of errata in an editor."""

from importlib.util import find_spec

import click

from portspec.cli._session import Session
from portspec.cli._streams import ends_work
from portspec.findings import finding


@click.command("lsp", short_help="Help an editor, by the Language Server Protocol.")
def command() -> None:
    """Serve an editor by the Language Server Protocol, on standard input and output; the editor starts it.

    While a page, an erratum or the catalog is written its findings are shown. Hovering over a row of a page, or over
    an id in any file of a project, tells the requirement, the place that each value was taken from, and its rules; from
    such an id one goes to the line of the page; and for what a row leaves open an erratum is drafted.
    """
    if find_spec("pygls") is None:
        session = Session("text")
        help = "Install it: pip install 'portspec[lsp]'."
        session.report(finding("PS901", "What speaks to editors is not installed: pygls", help))
        session.end(usable=False)
    from portspec.editor.server import server

    ends_work()
    server.start_io()
