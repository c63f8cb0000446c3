"""Matrices: a table whose first column and whose header name hosts, and whose fields hold the ports between them."""

import re
from collections.abc import Iterator
from functools import partial
from typing import Literal

import msgspec

from portspec.document import Table, Text
from portspec.extract.context.evidence import Said
from portspec.extract.context.headers import HOSTS, concepts
from portspec.extract.context.inherited import Context, Section
from portspec.extract.context.paragraphs import placed_sentences, whole
from portspec.extract.grammar.port_expression import is_none, parse_ports
from portspec.extract.language.clauses import clauses
from portspec.extract.language.names import REMARK
from portspec.extract.language.polarity import is_negative
from portspec.extract.language.vocabulary import is_transport, transports_in, words
from portspec.extract.page import Page
from portspec.extract.statement import Statement, claim_of
from portspec.extract.tables.candidate import NAMES, TRANSPORTS, Candidate, Points, of_ports
from portspec.extract.tables.port_cases import by_case

_ENOUGH = 0.8
Axis = Literal["rows", "columns"]


class _Fields(msgspec.Struct, frozen=True, kw_only=True):
    """What the fields of a matrix say."""

    texts: tuple[str, ...]
    """What each of them says."""
    typed: bool
    """Whether each port has its transport beside it."""


def as_matrix(table: Table, page: Page) -> Iterator[Candidate]:
    """Yield how a table is read as a matrix, where it is one."""
    if fields := _fields_of(table, page.section):
        yield Candidate(shape="matrix", weigh=partial(_evidence, fields), read=partial(_read, table))


def _fields_of(table: Table, section: Section) -> _Fields | None:
    """Return the fields of a matrix: they hold ports, and the text around speaks of ports and their ends.

    The same names in the first column as in the header are hosts, whatever the text says.
    """
    if len(table.rows) < 3 or len(table.rows[0]) < 3 or table.headers > 1:  # noqa: PLR2004
        return None
    heads = [cell.text for cell in table.rows[0][1:]]
    if any(not HOSTS.issuperset(concepts(head.folded)) or is_transport(head.value) for head in heads):
        return None
    fields = [cell.text.value for row in table.rows[1:] for cell in row[1:] if not _is_silent(cell.text.value)]
    read = [field for field in fields if any(part.ports or part.transports for part in parse_ports(field).parts)]
    if len(read) < max(2, len(fields) * _ENOUGH):
        return None
    if not all(row[0].text.value for row in table.rows[1:]) or not all(cell.text.value for cell in table.rows[0][1:]):
        return None
    around = _around(section)
    corner = table.rows[0][0].text.folded
    says_ends = words("header.source").search(corner) or any(
        words("header.source").search(each) and words("header.destination").search(each) for each in (corner, *around)
    )
    typed = all(part.transports for field in read for part in parse_ports(field).parts)
    known = bool(says_ends) or _is_square(table)
    spoken = typed or any(words("port.word").search(each) for each in (corner, *around))
    return _Fields(texts=tuple(fields), typed=typed) if known and spoken else None


def _is_silent(field: str) -> bool:
    """Tell whether a field asks for nothing: it is blank, or says no without a port: "No access", "blocked"."""
    if is_none(field) or re.search(r"\d", field) or transports_in(field):
        return is_none(field)
    refused = words("need.close").search(field) or words("excluded.before").match(field, 0)
    return words("tick.no").whole(field) or refused is not None or is_negative(field)


def _evidence(fields: _Fields) -> tuple[Points, ...]:
    return (
        of_ports(fields.texts),
        Points(about="words that name both ends", found=1, of=1, most=NAMES),
        Points(about="transports", found=int(fields.typed), of=1, most=TRANSPORTS),
    )


def _around(section: Section) -> list[str]:
    return [heading.text.folded for heading in section.headings] + [whole(each) for each in section.paragraphs]


