"""Pairs: which row of the new spec is which row of the old one."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import TypeVar

from portspec.diff.fields import content
from portspec.spec import Requirement

T = TypeVar("T")
Key = Callable[[T], Hashable]
"""What two values must have in common to be a pair; None pairs with nothing."""


def pairs(
    old: Sequence[Requirement], new: Sequence[Requirement]
) -> Iterator[tuple[Requirement | None, Requirement | None]]:
    """Yield each row with what became of it: by what it states, by id, by role and ports, then by what is left.

    A row that states what it stated is the same one, even if twins were numbered again. A row that differs from all
    of the other spec stands alone.
    """
    return paired(old, new, (content, _id, _row_and_purpose, _row, _role_and_purpose, _ports_and_purpose))


def paired(old: Sequence[T], new: Sequence[T], keys: Sequence[Key[T]]) -> Iterator[tuple[T | None, T | None]]:
    """Yield pairs by each key in turn, of several candidates in order, then what is left of old and new."""
    left: list[T] = list(old)
    right: list[T] = list(new)
    for key in keys:
        waiting: dict[Hashable, list[T]] = defaultdict(list)
        known = [(key(each), each) for each in left]
        for value, each in known:
            waiting[value].append(each)
        waiting.pop(None, None)
        rest = []
        for each in right:
            if found := waiting.get(key(each)):
                yield found.pop(0), each
            else:
                rest.append(each)
        free = {id(each) for several in waiting.values() for each in several}
        left = [each for value, each in known if value is None or id(each) in free]
        right = rest
    yield from ((each, None) for each in left)
    yield from ((None, each) for each in right)


def _id(row: Requirement) -> Hashable:
    return row.id


def _ports(row: Requirement) -> Hashable:
    return row.ports or (row.dynamic and (row.dynamic.name or row.dynamic.text))


def _row(row: Requirement) -> Hashable:
    return row.role, _ports(row)


def _row_and_purpose(row: Requirement) -> Hashable:
    return row.role, _ports(row), row.purpose


def _role_and_purpose(row: Requirement) -> Hashable:
    return (row.role, row.purpose) if row.purpose else None


def _ports_and_purpose(row: Requirement) -> Hashable:
    return (_ports(row), row.purpose) if row.purpose else None
