"""What a page of reStructuredText includes, as a whole, in part or as a table's values, as deep as it is indented."""

import re

from portspec.findings import Report
from portspec.readers.inclusion import Whole
from portspec.source import Source

_INCLUDE = re.compile(
    r"^(?P<indent>[ \t]*)\.\. include::[ \t]+(?P<file>\S+)[ \t]*"
    r"(?P<options>(?:\n(?P=indent)[ \t]+:[\w-]+:.*)*)(?=\n|\Z)(?!\n(?P=indent)[ \t]+\S)",
    re.MULTILINE,
)
_VALUES = re.compile(
    r"^(?P<indent>[ \t]*)\.\. csv-table::.*(?:\n(?P=indent)[ \t]+:(?!file:)[\w-]+:.*)*"
    r"\n(?P<inner>(?P=indent)[ \t]+):file:[ \t]+(?P<file>\S+)[ \t]*(?P<options>)"
    r"(?P<more>(?:\n(?P=indent)[ \t]+:[\w-]+:.*)*)(?=\n|\Z)(?!\n(?P=indent)[ \t]+\S)",
    re.MULTILINE,
)
"""A table whose values stand in a file."""
_OPTION = re.compile(r":([\w-]+):[ \t]*(.*?)[ \t]*$", re.MULTILINE)
_PARTS = frozenset(("start-line", "end-line", "start-after", "end-before"))
"""Options that say which part of a file is included."""
_BESIDE = frozenset(("class", "encoding", "name", "tab-width"))
"""Options that change nothing here; with others the file is code, or in another format."""
Indent = tuple[Source, int, int]
"""Where the spaces stand that an included line has before it."""


def with_included(source: Source, report: Report) -> Source:
    """Return the page with what it includes; what is not there, or is code, stays an include."""
    whole = Whole(source, report)
    _add(whole, source, "", (), (0, len(source.text)))
    return whole.source


def _add(whole: Whole, file: Source, path: str, indents: tuple[Indent, ...], part: tuple[int, int]) -> None:
    """Add a part of a file, which stands at a path from the page's folder and in as many files as there are indents."""
    at, end = part
    directives = (*_INCLUDE.finditer(file.text, *part), *_VALUES.finditer(file.text, *part))
    for found in sorted(directives, key=lambda match: match.start()):
        options = dict(_OPTION.findall(found["options"]))
        read = found.re is _VALUES or options.keys() <= _PARTS | _BESIDE
        included = whole.follow([found["file"]], path, len(indents)) if read else None
        inner = _part(included[0].text, options) if included else None
        if included is None or inner is None:
            continue
        if found.re is _VALUES:
            _emit(whole, file, (at, found.start("inner")), indents)
            _emit_values(whole, file, found, included[0], indents)
        else:
            _emit(whole, file, (at, found.start()), indents)
            _add(whole, *included, (*indents, (file, found.start(), found.end("indent"))), inner)
        at = found.end()
    _emit(whole, file, (at, end), indents)


def _emit_values(whole: Whole, file: Source, found: re.Match[str], values: Source, indents: tuple[Indent, ...]) -> None:
    """Add what a directive says after its file, and the file's values below it, as if they were written there."""
    line_end = file.text.index("\n", found.start())
    if found["more"]:
        _emit(whole, file, (found.start("more") + 1, found.end("more")), indents)
        whole.emit(file, line_end, line_end + 1)
    whole.emit(file, line_end, line_end + 1)
    _emit(whole, values, (0, len(values.text)), (*indents, (file, found.start("inner"), found.end("inner"))))


def _emit(whole: Whole, file: Source, part: tuple[int, int], indents: tuple[Indent, ...]) -> None:
    """Add a part of a file, line by line where its lines are to be indented."""
    at, end = part
    if all(start == stop for _, start, stop in indents):
        whole.emit(file, at, end)
        return
    for line in file.text[at:end].splitlines(keepends=True):
        for indent in indents if line.strip() else ():
            whole.emit(*indent, ended=False)
        whole.emit(file, at, at + len(line))
        at += len(line)


def _part(text: str, options: dict[str, str]) -> tuple[int, int] | None:
    """Return which part of a file is included, as docutils counts; None where it is not there."""
    lines = text.splitlines(keepends=True)
    first, last = (_number(options.get(name, "")) for name in ("start-line", "end-line"))
    first, last, _ = slice(first, last).indices(len(lines))
    start = sum(map(len, lines[:first]))
    end = start + sum(map(len, lines[first:last]))
    if after := options.get("start-after"):
        found = text.find(after, start, end)
        start = found + len(after) if found >= 0 else -1
    if start >= 0 and (before := options.get("end-before")):
        end = text.find(before, start, end)
    return (start, end) if 0 <= start <= end else None


def _number(text: str) -> int | None:
    return int(text) if re.fullmatch(r"-?[0-9]{1,9}", text) else None
