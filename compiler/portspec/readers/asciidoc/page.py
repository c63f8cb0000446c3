"""The AsciiDoc reader: the blocks of a page, read line by line (AsciiDoc Language Documentation, Blocks)."""

import re
from bisect import bisect_left
from collections.abc import Iterator

import msgspec

from portspec.document import Block, Cell, Code, Condition, Document, Heading, Link, Paragraph, Table, Text
from portspec.findings import Report, finding
from portspec.readers.asciidoc.inline import Inline
from portspec.readers.asciidoc.lines import Line, is_title, lines_of
from portspec.readers.asciidoc.lists import Reading, marked
from portspec.readers.asciidoc.options import LINE, Options, with_line
from portspec.readers.asciidoc.tables import read_table
from portspec.readers.budget import DEEPEST, deep
from portspec.readers.grid import square
from portspec.readers.html import fragment
from portspec.readers.markdown.pipes import pipe_rows, split_row, table_lines
from portspec.readers.markdown.unseen import drafted
from portspec.source import Source

_HEADING = re.compile(r"(?P<level>={1,6}|#{1,6})[ \t]+(?P<title>\S.*?)(?:[ \t]+(?P=level))?$")
_DELIMITER = re.compile(r"(?:[|,:!]={3,}|={4,}|-{4,}|\.{4,}|\*{4,}|_{4,}|\+{4,}|--|(?P<fence>`{3,})(?P<language>\w*))$")
_TITLE = re.compile(r"\.(?=[^\s.])(?P<title>.+)$")
_MACRO = re.compile(r"(?:[\w-]+::[^\s\[\]]*\[.*\]|'{3,}|<{3}|-{3}|\*{3})$")
_ADMONITION = re.compile(r"(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION):[ \t]+")
_LEAD = re.compile(r"(\*\*?)(?=\S)([^*\n]{1,999}?)(?<=\S)\1(?!\w)")
_ANCHOR = re.compile(r"\[\[([\w:.-]+)(?:,[^\]]*)?\]\]|\[#([\w:.-]+)\]#")
_ID = re.compile(r"\[\[([\w:.-]+)(?:,[^\]]*)?\]\]|\[[\w%. ]*#([\w:.-]+)|\banchor:([\w:.-]+)\[")
_CROSS = re.compile(r"<<#?([\w:.-]+)(?:,([^<>]*))?>>")
_UNDERLINES = "=-~^+"
_UNMARKED_STYLES = frozenset(("comment", "pass"))
_VERBATIM_STYLES = frozenset(("source", "listing", "literal", "stem", "latexmath", "asciimath", "verse"))


def read_asciidoc(source: Source, report: Report) -> Document:
    """Return the document of an AsciiDoc page with what it includes; what is conditional keeps its condition."""
    found = lines_of(source, report)
    blocks = _Blocks(found.source, Inline(found.attributes), report)
    read = tuple(blocks.read(found.lines, 0))
    for each in _told(found.conditions, found.source.text):
        message = f"What follows is shown only {each.text.value}; its rows are read under that condition"
        help = "Give --attribute NAME or --attribute NAME! to decide it."
        report(finding("PS122", message, help, found.source.place(each.text.start, each.text.end)))
    return Document(
        source=found.source,
        blocks=read,
        links=tuple(_links(found.lines)) if found.complete else (),
        anchors=frozenset(_anchors(found.lines, read)),
        conditions=(*drafted(found.source.text), *found.conditions),
    )


