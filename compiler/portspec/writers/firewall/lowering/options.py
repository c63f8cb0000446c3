"""Options: what the administrator asks for, as typed."""

from collections.abc import Mapping
from typing import Literal

import msgspec

Family = Literal["ipv4", "ipv6"]


class Options(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The resolved that turn a spec into one host's firewall configuration; `lower` checks them."""

    roles: tuple[str, ...]
    """Ids of the roles that the host plays, one or more."""
    includes: bool = True
    """Whether the roles that these roles include come along."""
    peers: Mapping[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    """Networks (CIDR), `any` or `none`, by the party's name: a role's id, an outsider's name as on the page, or the id
    of a requirement that names no party."""
    binds: Mapping[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    """Ports (`30000` or `30000-30100`) by a dynamic port's name, or by the requirement's id where it has none."""
    sets: Mapping[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    """Other ports than the documented ones by the requirement's id, where it says that another port can be chosen."""
    when: tuple[str, ...] = ()
    """Ids of requirements to open though they are needed only under a condition, or `all` of them."""
    accept_assumptions: bool = False
    """Open to any peer what has its direction from an assumption only."""
    family: Family | None = None
    """The only version of IP in which anything is opened; None means both."""
    interface: str | None = None
    """The only network interface on which what is documented is opened; None means all."""
    zone: str | None = None
    """The zone that the rules are added to; None means the host's default zone."""
    pods: Mapping[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    """Labels, as KEY=VALUE, of the pods that play a role, by its id: those of the host, and those at the other end."""
    table: str | None = None
    """The host's own table that the rules are added to, as `inet:NAME`; None means `inet:filter`."""
    allow_in: Mapping[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    """Networks (CIDR) or `any` from which something comes in that no page documents, by a name of
    `allow.SERVICES` or PORTS/TRANSPORT."""
    limit_ssh: bool = False
    """Let each address open only some connections to SSH in a time."""
    enforce: bool = False
    """Close everything else that comes in, instead of adding to the host's own rules."""
    internal_interface: str | None = None
    """With `enforce`: the interface on which the internal requirements are open."""
    published: bool = False
    """With `enforce`: let only what is open on the host reach the ports that containers publish."""
    enforce_output: bool = False
    """With `enforce`: close everything else that goes out, too."""
    allow: Mapping[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    """With `enforce_output`: networks (CIDR), `any` or `none` by a name of `allow.SERVICES` or PORTS/TRANSPORT."""
    log: bool = False
    """With `enforce`: log what is closed, some packets in a time, and count all."""
    reject: bool = False
    """With `enforce`: answer what is closed, instead of dropping it."""


class Flag(msgspec.Struct, frozen=True, kw_only=True):
    """How one of the options is typed."""

    field: str
    """Of `Options`."""
    form: Literal["many", "pairs", "switch", "off", "text"]
    """A word that may be repeated, NAME=VALUE that may, a word that says yes or no, or a word with one more."""
    help: str
    """What it does, in a sentence or two."""
    value: str = ""
    """What stands for its value in a help, or the choices with `|` between them."""
    name: str = ""
    """Without the hyphens, where it is not that of the field."""
    opening: bool = False
    """Whether it says what the host opens, and not how its firewall is to be written."""
    special: bool = False
    """Whether only some dialects have it, which then name it in their ability."""

    @property
    def flag(self) -> str:
        """The option with its hyphens."""
        return f"--{self.name or self.field.replace('_', '-')}"


FLAGS = (
    Flag(
        field="roles",
        opening=True,
        name="role",
        form="many",
        value="ID",
        help="A role that the host plays; may be repeated.",
    ),
    Flag(
        field="includes",
        opening=True,
        name="no-includes",
        form="off",
        help="Leave out the roles that the roles include.",
    ),
    Flag(
        field="peers",
        opening=True,
        name="peer",
        form="pairs",
        value="NAME=CIDR",
        help="A party's network, or NAME=any or NAME=none; may be repeated.",
    ),
    Flag(
        field="binds",
        opening=True,
        name="bind",
        form="pairs",
        value="NAME=PORTS",
        help="A dynamic port's numbers, such as 30000-30100.",
    ),
    Flag(
        field="sets",
        opening=True,
        name="set",
        form="pairs",
        value="REQUIREMENT=PORTS",
        help="Other ports than the documented ones, where the page says that another port can be chosen.",
    ),
    Flag(
        field="when",
        opening=True,
        form="many",
        value="REQUIREMENT",
        help="Open what is needed only under a condition, or all of it with --when all; may be repeated.",
    ),
    Flag(
        field="accept_assumptions",
        form="switch",
        help="Open to anyone what has its direction from an assumption.",
    ),
    Flag(field="family", form="text", value="ipv4|ipv6", help="Open nothing in the other version of IP."),
    Flag(
        field="interface",
        form="text",
        value="NAME",
        special=True,
        help="Open what is documented on this network interface only.",
    ),
    Flag(
        field="zone",
        form="text",
        value="NAME",
        special=True,
        help="The zone to add to (ansible, firewalld); the host's default zone unless given.",
    ),
    Flag(
        field="table",
        form="text",
        value="inet:NAME",
        special=True,
        help="The table of the host to add to (nftables); inet:filter unless given.",
    ),
    Flag(
        field="pods",
        form="pairs",
        value="ROLE=KEY=VALUE",
        special=True,
        help="A label of the pods that play a role (cilium, kubernetes): of those that this is for, and of those at "
        "the other end; may be repeated.",
    ),
    Flag(
        field="allow_in",
        form="pairs",
        value="NAME=CIDR",
        special=True,
        help="Open what no page documents: ssh, ping, dhcpv6, igmp, vrrp or ports such as 9100/tcp, from a network "
        "or, with NAME=any, from everywhere; may be repeated.",
    ),
    Flag(
        field="limit_ssh",
        form="switch",
        special=True,
        help="Let each address open only 6 connections to SSH in a minute (ufw: in half a minute).",
    ),
    Flag(field="enforce", form="switch", special=True, help="Close everything else that comes in."),
    Flag(
        field="internal_interface",
        form="text",
        value="NAME",
        help="With --enforce: where internal requirements are open.",
    ),
    Flag(
        field="published",
        form="switch",
        special=True,
        help="With --enforce: hold the ports that containers publish to the same rules; Docker lets all reach them.",
    ),
    Flag(
        field="enforce_output",
        form="switch",
        special=True,
        help="With --enforce: close everything else that goes out, too.",
    ),
    Flag(
        field="allow",
        form="pairs",
        value="NAME=CIDR",
        help="With --enforce-output: where dns, ntp, updates (each must be said), dhcp, dhcpv6, ping, igmp, vrrp or "
        "ports such as 3128/tcp may go; NAME=any and NAME=none do as well.",
    ),
    Flag(
        field="log",
        form="switch",
        special=True,
        help="With --enforce: log what is closed, up to 10 packets a minute, and count all of it.",
    ),
    Flag(field="reject", form="switch", special=True, help="With --enforce: answer what is closed with a refusal."),
)
"""All options, in the order of the help and of the words in which a text names its own."""
SPECIAL = tuple(each.field for each in FLAGS if each.special)
"""The fields that only some dialects can meet."""
FLAG = {each.field: each.flag for each in FLAGS}
"""How each field is typed."""