def _is_square(table: Table) -> bool:
    """Tell whether most rows have the name of a column."""
    columns = {cell.text.folded.casefold() for cell in table.rows[0][1:]}
    rows = {row[0].text.folded.casefold() for row in table.rows[1:]}
    return len(columns & rows) >= max(2, min(len(columns), len(rows)) - 1)


def _axis(corner: str, around: list[str]) -> Axis | None:
    """Return which axis names who opens the connections, as the corner or the text around says, or None.

    "From / to" in the corner names the rows first; a sentence sets rows or columns beside a word for one of the ends.
    """
    first = words("header.source").search(corner)
    other = words("header.destination").search(corner)
    if first or other:
        turned = other is not None and (first is None or other.start() < first.start())
        return "columns" if turned else "rows"
    if any(words("header.source").search(each) and words("header.destination").search(each) for each in around):
        return "rows"
    for clause in (clause.text for text in around for clause in clauses(text)):
        for axis, against in _AXES:
            if words(f"text.{axis}").search(clause):
                if words("text.starts").search(clause):
                    return axis
                if words("text.receives").search(clause):
                    return against
    return None


_AXES: tuple[tuple[Axis, Axis], ...] = (("rows", "columns"), ("columns", "rows"))


def _transports(section: Section) -> tuple[Said, ...]:
    """Return the transports that the paragraph right above states for the numbers in the fields."""
    last = section.since[-1:]
    found = [each for paragraph in last for each in placed_sentences(paragraph) if transports_in(each.value)]
    ported = [each for each in found if words("port.word").search(each.value)]
    return tuple(_covering(each) for each in ported[:1])


def _covering(text: Text) -> Said:
    return Said(field="transports", value=transports_in(text.value), rule="covering-sentence", text=text)


def _read(table: Table, page: Page, context: Context) -> None:
    """Read each field of a matrix into claims; a field that says nothing is no row.

    Where nothing says which axis names the sources, the ends are left unstated, with a finding.
    """
    heads = table.rows[0]
    axis = _axis(heads[0].text.folded, _around(page.section))
    if axis is None:
        message = "Nothing says whether the rows or the columns of this table open the connections; they stay closed"
        help = "Say so in the first field, “from / to”, or in a sentence above the table."
        page.say("PS209", message, help, heads[1].text)
        context = msgspec.structs.replace(context, said=tuple(each for each in context.said if each.field not in _WAYS))
    context = context.plus(*_transports(page.section))
    for cells in table.rows[1:]:
        for column, cell in enumerate(cells[1:], 1):
            if _is_silent(cell.text.value):
                continue
            page.rows += 1
            found = parse_ports(cell.text.value)
            if not found.parts:
                page.leave_unread(f"“{cell.text.folded}” is not understood as ports", cell.text)
                continue
            names = cells[0].text.folded, heads[column].text.folded
            said = (*_ends(names, axis), *_refused(cell.text.value))
            page.claims.extend(
                claim_of(
                    Statement(
                        part=part,
                        said=(*said, *asked),
                        kind="table",
                        start=cell.text.start,
                        end=cell.text.end,
                        quote=" | ".join((*names, cell.text.folded)),
                    ),
                    context,
                    page,
                )
                for part, asked in by_case(cell.text.value, found.parts, told=False)
            )


def _refused(field: str) -> Iterator[Said]:
    """Yield that a field with a port says no to it: "No (TCP 7101)"; what other words ask is read as in any cell."""
    if words("tick.no").whole(REMARK.sub("", field).strip()):
        yield Said(field="need", value="denied", rule="row")


_WAYS = ("source", "destination", "direction")
"""What a title such as "Ports between hosts" cannot say of a field whose ends nobody knows."""


def _ends(names: tuple[str, str], axis: Axis | None) -> tuple[Said, ...]:
    if axis is None:
        return ()
    ends = ("source", "destination") if axis == "rows" else ("destination", "source")
    return tuple(Said(field=end, value=name, rule="cell") for end, name in zip(ends, names, strict=True))
