"""The workspace is the checkout with the catalog; no other module reads what is to be compiled."""

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePath
from typing import NoReturn

import msgspec

from portspec.artifact import Artifact
from portspec.catalog import Catalog, Document, Product, parse_catalog, place_in
from portspec.contract import rule_breaches
from portspec.disk import read_file
from portspec.fetched import Record, parse_fetched
from portspec.findings import Finding, Report, finding
from portspec.proofs import RECORD_AGAIN, Proof
from portspec.readers.encoding import begin_of, page_of
from portspec.readers.foreign import foreign
from portspec.resolve.errata import AnyErratum, Errata
from portspec.resolve.ids import slug
from portspec.resolve.parse import parse_errata
from portspec.resolve.releases import with_release
from portspec.source import Place, Source, source_of
from portspec.spec import Spec

CATALOG = "spec/catalog.toml"
SOURCES = "spec/sources"
ERRATA = "spec/errata"
COMPILED = "spec/compiled"
FETCHED = "spec/fetched.json"
PROOFS = "spec/proofs"
SETTINGS = "mkdocs.yml"
BY_HAND = ("site/pages", "site/overrides")
"""The parts of the site that are a project's own."""
MEDIA_TYPES = {
    **dict.fromkeys((".md", ".markdown", ".mdown"), "text/markdown"),
    **dict.fromkeys((".html", ".htm", ".xhtml", ".xml"), "text/html"),
}
"""By the end of a page's name."""
HTML = re.compile(r"\s*<(?:!doctype|!--|\?xml|html|head|body|title|div|h[1-6]|p|table)\b", re.IGNORECASE)
"""How a page of HTML begins; Markdown may hold HTML, but does not begin with a document's."""


class WorkspaceError(Exception):
    """A finding that nobody takes; its text says what is wrong and what to do."""


def refuse(found: Finding) -> NoReturn:
    """Raise WorkspaceError: the report of a caller that cannot go on after any finding."""
    place = f"{found.place.source}:{found.place.line}: " if found.place else ""
    raise WorkspaceError(f"{place}{found.message}. {found.help}")


