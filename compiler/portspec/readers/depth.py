"""Depth: pages nested deeper than any real one are not read, since parsers take forever or give up on them."""

import re

from portspec.findings import Finding, finding
from portspec.source import Place, Source

DEEPEST = 100
"""Elements, quotes and lists may be nested this deep."""
_LOOSE = (
    "area base br col embed hr img input link meta param source track wbr p li td th tr dd dt option thead tbody tfoot "
    "colgroup caption optgroup rp rt".split()
)
"""Elements without content, and those that the next one of their kind closes (HTML Living Standard, 13.1.2.4)."""
_TAG = re.compile(rf"<(/?)(?!(?:{'|'.join(_LOOSE)})\b)[a-zA-Z][^<>]{{0,2000}}>", re.IGNORECASE)


def too_deep(source: Source) -> Place | None:
    """Return the place where HTML is nested too deep, or None. Tags that are never closed count as nested."""
    depth = 0
    for tag in _TAG.finditer(source.text):
        if tag.group().endswith("/>"):
            continue
        depth = max(depth - 1, 0) if tag.group(1) else depth + 1
        if depth > DEEPEST:
            return source.place(tag.start(), tag.end())
    return None


def deep(place: Place) -> Finding:
    """Return the finding about what is nested too deep."""
    help = "Close the elements that are left open, or take the page's content out of its frame."
    return finding("PS104", f"The page is nested more than {DEEPEST} deep here, and is not read further", help, place)
