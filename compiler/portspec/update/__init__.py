"""An update: pages that are others now, by the net or by hand, and the workspace that has them already."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from posixpath import normpath

import msgspec

from portspec.catalog import Catalog, Document, Product, Release, parse_catalog
from portspec.catalog.edit import Key, recorded, with_release
from portspec.catalog.fetched import Record
from portspec.catalog.origin import Origin, as_text
from portspec.fetch.plausible import objection
from portspec.fetch.values import Taken, Wanted
from portspec.findings import Report, finding
from portspec.workspace import CATALOG, SOURCES, Workspace

Pages = Mapping[Key, bytes]
"""New bytes of some pages, by the ids of product, release and document."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A document where it stands in the catalog."""

    product: Product
    """What it documents."""
    release: Release
    """Which it belongs to."""
    document: Document
    """The catalog's entry."""

    @property
    def key(self) -> Key:
        """The ids of product, release and document."""
        return self.product.id, self.release.id, self.document.id

    @property
    def path(self) -> str:
        """The page's path in the project."""
        return f"{SOURCES}/{self.document.path}"


def entries(catalog: Catalog) -> Iterator[Entry]:
    """Yield all documents, in the catalog's order."""
    for product in catalog.products:
        for release in product.releases:
            for document in release.documents:
                yield Entry(product=product, release=release, document=document)


def followed(catalog: Catalog, names: Sequence[str], report: Report) -> list[Entry]:
    """Return the documents that have an origin to follow, or those of some names; a name of none is reported (PS902).

    A document is named by its id, by `product/release/id` or by its path. Of several with one origin only those of the
    last release are followed: the others say where they came from.
    """
    every = [each for product in catalog.products for each in _followed(product, catalog)]
    if not names:
        return every
    chosen = [each for each in every if {each.document.id, "/".join(each.key), each.path} & set(names)]
    known = {name for each in chosen for name in (each.document.id, "/".join(each.key), each.path)}
    for name in names:
        if name not in known:
            help = f"Those with an origin are {', '.join('/'.join(each.key) for each in every) or 'none'}."
            report(finding("PS902", f"There is no document {name} with an origin", help))
    return chosen


def _followed(product: Product, catalog: Catalog) -> list[Entry]:
    found: list[Entry] = []
    later: set[Origin] = set()
    mine = [each for each in entries(catalog) if each.product is product]
    for release in reversed(product.releases):
        own = [each for each in mine if each.release is release and each.document.origin]
        found = [each for each in own if each.document.origin not in later] + found
        later |= {each.document.origin for each in own if each.document.origin}
    return found


def wanted(workspace: Workspace, chosen: Sequence[Entry], records: Mapping[str, Record]) -> list[Wanted]:
    """Return what is to be asked for; what is remembered counts only while the stored page is that one."""
    asked = ((each, each.document.origin, records.get(each.document.path)) for each in chosen)
    return [
        Wanted(
            origin=origin,
            media_type=each.document.media_type,
            record=record if record and _holds(workspace, each, record.sha256) else None,
            data=workspace.stored(each.document),
        )
        for each, origin, record in asked
        if origin
    ]


def _holds(workspace: Workspace, entry: Entry, digest: str) -> bool:
    data = workspace.stored(entry.document)
    return data is not None and _digest(data) == digest


def news(
    workspace: Workspace, chosen: Sequence[Entry], taken: Sequence[Taken], report: Report
) -> tuple[dict[Key, bytes], dict[str, bytes]]:
    """Return the pages that are not the recorded ones, or include something else, and the included files by path.

    What cannot be such a page is reported (PS911).
    """
    found: dict[Key, bytes] = {}
    files: dict[str, bytes] = {}
    for entry, each in zip(chosen, taken, strict=True):
        before = workspace.stored(entry.document)
        data = before if each.data is None else each.data
        around = {path: inner for path, inner in _around(entry, each).items() if workspace.held(path) != inner}
        if data is None or (each.record.sha256 == entry.document.sha256 and not around):
            continue
        files |= around
        document = entry.document
        what = as_text(document.origin) if document.origin else ""
        about = {"name": document.path, "media_type": document.media_type, "what": what}
        if why := objection(data, before, beside=each.included.get, **about):
            report(why.finding)
        found[entry.key] = data
    return found, files


