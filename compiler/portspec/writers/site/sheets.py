"""Sheets: a long list of rows, cut into pages of a size that a browser shows at once."""

from collections.abc import Sequence
from typing import TypeVar

import msgspec

from portspec.analysis.verdict import State
from portspec.spec import Requirement, Role

T = TypeVar("T")

ROWS = 500
"""The most rows of one page; a browser takes half a second for twice as many."""

Row = tuple[State, Role | None, Requirement]
"""A requirement with its status and the role at whose hosts it stands, the page's own or one that it includes."""


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """One page of a role's requirements."""

    number: int
    """From 1."""
    rows: tuple[Row, ...]
    """In the role's order; at most as many as a page holds."""

    def groups(self, wanted: State) -> list[tuple[Role | None, list[Requirement]]]:
        """Return the rows of one status, by the role at whose hosts they stand."""
        found: dict[str | None, tuple[Role | None, list[Requirement]]] = {}
        for status, role, requirement in self.rows:
            if status == wanted:
                found.setdefault(role.id if role else None, (role, []))[1].append(requirement)
        return list(found.values())


def cut(rows: Sequence[T]) -> list[Sequence[T]]:
    """Return the rows in stretches of at most `ROWS`; one empty stretch where there are none."""
    return [rows[start : start + ROWS] for start in range(0, len(rows), ROWS)] or [rows]


def sheet_path(path: str, number: int) -> str:
    """Return the path of one sheet, without suffix: the first has the plain path, the others stand below it."""
    return path if number == 1 else f"{path}/{number}"
