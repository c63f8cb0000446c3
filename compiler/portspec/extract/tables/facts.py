"""Facts: a table of names and values, in two columns or more, where one row's name says that its values are ports."""

import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain, pairwise

import msgspec

from portspec.claims import Claim
from portspec.document import Cell, Table, Text
from portspec.extract.context.evidence import Said
from portspec.extract.context.headers import concepts, tells_symptoms
from portspec.extract.context.inherited import Context
from portspec.extract.grammar.lexer import tokens
from portspec.extract.grammar.mentions import may_mention
from portspec.extract.grammar.port_expression import Part, parse_ports
from portspec.extract.grammar.spans import SHORT
from portspec.extract.language.masked import which
from portspec.extract.language.vocabulary import transports_in, words
from portspec.extract.page import Page
from portspec.extract.running.apart import apart
from portspec.extract.running.spoken import said_in
from portspec.extract.statement import Statement, claim_of
from portspec.extract.tables.candidate import NAMES, PORTS, TRANSPORTS, Candidate, Points
from portspec.extract.tables.cells import is_command
from portspec.spec import PortRange

_LEAST = 2
"""A name and a value; further columns hold values for other cases: "Minimum", "Recommended"."""
_COUNT = 1024
"""A lone number below this may say how many ports there are: "Ports: 24"."""
_SETTING = re.compile(r"\w[._]\w")
_PORT_SETTING = re.compile(r"[\w.-]*[._-]port", re.IGNORECASE)
"""The name of a setting that is a port."""
_Fact = tuple[Text, Text, Sequence[Part]]
"""A name, a value and the ports that it states."""


def as_facts(table: Table, page: Page) -> Iterator[Candidate]:  # noqa: ARG001 (every shape is asked alike)
    """Yield how a table is read as names and values, where one of its names speaks of ports."""
    table = _without_blank(table)
    if len(table.rows[0]) < _LEAST or tells_symptoms(table):
        return
    of_port = len(table.rows[0]) == _LEAST and any(_PORT_SETTING.fullmatch(row[1].text.folded) for row in table.rows)
    said = [[cell.text.folded for cell in row[:-1]] for row in table.rows]
    (names,) = which(chain.from_iterable(said), _names_ports)
    named = [_named(texts, names) for texts in said]
    stated = [
        (row, ([*_stated(row, at)] if at >= 0 else []) or ([*_default(row)] if of_port else []))
        for row, at in zip(table.rows, named, strict=True)
    ]
    if facts := [found for _, found in stated if found]:
        rows = tuple(row for row, found in stated if found or any(may_mention(cell.text.value) for cell in row))
        weigh, read = partial(_evidence, table, facts), partial(_read, facts)
        yield Candidate(shape="name and value", weigh=weigh, read=read, rows=rows)


def _without_blank(table: Table) -> Table:
    """Return a table without the columns in which nothing stands: they only keep names and values apart."""
    kept = [index for index in range(len(table.rows[0])) if any(row[index].text.value for row in table.rows)]
    rows = tuple(tuple(row[index] for index in kept) for row in table.rows)
    return msgspec.structs.replace(table, rows=rows) if len(kept) < len(table.rows[0]) else table


def _evidence(table: Table, facts: Sequence[Sequence[_Fact]]) -> tuple[Points, ...]:
    typed = sum(all(part.transports for _, _, parts in row for part in parts) for row in facts)
    return (
        Points(about="values that are ports", found=len(facts), of=len(table.rows), most=PORTS),
        Points(about="names that speak of ports", found=len(facts), of=len(table.rows), most=NAMES),
        Points(about="transports", found=typed, of=len(facts), most=TRANSPORTS),
    )


def _read(facts: Sequence[Sequence[_Fact]], page: Page, context: Context) -> None:
    """Read the rows of a table of facts whose names speak of ports."""
    for row in facts:
        page.rows += 1
        for fact in row:
            page.claims.extend(_claims(fact, page, context))


def _named(texts: list[str], names: frozenset[str]) -> int:
    """Return which of the texts before its last one is a row's name, one of `names` or the first; -1 if it has none."""
    at = 0 if names.isdisjoint(texts) else next(index for index, text in enumerate(texts) if text in names)
    return at if len(texts) < _LEAST or "port" in concepts(texts[at]) else -1


def _stated(row: tuple[Cell, ...], at: int) -> Iterator[_Fact]:
    """Yield the values of a row that state ports behind its name, each without what those before it state."""
    name, seen, wide = row[at].text, set[PortRange](), len(row) > _LEAST
    for value in {id(cell): cell.text for cell in row[at + 1 :]}.values():
        parts = _ports_of(name.folded, value.value, wide=wide)
        more = [msgspec.structs.replace(p, ports=tuple(each for each in p.ports if each not in seen)) for p in parts]
        seen |= {each for part in parts for each in part.ports}
        if found := [part for part in more if part.ports]:
            yield name, value, found


def _default(row: tuple[Cell, ...]) -> Iterator[_Fact]:
    """Yield the default in a table that tells of one setting, if that is a port: "Name: http.port", "Default: 8080"."""
    name, value = row[0].text, row[1].text
    named = len(row) == _LEAST and words("port.default", "port.value").whole(name.folded)
    if named and (parts := _line(value.value)):
        yield name, value, parts


def _names_ports(text: str) -> bool:
    return not re.search(r"\d", text) and "port" in concepts(text) and len(text.split()) <= SHORT


def _ports_of(name: str, value: str, *, wide: bool) -> list[Part]:
    """Return the ports of a value whose name speaks of ports, or that names their transports beside nothing else.

    Settings such as `http.port` are no such names; without a name there is no fact, and a command states none.
    """
    ported = "port" in concepts(name)
    if not name or _SETTING.search(name) or is_command(value):
        return []
    parts = [part for line in value.split("\n") for part in _line(line)]
    if not wide and all(part.transports for part in parts):
        return parts
    if not ported:
        return []
    ports = [each for part in parts for each in part.ports]
    counted = words("port.plural").search(name) is not None or "other" in concepts(name)
    many = counted and words("port.default").search(name) is None
    return [] if many and len(ports) == 1 and ports[0].start < _COUNT else parts


def _line(text: str) -> tuple[Part, ...]:
    """Return the ports of a short line whose numbers are all ports: "SSH 22, API 8000"."""
    if len(text.split()) > SHORT:
        return ()
    kinds = [token.kind for token in tokens(text)]
    if not {"unit", "protocol"}.isdisjoint(kinds) or ("label", "number") in pairwise(kinds):
        return ()
    found = parse_ports(text)
    return () if found.faults else tuple(part for part in found.parts if part.ports)


def _claims(fact: _Fact, page: Page, context: Context) -> Iterator[Claim]:
    name, value, parts = fact
    transports = transports_in(name.folded)
    named = [Said(field="transports", value=transports, rule="row")] if transports else []
    text = f"{name.folded}: {value.value}"
    for part in (each for stated in parts for each in apart(text, stated, page, context)):
        statement = Statement(
            part=part,
            said=(*named, *said_in(text, part, page, context)),
            purpose=name.folded,
            kind="table",
            start=value.start,
            end=value.end,
            quote=f"{name.folded} | {value.folded}",
        )
        yield claim_of(statement, context, page)
