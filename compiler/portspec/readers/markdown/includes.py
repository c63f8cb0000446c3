"""What a page of Markdown or MDX includes, where it includes it; each line keeps its own file and place."""

import re
from posixpath import dirname, relpath

from portspec.findings import Report
from portspec.readers.inclusion import Whole
from portspec.readers.markdown.sections import marked, stretches
from portspec.source import Source

_FILE = r"([^\s\"'<>{}|]+\.(?:md|mdx|markdown|html?|txt|inc))"
INCLUDE = re.compile(
    "|".join(
        (
            rf"^\s*\{{%-?\s*include(?:-markdown|_relative|_cached)?\s+[\"']?{_FILE}[\"']?[^%]*%\}}\s*$",
            rf"^\s*-{{1,2}}8<-{{1,2}}\s+[\"']{_FILE}(?::([^\"']*))?[\"']\s*$",
            rf"^[\s>]*\[!include\s*\[[^\]]*\]\({_FILE}\)\]\s*$",
            rf"^\s*\{{\{{\s*#include\s+{_FILE}(?::(?P<book>[^}}]*))?\}}\}}\s*$",
            rf"^\s*\{{\{{[<%]\s*include\s+[\"']?{_FILE}[\"']?[^}}]*[>%]\}}\}}\s*$",
            rf"^\s*@import\s+[\"']{_FILE}[\"'][^\n]*$",
        )
    ),
    re.IGNORECASE,
)
"""A line that includes a file."""
EDGE = re.compile(r"""\b(start|end)\s*=\s*(?:"([^"]+)"|'([^']+)')""")
"""A text before or behind the parts that `include-markdown` takes."""
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
    _feed(whole, source, "", 0, (0, len(source.text)))
    return whole.source


def _feed(whole: Whole, file: Source, path: str, depth: int, stretch: tuple[int, int]) -> None:
    """Take a stretch of a file, which stands at a path from the page's folder."""
    components = {found[1]: found[2] for found in IMPORT.finditer(file.text)}
    begin, end = stretch
    fence, at = "", begin
    for line in file.text[begin:end].split("\n"):
        here, at = at, at + len(line) + 1
        if (mark := FENCE.match(line)) and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        if IMPORT.match(line) and not fence:
            whole.emit(file, begin, here)
            begin = min(at, end)
        target, selection = ("", "") if fence else _target(line, components)
        if not target:
            continue
        inner = whole.follow(_places(target, path), path, depth)
        parts = _parts(inner[0].text, selection, line) if inner else []
        whole.emit(file, begin, here)
        begin = min(at, end)
        if inner is None or not parts:
            whole.miss(f"{target}:{selection}" if selection else target, file, here, line)
            continue
        for part in parts:
            _feed(whole, *inner, depth + 1, part)
    whole.emit(file, begin, end)


def _places(target: str, path: str) -> tuple[str, ...]:
    """Return where an included file may stand, from the folder of the file that includes it."""
    bare = re.sub(r"^(~?/|@\w*/)", "", target)
    folder = dirname(path) or "."
    return bare, relpath(bare, folder), relpath(f"_includes/{bare}", folder)


def _target(line: str, components: dict[str, str]) -> tuple[str, str]:
    """Return the file that a line includes and which part of it, both empty where there is none."""
    if found := INCLUDE.match(line):
        target, selection = [*(each for each in found.groups() if each), ""][:2]
        # mdBook takes `:2` for that line alone, PyMdown for all lines from there on.
        alone = found["book"] and selection.isdecimal()
        return target, f"{selection}:{selection}" if alone else selection
    used = COMPONENT.match(line) if components else None
    return (components.get(used[1], "") if used else ""), ""


def _parts(text: str, selection: str, line: str) -> list[tuple[int, int]]:
    """Return the stretches of a file that a line includes: the selected ones, or all behind its front matter."""
    if edges := {found[1]: found[2] or found[3] for found in EDGE.finditer(line) if "include-markdown" in line}:
        return marked(text, edges.get("start", ""), edges.get("end", ""))
    return stretches(text, selection) if selection else [(_front(text), len(text))]


def _front(text: str) -> int:
    """Return where the text of a file begins behind its front matter."""
    found = FRONT.match(text)
    return found.end() if found else 0
