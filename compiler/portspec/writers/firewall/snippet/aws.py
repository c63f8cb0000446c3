"""AWS: what a security group can say, and the packets that its rules are about, for the dialects that write such."""

from collections.abc import Iterator

import msgspec

from portspec.protocols import ICMP, NUMBERS, PORTLESS
from portspec.writers.firewall.lowering.plan import Ability, Match, Opening

ABILITY = Ability(
    transports=frozenset({"tcp", "udp"}),  # of other protocols a group opens all ports, whatever it says
    protocols=PORTLESS,
    outgoing=False,
    types=True,
    options=frozenset({"allow_in"}),
)
"""What a group can say of what comes in; one that spoke of what goes out would close the rest."""
ALL = -1
"""What stands for every type of ICMP, or for every code of a type."""


class Packets(msgspec.Struct, frozen=True, kw_only=True):
    """The words of a rule (AWS::EC2::SecurityGroupIngress)."""

    protocol: str
    """Its name, or its number where AWS has no name for it."""
    first: int | None = None
    """The first port, or a type of ICMP; None for a protocol that has neither."""
    last: int | None = None
    """The last port, or a code of ICMP."""


def packets(match: Match, opening: Opening) -> Iterator[Packets]:
    """Return what some ports of a rule are for AWS: one, or one for each message of ICMP that is named."""
    name = match.transport
    if opening.ports:
        yield Packets(protocol=name, first=opening.ports.start, last=opening.ports.end)
    elif name in ICMP:
        for each in match.types or (str(ALL),):
            type_, _, code = each.partition("/")
            yield Packets(protocol=name, first=int(type_), last=int(code or ALL))
    else:
        yield Packets(protocol=str(NUMBERS[name]))
