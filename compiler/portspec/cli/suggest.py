"""`portspec suggest`: errata for what a page leaves open, in groups, ready to be accepted."""

import click

from portspec.cli._choose import chosen, release_options
from portspec.cli._page import compiled, tell_open
from portspec.cli._session import Session, format_option


@click.command("suggest", short_help="Draft errata for what the rows of a release or a page leave open.")
@click.argument("page", required=False, metavar="PAGE|ADDRESS|-")
@release_options
@format_option
def command(page: str | None, product: str | None, release: str | None, shown: str) -> None:
    """Print errata for all that the rows of a release, or of one PAGE, leave open: a file, an ADDRESS, or -.

    Rows that lack a transport are one entry, with what the registry of ports says as the suggestion. Nothing is set
    before a person has written its kind in the place of TODO and saved the entry below spec/errata. With --format json
    it is the same as JSON, null where nothing is open.
    """
    session = Session(shown)
    if page is None:
        spec = chosen(session, product, release)
        about = (spec.product.id, spec.product.release) if spec.product else ("PRODUCT", "RELEASE")
    else:
        made = compiled(page, session)
        if made is None:
            session.end(usable=False)
        spec = made[1]
        about = (product or "PRODUCT", release or "RELEASE")
    tell_open(spec, *about, shown)
    session.end()
