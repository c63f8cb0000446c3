"""Ticked items: lists whose items begin with marks of both kinds, of which a no keeps a port closed: "✗ 443"."""

import re

import msgspec

from portspec.document import Item, List
from portspec.extract.language.vocabulary import words

_MARK = re.compile(r"[^\w\s(\[{*+–—-]")
_NO = "❌"
"""A mark that says so wherever it stands."""


def ticked(block: List) -> List:
    """Return a list with one mark for a no before the items that begin with any, where others begin with a yes."""
    said = [_said(item) for item in block.items]
    if not (True in said and False in said):
        return block
    items = (_crossed(item) if yes is False else item for item, yes in zip(block.items, said, strict=True))
    return msgspec.structs.replace(block, items=tuple(items))


def _said(item: Item) -> bool | None:
    """Return what the mark says that an item begins with; None where it begins otherwise."""
    mark = _MARK.match(item.text.value)
    if mark is None:
        return None
    if words("tick.yes", "mark.full").whole(mark.group()):
        return True
    return False if words("tick.no", "mark.empty").whole(mark.group()) else None


def _crossed(item: Item) -> Item:
    text = item.text
    told = msgspec.structs.replace(text, value=_NO + text.value[1:], shown=text.folded)
    return msgspec.structs.replace(item, text=told)
