"""`portspec suggest`: errata for what a page leaves open, in groups, ready to be accepted."""

from pathlib import Path

import click

from portspec.cli._choose import chosen, release_options
from portspec.cli._session import Session, format_option
from portspec.cli._streams import say


@click.command("suggest", short_help="Draft errata for what the rows of a release or a page leave open.")
@click.argument("page", required=False, type=click.Path(path_type=Path))
@release_options
@format_option
def command(page: Path | None, product: str | None, release: str | None, shown: str) -> None:
    """Print errata for all that the rows of a release, or of one PAGE, leave open.

    Rows that lack a transport are one entry, with what the registry of ports says as the suggestion. Nothing is set
    before a person has written its kind in the place of TODO and saved the entry below spec/errata.
    """
    from portspec.resolve.drafting import draft

    session = Session(shown)
    if page is None:
        spec = chosen(session, product, release)
        about = (spec.product.id, spec.product.release) if spec.product else ("PRODUCT", "RELEASE")
    else:
        from portspec.build import compile_page

        read = compile_page(page, session.report, {})
        if read is None:
            session.end(usable=False)
        spec, about = read, (product or "PRODUCT", release or "RELEASE")
    say(draft(spec, *about), nl=False)
    session.end()
