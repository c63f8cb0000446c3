"""The reference site as plain Markdown: pages and downloads of all releases, and how a reader moves among them.

Any engine can build it that reads Python-Markdown's `attr_list` and `admonition` and the tabs and fences of
`pymdownx`, and writes `page.html` for `page.md`.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from markupsafe import Markup

from portspec.artifact import Artifact
from portspec.resources import listing, read
from portspec.writers.changes import changes
from portspec.writers.index import publish
from portspec.writers.site.finder import finder
from portspec.writers.site.history import changes_pages
from portspec.writers.site.release import Release, downloads_of, role_path
from portspec.writers.site.sheets import cut, sheet_path
from portspec.writers.site.template import render
from portspec.writers.site.words import by_number


def site(releases: Sequence[Release], written: Collection[str]) -> Iterator[Artifact]:
    """Yield every generated page and every file to download; paths are relative to the site's root.

    `releases` come in the catalog's order, each product's oldest first. `written` holds the paths of the pages
    written by hand, since only those that exist are linked to.
    """
    products = histories(releases)
    yield from assets()
    yield finder(products.values())
    yield render("home", "index.md", products=products, written=written)
    for name, history in products.items():
        yield render("product", f"{name}/index.md", history=history)
        yield from changes_pages(history)
    for release in releases:
        latest = products[release.product.id][-1]
        yield from _pages(release, {"release": release, "spec": release.spec, "latest": latest, "written": written})
    files = changes([release.spec for release in releases])
    yield from publish([(release.spec, release.files) for release in releases], files)


def assets() -> Iterator[Artifact]:
    """Yield the site's own scripts and style sheets."""
    return (Artifact(path=path.removeprefix("site/"), data=read(path)) for path in listing("site/assets"))


def histories(releases: Sequence[Release]) -> dict[str, list[Release]]:
    """Return each product's releases by the product's id, in the given order."""
    found: dict[str, list[Release]] = {}
    for release in releases:
        found.setdefault(release.product.id, []).append(release)
    return found


def _pages(release: Release, about: dict[str, Any]) -> Iterator[Artifact]:
    yield _page("release", "index", 1, about)
    yield _page("errata", "errata", 1, about)
    lists: dict[str, Sequence[Any]] = {
        "ports": by_number(release.spec.requirements),
        "gaps": (*release.unknown, *release.spec.findings),
        "downloads": release.files,
    }
    for name, rows in lists.items():
        parts = cut(rows)
        for number, part in enumerate(parts, 1):
            yield _page(name, name, number, about, rows=part, pages=len(parts))
    for role in release.parts:
        files = downloads_of(release, role) if role else ()
        id = role.id if role else None
        name, sheets = role_path(id), release.sheets[id]
        for each in sheets:
            yield _page("role", name, each.number, about, role=role, sheet=each, pages=len(sheets), files=files)


def _page(template: str, name: str, number: int, about: dict[str, Any], **more: Any) -> Artifact:
    """Return one sheet of a release's page; `up` leads from it to the release's folder."""
    path = sheet_path(name, number)
    up = Markup("../" * path.count("/"))  # noqa: S704
    return render(template, f"{about['release'].folder}{path}.md", name=name, page=number, up=up, **about, **more)
