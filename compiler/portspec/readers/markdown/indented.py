"""Indented bodies of admonitions, tabs and components in Markdown, which CommonMark takes for code: quotes here."""

import re
from collections.abc import Iterator

import msgspec

from portspec.readers.markdown.unseen import blank

_HEAD = re.compile(
    r"[ \t]*+(?:!!!|\?\?\?\+?|===[+!]?)[ \t]++(?=\S)[^\n\"']*+(?:(?P<quote>[\"'])(?P<title>[^\n]*)(?P=quote)[ \t]*+)?$"
)
"""What begins an admonition or a tab of Python-Markdown."""
_OPEN = re.compile(r"[ \t]*+<(?P<name>[A-Z][\w.]*)(?:\s[^<>]*)?(?<!/)>[ \t]*$")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+")
_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})")
_FAR, _DEEPEST = 40, 20
"""Bodies are indented less than this, and components nested less deep."""
_STEP = 4
"""So far is a body indented; text indented as far elsewhere is code."""


class _Body(msgspec.Struct, frozen=True, kw_only=True):
    """A body that has begun."""

    column: int
    """Where what begins it stands."""
    first: int
    """The column from which on a line is in it."""


def quoted(text: str, titles: list[tuple[int, int]]) -> str:
    """Return a page with indented bodies as block quotes, each character at its offset; their titles are blanked out.

    Where the titles stand is added to `titles`.
    """
    lines = text.split("\n")
    components = _components(lines)
    bodies: list[_Body] = []
    items: list[int] = []
    fence, at = "", 0
    for number, line in enumerate(lines):
        start, at = at, at + len(line) + 1
        if not line.strip():
            continue
        column = _column(line)
        while bodies and column < bodies[-1].first:
            bodies.pop()
        items = [each for each in items if each <= column]
        lines[number] = _marked(line, [each.column for each in bodies])
        if found := _FENCE.match(line):
            fence = "" if fence and found[1].startswith(fence) else fence or found[1]
        elif not fence and (head := _HEAD.match(line)) and _is_begin(column, bodies, items):
            bodies.append(_Body(column=column, first=column + _STEP))
            if head["title"]:
                titles.append((start + head.start("title"), start + head.end("title")))
                lines[number] = _marked(blank(line), [each.column for each in bodies[:-1]])
        elif not fence and number in components:
            bodies.append(_Body(column=column, first=components[number]))
        elif not fence and (item := _ITEM.match(line)):
            items.append(len(item[0].expandtabs(_STEP)))
    return "\n".join(lines)


def _components(lines: list[str]) -> dict[int, int]:
    """Return the column in which the body of a component begins, where that is code's, by its first line's number."""
    found: dict[int, int] = {}
    opened: list[tuple[str, int, int]] = []
    for number, line in enumerate(lines):
        if opened and line.strip() == f"</{opened[-1][0]}>":
            _, begun, first = opened.pop()
            found |= {begun: first} if _STEP <= first < _FAR else {}
        elif line.strip():
            opened = [(name, begun, min(first, _column(line))) for name, begun, first in opened]
        if (tag := _OPEN.match(line)) and len(opened) < _DEEPEST:
            opened.append((tag["name"], number, _FAR))
    return found


def _column(line: str) -> int:
    wide = line.expandtabs(_STEP)
    return len(wide) - len(wide.lstrip(" "))


def _is_begin(column: int, bodies: list[_Body], items: list[int]) -> bool:
    """Tell whether text in a column is not code: it is hardly indented, or not more than what it stands in."""
    around = (0, *(each.first for each in bodies), *items)
    return any(each <= column < each + _STEP for each in around)


def _marked(line: str, columns: list[int]) -> str:
    """Return a line with the signs of quotes in some columns, in which it has blanks."""
    for column in reversed(columns):
        place = next(_places(line, column), None)
        if place is not None:
            line = f"{line[:place]}>{line[place + 1 :]}"
    return line


def _places(line: str, column: int) -> Iterator[int]:
    """Yield the place of the blank that covers a column."""
    wide = 0
    for place, character in enumerate(line):
        width = _STEP - wide % _STEP if character == "\t" else 1
        if wide <= column < wide + width and character in " \t":
            yield place
        wide += width
        if wide > column or character not in " \t":
            return
