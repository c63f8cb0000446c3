"""Contradicted rows: what one row of a host asks for, and another one of it denies, stays closed."""

from collections.abc import Iterable, Iterator

import msgspec

from portspec.spec import Context, Direction, Party, PortRange, Requirement

RULE = "other-row"
"""The rule by which a row is denied that another one contradicts."""
Ends = tuple[frozenset[str], ...]


def kept_closed(rows: Iterable[Requirement]) -> tuple[Requirement, ...]:
    """Return the rows without what they ask for in any case and another row of their host denies.

    The two go the same way, for the same ends. A row of which nothing is left is denied itself. What an erratum says of
    the need of the one that asks counts.
    """
    every = tuple(rows)
    denied: dict[tuple[str | None, PortRange], list[Requirement]] = {}
    for row in every:
        for port in row.ports if row.need == "denied" else ():
            denied.setdefault((row.role, port), []).append(row)
    return tuple(_against(row, denied) if _asks(row) else row for row in every) if denied else every


def contradicted(row: Requirement) -> Context | None:
    """Return the place of the row for which another one, or some of its ports, are kept closed."""
    found = (row.basis.get(field) for field in ("need", "ports"))
    return next((each for each in found if isinstance(each, Context) and each.rule == RULE), None)


def _asks(row: Requirement) -> bool:
    return row.need == "required" and bool(row.ports) and not {"need", "negated"} & row.corrected.keys()


def _against(row: Requirement, denied: dict[tuple[str | None, PortRange], list[Requirement]]) -> Requirement:
    found = [next(_deniers(row, denied.get((row.role, port), ())), None) for port in row.ports]
    by = next(filter(None, found), None)
    if by is None:
        return row
    left = tuple(port for port, each in zip(row.ports, found, strict=True) if each is None)
    basis = row.basis | {"ports" if left else "need": Context(rule=RULE, provenance=by.provenance)}
    basis = dict(sorted(basis.items()))
    if left:
        return msgspec.structs.replace(row, ports=left, basis=basis)
    return msgspec.structs.replace(row, need="denied", negated=True, basis=basis)


def _deniers(row: Requirement, denied: Iterable[Requirement]) -> Iterator[Requirement]:
    for each in denied:
        alike = not (each.transports and row.transports) or {*row.transports} <= {*each.transports}
        alike = alike and each.source_ports in ((), row.source_ports) and not each.condition
        if alike and _goes(each.direction, row.direction) and ends_named(each) == ends_named(row):
            yield each


def _goes(denied: Direction, asked: Direction) -> bool:
    return denied in ("unstated", "both", asked) or asked in ("unstated", "both")


def ends_named(row: Requirement) -> Ends:
    """Return the names of a row's sources, of its destinations and of its other peers."""
    return tuple(frozenset(map(_name, each)) for each in (row.sources, row.destinations, row.peers))


def _name(party: Party) -> str:
    return party.role or party.text.casefold()
