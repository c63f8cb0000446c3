"""Drift: where a host is not as most hosts of the same roles are."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Protocol

import msgspec

from portspec.audit.state import Row

ABSENT = "nothing"
"""The state of a row that holds on other hosts alone."""


class Known(Protocol):
    """What is known of a host."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def roles(self) -> tuple[str, ...]:
        """Its roles, sorted."""

    @property
    def states(self) -> Mapping[Row, str]:
        """What holds of each row on it."""


class Drift(msgspec.Struct, frozen=True, kw_only=True):
    """Hosts on which a row is not as usual."""

    roles: tuple[str, ...]
    """The roles of these hosts and of those that they are held against."""
    row: Row
    """What differs."""
    usual: str
    """Its state on most hosts."""
    state: str
    """Its state on these."""
    hosts: tuple[str, ...]
    """Their names, sorted."""


def drifts(hosts: Sequence[Known]) -> Iterator[Drift]:
    """Yield where hosts differ from most hosts of the same roles, by roles and rows.

    Where two states are as frequent, the one that comes first in the alphabet is taken for the usual one.
    """
    for roles, group in groupby(sorted(hosts, key=lambda each: each.roles), key=lambda each: each.roles):
        yield from _of_group(roles, sorted(group, key=lambda each: each.name))


def _of_group(roles: tuple[str, ...], hosts: Sequence[Known]) -> Iterator[Drift]:
    for row in sorted({row for each in hosts for row in each.states}):
        here = {each.name: each.states.get(row, ABSENT) for each in hosts}
        counts = Counter(sorted(here.values()))
        usual = counts.most_common(1)[0][0]
        for state in sorted(counts.keys() - {usual}):
            names = tuple(name for name, own in here.items() if own == state)
            yield Drift(roles=roles, row=row, usual=usual, state=state, hosts=names)
