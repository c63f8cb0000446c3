"""Broken anchors: a link into the page itself whose target the page does not define."""

from collections.abc import Iterator
from urllib.parse import unquote

from portspec.checks import Review
from portspec.findings import Finding, finding


def check(review: Review) -> Iterator[Finding]:
    """Yield a finding for each such link; anchors are compared as in HTML, where case counts."""
    for document in review.documents:
        for link in document.links:
            if link.target not in document.anchors and unquote(link.target) not in document.anchors:
                message = f"The page has no anchor #{link.target}"
                help = "Give the link the id of the heading it means, or give the heading this id."
                yield finding("PS402", message, help, document.place(link.text))