class Workspace(msgspec.Struct, frozen=True, kw_only=True):
    """A checkout and its catalog."""

    root: Path
    catalog: Catalog
    pending: Mapping[str, bytes] = {}
    """What is to be written, by path below the root: it is read in place of what stands there."""

    def _read(self, path: str, report: Report, help: str = "Check the path and its permissions.") -> bytes | None:
        waiting = self.pending.get(path)
        return read_file(self.root / path, path, report, help, within=self.root) if waiting is None else waiting

    def source(self, document: Document, report: Report) -> Source | None:
        """Return a document's page, or None after reporting that it cannot be read (PS901) or is none (PS101).

        A page whose bytes are not those that were recorded is reported (PS406) and returned all the same.
        """
        path = f"{SOURCES}/{document.path}"
        data = self._read(path, report)
        if data is None:
            return None
        source = _source(data, path, document.id, document.media_type, report)
        if source is None:
            return None
        if source.sha256 != document.sha256:
            report(self._changed(document, source))
        return msgspec.structs.replace(source, title=document.title, restated=document.restated)

    def entry(self, path: str) -> Place | None:
        """Return the place of an entry of the catalog, by a path such as `$.product[0].release[1]`."""
        return place_in(self._catalog(), path)

    def _catalog(self) -> Source:
        data = self.pending.get(CATALOG) or (self.root / CATALOG).read_bytes()
        return source_of(data, id="catalog", path=CATALOG, media_type="application/toml")

    def _changed(self, document: Document, source: Source) -> Finding:
        """Return the finding about a page that is not the one that was recorded, at the catalog's line."""
        catalog = self._catalog()
        at = max(catalog.text.find(document.sha256), 0)
        message = f"{source.path} is not the page that was recorded"
        help = "Restore it, or run `portspec record`, which says what the change opens and closes."
        return finding("PS406", message, help, catalog.place(at, at + len(document.sha256)))

    def errata(self, product: Product, report: Report) -> dict[str, tuple[AnyErratum, ...]]:
        """Return the errata of each release of a product, by file and then in the order of the file.

        What is not valid, and a release that the product does not have, is reported (PS305) and left out.
        """
        files = tuple(self._errata(product, report))
        known = [each.id for each in product.releases]
        for each in files:
            for unknown in (name for name in each.releases if name not in known):
                help = f"Name some of: {', '.join(known)}."
                report(finding("PS305", f"{product.name} has no release {unknown}", help, each.place))
        return {id: tuple(one for each in files if id in each.releases for one in each.errata) for id in known}

    def _errata(self, product: Product, report: Report) -> Iterator[Errata]:
        for path in (each for each in self.files(ERRATA) if holds_errata(each, product)):
            data = self._read(path, report)
            errata = None if data is None else parse_errata(data, path, report)
            if errata is not None:
                yield errata

    def errata_for(self, product: Product, old: str, new: str) -> dict[str, bytes]:
        """Return the files of errata that are for a release, by their paths, made to be for another one as well."""
        paths = [each for each in self.files(ERRATA) if holds_errata(each, product)]
        texts = {path: data.decode() for path in paths if (data := self._read(path, _silent)) is not None}
        return {path: made.encode() for path, text in texts.items() if (made := with_release(text, old, new)) != text}

    def files(self, folder: str) -> list[str]:
        """Return the paths of the files below a folder, sorted, in the case in which they are written; none hidden."""
        files = (each.relative_to(self.root) for each in (self.root / folder).rglob("*") if not each.is_dir())
        return sorted(each.as_posix() for each in files if not any(part.startswith(".") for part in each.parts))

    def fetched(self, report: Report) -> dict[str, Record]:
        """Return what is remembered of the fetching of pages, by their paths below `spec/sources`."""
        if not (self.root / FETCHED).exists():
            return {}
        data = read_file(self.root / FETCHED, FETCHED, report, within=self.root)
        return {} if data is None else parse_fetched(data, FETCHED, report)

    def stored(self, document: Document) -> bytes | None:
        """Return the bytes of a document's page as it is stored; None where it cannot be read."""
        return self._read(f"{SOURCES}/{document.path}", _silent)

    def catalog_text(self) -> str:
        """Return the catalog as it is written."""
        return self._catalog().text

    def has_source(self, path: str) -> bool:
        """Tell whether there is a page at a path below `spec/sources`."""
        return (self.root / SOURCES / path).exists()

    def has_release(self, product: str, release: str) -> bool:
        """Tell whether the catalog has a product with this release."""
        return any(each.id == product and release in [r.id for r in each.releases] for each in self.catalog.products)

    def compiled_specs(self, report: Report = refuse) -> tuple[Spec, ...]:
        """Return the compiled specs, in the catalog's order.

        One that is missing (PS901) or cannot be decoded (PS306) is reported and left out. Raises WorkspaceError
        instead where no report is given.
        """
        paths = [
            f"{COMPILED}/{product.id}/{each.id}.json" for product in self.catalog.products for each in product.releases
        ]
        specs = (self._compiled(path, report) for path in paths)
        return tuple(spec for spec in specs if spec is not None)

    def proofs(self, report: Report) -> dict[str, Proof]:
        """Return the recorded proofs by their paths below `spec/proofs`; what is no record is reported (PS505)."""
        files = sorted((self.root / PROOFS).rglob("*.json"))
        read = {file.relative_to(self.root / PROOFS).as_posix(): _proof(file, self.root, report) for file in files}
        return {path: each for path, each in read.items() if each is not None}

    def site(self, report: Report) -> tuple[Artifact, ...]:
        """Return the project's own part of its site: `mkdocs.yml`, pages and overrides; nothing without `mkdocs.yml`.

        What cannot be read is reported (PS901) and left out.
        """
        if not (self.root / SETTINGS).is_file():
            return ()
        files = (file for folder in BY_HAND for file in sorted((self.root / folder).rglob("*")) if file.is_file())
        paths = (SETTINGS, *(file.relative_to(self.root).as_posix() for file in files))
        read = ((path, read_file(self.root / path, path, report, within=self.root)) for path in paths)
        return tuple(Artifact(path=path, data=data) for path, data in read if data is not None)

    def _compiled(self, path: str, report: Report) -> Spec | None:
        help = "Run `portspec build` first."
        return _decoded(read_file(self.root / path, path, report, help, within=self.root), path, report)


def _silent(_: Finding) -> None:
    """Take a finding that a later step reports."""


def holds_errata(path: str, product: Product) -> bool:
    """Tell whether a file is where the errata of a product stand."""
    return re.fullmatch(rf"{ERRATA}/{re.escape(product.id)}/[^/]+\.ya?ml", path) is not None


