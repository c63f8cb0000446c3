"""A claim is one statement read from one place of a document, before anything is corrected."""

from typing import Literal

import msgspec

from portspec.spec import Context, Direction, Kind, Need, PortRange, Provenance


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """What one row of a table, one item of a list or one sentence says about ports."""

    role: str | None
    """The page's words for the role, or None."""
    direction: Direction
    ports: tuple[PortRange, ...]
    dynamic: str | None
    """The placeholder or the words that stand for a number, or None."""
    transports: tuple[str, ...]
    source: str | None = None
    destination: str | None = None
    peers: tuple[str, ...] = ()
    purpose: str | None = None
    condition: str | None = None
    negated: bool = False
    reserved: bool = False
    configurable: bool = False
    need: Need = "required"
    roles: tuple[str, ...] = ()
    """The page's words for all hosts that the row names, `role` first; empty where it names no more than that."""
    sources: tuple[str, ...] = ()
    """The hosts that `source` names, each by itself."""
    destinations: tuple[str, ...] = ()
    source_ports: tuple[PortRange, ...] = ()
    """The ports that connections come from; empty means any."""
    evidence: dict[str, Context] = {}
    """For each field whose value stands elsewhere than in the row: where, and what lost against it."""
    headings: tuple[str, ...] = ()
    """The headings it stands below, the nearest first."""
    table: int = 0
    """Number of the table of ports it stands in, from 1 on; 0 outside tables."""
    kind: Kind
    provenance: Provenance


class RoleClaim(msgspec.Struct, frozen=True, kw_only=True):
    """A role that the page names, with what it says about the role as a whole."""

    text: str
    """The page's words."""
    includes: tuple[str, ...] = ()
    """The page's words for the roles whose ports are needed as well."""
    conditions: tuple[tuple[str, Provenance], ...] = ()
    id: str | None = None
    """Given where its words are those of no kind of host."""
    provenance: Provenance


class NoteClaim(msgspec.Struct, frozen=True, kw_only=True):
    """A paragraph about ports that states none, with its commands."""

    text: str
    commands: tuple[str, ...]
    provenance: Provenance


class CommandClaim(msgspec.Struct, frozen=True, kw_only=True):
    """What a command in a code block of the page would open."""

    ports: tuple[PortRange, ...]
    transports: tuple[str, ...]
    direction: Literal["inbound", "outbound"]
    """As the host's firewall sees it."""
    source: str | None = None
    """The addresses that alone may connect."""
    destination: str | None = None
    """The addresses that alone may be reached."""
    inside: tuple[PortRange, ...] = ()
    """The ports at which a container listens by itself, where it is one that opens them; empty for a firewall."""
    provenance: Provenance


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """All that one document says, with the accounting of its rows."""

    claims: tuple[Claim, ...]
    roles: tuple[RoleClaim, ...]
    notes: tuple[NoteClaim, ...]
    commands: tuple[CommandClaim, ...] = ()
    """What its commands would open, also where rows state the same."""
    rows: int
    """Rows of port tables, items of port lists and sentences that state ports: rows = read + unread."""
    unread: int
    tables: int = 0
    """Tables that were read as port tables."""
    numbers: int = 0
    """Numbers that could be ports, in blocks that speak of ports: numbers = claimed + aside + reported."""
    claimed: int = 0
    aside: int = 0
    reported: int = 0
