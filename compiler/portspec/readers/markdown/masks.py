"""Masks blank out what Markdown must not see, and keep every other character at its offset."""

import re

import msgspec

from portspec.document import Condition
from portspec.readers.markdown.templates import without_templates

_FRONT = re.compile(r"\A\s*(---|\+\+\+)[ \t]*\n.*?\n\1[ \t]*(?:\n|\Z)", re.DOTALL)
_SKIP = re.compile(r"^[ \t]*(`{3,}|~{3,}).*?(?:^[ \t]*\1[`~]*[ \t]*$|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL | re.MULTILINE)
_TABLE_TAG = re.compile(r"<(/?)table\b[^>]*>", re.IGNORECASE)
_ADMONITION = re.compile(r"^(?:!!!|\?\?\?\+?|===\+?)[ \t]+\S.*\n((?:(?:    |\t).*(?:\n|\Z)|[ \t]*\n)+)", re.MULTILINE)
_SHORTCODE = re.compile(
    rf"{_SKIP.pattern}|^(?P<call>[ \t]*\{{\{{[<%][^\n]*[>%]\}}\}}[ \t]*)$", re.DOTALL | re.MULTILINE
)
"""A line that is only a call of Hugo's, or what is passed over."""
_INDENT = re.compile(r"^(?:    |\t)", re.MULTILINE)


_TITLE = re.compile(r"^title\s*[:=][ \t]*(?P<quote>[\"']?)(?P<title>\S.*?)(?P=quote)[ \t]*$", re.MULTILINE)


class Masked(msgspec.Struct, frozen=True, kw_only=True):
    """A page's text for the Markdown parser, as long as the page."""

    text: str
    """What is not for the parser is blanked out, so that all offsets stay."""
    tables: tuple[tuple[int, int], ...]
    """Spans of the HTML tables that were taken out, to be read by the HTML reader."""
    conditions: tuple[Condition, ...] = ()
    """What its template language shows only sometimes."""
    title: tuple[int, int] | None = None
    """Span of the title that the front matter gives."""


def mask(text: str) -> Masked:
    """Return the page without front matter, templates and HTML tables, admonitions and tabs as block quotes.

    CommonMark ends an HTML block at a blank line, and with it a table that has one inside; and it takes the
    indented body of an admonition (`!!! note`) for code.
    """
    front = _FRONT.match(text)
    title = _TITLE.search(text, 0, front.end()) if front else None
    text = _FRONT.sub(lambda found: _blank(found.group()), text, count=1)
    templates = without_templates(text, (found.span() for found in _SKIP.finditer(text)))
    text = templates.text
    if "{{" in text:
        text = _SHORTCODE.sub(lambda found: _blank(found.group()) if found["call"] else found.group(), text)
    if "!!!" in text or "???" in text or "===" in text:
        text = _ADMONITION.sub(_quote, text)
    tables = tuple(_tables(text)) if "<table" in text.casefold() else ()
    pieces, at = [], 0
    for start, end in tables:
        pieces += [text[at:start], _blank(text[start:end])]
        at = end
    span = title and title.span("title")
    return Masked(text="".join(pieces) + text[at:], tables=tables, conditions=templates.conditions, title=span)


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def _quote(found: re.Match[str]) -> str:
    """Return the admonition with its body's indent as a quote mark of the same width."""
    body = _INDENT.sub(lambda indent: ">" + " " * (len(indent.group()) - 1), found.group(1))
    return found.group()[: len(found.group()) - len(body)] + body


def _tables(text: str) -> list[tuple[int, int]]:
    """Return the spans of the outermost tables outside code and comments; only where the tags balance."""
    skipped = [found.span() for found in _SKIP.finditer(text)]
    spans: list[tuple[int, int]] = []
    depth = start = 0
    for tag in _TABLE_TAG.finditer(text):
        while skipped and skipped[0][1] <= tag.start():
            skipped.pop(0)
        if skipped and skipped[0][0] <= tag.start():
            continue
        if not tag.group(1):
            start = tag.start() if depth == 0 else start
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                spans.append((start, tag.end()))
    return spans
