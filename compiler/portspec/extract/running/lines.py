"""Lines: those of an item or a cell, each with its own place."""

from portspec.document import Text
from portspec.extract.page import Page


def lines_of(text: Text, page: Page) -> list[Text]:
    """Return the lines of a text that say something; where markup stands in one, it has the place of the whole."""
    at, found = text.start, []
    for line in filter(str.strip, text.value.split("\n")):
        start = page.document.source.text.find(line, at, text.end)
        start, end = (start, start + len(line)) if start >= 0 else (text.start, text.end)
        at = max(at, start)
        found.append(Text(line, start, end, marks=text.marks, notes=text.notes))
    return found