def find_workspace(start: Path, report: Report = refuse) -> Workspace | None:
    """Return the workspace of the nearest folder, from `start` upwards, that has a catalog; None where none has.

    None as well where the catalog cannot be read (PS901) or is not valid (PS305), which is reported; raises
    WorkspaceError instead where no report is given.
    """
    start = start.resolve()
    root = next((folder for folder in (start, *start.parents) if (folder / CATALOG).is_file()), None)
    data = None if root is None else read_file(root / CATALOG, CATALOG, report, within=root)
    catalog = None if data is None else parse_catalog(data, CATALOG, report)
    return None if root is None or catalog is None else Workspace(root=root, catalog=catalog)


def read_spec(path: Path, report: Report) -> Spec | None:
    """Return a compiled spec by its path, or None after reporting that it cannot be read (PS901) or decoded (PS306)."""
    return _decoded(read_file(path, path.as_posix(), report), path.as_posix(), report)


def read_page(path: Path, report: Report, id: str | None = None) -> Source | None:
    """Return any page by its path, or None after reporting that it cannot be read (PS901) or is none (PS101).

    Its media type is told by the end of its name, or else by how it begins; its id is made of its name unless given.
    """
    shown = path.as_posix()
    data = read_file(path, shown, report)
    return None if data is None else source_from(data, shown, told_by(path.name, data), report, id)


def source_from(data: bytes, name: str, media_type: str, report: Report, id: str | None = None) -> Source | None:
    """Return the source made of a page's bytes, named by its file or by an id, or None after reporting PS101."""
    return _source(data, name, id or slug(PurePath(name).stem) or "page", media_type, report)


def way_out(path: Path, root: Path) -> str | None:
    """Return the path from a project to a file outside of it, with `/`; None for a file inside."""
    found = path.resolve()
    return None if root.resolve() in found.parents else PurePath(os.path.relpath(found, root.resolve())).as_posix()


def page_bytes(path: Path) -> bytes:
    """Return the bytes of a page that `read_page` could read."""
    return path.read_bytes()


def told_by_name(name: str) -> str | None:
    """Return the media type that the end of a page's name tells, None for another end."""
    return MEDIA_TYPES.get(PurePath(name).suffix.lower())


def told_by(name: str, data: bytes) -> str:
    """Return the media type of a page by the end of its name, or else by how it begins."""
    return told_by_name(name) or ("text/html" if HTML.match(begin_of(data)) else "text/markdown")


def _decoded(data: bytes | None, path: str, report: Report) -> Spec | None:
    """Return the spec written in a file's bytes, or None after reporting that they are none or break a rule (PS306)."""
    try:
        spec = None if data is None else _spec(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        report(finding("PS306", f"{path} is not a compiled spec: {error}", "Run `portspec build` again."))
        return None
    faults = () if spec is None else rule_breaches(spec)
    for fault in faults:
        report(finding("PS306", f"{path} is not a valid spec: {fault}", "Run `portspec build` again."))
        return None
    return spec


def _spec(data: bytes) -> Spec:
    """Return the spec written in JSON; raises msgspec.DecodeError or UnicodeDecodeError where there is none."""
    try:
        return msgspec.json.decode(data, type=Spec)
    except msgspec.ValidationError:
        # Reading is quick without what only old specs need.
        from portspec.resolve.upgrade import is_old, upgraded  # noqa: PLC0415

        if not is_old(data):
            raise
        return upgraded(data)


def _proof(file: Path, root: Path, report: Report) -> Proof | None:
    """Return the proof recorded in a file, or None after reporting that it is not read (PS901) or is none (PS505)."""
    path = file.relative_to(root).as_posix()
    data = read_file(file, path, report, within=root)
    try:
        return None if data is None else msgspec.json.decode(data, type=Proof)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        report(finding("PS505", f"{path} is not the record of a proof: {error}", RECORD_AGAIN))
    return None


def _source(data: bytes, path: str, id: str, media_type: str, report: Report) -> Source | None:
    """Return the source made of a page's bytes, or None after reporting that they are no page (PS101)."""
    if kind := foreign(data, path):
        what, help = kind
        report(finding("PS101", f"{path} is {what}, not a page of Markdown or HTML", help, _start(path)))
        return None
    return page_of(data, id=id, path=path, media_type=media_type, report=report)


def _start(path: str) -> Place:
    """Return the place of a file of which nothing is shown."""
    return Place(source=path, line=1, column=1, end_line=1, end_column=1, quote="")
