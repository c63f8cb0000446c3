"""Anchors of a Markdown page: the ids that it gives, those that renderers make of headings, and links to them."""

import re
from collections.abc import Iterable, Iterator

from portspec.document import Block, Heading, Link, Text
from portspec.readers.markdown.inline import plain

_LINK = re.compile(
    r"(?<!!)\[([^\[\]]{0,500})\]\(#([^()\s]{0,300}(?:\([^()\s]{0,99}\)[^()\s]{0,99}){0,5})[^()]{0,200}\)"
)
_NAME = re.compile(r"<[a-zA-Z][^<>]{0,500}?\s(?:id|name)\s*=\s*[\"']?([^\"'\s>]+)")


def ids(text: str) -> list[str]:
    """Return the ids and names that HTML tags in a text give."""
    return _NAME.findall(text)


def links(text: str) -> Iterator[Link]:
    """Yield the links of a Markdown page to anchors of its own."""
    if "](#" not in text:
        return
    for found in _LINK.finditer(text):
        yield Link(target=found.group(2), text=Text(plain(found.group(1)), found.start(), found.end()))


def anchors(text: str, blocks: Iterable[Block]) -> Iterator[str]:
    """Yield ids given by HTML or attribute lists, and those that renderers make of a heading's words."""
    yield from ids(text)
    for block in blocks:
        if isinstance(block, Heading):
            yield from block.anchors
            words = re.sub(r"[^\w\- ]", "", block.text.folded.casefold())
            yield words.replace(" ", "-")
            yield re.sub(r"[\s-]+", "-", words)
