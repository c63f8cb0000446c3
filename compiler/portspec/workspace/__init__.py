"""The workspace is the checkout with the catalog; no other module reads what is to be compiled."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path, PurePath
from posixpath import normpath, relpath
from typing import TYPE_CHECKING, NoReturn

import msgspec

from portspec.artifact import Artifact
from portspec.catalog import Catalog, Document, Product, Release, parse_catalog, place_in
from portspec.catalog.fetched import Record, Taking, Takings, parse_fetched
from portspec.catalog.origin import File, as_text, link_of
from portspec.files.checksums import CHECKSUMS, differing
from portspec.files.disk import listed, read_file
from portspec.findings import Finding, Report, finding, silent
from portspec.proofs import RECORD_AGAIN, Proof
from portspec.source import Beside, Place, Source, source_of
from portspec.spec import Spec
from portspec.validation import rule_breaches

# Most commands read compiled specs only, and start faster without what pages and errata are read with.
if TYPE_CHECKING:
    from portspec.resolve.errata import AnyErratum, Errata

SPEC = "spec"
CATALOG = "spec/catalog.toml"
SOURCES = "spec/sources"
ERRATA = "spec/errata"
COMPILED = "spec/compiled"
FETCHED = "spec/fetched.json"
PROOFS = "spec/proofs"
SETTINGS = "mkdocs.yml"
BY_HAND = ("site/pages", "site/overrides")
"""The parts of the site that are a project's own."""


class WorkspaceError(Exception):
    """A finding that nobody takes; its text says what is wrong and what to do."""


def refuse(found: Finding) -> NoReturn:
    """Raise WorkspaceError: the report of a caller that cannot go on after any finding."""
    place = f"{found.place.source}:{found.place.at or found.place.line}: " if found.place else ""
    raise WorkspaceError(f"{place}{found.message}. {found.help}")


