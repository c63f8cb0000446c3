"""Facts: a table of two columns, a name and its value, where one row's name says that its value is ports."""

import re
from collections.abc import Iterator, Sequence
from functools import partial

from portspec.claims import Claim
from portspec.document import Cell, Table
from portspec.extract.context.evidence import Said
from portspec.extract.context.headers import concepts, tells_symptoms
from portspec.extract.context.inherited import Context
from portspec.extract.grammar.lexer import tokens
from portspec.extract.grammar.port_expression import Part, parse_ports
from portspec.extract.grammar.spans import SHORT
from portspec.extract.language.need import qualify
from portspec.extract.language.phrases import direction_in
from portspec.extract.language.vocabulary import transports_in, words
from portspec.extract.page import Page
from portspec.extract.statement import Statement, claim_of
from portspec.extract.tables.candidate import NAMES, PORTS, TRANSPORTS, Candidate, Points

_WIDTH = 2
_COUNT = 1024
"""A lone number below this may say how many ports there are: "Ports: 24"."""
_SETTING = re.compile(r"\w[._]\w")
_Facts = Sequence[tuple[tuple[Cell, ...], Sequence[Part]]]
"""Rows that state ports, with these."""


def as_facts(table: Table, page: Page) -> Iterator[Candidate]:  # noqa: ARG001 (every shape is asked alike)
    """Yield how a table is read as names and values, where one of its names speaks of ports."""
    if len(table.rows[0]) != _WIDTH or tells_symptoms(table):
        return
    if facts := [(row, parts) for row in table.rows if (parts := _stated(row))]:
        yield Candidate(shape="name and value", weigh=partial(_evidence, table, facts), read=partial(_read, facts))


def _evidence(table: Table, stated: _Facts) -> tuple[Points, ...]:
    typed = sum(all(part.transports for part in parts) for _, parts in stated)
    return (
        Points(about="values that are ports", found=len(stated), of=len(table.rows), most=PORTS),
        Points(about="names that speak of ports", found=len(stated), of=len(table.rows), most=NAMES),
        Points(about="transports", found=typed, of=len(stated), most=TRANSPORTS),
    )


def _read(facts: _Facts, page: Page, context: Context) -> None:
    """Read the rows of a table of facts whose names speak of ports."""
    for row, parts in facts:
        page.rows += 1
        page.claims.extend(_claims(row, parts, page, context))


def _stated(row: tuple[Cell, ...]) -> list[Part]:
    """Return the ports of a row whose name speaks of ports, or whose value names their transports.

    Settings such as `http.port` are no such names.
    """
    name, value = row[0].text.folded, row[1].text.value
    parts = [] if _SETTING.search(name) else [part for line in value.split("\n") for part in _line(line)]
    if parts and all(part.transports for part in parts):
        return parts
    if "port" not in concepts(name):
        return []
    ports = [each for part in parts for each in part.ports]
    counted = words("port.plural").search(name) is not None or "other" in concepts(name)
    many = counted and words("port.default").search(name) is None
    return [] if many and len(ports) == 1 and ports[0].start < _COUNT else parts


def _line(text: str) -> tuple[Part, ...]:
    """Return the ports of a short line whose numbers are all ports: "SSH 22, API 8000"."""
    kinds = {token.kind for token in tokens(text)}
    if len(text.split()) > SHORT or not kinds.isdisjoint(("unit", "label", "protocol")):
        return ()
    found = parse_ports(text)
    return () if found.faults else tuple(part for part in found.parts if part.ports)


def _claims(row: tuple[Cell, ...], parts: Sequence[Part], page: Page, context: Context) -> Iterator[Claim]:
    name, value = row[0].text, row[1].text
    said = []
    if (direction := direction_in(f"{name.folded} {value.folded}")) != "unstated":
        said.append(Said(field="direction", value=direction, rule="row"))
    if transports := transports_in(name.folded):
        said.append(Said(field="transports", value=transports, rule="row"))
    if found := qualify(f"{name.folded}: {value.folded}"):
        said.append(Said(field="need", value=found.need, rule="row"))
    for part in parts:
        statement = Statement(
            part=part,
            said=tuple(said),
            purpose=name.folded,
            kind="table",
            start=value.start,
            end=value.end,
            quote=f"{name.folded} | {value.folded}",
        )
        yield claim_of(statement, context, page)
