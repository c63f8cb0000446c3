"""Exposure: what a requirement opens on the network, in a form in which two requirements can be compared."""

from collections.abc import Iterable
from typing import Literal

import msgspec

from portspec.spec import Party, PortRange, Requirement

Way = Literal["inbound", "outbound"]
WAYS: dict[str, tuple[Way, ...]] = {"inbound": ("inbound",), "outbound": ("outbound",), "both": ("inbound", "outbound")}
"""The ways of a direction; traffic inside the host and an unstated direction have none."""
ANYONE = ""
"""The other end where nobody names one."""


State = Literal["closed", "unknown", "open"]


class Opening(msgspec.Struct, frozen=True, kw_only=True):
    """Traffic of one transport that may pass one way; what is unstated equals only itself."""

    way: Way | Literal["unstated"]
    transport: str
    """Empty where unstated."""
    party: str
    """The other end: a role's id, an outsider's name in lower case, or `ANYONE`."""
    ports: PortRange | str | None
    """The ports, the name of a dynamic port (empty where it has none), or None for a protocol without ports."""


def ways(row: Requirement) -> tuple[Way, ...]:
    """Return the ways in which a requirement's traffic crosses the network; none where the page says that none does.

    A port that is not used, only reserved, or used inside the host opens nothing.
    """
    return () if row.negated or row.reserved else WAYS.get(row.direction, ())


def state(row: Requirement) -> State:
    """Return whether a requirement must not be opened, cannot be since something is not known, or is to be opened."""
    if row.negated or row.reserved or row.direction == "internal":
        return "closed"
    one_sided = row.direction == "unstated" and not (row.source and row.destination)
    return "unknown" if row.dynamic or one_sided or not row.transports else "open"


def exposure(row: Requirement) -> frozenset[Opening]:
    """Return all that a requirement opens, or would open if what it leaves unstated were known."""
    ports = row.ports or (((row.dynamic.name or "") if row.dynamic else None),)
    every: tuple[Way | Literal["unstated"], ...] = ways(row)
    if row.direction == "unstated" and state(row) != "closed":
        every = ("unstated",)
    return frozenset(
        Opening(way=way, transport=transport, party=party, ports=each)
        for way in every
        for transport in row.transports or ("",)
        for party in parties(row, way)
        for each in ports
    )


def parties(row: Requirement, way: Way | Literal["unstated"]) -> tuple[str, ...]:
    """Return who is at the other end: the page's source or destination column counts before the peers."""
    columns = {"inbound": row.source, "outbound": row.destination}
    column = columns.get(way, " → ".join(filter(None, columns.values())))
    return (column.casefold(),) if column else tuple(map(_party, row.peers)) or (ANYONE,)


def _party(party: Party) -> str:
    return party.role or party.text.casefold()


def covers(wide: Iterable[Opening], narrow: Iterable[Opening]) -> bool:
    """Return whether everything in `narrow` is open in `wide` too; what is open to anyone is open to each party."""
    wide = tuple(wide)
    return all(_open(each, wide) for each in narrow)


def _open(wanted: Opening, wide: tuple[Opening, ...]) -> bool:
    same = [
        each.ports
        for each in wide
        if (each.way, each.transport) == (wanted.way, wanted.transport) and each.party in (ANYONE, wanted.party)
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

    Two rows with a key in common differ in nothing but their ports and their words. The order is the row's own, as
    findings come in it.
    """
    ends = (row.source, row.destination, *sorted(peer.role or peer.text.casefold() for peer in row.peers))
    return tuple(
        (row.role, way, transport, row.negated, row.reserved, row.condition, ends)
        for way in WAYS.get(row.direction, (row.direction,))
        for transport in row.transports or (None,)
    )
