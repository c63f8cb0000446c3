"""Row needs: how firmly a row of a table asks for its ports, by the words of all its cells."""

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache, partial

from portspec.document import Cell, Text
from portspec.extract.context.evidence import Said, needs_said
from portspec.extract.context.need_columns import (
    asked_by,
    forbids,
    lacks_rule,
    left_open,
    let_if,
    lets,
    names_rule,
    need_cell,
    unmarked,
)
from portspec.extract.grammar.exceptions import is_replaced, without_replaced
from portspec.extract.grammar.mentions import mentions
from portspec.extract.grammar.port_expression import is_none
from portspec.extract.language.conditions import condition_in
from portspec.extract.language.confined import bound_port
from portspec.extract.language.former import without_former
from portspec.extract.language.inside import is_machine, stays_inside
from portspec.extract.language.masked import of_words
from portspec.extract.language.need import qualify
from portspec.extract.language.now import current
from portspec.extract.language.phrases import flags_in, joined
from portspec.extract.language.polarity import polarity
from portspec.extract.language.questions import answer_in, is_question
from portspec.extract.language.said_alone import need_alone
from portspec.extract.language.vocabulary import words
from portspec.extract.tables.cell_ports import CellPorts, own
from portspec.extract.tables.layout import Column, ColumnKind, Layout
from portspec.extract.tables.port_cases import closed_alone
from portspec.extract.tables.row_ports import closed_for, is_ticked, names_others
from portspec.spec import Direction

PURPOSE: tuple[ColumnKind, ...] = ("purpose", "service", "other")
"""Columns that say what ports are for."""
SAYING: tuple[ColumnKind, ...] = (*PURPOSE, "port", "protocol")
"""Columns whose words may say something of their row's ports."""
ENDS: tuple[ColumnKind, ...] = ("source", "destination", "endpoint", "peer")
"""Columns that name who is at the ends of connections."""


def needs_of_row(
    cells: tuple[Cell, ...],
    layout: Layout,
    parts: tuple[CellPorts, ...],
    verdicts: Sequence[Text],
    telling: Collection[int],
) -> Iterator[Said]:
    """Yield how firmly the row asks for its ports, and what its words say of them; not what cells have told of each.

    `verdicts` are the cells about its traffic, `telling` the columns of those that may say anything of ports.
    """
    texts = [cells[c.index].text for c in layout.of(*SAYING) if c.index in telling] if telling else []
    if _is_denied(cells, layout) or any(words("action.all").search(text.value) for text in texts):
        yield own("need", "denied", rule="cell")
    now = [port for stated in parts for port in stated.part.ports]
    bound = (bound_port(cells[c.index].text.value) for c in layout.of("other"))
    if _is_local(cells, layout) or any(each == port.start for each in bound for port in now):
        yield own("need", "local", rule="cell")
    firm = False
    for column in layout.of("need", "inbound", "outbound"):
        asked_in = need_cell if column.kind == "need" else let_if
        answer = cells[column.index].text.folded
        if said := unmarked(column.title) if column.marks and is_none(answer) else asked_in(answer, column.title):
            firm = firm or said.need == "required"
            yield from needs_said(said, "cell")
    for column in layout.of("purpose"):
        remark = cells[column.index].text.folded
        if (alone := need_alone(remark)) and not is_none(remark):
            yield from needs_said(alone, "row")
    for column in layout.of("action", "other"):
        if said := left_open(cells[column.index].text.folded, column.title):
            yield from needs_said(said, "cell")
    yield from _needs_told((*texts, *verdicts), parts, firm=firm)
    yield from () if firm else _doubted(texts, [cell.text.folded for cell in cells])
    told = (cells[c.index].text.value for c in layout.known(_limiting) if c.index in telling)
    limits = (condition_in(current(without_former(each, now))) for each in told)
    if conditions := tuple(dict.fromkeys(filter(None, limits))):
        yield own("condition", "; ".join(conditions))


def _needs_told(texts: Sequence[Text], parts: tuple[CellPorts, ...], *, firm: bool) -> Iterator[Said]:
    """Yield what the words of a row's cells ask for; beside a `firm` need none of them makes it optional."""
    if not texts:
        return
    now = [port for stated in parts for port in stated.part.ports]
    ports = {(each.start, each.end) for each in now}
    transports = {name for stated in parts for name in stated.part.transports}
    asked = [each.cell for each in parts if not each.told]
    yield from (own("need", "retired", rule="row") for text in texts if is_replaced(text.value, now))
    for text in texts:
        value = without_replaced(without_former(text.value, now))
        apart = text in asked or closed_alone(value, now)  # told of each of its ports
        found = None if apart else qualify(value, partial(names_others, value, ports, transports))
        if found and not (
            firm and found.need in ("optional", "off")
        ):  # "required: always" beside "optional compression"
            yield from needs_said(found, "row")
        yield from (own(flag, value=True) for flag in flags_in(value))


def _doubted(texts: Sequence[Text], cells: Sequence[str]) -> Iterator[Said]:
    """Yield what becomes of a row's ports where a cell asks whether they are needed: "still needed?".

    Where the question names them, another cell may answer it.
    """
    asked = [text.folded for text in texts if is_question(text.folded) and polarity(text.folded) > 0]
    answers = {answer_in(cell) for cell in cells} if any(map(mentions, asked)) else set()
    if asked and True not in answers:
        yield own("need", "denied" if False in answers else "conditional")
        yield own("condition", asked[0])


