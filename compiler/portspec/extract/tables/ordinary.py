"""Tables with columns: each row becomes claims, or the finding that says why it did not."""

import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import takewhile

import msgspec

from portspec.document import Cell, Table, Text
from portspec.extract.context.evidence import Said
from portspec.extract.context.footnotes import astray
from portspec.extract.context.headers import HOSTS, concepts, is_header_only
from portspec.extract.context.inherited import Context
from portspec.extract.context.legends import asks
from portspec.extract.context.titles import title_said
from portspec.extract.ends.hosts import host_as_subject, host_in_lead, host_of_port, names_host
from portspec.extract.ends.routes import Signs, route
from portspec.extract.ends.several import split_hosts
from portspec.extract.ends.shares import stretch_of
from portspec.extract.grammar.bounds import bounds, may_bound
from portspec.extract.grammar.mentions import may_mention
from portspec.extract.grammar.port_expression import is_none
from portspec.extract.language.masked import which
from portspec.extract.language.vocabulary import transports_in, words
from portspec.extract.page import Page, Sentence
from portspec.extract.running.prose import may_state, sentences_in
from portspec.extract.running.spoken import peers_beside, said_in
from portspec.extract.statement import Statement, claim_of
from portspec.extract.tables.above import names_hosts, repeats_ports, says_hosts, says_ports
from portspec.extract.tables.across import across
from portspec.extract.tables.answers import answered
from portspec.extract.tables.candidate import NAMES, TRANSPORTS, Candidate, Points, of_ports
from portspec.extract.tables.cell_ports import CellPorts, line_at
from portspec.extract.tables.columns import layout_of
from portspec.extract.tables.departing import without_departing, without_mutual
from portspec.extract.tables.group_rows import group_row, said_of_group
from portspec.extract.tables.layout import Column, ColumnKind, Layout
from portspec.extract.tables.marked import hosts_marked
from portspec.extract.tables.row_ports import place_of
from portspec.extract.tables.rows import Row, by_route, read_row
from portspec.extract.tables.settings import sets_port
from portspec.extract.tables.timed import without_times
from portspec.extract.tables.turned import turned
from portspec.spec import PortRange

_DAMAGED = re.compile(r"^[^<]*>$|^``$")
_PORTED: tuple[ColumnKind, ...] = ("port", "start", "end")


class _Frame(msgspec.Struct, kw_only=True):
    """What holds for the rows of one table while it is read."""

    page: Page
    """The page that the claims go to."""
    layout: Layout
    """The table's columns."""
    around: Context
    """What the places above the table say."""
    context: Context
    """What holds for the rows below the last group row."""


def as_columns(table: Table, page: Page) -> Iterator[Candidate]:
    """Yield how a table can be read below the headers of its columns: as it is written, turned, or its ports across."""
    table = answered(table, {note.mark for note in page.footnotes if note.alone})
    titles = page.section.titles(table.caption or page.section.caption())[:1]
    ported = any(words("port.word").search(each.value) for each in titles) or says_ports(page)
    ported = ported or page.section.judges(table.caption or page.section.caption()) or repeats_ports(table, page)
    served = ported or page.section.is_of_ports() or any(words("header.listening").search(t.value) for t in titles)
    judged = page.section.is_of_traffic()
    upright, layout = layout_of(table, ported=ported, served=served, judged=judged, hosts=says_hosts(page))
    if layout:
        yield _candidate("as written", *hosts_marked(upright, layout, spoken=names_hosts(page)))
    if side := turned(table):
        side, layout = layout_of(side)
        if layout:
            yield _candidate("on its side", side, layout)
    if found := across(table, page):
        yield _candidate("ports across", *found)


def _candidate(shape: str, table: Table, layout: Layout) -> Candidate:
    told = any(column.among and column.told for column in layout.of("port"))
    rows = (row for row in table.rows if _counts(row, layout) or any(may_mention(cell.text.value) for cell in row))
    return Candidate(
        shape=shape,
        weigh=partial(_evidence, table, layout),
        read=partial(_read_columns, table, layout),
        columns=layout.columns,
        rows=tuple(rows) if told else (),
    )


def _evidence(table: Table, layout: Layout) -> tuple[Points, ...]:
    body = [row for row in table.rows[layout.headers :] if _counts(row, layout)]
    ported = layout.of(*_PORTED)
    texts = [row[column.index].text.value for row in body for column in ported]
    texts = [text for text in texts if not is_none(text)]
    titled = [column for column in layout.columns if column.title]
    typed = bool(layout.of("protocol")) or any(transports_in(text) for text in texts)
    return (
        of_ports(texts),
        Points(about="headers that name columns", found=sum(map(_named, titled)), of=len(titled), most=NAMES),
        Points(about="transports", found=int(typed), of=1, most=TRANSPORTS),
    )


