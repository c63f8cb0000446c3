"""A page that is named on the command line: a file, an address, or `-` for standard input."""

import sys
from collections.abc import Mapping
from pathlib import Path, PurePath

import click
import msgspec
from msgspec.structs import replace

from portspec.catalog.fetched import Record
from portspec.catalog.new_page import Entry, NewPage
from portspec.catalog.origin import File, Origin, origin_of, path_of
from portspec.cli._clock import local_day
from portspec.cli._session import Session
from portspec.cli._streams import say, say_value
from portspec.findings import Finding, Report
from portspec.source import Source
from portspec.spec import Spec

STANDARD_INPUT = "-"
Taken = tuple[Source, bytes, Record | None]
"""A page, its bytes, and what is to be remembered of it where it was fetched."""
Attributes = Mapping[str, str | None]
"""What decides conditions of a page's markup, by name."""


def compiled(page: str, session: Session, attributes: Attributes | None = None) -> tuple[Source, Spec] | None:
    """Return a page and its spec, or None after reporting why there is none."""
    from portspec.build import compile_opened

    return compile_opened(lambda report: opened(page, session, report, attributes), session.report)


def opened(page: str, session: Session, report: Report, attributes: Attributes | None = None) -> Source | None:
    """Return a page, or None after reporting why there is none; `report` takes what is to be said of its bytes."""
    from portspec.workspace import read_page

    if origin := address_of(page):
        taken = _fetched(origin, None, Path.cwd(), session)
        return None if taken is None else replace(taken[0], attributes=dict(attributes or {}))
    if page == STANDARD_INPUT:
        return _standard_input(report, attributes)
    return read_page(Path(page), report, attributes=attributes)


def _standard_input(report: Report, attributes: Attributes | None) -> Source | None:
    from portspec.readers.opening import open_page

    data = sys.stdin.buffer.read()
    return open_page(data, id="page", path=STANDARD_INPUT, report=report, attributes=attributes)


def address_of(page: str) -> Origin | None:
    """Return the origin that is named by an address, None for a file; one that is wrong is a wrong command line."""
    try:
        return origin_of(page)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="ADDRESS") from error  # the address may hold a password


class Addition(msgspec.Struct, frozen=True, kw_only=True):
    """A page that is taken into a catalog."""

    page: NewPage
    """What is to be written of it."""
    spec: Spec
    """What it states."""
    record: Record | None
    """What is to be remembered of it, where it was fetched."""


class About(msgspec.Struct, frozen=True, kw_only=True):
    """What the command line says of a page that is taken into a catalog."""

    product: str
    """The product's id."""
    product_name: str | None
    """Its name; None for the id."""
    release: str
    """The release's id."""
    release_name: str | None = None
    """Its name; None for the id."""
    recorded: str | None
    """ISO 8601 date on which the page was taken; None for today."""
    id: str | None = None
    """The page's id; None for one made of its name."""
    title: str | None = None
    """The page's title; None for its first heading."""
    attributes: Attributes = {}
    """What decides conditions of its markup."""


def addition(page: str, about: About, root: Path, session: Session, *, follow: bool = True) -> Addition | None:
    """Return a page for the catalog of a project, or None after reporting why it is none or that it states no ports.

    An address is its origin, and so is a file that the project, which begins at `root`, does not hold; such a file is
    none where it is not to be followed.
    """
    from portspec.build import compile_source
    from portspec.workspace import SOURCES

    origin, found = _taken(page, about.id, root, session)
    if found is None:
        return None
    read, data, record = found
    kept = origin if follow or address_of(page) else None
    source = replace(read, attributes=dict(about.attributes))
    said: list[Finding] = []
    spec = compile_source(source, said.append)
    if spec is None or not spec.requirements:
        for each in said:
            session.report(each)
        return None
    entry = Entry(
        product=about.product,
        product_name=about.product_name or about.product,
        release=about.release,
        release_name=about.release_name or about.release,
        recorded=about.recorded or local_day().isoformat(),
        title=about.title or spec.sources[0].title.removeprefix(source.path) or source.id,
        origin=kept,
        inner=path_of(origin) if origin and spec.sources[1:] else "",
    )
    for each in said:
        session.report(_moved(each, source.path, f"{SOURCES}/{entry.path(source)}"))
    files = {entry.path(source): data, **entry.included(source, spec)}
    return Addition(page=NewPage(entry=entry, source=source, files=files), spec=spec, record=record if kept else None)


def _moved(found: Finding, was: str, path: str) -> Finding:
    """Return a finding about a page where the page will stand."""
    if found.place is None or found.place.source != was:
        return found
    return replace(found, place=replace(found.place, source=path))


def tell_addition(added: Addition, shown: str) -> None:
    """Say how a page that was taken was read, and print what it leaves open."""
    from portspec.workspace import SOURCES

    about, counts = added.page.entry, added.spec.counts
    path = f"{SOURCES}/{about.path(added.page.source)}"
    if shown == "text":
        say(f"{path}: {counts.rows} rows, {counts.read} read, {counts.unread} unread", err=True)
    tell_open(added.spec, about.product, about.release, shown)


def tell_open(spec: Spec, product: str, release: str, shown: str) -> None:
    """Print errata for what a spec leaves open, as YAML, or the same as JSON, which is null where nothing is open."""
    from portspec.resolve.drafting import draft
    from portspec.resolve.yaml import documents

    text = draft(spec, product, release)
    if shown == "json":
        (errata,) = documents(text) or [None]
        say_value(errata)
    else:
        say(text, nl=False)
        if not text:
            say("Nothing is left open that an erratum settles; `portspec check` says what else there is.", err=True)


def _taken(page: str, id: str | None, root: Path, session: Session) -> tuple[Origin | None, Taken | None]:
    """Return the origin of a page, if it has one, and the page; None after reporting why there is none."""
    from portspec.workspace import page_bytes, read_page, way_out

    outside = None if (origin := address_of(page)) else way_out(Path(page), root)
    if outside:
        origin = File(path=outside)
    if origin:
        return origin, _fetched(origin, id, root.resolve(), session)
    source = read_page(Path(page), session.report, id)
    return None, None if source is None else (source, page_bytes(Path(page)), None)


def _fetched(origin: Origin, id: str | None, root: Path, session: Session) -> Taken | None:
    """Return the page at an origin, with what is to be remembered of it, or None after reporting why there is none.

    Paths of files count from a folder, which is the project's.
    """
    from portspec.catalog.origin import as_text
    from portspec.fetch import fetch
    from portspec.fetch.plausible import objection
    from portspec.fetch.values import Limits, Wanted
    from portspec.readers.opening import open_page
    from portspec.resolve.ids import slug

    (taken,) = fetch([Wanted(origin=origin)], root, Limits(), session.report)
    if taken is None or taken.data is None or taken.media_type is None:
        return None
    about = {"name": taken.name, "media_type": taken.media_type, "what": as_text(origin)}
    if why := objection(taken.data, None, beside=taken.included.get, **about):
        session.report(why.finding)
        return None
    source = open_page(
        taken.data,
        id=id or slug(PurePath(taken.name).stem) or "page",
        path=taken.name,
        report=session.report,
        media_type=taken.media_type,
        beside=taken.included.get,
        listing=taken.listing,
    )
    return None if source is None else (source, taken.data, replace(taken.record, compared=local_day()))
