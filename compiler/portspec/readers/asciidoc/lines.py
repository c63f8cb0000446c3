"""Lines of an AsciiDoc page as its blocks see them: comments taken out, includes put in, conditions kept in mind."""

import re
from collections.abc import Iterator

import msgspec

from portspec.document import Condition, Text
from portspec.findings import Report
from portspec.readers.asciidoc.attributes import Attributes
from portspec.readers.asciidoc.conditions import DIRECTIVE, Choice, choose
from portspec.readers.inclusion import Whole
from portspec.source import Source

INCLUDE = re.compile(r"include::(?P<target>[^\[\s](?:[^\[]*[^\[\s])?)\[(?P<attributes>.*)\]$")
_VERBATIM = re.compile(r"(-{4,}|\.{4,}|\+{4,}|`{3,}(?=\w*$))")
_COMMENT = re.compile(r"/{4,}$")
_FRONT = re.compile(r"---[ \t]*\n.*?^---[ \t]*$\n?", re.DOTALL | re.MULTILINE)
_TAG = re.compile(r"\b(tag|end)::([^\s\[\]]+)\[\]")
_UNDERLINE = re.compile(r"(={3,}|-{3,}|~{3,}|\^{3,}|\+{3,})$")


class Line(msgspec.Struct, frozen=True, gc=False):
    """One line that is content."""

    start: int
    """Offset in the source of its first character."""
    text: str
    """Without white space at its end."""


class _Open(msgspec.Struct, frozen=True, kw_only=True):
    """A condition that has begun."""

    choice: Choice
    """What decides it."""
    start: int
    """Offset in the page where what it holds begins."""
    said: Text
    """Its directive, as the words of the condition."""


class Lines(msgspec.Struct, frozen=True, kw_only=True):
    """A page's lines."""

    source: Source
    """The page with what it includes."""
    lines: list[Line]
    """Those that are shown, in order, comments and directives left out."""
    conditions: tuple[Condition, ...]
    """What attributes of the catalog could hide."""
    attributes: Attributes
    """Those that hold at the end of the page."""
    complete: bool
    """Whether every include was followed."""


def lines_of(source: Source, report: Report) -> Lines:
    """Return the lines of a page; an include that cannot be followed is reported (PS121)."""
    passing = _Pass(source, report)
    front = _FRONT.match(source.text)
    passing.feed(source, "", 0, front.end() if front else 0)
    passing.close()
    passing.attributes.rewind()
    conditions = tuple(sorted(passing.conditions, key=lambda each: each.start))
    return Lines(
        source=passing.whole.source,
        lines=passing.lines,
        conditions=conditions,
        attributes=passing.attributes,
        complete=passing.whole.complete,
    )


