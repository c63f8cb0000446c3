"""Continuations: protocols that go on at other ports than the one that they begin at, where no row states these."""

from collections.abc import Iterator, Sequence

import msgspec

from portspec.analysis.verdict import refusals_of
from portspec.checks import Review
from portspec.findings import Finding, finding
from portspec.spec import PortRange, Requirement


class Protocol(msgspec.Struct, frozen=True, kw_only=True):
    """A protocol over TCP of which a firewall must know more than the port it begins at."""

    port: int
    """The port that it begins at."""
    name: str
    """What begins there, in words."""
    further: str
    """What goes on elsewhere, in words."""
    fixed: tuple[int, ...] = ()
    """Ports of which one is enough."""


PROTOCOLS = (
    Protocol(port=135, name="RPC's endpoint mapper", further="the dynamic ports that it hands out (49152-65535)"),
    Protocol(
        port=21, name="FTP's control connection", further="the ports of its data (20, or a passive range)", fixed=(20,)
    ),
)
"""DCE 1.1 RPC, chapter on the endpoint mapper, with the range of RFC 6335; RFC 959, section 3.2 and RFC 1579."""


def check(review: Review) -> Iterator[Finding]:
    """Yield a finding for each protocol that a page opens at its first port alone."""
    for document in review.documents:
        rows = [each for each in review.rows(document) if not refusals_of(each)]
        for each in PROTOCOLS:
            begins = next((row for row in rows if _begins(row, each)), None)
            if begins and not any(_goes_on(row, each) for row in rows):
                message = f"Port {each.port} is {each.name}, and no row states {each.further}"
                help = "State these ports on the page as well, or say that they are not needed."
                yield finding("PS433", message, help, review.place(begins))


def _begins(row: Requirement, protocol: Protocol) -> bool:
    own = PortRange(start=protocol.port, end=protocol.port)
    return own in row.ports and (not row.transports or "tcp" in row.transports)


def _goes_on(row: Requirement, protocol: Protocol) -> bool:
    """Tell whether a row states ports at which a protocol may go on: dynamic ones, a range above, a fixed port."""
    return row.dynamic is not None or any(_is_further(each, protocol.fixed) for each in row.ports)


def _is_further(ports: PortRange, fixed: Sequence[int]) -> bool:
    above = ports.end > USER and ports.end > ports.start
    return above or any(ports.start <= each <= ports.end for each in fixed)


USER = 1023
"""The highest of the System Ports (RFC 6335, section 6); a protocol goes on above them."""
