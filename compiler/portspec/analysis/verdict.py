"""The verdict: for each requirement and each of its ends what is open, conditional or closed, and why."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

import msgspec

from portspec.analysis.networks import networks_of
from portspec.analysis.ranges import joined
from portspec.analysis.remembered import remembered
from portspec.protocols import ICMP, WITH_PORTS
from portspec.spec import (
    CONTAINED,
    EVERY_PORT,
    Context,
    Direction,
    Dynamic,
    IcmpTypes,
    Id,
    Party,
    PortRange,
    Provenance,
    Requirement,
    Spec,
    Transport,
)

Verdict = Literal["open", "conditional", "closed"]
Way = Literal["in", "out"]
"""Where a packet goes, seen from the host."""
Seen = Literal["inbound", "outbound", "both", "internal", "unstated", "between"]
"""Which way a row goes, seen from one host; between is what goes from one other host to another."""
Reason = Literal[
    "negated",
    "retired",
    "reserved",
    "internal",
    "local",
    "contained",
    "contradiction",
    "direction unstated",
    "host unstated",
    "dynamic unbound",
    "transport unstated",
    "port unstated",
]
REASONS: Mapping[Reason, str] = {
    "negated": "the page says that it is not used or not to be opened",
    "retired": "the page says that it is no longer used",
    "reserved": "the port is only reserved",
    "internal": "it never leaves the host",
    "local": "it is used inside the host alone",
    "contained": "it is the port inside of a container",
    "contradiction": "the direction contradicts the ends that the row names",
    "direction unstated": "no direction is stated",
    "host unstated": "no host is stated",
    "dynamic unbound": "the port is dynamic and not bound",
    "transport unstated": "no transport is stated",
    "port unstated": "no port is stated",
}
"""Why a rule is closed, in words that end a sentence; refusals before what is not known."""
REFUSALS: frozenset[Reason] = frozenset(("negated", "retired", "reserved", "internal", "local", "contained"))
"""The reasons for which the page itself wants a port closed; the others are gaps, which errata or the user can fill."""
OPPOSITE: Mapping[Way, Way] = {"in": "out", "out": "in"}
State = Literal["closed", "unknown", "open"]
"""Whether a requirement must not be opened, cannot be since something is not known, or can be, if only at times."""
WAYS: Mapping[Direction, tuple[Way, ...]] = {"inbound": ("in",), "outbound": ("out",), "both": ("in", "out")}
"""The ways of a direction, seen from the role."""
_NAMED: Mapping[frozenset[Way], Direction] = {frozenset(ways): name for name, ways in WAYS.items()}


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What may pass at one host, one way, to or from one party: one transport and one range of ports of one row."""

    host: Id | None
    """The role on whose hosts the rule stands."""
    host_text: str | None
    """The page's words for it."""
    direction: Way | None
    """None where it is not known."""
    peer: Id | None
    """The role at the other end; None for an outsider, for all hosts, and where nobody is named."""
    peer_text: str | None
    """The page's words for the other end; None where it names nobody."""
    transport: Transport | None
    """Lower-case IP protocol name; None where the row states none."""
    ports: tuple[PortRange, ...]
    """One range; empty for a dynamic port and for a protocol without ports."""
    dynamic: Dynamic | None
    """What stands for a number; None where there are numbers, or no ports at all."""
    source_ports: tuple[PortRange, ...]
    """The ports that connections come from; empty means any."""
    icmp_types: IcmpTypes | None
    """The only messages of ICMP or ICMPv6 that are meant, by type, `8`, or type and code, `3/4` (RFC 792, RFC 4443);
    None means all."""
    verdict: Verdict
    """Whether it may pass."""
    reasons: tuple[Reason, ...]
    """Why it is closed; empty where it is not."""
    condition: str | None
    """When it is needed; never None where the verdict is conditional."""
    requirement: Id
    """Id of the row."""
    provenance: Provenance
    """Where the row stands."""

    @property
    def party(self) -> str | None:
        """Who is at the other end, by one name: the role's, or the words of others and of hosts in some networks."""
        return self.peer_text if networks_of(self.peer_text or "") else self.peer or self.peer_text


