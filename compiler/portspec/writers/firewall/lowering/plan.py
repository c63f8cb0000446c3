"""A plan is a host's firewall configuration before it is written in a dialect."""

from collections.abc import Container, Mapping
from typing import Literal

import msgspec

from portspec.spec import PortRange, Requirement, Spec
from portspec.writers.firewall.lowering.options import Family, Options


class Networks(msgspec.Struct, frozen=True, kw_only=True):
    """Where the other end of a rule is; a family without networks is closed."""

    parties: tuple[str, ...]
    """The names under which the networks were given, or one of `EVERYWHERE`."""
    v4: tuple[str, ...]
    """IPv4 networks in CIDR form, sorted, none inside another."""
    v6: tuple[str, ...]
    """IPv6 networks, likewise."""
    pods: tuple[tuple[str, ...], ...] = ()
    """The labels of pods, as KEY=VALUE; those of one entry stand together on a pod."""

    @property
    def empty(self) -> bool:
        """Whether nobody is there."""
        return not (self.v4 or self.v6 or self.pods)

    @property
    def everywhere(self) -> Family | None:
        """The family of which these are all addresses that there are, where the options ask for no other."""
        return next((family for family, name in EVERYWHERE.items() if self.parties == (name,)), None)


EVERYWHERE: Mapping[Family, str] = {"ipv4": "any IPv4 address", "ipv6": "any IPv6 address"}
"""What all addresses of a family are called; no party's name has capitals."""


class Match(msgspec.Struct, frozen=True, kw_only=True):
    """Which packets a rule accepts, but for the ports that they go to."""

    direction: Literal["in", "out"]
    """Seen from the host."""
    transport: str
    """Name of an IP protocol, in lower case."""
    networks: Networks | None = None
    """The sources of incoming, the destinations of outgoing packets; None means any."""
    interface: str | None = None
    """The only interface on which they come in or go out; None means all."""
    types: tuple[str, ...] = ()
    """The only messages, for ICMP and ICMPv6, by type or by type and code as `3/4`; empty means all."""
    sources: tuple[PortRange, ...] = ()
    """The only ports that they come from, sorted, of which none overlap; empty means all."""
    bound: bool = False
    """True where the ports are the user's own: they stand in the given order and beside the documented ones."""
    allowed: str | None = None
    """The name under which `--allow` or `--allow-in` asks for it, where no requirement does."""
    limited: bool = False
    """Whether an address may open only `RATE` of them."""

    @property
    def anywhere(self) -> bool:
        """Whether the other end may have any address, if only of one family."""
        return self.networks is None or self.networks.everywhere is not None

    @property
    def end(self) -> str:
        """The other end, in words of which some may be a page's."""
        return ", ".join(self.networks.parties) if self.networks else "any address"


RATE = 6
"""Connections that an address may open, in a minute where the format lets it be said; ufw's own rule has the same."""


class Opening(msgspec.Struct, frozen=True, kw_only=True):
    """Ports to open, and the requirements that ask for them."""

    ports: PortRange | None
    """None for a protocol without ports."""
    requirements: tuple[Requirement, ...]
    """Empty for what `--allow` or `--allow-in` asks for."""


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
    """Incoming before outgoing; documented ports before bound ones; last what is allowed besides."""
    left_out: tuple[LeftOut, ...]
    """In the spec's order."""
    ends: Mapping[str, Mapping[Literal["in", "out"], tuple[str, ...]]]
    """The names of the other ends by the requirement's id and the way in which packets go."""
    stated: frozenset[str] = frozenset()
    """The parties whose networks the page states, and the options do not replace."""

    @property
    def places(self) -> tuple[Networks, ...]:
        """The networks of all rules, each once."""
        return tuple(dict.fromkeys(rule.match.networks for rule in self.rules if rule.match.networks))


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
    ipv4_only: frozenset[str] = frozenset()
    """Protocols of which it can accept nothing over IPv6."""
    lowest: int = 0
    """The lowest port that it can say."""
    types: bool = False
    """Whether types of ICMP are written in it; of the others some have none, and some let them in by themselves."""
    only_types: Mapping[str, Container[str]] | None = None
    """The only types that it can open, by protocol; None where it can open all."""
    sources: bool = False
    """Whether it can say where packets come from and go to, both by port, in one rule."""
    encloses: bool = False
    """Whether what is written closes all else, with `--enforce` and without it."""
    options: frozenset[str] = frozenset()
    """The fields of `options.SPECIAL` that it can meet."""

    def lacks(
        self, transport: str, types: tuple[str, ...] = (), *, ported: bool, from_ports: bool = False
    ) -> str | None:
        """Return for what it has no word, in words that end a sentence, or None where it can say all."""
        if transport not in (self.transports if ported else self.protocols):
            return f"this format has no word for {transport} {'with' if ported else 'without'} ports"
        if from_ports and not (self.sources and ported):
            return f"this format has no word for source ports of {transport}"
        return f"types of {transport} are not written in this format" if types and not self.types else None

    def opens(self, transport: str, type_: str) -> bool:
        """Tell whether it can open a type of ICMP, if any."""
        return self.only_types is None or type_ in self.only_types.get(transport, ())
