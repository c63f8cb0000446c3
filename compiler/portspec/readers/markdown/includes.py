"""What a page of Markdown or MDX includes, where it includes it; each line keeps its own file and place."""

import re
from posixpath import dirname, relpath

from portspec.findings import Report
from portspec.readers.inclusion import Whole
from portspec.source import Source

_FILE = r"([^\s\"'<>{}|]+\.(?:md|mdx|markdown|html?|txt|inc))"
INCLUDE = re.compile(
    "|".join(
        (
            rf"^\s*\{{%-?\s*include(?:-markdown|_relative|_cached)?\s+[\"']?{_FILE}[\"']?[^%]*%\}}\s*$",
            rf"^\s*-{{1,2}}8<-{{1,2}}\s+[\"']{_FILE}(?::[^\"']*)?[\"']\s*$",
            rf"^[\s>]*\[!include\s*\[[^\]]*\]\({_FILE}\)\]\s*$",
            rf"^\s*\{{\{{\s*#include\s+{_FILE}(?::[^}}]*)?\}}\}}\s*$",
            rf"^\s*\{{\{{[<%]\s*include\s+[\"']?{_FILE}[\"']?[^}}]*[>%]\}}\}}\s*$",
            rf"^\s*@import\s+[\"']{_FILE}[\"'][^\n]*$",
        )
    ),
    re.IGNORECASE,
)
"""A line that includes a file."""
IMPORT = re.compile(r"^import\s+(\w+)\s+from\s+[\"']([^\"']+\.mdx?)[\"'];?[ \t]*$", re.MULTILINE)
"""A file that MDX takes as a component."""
COMPONENT = re.compile(r"^\s*<(\w+)(?:\s[^<>]*)?/>\s*$")
FENCE = re.compile(r"^\s*(`{3,}|~{3,})")
FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
HINTS = ("nclude", "NCLUDE", "8<-", "import")
"""One of these stands in each page that includes anything."""


def with_includes(source: Source, report: Report) -> Source:
    """Return a page with the text of the files that it includes; what is not read is reported (PS121).

    Files are read beside the page and below it, or in the repository that it comes from, and nowhere else.
    """
    if not any(hint in source.text for hint in HINTS):
        return source
    whole = Whole(source, report)
    _feed(whole, source, "", 0, 0)
    return whole.source


def _feed(whole: Whole, file: Source, path: str, depth: int, begin: int) -> None:
    """Take a file from an offset on, which stands at a path from the page's folder."""
    components = {found[1]: found[2] for found in IMPORT.finditer(file.text)}
    fence, at = "", begin
    for line in file.text[begin:].split("\n"):
        here, at = at, at + len(line) + 1
        if (mark := FENCE.match(line)) and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        if IMPORT.match(line) and not fence:
            whole.emit(file, begin, here)
            begin = min(at, len(file.text))
        target = None if fence else _target(line, components)
        if target is None:
            continue
        inner = whole.follow(_places(target, path), path, depth)
        if inner is None:
            whole.miss(target, file, here, line)
            continue
        whole.emit(file, begin, here)
        begin = min(at, len(file.text))
        _feed(whole, *inner, depth + 1, _front(inner[0].text))
    whole.emit(file, begin, len(file.text))


def _places(target: str, path: str) -> tuple[str, ...]:
    """Return where an included file may stand, from the folder of the file that includes it."""
    bare = re.sub(r"^(~?/|@\w*/)", "", target)
    folder = dirname(path) or "."
    return bare, relpath(bare, folder), relpath(f"_includes/{bare}", folder)


def _target(line: str, components: dict[str, str]) -> str | None:
    """Return the file that a line includes, None where it includes none."""
    if found := INCLUDE.match(line):
        return next(each for each in found.groups() if each)
    used = COMPONENT.match(line) if components else None
    return components.get(used[1]) if used else None


def _front(text: str) -> int:
    """Return where the text of a file begins behind its front matter."""
    found = FRONT.match(text)
    return found.end() if found else 0
