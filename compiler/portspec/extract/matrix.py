"""Matrices: a table whose first column names sources, whose header names destinations, and whose fields hold ports."""

import msgspec

from portspec.document import Table
from portspec.extract.context import Context, Section, whole
from portspec.extract.evidence import Said
from portspec.extract.headers import concepts
from portspec.extract.page import Page
from portspec.extract.ports import is_none, parse_ports
from portspec.extract.statement import Statement, claim_of
from portspec.extract.vocabulary import is_transport, words

_ENOUGH = 0.8
_HOSTS = frozenset(("role", "source", "destination", "peer"))
"""What the header of a column may name that is the name of a host: "Store nodes"."""


class Fields(msgspec.Struct, frozen=True, kw_only=True):
    """What the fields of a matrix say."""

    texts: tuple[str, ...]
    typed: bool
    """Whether each port has its transport beside it."""


def fields_of(table: Table, section: Section) -> Fields | None:
    """Return the fields of a matrix: they hold ports, and the text around speaks of ports and their ends."""
    if len(table.rows) < 3 or len(table.rows[0]) < 3 or table.headers > 1:  # noqa: PLR2004
        return None
    heads = [cell.text for cell in table.rows[0][1:]]
    if any(not _HOSTS.issuperset(concepts(head.folded)) or is_transport(head.value) for head in heads):
        return None
    fields = [cell.text.value for row in table.rows[1:] for cell in row[1:] if not is_none(cell.text.value)]
    read = [field for field in fields if any(part.ports or part.transports for part in parse_ports(field).parts)]
    if len(read) < max(2, len(fields) * _ENOUGH):
        return None
    if not all(row[0].text.value for row in table.rows[1:]) or not all(cell.text.value for cell in table.rows[0][1:]):
        return None
    around = [heading.text.folded for heading in section.headings] + [whole(each) for each in section.paragraphs]
    corner = table.rows[0][0].text.folded
    says_ends = words("header.source").search(corner) or any(
        words("header.source").search(each) and words("header.destination").search(each) for each in (corner, *around)
    )
    typed = all(part.transports for field in read for part in parse_ports(field).parts)
    spoken = typed or any(words("port.word").search(each) for each in (corner, *around))
    return Fields(texts=tuple(fields), typed=typed) if says_ends and spoken else None


def read_matrix(table: Table, page: Page, context: Context) -> None:
    """Read each field of a matrix into claims; a field that says nothing is no row."""
    heads = table.rows[0]
    for cells in table.rows[1:]:
        for column, cell in enumerate(cells[1:], 1):
            if is_none(cell.text.value):
                continue
            page.rows += 1
            found = parse_ports(cell.text.value)
            if not found.parts:
                page.leave_unread(f"“{cell.text.folded}” is not understood as ports", cell.text)
                continue
            ends = {"source": cells[0].text.folded, "destination": heads[column].text.folded}
            said = tuple(Said(field=end, value=name, rule="cell") for end, name in ends.items())
            page.claims.extend(
                claim_of(
                    Statement(
                        part=part,
                        said=said,
                        kind="table",
                        start=cell.text.start,
                        end=cell.text.end,
                        quote=" | ".join((*ends.values(), cell.text.folded)),
                    ),
                    context,
                    page,
                )
                for part in found.parts
            )
