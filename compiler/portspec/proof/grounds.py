"""Grounds: what a plan opens, held against the verdict, of which alone it may be made."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from portspec.analysis.ranges import joined
from portspec.analysis.verdict import Reason, ports_over, verdict
from portspec.analysis.verdict import Rule as Ground
from portspec.spec import PortRange, Requirement
from portspec.writers.firewall.lowering.binds import bind_name, read_range
from portspec.writers.firewall.lowering.parties import ANY, key
from portspec.writers.firewall.lowering.plan import Match, Opening, Plan

Grounds = Mapping[str, Sequence[Ground]]
"""The rules of the verdict on a plan's hosts, by their requirements."""


def ungrounded(plan: Plan) -> Iterator[str]:
    """Yield what a plan opens that no rule of the verdict does, and what it neither opens nor leaves out aloud."""
    rows = {row.id: row for row in plan.spec.requirements}
    grounds: dict[str, list[Ground]] = {}
    for each in verdict(plan.spec):
        if each.host in plan.roles and set(each.reasons) <= _lifted(each, rows[each.requirement], plan):
            grounds.setdefault(each.requirement, []).append(each)
    said = {each.requirement.id for each in plan.left_out}
    yield from (f"opens what no rule says: {each}" for each in _beyond(plan, grounds))
    for each in (each for id, own in grounds.items() if id not in said for each in own):
        if not _is_open(each, rows[each.requirement], plan):
            yield f"does not open what a rule says: {_words(each)}"


def _lifted(ground: Ground, row: Requirement, plan: Plan) -> set[Reason]:
    """Return the reasons for which the verdict keeps a rule closed and the user's options open it."""
    inside: set[Reason] = {"internal", "negated"}
    bound: set[Reason] = {"dynamic unbound"}
    near = plan.options.internal_interface and "internal" in ground.reasons
    return (inside if near else set()) | (bound if _chosen(row, plan) else set())


def _beyond(plan: Plan, grounds: Grounds) -> Iterator[str]:
    for rule in (each for each in plan.rules if not each.match.allowed):
        for opening in rule.openings:
            own = {row.id: _about(rule.match, grounds.get(row.id, ())) for row in opening.requirements}
            every = [each for some in own.values() for each in some]
            what = f"{rule.match.direction} {rule.match.transport} {opening.ports or ''}".rstrip()
            yield from (f"{what}, for {id}" for id, some in own.items() if not some)
            if not own or not _holds(_ports(every, opening, plan), opening.ports):
                yield f"{what} of these ports"
            elif not _is_met(rule.match, every, plan):
                yield f"{what} with {rule.match.end}"


def _about(match: Match, grounds: Iterable[Ground]) -> list[Ground]:
    """Return the rules of the verdict that are about the packets of a match, whatever their ports and other ends."""
    return [each for each in grounds if _is_about(match, each)]


def _is_about(match: Match, ground: Ground) -> bool:
    way = "in" if "internal" in ground.reasons else ground.direction
    if (way, ground.transport) != (match.direction, match.transport):
        return False
    types = not ground.icmp_types or (match.types and {*match.types} <= {*ground.icmp_types})
    whence = not ground.source_ports or (
        match.sources and all(_holds(ground.source_ports, each) for each in match.sources)
    )
    return bool(types and whence)


def _ports(grounds: Sequence[Ground], opening: Opening, plan: Plan) -> Iterator[PortRange | None]:
    """Yield the ports that rules open for an opening: in place of those of the page the user's own."""
    own = {row.id: _chosen(row, plan) for row in opening.requirements}
    for each in grounds:
        yield from own[each.requirement] or _stated(each)


def _stated(ground: Ground) -> tuple[PortRange | None, ...]:
    return ports_over(ground.transport or "", ground.ports) or (None,)


def _chosen(row: Requirement, plan: Plan) -> tuple[PortRange, ...]:
    given = plan.options.binds.get(bind_name(row), ()) if row.dynamic else plan.options.sets.get(row.id, ())
    return tuple(filter(None, map(read_range, given)))


def _holds(every: Iterable[PortRange | None], ports: PortRange | None) -> bool:
    """Tell whether ports are among others; those of a protocol without ports are one for all."""
    known = tuple(every)
    if ports is None:
        return None in known
    return any(each.start <= ports.start and ports.end <= each.end for each in joined(filter(None, known)))


def _is_met(match: Match, grounds: Iterable[Ground], plan: Plan) -> bool:
    """Tell whether the other end of a match is that of some rules: any address only where no network narrows one."""
    own = tuple(grounds)
    names = {_party(each) for each in own}
    if not match.anywhere:
        return {*_parties(match)} <= names
    if any("internal" in each.reasons for each in own):
        return match.interface is not None
    given = dict.fromkeys(plan.options.pods, ()) | {key(name): some for name, some in plan.options.peers.items()}
    return any(given.get(each, ANY) == ANY for each in names - plan.stated)


def _party(ground: Ground) -> str:
    return key(ground.party or ground.requirement)


def _is_open(ground: Ground, row: Requirement, plan: Plan) -> bool:
    """Tell whether a plan opens all that a rule of the verdict does."""
    wanted = _chosen(row, plan) or _stated(ground)
    found = [
        opening.ports
        for rule in plan.rules
        if _is_about(rule.match, ground) and (rule.match.anywhere or _party(ground) in _parties(rule.match))
        for opening in rule.openings
        if row.id in [each.id for each in opening.requirements]
    ]
    return all(_holds(found, each) for each in wanted)


def _parties(match: Match) -> tuple[str, ...]:
    return match.networks.parties if match.networks else ()


def _words(ground: Ground) -> str:
    parts = (ground.direction, ground.transport, *map(str, ground.ports), f"for {ground.requirement}")
    return " ".join(filter(None, parts))
