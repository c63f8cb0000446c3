"""A product's releases side by side: which requirement stands in which, and where those that are gone stood last."""

from collections.abc import Sequence

from portspec.spec import Requirement
from portspec.writers.site.labels import by_number
from portspec.writers.site.release import Release, role_path

PAGES = frozenset(("index", "ports", "flows", "gaps", "errata", "downloads"))
"""The pages that each release has, without suffix."""

Line = tuple[str, list[Requirement | None]]
"""A requirement's id, and the requirement in each release or None."""


def side_by_side(history: Sequence[Release]) -> list[Line]:
    """Return every id that a release has, by port number, with the requirements of the releases in the given order."""
    known = {each.id: each for release in history for each in release.spec.requirements}
    return [(each.id, [release.requirements.get(each.id) for release in history]) for each in by_number(known.values())]


def retired(release: Release, earlier: Sequence[Release]) -> dict[str | None, list[tuple[Requirement, Release]]]:
    """Return, by role, what earlier releases state and `release` does not, each with the last release that does.

    `earlier` comes oldest first.
    """
    gone = {each.id: (each, old) for old in earlier for each in old.spec.requirements}
    found: dict[str | None, list[tuple[Requirement, Release]]] = {}
    for id, (each, old) in gone.items():
        if id not in release.requirements:
            found.setdefault(each.role, []).append((each, old))
    return found


def same_page(name: str, release: Release, history: Sequence[Release]) -> str:
    """Return the page of a release that tells what the page `name` of another one does, its overview if it has none.

    `name` is a path below a release's folder, without suffix. `history` comes oldest first.
    """
    roles = {role_path(each.id if each else None) for each in release.parts}
    since = {"changes"} if release is not history[0] else set()
    return name if name in PAGES | roles | since else "index"
