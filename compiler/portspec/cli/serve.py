"""`portspec serve`: the site in the browser, which follows the pages and errata while one writes."""

import click

from portspec.cli._mkdocs import root_of_site, served
from portspec.cli._session import Session
from portspec.cli.watch import follow


@click.command("serve", short_help="Serve the site, and build again after each change.")
@click.option("--address", default="127.0.0.1:8000", show_default=True, metavar="HOST:PORT", help="Where.")
def command(address: str) -> None:
    """Serve the site, and build again after each change below spec, as `portspec watch` does, until interrupted.

    The browser reloads after each build.
    """
    root = root_of_site(Session("text"))
    follow(root, served(root, address))
