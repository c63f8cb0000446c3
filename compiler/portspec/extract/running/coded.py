"""Coded: sentences in blocks of code, which state nothing, and are told where nothing else states their ports."""

import re
from collections.abc import Iterator

from portspec.document import Code
from portspec.extract.commands import lines_of
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
