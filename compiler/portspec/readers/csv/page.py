"""The CSV reader: records become tables, comments and titles what stands above them (RFC 4180)."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from portspec.document import Block, Cell, Document, Paragraph, Table, Text
from portspec.findings import Report
from portspec.readers.grid import square
from portspec.readers.separated import Field, records
from portspec.source import Source

_SAID = re.compile(r"(?:#[^\n]*\n|[ \t]*\n)*(?P<line>sep=(?P<separator>[^\n])[ \t]*(?:\n|\Z))", re.IGNORECASE)
"""The line by which spreadsheets say their separator, below comments perhaps."""
_SEPARATORS = "\t;|,"
_SAMPLE = 100
"""So many records show what separates the values."""
_VALUE = re.compile(r"[<>≥≤]?\s*\d")
"""How a value begins that is none of a header's."""

_OUT = re.compile(r"#+[^\W\d]")
"""How a record begins that is taken out, where few do."""
_FEW = 3

Record = list[Field]


def read_csv(source: Source, report: Report) -> Document:  # noqa: ARG001 (there is nothing that is not read)
    """Return the document of a file of values with separators.

    A line `sep=;` says the separator; else it is what gives the most records of one length. Lines behind `#` are
    comments. A record of one value above others is their title, and one without numbers in front is their header.
    """
    said = _SAID.match(source.text)
    separator = said["separator"] if said else _separator(source.text)
    blocks: list[Block] = []
    waiting: list[Record] = []
    found = list(records(source.text, separator))
    hashed = [record for record in found if _OUT.match(record[0].value)]
    taken_out = {id(record) for record in hashed if len(hashed) * _FEW <= len(found)}
    for record in found:
        if id(record) in taken_out or (said and record[0].start == said.start("line")):
            continue
        comment = _comment(record, source.text)
        if comment is None:
            waiting.append(record)
            continue
        blocks += _blocks(waiting)
        waiting = []
        if comment.value:
            blocks.append(Paragraph(text=comment))
    blocks += _blocks(waiting)
    return Document(source=source, blocks=tuple(blocks))


def _separator(text: str) -> str:
    """Return the sign by which the most records have one length, of several the one that gives the longest."""
    ranks = {each: _rank(list(islice(records(text, each), _SAMPLE))) for each in _SEPARATORS}
    return max(ranks, key=lambda each: ranks[each])


def _rank(sample: Sequence[Record]) -> tuple[int, int]:
    lengths = Counter(len(record) for record in sample if len(record) > 1)
    length, count = max(lengths.items(), key=lambda each: (each[1], each[0]), default=(0, 0))
    return count, length


def _comment(record: Record, text: str) -> Text | None:
    """Return the words of a comment: a line that begins with `#` and a blank, separators and all; else None."""
    first, last = record[0], record[-1]
    if not re.match(r"#+(?:\s|$)", first.value) or (len(record) > 1 and first.value.strip("#") == ""):
        return None
    start = first.start + len(first.value) - len(first.value.lstrip("# \t"))
    return Text(text[start : last.end].strip(), start, last.end)


def _blocks(rows: list[Record]) -> Iterator[Block]:
    """Yield the tables in records; behind a blank line a header, or a title above one, begins another."""
    table: list[Record] = []
    has_rows = False
    for number, row in enumerate(rows):
        values = len(_values(row))
        if has_rows and values and not _values(rows[number - 1]) and _begins(rows, number):
            yield from _table(table)
            table, has_rows = [], False
        if values:
            table.append(row)
        has_rows = has_rows or values > 1
    yield from _table(table)


def _begins(rows: list[Record], number: int) -> bool:
    """Tell whether a record is a header above records with numbers, or a title above a header."""
    below = rows[number + 1] if number + 1 < len(rows) else []
    if len(_values(rows[number])) == 1:
        return len(_values(below)) > 1 and _is_header(below)
    return _is_header(rows[number]) and bool(_values(below)) and not _is_header(below)


def _values(row: Record) -> list[Field]:
    return [field for field in row if field.value]


def _is_header(row: Record) -> bool:
    """Tell whether no value of a record begins with a number."""
    return not any(_VALUE.match(field.value) for field in row)


def _table(rows: list[Record]) -> Iterator[Block]:
    """Yield the titles above a table, and the table."""
    wide = max((len(_values(row)) for row in rows), default=0) > 1
    at = 0
    while wide and at < len(rows) - 1 and len(_values(rows[at])) == 1 and _is_header(rows[at]):
        (title,) = _values(rows[at])
        yield Paragraph(lead=_text(title), text=Text("", title.end, title.end))
        at += 1
    if rows[at:]:
        headers = int(_is_header(rows[at]))
        cells = [
            [Cell(text=_text(field), header=number < headers) for field in row] for number, row in enumerate(rows[at:])
        ]
        yield Table(rows=square(cells), headers=headers)


def _text(field: Field) -> Text:
    return Text("\n".join(line.strip() for line in field.value.split("\n")), field.start, field.end)
