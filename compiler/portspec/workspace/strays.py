"""Strays: files of errata and pages that stand where nothing reads them."""

from collections.abc import Container, Iterator

from portspec.findings import Finding, Report, finding
from portspec.readers.formats import named_as
from portspec.workspace import ERRATA, SOURCES, Workspace, holds_errata


def strays(workspace: Workspace, report: Report, read: Container[str] = ()) -> None:
    """Report each file below `spec/errata` that no product reads (PS307), and each page without an entry (PS420).

    `read` are the paths of files that pages include.
    """
    for found in (*_errata(workspace), *_pages(workspace, read)):
        report(found)


def _errata(workspace: Workspace) -> Iterator[Finding]:
    products = workspace.catalog.products
    folders = [f"{ERRATA}/{each.id}" for each in products]
    for path in workspace.files(ERRATA):
        if not any(holds_errata(path, each) for each in products):
            there = "/ or ".join(folders) or f"{ERRATA}/PRODUCT"
            help = "Let its name end in .yaml." if path.rpartition("/")[0] in folders else f"Move it to {there}/."
            yield finding("PS307", f"{path} is not used: no product has its errata there", help)


def _pages(workspace: Workspace, read: Container[str]) -> Iterator[Finding]:
    releases = (release for product in workspace.catalog.products for release in product.releases)
    named = {f"{SOURCES}/{document.path}" for release in releases for document in release.documents}
    for path in workspace.files(SOURCES):
        if path not in named and path not in read and named_as(path):
            help = "Give it an entry there, as `portspec add` does for a page from elsewhere, or remove it."
            yield finding("PS420", f"{path} is not used: the catalog does not name it", help)
