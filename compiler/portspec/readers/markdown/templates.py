"""Lines of template languages and containers in Markdown: no text, but conditions of what stands between them.

Liquid and Jinja (`{% if … %}`), Go templates and Handlebars (`{{ if … }}`, `{{#if …}}`), ERB (`<% if … %>`), and the
colon fences of Pandoc, Docusaurus and DocFX (`::: moniker range="…"`).
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator

import msgspec

from portspec.document import Condition, Text

_LINE = re.compile(
    r"^[ \t]*(?:\{%-?\s*+(?P<liquid>[^\n]*?)\s*-?%\}"
    r"|\{\{-?\s*+(?P<go>[#/]?(?:if|unless|each|range|with|else|end)\b[^\n]*?)\s*-?\}\}"
    r"|<%-?\s*+(?P<erb>[^=\n][^\n]*?)\s*-?%>"
    r"|:{3,}[ \t]*(?P<fence>[^\n]*?))[ \t]*$",
    re.MULTILINE,
)
_BEGIN = re.compile(r"#?(?P<word>if|unless|moniker|zone)\b(?!-)\s*(?P<said>.*)")
_LOOP = re.compile(r"#?(?:for|each|range|with|case)\b")
_ELSE = re.compile(r"(?:else|elif|elsif|elseif)\b\s*(?:if\b\s*)?(?P<said>.*)")
_END = re.compile(r"(?:/|end)(?:if|unless|for|each|case)?\b|(?:moniker|zone)-end\b")


class Templates(msgspec.Struct, frozen=True, kw_only=True):
    """A page's text with such lines blanked out, as long as the page, and the conditions that they state."""

    text: str
    """Offsets are those of the page."""
    conditions: tuple[Condition, ...]
    """By where they begin."""


class _Open(msgspec.Struct, frozen=True, kw_only=True):
    """What has begun and not ended yet."""

    start: int
    """Offset in the page after the line that begins it."""
    text: Text | None
    """When it is shown; None for a loop, or for what is always shown."""


def without_templates(text: str, code: Iterable[tuple[int, int]]) -> Templates:
    """Return a page without the lines of its template language, but for those in `code`, given by its spans.

    Within a table such a line becomes an empty row: a blank line would end the table.
    """
    if not any(mark in text for mark in ("{%", "{{", "<%", ":::")):
        return Templates(text=text, conditions=())
    found = list(_outside(_LINE.finditer(text), deque(code)))
    pieces, at, row = [], 0, False
    for each in found:
        between = text[at : each.start()]
        # Lines of a template that follow each other stand in the same table, or in none.
        row = between.rstrip("\n").rpartition("\n")[2].lstrip().startswith("|") if between.strip() else row
        row = row and not between.endswith("\n\n")
        pieces += [between, "|" + " " * (len(each[0]) - 1) if row else " " * len(each[0])]
        at = each.end()
    return Templates(text="".join(pieces) + text[at:], conditions=tuple(_conditions(found, len(text))))


def _outside(lines: Iterable[re.Match[str]], code: deque[tuple[int, int]]) -> Iterator[re.Match[str]]:
    for line in lines:
        while code and code[0][1] <= line.start():
            code.popleft()
        if not code or line.start() < code[0][0]:
            yield line


def _conditions(lines: Iterable[re.Match[str]], end: int) -> Iterator[Condition]:
    """Yield the conditions that lines begin and end; one that nothing ends holds to the end of the page."""
    opened: list[_Open] = []
    for line in lines:
        name = line.lastgroup or ""
        said, at = line[name], line.start(name)
        if begin := _BEGIN.match(said):
            opened.append(_Open(start=line.end(), text=_when(said, begin, at)))
        elif _LOOP.match(said):
            opened.append(_Open(start=line.end(), text=None))
        elif opened and (other := _ELSE.match(said)):
            yield from _ended(opened[-1], line.start())
            opened[-1] = _Open(start=line.end(), text=_otherwise(opened[-1], other, at))
        elif opened and _END.match(said):
            yield from _ended(opened.pop(), line.start())
    for each in reversed(opened):
        yield from _ended(each, end)


def _when(said: str, begin: re.Match[str], at: int) -> Text | None:
    text = said if begin["word"] == "unless" else begin["said"]
    start = at + (0 if begin["word"] == "unless" else begin.start("said"))
    return Text(text, start, start + len(text)) if text else None


def _otherwise(before: _Open, other: re.Match[str], at: int) -> Text | None:
    if other["said"]:
        return Text(other["said"], at + other.start("said"), at + other.end("said"))
    return before.text and Text(f"not {before.text.value}", before.text.start, before.text.end)


def _ended(each: _Open, end: int) -> Iterator[Condition]:
    if each.text:
        yield Condition(start=each.start, end=end, text=each.text)
