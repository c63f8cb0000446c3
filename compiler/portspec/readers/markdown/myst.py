"""MyST: directives of reStructuredText in fences of Markdown, ```` ```{note} ````, most of which hold Markdown."""

import re
from collections.abc import Iterator

import msgspec

from portspec.document import Condition, Text
from portspec.readers.markdown.unseen import NO_BREAK, blanked
from portspec.readers.rest import names

_OPEN = re.compile(
    r"[ \t>]*(?P<mark>`{3,}|~{3,}|:{3,})[ \t]*(?:\{(?P<name>[a-z][\w:+-]*)\}|eval_rst(?!\w))[ \t]*+(?P<said>.*)"
)
_CODE_OPEN = re.compile(r"[ \t>]*(?P<mark>`{3,}|~{3,})")
_CLOSE = re.compile(r"[ \t>]*(?P<mark>`{3,}|~{3,}|:{3,})[ \t]*$")
_OPTION = re.compile(r"[ \t>]*:(?P<name>[a-z][\w-]*):(?:[ \t]++(?P<value>.*))?$")
_ASIDE = re.compile(r"%.*|\([\w .:-]+\)=[ \t]*")
"""A line that is a comment, or the name of what follows."""
_CONDITIONAL = frozenset(("only", "ifconfig"))
_ELSEWHERE = frozenset(("include", "literalinclude"))
_RESTRUCTURED = frozenset(("list-table", "flat-table", "csv-table", "eval-rst"))


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A directive that is read as reStructuredText."""

    start: int
    """Offset of its first line."""
    head: str
    """The line that it has there, with an offset where its argument ends; empty for content alone."""
    lines: tuple[int, int]
    """The numbers of its content's lines, from 0, first and behind the last."""


class Myst(msgspec.Struct, frozen=True, kw_only=True):
    """A page without its directives' marks, as long as the page."""

    text: str
    """The content of directives is Markdown in it, but for code."""
    titles: tuple[tuple[int, int], ...] = ()
    """Where the titles of directives stand."""
    parts: tuple[Part, ...] = ()
    """What is reStructuredText."""
    elsewhere: tuple[tuple[int, int], ...] = ()
    """Where the names of files stand whose text belongs here."""
    conditions: tuple[Condition, ...] = ()
    """What is shown only sometimes."""


class _Fence(msgspec.Struct, frozen=True, kw_only=True):
    """A fence that has begun."""

    mark: str
    """What it is made of."""
    name: str = ""
    """The directive's name; empty for code."""
    said: tuple[int, int] = (0, 0)
    """Where its argument stands."""
    line: int = 0
    """The number of its first line, from 0."""
    content: int = 0
    """The number of its first line of content."""
    file: tuple[int, int] | None = None
    """Where the name of the file stands that holds its content."""
    markdown: bool = False
    """Whether its content is Markdown."""


class _Reading:
    """One way through the lines of a page."""

    def __init__(self, text: str) -> None:
        self.text, self.lines = text, text.split("\n")
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line) + 1)
        self.blanked: list[tuple[int, int]] = []
        self.before: list[tuple[int, int]] = []
        self.titles: list[tuple[int, int]] = []
        self.parts: list[Part] = []
        self.elsewhere: list[tuple[int, int]] = []
        self.conditions: list[Condition] = []
        self.found = False

    def read(self) -> Myst:
        opened: list[_Fence] = []
        number = 0
        while number < len(self.lines):
            line = self.lines[number]
            within = opened[-1] if opened else None
            close = _CLOSE.match(line)
            if within and close and close["mark"].startswith(within.mark):
                self._end(opened.pop(), number)
            elif within is None or within.markdown:
                begun = self._begun(number)
                if begun:
                    opened.append(begun)
                    number = max(number, begun.content - 1)
                elif _ASIDE.fullmatch(line):
                    self.blanked.append((self.starts[number], self.starts[number] + len(line)))
            number += 1
        while opened:
            self._end(opened.pop(), len(self.lines))
        if not self.found:
            return Myst(text=self.text)
        return Myst(
            text=blanked(blanked(self.text, self.blanked), self.before, NO_BREAK),
            titles=tuple(self.titles),
            parts=tuple(self.parts),
            elsewhere=tuple(self.elsewhere),
            conditions=tuple(self.conditions),
        )

    def _begun(self, number: int) -> _Fence | None:
        """Return the fence that begins in a line, behind its options; None where none does."""
        found = _OPEN.match(self.lines[number].rstrip())
        if found is None:
            code = _CODE_OPEN.match(self.lines[number])
            return _Fence(mark=code["mark"], content=number + 1) if code else None
        self.found = True
        start, content, file = self.starts[number], number + 1, None
        name = found["name"] or "eval-rst"  # as recommonmark writes it
        for line, option in self._options(number + 1):
            content = line + 1
            if option and option["name"] in ("file", "url"):
                file = self.starts[line] + option.start("value"), self.starts[line] + option.end("value")
        return _Fence(
            mark=found["mark"],
            name=name,
            said=(start + found.start("said"), start + found.end("said")),
            line=number,
            content=content,
            file=file,
            markdown=name not in (*_RESTRUCTURED, *_ELSEWHERE, *names.CODE, *names.UNSEEN),
        )

    def _options(self, number: int) -> Iterator[tuple[int, re.Match[str] | None]]:
        """Yield the lines of options, each in its own or all between two lines of dashes."""
        fenced = number < len(self.lines) and self.lines[number].strip() == "---"
        if fenced:
            yield number, None
            number += 1
        while number < len(self.lines):
            found = _OPTION.match(self.lines[number].rstrip())
            if not (found or fenced):
                return
            yield number, found
            if fenced and self.lines[number].strip() == "---":
                return
            number += 1

    def _end(self, fence: _Fence, number: int) -> None:
        """Take a directive that ends in a line."""
        if not fence.name or fence.name in names.CODE:
            return
        start, end = self.starts[fence.line], self.starts[min(number + 1, len(self.lines))] - 1
        if not fence.markdown:
            self.blanked.append((start, end))
            if fence.name in _ELSEWHERE or fence.file:
                self.elsewhere.append(fence.file or fence.said)
            elif fence.name in _RESTRUCTURED:
                self._restructured(fence, number)
            return
        at, to = fence.said
        self.before.append((start, at))
        self.blanked += [(to, self.starts[fence.content] - 1), (self.starts[number], end)]
        if fence.name in _CONDITIONAL:
            self.conditions.append(Condition(start=at, end=end, text=Text(f"only if {self.text[at:to]}", at, to)))
        if fence.name not in names.SPOKEN:
            self.blanked.append((at, to))
            if to > at and fence.name not in (*names.NAMELESS, *_CONDITIONAL):
                self.titles.append((at, to))

    def _restructured(self, fence: _Fence, number: int) -> None:
        own = fence.name != "eval-rst"
        head = f".. {fence.name}:: {self.text[slice(*fence.said)]}".rstrip() if own else ""
        first = fence.line + 1 if own else fence.content
        self.parts.append(Part(start=self.starts[fence.line], head=head, lines=(first, number)))


def without_directives(text: str) -> Myst:
    """Return a page without the marks of its directives."""
    may = "{" in text or "eval_rst" in text
    return _Reading(text).read() if may and _HINT.search(text) else Myst(text=text)


_HINT = re.compile(r"^[ \t>]*(?:```|~~~|:::)[`~:]*[ \t]*(?:\{[a-z]|eval_rst)", re.MULTILINE)
