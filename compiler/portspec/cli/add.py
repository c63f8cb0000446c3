"""`portspec add`: a page into the catalog."""

import click

from portspec.catalog.new_page import NewPage
from portspec.cli._given import a_day, an_id, attribute_option, words
from portspec.cli._page import About, addition, tell_addition
from portspec.cli._session import Session, format_option
from portspec.cli._streams import say
from portspec.findings import finding
from portspec.workspace import Workspace


@click.command("add", short_help="Take a page into the catalog.")
@click.argument("page", metavar="PAGE|ADDRESS")
@click.option("--product", required=True, metavar="ID", callback=an_id, help="Its id; a new product where it is new.")
@click.option(
    "--release",
    required=True,
    metavar="ID",
    callback=an_id,
    help="Its id; a new one becomes the latest, but for a beta and its like.",
)
@click.option(
    "--recorded", metavar="DATE", callback=a_day, help="When the page was taken; today, where it is fetched now."
)
@click.option("--id", metavar="ID", callback=an_id, help="The page's id in the release; made of its name unless given.")
@click.option("--product-name", metavar="NAME", callback=words, help="A new product's name; its id unless given.")
@click.option("--release-name", metavar="NAME", callback=words, help="A new release's name; its id unless given.")
@click.option("--title", metavar="TEXT", callback=words, help="The page's title; its first heading unless given.")
@attribute_option
@format_option
def command(
    page: str, product: str, release: str, attributes: dict[str, str | None], shown: str, **given: str | None
) -> None:
    """Take one PAGE, with what it includes, into spec/sources, record its hash in the catalog, and compile it.

    With an ADDRESS the page is fetched, and the catalog keeps the address as its origin: `portspec update` asks there
    again. It is an address of the web, file:PATH for a file that is kept elsewhere, git+ADDRESS@REF#PATH for a file of
    a repository, or confluence+BASE#ID for a page of Confluence, whose REST API stands below the address BASE. A file
    outside the project is an origin, too.

    What the page leaves open is printed as errata, ready to be filled in and saved below spec/errata. A page that
    states no ports, and one that the catalog has already, are refused; then nothing is written.
    """
    from portspec.catalog import parse_catalog
    from portspec.catalog.edit import with_page
    from portspec.catalog.fetched import to_json
    from portspec.files import write_all
    from portspec.workspace import CATALOG, FETCHED, SOURCES

    session = Session(shown)
    workspace = session.workspace()
    about = About(product=product, release=release, attributes=attributes, **given)
    added = addition(page, about, workspace.root, session)
    if added is None:
        session.end(usable=False)
    if not (given["recorded"] or added.record) and not workspace.has_release(product, release):
        raise click.UsageError("a new release needs --recorded, the date on which its page was taken")
    _refuse_twice(added.page, workspace, session)
    text = with_page(workspace.catalog_text(), workspace.catalog, added.page)
    catalog = parse_catalog(text.encode(), CATALOG, session.report)
    if catalog is None:
        session.end(usable=False)
    new = {**{f"{SOURCES}/{path}": each for path, each in added.page.files.items()}, CATALOG: text.encode()}
    if added.record:
        records = workspace.fetched(session.report)
        new[FETCHED] = to_json({**records, added.page.entry.path(added.page.source): added.record})
    with session.alone(workspace.root):
        placed = {workspace.root / place: each for place, each in new.items()}
        written = write_all({}, placed, session.report, within=workspace.root)
    if written:
        tell_addition(added, shown)
        before, now = workspace.catalog.product(product), catalog.product(product)
        if before and before.latest and now and now.latest and before.latest.id != now.latest.id and shown == "text":
            said = f"{now.latest.name} is the latest release of {now.name} now, in place of {before.latest.name}"
            say(f"{said}: the last in {CATALOG} is.", err=True)
    session.end()


def _refuse_twice(page: NewPage, workspace: Workspace, session: Session) -> None:
    """Leave after saying so where the catalog, or the folder of its sources, has such a page already."""
    from portspec.workspace import SOURCES

    for path in filter(workspace.has_source, page.files):
        help = "Give another --id, or change the one that is there; `portspec record` takes it over."
        session.report(finding("PS901", f"{SOURCES}/{path} is there already", help))
        session.end(usable=False)
    about, id = page.entry, page.source.id
    if workspace.has_document(about.product, about.release, id):
        message = f"{about.product} {about.release} has a page with the id {id} already"
        session.report(finding("PS902", message, "Give this page another one with --id."))
        session.end(usable=False)
