"""Damaged text: a title that begins with a stray sign, emphasis that lost its words."""

import re
from collections.abc import Iterator

from portspec.checks import Review
from portspec.document import Block, Code, Heading, List, Paragraph, Table, Text
from portspec.findings import Finding, finding

_STRAY = re.compile(r"^[.,;:!?)\]}]+(?=\w)")
_EMPTIED = re.compile(r"(?<=\s)\*\*(?=\s)|(?<=\s)__(?=\s)")


def check(review: Review) -> Iterator[Finding]:
    """Yield a finding for each heading that begins with stray punctuation and each pair of marks around nothing."""
    for document in review.documents:
        for block in document.blocks:
            if isinstance(block, Heading) and (match := _STRAY.match(block.text.value)):
                message = f"The heading begins with a stray “{match.group()}”"
                yield finding("PS401", message, "Remove it on the page.", document.place(block.text))
            for text in _texts(block):
                if match := _EMPTIED.search(text.value):
                    message = f"Something is missing between the emphasis marks “{match.group()}”"
                    yield finding("PS401", message, "Restore the words on the page.", document.place(text))


def _texts(block: Block) -> Iterator[Text]:
    """Yield the running texts of a block with marks of emphasis, a spanned cell once."""
    match block:
        case Heading() | Code():
            return
        case Paragraph():
            yield from filter(_is_marked, (block.text,))
        case List():
            yield from (item.text for item in block.items if _is_marked(item.text))
        case Table():
            yield from {id(cell): cell.text for row in block.rows for cell in row if _is_marked(cell.text)}.values()


def _is_marked(text: Text) -> bool:
    return "**" in text.value or "__" in text.value
