"""Sections: the part of a file that is included, named by its lines or by the marks around it."""

import re
from itertools import accumulate, pairwise

LINES = re.compile(r"(\d*)(?::(\d*))?")
MARK = re.compile(
    r"-+8<-+[ \t]+\[[ \t]*(?P<kind>start|end)[ \t]*:[ \t]*(?P<name>[\w-]+)[ \t]*\]|"
    r"\bANCHOR(?P<close>_END)?:[ \t]*(?P<anchor>[\w-]+)"
)
"""A mark of PyMdown's snippets or of mdBook's anchors, at the begin or at the end of a section."""


def stretches(text: str, selection: str) -> list[tuple[int, int]]:
    """Return where the selected parts of a text begin and end; none where it has no such part.

    A selection is a section's name, or lines from 1 on, both ends included: `3:10`, `3:`, `3`, `:10`, `1:3,8:9`.
    """
    starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
    lines = [span for span in pairwise(starts) if span[0] < len(text)]
    ranges = [LINES.fullmatch(each.strip()) for each in selection.split(",")]
    if all(ranges):
        found = [_between(lines, each[1], each[2]) for each in ranges if each]
        return [span for span in found if span] if all(found) else []
    return _section(text, lines, selection.strip())


def marked(text: str, start: str, end: str) -> list[tuple[int, int]]:
    """Return the stretches between two texts, as far as they are given; none where the file lacks one of them."""
    found: list[tuple[int, int]] = []
    begin = text.find(start)
    while begin >= 0 and end in text:
        begin += len(start)
        stop = text.find(end, begin) if end else -1
        found.append((begin, stop if stop >= 0 else len(text)))
        begin = text.find(start, stop) if start and stop >= 0 else -1
    return found


def _between(lines: list[tuple[int, int]], first: str, last: str | None) -> tuple[int, int] | None:
    """Return the stretch of some lines; None where the text is too short to begin it."""
    begin, end = int(first or 1), min(int(last or len(lines)), len(lines))
    return (lines[begin - 1][0], lines[end - 1][1]) if 1 <= begin <= end else None


def _section(text: str, lines: list[tuple[int, int]], name: str) -> list[tuple[int, int]]:
    """Return the stretches of a section between its marks, those of other sections inside it left out."""
    inside, found = False, []
    for begin, end in lines:
        mark = MARK.search(text, begin, end)
        if mark is None:
            found += [(begin, end)] if inside else []
        elif name in (mark["name"], mark["anchor"]):
            inside = mark["kind"] == "start" or (mark["kind"] is None and not mark["close"])
    return _joined(found)


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return stretches with those that touch made one."""
    joined: list[tuple[int, int]] = []
    for begin, end in spans:
        if joined and joined[-1][1] == begin:
            begin = joined.pop()[0]  # noqa: PLW2901 - the stretch begins where the one before it began
        joined.append((begin, end))
    return joined