def _counts(row: Sequence[Cell], layout: Layout) -> bool:
    """Tell whether a row may state ports; of a table of settings, only those that set a port."""
    return all(sets_port(row, column) for column in layout.of("port") if column.among)


def _named(column: Column) -> bool:
    """Tell whether a header says what its column is held for; ports may stand below anything."""
    found = {*concepts(column.title), *transports_in(column.title)}
    return bool(found - HOSTS if column.kind in _PORTED else found)


def _read_columns(table: Table, layout: Layout, page: Page, around: Context) -> None:
    """Read each row of a table under the headers of its columns."""
    for title, rule in _titles(table, layout, page.section.signs):
        around = around.plus(*title_said(title, rule, 1, host=False, signs=page.section.signs))
    if any(column.points for column in layout.columns):  # a sentence above only tells what the arrows mean
        around = around.without("label", "direction").without("covering-sentence", "direction")
    around = without_mutual(without_departing(without_times(around, layout), layout), layout)
    frame = _Frame(page=page, layout=layout, around=around, context=around)
    page.known_hosts |= frozenset(_hosts_alone(table, layout))
    above: tuple[Cell, ...] | None = None
    body = table.rows[layout.headers :]
    shown = [_shown(cells) for cells in body]
    quotes = [" | ".join(texts) for texts in shown]
    known = set[str]().union(*shown)  # of a long table much fewer than its cells
    dittos, starts = which(known, _repeats, may_bound)
    for cells, texts, quote, below in zip(body, shown, quotes, (*quotes[1:], ""), strict=True):
        if not texts or _is_header_again(cells, quote, table, layout):
            continue
        heading = group_row(cells, layout)
        if heading is not None:
            above = None
            frame.context = frame.around.plus(*said_of_group(heading))
            continue
        above = _fill(cells, above, layout, dittos)
        _read(above, cells, quote, frame)
        bounded = below and not layout.of("start") and not starts.isdisjoint(texts)
        if bounded and (ports := bounds(quote, below, alike=True)):
            _between(ports, cells, page)


def _between(ports: PortRange, cells: tuple[Cell, ...], page: Page) -> None:
    """Say that two rows state the ends of a range, each as one port: nobody opens the ports between."""
    message = f"This row and the next one state the ends of a range, {ports}; the ports between them are in no row"
    help = "State the range in one row, or set the ports of the first row and leave the other one out, by errata."
    page.say("PS210", message, help, cells[0].text)


def _shown(cells: tuple[Cell, ...]) -> tuple[str, ...]:
    """Return what the cells of a row show, each once, as a spec quotes it."""
    return tuple(
        dict.fromkeys([shown for cell in cells if (shown := cell.text.shown or cell.text.folded or cell.text.struck)])
    )


def _hosts_alone(table: Table, layout: Layout) -> Iterator[str]:
    """Yield the hosts that stand alone in a cell, in lower case: a cell that joins two of them names both."""
    for column in layout.of("role", "source", "destination"):
        texts = {row[column.index].text.folded for row in table.rows[layout.headers :]}
        yield from (text.casefold() for text in texts if text and split_hosts(text) == (text,))


def _titles(table: Table, layout: Layout, signs: Signs) -> list[tuple[Text, str]]:
    """Return the headers that speak of all rows: a title, which group rows replace, or traffic that names both ends."""
    texts = [*{id(cell): cell.text for row in table.rows[: layout.headers] for cell in row if cell.text.value}.values()]
    if len(texts) == 1:
        return [(texts[0], "caption")]
    named = filter(None, (column.text for column in layout.of("other", "purpose", "service")))
    flows = (text for text in named if words("text.traffic").search(text.value) and all(route(text.folded, signs)[:2]))
    return [(text, "column-header") for text in flows]


def _is_header_again(cells: tuple[Cell, ...], quote: str, table: Table, layout: Layout) -> bool:
    """Tell whether a row repeats the header, or is another one, as long tables have; none of these holds a digit."""
    if layout.headers == 0:
        return False
    heads = table.rows[layout.headers - 1]
    if cells[0].text.folded == heads[0].text.folded:
        same = (one.text.folded == two.text.folded for one, two in zip(cells, heads, strict=True))
        return all(same) or is_header_only(cells)
    return re.search(r"\d", quote) is None and is_header_only(cells)


_CARRIED = ("role", "source", "destination")
_TYPED = frozenset(("tcp", "udp"))


