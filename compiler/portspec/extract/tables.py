"""Tables of ports: each row becomes claims, or the finding that says why it did not."""

import re

import msgspec

from portspec.claims import Claim
from portspec.document import Cell, Table, Text
from portspec.extract.columns import Layout, layout_of
from portspec.extract.facts import read_facts
from portspec.extract.headers import is_header_only
from portspec.extract.matrix import is_matrix, read_matrix
from portspec.extract.page import Page
from portspec.extract.ports import is_none, parse_ports
from portspec.extract.rows import Row, Stated, place_of, read_row
from portspec.extract.sections import Ground, stated_by
from portspec.extract.turned import turned
from portspec.extract.vocabulary import is_transport, transports_in, words
from portspec.spec import Provenance

_DAMAGED = re.compile(r"^[^<]*>$|^``$")


class _Frame(msgspec.Struct):
    """What holds for the rows of one table while it is read."""

    page: Page
    layout: Layout
    ground: Ground
    group: Text | None = None
    """The group row above."""


def read_table(table: Table, page: Page) -> bool:
    """Read a table of ports into the page's claims; return False where it holds none."""
    table, layout = _laid_out(table, page)
    ground = page.section.ground(table.caption or page.section.caption())
    if is_matrix(table, page.section):
        read_matrix(table, page, ground)
        return True
    if layout is None:
        if read_facts(table, page, ground):
            return True
        _looks_like_ports(table, page)
        return False
    if title := _title(table, layout):
        ground = _below(ground, title)
    frame = _Frame(page=page, layout=layout, ground=ground)
    above: tuple[Cell, ...] | None = None
    for cells in table.rows[layout.headers :]:
        if not any(cell.text.value for cell in cells) or _is_header_again(cells, table, layout):
            continue
        heading = _group(cells, layout)
        if heading is not None:
            frame.group, above = heading, None
            frame.ground = _below(ground, heading)
            continue
        above = _fill(cells, above, layout)
        _read(above, cells, frame)
    return True


def _laid_out(table: Table, page: Page) -> tuple[Table, Layout | None]:
    """Return a table, upright, with its layout, or None where no column holds ports."""
    titles = page.section.titles(table.caption or page.section.caption())[:1]
    upright, layout = layout_of(table, ported=any(words("port.word").search(each.value) for each in titles))
    side = turned(table) if layout is None else None
    found = layout_of(side) if side else None
    return found if found and found[1] else (upright, layout)


def _title(table: Table, layout: Layout) -> Text | None:
    """Return the only text of a header row that names no columns: "Inbound:"."""
    texts = {id(cell): cell.text for row in table.rows[: layout.headers] for cell in row if cell.text.value}
    return next(iter(texts.values())) if len(texts) == 1 else None


def _is_header_again(cells: tuple[Cell, ...], table: Table, layout: Layout) -> bool:
    """Tell whether a row repeats the header, or is another one, as long tables have."""
    if layout.headers == 0:
        return False
    heads = table.rows[layout.headers - 1]
    same = (one.text.folded == two.text.folded for one, two in zip(cells, heads, strict=True))
    return all(same) or is_header_only(cells)


def _group(cells: tuple[Cell, ...], layout: Layout) -> Text | None:
    """Return the text of a row that is a heading for those below it: one cell across, or only the first one filled."""
    first = cells[0].text
    if len(cells) < 2 or not first.value:  # noqa: PLR2004
        return None
    across = all(cell is cells[0] for cell in cells)
    alone = not any(cell.text.value for cell in cells[1:])
    if not (across or alone) or (layout.columns[0].kind == "protocol" and is_transport(first.value)):
        return None
    if (
        parse_ports(first.value).parts
        and not _is_title(first.value)
        and (across or layout.columns[0].kind in ("port", "start"))
    ):
        return None
    return first


def _is_title(text: str) -> bool:
    """Tell whether a text names ports only in passing: "TCP ports"."""
    return not any(part.ports or part.dynamic for part in parse_ports(text).parts)


def _below(ground: Ground, heading: Text) -> Ground:
    """Return the ground below a group row, which may state a direction or transport as a heading does."""
    own = stated_by([heading])
    return Ground(
        role=ground.role,
        transports=own.transports or ground.transports,
        direction=own.direction if own.direction != "unstated" else ground.direction,
        source=own.source or ground.source,
        destination=own.destination or ground.destination,
        denied=ground.denied,
    )


_CARRIED = ("role", "source", "destination")


