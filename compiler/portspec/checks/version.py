"""Versions: the title speaks of one major version, the commands below of another."""

import re
from collections.abc import Iterator

from portspec.checks import Review
from portspec.document import Code, Document, Heading
from portspec.findings import Finding, finding

_TITLE = re.compile(r"(?<![\w.])v?(\d{1,2})\.\d+")
_TAG = re.compile(r"<[A-Z]{2,6}(\d{1,2})_\w+>")


def check(review: Review) -> Iterator[Finding]:
    """Yield a finding for a page whose placeholders, such as `<AB9_URL>`, have another major version than its title."""
    for document in review.documents:
        title = _major(document)
        if title is None:
            continue
        for block in (each for each in document.blocks if isinstance(each, Code)):
            found = _TAG.search(block.text.value)
            if found and found.group(1) != title:
                message = f"The title speaks of version {title}, the command of {found.group()}"
                yield finding("PS409", message, "Bring the two into line.", document.place(block.text))
                break


def _major(document: Document) -> str | None:
    """Return the major version in the page's title."""
    headings = [block for block in document.blocks if isinstance(block, Heading)]
    found = _TITLE.search(headings[0].text.folded) if headings else None
    return found.group(1) if found else None