def _fill(
    cells: tuple[Cell, ...], above: tuple[Cell, ...] | None, layout: Layout, dittos: frozenset[str]
) -> tuple[Cell, ...]:
    """Return the row with what its leading blank cells continue from the row above, and cells that only repeat it.

    `dittos` are the texts that only repeat. A blank port cell continues the port above where the row states another
    transport for it.
    """
    if above is None or not (dittos or any(_is_blank(cell.text) for cell in cells)):
        return cells
    filled = [one if dittos and cell.text.folded in dittos else cell for one, cell in zip(above, cells, strict=True)]
    for column in takewhile(lambda each: _is_blank(cells[each.index].text), layout.columns):
        if column.kind in _CARRIED:
            filled[column.index] = above[column.index]
    ports = layout.of("port")
    if ports and all(_is_blank(cells[c.index].text) for c in ports):
        typed = any(not _TYPED.isdisjoint(transports_in(cells[c.index].text.value)) for c in layout.of("protocol"))
        for column in ports if typed else ():
            filled[column.index] = above[column.index]
    return tuple(filled)


def _is_blank(text: Text) -> bool:
    return not (text.value or text.struck)


def _repeats(text: str) -> bool:
    """Tell whether a cell only says that it is as the one above: a ditto mark, "same as above"."""
    return text == '"' or words("cell.same").whole(text)


def _say_astray(cells: tuple[Cell, ...], page: Page) -> None:
    """Say of the first row with a mark that the page has no note to it."""
    for cell in cells:
        for mark in astray(cell.text, page.footnotes):
            if mark in page.astray or words("port.any").whole(cell.text.folded):
                continue
            page.astray.add(mark)
            help = "Write the note on the page, or take the mark away: a note may say that a port is not to be opened."
            page.say("PS212", f"The mark “{mark}” here leads to no note of the page", help, cell.text)


def _read(filled: tuple[Cell, ...], cells: tuple[Cell, ...], quote: str, frame: _Frame) -> None:
    """Read one row, its blank cells filled in, into claims, or say why it cannot be read."""
    page = frame.page
    if not _counts(cells, frame.layout):
        return
    page.rows += 1
    layout = _without_signs(_placed(frame.layout, frame.context), cells, page)
    routes = by_route(filled, layout)
    row, *others = (read_row(each, layout, frame.context, page.section.legend) for each in routes)
    if not row.parts and not row.faults and _is_of_another(cells, frame.layout):
        page.rows -= 1
        return
    notes = page.noted(cell.text for cell in cells)
    if not row.parts:
        _explain(row, cells, frame.layout, page)
        return
    for fault, text in row.faults:
        start = place_of(page.document, text, fault)
        at = Text(text.value[fault.start : fault.end], start, start + fault.end - fault.start)
        page.say("PS203", f"This number is no port: {fault.reason}", "Correct the number on the page.", at)
    for title, text in row.unclear:
        help = "Say “allow” or “deny”, or in which case the port is to be opened; until then it is open in no case."
        page.say(
            "PS211", f"“{text.folded}” below “{title}” is not understood; the port is not opened by it", help, text
        )
    _say_astray(cells, page)
    end, cased = max(cell.text.end for cell in cells), tuple(_cased(cells, frame))
    for flow, stated in ((each, part) for each in (row, *others) for part in each.parts):
        start = place_of(page.document, stated.cell, stated.part)
        last = end if len(flow.parts) == 1 or start > stated.cell.end else max(stated.cell.end, start)
        statement = Statement(
            part=stated.part,
            said=(*stated.said, *flow.said, *notes, *_told(stated, flow, frame.context, page), *cased),
            purpose=" – ".join(filter(None, (flow.purpose, stated.purpose))) or None,
            wording=stretch_of(flow.purpose, stated.part) if flow.purpose else "",
            peers=flow.peers or (peers_beside(stated.cell.folded, stated.part) if stated.told else ()),
            source_ports=flow.source_ports,
            named=" | ".join(
                cells[c.index].text.value for c in frame.layout.of("port", "start", "protocol", "service")
            ),
            kind="table",
            start=start,
            end=max(start, last),
            quote=quote,
        )
        page.claims.append(claim_of(statement, frame.context, page))
        if stated.part.dynamic is not None and _DAMAGED.match(stated.part.dynamic):
            _damaged(stated.part.dynamic, stated.cell, page)
    page.sentences.extend(_aside(row, cells, frame))


