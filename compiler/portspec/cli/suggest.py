"""`portspec suggest`: errata for what a page leaves open, in groups, ready to be accepted."""

import click
import msgspec

from portspec.cli._choose import chosen, release_options
from portspec.cli._page import compiled
from portspec.cli._session import Session, format_option
from portspec.cli._streams import say, say_json


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
    from portspec.resolve.drafting import draft
    from portspec.resolve.yaml import documents

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
    text = draft(spec, *about)
    if shown == "json":
        (errata,) = documents(text) or [None]
        say_json(msgspec.json.format(msgspec.json.encode(errata), indent=2).decode())
    else:
        say(text, nl=False)
    session.end()
