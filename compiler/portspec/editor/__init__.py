"""Editor: what is known of the files that are open in one, by their texts as they are being written."""

from codecs import BOM_UTF8
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

import msgspec

from portspec.build import compile_release, compile_source
from portspec.catalog import Product, Release, parse_catalog
from portspec.files.disk import read_file
from portspec.findings import Finding, Report, silent, unacknowledged
from portspec.readers.formats import named_as
from portspec.resolve.parse import parse_errata
from portspec.spec import Requirement, Spec
from portspec.workspace import CATALOG, ERRATA, SOURCES, SPEC, Workspace, holds_errata, read_page

Row = tuple[Spec, Requirement]
"""A requirement, and the spec that it stands in."""


class View(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of one file."""

    findings: tuple[Finding, ...] = ()
    """What is said about it, without what an erratum acknowledges."""
    rows: tuple[Row, ...] = ()
    """The requirements that stand in it, in their order."""


def views(root: Path | None, texts: Mapping[str, str]) -> dict[str, View]:
    """Return what is known of each open file, by its path below the root of a project, or as it is without one.

    Of a page that no catalog names nothing is known unless it states ports: it may be a text about anything.
    """
    found: list[Finding] = []
    workspace = workspace_of(root, texts, found.append) if root else None
    specs = [*_specs(workspace, texts, found.append)] if workspace else []
    seen = {path: _view(path, found, specs) for path in texts}
    pages = (path for path in texts if not path.startswith(f"{SPEC}/") and named_as(path))
    return seen | {path: _page(Path(root or "", path), texts[path]) for path in pages}


def workspace_of(root: Path, texts: Mapping[str, str], report: Report = silent) -> Workspace | None:
    """Return a project in which open files count as they are being written; None where its catalog is not valid."""
    pending = {path: _encoded(path, text) for path, text in texts.items() if not _saved(root, path, text)}
    data = pending[CATALOG] if CATALOG in pending else read_file(root / CATALOG, CATALOG, report, within=root)
    catalog = None if data is None else parse_catalog(data, CATALOG, report)
    return None if catalog is None else Workspace(root=root, catalog=catalog, pending=pending)


def _saved(root: Path, path: str, text: str) -> bool:
    """Tell whether a file holds a text as it is."""
    return read_file(root / path, path, silent, within=root) == text.encode(errors="replace")


def _encoded(path: str, text: str) -> bytes:
    """Return a text in UTF-8; what a page itself says of its encoding does not count against a byte order mark."""
    return (BOM_UTF8 if path.startswith(f"{SOURCES}/") else b"") + text.encode(errors="replace")


def _specs(workspace: Workspace, paths: Collection[str], report: Report) -> Iterator[Spec]:
    """Yield the specs of all releases that some files have a part in."""
    for product in workspace.catalog.products:
        if not (releases := [each for each in product.releases if _concerned(workspace, paths, product, each)]):
            continue
        errata = workspace.errata(product, report)
        specs = (compile_release(workspace, product, each, errata, report) for each in releases)
        yield from filter(None, specs)
    if CATALOG in paths:
        for each in (one for product in workspace.catalog.products for one in product.releases):
            for document in each.documents:
                workspace.source(document, report)


def _concerned(workspace: Workspace, paths: Collection[str], product: Product, release: Release) -> bool:
    """Tell whether pages or errata of a release are among some files; errata that cannot be read are of all."""
    trees = tuple(f"{SOURCES}/{each.tree}/" for each in release.documents)
    return any(path.startswith(trees) or _corrects(workspace, path, product, release) for path in paths)


def _corrects(workspace: Workspace, path: str, product: Product, release: Release) -> bool:
    data = workspace.held(path) if path.startswith(f"{ERRATA}/") and holds_errata(path, product) else None
    errata = parse_errata(data, path, silent) if data is not None else None
    return data is not None and (errata is None or release.id in errata.releases)


def _view(path: str, findings: Collection[Finding], specs: Collection[Spec]) -> View:
    own = dict.fromkeys(each for each in unacknowledged(findings) if each.place and each.place.source == path)
    return View(findings=tuple(own), rows=tuple(row for spec in specs for row in _rows(spec, path)))


def _rows(spec: Spec, path: str) -> Iterator[Row]:
    ids = {each.id for each in spec.sources if each.path == path}
    return ((spec, each) for each in spec.requirements if each.provenance.source in ids)


def _page(path: Path, text: str) -> View:
    """Return what is known of a page that no catalog names."""
    found: list[Finding] = []
    source = read_page(path, found.append, data=BOM_UTF8 + text.encode(errors="replace"))
    spec = compile_source(source, found.append) if source else None
    return _view(path.as_posix(), found, [spec]) if spec and spec.requirements else View()
