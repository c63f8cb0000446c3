"""The reference site as plain Markdown: pages and downloads of all releases, and how a reader moves among them.

Any engine can build it that reads Python-Markdown's `attr_list` and `admonition` and the tabs and fences of
`pymdownx`, and writes `page.html` for `page.md`.
"""

from collections.abc import Collection, Iterator, Sequence

import msgspec
from markupsafe import Markup

from portspec.analysis.releases import latest_first
from portspec.artifact import Artifact
from portspec.diff.text import literal
from portspec.resources import listing, read
from portspec.writers.changes import changes
from portspec.writers.index import publish
from portspec.writers.site.builder import builder
from portspec.writers.site.finder import finder
from portspec.writers.site.history import changes_pages
from portspec.writers.site.pages import pages
from portspec.writers.site.reference import reference
from portspec.writers.site.release import Release, language_of
from portspec.writers.site.releases import side_by_side
from portspec.writers.site.sheets import cut, sheet_path
from portspec.writers.site.template import render
from portspec.writers.site.words import ENGLISH, Words, spoken


def site(
    releases: Sequence[Release], written: Collection[str], report: str = "", address: str = ""
) -> Iterator[Artifact]:
    """Yield every generated page and every file to download; paths are relative to the site's root.

    `releases` come in the catalog's order, each product's oldest first. `written` holds the paths of the pages
    written by hand, since only those that exist are linked to. `report` is where a reader reports a mistake: a URI
    template (RFC 6570, level 1) with `{id}` for the requirement and `{release}` for the release. `address` is where the
    site is to be published, where that is known.
    """
    products = histories(releases)
    words = language_of(releases)
    yield from assets(words)
    yield finder(products.values(), words)
    yield from builder(products.values(), words)
    yield from reference(words)
    yield render("home", "index.md", words, products=products, written=written)
    yield overview(products.values())
    yield robots(address)
    for name, history in products.items():
        yield render("product", f"{name}/index.md", words, history=history)
        yield from changes_pages(history)
        yield from _releases(history)
    for release in releases:
        yield from pages(release, products[release.product.id], written=written, report=report)
    files = changes([release.spec for release in releases])
    proofs = {digest: each for release in releases for digest, each in release.proofs.items()}
    yield from publish([(release.spec, release.files) for release in releases], files, proofs.values())


def overview(histories: Collection[Sequence[Release]]) -> Artifact:
    """Return `llms.txt`, which tells a program that reads texts where what is (llmstxt.org); paths are relative."""
    lines = [
        "# Ports, as vendors document them",
        "",
        "> Each port with the line that it was read from.",
        "",
    ]
    for history in histories:
        about = history[-1].product
        lines += [f"## {literal(about.name)}", ""]
        lines += [f"- [{literal(each.title)}]({each.folder}index.html)" for each in latest_first(history)]
        lines += [f"- [What has changed](changes/v1/{about.id}/changes.json)", ""]
    lines += ["## For programs", "", "- [All files with their checksums](index.json)", ""]
    return Artifact(path="llms.txt", data="\n".join(lines).encode())


def robots(address: str) -> Artifact:
    """Return `robots.txt`, which lets everybody in (RFC 9309) and says where the list of pages is (sitemaps.org)."""
    listed = f"Sitemap: {address.rstrip('/')}/sitemap.xml\n" if address else ""
    return Artifact(path="robots.txt", data=f"User-agent: *\nAllow: /\n{listed}".encode())


def assets(words: Words = ENGLISH) -> Iterator[Artifact]:
    """Yield the site's own scripts and style sheets; the first script brings the phrases that all of them say."""
    files = {path.removeprefix("site/"): read(path) for path in listing("site/assets")}
    said = {each for path, data in files.items() if path.endswith(".js") for each in spoken(data.decode())}
    if phrases := {each: words(each) for each in sorted(said) if words(each) != each}:
        files[WORDS] += b"portspec.words = " + msgspec.json.encode(phrases) + b";\n"
    return (Artifact(path=path, data=data) for path, data in files.items())


WORDS = "assets/query.js"
"""The script that each page and the worker of the search load before any other."""


def histories(releases: Sequence[Release]) -> dict[str, list[Release]]:
    """Return each product's releases by the product's id, in the given order."""
    found: dict[str, list[Release]] = {}
    for release in releases:
        found.setdefault(release.product.id, []).append(release)
    return found


def _releases(history: Sequence[Release]) -> Iterator[Artifact]:
    """Yield the pages of a product's releases side by side, where it has several."""
    newest = latest_first(history)
    parts = cut(side_by_side(newest)) if len(history) > 1 else []
    for number, rows in enumerate(parts, 1):
        path = sheet_path(f"{history[0].product.id}/releases", number)
        up = Markup("../" * (number > 1))  # noqa: S704
        about = {"about": history[0].product, "history": newest, "rows": rows}
        yield render("releases", f"{path}.md", history[0].words, page=number, pages=len(parts), up=up, **about)
