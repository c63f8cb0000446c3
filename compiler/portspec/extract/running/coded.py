"""Coded: sentences and rows in blocks of code, which state nothing; what nothing else states is told."""

import re
from collections.abc import Iterator

from portspec.document import Code
from portspec.extract.commands import lines_of
from portspec.extract.grammar.port_expression import parse_ports
from portspec.extract.language.vocabulary import words
from portspec.extract.page import Page, Sentence
from portspec.extract.running.prose import sentences_in

_SIGNS = re.compile(r"[=;{}$<>|\\]|--|::|\w\(")
"""What stands in code, and seldom in a sentence."""
_WORD = re.compile(r"(?<!\S)[^\W\d_]{2,}[.,:]?(?!\S)|[^\W\d_a-zA-Z]{4,}")
_WORDS = 3


def sentences_coded(block: Code, page: Page) -> Iterator[Sentence]:
    """Yield the sentences with ports of a block of no language: writers indent text so far that it becomes code."""
    if block.language:
        return
    for line in lines_of(block, page):
        if len(_WORD.findall(line.value)) >= _WORDS and not _SIGNS.search(line.value):
            yield from (each for each in sentences_in(line, page.section.titled) if any(p.ports for p in each.parts))


_PLAIN = ("", "text", "txt", "plain", "plaintext")
"""What blocks without code are said to be written in."""


def rows_coded(block: Code, page: Page) -> Iterator[Sentence]:
    """Yield the rows with ports of a table that is shown as it is typed, in a block of no language."""
    if (block.language or "").casefold() not in _PLAIN or "|" not in block.text.value:
        return
    column = None
    for line in lines_of(block, page):
        cells = [cell.strip() for cell in line.value.strip("| ").split("|")]
        named = next((at for at, cell in enumerate(cells) if words("header.port").whole(cell)), None)
        if len(cells) == 1:
            column = None
        elif named is not None:
            column = named
        elif column is not None and column < len(cells):
            parts = tuple(part for part in parse_ports(cells[column]).parts if part.ports)
            if parts:
                yield Sentence(text=line, said=line.value, parts=parts, context=page.section.titled())
