"""Flows: who connects to whom on which ports; the requirements of both ends meet in one flow."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Literal

import msgspec

from portspec.analysis.verdict import REFUSALS, Reason, Rule, reasons_of, rules_of
from portspec.spec import Dynamic, Id, Party, PortRange, Requirement, Spec, Transport

End = Literal["initiator", "responder"]
ENDS: tuple[End, End] = ("initiator", "responder")
DECIDING = frozenset({"transports", "direction", "ports", "dynamic", "peers", "source", "destination"})
"""The fields of a requirement that decide who connects to whom on which port."""
NO_FLOW: frozenset[Reason] = REFUSALS | {"contradiction", "direction unstated"}
"""The reasons for which nobody can say who connects to whom; what else is not known, a flow leaves open."""


class Flow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Connections of one transport from one party to another."""

    initiator: Party | None
    """Who opens the connections; None where nobody says."""
    responder: Party | None
    """Who accepts them; None where nobody says."""
    transport: Transport | None
    """None where unstated."""
    ports: tuple[PortRange, ...]
    """The responder's, sorted; empty for a dynamic port and for a protocol without ports."""
    dynamic: Dynamic | None
    """The responder's port where it has no number."""
    initiator_requirements: tuple[Id, ...]
    """Ids of the requirements that state the flow for the initiator, sorted."""
    responder_requirements: tuple[Id, ...]
    """Ids of those that state it for the responder, sorted."""
    errata: tuple[Id, ...]
    """Ids of the errata that set a value behind the flow, sorted."""


class LeftOut(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A requirement that is no flow."""

    requirement: Id
    """Its id."""
    reason: Reason
    """One of the reasons of a verdict, or that an end is missing."""


Side = tuple[PortRange | None, tuple[End, ...], Requirement]
"""What a requirement states of a flow: a range, the ends for which it states it, and the requirement."""
Key = tuple[Party | None, Party | None, str | None, str | None]
"""Initiator, responder, transport, and what tells a dynamic port from others."""


def flows(spec: Spec) -> tuple[Flow, ...]:
    """Return all flows, sorted by initiator, responder, transport and ports; their order does not depend on rows'.

    Two requirements meet in a flow where they state the same initiator, responder, transport and port, one for each
    end. Where they share only a part of their ports, that part is a flow of its own.
    """
    sides: dict[Key, list[Side]] = defaultdict(list)
    parties = _parties(spec)
    for row in spec.requirements:
        for rule in rules_of(row, {}) if reason(row) is None else ():
            initiator, responder, ends = _parties_of(rule, row, parties)
            key = (initiator, responder, rule.transport, _anonymous(row))
            sides[key].extend((each, ends, row) for each in rule.ports or (None,))
    found = (flow for key, several in sides.items() for flow in _met(key, several))
    return tuple(sorted(found, key=_order))


def left_out(spec: Spec) -> tuple[LeftOut, ...]:
    """Return the requirements that are no flow, each with the first reason that holds, in the spec's order."""
    reasons = ((each.id, reason(each)) for each in spec.requirements)
    return tuple(LeftOut(requirement=id, reason=why) for id, why in reasons if why is not None)


def reason(row: Requirement) -> Reason | None:
    """Return why a requirement is no flow between two parties, or None where it is one."""
    return next((each for each in reasons_of(row) if each in NO_FLOW), None)


def _parties(spec: Spec) -> Mapping[str, Party]:
    """Return the roles as parties, by id and by the words in which pages name them, in lower case."""
    roles = {each.id: Party(role=each.id, text=each.name) for each in spec.roles}
    named = {text.casefold(): roles[each.id] for each in spec.roles for text in (each.name, each.stated)}
    return named | roles


def _parties_of(
    rule: Rule, row: Requirement, parties: Mapping[str, Party]
) -> tuple[Party | None, Party | None, tuple[End, ...]]:
    """Return initiator and responder of a rule, and the ends for which its row states them."""
    host = parties[rule.host] if rule.host else None
    peer = parties[rule.peer] if rule.peer else _named(rule.peer_text, parties)
    both = bool(row.sources and row.destinations)
    if rule.direction == "in":
        return peer, host, ENDS if both else ("responder",)
    return host, peer, ENDS if both else ("initiator",)


def _named(text: str | None, parties: Mapping[str, Party]) -> Party | None:
    folded = " ".join((text or "").split())
    return parties.get(folded.casefold(), Party(text=folded)) if folded else None


def _anonymous(row: Requirement) -> str | None:
    """Return what tells a dynamic port from others: its name, or the row itself, since no other means the same."""
    return (row.dynamic.name or f" {row.id}") if row.dynamic else None


def _met(key: Key, sides: Sequence[Side]) -> Iterator[Flow]:
    """Yield the flows of one initiator, responder and transport: ports that the same rows state are one flow."""
    together: dict[tuple[int, ...], list[PortRange]] = defaultdict(list)
    numbered = [(at, ports) for at, (ports, _, _) in enumerate(sides) if ports is not None]
    if portless := tuple(at for at, (ports, _, _) in enumerate(sides) if ports is None):
        together[portless] = []
    for ports, covering in _intervals([ports for _, ports in numbered]):
        together[tuple(numbered[at][0] for at in covering)].append(ports)
    rows: dict[tuple[tuple[End, str], ...], list[PortRange]] = defaultdict(list)
    by_id = {row.id: row for _, _, row in sides}
    for covering, several in together.items():
        stated = {(end, sides[at][2].id) for at in covering for end in sides[at][1]}
        rows[tuple(sorted(stated))].extend(several)
    yield from (_flow(key, stated, sorted(several), by_id) for stated, several in rows.items())


def _intervals(ranges: Sequence[PortRange]) -> Iterator[tuple[PortRange, tuple[int, ...]]]:
    """Yield the stretches between the ends of all ranges, each with the numbers of the ranges that cover it."""
    changes: dict[int, list[int]] = defaultdict(list)
    for at, each in enumerate(ranges):
        changes[each.start].append(at)
        changes[each.end + 1].append(at)
    covering: set[int] = set()
    for start, after in pairwise(sorted(changes)):
        covering.symmetric_difference_update(changes[start])
        if covering:
            yield PortRange(start=start, end=after - 1), tuple(sorted(covering))


def _flow(
    key: Key, stated: Sequence[tuple[End, str]], ports: Sequence[PortRange], rows: Mapping[str, Requirement]
) -> Flow:
    initiator, responder, transport, _ = key
    behind = [rows[id] for _, id in stated]
    errata = {basis.erratum for row in behind for field, basis in row.corrected.items() if field in DECIDING}
    return Flow(
        initiator=initiator,
        responder=responder,
        transport=transport,
        ports=tuple(ports),
        dynamic=behind[0].dynamic,
        initiator_requirements=tuple(id for end, id in stated if end == "initiator"),
        responder_requirements=tuple(id for end, id in stated if end == "responder"),
        errata=tuple(sorted(errata)),
    )


def _order(flow: Flow) -> tuple[object, ...]:
    """Return what flows are sorted by: parties as text, unstated ones first; ids tell the last ones apart."""
    parties = ((each.role or "", each.text) if each else ("", "") for each in (flow.initiator, flow.responder))
    ports = tuple((each.start, each.end) for each in flow.ports)
    return (*parties, flow.transport or "", ports, flow.initiator_requirements, flow.responder_requirements)
