"""Look up: which requirements a port, a service, a role or a word is about, and what the registry calls their ports."""

import re
from collections.abc import Collection, Iterable, Iterator
from math import inf

import msgspec

from portspec.analysis.assumed import why_in
from portspec.analysis.meeting import THIS, Meeting, meetings, names_other_end
from portspec.analysis.query import FILLERS, LAST, TRANSPORTS, Query, fold, near, parse
from portspec.analysis.verdict import Verdict, hosts_of, verdict_of
from portspec.registry import Registration, named, registrations
from portspec.spec import PortRange, Product, Requirement, Spec, role_closure

WORSE = LAST + 2
"""How much farther a requirement is for a word that only its texts hold, or a transport that it does not state: more
than any range is wide."""
WAYS = {"both": "both inbound and outbound", "internal": "internal inside the host"}
"""What a direction is called besides."""


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A requirement that a query is about."""

    product: Product | None
    """The release that it belongs to; None for a page without one."""
    document: str
    """The path of its document, as people know it."""
    restated: bool
    """True where the document is our restatement, so that the quote is ours."""
    requirement: Requirement
    """As the spec has it."""
    verdict: Verdict
    """Whether it may be opened."""
    why: str
    """Why it is closed, or when it is needed and what firewall texts ask first; empty where nothing is to be said."""
    connections: tuple[Meeting, ...]
    """Who connects to whom; empty where the row names no other end than its role."""


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What is known about a query."""

    query: str
    """As it was asked."""
    ports: tuple[PortRange, ...]
    """The ports that it names."""
    matches: tuple[Hit, ...]
    """Those of the latest releases first, among them the nearest; narrow ranges are nearer than wide ones."""
    registered: tuple[Registration, ...]
    """The registry's names, of the ports asked for or of the single ports that the matches state; by number."""


def transports(specs: Iterable[Spec]) -> frozenset[str]:
    """Return what names a transport in a query about some specs."""
    return TRANSPORTS.union(*(row.transports for spec in specs for row in spec.requirements))


def look_up(query: str, specs: Iterable[Spec]) -> Answer:
    """Return all that is documented about ports, a service name, a role or words; the newest specs are given first.

    A number means ports, within ranges too; requirements without a stated transport may be of any. A word is one of a
    requirement's texts, of its product or of its role; so are the names of roles that include that role. It also means
    the ports of a service name (RFC 6335). A requirement of several releases is answered as the newest of them has it.
    """
    query, given = " ".join(query.split()), tuple(specs)
    asked = parse(query, transports(given))
    found: dict[object, tuple[tuple[bool, float], Hit]] = {}
    products: set[object] = set()
    for at, spec in enumerate(given):
        product = spec.product.id if spec.product else at
        for row, far in _answers(asked, spec):
            if (key := (product, row.id)) not in found:
                found[key] = (product in products, far), _match(row, spec)
        products.add(product)
    matches = tuple(match for _, match in sorted(found.values(), key=lambda each: each[0]))
    return Answer(query=query, ports=asked.ranges, matches=matches, registered=tuple(_registered(asked, matches)))


def meant(query: str, specs: Iterable[Spec]) -> str:
    """Return the query that was most likely meant by one that nothing answers; empty where none is near."""
    given = tuple(specs)
    asked = parse(query, transports(given))
    text = "\n".join(words for spec in given for _, _, words in speech(spec)) if asked.words else ""
    known = {*_WORDS.findall(text)} - FILLERS
    words = [word if word in text else near(word, known) for word in asked.words]
    found = " ".join((*map(str, asked.ranges), *asked.transports, *words))
    return found if words and all(words) and look_up(found, given).matches else ""


_WORDS = re.compile(r"(?=[^\W_]{3})[^\W_]*[^\W\d_][^\W_]*")
"""Words of three letters or more, not all of them digits."""


def any_transport(query: str, specs: Iterable[Spec]) -> str:
    """Return the query without its transports; empty where it has none, or asks nothing else."""
    asked = parse(query, transports(specs))
    return " ".join((*map(str, asked.ranges), *asked.words)) if asked.transports else ""


