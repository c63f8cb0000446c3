"""What a host needs: the ways in and out that rows open at it, as the verdict has them."""

from collections.abc import Iterator, Mapping

import msgspec

from portspec.analysis.verdict import Way, rules_of, stands_on, verdict_of
from portspec.spec import Id, Requirement, Role
from portspec.writers.site.release import Release

ENDS: Mapping[Way, str] = {"in": "<em>from</em> {peers}", "out": "<em>to</em> {peers}"}
"""How a page names the other end of a way, as HTML."""
BOTH = "<em>from and to</em> {peers}"


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One way that a row opens at one host."""

    host: Id
    """The role on whose hosts it is."""
    way: Way
    """Whether others connect to the host, or it to others."""
    peer: str
    """The page's words for the other end; empty where it names nobody."""


def sides(row: Requirement) -> tuple[Side, ...]:
    """Return each way that a row opens, if only under a condition, at each host; none where nothing of it is open."""
    return tuple(
        dict.fromkeys(
            Side(host=each.host, way=each.direction, peer=" ".join((each.peer_text or "").split()))
            for each in rules_of(row, {})
            if each.verdict != "closed" and each.host and each.direction
        )
    )


def conditional(row: Requirement) -> bool:
    """Tell whether a row is needed only under a condition."""
    return verdict_of(row) == "conditional"


def met(row: Requirement, host: Id | None) -> Iterator[tuple[str, str]]:
    """Yield how to name the other end, once for each way, with who is there, empty where nobody is named.

    It is seen from the host, or from all hosts where it has no side of its own.
    """
    every = sides(row)
    peers: dict[Way, list[str]] = {}
    for each in [each for each in every if each.host == host] or every:
        peers.setdefault(each.way, []).append(each.peer)
    named = {way: ", ".join(filter(None, dict.fromkeys(names))) for way, names in peers.items()}
    if len(named) == len(ENDS) and len({*named.values()}) == 1:
        yield BOTH, named["in"]
    else:
        yield from ((ENDS[way], each) for way, each in named.items())


def summary(release: Release, role: Role | None) -> dict[str, int]:
    """Return how many rows a host of a role lets in and out, what it inherits counted, and how many it may not.

    Rows that are listed under a role and open nothing at its hosts are between others.
    """
    hosts = {each.id for each in (role, *release.included(role)) if each}
    rows = [row for _, rows in release.rows(role, "open") for row in rows]
    firm = [{each.way for each in sides(row) if each.host in hosts} for row in rows if not conditional(row)]
    return {
        "in": sum("in" in ways for ways in firm),
        "out": sum("out" in ways for ways in firm),
        "conditional": sum(map(conditional, rows)),
        "unknown": sum(len(rows) for _, rows in release.rows(role, "unknown")),
        "closed": sum(len(rows) for _, rows in release.rows(role, "closed")),
        "between": sum(hosts.isdisjoint(stands_on(row)) for row in rows) if role else 0,
    }
