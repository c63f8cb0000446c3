"""Lines: those of an item or a cell, each with its own place, and items that they divide."""

from collections.abc import Iterator

from portspec.document import Item, Text
from portspec.extract.grammar.lexer import tokens
from portspec.extract.grammar.spans import trimmed
from portspec.extract.page import Page
from portspec.extract.running.settings import SETTING


def lines_of(text: Text, page: Page) -> list[Text]:
    """Return the lines of a text that say something; where markup stands in one, it has the place of the whole."""
    at, found = text.start, []
    for line in filter(str.strip, text.value.split("\n")):
        start = page.document.source.text.find(line, at, text.end)
        start, end = (start, start + len(line)) if start >= 0 else (text.start, text.end)
        at = max(at, start)
        found.append(Text(line, start, end, marks=text.marks, notes=text.notes))
    return found


def divided(item: Item, page: Page) -> Iterator[tuple[Item, list[Item]]]:
    """Yield an item with those it stands below: each of its paragraphs or lines by itself, where several state ports.

    The first line is then the title of the others, if it states none.
    """
    lines = lines_of(item.text, page)
    stating = [line for line in lines if _is_setting(line.value)]
    if len(lines) < 2 or stating in ([], lines[:1]) or item.term:  # noqa: PLR2004
        yield item, []
        return
    head: list[Item] = []
    for number, line in enumerate(lines):
        part = Item(depth=item.depth, text=line)
        if number == 0 and line not in stating:
            head = [part]
            yield part, []
        else:
            yield part, head


def _is_setting(line: str) -> bool:
    """Tell whether a line is nothing but a name and its ports: "HTTPS 8443", "imap.server.port=143"."""
    if SETTING.fullmatch(line.strip()):
        return True
    found = tokens(line)
    return len(line.split()) <= _FEW and bool(found) and found[-1].kind == "number" and trimmed(found) is not None


_FEW = 4
"""A name with its ports has at most this many words."""
