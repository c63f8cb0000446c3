"""What a page of Markdown or MDX includes, where it includes it; each line keeps its own file and place."""

import re
from posixpath import dirname, join, normpath

import msgspec

from portspec.findings import Report, finding
from portspec.readers.encoding import page_of
from portspec.source import Part, Source

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
DEEPEST, MOST, LONGEST = 8, 200, 20_000_000
"""Files in files, files in all, and characters in all."""


def with_includes(source: Source, report: Report) -> Source:
    """Return a page with the text of the files that it includes; what is not read is reported (PS121).

    Files are read beside the page and below it, or in the repository that it comes from, and nowhere else.
    """
    if not any(hint in source.text for hint in HINTS):
        return source
    whole = _Whole(source, report)
    whole.feed(source, "", 0, 0)
    if not whole.included:
        return source
    return msgspec.structs.replace(source, text="".join(whole.pieces), parts=tuple(whole.parts))


class _Whole:
    """The text of a page and of all that it includes, as it grows."""

    def __init__(self, source: Source, report: Report) -> None:
        self.source = source
        self.report = report
        self.pieces: list[str] = []
        self.parts: list[Part] = []
        self.at = 0
        self.included = 0

    def feed(self, file: Source, path: str, depth: int, begin: int) -> None:
        """Take a file from an offset on, which stands at a path from the page's folder."""
        components = {found[1]: found[2] for found in IMPORT.finditer(file.text)}
        fence, at = "", begin
        for line in file.text[begin:].split("\n"):
            here, at = at, at + len(line) + 1
            if (mark := FENCE.match(line)) and (not fence or mark[1].startswith(fence)):
                fence = "" if fence else mark[1]
            if IMPORT.match(line) and not fence:
                self.emit(file, begin, here)
                begin = min(at, len(file.text))
            target = None if fence else _target(line, components)
            if target is None:
                continue
            inner = self.follow(target, path, depth)
            if inner is None:
                message, help = (
                    f"What stands in {target} is not read",
                    "Put that file beside the page, or its text here.",
                )
                self.report(finding("PS121", message, help, file.place(here, here + len(line))))
                continue
            self.emit(file, begin, here)
            begin = min(at, len(file.text))
            self.feed(*inner, depth + 1, _front(inner[0].text))
        self.emit(file, begin, len(file.text))

    def emit(self, file: Source, start: int, end: int) -> None:
        """Add a stretch of a file, a line end behind its last line."""
        if start < end:
            text = file.text[start:end]
            self.parts.append(Part(start=self.at, origin=file, at=start))
            self.pieces.append(text if text.endswith("\n") or file is self.source else f"{text}\n")
            self.at += len(self.pieces[-1])

    def follow(self, target: str, path: str, depth: int) -> tuple[Source, str] | None:
        """Return the file that is included, and its path from the page's folder; None where it is not read."""
        beside = self.source.beside
        if beside is None or depth >= DEEPEST or self.included >= MOST or self.at > LONGEST:
            return None
        bare = re.sub(r"^(~?/|@\w*/)", "", target)
        for each in dict.fromkeys((normpath(join(dirname(path), bare)), normpath(bare), normpath(f"_includes/{bare}"))):
            data = beside(each)
            if data is not None:
                self.included += 1
                shown = normpath(join(dirname(self.source.path), each))
                id, kind = f"{self.source.id}/{each}", self.source.media_type
                file = page_of(data, id=id, path=shown, media_type=kind, report=self.report)
                return None if file is None else (file, each)
        return None


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