class Workspace(msgspec.Struct, frozen=True, kw_only=True):
    """A checkout and its catalog."""

    root: Path
    """The folder that holds `spec/`."""
    catalog: Catalog
    """As `spec/catalog.toml` has it."""
    pending: Mapping[str, bytes] = {}
    """What is to be written, by path below the root: it is read in place of what stands there."""

    def _read(self, path: str, report: Report, help: str = "Check the path and its permissions.") -> bytes | None:
        waiting = self.pending.get(path)
        return read_file(self.root / path, path, report, help, within=self.root) if waiting is None else waiting

    def source(self, document: Document, report: Report) -> Source | None:
        """Return a document's page, or None after reporting that it cannot be read (PS901, PS305) or is none (PS101).

        A page whose bytes are not those that were recorded is reported (PS406) and returned all the same.
        """
        from portspec.readers.formats import format_of
        from portspec.readers.opening import open_page

        if format_of(document.media_type) is None:
            report(self._unknown(document))
            return None
        path = f"{SOURCES}/{document.path}"
        entry = f'"{document.path}"'
        data = self._read(path, lambda each: report(msgspec.structs.replace(each, place=self._written(entry))))
        if data is None:
            return None
        source = open_page(
            data,
            id=document.id,
            path=path,
            report=report,
            media_type=document.media_type,
            beside=self._beside(path, f"{SOURCES}/{document.tree}"),
            listing=lambda end: self._listed(path, f"{SOURCES}/{document.tree}", end),
            attributes=document.told,
        )
        if source is None:
            return None
        if source.sha256 != document.sha256:
            report(self._changed(document, source))
        return msgspec.structs.replace(source, title=document.title, restated=document.restated)

    def _unknown(self, document: Document) -> Finding:
        """Return the finding about a page in a format that is not read, at the catalog's line."""
        from portspec.readers.formats import formats

        place = self._written(f'"{document.media_type}"', after=f'"{document.path}"')
        message = f"{document.path} has the media type {document.media_type}, which is not read"
        help = f"Give it one of: {', '.join(each.media_type for each in formats())}."
        return finding("PS305", message, help, place)

    def _beside(self, page: str, tree: str) -> Beside:
        """Return what reads the files that a page may include, in a folder above it, by their paths from its own."""

        def read(inner: str) -> bytes | None:
            path = normpath(f"{page.rpartition('/')[0]}/{inner}")
            if not path.startswith(f"{tree}/"):
                return None
            waiting = self.pending.get(path)
            return waiting or read_file(self.root / path, path, silent, within=self.root / tree)

        return read

    def _listed(self, page: str, tree: str, end: str) -> list[str]:
        """Return the files in a folder above a page whose names end so, by their paths from its own."""
        return [relpath(each, page.rpartition("/")[0]) for each in self.files(tree) if each.endswith(end)]

    def entry(self, path: str) -> Place | None:
        """Return the place of an entry of the catalog, by a path such as `$.product[0].release[1]`."""
        return place_in(self._catalog(), path)

    def _written(self, text: str, after: str = "") -> Place:
        """Return where a text stands in the catalog, after another one; the beginning where it is written otherwise."""
        catalog = self._catalog()
        at = max(catalog.text.find(text, max(catalog.text.find(after), 0)), 0)
        return catalog.place(at, at + len(text))

    def _catalog(self) -> Source:
        data = self.pending.get(CATALOG) or (self.root / CATALOG).read_bytes()
        return source_of(data, id="catalog", path=CATALOG, media_type="application/toml")

    def _changed(self, document: Document, source: Source) -> Finding:
        """Return the finding about a page that is not the one that was recorded, at the catalog's line."""
        message = f"{source.path} is not the page that was recorded"
        help = "Restore it, or run `portspec record`, which says what the change opens and closes."
        return finding("PS406", message, help, self._written(document.sha256))

    def errata(self, product: Product, report: Report) -> dict[str, tuple["AnyErratum", ...]]:
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

    def _errata(self, product: Product, report: Report) -> Iterator["Errata"]:
        from portspec.resolve.parse import parse_errata

        for path in (each for each in self.files(f"{ERRATA}/{product.id}") if holds_errata(each, product)):
            data = self._read(path, report)
            errata = None if data is None else parse_errata(data, path, report)
            if errata is not None:
                yield errata

    def errata_for(self, product: Product, old: str, new: str) -> dict[str, bytes]:
        """Return the files of errata that are for a release, by their paths, made to be for another one as well."""
        from portspec.resolve.releases import with_release

        paths = [each for each in self.files(ERRATA) if holds_errata(each, product)]
        texts = {path: data.decode() for path in paths if (data := self._read(path, silent)) is not None}
        return {path: made.encode() for path, text in texts.items() if (made := with_release(text, old, new)) != text}

    def files(self, folder: str) -> list[str]:
        """Return the paths of the files below a folder, sorted, in the case in which they are written; none hidden."""
        files = (each.relative_to(self.root) for each in (self.root / folder).rglob("*") if not each.is_dir())
        there = {each.as_posix() for each in files if not any(part.startswith(".") for part in each.parts)}
        return sorted(there | {each for each in self.pending if each.startswith(f"{folder}/")})

    def fetched(self, report: Report) -> dict[str, Record]:
        """Return what is remembered of the fetching of pages, by their paths below `spec/sources`."""
        if not (self.root / FETCHED).exists():
            return {}
        data = read_file(self.root / FETCHED, FETCHED, report, within=self.root)
        return {} if data is None else parse_fetched(data, FETCHED, report)

    def takings(self) -> Takings:
        """Return when and from where each document was taken down."""
        records = self.fetched(silent)
        return {
            (product.id, release.id): {each.id: _taking(each, release, records) for each in release.documents}
            for product in self.catalog.products
            for release in product.releases
        }

    def held(self, path: str) -> bytes | None:
        """Return the bytes of a file of the project; None where it cannot be read."""
        return self._read(path, silent)

    def stored(self, document: Document) -> bytes | None:
        """Return the bytes of a document's page as it is stored; None where it cannot be read."""
        return self._read(f"{SOURCES}/{document.path}", silent)

    def catalog_text(self) -> str:
        """Return the catalog as it is written."""
        return self._catalog().text

    def has_source(self, path: str) -> bool:
        """Tell whether there is a page at a path below `spec/sources`."""
        return (self.root / SOURCES / path).exists()

    def has_release(self, product: str, release: str) -> bool:
        """Tell whether the catalog has a product with this release."""
        return any(each.id == product and release in [r.id for r in each.releases] for each in self.catalog.products)

    def has_document(self, product: str, release: str, document: str) -> bool:
        """Tell whether a release of the catalog has a page with this id."""
        releases = (one for each in self.catalog.products if each.id == product for one in each.releases)
        return any(one.id == release and document in [each.id for each in one.documents] for one in releases)

    def compiled_specs(self, report: Report = refuse) -> tuple[Spec, ...]:
        """Return the compiled specs, in the catalog's order.

        One that is missing (PS901) or cannot be decoded (PS306) is reported and left out, and so is that they are not
        what was built, or not of what stands there now (PS421). Raises WorkspaceError instead where no report is given.
        """
        paths = [(product.id, each.id) for product in self.catalog.products for each in product.releases]
        specs = tuple(self.compiled_spec(*path, report) for path in paths)
        if None not in specs:
            self.tell_changes(report)
        return tuple(spec for spec in specs if spec is not None)

    def compiled_spec(self, product: str, release: str, report: Report) -> Spec | None:
        """Return the compiled spec of a release, or None after reporting that there is none (PS901, PS306)."""
        path, help = f"{COMPILED}/{product}/{release}.json", "Run `portspec build` first."
        return _decoded(read_file(self.root / path, path, report, help, within=self.root), path, report)

    def tell_changes(self, report: Report) -> None:
        """Report where the last build wrote other compiled specs, or made them of other files (PS421).

        Where there is no folder for pages, the compiled specs were brought here by themselves, and only they are looked
        at.
        """
        written = read_file(self.root / COMPILED / CHECKSUMS, CHECKSUMS, silent, within=self.root)
        inputs = self.inputs() if (self.root / SOURCES).is_dir() else []
        compiled = [path for path in self.files(COMPILED) if path.endswith(".json")]
        below = "" if inputs else f"{COMPILED.removeprefix(f'{SPEC}/')}/"
        changed = list(differing(written or b"", self.contents((*inputs, *compiled)), below))
        if written is None:
            message = f"{COMPILED} has no {CHECKSUMS}, so whether it is what the sources give is not known"
        elif changed:
            others = f" and {len(changed) - 1} more" if changed[1:] else ""
            message = f"{COMPILED} is used, and {SPEC}/{changed[0]}{others} changed after it was built"
        else:
            return
        report(finding("PS421", message, "Run `portspec build`; `portspec check` lists what is wrong."))

    def inputs(self) -> list[str]:
        """Return the paths of the files that specs are compiled of: the catalog, the pages, the errata."""
        return [CATALOG, *self.files(SOURCES), *self.files(ERRATA)]

    def contents(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Yield the path of each file that can be read, relative to `spec`, and its bytes."""
        for path in paths:
            data = self._read(path, silent)
            if data is not None:
                yield path.removeprefix(f"{SPEC}/"), data

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


def _taking(document: Document, release: Release, records: Mapping[str, Record]) -> Taking:
    text = as_text(document.origin) if document.origin else ""
    last = records.get(document.path)
    return Taking(
        recorded=document.recorded or release.recorded,
        origin="" if isinstance(document.origin, File) else text,
        link=link_of(document.origin),
        compared=last.compared if last and last.origin == text else None,
    )


def holds_errata(path: str, product: Product) -> bool:
    """Tell whether a file is where the errata of a product stand."""
    return re.fullmatch(rf"{ERRATA}/{re.escape(product.id)}/[^/]+\.ya?ml", path) is not None


def root_of(start: Path) -> Path | None:
    """Return the nearest folder, from `start` upwards, that has a catalog; None where none has."""
    start = start.resolve()
    return next((folder for folder in (start, *start.parents) if (folder / CATALOG).is_file()), None)


def find_workspace(start: Path, report: Report = refuse) -> Workspace | None:
    """Return the workspace of the nearest folder, from `start` upwards, that has a catalog; None where none has.

    None as well where the catalog cannot be read (PS901) or is not valid (PS305), which is reported; raises
    WorkspaceError instead where no report is given.
    """
    root = root_of(start)
    data = None if root is None else read_file(root / CATALOG, CATALOG, report, within=root)
    catalog = None if data is None else parse_catalog(data, CATALOG, report)
    return None if root is None or catalog is None else Workspace(root=root, catalog=catalog)


def read_spec(path: Path, report: Report) -> Spec | None:
    """Return a compiled spec by its path, or None after reporting that it cannot be read (PS901) or decoded (PS306)."""
    return _decoded(read_file(path, path.as_posix(), report), path.as_posix(), report)


def read_page(
    path: Path,
    report: Report,
    id: str | None = None,
    attributes: Mapping[str, str | None] | None = None,
    data: bytes | None = None,
) -> Source | None:
    """Return any page by its path, or None after reporting that it cannot be read (PS901) or is none (PS101).

    Its format is told by the end of its name and by how it begins; its id is made of its name unless given, and
    `attributes` decide conditions of its markup. `data` counts in place of what the file holds.
    """
    from portspec.readers.opening import open_page
    from portspec.resolve.ids import slug

    shown = path.as_posix()
    data = read_file(path, shown, report) if data is None else data
    if data is None:
        return None
    id, beside, listing = id or slug(path.stem) or "page", _beside(path), partial(listed, path.parent)
    return open_page(data, id=id, path=shown, report=report, beside=beside, listing=listing, attributes=attributes)


def _beside(page: Path) -> Beside:
    """Return what reads the files in a page's folder and below it."""
    return lambda path: read_file(page.parent / path, path, silent, within=page.parent)


def way_out(path: Path, root: Path) -> str | None:
    """Return the path from a project to a file outside of it, with `/`; None for a file inside."""
    found = path.resolve()
    return None if root.resolve() in found.parents else PurePath(os.path.relpath(found, root.resolve())).as_posix()


def page_bytes(path: Path) -> bytes:
    """Return the bytes of a page that `read_page` could read."""
    return path.read_bytes()


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
        from portspec.resolve.upgrade import is_old, upgraded

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
