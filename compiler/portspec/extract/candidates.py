"""The ways in which a table can be read, each with its evidence: as written, on its side, matrix, name and value."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Literal

import msgspec

from portspec.document import Table
from portspec.extract.columns import layout_of
from portspec.extract.context import whole
from portspec.extract.facts import Facts, facts_of
from portspec.extract.headers import concepts, tells_symptoms
from portspec.extract.layout import Column, ColumnKind, Layout
from portspec.extract.matrix import HOSTS, Fields, fields_of
from portspec.extract.page import Page
from portspec.extract.port_expression import is_none, parse_ports
from portspec.extract.turned import turned
from portspec.extract.vocabulary import transports_in, words

Shape = Literal["as written", "on its side", "matrix", "name and value"]


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

    shape: Shape
    """Its name, for `--trace` and to choose what reads it."""
    table: Table
    """The table as this way has it: one on its side is turned."""
    layout: Layout | None = None
    """Its columns; None where it has none."""
    fields: Fields | None = None
    """What a matrix shows."""
    facts: Facts = ()
    """The rows of names and values that state ports."""

    @cached_property
    def evidence(self) -> tuple[Points, ...]:
        """What speaks for it: ten points in all; most tables can be read in one way, and nobody asks."""
        if self.fields:
            return _of_fields(self.fields)
        return _of_facts(self.table, self.facts) if self.layout is None else _of_columns(self.table, self.layout)

    @property
    def score(self) -> float:
        """The sum of the points, from 0 to 10."""
        return sum(each.points for each in self.evidence)


PORTS, NAMES, TRANSPORTS = 6, 3, 1
"""The points for cells that are ports, for words that name what stands there, and for transports beside the ports."""
FLOOR = 1.0
"""With fewer points nothing is read."""
NEAR = 0.5
"""A way with so few points less is as good as the best one."""


def candidates(table: Table, page: Page) -> tuple[Candidate, ...]:
    """Return the ways in which a table can be read, the best first; none where it states no ports."""
    found = list(_possible(table, page))
    if len(found) > 1:
        found.sort(key=lambda each: -each.score)
        found = [each for each in found if each.score >= FLOOR]
    return tuple(found)


def _possible(table: Table, page: Page) -> Iterator[Candidate]:
    """Yield the ways that the table's form allows, in the order in which they count where they are equally good."""
    if fields := fields_of(table, page.section):
        yield Candidate(shape="matrix", table=table, fields=fields)
    titles = page.section.titles(table.caption or page.section.caption())[:1]
    ported = any(words("port.word").search(each.value) for each in titles)
    upright, layout = layout_of(table, ported=ported, hosts=_says_hosts(page))
    if layout:
        yield Candidate(shape="as written", table=upright, layout=layout)
    if (side := turned(table)) and (found := layout_of(side))[1]:
        yield Candidate(shape="on its side", table=found[0], layout=found[1])
    if not tells_symptoms(table) and (facts := facts_of(table)):
        yield Candidate(shape="name and value", table=table, facts=facts)


def _says_hosts(page: Page) -> bool:
    """Tell whether the paragraph right above says that the columns are hosts: "open the ports of each column on …"."""
    above = [whole(each) for each in page.section.since[-1:]]
    return any(words("text.columns").search(each) and words("text.host").search(each) for each in above)


def _of_columns(table: Table, layout: Layout) -> tuple[Points, ...]:
    body = table.rows[layout.headers :]
    ported = layout.of(*_PORTED)
    texts = [row[column.index].text.value for row in body for column in ported]
    texts = [text for text in texts if not is_none(text)]
    titled = [column for column in layout.columns if column.title]
    typed = bool(layout.of("protocol")) or any(transports_in(text) for text in texts)
    return (
        _ports(texts),
        Points(about="headers that name columns", found=sum(map(_named, titled)), of=len(titled), most=NAMES),
        Points(about="transports", found=int(typed), of=1, most=TRANSPORTS),
    )


def _of_fields(fields: Fields) -> tuple[Points, ...]:
    return (
        _ports(fields.texts),
        Points(about="words that name both ends", found=1, of=1, most=NAMES),
        Points(about="transports", found=int(fields.typed), of=1, most=TRANSPORTS),
    )


def _of_facts(table: Table, stated: Facts) -> tuple[Points, ...]:
    typed = sum(all(part.transports for part in parts) for _, parts in stated)
    return (
        Points(about="values that are ports", found=len(stated), of=len(table.rows), most=PORTS),
        Points(about="names that speak of ports", found=len(stated), of=len(table.rows), most=NAMES),
        Points(about="transports", found=typed, of=len(stated), most=TRANSPORTS),
    )


def _ports(texts: Sequence[str]) -> Points:
    read = sum(bool(parse_ports(text).parts) for text in texts)
    return Points(about="cells that are ports", found=read, of=len(texts), most=PORTS)


def _named(column: Column) -> bool:
    """Tell whether a header says what its column is held for; ports may stand below anything."""
    found = {*concepts(column.title), *transports_in(column.title)}
    return bool(found - HOSTS if column.kind in _PORTED else found)


_PORTED: tuple[ColumnKind, ...] = ("port", "start", "end")
