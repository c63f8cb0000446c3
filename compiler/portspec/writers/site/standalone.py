"""The site as a folder of its own, which MkDocs and engines of its kind build without portspec."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from portspec.artifact import Artifact
from portspec.catalog.fetched import Takings
from portspec.findings import Report
from portspec.proofs import Proof
from portspec.resources import listing, read
from portspec.spec import Spec
from portspec.writers.site import site
from portspec.writers.site.navigation import navigation
from portspec.writers.site.release import release_of
from portspec.writers.site.settings import OVERRIDES, settings_of
from portspec.writers.site.words import words_in

PAGES = "site/pages/"
SETTINGS = "mkdocs.yml"


def plain_site(
    specs: Sequence[Spec],
    report: Report,
    project: Sequence[Artifact] = (),
    proofs: Iterable[Proof] = (),
    takings: Takings | None = None,
) -> Iterator[Artifact]:
    """Yield `mkdocs.yml` and all that it needs: every page as Markdown, every file to download, and the overrides.

    `project` holds a project's own `mkdocs.yml`, pages and overrides; unless it is given, portspec's own are taken, and
    so are those of its overrides that the project does not have.
    """
    own = {each.path: each.data for each in project or _defaults()}
    settings = settings_of(own.pop(SETTINGS).decode())
    own = {path: read(path) for path in listing(OVERRIDES)} | own
    words = words_in(settings.inner("theme", "language") or "en")
    releases = [release_of(spec, report, proofs, takings, words) for spec in specs]
    written = [path.removeprefix(PAGES) for path in own if path.startswith(PAGES) and path.endswith(".md")]
    for each in site(releases, written, settings.inner("extra", "report") or "", settings.inner("site_url") or ""):
        yield msgspec.structs.replace(each, path=f"{PAGES}{each.path}")
    yield from (Artifact(path=path, data=data) for path, data in own.items())
    tree = b"nav: " + msgspec.json.encode(navigation(releases, written)) + b"\n"  # YAML 1.2 takes JSON as it is
    yield Artifact(path=SETTINGS, data=tree + settings.standalone().encode())


def _defaults() -> Iterator[Artifact]:
    """Yield portspec's own settings, its guide and the findings' pages."""
    yield Artifact(path=SETTINGS, data=read(f"scaffold/files/{SETTINGS}"))
    yield from (Artifact(path=path, data=read(path)) for path in listing("site/pages"))
