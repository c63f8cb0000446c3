"""Parsed Markdown: the blocks that markdown-it-py finds; of a table its head, and where its rows end."""

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.common.utils import mdTrim
from markdown_it.rules_block import StateBlock, html_block
from markdown_it.rules_block import reference as read_definition
from markdown_it.rules_block import table as read_head
from markdown_it.token import Token

from portspec.readers.budget import DEEPEST


def parse(text: str) -> list[Token]:
    """Return the tokens of a page's blocks; what stands in a line, and in the rows of a table, is read on demand."""
    return _blocks_only().parse(text)


@cache
def _blocks_only() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": DEEPEST}).enable("table")
    parser.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})
    parser.block.ruler.at("html_block", _html, {"alt": ["paragraph", "reference", "blockquote"]})
    parser.block.ruler.at("reference", _reference)
    parser.core.ruler.disable("inline")
    return parser


def _html(state: StateBlock, first: int, end: int, silent: bool) -> bool:  # noqa: FBT001 (how the parser calls it)
    """Read a block of HTML by the parser's own rule; a line that holds nothing open is one by itself.

    CommonMark (4.6) goes on to a blank line, and so takes a heading or a table right below a line break for HTML. The
    generators that pages are written for mostly do not, and no author means it.
    """
    line = state.src[state.bMarks[first] + state.tShift[first] : state.eMarks[first]]
    return html_block(state, first, first + 1 if _VOID.fullmatch(line) else end, silent)


_VOID = re.compile(r"\s*(?:<(?:br|hr)\b[^<>]*>\s*)+", re.IGNORECASE)
"""A line of nothing but breaks and rules, which have no end tag (HTML, 13.1.2)."""


def _reference(state: StateBlock, first: int, end: int, silent: bool) -> bool:  # noqa: FBT001 (how the parser calls it)
    """Read the definition of a link by the parser's own rule; a footnote is none, `[^1]: 请勿开放。`, blanks or not."""
    note = state.src.startswith("[^", state.bMarks[first] + state.tShift[first])
    return not note and read_definition(state, first, end, silent)


def _table(state: StateBlock, first: int, end: int, silent: bool) -> bool:  # noqa: FBT001 (how the parser calls it)
    """Read a table's head by the parser's own rule, and find the line below its last row (GFM, 4.10).

    Of rows that rule makes three tokens a cell, and it ends a table silently where 65,536 cells are missing.
    """
    opened = len(state.tokens)
    if not read_head(state, first, min(end, first + 2), silent):
        return False
    if not silent:
        line = first + 2
        while line < end and _is_row(state, line, end):
            line += 1
        state.tokens[opened].map = [first, line]
        state.line = line
    return True


def _is_row(state: StateBlock, line: int, end: int) -> bool:
    """Tell whether a line goes on with the table above it: it is not blank, and no other block begins there."""
    start = state.bMarks[line] + state.tShift[line]
    indent = state.sCount[line] - state.blkIndent
    if not 0 <= indent < _CODE or not mdTrim(state.src[start : state.eMarks[line]]):
        return False
    begins = state.md.block.ruler.getRules("blockquote") if state.src[start] != "|" else ()
    return not any(rule(state, line, end, True) for rule in begins)


_CODE = 4
"""A line indented so far is code."""
