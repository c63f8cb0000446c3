"""The report about a fleet: a matrix of roles, ports and hosts, and where hosts of one role differ."""

from collections.abc import Iterator, Sequence

import msgspec

from portspec.analysis.verdict import Way
from portspec.audit.fleet import Fleet
from portspec.audit.fleet.drift import ABSENT, Drift
from portspec.audit.report import Told, told
from portspec.audit.state import Row
from portspec.audit.words import as_finding
from portspec.diff.text import literal
from portspec.findings import Finding, finding, named, of, together
from portspec.spec import Id, Product, Spec


class State(msgspec.Struct, frozen=True, kw_only=True):
    """What holds of a row, and where."""

    state: str
    """In words such as `allowed, listening`, or the kind of an undocumented fault."""
    hosts: tuple[str, ...]
    """Names of hosts, sorted."""


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the matrix."""

    requirement: Id | None
    """None for what nothing documents."""
    way: Way
    """Which way connections are opened, seen from the host."""
    ports: str
    """With their transports, such as `22/tcp`."""
    states: tuple[State, ...]
    """The one of most hosts first."""


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """The hosts of the same roles."""

    roles: tuple[str, ...]
    """Sorted."""
    hosts: tuple[str, ...]
    """Their names, sorted."""
    rows: tuple[Line, ...]
    """The matrix."""


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """One fault, with the hosts that have it."""

    hosts: tuple[str, ...]
    """Their names, sorted."""
    fault: Told
    """What is told of it."""


class Survey(msgspec.Struct, frozen=True, kw_only=True):
    """What is told of a fleet; `schemas/fleet.schema.json` is its contract."""

    product: Product | None
    """The product and its release; None for a page without a catalog."""
    parts: tuple[Part, ...]
    """By roles."""
    faults: tuple[Found, ...]
    """The gravest first."""
    drifts: tuple[Drift, ...]
    """Where a host is not as most hosts of its roles."""
    notes: tuple[Finding, ...]
    """What no source tells, and other findings about the sources."""


def survey(spec: Spec, fleet: Fleet, notes: tuple[Finding, ...]) -> Survey:
    """Return what is told of a fleet as one value."""
    groups = together((each.name, each.roles) for each in fleet.members)
    found = together((each.name, told(fault, spec)) for each in fleet.members for fault in each.faults)
    return Survey(
        product=spec.product,
        parts=tuple(_part(fleet, roles, groups[roles]) for roles in sorted(groups)),
        faults=tuple(Found(hosts=tuple(found[each]), fault=each) for each in sorted(found, key=lambda each: each.code)),
        drifts=fleet.drifts,
        notes=notes,
    )


def _part(fleet: Fleet, roles: tuple[str, ...], hosts: Sequence[str]) -> Part:
    members = [each for each in fleet.members if each.roles == roles]
    rows = sorted({row for each in members for row in each.states})
    return Part(
        roles=roles,
        hosts=tuple(hosts),
        rows=tuple(_line(row, {each.name: each.states.get(row, ABSENT) for each in members}) for row in rows),
    )


def _line(row: Row, states: dict[str, str]) -> Line:
    by_state = together(states.items())
    order = sorted(by_state, key=lambda state: (-len(by_state[state]), state))
    return Line(
        requirement=row.requirement or None,
        way=row.way,
        ports=row.ports,
        states=tuple(State(state=each, hosts=tuple(by_state[each])) for each in order),
    )


def as_findings(spec: Spec, fleet: Fleet) -> list[Finding]:
    """Return the faults of all hosts, each once with the hosts that have it, and where hosts differ (PS542)."""
    said = together((each.name, as_finding(fault, spec)) for each in fleet.members for fault in each.faults)
    found = [of(said[each], each) for each in sorted(said, key=lambda each: each.code)]
    return [*found, *map(_differing, fleet.drifts)]


def _differing(drift: Drift) -> Finding:
    what = f"{drift.row.ports} {drift.row.way} ({drift.row.requirement or 'not documented'})"
    message = (
        f"{named(drift.hosts)}: {what} is {drift.state}, and {drift.usual} on most hosts with {', '.join(drift.roles)}"
    )
    return finding("PS542", message, "Make the hosts of one role alike, or give them other roles.")


def as_markdown(survey: Survey) -> str:
    """Return a page with where hosts differ, the faults, and a matrix for the hosts of the same roles."""
    return "\n".join((*_head(survey), *(line for part in survey.parts for line in _table(part)), ""))


def _head(survey: Survey) -> Iterator[str]:
    about = f" of {literal(f'{survey.product.name} {survey.product.release_name}')}" if survey.product else ""
    yield f"# Hosts{about}"
    if survey.drifts:
        yield from ("", "## Where hosts of the same roles differ", "")
        yield from ("| Hosts | Ports | Requirement | Here | On most hosts |", "| --- | --- | --- | --- | --- |")
    for each in survey.drifts:
        cells = (named(each.hosts), f"{each.row.ports} {each.row.way}", each.row.requirement, each.state, each.usual)
        yield f"| {' | '.join(map(literal, cells))} |"
    if survey.faults:
        yield from ("", "## Faults", "")
    for found in survey.faults:
        why = f" Ignored: {literal(found.fault.ignored)}" if found.fault.ignored else ""
        yield f"- **{found.fault.code}** {literal(named(found.hosts))}: {literal(found.fault.message)}{why}"


def _table(part: Part) -> Iterator[str]:
    yield from ("", f"## {literal(', '.join(part.roles))}", "")
    yield f"{len(part.hosts)} hosts: {literal(named(part.hosts))}"
    yield from ("", "| Requirement | Way | Ports | State | Elsewhere |", "| --- | --- | --- | --- | --- |")
    for row in part.rows:
        other = "; ".join(f"{each.state}: {named(each.hosts)}" for each in row.states[1:])
        cells = (row.requirement or "not documented", row.way, row.ports, row.states[0].state, other)
        yield f"| {' | '.join(map(literal, cells))} |"
