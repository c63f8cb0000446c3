"""AsciiDoc tables: cells between separators laid out in rows, with what spans, repeats, and styles them."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, groupby

import msgspec

from portspec.document import Block, Cell, Code, Heading, List, Paragraph, Table, Text
from portspec.readers.asciidoc.inline import Inline
from portspec.readers.asciidoc.lines import Line
from portspec.readers.asciidoc.options import Options
from portspec.readers.grid import WIDEST, unroll
from portspec.readers.separated import records

_WRITTEN = (
    r"(?:(?P<columns>\d{0,5})(?:\.(?P<rows>\d{1,5}))?(?P<sign>[*+]))?(?:[<^>](?:\.[<^>])?|\.[<^>])?(?P<style>[a-z])?"
)
"""What stands right before a separator (AsciiDoc Language, Cell Specifier)."""
_SPEC, _LATER = re.compile(rf"[ \t]*{_WRITTEN}"), re.compile(rf"[ \t]+(?=\S){_WRITTEN}$")
MOST = 100
"""No cell is repeated more often; nobody writes a row of more."""
_MARKER = re.compile(r"[ \t]*(?:\*{1,5}|-|\.{1,5})[ \t]+(?=\S)")
_BLOCKS = re.compile(
    r"[ \t]*(?:[*.-]+[ \t]|\d+\.[ \t]|[!|,:]===|-{2,}$|={4,}$|\[|\.\w|[A-Z]+: |.*(?:::|;;)(?:[ \t]|$)|\+$)"
)
"""How a line begins that may be more than the text of a paragraph."""


class _Spec(msgspec.Struct, frozen=True, kw_only=True):
    """What is said of one cell."""

    repeat: int = 1
    """How many cells the text is for."""
    columns: int = 1
    """How many columns each spans."""
    rows: int = 1
    """How many rows each spans."""
    style: str = ""
    """One letter, such as `h` for a header; empty for none."""


_PLAIN = _Spec()


class _Raw(msgspec.Struct, frozen=True, kw_only=True):
    """A cell before its markup is read."""

    spec: _Spec
    """What stands before its bar."""
    lines: list[Line]
    """Its text."""
    line: int
    """The number of the line or record in which it begins."""
    end: int | None = None
    """Where it ends, if its text is not as long as what is written."""


Read = Callable[[list[Line]], Iterator[Block]]
"""Read the blocks in lines that stand in a cell."""


def read_table(lines: list[Line], mark: str, options: Options, inline: Inline, read: Read) -> Iterator[Table]:
    """Yield the table whose lines stand between two marks such as `|===`, then the tables that stand in its cells."""
    columns = options.columns
    form, separator = _form(mark, options)
    while lines and not lines[-1].text:
        lines = lines[:-1]
    raw = list(_cells(lines, separator)) if form == "psv" else list(_values(lines, form, separator))
    first = [each for each in raw if each.line == raw[0].line]  # blank lines may stand above it
    width = len(columns) if columns else sum(each.spec.columns * each.spec.repeat for each in first)
    rows = list(_laid(raw, _regular(raw, width) or max(width, 1)))
    headed = "header" in options.flags or ("noheader" not in options.flags and _is_headed(lines, raw, form))
    made: list[list[Cell]] = []
    nested: list[tuple[Table, int]] = []
    for number, row in enumerate(rows):
        cells = []
        at = 0
        for same in (list(copies) for _, copies in groupby(row, key=id)):
            each = same[0]
            style = each.spec.style or (columns[at] if columns and at < len(columns) else "")
            at += each.spec.columns * len(same)
            cell, inside = _cell(each, style, headed and number == 0, inline, read)
            cells += [cell] * len(same)
            nested += [(table, len(made)) for table in inside]
        made.append(cells)
    grid = unroll(made)
    if grid and grid[0]:
        caption = inline.shown(options.title[1], options.title[0], _end(options.title)) if options.title else None
        yield Table(rows=grid, headers=int(headed), caption=caption)
    for table, number in nested:
        yield table if table.caption else msgspec.structs.replace(table, caption=_label(grid[number]))


def _end(title: tuple[int, str]) -> int:
    return title[0] + len(title[1])


def _label(row: Sequence[Cell]) -> Text | None:
    """Return the words of a row that its table in a cell is about."""
    return next((cell.text for cell in row if cell.text.value), None)


def _form(mark: str, options: Options) -> tuple[str, str]:
    """Return how the cells are written, and what separates them (AsciiDoc Language, Table Data Format)."""
    form = options.named.get("format") or {",": "csv", ":": "dsv"}.get(mark, "psv")
    usual = {"csv": ",", "tsv": "\t", "dsv": ":"}.get(form, mark if mark in "|!" else "|")
    said = options.named.get("separator", "")
    return ("psv" if form not in ("csv", "tsv", "dsv") else form), "\t" if said == "\\t" else said or usual


def _is_headed(lines: list[Line], raw: list[_Raw], form: str) -> bool:
    """Tell whether the first line is a header: a blank one stands below it, and its last cell does not go on there."""
    if len(lines) < 3 or not lines[0].text or lines[1].text:  # noqa: PLR2004 (a head, a blank line, a row)
        return False
    if form != "psv":
        return True
    below = next(number for number, line in enumerate(lines) if number and line.text)
    return any(each.line == below for each in raw) and not any(
        each.line == 0 and any(line.text for line in each.lines[1:]) for each in raw
    )


def _cells(lines: list[Line], separator: str) -> Iterator[_Raw]:
    """Yield the cells of a table in the order in which they are written."""
    cell: _Raw | None = None
    for number, line in enumerate(lines):
        spec, at = _PLAIN, 0
        pieces = line.text.split(separator)
        if "\\" in line.text:
            pieces = re.split(rf"(?<!\\){re.escape(separator)}", line.text)
        for count, piece in enumerate(pieces):
            last = count == len(pieces) - 1
            following, text = (_PLAIN, piece) if last else _specified(piece, first=count == 0)
            if count:
                if cell:
                    yield cell
                cell = _Raw(spec=spec, lines=[Line(line.start + at, text)], line=number)
            elif cell:
                cell.lines.append(Line(line.start, text))
            elif text.strip():
                cell = _Raw(spec=spec, lines=[Line(line.start, text)], line=number)
            spec, at = following, at + len(piece) + len(separator)
    if cell:
        yield cell


def _specified(piece: str, *, first: bool) -> tuple[_Spec, str]:
    """Return what the end of a piece says of the cell behind it, and the piece without that."""
    if piece[-1:] in " \t" or not piece:
        return _PLAIN, piece
    found = _SPEC.fullmatch(piece) if first else None
    if found is None:
        found = _LATER.search(piece)
    if found is None:
        return _PLAIN, piece
    columns, rows = (min(int(each or 1) or 1, WIDEST) for each in (found["columns"], found["rows"]))
    style = found["style"] or ""
    if found["sign"] == "*":
        return _Spec(repeat=min(columns, MOST), style=style), piece[: found.start()]
    return _Spec(columns=columns, rows=rows, style=style), piece[: found.start()]


def _values(lines: list[Line], form: str, separator: str) -> Iterator[_Raw]:
    """Yield the cells of a table of values with separators; a blank line is no row."""
    starts = [0, *accumulate(len(line.text) + 1 for line in lines)]
    text = "\n".join(line.text for line in lines)
    for number, record in enumerate(records(text, separator, quote="" if form == "dsv" else '"')):
        for field in record if len(record) > 1 or record[0].value else ():
            line = bisect_right(starts, field.start) - 1
            start = lines[line].start + field.start - starts[line]
            end = start + field.end - field.start
            yield _Raw(spec=_PLAIN, lines=[Line(start, field.value)], line=number, end=end)


def _regular(raw: list[_Raw], width: int) -> int:
    """Return how many cells each line has, where all have the same number, several, that is not the table's; else 0."""
    counts = Counter(each.line for each in raw)
    plain = all(each.spec is _PLAIN or each.spec.columns == each.spec.rows == each.spec.repeat == 1 for each in raw)
    each = {*counts.values()}
    number = next(iter(each), 0)
    return number if plain and len(each) == 1 and len(counts) > 1 and number > 1 and number != width else 0


