"""`portspec add`: a page into the catalog."""

from pathlib import Path

import click

from portspec.cli._given import a_day, an_id, words
from portspec.cli._session import Session, format_option
from portspec.cli._streams import say
from portspec.findings import finding


@click.command("add", short_help="Copy a page into the catalog.")
@click.argument("page", type=click.Path(path_type=Path))
@click.option("--product", required=True, metavar="ID", callback=an_id, help="Its id; a new product where it is new.")
@click.option("--release", required=True, metavar="ID", callback=an_id, help="Its id; a new one becomes the latest.")
@click.option("--recorded", metavar="DATE", callback=a_day, help="When the page was taken; needed for a new release.")
@click.option("--product-name", metavar="NAME", callback=words, help="A new product's name; its id unless given.")
@click.option("--release-name", metavar="NAME", callback=words, help="A new release's name; its id unless given.")
@click.option("--title", metavar="TEXT", callback=words, help="The page's title; its first heading unless given.")
@format_option
def command(page: Path, product: str, release: str, shown: str, **given: str | None) -> None:
    """Copy one PAGE into spec/sources, record its hash in the catalog, and compile it.

    What the page leaves open is printed as errata, ready to be filled in and saved below spec/errata. A page that
    states no ports, and one that the catalog has already, are refused; then nothing is written.
    """
    from portspec.adding import Entry, draft, with_entry
    from portspec.build import compile_source
    from portspec.catalog import parse_catalog
    from portspec.output import write_all
    from portspec.workspace import CATALOG, SOURCES, page_bytes, read_page

    session = Session(shown)
    workspace = session.workspace()
    source = read_page(page, session.report)
    if source is None:
        session.end(usable=False)
    spec = compile_source(source, session.report)
    if spec is None or not spec.requirements:
        session.end(usable=False)
    if not given["recorded"] and not workspace.has_release(product, release):
        raise click.UsageError("a new release needs --recorded, the date on which its page was taken")
    entry = Entry(
        product=product,
        product_name=given["product_name"] or product,
        release=release,
        release_name=given["release_name"] or release,
        recorded=given["recorded"] or "",
        title=given["title"] or spec.sources[0].title.removeprefix(source.path) or source.id,
    )
    path = workspace.root / SOURCES / entry.path(source)
    if workspace.has_source(entry.path(source)):
        message = f"{SOURCES}/{entry.path(source)} is there already"
        session.report(finding("PS901", message, "Rename the page, or change the one that is there and its hash."))
        session.end(usable=False)
    text = with_entry(workspace.catalog_text(), workspace.catalog, entry, source)
    if parse_catalog(text.encode(), CATALOG, session.report) is None:
        session.end(usable=False)
    new = {path: page_bytes(page), workspace.root / CATALOG: text.encode()}
    with session.alone(workspace.root):
        written = write_all({}, new, session.report, within=workspace.root)
    if written:
        counts = spec.counts
        say(f"{SOURCES}/{entry.path(source)}: {counts.rows} rows, {counts.read} read, {counts.unread} unread", err=True)
        say(draft(spec, product, release), nl=False)
    session.end()
