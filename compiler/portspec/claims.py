"""A claim is one statement read from one place of a document, before anything is corrected."""

from typing import Literal

import msgspec
from msgspec import UNSET, UnsetType

from portspec.spec import Context, Direction, Kind, Need, PortRange, Provenance


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """What one row of a table, one item of a list or one sentence says about ports."""

    role: str | None
    """The page's words for the role, or None."""
    direction: Direction
    """Seen from the role; `unstated` where nothing says it."""
    ports: tuple[PortRange, ...]
    """In the page's order; empty for a dynamic port and for a protocol without ports."""
    dynamic: str | None
    """The placeholder or the words that stand for a number, or None."""
    transports: tuple[str, ...]
    """Lower-case IP protocol names, sorted; empty where unstated."""
    source: str | None = None
    """The page's words for where connections come from, or None."""
    destination: str | None = None
    """The page's words for where connections go, or None."""
    peers: tuple[str, ...] = ()
    """The page's words for who is at the other end, each by itself."""
    purpose: str | None = None
    """What the port is for, in the page's words, or None."""
    condition: str | None = None
    """The words that limit when it is needed, or None."""
    negated: bool = False
    """True where the page says that the port is not used, or not to be opened."""
    reserved: bool = False
    """True where the page says that the port is only held for something."""
    configurable: bool = False
    """True where the page says that another port can be chosen."""
    need: Need = "required"
    """How firmly the page asks for it."""
    roles: tuple[str, ...] = ()
    """The page's words for all hosts that the row names, `role` first; empty where it names no more than that."""
    sources: tuple[str, ...] = ()
    """The hosts that `source` names, each by itself."""
    destinations: tuple[str, ...] = ()
    """The hosts that `destination` names, each by itself."""
    source_ports: tuple[PortRange, ...] = ()
    """The ports that connections come from; empty means any."""
    icmp_types: tuple[str, ...] | UnsetType = UNSET
    """The only messages of ICMP or ICMPv6 that are meant, by type, `8`, or type and code, `3/4` (RFC 792, RFC 4443);
    absent means all."""
    evidence: dict[str, Context] = {}
    """For each field whose value stands elsewhere than in the row: where, and what lost against it."""
    headings: tuple[str, ...] = ()
    """The headings it stands below, the nearest first."""
    table: int = 0
    """Number of the table of ports it stands in, from 1 on; 0 outside tables."""
    kind: Kind
    """What it was read from: a row of a table, an item of a list or a sentence."""
    provenance: Provenance
    """Where the port text stands, with the whole row as its quote."""


class RoleClaim(msgspec.Struct, frozen=True, kw_only=True):
    """A role that the page names, with what it says about the role as a whole."""

    text: str
    """The page's words."""
    includes: tuple[str, ...] = ()
    """The page's words for the roles whose ports are needed as well."""
    conditions: tuple[tuple[str, Provenance], ...] = ()
    """The sentences that say when its ports are opened, each with its place."""
    id: str | None = None
    """Given where its words are those of no kind of host."""
    provenance: Provenance
    """Where the page names it first."""


class NoteClaim(msgspec.Struct, frozen=True, kw_only=True):
    """A paragraph about ports that states none, with its commands."""

    text: str
    """The paragraph, without markup."""
    commands: tuple[str, ...]
    """The code blocks right below it."""
    provenance: Provenance
    """Where the paragraph stands."""


class CommandClaim(msgspec.Struct, frozen=True, kw_only=True):
    """What a command in a code block of the page would open."""

    ports: tuple[PortRange, ...]
    """In the order of the command; never empty."""
    transports: tuple[str, ...]
    """Lower-case names; both TCP and UDP where a firewall takes a port without one as both."""
    direction: Literal["inbound", "outbound"]
    """As the host's firewall sees it."""
    source: str | None = None
    """The addresses that alone may connect."""
    destination: str | None = None
    """The addresses that alone may be reached."""
    inside: tuple[PortRange, ...] = ()
    """The ports at which a container listens by itself, where it is one that opens them; empty for a firewall."""
    provenance: Provenance
    """The line or lines of the command."""


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """All that one document says, with the accounting of its rows."""

    claims: tuple[Claim, ...]
    """In the page's order."""
    roles: tuple[RoleClaim, ...]
    """In the order in which the page names them."""
    notes: tuple[NoteClaim, ...]
    """In the page's order."""
    commands: tuple[CommandClaim, ...] = ()
    """What its commands would open, also where rows state the same."""
    rows: int
    """Rows of port tables, items of port lists and sentences that state ports: rows = read + unread."""
    unread: int
    """Those that say something of ports that was not understood; each has a finding."""
    tables: int = 0
    """Tables that were read as port tables."""
    numbers: int = 0
    """Numbers that could be ports, in blocks that speak of ports: numbers = claimed + aside + reported."""
    claimed: int = 0
    """Those that a claim states."""
    aside: int = 0
    """Those that the words around them show to be something else."""
    reported: int = 0
    """Those that a finding points at."""
