"""HTML: whole pages and fragments, XHTML, and what Confluence stores."""

import re
from collections.abc import Iterator

from portspec.document import Block, Document
from portspec.findings import Report
from portspec.readers.formats import Begin, Format, Likeness
from portspec.source import Source

_DOCUMENT = re.compile(r"\s*(?>(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*)<!doctype html\b", re.IGNORECASE | re.DOTALL)
_ELEMENT = re.compile(r"\s*<(?:!doctype|!--|\?xml|html|head|body|title|div|h[1-6]|p|table)\b", re.IGNORECASE)
"""How a page of HTML begins; Markdown may hold HTML, but does not begin with a document's."""
_PRESCAN = 1024
"""HTML declares its encoding in this many bytes (HTML Living Standard, 4.2.5.4)."""
_META = re.compile(rb"<meta\s[^>]*?charset\s*=\s*[\"']?\s*([^\s\"'/>;]+)", re.IGNORECASE)
_XML = re.compile(rb"<\?xml\s[^>]*?encoding\s*=\s*[\"']([^\"']+)", re.IGNORECASE)
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)


def _looks(begin: Begin) -> Likeness:
    if _DOCUMENT.match(begin.text):
        return Likeness.CERTAIN
    return Likeness.LIKELY if _ELEMENT.match(begin.text) else Likeness.NONE


def _declared(data: bytes) -> str | None:
    """Return the label that a page declares (HTML Living Standard, 13.2.3.2, prescan)."""
    head = _COMMENT.sub(b"", data[:_PRESCAN])
    found = _META.search(head) or _XML.search(head)
    return found.group(1).decode("ascii", "replace") if found else None


def fragment(text: str, start: int, source: Source, report: Report) -> Iterator[Block]:
    """Yield the blocks of HTML that begins at `start` of a page in another format; none where it is too much."""
    from portspec.readers.html.beyond import BeyondError
    from portspec.readers.html.page import HtmlPage

    try:
        page = HtmlPage(text, start)
    except BeyondError as error:
        report(error.told(source, start))
    else:
        yield from page.blocks()
        page.leave()


def hides(tag: str) -> bool:
    """Tell whether the element of a start tag of HTML is hidden."""
    from bs4.element import Tag

    from portspec.readers.html.hiding import is_hidden, is_struck
    from portspec.readers.html.tree import tree_of

    name = tag.strip("<>").split(maxsplit=1)[0].casefold()
    found = next((each for each in tree_of(tag).find_all(name) if isinstance(each, Tag)), None)
    return found is not None and (name == "template" or (is_hidden(found) and not is_struck(found)))


def visible_text(text: str) -> str | None:
    """Return all text that a stretch of HTML shows; None where it is too much."""
    from portspec.readers.html.beyond import BeyondError
    from portspec.readers.html.page import HtmlPage

    try:
        return HtmlPage(text).visible()
    except BeyondError:
        return None


def _read(source: Source, report: Report) -> Document:
    from portspec.readers.html.page import read_html

    return read_html(source, report)


FORMAT = Format(
    name="HTML",
    media_type="text/html",
    suffixes=(".html", ".htm", ".xhtml", ".xml"),
    looks=_looks,
    declared=_declared,
    read=_read,
)