def _laid(raw: list[_Raw], width: int) -> Iterator[list[_Raw]]:
    """Yield the rows: each ends where its cells, and those that hang down into it, fill the columns.

    A line that holds a whole row begins one, though the row before it lacks cells.
    """
    full = Counter(each.line for each in raw)
    hangs, ends = Counter[int](), Counter[int]()
    row: list[_Raw] = []
    number, filled, hanging = 0, 0, 0
    line = -1
    for each in raw:
        begins, line = each.line != line, each.line
        if row and begins and width > 1 and full[each.line] == width:
            yield row
            row, filled, number = [], 0, number + 1
            hanging += hangs[number] - ends[number]
        for _ in range(each.spec.repeat):
            row.append(each)
            filled += each.spec.columns
            if each.spec.rows > 1:
                hangs[number + 1] += each.spec.columns
                ends[number + each.spec.rows] += each.spec.columns
            while filled + hanging >= width and (row or hanging >= width):
                yield row
                row, filled, number = [], 0, number + 1
                hanging += hangs[number] - ends[number]
    if any(line.text.strip() for each in row for line in each.lines):
        yield row


def _cell(raw: _Raw, style: str, head: bool, inline: Inline, read: Read) -> tuple[Cell, list[Table]]:  # noqa: FBT001
    """Return a cell, and the tables that stand in it."""
    lines = raw.lines
    while len(lines) > 1 and not lines[-1].text.strip():
        lines = lines[:-1]
    tables: list[Table] = []
    if style == "a" and not head and (len(lines) > 1 or _BLOCKS.match(lines[0].text)):
        text, tables = _flat([_stripped(lines[0]), *lines[1:]], read)
    else:
        text = _shown(lines, inline)
    if raw.end is not None:
        text = msgspec.structs.replace(text, end=raw.end)
    cell = Cell(text=text, header=head or style == "h", columns=raw.spec.columns, rows=raw.spec.rows)
    return cell, tables


