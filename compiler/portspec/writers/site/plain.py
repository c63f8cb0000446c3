"""The site as a folder of its own, which MkDocs and engines of its kind build without portspec."""

from collections.abc import Iterator, Sequence

import msgspec

from portspec.artifact import Artifact
from portspec.findings import Report
from portspec.resources import listing, read
from portspec.spec import Spec
from portspec.writers.site import site
from portspec.writers.site.navigation import navigation
from portspec.writers.site.release import release_of

PAGES = "site/pages"
SETTINGS = "starter/files/mkdocs.yml"
SHARED = "# What follows holds for the plain site too, which has no hook.\n"
"""The line of the settings after which nothing depends on portspec."""


def plain_site(specs: Sequence[Spec], report: Report, written: Sequence[Artifact] | None = None) -> Iterator[Artifact]:
    """Yield `mkdocs.yml` and all that it needs: every page as Markdown, every file to download, and the overrides.

    `written` holds the pages written by hand, with paths as on the site; portspec's own unless given.
    """
    written = tuple(own_pages()) if written is None else written
    releases = [release_of(spec, report) for spec in specs]
    names = [each.path for each in written if each.path.endswith(".md")]
    for each in (*written, *site(releases, names)):
        yield msgspec.structs.replace(each, path=f"{PAGES}/{each.path}")
    yield from (Artifact(path=path, data=read(path)) for path in listing("site/overrides"))
    yield Artifact(path="mkdocs.yml", data=_settings(navigation(releases, names)))


def own_pages() -> Iterator[Artifact]:
    """Yield the guide and the findings' pages."""
    return (Artifact(path=path.removeprefix(f"{PAGES}/"), data=read(path)) for path in listing(PAGES))


def _settings(tree: object) -> bytes:
    """Return the settings without the hook and with the navigation, as JSON, which YAML 1.2 takes as it is."""
    _, _, shared = read(SETTINGS).decode().partition(SHARED)
    return b"nav: " + msgspec.json.encode(tree) + b"\n" + shared.encode()
