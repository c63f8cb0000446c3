"""Options: what the administrator asks for, as typed."""

from collections.abc import Mapping

import msgspec


class Options(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The wishes that turn a spec into one host's firewall configuration; `lower` checks them."""

    roles: tuple[str, ...]
    """Ids of the roles that the host plays, one or more."""
    includes: bool = True
    """Whether the roles that these roles include come along."""
    peers: Mapping[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    """Networks (CIDR) or `any`, by the party's name: a role's id, an outsider's name as on the page, or the id of a
    requirement that names no party."""
    binds: Mapping[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    """Ports (`30000` or `30000-30100`) by a dynamic port's name, or by the requirement's id where it has none."""
    sets: Mapping[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    """Other ports than the documented ones by the requirement's id, where it says that another port can be chosen."""
    when: tuple[str, ...] = ()
    """Ids of requirements to open though they are needed only under a condition, or `all` of them."""
    accept_assumptions: bool = False
    """Open to any peer what has its direction from an assumption only."""
    enforce: bool = False
    """Close everything else that comes in, instead of adding to the host's own rules."""
    table: str | None = None
    """The host's own table that the rules are added to, as `inet:NAME`; None means `inet:filter`."""
    internal_interface: str | None = None
    """With `enforce`: the interface on which the internal requirements are open."""
    enforce_output: bool = False
    """With `enforce`: close everything else that goes out, too."""
    allow: Mapping[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    """With `enforce_output`: networks (CIDR), `any` or `none` by `dns`, `ntp`, `updates` or PORTS/TRANSPORT."""
    zone: str | None = None
    """The zone that the rules are added to; None means the host's default zone."""
    interface: str | None = None
    """The only network interface on which anything is opened; None means all."""
