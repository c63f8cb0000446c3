"""A plan is a host's firewall configuration before it is written in a dialect."""

from typing import Literal

import msgspec

from portspec.spec import PortRange, Requirement, Spec
from portspec.writers.firewall.lowering.options import Options

Special = Literal["zone", "interface", "table", "enforce", "enforce_output"]
"""A field of `Options` that only some dialects can meet."""


class Networks(msgspec.Struct, frozen=True, kw_only=True):
    """Where the other end of a rule is; a family without networks is closed."""

    parties: tuple[str, ...]
    """The names under which the networks were given."""
    v4: tuple[str, ...]
    """IPv4 networks in CIDR form, sorted, none inside another."""
    v6: tuple[str, ...]
    """IPv6 networks, likewise."""


class Match(msgspec.Struct, frozen=True, kw_only=True):
    """Which packets a rule accepts, but for the ports; the port is always the destination's."""

    direction: Literal["in", "out"]
    """Seen from the host."""
    transport: str
    """Name of an IP protocol, in lower case."""
    networks: Networks | None = None
    """The sources of incoming, the destinations of outgoing packets; None means any."""
    interface: str | None = None
    """The only interface on which they come in or go out; None means all."""
    bound: bool = False
    """True where the ports are the user's own: they stand in the given order and beside the documented ones."""
    allowed: str | None = None
    """The name under which `--allow` asks for it, where no requirement does."""


class Opening(msgspec.Struct, frozen=True, kw_only=True):
    """Ports to open, and the requirements that ask for them."""

    ports: PortRange | None
    """None for a protocol without ports."""
    requirements: tuple[Requirement, ...]
    """Empty for what `--allow` asks for."""


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to accept. The openings of a rule never overlap."""

    match: Match
    """Which packets."""
    openings: tuple[Opening, ...]
    """Their ports; at least one."""


class LeftOut(msgspec.Struct, frozen=True, kw_only=True):
    """A requirement, or a part of it, that becomes no rule."""

    requirement: Requirement
    """The whole row, of which the reason may concern a part."""
    reason: str
    """Why, in words that end a sentence."""
    help: str
    """What would change that."""


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that a dialect writes."""

    spec: Spec
    """What the rules are made of."""
    options: Options
    """As the user gave them."""
    roles: tuple[str, ...]
    """The asked roles and, unless unwanted, those that they include."""
    rules: tuple[Rule, ...]
    """Incoming before outgoing; documented ports before bound ones; last what `--allow` asks for."""
    left_out: tuple[LeftOut, ...]
    """In the spec's order."""


class Ability(msgspec.Struct, frozen=True, kw_only=True):
    """What a dialect can say; the lowering leaves out the rest."""

    transports: frozenset[str]
    """Protocols with ports."""
    protocols: frozenset[str]
    """Protocols without ports."""
    outgoing: bool
    """Whether rules for outgoing traffic have a place in what is written."""
    outgoing_only: frozenset[str] = frozenset()
    """Protocols of which it can accept nothing that comes in."""
    lowest: int = 0
    """The lowest port that it can say."""
    options: frozenset[Special] = frozenset()
    """The options that not every dialect has and this one does."""