class _Pass:
    """One pass over the page and the files that it includes, in the order in which they are read."""

    def __init__(self, source: Source, report: Report) -> None:
        self.whole = Whole(source, report)
        self.attributes = Attributes(source.attributes)
        self.lines: list[Line] = []
        self.conditions: list[Condition] = []
        self.opened: list[_Open] = []
        self.hidden = 0
        """How many of them leave out what stands in them."""
        self.verbatim = ""
        """The delimiter of the block without markup that the lines stand in."""
        self.entry = ""
        """The beginning of an entry that goes on in the next line."""

    def feed(self, file: Source, path: str, depth: int, skip: int = 0, asked: str = "") -> None:
        """Take the lines of a file that an include asks for; those before the offset `skip` are none of the page's."""
        wanted, deeper = _wanted(file, asked), _deeper(asked)
        begin, at = 0, 0
        for number, text in enumerate(file.text.split("\n")):
            here, at = at, at + len(text) + 1
            if here < skip or (wanted is not None and number not in wanted):
                continue
            line = text.rstrip()
            include = INCLUDE.match(line) if line.startswith("include::") and self.is_shown() else None
            if include is None or self.verbatim:
                # A title that is put deeper seems to begin before its line: what it says stands where it stands.
                title = deeper if line[:1] == "=" and re.match(r"=+ \S", line) else 0
                self.take(self.whole.at + here - begin - title, f"{'=' * title}{line}")
                continue
            self.whole.emit(file, begin, here)
            begin = here
            target = self.attributes.resolve(include["target"])
            inner = None if "{" in target else self.whole.follow([target], path, depth)
            if inner is None:
                self.whole.miss(include["target"], file, here, line)
            else:
                begin = at
                self.feed(*inner, depth + 1, asked=include["attributes"])
        self.whole.emit(file, begin, len(file.text))

    def is_shown(self) -> bool:
        """Tell whether no condition leaves out what stands here."""
        return self.hidden == 0

    def take(self, start: int, line: str) -> None:
        """Take one line of the whole text."""
        if line[:2] in ("if", "en") and (found := DIRECTIVE.match(line)):
            self.direct(found, start)
        elif self.is_shown() and not self.is_comment(line) and not self.is_entry(start, line):
            self.lines.append(Line(start, line))

    def direct(self, found: re.Match[str], start: int) -> None:
        """Take a line that begins or ends a condition, or that stands under one of its own."""
        end = start + found.end()
        if found["kind"] == "endif":
            if self.opened:
                self.end(start)
            return
        choice = choose(found, self.attributes)
        self.hidden += choice.shown is False
        self.opened.append(_Open(choice=choice, start=start, said=Text(choice.words, start, end)))
        if found["inside"] and found["kind"] != "ifeval":
            self.take(start + found.start("inside"), found["inside"].rstrip())
            self.end(end)

    def end(self, at: int) -> None:
        """End the innermost condition."""
        last = self.opened.pop()
        self.hidden -= last.choice.shown is False
        if last.choice.shown is None and self.is_shown():
            self.conditions.append(Condition(start=last.start, end=at, text=last.said))

    def close(self) -> None:
        """End what the page leaves open."""
        while self.opened:
            self.end(self.whole.at + 1)

    def is_comment(self, line: str) -> bool:
        """Tell whether a line is a comment, or stands in one; where text without markup begins and ends is noted."""
        if self.verbatim:
            inside, ends = self.verbatim[0] == "/", line == self.verbatim
            self.verbatim = "" if ends else self.verbatim
            return inside
        if line[:2] == "//" and line[2:3] != "/":
            return True
        if _COMMENT.match(line):
            self.verbatim = line
            return True
        found = _VERBATIM.match(line) if line[:3] in ("---", "...", "+++", "```") else None
        if found and (line == found[1] or line[0] == "`") and not self.is_underline(line):
            self.verbatim = found[1]
        return False

    def is_underline(self, line: str) -> bool:
        """Tell whether a line makes a title of the one above it."""
        return is_title(*(each.text for each in self.lines[-2:]), line)

    def is_entry(self, start: int, line: str) -> bool:
        """Tell whether a line gives a name its value, alone or with the line before it, and take it."""
        if self.verbatim or not (self.entry or line[:1] == ":"):
            return False
        whole = f"{self.entry}{line.lstrip()}" if self.entry else line
        self.entry = whole[:-1] if whole.endswith(" \\") else ""
        return bool(self.entry) or self.attributes.enter(start, whole)


def is_title(*lines: str) -> bool:
    """Tell whether the last of two or three lines underlines the one before it, which makes that a title."""
    *before, title, line = lines if len(lines) > 1 else ("", *lines)
    if not _UNDERLINE.match(line) or abs(len(title) - len(line)) > 1 or not re.match(r"\w", title):
        return False
    return not any(before) or before[-1][:1] in "[.:"


def _deeper(attributes: str) -> int:
    """Return by how much an include puts the titles deeper."""
    found = re.search(r"\bleveloffset=\"?\+?(\d)", attributes)
    return int(found[1]) if found else 0


def _wanted(file: Source, attributes: str) -> set[int] | None:
    """Return the numbers of the lines that an include asks for, from 0, or None for all."""
    found = re.search(r"\b(lines|tags?)=(?:\"([^\"]*)\"|([^,\]]*))", attributes)
    if found is None:
        return None
    asked = [each.strip() for each in re.split(r"[;,]", found[2] or found[3] or "") if each.strip()]
    return set(_numbers(file, asked) if found[1] == "lines" else _tagged(file, asked))


def _numbers(file: Source, ranges: list[str]) -> Iterator[int]:
    for each in ranges:
        first, _, last = each.partition("..")
        end = last or ("" if ".." in each else first)
        start = int(first) if first.isdecimal() else 1
        yield from range(start - 1, int(end) if end.isdecimal() else len(file.starts))


def _tagged(file: Source, tags: list[str]) -> Iterator[int]:
    """Yield the numbers of the lines in regions with one of the tags; `*` and `**` stand for every region or line."""
    opened: list[str] = []
    every, all_lines = "*" in tags, "**" in tags
    for number, line in enumerate(file.text.split("\n")):
        if "::" in line and (found := _TAG.search(line)):
            if found[1] == "tag":
                opened.append(found[2])
            elif found[2] in opened:
                opened.remove(found[2])
        elif all_lines or any(f"!{each}" not in tags and (every or each in tags) for each in opened):
            yield number
