"""The port finder's table: every requirement in a few short values.

It is a script and not JSON, because a page that is opened from a folder may load the one and not the other.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

import msgspec

from portspec.artifact import Artifact
from portspec.registry import registrations
from portspec.spec import Basis, Requirement
from portspec.unseen import visible
from portspec.writers.site.release import Release
from portspec.writers.site.words import DIRECTIONS, FIELDS, STATUSES, by_number, number, status

PATH = "assets/ports.js"


def finder(histories: Collection[Sequence[Release]]) -> Artifact:
    """Return the script that sets the finder's table; the latest releases come first, then those before them.

    A row is: release, role (-1 for none) and page, each its place in the list of that name; id; starts and ends of
    its ranges in turn; transports; direction and status, as places; the name of a dynamic port; purpose; the other
    ends; IANA's names of its ports; the fields that are assumed. Texts are texts, not markup.
    """
    releases = list(_latest_first(histories))
    roles = {role.id: visible(role.name) for release, _ in reversed(releases) for role in release.spec.roles}
    pages = dict.fromkeys(page for release, _ in releases for page in release.places.values())
    role_at, page_at = _places(roles), _places(pages)
    table = {
        "releases": [(each.folder, visible(each.title), latest) for each, latest in releases],
        "roles": list(roles.items()),
        "pages": list(pages),
        "directions": list(DIRECTIONS.values()),
        "statuses": list(STATUSES.values()),
        "rows": [
            (at, role_at.get(row.role, -1), page_at[release.places[row.id]], *_row(row, release))
            for at, (release, _) in enumerate(releases)
            for row in by_number(release.spec.requirements)
        ],
    }
    return Artifact(path=PATH, data=b"portspec.table = " + msgspec.json.encode(table) + b";\n")


def _latest_first(histories: Collection[Sequence[Release]]) -> Iterator[tuple[Release, bool]]:
    """Yield every release by its age, and whether it is the latest of its product."""
    for age in range(max(map(len, histories), default=0)):
        yield from ((history[-1 - age], age == 0) for history in histories if age < len(history))


def _places(names: Iterable[str]) -> dict[str | None, int]:
    return {name: at for at, name in enumerate(names)}


def _row(row: Requirement, release: Release) -> tuple[Any, ...]:
    """Return what a row holds after its page."""
    ends = (row.source, row.destination, *(peer.text for peer in row.peers))
    return (
        row.id,
        [end for each in row.ports for end in (each.start, each.end)],
        " ".join(row.transports),
        list(DIRECTIONS).index(row.direction),
        list(STATUSES).index(status(row)),
        "" if row.ports else visible(number(row)),
        visible(row.purpose or ""),
        visible(", ".join(end for end in ends if end)),
        " ".join(_names(row)),
        ", ".join(FIELDS[field].lower() for field in FIELDS if _assumed(release, row.basis.get(field))),
    )


def _assumed(release: Release, basis: Basis | None) -> bool:
    return basis is not None and release.errata[basis.erratum].kind == "assumption"


def _names(row: Requirement) -> list[str]:
    """Return what IANA calls a row's single ports, for its transports where they are stated."""
    single = (each.start for each in row.ports if each.start == each.end)
    found = (each for port in single for each in registrations(port))
    names = (each.name for each in found if not row.transports or {*row.transports} & {*each.transports})
    return list(dict.fromkeys(names))
