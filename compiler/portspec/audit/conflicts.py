"""Co-existence: whether several roles, of one product or of several, want the same port of one host."""

from collections.abc import Iterator, Sequence
from itertools import combinations, product

import msgspec

from portspec.analysis.verdict import refusals_of, rules_of
from portspec.audit.space import Span
from portspec.spec import Id, Requirement, Spec, role_closure


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """A role of a release."""

    spec: Spec
    """The release."""
    role: Id
    """The id of one of its roles."""

    @property
    def name(self) -> str:
        """How it is called beside roles of other products."""
        about = self.spec.product
        return f"{about.id}/{about.release}:{self.role}" if about else self.role


class Conflict(msgspec.Struct, frozen=True, kw_only=True):
    """A port on which the services of two roles cannot both listen."""

    sides: tuple[Side, Side]
    """The two roles, in the order in which they were given."""
    rows: tuple[Requirement, Requirement]
    """What each of them requires."""
    transport: str
    """Empty where one of them states none."""
    ports: Span | None
    """What both want; None where one of them does not say its number."""


def conflicts(sides: Sequence[Side]) -> Iterator[Conflict]:
    """Yield every conflict of every two roles, in their order.

    What two roles both include is one service, and so is the same requirement of one release. A range conflicts with
    what stands in it. A dynamic port may turn out to be any number: it is told of where the other role wants ports of
    its own in that transport.
    """
    for one, other in combinations(sides, 2):
        mine, theirs = _wanted(one), _wanted(other)
        shared = mine.keys() & theirs.keys() if one.spec.digest == other.spec.digest else set()
        for row, its in product(mine.values(), theirs.values()):
            if not {row.id, its.id} & shared:
                yield from _between((one, other), row, its)


def _wanted(side: Side) -> dict[Id, Requirement]:
    """Return the requirements for which something has to listen on the role's hosts, by id."""
    roles = role_closure(side.spec, side.role)
    return {row.id: row for row in side.spec.requirements if _listens(row, roles)}


def _listens(row: Requirement, roles: Sequence[str]) -> bool:
    if refusals_of(row) and not row.reserved:
        return False
    if row.reserved:  # what is held for one service is taken for another
        return row.role in roles or bool(set(row.roles) & set(roles))
    return any(rule.direction == "in" and rule.host in roles for rule in rules_of(row, {}))


def _between(sides: tuple[Side, Side], row: Requirement, other: Requirement) -> Iterator[Conflict]:
    transports = set(row.transports) & set(other.transports)
    open_ends = not row.transports or not other.transports
    for transport in sorted(transports) or ([""] if open_ends else []):
        if row.dynamic or other.dynamic:
            yield Conflict(sides=sides, rows=(row, other), transport=transport, ports=None)
        for mine in row.ports:
            for theirs in other.ports:
                first, last = max(mine.start, theirs.start), min(mine.end, theirs.end)
                if first <= last:
                    yield Conflict(sides=sides, rows=(row, other), transport=transport, ports=(first, last))
