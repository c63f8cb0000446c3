"""Bound: a column of the addresses on which something listens, of which that of all interfaces takes connections in."""

import re

from portspec.document import Cell
from portspec.extract.context.need_columns import bare_title
from portspec.extract.language.vocabulary import words
from portspec.extract.tables.layout import Column, Layout


def is_bound_widely(cells: tuple[Cell, ...], layout: Layout) -> bool:
    """Tell whether a row listens on all interfaces, as a column of such addresses says."""
    texts = (cells[column.index].text.folded for column in layout.known(_bound))
    return any(_EVERY.fullmatch(text) or words("need.wide").whole(text) for text in texts)


def _bound(layout: Layout) -> list[Column]:
    return [column for column in layout.columns if words("header.bound").whole(bare_title(column.title))]


_EVERY = re.compile(r"(?:0\.0\.0\.0|\[?::\]?|\*)(?:\s*(?:,|/|&)\s*(?:0\.0\.0\.0|\[?::\]?))?")
"""The unspecified addresses (RFC 4291, section 2.5.2; RFC 1122, section 3.2.1.3), as a listener names all its own."""
