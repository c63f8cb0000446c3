"""Cell ports: what one cell of a row states, and which of them another cell of the row states alike."""

from collections.abc import Iterator

import msgspec

from portspec.document import Text
from portspec.extract.context.evidence import Said, Value
from portspec.extract.grammar.port_expression import Part
from portspec.spec import CONTAINED, PortRange


class CellPorts(msgspec.Struct, frozen=True, kw_only=True):
    """Ports, the cell that states them, and what that cell and its column's header say of them alone."""

    part: Part
    """The ports."""
    cell: Text
    """Where they stand."""
    said: tuple[Said, ...] = ()
    """For any field of the requirement."""
    purpose: str | None = None
    """The service that the header names; None where it names none."""
    told: bool = False
    """True where the cell is a sentence, which may say more of its ports."""


def line_at(cell: Text, at: int) -> Text:
    """Return the line of a cell that an offset in it stands in."""
    start, end = cell.value.rfind("\n", 0, at) + 1, cell.value.find("\n", at)
    return Text(cell.value[start : end if end >= 0 else len(cell.value)], cell.start, cell.end)


def own(field: str, value: Value, text: Text | None = None, rule: str = "row") -> Said:
    """Return what a row says itself of a field, or the header of one of its columns."""
    return Said(field=field, value=value, rule=rule, text=text)


def once(stated: list[CellPorts]) -> Iterator[CellPorts]:
    """Yield ports without those that another cell of the row states alike: the same port inside a container.

    That cell may state the transport as well, or the direction: "Listen port | Target port".
    """
    outer = {port for each in stated if not _is_inner(each) for port in each.part.ports}
    stated = [left for each in stated if (left := _without(each, outer) if _is_inner(each) else each)]
    typed = {_alike(each) for each in stated if each.part.transports}
    seen = {(_alike(left), each.part.transports) for each in stated if (left := _undirected(each)) != each}
    for each in stated:
        key = (_alike(each), each.part.transports)
        if key not in seen and (each.part.transports or key[0] not in typed):
            seen.add(key)
            yield each


def _is_inner(stated: CellPorts) -> bool:
    return any(each.rule == CONTAINED for each in stated.said)


def _without(stated: CellPorts, outer: set[PortRange]) -> CellPorts | None:
    """Return the ports of a container that are none of the host's, or None where all are."""
    left = tuple(each for each in stated.part.ports if each not in outer)
    if stated.part.ports and not left:
        return None
    return msgspec.structs.replace(stated, part=msgspec.structs.replace(stated.part, ports=left))


def _undirected(stated: CellPorts) -> CellPorts:
    return msgspec.structs.replace(stated, said=tuple(each for each in stated.said if each.field != "direction"))


def _alike(stated: CellPorts) -> tuple[object, ...]:
    """Return all that a cell says of ports but for their transports."""
    said = frozenset((each.field, each.value) for each in stated.said)
    return stated.part.ports, stated.part.dynamic, said, stated.purpose
