"""Divided lists: where a table that was taken out stood between two items, the list is two."""

from collections.abc import Iterable, Iterator

from portspec.document import Block, Item, List


def divided(blocks: Iterable[Block], tables: list[int]) -> Iterator[Block]:
    """Yield the blocks with their lists divided at the offsets of the tables that stood between their items."""
    for block in blocks:
        if isinstance(block, List) and tables:
            yield from _divide(block, tables)
        else:
            yield block


def _divide(block: List, tables: list[int]) -> Iterator[List]:
    items: list[Item] = []
    for item in block.items:
        if items and any(items[-1].text.start < at < item.text.start for at in tables):
            yield List(items=tuple(items))
            items = []
        items.append(item)
    yield List(items=tuple(items))
