"""Look up: which requirements a port, a service, a role or a word is about, and what the registry calls their ports."""

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from portspec.registry import Registration, named, registrations
from portspec.spec import PortRange, Product, Requirement, Spec, role_closure

NUMBERS = re.compile(r"([0-9]{1,5})(?:-([0-9]{1,5}))?(?:/([a-z][a-z0-9-]*))?", re.IGNORECASE)
"""A port or a range, and perhaps a transport: `6000`, `5700-5800`, `2511/tcp`."""


class Match(msgspec.Struct, frozen=True, kw_only=True):
    """A requirement that a query is about."""

    product: Product | None
    document: str
    """The path of its document, as people know it."""
    restated: bool
    """True where the document is our restatement, so that the quote is ours."""
    requirement: Requirement


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What is known about a query."""

    query: str
    matches: tuple[Match, ...]
    """By release, then in the page's order; narrow ranges before wide ones where ports were asked for."""
    registered: tuple[Registration, ...]
    """The registry's names, of the ports asked for or of the single ports that the matches state; by number."""


def look_up(query: str, specs: Iterable[Spec]) -> Answer:
    """Return all that is documented about a port, a service name, a role or a word of a page.

    A number means ports, within ranges too; requirements without a stated transport may be of any. Else a role's name
    or id means its requirements with the inherited ones, and other words those whose texts hold them or whose ports
    have the service name (RFC 6335).
    """
    query = " ".join(query.split())
    ports = asked(query)
    found = [match for spec in specs for match in _matches(query, ports, spec)]
    if ports is not None:
        numbers: Iterable[int] = range(ports[0].start, ports[0].end + 1)
    else:
        single = {each.start for match in found for each in match.requirement.ports if each.start == each.end}
        numbers = sorted(single | {each.port for each in named(query)})
    known = (each for number in numbers for each in registrations(number))
    transport = ports[1] if ports else None
    registered = tuple(each for each in known if transport is None or transport in each.transports)
    return Answer(query=query, matches=tuple(found), registered=registered)


def asked(query: str) -> tuple[PortRange, str | None] | None:
    """Return the ports and the transport that a query names, or None where it names no ports (0 to 65535)."""
    found = NUMBERS.fullmatch(query)
    if not found:
        return None
    start, end = int(found[1]), int(found[2] or found[1])
    transport = found[3] and found[3].lower()
    return (PortRange(start=start, end=end), transport) if start <= end <= 65535 else None  # noqa: PLR2004 - 16 bits


def _matches(query: str, ports: tuple[PortRange, str | None] | None, spec: Spec) -> Iterator[Match]:
    rows = _using(*ports, spec) if ports else _of_role(query, spec) or _saying(query, spec)
    sources = {each.id: each for each in spec.sources}
    for row in rows:
        source = sources[row.provenance.source]
        yield Match(product=spec.product, document=source.path, restated=source.restated, requirement=row)


def _using(ports: PortRange, transport: str | None, spec: Spec) -> Sequence[Requirement]:
    """Return the requirements with a port of the range, the narrowest first."""
    found = [
        (min(each.end - each.start for each in shared), row)
        for row in spec.requirements
        if (shared := [each for each in row.ports if each.start <= ports.end and ports.start <= each.end])
        and (transport is None or not row.transports or transport in row.transports)
    ]
    return [row for _, row in sorted(found, key=lambda each: each[0])]


def _of_role(query: str, spec: Spec) -> Sequence[Requirement]:
    """Return the requirements of a role, its own before the inherited ones; none where the query names no role."""
    name = query.casefold()
    named_so = (each.id for each in spec.roles if name in (each.id, each.name.casefold(), each.stated.casefold()))
    role = next(named_so, None)
    wanted = role_closure(spec, role) if role else ()
    return [row for id in wanted for row in spec.rows_of(id)]


def _saying(query: str, spec: Spec) -> Sequence[Requirement]:
    """Return the requirements whose texts hold the words, or whose ports have the service name."""
    words = query.casefold()
    service = [(each.port, {*each.transports}) for each in named(query)]
    return [
        row
        for row in spec.requirements
        if words in _texts(row)
        or any(
            each.start <= port <= each.end and (not row.transports or transports & {*row.transports})
            for port, transports in service
            for each in row.ports
        )
    ]


def _texts(row: Requirement) -> str:
    dynamic = (row.dynamic.name, row.dynamic.text) if row.dynamic else ()
    peers = (text for peer in row.peers for text in (peer.role, peer.text))
    said = (row.id, row.purpose, row.condition, row.source, row.destination, row.provenance.quote, *dynamic, *peers)
    return "\n".join(each for each in said if each).casefold()