def _told(stated: CellPorts, row: Row, context: Context, page: Page) -> Iterator[Said]:
    """Yield what a cell that is a sentence says of its ports, where no other cell says it: the host, the ends."""
    if not stated.told:
        return
    said = line_at(stated.cell, stated.part.start)
    host = host_in_lead(said, "text.on") or host_of_port(said) or host_as_subject(said)
    found = [Said(field="role", value=host.folded, rule="cell", text=host)] if host else []
    known = {each.field for each in (*stated.said, *row.said)}
    found += said_in(said.folded, stated.part, page, context)
    yield from (each for each in found if each.field not in known)


def _cased(cells: tuple[Cell, ...], frame: _Frame) -> Iterator[Said]:
    """Yield the case in which alone a row is needed, by a sentence about what one of its columns names."""
    for case in frame.page.section.cases:
        columns = (each for each in frame.layout.columns if each.kind in _NAMED and case.is_of(each.title))
        for column in columns:
            cell = cells[column.index].text.folded
            if not (is_none(cell) or case.leaves(cell)):
                yield Said(field="need", value="conditional", rule="row")
                yield Said(field="condition", value=f"{column.title}: {cell}", rule="row")


_NAMED: tuple[ColumnKind, ...] = ("purpose", "service", "other", "need", "role")
"""Columns that may name what a row is needed for."""


def _without_signs(layout: Layout, cells: tuple[Cell, ...], page: Page) -> Layout:
    """Return the layout without the columns of needs that hold a sign of a legend which says what is asked for."""
    signs = {note.mark for note in page.footnotes if note.alone and asks(note.text.folded)}
    if not signs:
        return layout
    explained = {c.index for c in layout.columns if _asks(c) and cells[c.index].text.folded in signs}
    if not explained:
        return layout
    plain = {"kind": "other", "judges": False}
    columns = (msgspec.structs.replace(c, **plain) if c.index in explained else c for c in layout.columns)
    return Layout(columns=tuple(columns), headers=layout.headers)


def _asks(column: Column) -> bool:
    return column.kind == "need" or column.judges


def _placed(layout: Layout, context: Context) -> Layout:
    """Return the layout, with columns of parts as those of services where a title names the host on which they run."""
    parts = layout.known(_of_parts)
    role = context.value("role") if parts else None
    if not isinstance(role, str) or not names_host(role) or words("text.any_host").whole(role):
        return layout
    columns = (msgspec.structs.replace(c, kind="service") if c.index in parts else c for c in layout.columns)
    return Layout(columns=tuple(columns), headers=layout.headers)


def _of_parts(layout: Layout) -> frozenset[int]:
    return frozenset(c.index for c in layout.of("role") if "part" in concepts(c.title))


def _is_of_another(cells: tuple[Cell, ...], layout: Layout) -> bool:
    """Tell whether a row is about another thing than ports, where only the cells of other rows say they hold some."""
    ports = layout.of("port", "start")
    return all(c.told or (c.guessed and not re.search(r"\d", cells[c.index].text.value)) for c in ports)


def _aside(row: Row, cells: tuple[Cell, ...], frame: _Frame) -> Iterator[Sentence]:
    """Yield the sentences of a row's remarks that state other ports than the row's own."""
    columns = frame.layout.of("purpose", "service", "other")
    texts = {id(cell): cell.text for cell in (cells[c.index] for c in columns) if may_state(cell.text.value)}
    if not texts:
        return
    own = {each for stated in row.parts for each in stated.part.ports}
    role = tuple(each for each in row.said if each.field == "role")
    for text in texts.values():
        for sentence in sentences_in(text, lambda: frame.context.without("covering-sentence").plus(*role)):
            parts = tuple(part for part in sentence.parts if own.isdisjoint(part.ports))
            if parts:
                yield msgspec.structs.replace(sentence, parts=parts)


def _explain(row: Row, cells: tuple[Cell, ...], layout: Layout, page: Page) -> None:
    """Say why a row could not be read."""
    texts = [cells[column.index].text for column in layout.of("port", "start") if cells[column.index].text.value]
    text = texts[0] if texts else next((cell.text for cell in cells if cell.text.value), cells[0].text)
    if row.faults:
        page.leave_unread(f"This row states no port: {row.faults[0][0].reason}", text)
    elif texts and not is_none(text.value):
        page.leave_unread(f"“{text.folded}” is not understood as ports", text)
    else:
        page.leave_unread("This row of a port table states no port", text)


def _damaged(placeholder: str, text: Text, page: Page) -> None:
    what = "An empty placeholder" if placeholder == "``" else f"The damaged placeholder “{placeholder}”"
    what = f"{what} stands where a port belongs; it is read as a dynamic port"
    page.say("PS202", what, "Restore the placeholder's name on the page, or name the port by an erratum.", text)
