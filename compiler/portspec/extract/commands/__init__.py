"""Commands: what a page itself would open, as the commands and files in its code blocks say."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import accumulate

import msgspec

from portspec.claims import CommandClaim
from portspec.document import Code, Item, List, Text
from portspec.extract.commands.files import files
from portspec.extract.commands.opening import Opening, Unread
from portspec.extract.commands.shell import commands
from portspec.extract.commands.tools import tools
from portspec.extract.grammar.lexer import tokens
from portspec.extract.grammar.port_expression import Part, parse_ports
from portspec.extract.grammar.spans import says_only_ports
from portspec.extract.page import Commanded, Page


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A command, or a line of a file, that may open something."""

    first: int
    """Its first line in the block, from 0."""
    last: int
    """Its last line; the same where it has only one."""
    text: str
    """What stands there, on one line, without the prompt."""
    openings: Callable[[], Iterable[Opening]]
    """Yields what it opens; raises Unread where it does so in a form that is not read."""


def read_commands(block: Code, page: Page) -> bool:
    """Take what the commands of a code block open, and return if it has some.

    What is not read is told at the end, once for the page.
    """
    places = _places(block, page)
    lines = [*_lines(block)]
    for line in lines:
        where = _placed(line.text, line.first, line.last, places)
        try:
            for each in line.openings():
                claim = _claim(each, where, page)
                page.commanded.append(Commanded(claim=claim, text=where, context=page.section.titled()))
        except Unread as why:
            page.uncommanded.append((where, str(why)))
    return bool(lines)


def _lines(block: Code) -> Iterator[Line]:
    text, known = block.text.value, tools()
    for each in commands(text, frozenset(known)):
        read = partial(known[each.words[0]].read, each.words)
        yield Line(first=each.first, last=each.last, text=each.text, openings=read)
    lines = text.split("\n")
    for file in files():
        for number, openings in [*file.read(text, (block.language or "").casefold())]:
            yield Line(first=number, last=number, text=" ".join(lines[number].split()), openings=openings)


def listed(block: Code, page: Page) -> List | None:
    """Return a block of code as a list where each of its lines begins with ports and their transports: "TCP/22 (SSH)".

    Writers indent such lists, and Markdown shows them as code.
    """
    lines = [] if block.language else [*lines_of(block, page)]
    if not lines or not all(_begins_with_ports(line.value) for line in lines):
        return None
    return List(items=tuple(Item(depth=0, text=line) for line in lines))


def lines_of(block: Code, page: Page) -> Iterator[Text]:
    """Yield the lines of a block that are not blank, each where it stands, with its words one blank apart."""
    places = _places(block, page)
    for number, line in enumerate(block.text.value.split("\n")):
        if said := " ".join(line.split()):
            yield _placed(said, number, number, places)


def _begins_with_ports(line: str) -> bool:
    words = re.sub(r"^[-*+•]\s+", "", line).split()[:2]
    firsts = (" ".join(words[:count]).rstrip(":") for count in (1, 2))
    return any(says_only_ports(tokens(first)) and _are_whole(parse_ports(first).parts) for first in firsts)


def _are_whole(parts: tuple[Part, ...]) -> bool:
    typed = all(part.transports and part.ports for part in parts)
    return bool(parts) and typed and all(each.start > 0 for part in parts for each in part.ports)


def _places(block: Code, page: Page) -> list[tuple[int, int]]:
    """Return where each line of a block begins, behind its blanks, and ends.

    Where markup stands between the lines, all have the block's place.
    """
    start, end = block.text.start, block.text.end
    written = page.document.source.text[start:end].split("\n")
    count = block.text.value.count("\n") + 1
    if len(written) != count:
        return [(start, end)] * count
    starts = accumulate((len(line) + 1 for line in written), initial=start)
    indents = (min(len(line) - len(line.lstrip()), max(len(line) - 1, 0)) for line in written)
    return [(at + indent, at + len(line)) for at, indent, line in zip(starts, indents, written, strict=False)]


def _placed(text: str, first: int, last: int, places: list[tuple[int, int]]) -> Text:
    """Return the lines from one to another as a text."""
    return Text(text, places[first][0], places[last][1])


def _claim(opened: Opening, where: Text, page: Page) -> CommandClaim:
    return CommandClaim(
        ports=opened.ports,
        transports=opened.transports,
        direction=opened.direction,
        source=opened.source,
        destination=opened.destination,
        inside=opened.inside,
        provenance=page.provenance(where.start, where.end, where.folded),
    )
