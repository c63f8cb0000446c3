"""Reserved and impossible ports: numbers that no service can have, and numbers for protocols that have no ports."""

from collections.abc import Iterator

from portspec.checks import Review
from portspec.findings import Finding, finding
from portspec.spec import EVERY_PORT, HIGHEST_PORT, Requirement

RESERVED = frozenset((0, 1023, 1024, 49151, HIGHEST_PORT))
"""The edges of the port ranges (RFC 6335, section 6), which the registry keeps free."""
PORTLESS = frozenset(("ah", "egp", "esp", "gre", "icmp", "icmpv6", "igmp", "ipip", "ospf", "pim", "rsvp", "vrrp"))
"""Protocols above IP whose headers have no ports."""


def check(review: Review) -> Iterator[Finding]:
    """Yield a finding for each row with a reserved port by itself, and for each with ports of a portless protocol.

    A range that begins or ends at an edge means all ports of that side, so it is no finding.
    """
    for row in review.spec.requirements:
        for message, help in (*_reserved(row), *_impossible(row)):
            yield finding("PS416", message, help, review.place(row))


def _reserved(row: Requirement) -> Iterator[tuple[str, str]]:
    for each in sorted(row.ports, key=lambda ports: ports.start):
        if each.start == each.end and each.start in RESERVED:
            yield f"Port {each} is reserved and belongs to no service", "Correct the number on the page."


def _impossible(row: Requirement) -> Iterator[tuple[str, str]]:
    numbered = [str(ports) for ports in row.ports if ports != EVERY_PORT]
    if numbered and row.transports and PORTLESS.issuperset(row.transports):
        message = f"{', '.join(row.transports).upper()} has no ports, but the row states {', '.join(numbered)}"
        yield message, "Correct port or protocol."
