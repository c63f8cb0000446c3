"""Template languages and containers in Markdown: no text, but conditions of what stands between their tags.

Liquid and Jinja (`{% if … %}`), Go templates and Handlebars (`{{ if … }}`, `{{#if …}}`), ERB (`<% if … %>`), calls of
Hugo's (`{{< if-edition … >}}`), and the colon fences of Pandoc, Docusaurus and DocFX (`::: moniker range="…"`).
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator

import msgspec

from portspec.document import Condition, Text
from portspec.readers.markdown.unseen import NO_BREAK

_TAG = re.compile(
    r"\{%-?\s*+(?P<liquid>(?:(?!%\})[^\n])*?)\s*-?%\}"
    r"|\{\{-?\s*+(?P<go>[#/]?(?:if|unless|each|range|with|else|end)\b(?:(?!\}\})[^\n])*?)\s*-?\}\}"
    r"|\{\{[<%]\s*+(?P<call>/?\s*if(?:(?![>%]\}\})[^\n])*?)\s*[>%]\}\}"
    r"|<%-?\s*+(?P<erb>(?!=)(?:(?!%>)[^\n])+?)\s*-?%>"
    r"|^[ \t]*:{3,}[ \t]*(?P<fence>[^\n]*?)[ \t]*$",
    re.MULTILINE,
)
_IF = r"if(?:n?def|version|[_-][\w-]+)?(?![\w-])"
_BEGIN = re.compile(rf"#?(?P<word>{_IF}|(?:unless|moniker|zone)\b(?!-))\s*(?P<said>.*)")
_LOOP = re.compile(r"#?(?:for|each|range|with|case)\b")
_ELSE = re.compile(r"(?:else|elif|elsif|elseif|when)\b\s*(?:if\b\s*)?(?P<said>.*)")
_END = re.compile(r"(?:/\s*|end)(?:if[\w-]*|unless|for|each|case)?(?![\w-])|(?:moniker|zone)-end\b")
_DECIDING = (_BEGIN, _ELSE, _END)
"""What begins, changes or ends a condition."""


class Templates(msgspec.Struct, frozen=True, kw_only=True):
    """A page's text with such tags blanked out, as long as the page, and the conditions that they state."""

    text: str
    """Offsets are those of the page."""
    conditions: tuple[Condition, ...]
    """By where they begin."""


class _Tag(msgspec.Struct, frozen=True, kw_only=True):
    """A tag: alone on its line, or within a text, which then holds as a whole under its condition."""

    said: str
    """What stands between its brackets."""
    at: int
    """Where that begins."""
    start: int
    """Offset of its first character."""
    end: int
    """Offset after its last character."""
    first: int
    """Where what it ends has its end."""
    last: int
    """Where what it begins has its beginning."""
    alone: bool
    """Whether it stands on a line by itself."""
    filler: str = " "
    """What stands in its place: before a text no blanks, which would make code of it."""


class _Open(msgspec.Struct, frozen=True, kw_only=True):
    """What has begun and not ended yet."""

    start: int
    """Offset in the page from which it holds."""
    text: Text | None
    """When it is shown; None for a loop, or for what is always shown."""


def without_templates(text: str, code: Iterable[tuple[int, int]]) -> Templates:
    """Return a page without the tags of its template language, but for those in `code`, given by its spans.

    Within a table a line of such a tag becomes an empty row: a blank line would end the table.
    """
    if not any(mark in text for mark in ("{%", "{{", "<%", ":::")):
        return Templates(text=text, conditions=())
    found = list(_tags(text, _outside(_TAG.finditer(text), deque(code))))
    pieces, at, row = [], 0, False
    for each in found:
        between = text[at : each.start]
        # Lines of a template that follow each other stand in the same table, or in none.
        row = between.rstrip("\n").rpartition("\n")[2].lstrip().startswith("|") if between.strip() else row
        row = row and each.alone and not between.endswith("\n\n")
        pieces += [between, ("|" if row else each.filler).ljust(each.end - each.start, each.filler)]
        at = each.end
    return Templates(text="".join(pieces) + text[at:], conditions=tuple(_conditions(found, text)))


def _outside(tags: Iterable[re.Match[str]], code: deque[tuple[int, int]]) -> Iterator[re.Match[str]]:
    for tag in tags:
        while code and code[0][1] <= tag.start():
            code.popleft()
        if not code or tag.start() < code[0][0]:
            yield tag


def _tags(text: str, found: Iterable[re.Match[str]]) -> Iterator[_Tag]:
    """Yield the tags that stand alone, and those within a text that decide something of it."""
    for each in found:
        start, end = text.rfind("\n", 0, each.start()) + 1, text.find("\n", each.end())
        end = end if end >= 0 else len(text)
        before, behind = text[start : each.start()], text[each.end() : end]
        name = each.lastgroup or ""
        said, at = each[name], each.start(name)
        if not before.strip() and not behind.strip():
            yield _Tag(said=said, at=at, start=start, end=end, first=start, last=end, alone=True)
        elif before.count("`") % 2 == 0 and any(form.match(said) for form in _DECIDING):
            filler = NO_BREAK if not before.strip() else " "
            yield _Tag(
                said=said, at=at, start=each.start(), end=each.end(), first=end, last=start, alone=False, filler=filler
            )


def _conditions(tags: Iterable[_Tag], text: str) -> Iterator[Condition]:
    """Yield the conditions that tags begin and end; one that nothing ends holds to the end of the page."""
    opened: list[_Open] = []
    for tag in tags:
        if begin := _BEGIN.match(tag.said):
            opened.append(_Open(start=tag.last, text=_when(tag, begin)))
        elif _LOOP.match(tag.said):
            opened.append(_Open(start=tag.last, text=None))
        elif opened and (other := _ELSE.match(tag.said)):
            if tag.last > opened[-1].start:  # else it is of the same line, which the first one holds for
                yield from _ended(opened[-1], tag.first)
                opened[-1] = _Open(start=tag.last, text=_otherwise(opened[-1], other, tag.at))
        elif opened and _END.match(tag.said):
            yield from _ended(opened.pop(), tag.first)
    for each in reversed(opened):
        yield from _ended(each, len(text))


def _when(tag: _Tag, begin: re.Match[str]) -> Text | None:
    negative = begin["word"] == "unless"
    text = tag.said if negative else begin["said"] or begin["word"]
    start = tag.at + (0 if negative or not begin["said"] else begin.start("said"))
    return Text(text, start, start + len(text)) if text else None


def _otherwise(before: _Open, other: re.Match[str], at: int) -> Text | None:
    if other["said"]:
        return Text(other["said"], at + other.start("said"), at + other.end("said"))
    return before.text and Text(f"not {before.text.value}", before.text.start, before.text.end)


def _ended(each: _Open, end: int) -> Iterator[Condition]:
    if each.text:
        yield Condition(start=each.start, end=end, text=each.text)
