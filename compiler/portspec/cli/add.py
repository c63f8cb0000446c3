"""`portspec add`: a page into the catalog."""

from pathlib import Path, PurePath

import click

from portspec.catalog.fetched import Record
from portspec.catalog.origin import File, Origin, origin_of, path_of
from portspec.cli._clock import local_day
from portspec.cli._given import a_day, an_id, attribute_option, words
from portspec.cli._session import Session, format_option
from portspec.cli._streams import say
from portspec.findings import finding
from portspec.source import Source
from portspec.workspace import Workspace


@click.command("add", short_help="Take a page into the catalog.")
@click.argument("page", metavar="PAGE|ADDRESS")
@click.option("--product", required=True, metavar="ID", callback=an_id, help="Its id; a new product where it is new.")
@click.option("--release", required=True, metavar="ID", callback=an_id, help="Its id; a new one becomes the latest.")
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
    a repository, or confluence+ADDRESS#ID for a page of Confluence, below the base address of which the REST API
    stands. A file outside the project is an origin, too.

    What the page leaves open is printed as errata, ready to be filled in and saved below spec/errata. A page that
    states no ports, and one that the catalog has already, are refused; then nothing is written.
    """
    from msgspec.structs import replace

    from portspec.build import compile_source
    from portspec.catalog import parse_catalog
    from portspec.catalog.edit import Entry, with_entry
    from portspec.catalog.fetched import to_json
    from portspec.files import write_all
    from portspec.resolve.drafting import draft
    from portspec.workspace import CATALOG, FETCHED, SOURCES

    session = Session(shown)
    workspace = session.workspace()
    origin = _origin(page, workspace)
    source, data, record = (
        _fetched(origin, given["id"], workspace, session) if origin else _read(Path(page), given["id"], session)
    )
    source = replace(source, attributes=attributes)
    spec = compile_source(source, session.report)
    if spec is None or not spec.requirements:
        session.end(usable=False)
    if not (given["recorded"] or record) and not workspace.has_release(product, release):
        raise click.UsageError("a new release needs --recorded, the date on which its page was taken")
    entry = Entry(
        product=product,
        product_name=given["product_name"] or product,
        release=release,
        release_name=given["release_name"] or release,
        recorded=given["recorded"] or local_day().isoformat(),
        title=given["title"] or spec.sources[0].title.removeprefix(source.path) or source.id,
        origin=origin,
        inner=path_of(origin) if origin and spec.sources[1:] else "",
    )
    files = {entry.path(source): data, **entry.included(source, spec)}
    for path in filter(workspace.has_source, files):
        help = "Give another --id, or change the one that is there; `portspec record` takes it over."
        session.report(finding("PS901", f"{SOURCES}/{path} is there already", help))
        session.end(usable=False)
    if workspace.has_document(product, release, source.id):
        message = f"{product} {release} has a page with the id {source.id} already"
        session.report(finding("PS902", message, "Give this page another one with --id."))
        session.end(usable=False)
    text = with_entry(workspace.catalog_text(), workspace.catalog, entry, source)
    if parse_catalog(text.encode(), CATALOG, session.report) is None:
        session.end(usable=False)
    new = {**{f"{SOURCES}/{path}": each for path, each in files.items()}, CATALOG: text.encode()}
    if record:
        records = workspace.fetched(session.report)
        new[FETCHED] = to_json({**records, entry.path(source): record})
    with session.alone(workspace.root):
        placed = {workspace.root / place: each for place, each in new.items()}
        written = write_all({}, placed, session.report, within=workspace.root)
    if written:
        counts = spec.counts
        say(f"{SOURCES}/{entry.path(source)}: {counts.rows} rows, {counts.read} read, {counts.unread} unread", err=True)
        say(draft(spec, product, release), nl=False)
    session.end()


def _origin(page: str, workspace: Workspace) -> Origin | None:
    """Return the origin that an argument names: an address, or a file that the project does not hold."""
    from portspec.workspace import way_out

    try:
        origin = origin_of(page)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="ADDRESS") from error  # the address may hold a password
    outside = None if origin else way_out(Path(page), workspace.root)
    return File(path=outside) if outside else origin


def _read(page: Path, id: str | None, session: Session) -> tuple[Source, bytes, None]:
    """Return the page in a file of the project, or leave after saying why it is none."""
    from portspec.workspace import page_bytes, read_page

    source = read_page(page, session.report, id)
    if source is None:
        session.end(usable=False)
    return source, page_bytes(page), None


def _fetched(origin: Origin, id: str | None, workspace: Workspace, session: Session) -> tuple[Source, bytes, Record]:
    """Return the page at an origin, with what is to be remembered of it, or leave after saying why there is none."""
    import msgspec

    from portspec.catalog.origin import as_text
    from portspec.fetch import fetch
    from portspec.fetch.plausible import objection
    from portspec.fetch.values import Limits, Wanted
    from portspec.readers.opening import open_page
    from portspec.resolve.ids import slug

    (taken,) = fetch([Wanted(origin=origin)], workspace.root, Limits(), session.report)
    if taken is None or taken.data is None or taken.media_type is None:
        session.end(usable=False)
    about = {"name": taken.name, "media_type": taken.media_type, "what": as_text(origin)}
    if why := objection(taken.data, None, beside=taken.included.get, **about):
        session.report(why.finding)
        session.end(usable=False)
    source = open_page(
        taken.data,
        id=id or slug(PurePath(taken.name).stem) or "page",
        path=taken.name,
        report=session.report,
        media_type=taken.media_type,
        beside=taken.included.get,
    )
    if source is None:
        session.end(usable=False)
    return source, taken.data, msgspec.structs.replace(taken.record, compared=local_day())
