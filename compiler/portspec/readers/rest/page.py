"""The reader of reStructuredText: docutils finds the structure, mended where it would lose text or places."""

from collections.abc import Iterator
from functools import cache, partial
from typing import Any

from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.parsers.rst import Parser
from docutils.parsers.rst.states import RSTStateMachine
from docutils.utils import new_document

from portspec.document import Block, Condition, Document, Text
from portspec.findings import Report
from portspec.readers.budget import deep
from portspec.readers.html import fragment
from portspec.readers.rest.blocks import Blocks
from portspec.readers.rest.findings import findings_of
from portspec.readers.rest.includes import with_included
from portspec.readers.rest.inline import Inline, Roles, is_conditional
from portspec.readers.rest.lines import Lines, Plain
from portspec.readers.rest.notes import number
from portspec.readers.rest.pieces import pieces
from portspec.readers.rest.states import STATES
from portspec.source import Source


def read_rest(source: Source, report: Report) -> Document:
    """Return the document of a page of reStructuredText; one that is nested too deep has no blocks.

    No directive is executed, and only included files of the page's folder are read.
    """
    source = with_included(source, report)
    plain = Plain(source.text)
    return _document(source, plain, plain.rows(), report)


def read_lines(source: Source, head: str, lines: tuple[int, int], report: Report) -> Document:
    """Return the document of some lines of a page, from 0: the content of a directive, whose first line is given."""
    plain = Plain(source.text)
    first, last = lines
    above, *rows = plain.rows()[max(first - 1, 0) : last].items
    texts = plain.rows()[first:last]
    found = Lines()
    if head:
        found.append(head, "", above[1])
    for line, (_, end) in zip(texts, rows, strict=True):
        found.append(f"{' ' * _INDENT}{line}" if head and line else line, "", end)
    return _document(source, plain, found, report)


_INDENT = 3


def _document(source: Source, plain: Plain, lines: Lines, report: Report) -> Document:
    tree = new_document(source.path, _settings())
    try:
        for piece in pieces(lines):
            RSTStateMachine(state_classes=STATES, initial_state="Body").run(piece, tree, inliner=Roles())
        number(tree)
        blocks = tuple(Blocks(Inline(tree, plain), partial(_html, source, report)).of(tree))
        conditions = tuple(_conditions(tree, plain))
    except RecursionError:
        report(deep(source.place(0, 0, source.path)))
        return Document(source=source, blocks=())
    for each in findings_of(source, plain, tree):
        report(each)
    return Document(source=source, blocks=blocks, conditions=conditions)


def _html(source: Source, report: Report, start: int, end: int) -> Iterator[Block]:
    yield from fragment(source.text[start:end], start, source, report)


def _conditions(tree: nodes.document, plain: Plain) -> Iterator[Condition]:
    """Yield the stretches that are shown only sometimes."""
    for each in tree.findall(nodes.container):
        if is_conditional(each):
            start, said = each["places"][0], each["condition"]
            text = Text(f"only if {said}", plain.back(start), plain.back(start + len(said)))
            yield Condition(start=text.start, end=plain.back(each["end"]), text=text)


@cache
def _settings() -> Any:
    """Return docutils' settings: it says nothing, stops at nothing, and touches no file."""
    settings = get_default_settings(Parser)
    settings.report_level = settings.halt_level = 5
    settings.file_insertion_enabled = settings.raw_enabled = False
    settings.warning_stream = False
    return settings
