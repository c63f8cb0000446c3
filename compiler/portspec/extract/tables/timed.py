"""Timed: columns with the ports of another time: those that were used before, and those that nobody uses yet."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, get_args

import msgspec

from portspec.document import Cell
from portspec.extract.context.inherited import Context
from portspec.extract.context.need_columns import gives_up
from portspec.extract.language.clauses import closing_in, hits_in, outside
from portspec.extract.language.conditions import has_version_end
from portspec.extract.language.vocabulary import words
from portspec.extract.tables.cells import ENOUGH, share_of, texts_of
from portspec.extract.tables.layout import Column, ColumnKind, Layout
from portspec.spec import Need

Time = Literal["past", "first", "later", "now", "new"]


def timed(columns: list[Column], body: Sequence[Sequence[Cell]]) -> list[Column]:
    """Return the columns with those of another time marked: "Planned" beside "Today", "Old port" beside "New port".

    What is called new is what counts beside what is called old, and what is to come beside what counts today. What is
    called original is old beside what is called new.
    """
    times = {c.index: time for c in columns if (time := _time_of(c.title)) and _holds_ports(c, body)}
    if "new" not in times.values():
        times = {index: time for index, time in times.items() if time != "first"}
    others = [c for c in columns if c.kind in _PORTED and c.index not in times]
    if not times or (len(times) == 1 and not others and not {"later"} & {*times.values()}):
        return columns
    needs = {index: _need(time, {*times.values()}) for index, time in times.items()}
    return [
        msgspec.structs.replace(c, kind=c.kind if c.kind in _PORTED else "port", need=needs[c.index])
        if c.index in times
        else c
        for c in columns
    ]


def without_times(around: Context, layout: Layout) -> Context:
    """Return what the places above a table say, without what they say of times that its columns or rows tell."""
    if any(column.need for column in layout.columns) and any(
        each.rule == "label" and each.text and _tells_times(each.text.folded) for each in around.said
    ):
        around = around.without("label", "need")
    if any(gives_up(c.title) or words("header.removed").search(c.title) for c in layout.of("need")):
        around = around.without_history()
    return around


def _tells_times(sentence: str) -> bool:
    """Tell whether a sentence asks for ports of one time, and not of another: "Open the new port, close the old"."""
    times = sum(bool(words(f"when.{time}").search(sentence)) for time in get_args(Time))
    return times > 1 and bool(hits_in(sentence, "open")) and bool(closing_in(sentence) or hits_in(sentence, "negator"))


_PORTED: tuple[ColumnKind, ...] = ("port", "start", "end")
_NAMED: tuple[ColumnKind, ...] = ("need", "service", "other")
"""What a header such as "Old port" or "Planned" names by itself."""


@lru_cache(maxsize=4096)
def _time_of(title: str) -> Time | None:
    """Return of which time a header says that the ports below it are."""
    limits = outside([*words("need.limit").finditer(title)], [*words("when.now").finditer(title)])  # 当前 is no 当
    if limits or has_version_end(title):  # "Old releases", "before 8.0"
        return None
    if gives_up(title) and words("port.word").search(title):
        return "past"
    times: tuple[Time, ...] = ("later", "past", "now", "new", "first")
    return next((time for time in times if words(f"when.{time}").search(title)), None)


def _holds_ports(column: Column, body: Sequence[Sequence[Cell]]) -> bool:
    if column.kind in _PORTED:
        return True
    return column.kind in _NAMED and share_of(texts_of(column, body)) >= ENOUGH


def _need(time: Time, times: set[Time]) -> Need | None:
    """Return what the time of ports says of their need, beside those of other times."""
    if time in ("past", "first"):
        return "retired"
    return "denied" if time == "later" or (time == "new" and "now" in times and "past" not in times) else None