class _Blocks:
    """The way through the lines of a page; blocks that hold blocks are read by the same way."""

    def __init__(self, source: Source, inline: Inline, report: Report) -> None:
        self.source, self.inline, self.report = source, inline, report

    def read(self, lines: list[Line], depth: int) -> Iterator[Block]:
        """Yield the blocks in lines."""
        at = 0
        while at < len(lines):
            blocks, at = self.one(lines, at, depth)
            yield from blocks

    def one(self, lines: list[Line], at: int, depth: int) -> tuple[list[Block], int]:
        """Return the next block, with what belongs to it, and the number of the line behind it.

        What stands too deep is reported and not read (PS104).
        """
        if depth > DEEPEST:
            self.report(deep(self.source.place(lines[at].start, lines[at].start + len(lines[at].text))))
            return [], len(lines)
        options = Options()
        while at < len(lines):
            line = lines[at]
            text = line.text
            if text[:1] == "[" and (found := LINE.match(text)):
                options = with_line(options, found["inside"])
            elif text[:1] == "." and not _DELIMITER.match(text) and (found := _TITLE.match(text)):
                options = msgspec.structs.replace(options, title=(line.start + 1, found["title"]))
            elif text and not _MACRO.match(text):
                break
            at += 1
        if at >= len(lines):
            return self.titled([], options), at
        self.inline.attributes.advance(lines[at].start)
        blocks, at = self.block(lines, at, depth, options)
        return self.titled(blocks, options), at

    def titled(self, blocks: list[Block], options: Options) -> list[Block]:
        """Return blocks with their title before them; a table has it as its caption."""
        if options.title is None or any(isinstance(each, Table) and each.caption for each in blocks[:1]):
            return blocks
        start, raw = options.title
        title = self.inline.shown(raw, start, start + len(raw))
        return [Paragraph(lead=title, text=Text("", title.end, title.end)), *blocks]

    def block(self, lines: list[Line], at: int, depth: int, options: Options) -> tuple[list[Block], int]:
        line = lines[at]
        if (found := _DELIMITER.match(line.text)) and not self.is_title(lines, at - 1):
            return self.delimited(lines, at, depth, options, found)
        if found := _HEADING.match(line.text):
            if len(found["level"]) == 1 and at + 1 < len(lines):  # what the header's entries say counts in its title
                self.inline.attributes.advance(lines[at + 1].start)
            return [self.heading(line, found, len(found["level"]), options)], at + 1
        if self.is_title(lines, at):
            level = _UNDERLINES.index(lines[at + 1].text[0]) + 1
            whole = re.match(r"(?P<title>.*)$", line.text)
            return [self.heading(line, whole, level, options)] if whole else [], at + 2
        if options.style in _VERBATIM_STYLES | _UNMARKED_STYLES or (line.text[0] in " \t" and marked(line) is None):
            end = self.paragraph_end(lines, at, verbatim=True)
            return self.unmarked(lines[at:end], options), end
        if marked(line):
            reading = Reading(
                lines, self.inline, lambda here: self.one(lines, here, depth + 1), lambda here: self.begins(lines, here)
            )
            return list(reading.read(at)), reading.at
        end = self.paragraph_end(lines, at)
        return list(self.paragraph(lines[at:end])), end

    @staticmethod
    def is_title(lines: list[Line], at: int) -> bool:
        """Tell whether a line is a title that the next one underlines."""
        if not 0 <= at < len(lines) - 1 or lines[at + 1].text[:1] not in _UNDERLINES:
            return False
        return is_title(*(each.text for each in lines[max(at - 1, 0) : at + 2]))

    @staticmethod
    def begins(lines: list[Line], at: int) -> bool:
        """Tell whether a line begins a block of its own, though none is blank before it."""
        text = lines[at].text
        begin = text[:1]
        if begin == "[":
            return LINE.match(text) is not None
        if begin in "|,:!=-.*_+`" and _DELIMITER.match(text):
            return True
        return begin in "=#" and _HEADING.match(text) is not None

    def paragraph_end(self, lines: list[Line], at: int, *, verbatim: bool = False) -> int:
        """Return the number of the line behind a paragraph."""
        end = at + 1
        while end < len(lines) and (text := lines[end].text):
            if text == "+" or (not verbatim and (self.begins(lines, end) or self.is_item(lines[end]))):
                break
            end += 1
        return end

    @staticmethod
    def is_item(line: Line) -> bool:
        """Tell whether a line right below others is an item: one with a number may be the rest of a sentence."""
        found = marked(line) if line.text[0] in "*-. \t" else None
        return found is not None and found.term is None

    def heading(self, line: Line, found: re.Match[str], level: int, options: Options) -> Heading:
        start = line.start + found.start("title")
        text = self.inline.shown(found["title"], start, start + len(found["title"]))
        ids = [each[0] or each[1] for each in _ANCHOR.findall(found["title"])]
        return Heading(level=min(level, 6), text=text, anchors=(*options.ids, *ids))

    def delimited(
        self, lines: list[Line], at: int, depth: int, options: Options, found: re.Match[str]
    ) -> tuple[list[Block], int]:
        """Return what stands between two delimiters; a block that never ends is reported (PS111)."""
        ends = found["fence"] or lines[at].text
        end = next((number for number in range(at + 1, len(lines)) if lines[number].text == ends), len(lines))
        inside = lines[at + 1 : end]
        if end == len(lines):
            self.endless(lines[at])
        mark = ends[0]
        if options.style in _UNMARKED_STYLES:
            return self.unmarked(inside, options), end + 1
        if mark in "|,:!":
            return list(
                read_table(inside, mark, options, self.inline, lambda each: self.read(each, depth + 1))
            ), end + 1
        if mark == "+" and options.style not in ("stem", "latexmath", "asciimath", "comment"):
            return list(self.passed(inside)), end + 1
        if (ends != "--" and mark in "-.`") or options.style in _VERBATIM_STYLES - {"verse"}:
            return self.code(inside, options, found["language"]), end + 1
        return list(self.read(inside, depth + 1)), end + 1

    def unmarked(self, lines: list[Line], options: Options) -> list[Block]:
        """Return what lines without markup show: nothing in a comment, HTML that is passed through, or code."""
        if options.style in _UNMARKED_STYLES:
            return list(self.passed(lines)) if options.style == "pass" else []
        return self.code(lines, options)

    def endless(self, line: Line) -> None:
        message = f"This block begins with {line.text} and never ends, so that it holds all that follows"
        help = f"Write {line.text} in a line of its own where it ends."
        self.report(finding("PS111", message, help, self.source.place(line.start, line.start + len(line.text))))

    def passed(self, lines: list[Line]) -> Iterator[Block]:
        """Yield the blocks of HTML that is passed through."""
        if lines:
            start, end = lines[0].start, lines[-1].start + len(lines[-1].text)
            yield from fragment(self.source.text[start:end], start, self.source, self.report)

    @staticmethod
    def code(lines: list[Line], options: Options, language: str | None = None) -> list[Block]:
        written = [line for line in lines if line.text]
        if not written:
            return []
        said = language or options.language
        text = "\n".join(line.text for line in lines).strip("\n")
        end = written[-1].start + len(written[-1].text)
        return [Code(text=Text(text, written[0].start, end), language=said or None)]

    def paragraph(self, lines: list[Line]) -> Iterator[Block]:
        """Yield a paragraph, or the table whose rows its lines are, as in Markdown."""
        raw = "\n".join(line.text for line in lines)
        if "|" in raw and (rows := table_lines(raw.split("\n"))):
            yield self.pipes(lines[:rows])
            lines, raw = lines[rows:], "\n".join(line.text for line in lines[rows:])
            if not lines:
                return
        start, end = lines[0].start, lines[-1].start + len(lines[-1].text)
        if found := _ADMONITION.match(raw):
            start, raw = start + found.end(), raw[found.end() :]
        bold = _LEAD.match(raw)
        if bold is None:
            text = self.inline.shown(raw, start, end)
            if text.value:
                yield Paragraph(text=text)
            return
        lead = self.inline.shown(bold[2], start + bold.start(2), start + bold.end(2))
        rest = raw[bold.end() :]
        behind = self.inline.shown(rest, min(start + bold.end() + len(rest) - len(rest.lstrip()), end), end)
        yield Paragraph(lead=lead, text=behind if behind.value else Text("", end, end))

    def pipes(self, lines: list[Line]) -> Table:
        """Return the table that pipe rows make."""
        rows = [
            [
                Cell(text=self.inline.shown(line.text[at:to].replace("\\|", "|"), line.start + at, line.start + to))
                for at, to in split_row(line.text, 0, len(line.text))
            ]
            for line in lines
        ]
        made, headers = pipe_rows(rows)
        return Table(rows=square(made), headers=headers)


