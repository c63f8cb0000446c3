"""The port finder's table: every requirement in a few short values.

It is a script and not JSON, because a page that is opened from a folder may load the one and not the other.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from portspec.analysis.lookup import service_names, speech, transports
from portspec.analysis.query import FILLERS, fold, parse
from portspec.analysis.releases import newest_first
from portspec.analysis.verdict import hosts_of, seen_from, state_of
from portspec.artifact import Artifact
from portspec.registry import registrations
from portspec.spec import Basis, Requirement, Spec, role_closure
from portspec.unseen import visible
from portspec.writers.site.labels import DIRECTIONS, FIELDS, STATUSES, by_number, condition, number
from portspec.writers.site.needs import ENDS, conditional, sides
from portspec.writers.site.release import Release
from portspec.writers.site.words import ENGLISH, Words

PATH = "assets/ports.js"


def finder(histories: Collection[Sequence[Release]], words: Words = ENGLISH) -> Artifact:
    """Return the script that sets the finder's table; the latest releases come first, then those before them.

    A release is: folder, title, whether it is the latest of its product; by role, where it includes others, all
    that then count as its own, as places; its own name; and its roles. A service is a name of IANA's with its ports
    inside the ranges, each with its transports in turn. A row is: release, role (-1 for none) and page, each its
    place in the list of that name; id; starts and ends of its ranges in turn; transports; direction and status, as
    places; the name of a dynamic port; purpose; the other ends; IANA's names of its ports; the fields that are
    assumed; the words that it answers to besides; each way that it opens at its role's hosts, as twice the other
    end's place, and one more for the way out; the condition under which it is needed; and the other roles whose
    hosts it is about, each with such a way, -1 for none. Empty values at its end are left out. Texts are texts, not
    markup.
    """
    releases = list(newest_first(histories))
    specs = [release.spec for release, _ in releases]
    roles = {role.id: visible(role.name) for spec in reversed(specs) for role in spec.roles}
    pages = dict.fromkeys(page for release, _ in releases for page in release.places.values())
    role_at, page_at, parties = _places(roles), _places(pages), dict[str, int]()
    table: dict[str, Any] = {
        "releases": [
            (
                *(each.folder, visible(each.title), latest, _inheriting(each.spec, role_at)),
                *(visible(each.product.release_name), [role_at[role.id] for role in each.spec.roles]),
            )
            for each, latest in releases
        ],
        "roles": list(roles.items()),
        "pages": list(pages),
        "transports": sorted(transports(specs)),
        "fillers": sorted(FILLERS),
        "services": _services(specs),
        "directions": [words(each) for each in DIRECTIONS.values()],
        "statuses": [words(each) for each in STATUSES.values()],
        "rows": [
            (
                *(at, role_at.get(row.role, -1), page_at[release.places[row.id]]),
                *_row(row, release, said_),
                *_ways(row, words, role_at, parties),
            )
            for at, (release, _) in enumerate(releases)
            for row, said_ in _spoken(release)
        ],
    }
    table["parties"] = list(parties)
    return Artifact(path=PATH, data=b"portspec.table = " + msgspec.json.encode(table) + b";\n")


def _places(names: Iterable[str]) -> dict[str | None, int]:
    return {name: at for at, name in enumerate(names)}


def _inheriting(spec: Spec, role_at: Mapping[str | None, int]) -> dict[int, list[int]]:
    heirs = (role.id for role in spec.roles if role.includes)
    return {role_at[heir]: [role_at[each] for each in role_closure(spec, heir)] for heir in heirs}


def _services(specs: Iterable[Spec]) -> dict[str, list[int | str]]:
    """Return the ports inside documented ranges by their names; the names of single ports stand in the rows."""
    ranges = {each for spec in specs for row in spec.requirements for each in row.ports if each.start < each.end}
    ports = {port for each in ranges for port in range(each.start, each.end + 1)}
    found: dict[str, list[int | str]] = {}
    for each in (each for port in sorted(ports) for each in registrations(port)):
        found.setdefault(fold(each.name), []).extend((each.port, " ".join(each.transports)))
    return found


def _spoken(release: Release) -> Iterator[tuple[Requirement, str]]:
    """Yield the requirements by number, each with all words that it answers to."""
    words = {row.id: text for row, _, text in speech(release.spec)}
    yield from ((row, words[row.id]) for row in by_number(release.spec.requirements))


def _row(row: Requirement, release: Release, spoken: str) -> tuple[Any, ...]:
    """Return what a row holds after its page."""
    ends = (row.source, row.destination, *(peer.text for peer in row.peers))
    shown = (visible(row.purpose or ""), visible(", ".join(end for end in ends if end)), " ".join(service_names(row)))
    role = release.roles.get(row.role)
    said = fold(" ".join((row.id, release.title, release.folder, role.name if role else "", *row.transports, *shown)))
    return (
        row.id,
        [end for each in row.ports for end in (each.start, each.end)],
        " ".join(row.transports),
        list(DIRECTIONS).index(seen_from(row, row.role)),
        list(STATUSES).index(state_of(row)),
        "" if row.ports else visible(number(release.words, row)),
        *shown,
        ", ".join(release.words(FIELDS[field]) for field in FIELDS if _assumed(release, row.corrected.get(field))),
        " ".join(each for each in dict.fromkeys(spoken.split()) if each not in said and parse(each).words),
    )


def _ways(row: Requirement, words: Words, role_at: Mapping[str | None, int], parties: dict[str, int]) -> list[Any]:
    """Return the end of a row, what it opens; a party that is not among `parties` is added there."""
    ways: dict[str | None, list[int]] = {row.role: [], **{each: [] for each in hosts_of(row)}}
    for each in sides(row):
        place = parties.setdefault(visible(each.peer), len(parties))
        ways[each.host].append(2 * place + list(ENDS).index(each.way))
    own = ways.pop(row.role)
    others = [place for host, codes in ways.items() for code in codes or (-1,) for place in (role_at[host], code)]
    found = [own, visible(condition(words, row)) if conditional(row) else "", others]
    while found and not found[-1]:
        found.pop()
    return found


def _assumed(release: Release, basis: Basis | None) -> bool:
    return basis is not None and release.errata[basis.erratum].kind == "assumption"