def _fill(cells: tuple[Cell, ...], above: tuple[Cell, ...] | None, layout: Layout) -> tuple[Cell, ...]:
    """Return the row with what its leading blank cells continue from the row above.

    A blank port cell continues the port above where the row states another transport for it.
    """
    if above is None:
        return cells
    filled = list(cells)
    leading = True
    for column in layout.columns:
        leading = leading and not cells[column.index].text.value
        if leading and column.kind in _CARRIED:
            filled[column.index] = above[column.index]
    protocols = [c.index for c in layout.of("protocol")]
    ports = [c.index for c in layout.of("port")]
    blank = ports and not any(cells[index].text.value for index in ports)
    if blank and any(set(transports_in(cells[index].text.value)) & {"tcp", "udp"} for index in protocols):
        for index in ports:
            filled[index] = above[index]
    return tuple(filled)


def _read(filled: tuple[Cell, ...], cells: tuple[Cell, ...], frame: _Frame) -> None:
    """Read one row, its blank cells filled in, into claims, or say why it cannot be read."""
    page = frame.page
    page.rows += 1
    row = read_row(filled, frame.layout, frame.ground, page.section.legend)
    if not row.parts:
        _explain(row, cells, frame.layout, page)
        return
    for fault, text in row.faults:
        start = place_of(page.document, text, fault)
        at = Text(text.value[fault.start : fault.end], start, start + fault.end - fault.start)
        page.say("PS203", f"This number is no port: {fault.reason}", "Correct the number on the page.", at)
    role = _role(filled, frame)
    quote = " | ".join(dict.fromkeys(cell.text.folded for cell in cells if cell.text.value))
    end = max(cell.text.end for cell in cells)
    for part in row.parts:
        start = place_of(page.document, part.cell, part.part)
        last = end if len(row.parts) == 1 or start > part.cell.end else max(part.cell.end, start)
        page.claims.append(_claim(row, part, frame.ground, role, page.provenance(start, max(start, last), quote)))
        if part.part.dynamic is not None and _DAMAGED.match(part.part.dynamic):
            _damaged(part.part.dynamic, part.cell, page)


def _claim(row: Row, stated: Stated, ground: Ground, role: str | None, provenance: Provenance) -> Claim:
    part = stated.part
    directions = (row.direction, stated.direction, ground.direction, row.spoken)
    return Claim(
        role=role,
        direction=next((each for each in directions if each != "unstated"), "unstated"),
        ports=part.ports,
        dynamic=part.dynamic,
        transports=part.transports or (ground.transports if part.ports or part.dynamic else ()),
        source=row.source,
        destination=row.destination,
        peers=row.peers,
        purpose=row.purpose,
        condition=row.condition,
        negated=row.negated or stated.negated or ground.denied,
        reserved=row.reserved,
        configurable=row.configurable,
        kind="table",
        provenance=provenance,
    )


def _role(cells: tuple[Cell, ...], frame: _Frame) -> str | None:
    """Return the words for the role: the row's own cell, the group row, the caption or heading."""
    own = (cells[column.index].text for column in frame.layout.of("role"))
    text = next((each for each in own if each.value), None) or frame.group or frame.ground.role
    return frame.page.name_role(text) if text is not None else None


def _explain(row: Row, cells: tuple[Cell, ...], layout: Layout, page: Page) -> None:
    """Say why a row could not be read."""
    texts = [cells[column.index].text for column in layout.of("port", "start") if cells[column.index].text.value]
    text = texts[0] if texts else next(cell.text for cell in cells if cell.text.value)
    if row.faults:
        page.leave_unread(f"This row states no port: {row.faults[0][0].reason}", text)
    elif texts and not is_none(text.value):
        page.leave_unread(f"“{text.folded}” is not understood as ports", text)
    else:
        page.leave_unread("This row of a port table states no port", text)


def _damaged(placeholder: str, text: Text, page: Page) -> None:
    what = "An empty placeholder" if placeholder == "``" else f"The damaged placeholder “{placeholder}”"
    help = "Restore the placeholder's name on the page, or name the port by an erratum."
    page.say("PS202", f"{what} stands where a port belongs; it is read as a dynamic port", help, text)


def _looks_like_ports(table: Table, page: Page) -> None:
    """Report a table that speaks of ports in its header but was not read."""
    if not table.rows:
        return
    heads = [cell.text for cell in table.rows[0]]
    for text in heads:
        if words("port.word").search(text.value) and not words("header.other").whole(text.folded):
            numbers = sum(bool(parse_ports(c.text.value).parts) for row in table.rows[1:] for c in row)
            if numbers:
                help = "Give the table a header row with a column “Port” whose cells hold ports."
                page.say(
                    "PS204",
                    "This table seems to be about ports, but none of its columns could be read as ports",
                    help,
                    text,
                )
            return