def _around(entry: Entry, taken: Taken) -> dict[str, bytes]:
    """Return what a page includes by its paths in the project, without what would stand outside the page's tree."""
    folder, tree = entry.path.rpartition("/")[0], f"{SOURCES}/{entry.document.tree}/"
    paths = {normpath(f"{folder}/{path}"): data for path, data in taken.included.items()}
    return {path: data for path, data in paths.items() if path.startswith(tree)}


def edited(workspace: Workspace) -> dict[Key, bytes]:
    """Return the stored pages that are not the recorded ones."""
    stored = ((each, workspace.stored(each.document)) for each in entries(workspace.catalog))
    return {each.key: data for each, data in stored if data is not None and _digest(data) != each.document.sha256}


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def remembered(catalog: Catalog, records: Mapping[Origin | None, Record]) -> dict[str, Record]:
    """Return records of origins by the paths of the documents that follow them."""
    every = followed(catalog, (), lambda _: None)
    return {each.document.path: records[each.document.origin] for each in every if each.document.origin in records}


def revised(
    workspace: Workspace, pages: Pages, files: Mapping[str, bytes], day: date, report: Report
) -> Workspace | None:
    """Return the workspace with new pages and what they include, recorded on a day, none of which is written yet."""
    digests = {key: _digest(data) for key, data in pages.items()}
    text = recorded(workspace.catalog_text(), workspace.catalog, digests, day)
    paths = {each.key: each.path for each in entries(workspace.catalog)}
    return with_catalog(workspace, text, {**files, **{paths[key]: data for key, data in pages.items()}}, report)


def with_catalog(workspace: Workspace, text: str, pending: Mapping[str, bytes], report: Report) -> Workspace | None:
    """Return the workspace with another catalog and other files, none of which is written yet.

    None after reporting that the catalog would not be valid (PS305).
    """
    catalog = parse_catalog(text.encode(), CATALOG, report)
    files = {**workspace.pending, **pending, CATALOG: text.encode()}
    return None if catalog is None else msgspec.structs.replace(workspace, catalog=catalog, pending=files)


def renewed(
    workspace: Workspace, pages: Pages, included: Mapping[str, bytes], *, id: str, day: date, report: Report
) -> Workspace | None:
    """Return the workspace with a new release of the product whose pages are given, none of which is written yet.

    It has all documents of the release that the pages were of, and the errata that are for that one. None after
    reporting that the pages are of several releases (PS902), or that there cannot be such a release (PS305).
    """
    changed = [each for each in entries(workspace.catalog) if each.key in pages]
    product, release = changed[0].product, changed[0].release
    if any(each.release is not release for each in changed):
        names = ", ".join("/".join(each.key) for each in changed)
        report(finding("PS902", f"A new release is made of pages of one: {names} have changed", "Name some of them."))
        return None
    old, new = f"{product.id}/{release.id}/", f"{product.id}/{id}/"
    files = {
        path.replace(f"{SOURCES}/{old}", f"{SOURCES}/{new}", 1): included.get(path) or workspace.held(path) or b""
        for path in {*included, *workspace.files(f"{SOURCES}/{old}".rstrip("/"))}
    }
    documents = []
    for each in release.documents:
        data = pages.get((product.id, release.id, each.id)) or workspace.stored(each) or b""
        path = new + (each.path.removeprefix(old) if each.path.startswith(old) else each.path.rpartition("/")[2])
        documents.append(msgspec.structs.replace(each, path=path, sha256=_digest(data), recorded=None))
        files[f"{SOURCES}/{path}"] = data
    made = Release(id=id, name=id, recorded=day, documents=tuple(documents))
    files |= workspace.errata_for(product, release.id, id)
    return with_catalog(workspace, with_release(workspace.catalog_text(), product.id, made), files, report)