End = tuple["Way | None", Party | None, Party | None]
"""Which way, on which host, to or from whom."""


def verdict(spec: Spec) -> tuple[Rule, ...]:
    """Return the rules of all requirements, in their order; each requirement has at least one, and none are merged."""
    stated = {role.id: role.stated for role in spec.roles}
    return tuple(rule for row in spec.requirements for rule in rules_of(row, stated))


def rules_of(row: Requirement, stated: Mapping[str, str]) -> tuple[Rule, ...]:
    """Return the rules of one requirement, given what the page calls each role; there is at least one."""
    return tuple(dict.fromkeys(_rules(row, stated)))


@remembered
def hosts_of(row: Requirement) -> tuple[Id, ...]:
    """Return the roles that a requirement is about, and those on whose hosts its rules stand."""
    return tuple(dict.fromkeys((*(each.role for each in _about(row) if each.role), *stands_on(row))))


@remembered
def stands_on(row: Requirement) -> tuple[Id, ...]:
    """Return the roles on whose hosts the rules of a requirement stand."""
    return tuple(dict.fromkeys(host.role for _, host, _ in _ends(row) if host and host.role))


def seen_from(row: Requirement, host: Id | None) -> Seen:
    """Return which way a row goes at a host: as it states it of that host, else as follows from the ends it names."""
    if row.direction != "unstated" and host in (None, *(each.role for each in _about(row))):
        return row.direction
    ends = [(way, at.role) for way, at, _ in _ends(row) if way and at]
    ways = {way for way, role in ends if role == host}
    return _NAMED.get(frozenset(ways)) or ("between" if ends and row.direction == "unstated" else row.direction)


def sources_of(row: Requirement) -> tuple[PortRange, ...]:
    """Return the ports to which a requirement limits where connections come from, joined; none where these are all."""
    sources = joined(row.source_ports)
    return () if sources == (EVERY_PORT,) else sources


def ports_over(transport: str, ports: tuple[PortRange, ...]) -> tuple[PortRange, ...]:
    """Return the ports to which a transport is limited; all those of one that has none are all of it."""
    return () if transport not in WITH_PORTS and ports == (EVERY_PORT,) else ports


def types_of(row: Requirement, transport: str) -> tuple[str, ...]:
    """Return the messages to which a requirement limits one of its transports; none where these are all."""
    return (row.icmp_types or ()) if transport in ICMP else ()


def refusals_of(row: Requirement) -> tuple[Reason, ...]:
    """Return why the page itself keeps a requirement closed; empty where it does not."""
    holds: dict[Reason, bool] = {
        "negated": row.negated or row.need == "denied",
        "retired": row.need == "retired",
        "reserved": row.reserved,
        "internal": row.direction == "internal" and not is_contained(row),
        "local": row.need == "local" and row.direction != "internal",
        "contained": is_contained(row),
    }
    return tuple(reason for reason, is_held in holds.items() if is_held)


def is_contained(row: Requirement) -> bool:
    """Tell whether a row states ports inside of a container, which are none of the host's."""
    ground = row.basis.get("need")
    return row.need == "local" and isinstance(ground, Context) and ground.rule == CONTAINED


def keeps_closed(row: Requirement) -> bool:
    """Tell whether a row keeps its ports off the network.

    One that only reserves them says nothing of their use, and one of ports inside of a container nothing of the host's.
    """
    return not {"reserved", "contained"}.issuperset(refusals_of(row))


@remembered
def reasons_of(row: Requirement) -> tuple[Reason, ...]:
    """Return why nothing of a requirement can be open at any end; empty where it can."""
    return (*refusals_of(row), *_gaps(row, _ends(row)))


