"""Answers: columns of two kinds of marks, of which the empty one is a no: "●" and "○", "1" and "0", "O" and "X"."""

from collections.abc import Collection
from functools import cache

import msgspec

from portspec.document import Cell, Table, Text
from portspec.extract.context.headers import head_of
from portspec.extract.language.lexicon import phrases
from portspec.extract.language.vocabulary import words
from portspec.extract.tables.cells import is_tick
from portspec.extract.tables.layout import ColumnKind

_YES, _NO = "✓", "✗"
_VARIANT = "\ufe0f"
"""What asks for the picture of a mark."""


def answered(table: Table, signs: Collection[str]) -> Table:
    """Return a table with a yes and a no in the columns that hold nothing but marks of both kinds.

    A mark that a legend explains (`signs`) means what that says.
    """
    count, _ = head_of(table)
    told = {index: found for index in range(len(table.rows[0])) if (found := _answers(table, count, index, signs))}
    if not told:
        return table
    body = (tuple(_told(cell, told.get(index)) for index, cell in enumerate(row)) for row in table.rows[count:])
    return msgspec.structs.replace(table, rows=(*table.rows[:count], *body))


def _answers(table: Table, count: int, index: int, signs: Collection[str]) -> dict[str, str]:
    """Return what each mark of a column says, empty where it holds something else, or marks of one kind only."""
    cells = (row[index] for row in table.rows[count:])
    texts = {cell.text.folded for cell in cells if cell.text.value and cell.columns == 1}
    if len(texts) < len((_YES, _NO)) or not texts.isdisjoint(signs):
        return {}
    if crossed := _crossed(texts):
        return crossed
    found: dict[str, str] = {}
    for text in texts:
        answer = _answer(text.replace(_VARIANT, ""))
        if answer is None:
            return {}
        found[text] = answer
    return found if len(set(found.values())) > 1 else {}


def _crossed(texts: Collection[str]) -> dict[str, str]:
    """Return what the circles and the crosses of a column say that has both, be they letters or figures."""
    marks = [each for each in texts if len(each) <= _longest()]
    yes, no = ([each for each in marks if words(f"mark.{name}").whole(each)] for name in _CROSSED)
    return dict.fromkeys(yes, _YES) | dict.fromkeys(no, _NO) if yes and no else {}


_CROSSED = ("round", "cross")


@cache
def _longest() -> int:
    """Return how long such a mark is at most."""
    return max(len(each) for name in _CROSSED for each in phrases(f"mark.{name}"))


def _answer(text: str) -> str | None:
    if words("mark.empty").whole(text):
        return _NO
    return _YES if words("mark.full").whole(text) else None


def _told(cell: Cell, answers: dict[str, str] | None) -> Cell:
    said = answers.get(cell.text.folded) if answers else None
    return msgspec.structs.replace(cell, text=_meant(cell.text, said)) if said else cell


def _meant(text: Text, answer: str) -> Text:
    return msgspec.structs.replace(text, value=answer, shown=text.folded)


def kind_of_answers(kind: ColumnKind, texts: list[str]) -> ColumnKind:
    """Return the kind of a column whose cells may be answers, or what a firewall does: the "target" of a chain."""
    if texts and all(map(is_tick, texts)):
        return "other"
    return "action" if texts and kind != "purpose" and all(map(_is_verdict, texts)) else kind


def _is_verdict(text: str) -> bool:
    """Tell whether a cell is nothing but what a firewall does: "ACCEPT", "drop"."""
    return words("need.open", "need.close", "action.passes", "action.stops").whole(text)