def _told(conditions: tuple[Condition, ...], text: str) -> Iterator[Condition]:
    """Yield the conditions that hold numbers, each in the same words once."""
    seen: set[str] = set()
    digits = [found.start() for found in re.finditer(r"\d+", text)] if conditions else []
    for each in conditions:
        after = bisect_left(digits, each.text.end)
        if each.text.value not in seen and after < len(digits) and digits[after] < each.end:
            seen.add(each.text.value)
            yield each


def _links(lines: list[Line]) -> Iterator[Link]:
    for line in lines:
        if "<<" in line.text:
            for found in _CROSS.finditer(line.text):
                text = Text((found[2] or found[1]).strip(), line.start + found.start(), line.start + found.end())
                yield Link(target=found[1], text=text)


def _anchors(lines: list[Line], blocks: tuple[Block, ...]) -> Iterator[str]:
    """Yield the ids that a page gives, and those that a heading gets of its words, with either separator."""
    for line in lines:
        if "[" in line.text:
            yield from (next(filter(None, each)) for each in _ID.findall(line.text))
    for block in blocks:
        if isinstance(block, Heading):
            yield from block.anchors
            words = re.sub(r"[^\w\- .]", "", block.text.folded.casefold())
            yield "_" + re.sub(r"[ .-]+", "_", words).strip("_")
            yield re.sub(r"[ .-]+", "-", words).strip("-")