def _gaps(row: Requirement, ends: Sequence[End]) -> Iterator[Reason]:
    """Yield what is not known well enough to open anything."""
    holds: dict[Reason, bool] = {
        "contradiction": contradicts(row),
        "direction unstated": row.direction == "unstated" and all(way is None for way, _, _ in ends),
        "host unstated": all(host is None for _, host, _ in ends),
        "dynamic unbound": row.dynamic is not None,
        "transport unstated": not row.transports,
        "port unstated": not row.ports and not row.dynamic and bool(WITH_PORTS.intersection(row.transports)),
    }
    yield from (reason for reason, is_held in holds.items() if is_held)


def state_of(row: Requirement) -> State:
    """Return whether a requirement is refused by the page, not known well enough, or neither."""
    if refusals_of(row):
        return "closed"
    return "unknown" if reasons_of(row) else "open"


def verdict_of(row: Requirement) -> Verdict:
    """Return the verdict on a requirement as a whole."""
    return _verdict(row, reasons_of(row))


def _verdict(row: Requirement, reasons: Sequence[Reason]) -> Verdict:
    return "closed" if reasons else "open" if row.need == "required" else "conditional"


def condition_of(row: Requirement) -> str | None:
    """Return when a requirement holds: the page's words, or else what its need says."""
    return row.condition or (COMMANDED if row.kind == "command" else NEEDS.get(row.need))


def why_of(row: Requirement) -> str:
    """Return why a requirement is closed, or when it is needed; empty where neither is to be said."""
    return "; ".join(REASONS[reason] for reason in reasons_of(row)) or condition_of(row) or ""


COMMANDED = "only a command of the page opens it"
"""The condition of a requirement that nothing but a command states."""
NEEDS = {"conditional": "conditional", "optional": "optional", "off": "disabled by default"}
"""What a need says where the page has no words for the condition."""


def contradicts(row: Requirement) -> bool:
    """Tell whether a requirement's direction is not the one that follows from the ends that it names.

    A role that is named alone where the other end would stand is among its own peers: members of a cluster.
    """
    about = {each.role for each in _about(row)}
    sends, accepts = ({each.role for each in ends if each.role} for ends in (row.sources, row.destinations))
    if about & sends - accepts and not about & accepts:
        return row.direction == "inbound" and bool(row.destinations)
    if about & accepts - sends and not about & sends:
        return row.direction == "outbound" and bool(row.sources)
    if sends and accepts:
        return False
    alone = {"inbound": bool(row.destinations), "outbound": bool(row.sources)}
    one_sided = bool(row.sources) != bool(row.destinations)
    return bool(about) and one_sided and alone.get(row.direction, False)


def _rules(row: Requirement, stated: Mapping[str, str]) -> Iterator[Rule]:
    ends, reasons = _ends(row), reasons_of(row)
    verdict = _verdict(row, reasons)
    ports: list[tuple[PortRange, ...]] = [(each,) for each in row.ports] or [()]
    for way, host, peer in ends:
        for transport in row.transports or (None,):
            for each in ports:
                yield Rule(
                    host=host.role if host else None,
                    host_text=_text(host, row, stated),
                    direction=way,
                    peer=peer.role if peer else None,
                    peer_text=peer.text if peer else None,
                    transport=transport,
                    ports=each,
                    dynamic=row.dynamic,
                    source_ports=sources_of(row),
                    icmp_types=types_of(row, transport or "") or None,
                    verdict=verdict,
                    reasons=reasons,
                    condition=condition_of(row),
                    requirement=row.id,
                    provenance=row.provenance,
                )


def _text(host: Party | None, row: Requirement, stated: Mapping[str, str]) -> str | None:
    """Return the page's words for a host; where they mean all hosts, those for this one."""
    if host is None or host.role is None:
        return host.text if host else None
    alone = sum(each.text == host.text for each in (*row.sources, *row.destinations)) == 1
    return host.text if alone else stated.get(host.role, host.text)


