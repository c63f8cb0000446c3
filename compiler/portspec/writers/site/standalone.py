"""The site as a folder of its own, which MkDocs and engines of its kind build without portspec."""

import re
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

    `project` holds a project's own `mkdocs.yml`, pages and overrides; portspec's own are taken unless it is given.
    """
    own = {each.path: each.data for each in project or _defaults()}
    settings = own.pop(SETTINGS).decode()
    words = words_in(_below(settings, "theme", "language") or "en")
    releases = [release_of(spec, report, proofs, takings, words) for spec in specs]
    written = [path.removeprefix(PAGES) for path in own if path.startswith(PAGES) and path.endswith(".md")]
    for each in site(releases, written, _below(settings, "extra", "report")):
        yield msgspec.structs.replace(each, path=f"{PAGES}{each.path}")
    yield from (Artifact(path=path, data=data) for path, data in own.items())
    tree = b"nav: " + msgspec.json.encode(navigation(releases, written)) + b"\n"  # YAML 1.2 takes JSON as it is
    yield Artifact(path=SETTINGS, data=tree + "".join(_without(settings, "hooks", "nav")).encode())


def _defaults() -> Iterator[Artifact]:
    """Yield portspec's own settings, its guide and the findings' pages, and its overrides."""
    yield Artifact(path=SETTINGS, data=read(f"scaffold/files/{SETTINGS}"))
    for folder in ("site/pages", "site/overrides"):
        yield from (Artifact(path=path, data=read(path)) for path in listing(folder))


def _without(settings: str, *names: str) -> Iterator[str]:
    """Yield the lines of a YAML mapping without the entries of these names; all else stays as it was written.

    It may have tags that only an engine knows, so it is not decoded.
    """
    wanted = True
    for line in settings.splitlines(keepends=True):
        if key := re.match(r"""["']?(\w+)["']?\s*:""", line):
            wanted = key[1] not in names
        if wanted:
            yield line


def _below(settings: str, above: str, name: str) -> str:
    """Return a text below a key, empty where there is none."""
    block = re.search(rf"^{above}:\s*\n((?:[ \t#].*\n|\n)*)", settings, re.MULTILINE)
    scalar = rf"""^[ \t]+{name}:[ \t]*(["']?)(\S*?)\1[ \t]*(?:[ \t]#.*)?$"""
    found = re.search(scalar, block[1] if block else "", re.MULTILINE)
    return found[2] if found else ""
