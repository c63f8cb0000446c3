"""The reference site as plain Markdown: pages and downloads of all releases, and how a reader moves among them.

Any engine can build it that reads Python-Markdown's `attr_list` and `admonition` and the tabs and fences of
`pymdownx`, and writes `page.html` for `page.md`.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from markupsafe import Markup

from portspec.artifact import Artifact
from portspec.writers.site.release import Release, downloads_of
from portspec.writers.site.template import render

PAGES = {"index": "release", "ports": "ports", "gaps": "gaps", "errata": "errata", "downloads": "downloads"}
"""A release's pages, besides those of its roles, and their templates."""


def site(releases: Sequence[Release], written: Collection[str]) -> Iterator[Artifact]:
    """Yield every generated page and every file to download; paths are relative to the site's root.

    `releases` come in the catalog's order, each product's oldest first. `written` holds the paths of the pages
    written by hand, since only those that exist are linked to.
    """
    products = histories(releases)
    yield render("home", "index.md", products=products, written=written)
    for name, history in products.items():
        yield render("product", f"{name}/index.md", history=history)
    for release in releases:
        latest = products[release.product.id][-1]
        yield from _pages(release, {"release": release, "spec": release.spec, "latest": latest, "written": written})
        yield from release.files


def histories(releases: Sequence[Release]) -> dict[str, list[Release]]:
    """Return each product's releases by the product's id, in the given order."""
    found: dict[str, list[Release]] = {}
    for release in releases:
        found.setdefault(release.product.id, []).append(release)
    return found


def _pages(release: Release, about: dict[str, Any]) -> Iterator[Artifact]:
    # `up` leads from a page to the release's folder.
    for name, template in PAGES.items():
        yield render(template, f"{release.folder}{name}.md", up="", **about)
    for role in release.parts:
        path, up = (f"roles/{role.id}", Markup("../")) if role else ("without-role", "")
        files = downloads_of(release, role) if role else ()
        yield render("role", f"{release.folder}{path}.md", role=role, up=up, files=files, **about)
