"""Masks blank out what Markdown must not see, and keep every other character at its offset."""

import re

import msgspec

from portspec.document import Condition
from portspec.readers.markdown.containers import without_containers
from portspec.readers.markdown.myst import Part, without_directives
from portspec.readers.markdown.templates import without_templates
from portspec.readers.markdown.unseen import FRONT, NO_BREAK, SKIP, blank, blanked, drafted, without_unseen

_TABLE_TAG = re.compile(r"<(/?)table\b[^>]*>", re.IGNORECASE)
_CALL = r"\{\{[<%](?:(?![>%]\}\})[^\n])*[>%]\}\}"
_SHORTCODE = re.compile(
    rf"{SKIP.pattern}|(?P<call>^(?:[ \t]*{_CALL})+[ \t]*$"
    r"|\{\{[<%]\s*(?P<name>[\w-]+)(?:(?![>%]\}\})[^\n])*[>%]\}\}(?=[^\n]*\{\{[<%]\s*/\s*(?P=name)\b)"
    r"|\{\{[<%]\s*/\s*[\w-]+\s*[>%]\}\})",
    re.DOTALL | re.MULTILINE,
)
"""A line that is only calls of Hugo's, calls around the rest of a line, or what is passed over."""
_TITLE = re.compile(r"^title\s*[:=][ \t]*(?P<quote>[\"']?)(?P<title>\S.*?)(?P=quote)[ \t]*$", re.MULTILINE)


class Masked(msgspec.Struct, frozen=True, kw_only=True):
    """A page's text for the Markdown parser, as long as the page."""

    text: str
    """What is not for the parser is blanked out, so that all offsets stay."""
    tables: tuple[tuple[int, int], ...]
    """Spans of the HTML tables that were taken out, to be read by the HTML reader."""
    parts: tuple[Part, ...] = ()
    """What was taken out to be read as reStructuredText."""
    titles: tuple[tuple[int, int], ...] = ()
    """Spans of the titles of containers that were taken out."""
    elsewhere: tuple[tuple[int, int], ...] = ()
    """Spans of the names of files that stand for their text and are not read."""
    conditions: tuple[Condition, ...] = ()
    """What is shown only sometimes, by where it begins."""
    title: tuple[int, int] | None = None
    """Span of the title that the front matter gives."""


def mask(text: str) -> Masked:
    """Return the page without front matter, templates, the marks of containers, and HTML tables.

    CommonMark ends an HTML block at a blank line, and with it a table that has one inside.
    """
    front = FRONT.match(text)
    title = _TITLE.search(text, 0, front.end()) if front else None
    drafts = tuple(drafted(text))
    text = without_unseen(FRONT.sub(lambda found: blank(found.group()), text, count=1))
    directives = without_directives(text)
    containers = without_containers(directives.text)
    templates = without_templates(containers.text, (found.span() for found in SKIP.finditer(containers.text)))
    text = templates.text
    if "{{" in text:
        text = _SHORTCODE.sub(_called, text)
    tables = tuple(_tables(text)) if "<table" in text.casefold() else ()
    conditions = (*drafts, *directives.conditions, *templates.conditions)
    return Masked(
        text=blanked(text, tables),
        tables=tables,
        parts=directives.parts,
        titles=tuple(sorted((*directives.titles, *containers.titles))),
        elsewhere=directives.elsewhere,
        conditions=tuple(sorted(conditions, key=lambda each: each.start)),
        title=title and title.span("title"),
    )


def _called(found: re.Match[str]) -> str:
    """Return blanks for a call; before a text they are no indentation, which would make code of it."""
    if not found["call"]:
        return found[0]
    text = found.string
    leading = found["name"] and not text[text.rfind("\n", 0, found.start()) + 1 : found.start()].strip()
    return NO_BREAK * len(found[0]) if leading else blank(found[0])


def _tables(text: str) -> list[tuple[int, int]]:
    """Return the spans of the outermost tables outside code and comments; only where the tags balance."""
    skipped = [found.span() for found in SKIP.finditer(text)]
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