@remembered
def _ends(row: Requirement) -> Sequence[End]:
    """Return where the rules of a requirement stand; a row whose direction is not known has one end for each host."""
    found = list(_flows(row)) if row.direction != "internal" else []
    return found or [(None, host, peer) for host in _about(row) or (None,) for peer in _grouped(row.peers)]


def _flows(row: Requirement) -> Iterator[End]:
    sends, accepts = _hosts(row.sources), _hosts(row.destinations)
    if row.sources and row.destinations and (sends or accepts):
        ways: tuple[Way, ...] = ("out", "in") if row.direction == "both" else ("out",)
        for way in ways:
            yield from _at(way, sends, row.destinations)
            yield from _at(OPPOSITE[way], accepts, row.sources)
        return
    for host in _about(row):
        for way in _ways_of(row, host):
            yield from _at(way, (host,), _others(row, way, host))
    if not _about(row):
        yield from _at("out", sends, row.peers) if row.direction != "inbound" else ()
        yield from _at("in", accepts, row.peers) if row.direction != "outbound" else ()


def _ways_of(row: Requirement, host: Party) -> tuple[Way, ...]:
    """Return the ways at the host that a row is about: as stated, or as follows from the one end that it names."""
    if row.direction in WAYS:
        return WAYS[row.direction]
    if bool(row.sources) == bool(row.destinations) or _is_by_address(row):
        return ()
    inside = bool(_itself(host, row.sources or row.destinations))
    if _is_among_itself(row, host):
        return ("out", "in")
    return ("out",) if bool(row.sources) == inside else ("in",)


def _is_among_itself(row: Requirement, host: Party) -> bool:
    """Tell whether nobody but the host itself connects to it, as a row of its own section says: "from other nodes"."""
    return len(row.sources) == 1 == len(_itself(host, row.sources)) and not (row.destinations or row.peers)


def _is_by_address(row: Requirement) -> bool:
    """Tell whether nothing but an address tells the destination: the host itself may be the service at it."""
    ground = row.basis.get("destination")
    return isinstance(ground, Context) and ground.rule == "address"


def _itself(host: Party, ends: Sequence[Party]) -> Sequence[Party]:
    """Return the ends that are the host itself; words for all hosts name none of them."""
    own = (each for each in ends if each.role is not None and each.role == host.role)
    return [each for each in own if sum(other.text == each.text for other in ends) == 1]


def _others(row: Requirement, way: Way, host: Party) -> Sequence[Party]:
    """Return the other ends: those that a column names before those that the description does.

    A role that a column names as its own other end is that, where the row states the way and names no further end.
    Traffic both ways has the one end that a column names at both of them, where nothing else is said.
    """
    before, after = (row.sources, row.destinations) if way == "in" else (row.destinations, row.sources)
    itself = _itself(host, before)
    column = [each for each in before if each not in itself]
    if row.direction == "unstated" and _is_among_itself(row, host):
        return row.sources
    own = before if not after and row.direction != "both" else ()
    return column or own or row.peers or (after if row.direction == "both" else ())


def _at(way: Way, hosts: Sequence[Party], others: Sequence[Party]) -> Iterator[End]:
    for host in hosts:
        yield from ((way, host, peer) for peer in _grouped(others))


def _about(row: Requirement) -> tuple[Party, ...]:
    """Return the roles that a row is about; what the page calls them stands at the roles."""
    return tuple(Party(role=each, text="") for each in row.roles or ((row.role,) if row.role else ()))


def _hosts(ends: Sequence[Party]) -> tuple[Party, ...]:
    return tuple(each for each in ends if each.role is not None)


def _grouped(others: Sequence[Party]) -> Sequence[Party | None]:
    """Return the parties once each; words that mean several roles are one party, which is no role."""
    texts: dict[str, list[Party]] = {}
    for each in others:
        texts.setdefault(each.text, []).append(each)
    return [same[0] if len(same) == 1 else Party(text=text) for text, same in texts.items()] or [None]
