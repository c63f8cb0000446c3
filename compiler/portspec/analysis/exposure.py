"""Exposure: what a requirement opens on the network, in a form in which two requirements can be compared."""

from collections.abc import Iterable, Mapping

import msgspec

from portspec.analysis.verdict import WAYS, Rule, Way, is_contained, refusals_of, rules_of
from portspec.spec import PortRange, Requirement

ANYONE = ""
"""The other end where nobody names one."""


class Opening(msgspec.Struct, frozen=True, kw_only=True):
    """Traffic of one transport that may pass one way; what is unstated equals only itself."""

    host: str | None
    """The role's id."""
    way: Way | None
    """None where unstated."""
    transport: str
    """Empty where unstated."""
    party: str
    """The other end: a role's id, an outsider's name in lower case, or `ANYONE`."""
    ports: PortRange | str | None
    """The ports, the name of a dynamic port (empty where it has none), or None for a protocol without ports."""


def ways(row: Requirement) -> tuple[Way, ...]:
    """Return the ways in which a requirement's traffic passes its role's hosts; none where the page refuses it."""
    return tuple(parties(row))


def parties(row: Requirement) -> Mapping[Way, tuple[str, ...]]:
    """Return who is at the other end of the hosts that a requirement is about, by the ways of its traffic."""
    found: dict[Way, dict[str, None]] = {}
    for rule in () if refusals_of(row) else rules_of(row, {}):
        if rule.direction and (rule.host == row.role or rule.host in row.roles):
            found.setdefault(rule.direction, {})[_party(rule)] = None
    return {way: tuple(found[way]) for way in sorted(found)}


def exposure(row: Requirement) -> frozenset[Opening]:
    """Return all that a requirement opens, or would open if what it leaves unstated were known."""
    if refusals_of(row):
        return frozenset()
    return frozenset(
        Opening(host=rule.host, way=rule.direction, transport=rule.transport or "", party=_party(rule), ports=each)
        for rule in rules_of(row, {})
        for each in rule.ports or (((row.dynamic.name or "") if row.dynamic else None),)
    )


def _party(rule: Rule) -> str:
    return (rule.party or ANYONE).casefold()


def covers(wide: Iterable[Opening], narrow: Iterable[Opening]) -> bool:
    """Return whether everything in `narrow` is open in `wide` too; what is open to anyone is open to each party."""
    wide = tuple(wide)
    return all(_open(each, wide) for each in narrow)


def _open(wanted: Opening, wide: tuple[Opening, ...]) -> bool:
    same = [
        each.ports
        for each in wide
        if (each.host, each.way, each.transport) == (wanted.host, wanted.way, wanted.transport)
        and each.party in (ANYONE, wanted.party)
    ]
    if not isinstance(wanted.ports, PortRange):
        return wanted.ports in same
    reached = wanted.ports.start
    for ports in sorted(each for each in same if isinstance(each, PortRange)):
        if ports.start <= reached:
            reached = max(reached, ports.end + 1)
    return reached > wanted.ports.end


def traffic(row: Requirement) -> tuple[tuple[object, ...], ...]:
    """Return what traffic a requirement is about, one key for each way and transport, whatever its ports.

    Two rows with a key in common differ in nothing but their ports and their words; each container has ports of its
    own. The order is the row's own, as findings come in it.
    """
    ends = (row.source, row.destination, *sorted(peer.role or peer.text.casefold() for peer in row.peers))
    inside = row.id if is_contained(row) else None
    return tuple(
        (row.role, way, transport, row.negated, row.reserved, row.condition, ends, inside)
        for way in WAYS.get(row.direction, (row.direction,))
        for transport in row.transports or (None,)
    )
