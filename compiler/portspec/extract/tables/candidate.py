"""A candidate is one way in which a table can be read, with the evidence that speaks for it and what reads it."""

from collections.abc import Callable, Sequence
from functools import cached_property

import msgspec

from portspec.document import Cell
from portspec.extract.context.inherited import Context
from portspec.extract.grammar.port_expression import parse_ports
from portspec.extract.page import Page
from portspec.extract.tables.layout import Column


class Points(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of evidence: how much of what it looks at speaks for a reading."""

    about: str
    """What it looks at, for `--trace`."""
    found: int
    """How many of those speak for the reading."""
    of: int
    """How many there are; 0 gives no points."""
    most: int
    """The points where all of it does."""

    @property
    def points(self) -> float:
        """The points that it gives."""
        return self.most * self.found / self.of if self.of else 0.0


class Candidate(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """One way to read a table."""

    shape: str
    """Its name, for `--trace` and findings."""
    weigh: Callable[[], tuple[Points, ...]]
    """Returns its evidence."""
    read: Callable[[Page, Context], None]
    """Reads the table into the page's claims, below what the places above it say."""
    columns: tuple[Column, ...] = ()
    """What its columns are held for, for `--trace`; empty where it has none."""
    rows: tuple[tuple[Cell, ...], ...] = ()
    """Those that it reads or that may mention ports, where the others are about something else; empty means all."""

    @cached_property
    def evidence(self) -> tuple[Points, ...]:
        """What speaks for it: ten points in all; most tables can be read in one way, and nobody asks."""
        return self.weigh()

    @property
    def score(self) -> float:
        """The sum of the points, from 0 to 10."""
        return sum(each.points for each in self.evidence)


PORTS, NAMES, TRANSPORTS = 6, 3, 1
"""The points for cells that are ports, for words that name what stands there, and for transports beside the ports."""


def of_ports(texts: Sequence[str]) -> Points:
    """Return the evidence of cells that are to hold ports."""
    read = sum(bool(parse_ports(text).parts) for text in texts)
    return Points(about="cells that are ports", found=read, of=len(texts), most=PORTS)
