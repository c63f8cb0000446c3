"""The pages of one release."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from markupsafe import Markup

from portspec.analysis.releases import latest
from portspec.artifact import Artifact
from portspec.writers.site.connections import connections, party, ports
from portspec.writers.site.downloads import by_kind
from portspec.writers.site.labels import by_number
from portspec.writers.site.release import Release, role_path
from portspec.writers.site.releases import retired
from portspec.writers.site.sheets import cut, sheet_path
from portspec.writers.site.template import render


def pages(release: Release, history: Sequence[Release], **about: Any) -> Iterator[Artifact]:
    """Yield the pages of a release, one of those in its product's history, oldest first.

    `about` holds what the templates need besides.
    """
    about |= {"release": release, "spec": release.spec, "latest": latest(history), "history": history}
    flows, shown = connections(release)
    gaps = (*release.unknown, *release.spec.findings)
    yield _page("release", "index", about)
    yield _page("errata", "errata", about)
    yield from _list("ports", by_number(release.spec.requirements), about)
    yield from _list(
        "flows", flows, about | shown | {"party": partial(party, release.words), "ports": partial(ports, release.words)}
    )
    yield from _list("gaps", gaps, about)
    yield from _list("downloads", by_kind(release.files), about)
    yield from _roles(release, retired(release, history[: history.index(release)]), about)


def _roles(release: Release, gone: dict[str | None, Any], about: dict[str, Any]) -> Iterator[Artifact]:
    for role in release.parts:
        id = role.id if role else None
        files = release.downloads.get(id, ()) if role else ()
        more = {"role": role, "files": by_kind(each for each in files if not each.snippet), "retired": gone.get(id, ())}
        sheets = release.sheets[id]
        for sheet in sheets:
            yield _page("role", role_path(id), about | more, sheet.number, sheet=sheet, pages=len(sheets))


def _list(name: str, rows: Sequence[Any], about: dict[str, Any]) -> Iterator[Artifact]:
    parts = cut(rows)
    for number, part in enumerate(parts, 1):
        yield _page(name, name, about, number, rows=part, pages=len(parts))


def _page(template: str, name: str, about: dict[str, Any], number: int = 1, **more: Any) -> Artifact:
    """Return one sheet of a page; `up` leads from it to the release's folder."""
    path = sheet_path(name, number)
    up = Markup("../" * path.count("/"))  # noqa: S704
    release: Release = about["release"]
    return render(template, f"{release.folder}{path}.md", release.words, name=name, page=number, up=up, **about, **more)
