"""Ports registered to something else: a reader who looks the port up finds the name of another service."""

import re
from collections.abc import Iterator
from textwrap import shorten

from portspec.analysis.exposure import ways
from portspec.checks import Review
from portspec.extract.language.vocabulary import words
from portspec.findings import Finding, finding
from portspec.registry import registrations
from portspec.spec import PortRange, Requirement

USER_PORTS = range(1024, 49152)
"""Ports that are assigned to one service each (RFC 6335, section 6). A System Port below them names a protocol that
may serve any purpose; no port above them is registered."""
DESCRIPTION_CHARACTERS = 80
"""Of a description no more characters are shown."""
_SHORTEST = 3
"""Shorter parts of a name say nothing."""


def check(review: Review) -> Iterator[Finding]:
    """Yield a finding for each single User Port of outgoing traffic to an outsider that has another service's name.

    Between a product's own roles its ports are its own affair; on the way to an outsider other people's firewalls
    and logs show the registered name. The name fits where it, or its description, shares a word with the row.
    """
    for row in review.spec.requirements:
        if all(peer.role for peer in row.peers) or "out" not in ways(row):
            continue
        for ports in row.ports:
            if not _fits(ports, row):
                each = registrations(ports.start)[0]
                about = shorten(each.description, DESCRIPTION_CHARACTERS, placeholder="…") or "without a description"
                message = f"Port {ports} is registered to {each.name} ({about})"
                help = "See whether the number is right; if it is, tell readers that tools will show another name."
                yield finding("PS415", message, help, review.place(row))


def _fits(ports: PortRange, row: Requirement) -> bool:
    """Return whether nothing else is registered; of several transports' names one that fits is enough."""
    if ports.start != ports.end or ports.start not in USER_PORTS:
        return True
    names = registrations(ports.start)
    said = _words(row.provenance.quote)
    return not names or any(_related(_words(f"{each.name} {each.description}"), said) for each in names)


def _words(text: str) -> set[str]:
    found = re.findall(r"[^\W\d_]+", text.casefold())
    return {word for word in found if len(word) >= _SHORTEST and not words("registry.plain").whole(word)}


def _related(registered: set[str], said: set[str]) -> bool:
    """Return whether a word of one side begins with one of the other: `postgresql` with `postgres`."""
    return any(one.startswith(other) or other.startswith(one) for one in registered for other in said)