def _limiting(layout: Layout) -> tuple[Column, ...]:
    return layout.of(*PURPOSE, "protocol", "action", "direction")


def flags_of_row(cells: tuple[Cell, ...], layout: Layout) -> Iterator[Said]:
    """Yield what answers below headers say of a row's ports that is no need: that others can be chosen."""
    if any(words("tick.yes").whole(cells[c.index].text.folded) for c in layout.known(_of_others_to_choose)):
        yield own("configurable", value=True)


def _of_others_to_choose(layout: Layout) -> list[Column]:
    return [column for column in layout.columns if words("header.configurable").search(column.title)]


def _is_local(cells: tuple[Cell, ...], layout: Layout) -> bool:
    """Tell whether a cell names the host itself, as address or direction, or both ends do where a row has two."""
    for column in layout.known(_naming_no_host):
        text = cells[column.index].text.folded
        if _names_itself(text) or (column.reach and is_machine(text)):
            return True
        if column.kind == "direction" and words("need.local_direction").whole(text):
            return True
    ends = [cells[c.index].text.folded for c in layout.of("source", "destination") if cells[c.index].text.value]
    return len(ends) > 1 and any(map(stays_inside, ends))


@of_words
def _names_itself(text: str) -> bool:
    return words("need.local_cell").whole(text)


def _naming_no_host(layout: Layout) -> list[Column]:
    return [column for column in layout.columns if column.kind not in (*ENDS, "port", "role")]


def _is_denied(cells: tuple[Cell, ...], layout: Layout) -> bool:
    """Tell whether the row's action keeps the traffic out, "Deny", or a rule named "Deny all", or nobody connects."""
    if layout.known(_may_deny) and _denies(cells, layout):
        return True
    return any(_is_nobody(cells[c.index].text.folded, c.title) for c in layout.of(*ENDS))


def _may_deny(layout: Layout) -> bool:
    """Tell whether a table has a column that may say of its rows that they keep traffic out."""
    return bool(layout.of("action", "inbound", "outbound", "tick") or layout.known(_of_rules))


def _denies(cells: tuple[Cell, ...], layout: Layout) -> bool:
    for column in layout.of("action"):
        text = cells[column.index].text
        if forbids(text.folded, column.title):
            return True
        if column.marks and asked_by(column.title) > 0 and is_none(text.value):
            return True
    if lets_none(cells, layout) or any(_refuses(cells[c.index].text.folded, c) for c in layout.known(judging)):
        return True
    if any(lacks_rule(cells[column.index].text.folded) for column in layout.known(_of_rules)):
        return True
    ticked = (is_ticked(cells[c.index].text.folded, c) for c in layout.of("tick"))
    return bool(closed_for(cells, layout)) and not any(ticked)


def _refuses(cell: str, column: Column) -> bool:
    """Tell whether a cell is a word for no below a title that answers nothing: "Policy", above "Verbieten"."""
    return asked_by(column.title) == 0 and words("tick.no").whole(cell) and not is_none(cell)


def judging(layout: Layout) -> list[Column]:
    """Return the columns that tell what is done with ports, or in which state they are."""
    return [column for column in layout.columns if column.judges]


def _of_rules(layout: Layout) -> list[Column]:
    return [column for column in layout.columns if names_rule(column.title)]


def ways_of(direction: Direction) -> set[Direction]:
    """Return the directions that one is, "both" being two."""
    return {"inbound", "outbound"} if direction == "both" else {direction}


def ways_let(cells: tuple[Cell, ...], layout: Layout, *, passing: bool) -> set[Direction]:
    """Return the directions in which the cells below "Inbound" and "Outbound" let traffic pass, or keep it out."""
    columns = layout.of("inbound", "outbound")
    if not columns:
        return set()
    told = [c.kind for c in columns if lets(cells[c.index].text.folded) is passing]
    return {way for way in ways_of("both") if way in told}


def kept_out(cells: tuple[Cell, ...], layout: Layout, around: str) -> Iterator[Said]:
    """Yield what a no below "Inbound" leaves of the direction that holds around a row: the other one, or nothing."""
    shut = ways_let(cells, layout, passing=False) - ways_let(cells, layout, passing=True)
    if not shut or around == "unstated":
        return
    left = {way for way in ways_of("both") if around in (way, "both") and way not in shut}
    if not left:
        yield own("need", "denied", rule="cell")
    elif around == "both":
        yield own("direction", joined(left))


def lets_none(cells: tuple[Cell, ...], layout: Layout) -> bool:
    """Tell whether a row says no below "Inbound" and below "Outbound"."""
    return ways_let(cells, layout, passing=False) == ways_of("both") and not ways_let(cells, layout, passing=True)


@lru_cache(maxsize=4096)  # very many rows name the same ends
def _is_nobody(cell: str, title: str) -> bool:
    """Tell whether a cell about who connects says that nobody does, or none below "Allowed sources"."""
    allowed = words("action.allowed", "action.passes").search(title) and words("port.none").whole(cell)
    return bool(allowed) or words("need.nobody").match(cell, 0) is not None