def speech(spec: Spec) -> Iterator[tuple[Requirement, str, str]]:
    """Yield each requirement, the words of its role and its ports' names, and all words that it answers to, folded."""
    roles = {each.id: f"{each.id} {each.name}" for each in spec.roles}
    heirs: dict[str | None, list[str]] = {}
    for heir in spec.roles:
        for id in role_closure(spec, heir.id):
            heirs.setdefault(id, []).append(f"{roles[heir.id]} {heir.stated}")
    about = spec.product
    product = f"{about.name} {about.release_name} {about.id}/{about.release}" if about else ""
    for row in spec.requirements:
        direct = " ".join((roles.get(row.role or "", ""), *service_names(row)))
        hosts = dict.fromkeys((row.role, *hosts_of(row)))
        words = (direct, *_texts(row), *(name for host in hosts for name in heirs.get(host, ())), product)
        yield row, fold(direct), fold("\n".join(words))


def service_names(row: Requirement) -> list[str]:
    """Return what the registry calls a requirement's single ports, for its transports where they are stated."""
    single = (each.start for each in row.ports if each.start == each.end)
    found = (each for port in single for each in registrations(port))
    names = (each.name for each in found if not row.transports or {*row.transports} & {*each.transports})
    return list(dict.fromkeys(names))


def _texts(row: Requirement) -> Iterator[str]:
    yield from (row.id, *row.transports, WAYS.get(row.direction, row.direction), row.provenance.quote)
    yield from (each for each in (row.purpose, row.condition, row.source, row.destination) if each)
    yield from (row.dynamic.name or "", row.dynamic.text) if row.dynamic else ()
    yield from (text for peer in row.peers for text in (peer.role, peer.text) if text)


def _match(row: Requirement, spec: Spec) -> Hit:
    source = next(each for each in spec.sources if each.id == row.provenance.source)
    role = next((each.name for each in spec.roles if each.id == row.role), THIS)
    return Hit(
        product=spec.product,
        document=source.path,
        restated=source.restated,
        requirement=row,
        verdict=verdict_of(row),
        why=why_in(row, spec),
        connections=meetings(row, role) if names_other_end(row) else (),
    )


def _answers(asked: Query, spec: Spec) -> Iterator[tuple[Requirement, float]]:
    """Yield the requirements that answer a query, each with its distance: the lower, the better it does."""
    services = [tuple(named(word)) for word in asked.words]
    spoken = speech(spec) if asked.words else ((row, "", "") for row in spec.requirements)
    for row, direct, text in spoken if asked else ():
        far = _by_ranges(row.ports, asked.ranges) + sum(
            _by_transport(row.transports, each) for each in asked.transports
        )
        for word, ports in zip(asked.words, services, strict=True):
            far += 0 if word in direct else WORSE if word in text or _serves(row, ports) else inf
        if far < inf:
            yield row, far


def _by_ranges(own: Iterable[PortRange], ranges: Collection[PortRange]) -> float:
    """Return how wide the narrowest range is that meets one of a query's; -1 where they are equal."""
    meeting = ((each, asked) for each in own for asked in ranges if each.start <= asked.end and asked.start <= each.end)
    return min(
        (-1 if each == asked else each.end - each.start for each, asked in meeting), default=inf if ranges else 0
    )


def _by_transport(own: Collection[str], transport: str) -> float:
    return 0 if transport in own else inf if own else WORSE


def _serves(row: Requirement, services: Iterable[Registration]) -> bool:
    return any(
        own.start <= each.port <= own.end and (not row.transports or {*row.transports} & {*each.transports})
        for each in services
        for own in row.ports
    )


def _registered(asked: Query, matches: Iterable[Hit]) -> Iterator[Registration]:
    if asked.ranges:
        numbers = {port for each in asked.ranges for port in range(each.start, each.end + 1)}
    else:
        ranges = (each for match in matches for each in match.requirement.ports)
        numbers = {each.start for each in ranges if each.start == each.end}
        numbers.update(each.port for word in asked.words for each in named(word))
    for each in (each for number in sorted(numbers) for each in registrations(number)):
        if not asked.transports or {*asked.transports} & {*each.transports}:
            yield each
