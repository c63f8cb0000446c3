"""How a reader moves among the pages, in the form of the `nav` setting that MkDocs and its kin read."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from portspec.analysis.releases import latest_first
from portspec.writers.site import histories
from portspec.writers.site.history import PAGE
from portspec.writers.site.reference import FOLDER, names
from portspec.writers.site.release import Release, language_of
from portspec.writers.site.text import text

GUIDE = "guide/"
HOSTS = "hosts/"
"""Where a project keeps what an audit says of its hosts."""
FINDINGS = "findings/"


def navigation(releases: Sequence[Release], written: Collection[str]) -> list[dict[str, Any] | str]:
    """Return the tree of titles and paths: the products below the home page, then the tools and the pages by hand.

    However many products there are, one title stands for them; each has its latest release first.

    Titles are made safe for HTML, because themes print them as they are; pages by hand bring their own.
    Of a list that is cut into several pages only the first is named.
    """
    words = language_of(releases)
    products = (_product(history) for history in histories(releases).values())
    formats = [f"{FOLDER}index.md", *(f"{FOLDER}{name}.schema.md" for name in names())]
    folders = {"Hosts": HOSTS, "Guide": GUIDE, "Findings": FINDINGS}
    sections = {words(name): _below(folder, written) for name, folder in folders.items()} | {words("Formats"): formats}
    return [
        {words("Ports"): ["index.md", *products]},
        {words("Firewall builder"): "firewall.md"},
        *({name: pages} for name, pages in sections.items() if pages),
    ]


def _below(folder: str, written: Iterable[str]) -> list[str]:
    return sorted(
        (path for path in written if path.startswith(folder) and path.endswith(".md")),
        key=lambda path: (not path.endswith("/index.md"), path),
    )


def _product(history: Sequence[Release]) -> dict[str, Any]:
    about = history[0].product
    releases = [
        {str(text(each.product.release_name)): _release(each, each is history[0])} for each in latest_first(history)
    ]
    beside = [{history[0].words("Releases side by side"): f"{about.id}/releases.md"}] if len(history) > 1 else []
    return {str(text(about.name)): [f"{about.id}/index.md", *releases, *beside]}


def _release(release: Release, first: bool) -> list[Any]:  # noqa: FBT001 - private
    roles = [
        {str(text(role.name)): f"{release.folder}roles/{role.id}.md"}
        if role
        else {release.words("Without a role"): f"{release.folder}without-role.md"}
        for role in release.parts
    ]
    since = {} if first else {"What has changed": PAGE}
    pages = {"Who connects to whom": "flows", "All ports": "ports"} | since
    pages |= {"What is not stated": "gaps", "Errata": "errata", "Downloads": "downloads"}
    return [
        f"{release.folder}index.md",
        *roles,
        *({release.words(title): f"{release.folder}{name}.md"} for title, name in pages.items()),
    ]