def _stripped(line: Line) -> Line:
    text = line.text.lstrip()
    return Line(line.start + len(line.text) - len(text), text)


def _shown(lines: list[Line], inline: Inline) -> Text:
    """Return the text of a cell that holds paragraphs; lines with the marker of a list stay apart."""
    if len(lines) == 1:
        raw, start = lines[0].text, lines[0].start
        value = raw.strip()
        start += raw.find(value)
        return inline.shown(value, start, start + len(value))
    raw = "\n".join(line.text for line in lines)
    written = [line for line in lines if line.text.strip()]
    first, last = (written[0], written[-1]) if written else (lines[0], lines[0])
    start = first.start + len(first.text) - len(first.text.lstrip())
    end = max(last.start + len(last.text.rstrip()), start)
    if len(written) > 1 and sum(_MARKER.match(line.text) is not None for line in written) > 1:
        raw = "\n".join(_MARKER.sub("\n", line.text) if _MARKER.match(line.text) else line.text for line in lines)
    return inline.shown(raw, start, end)


def _flat(lines: list[Line], read: Read) -> tuple[Text, list[Table]]:
    """Return the words of the blocks in a cell, each item on a line, and the tables among them."""
    texts: list[Text] = []
    tables: list[Table] = []
    for block in read(lines):
        match block:
            case Table():
                tables.append(block)
            case List():
                texts += [each for item in block.items for each in (item.term, item.text) if each and each.value]
            case Paragraph():
                texts += [each for each in (block.lead, block.text) if each and each.value]
            case Heading() | Code():
                texts.append(block.text)
    if not texts:
        return Text("", lines[0].start, lines[0].start), tables
    return Text(
        "\n".join(each.value for each in texts),
        texts[0].start,
        texts[-1].end,
        " ".join(filter(None, (each.struck for each in texts))),
        tuple(mark for each in texts for mark in each.marks),
        tuple(note for each in texts for note in each.notes),
    ), tables
