"""Inclusion: the text of a page with that of the files that it includes, each stretch with its own file and place."""

from collections.abc import Iterable
from posixpath import dirname, join, normpath

import msgspec

from portspec.findings import Report, finding
from portspec.readers.budget import LARGEST
from portspec.readers.encoding import page_of
from portspec.source import Part, Source

DEEPEST, MOST = 64, 1000
"""Files may stand in each other this deep, and be this many."""


class Whole:
    """The text of a page and of all that it includes, as it grows."""

    def __init__(self, source: Source, report: Report) -> None:
        self.page, self.report = source, report
        self.pieces: list[str] = []
        self.parts: list[Part] = []
        self.files: dict[str, Source] = {}
        self.at = 0
        """The offset in the whole text that the pieces have come to."""
        self.followed = 0
        self.complete = True
        """Whether every file was read."""

    @property
    def source(self) -> Source:
        """The page with what it includes."""
        if not self.followed and all(each.origin is self.page and each.at == each.start for each in self.parts):
            return self.page
        return msgspec.structs.replace(self.page, text="".join(self.pieces), parts=tuple(self.parts))

    def emit(self, file: Source, start: int, end: int, *, ended: bool = True) -> None:
        """Add a stretch of a file; `ended`, with a line end behind its last line where it is no page of its own."""
        if start < end:
            text = file.text[start:end]
            self.parts.append(Part(start=self.at, origin=file, at=start))
            self.pieces.append(text if text.endswith("\n") or file is self.page or not ended else f"{text}\n")
            self.at += len(self.pieces[-1])

    def follow(self, targets: Iterable[str], path: str, depth: int) -> tuple[Source, str] | None:
        """Return the first of some files that is there, and its path from the page's folder; None where none is read.

        The targets are paths from the folder of the file that includes them, which stands at `path`.
        """
        beside = self.page.beside
        if beside is None or depth >= DEEPEST or self.followed >= MOST or self.at > LARGEST:
            return None
        for each in dict.fromkeys(normpath(join(dirname(path), target)) for target in targets):
            if each not in self.files and (data := beside(each)) is not None:
                id, shown = f"{self.page.id}/{each}", normpath(join(dirname(self.page.path), each))
                kind = self.page.media_type
                file = page_of(data, id=id, path=shown, media_type=kind, report=self.report)
                if file is not None:
                    self.files[each] = file
            if each in self.files:
                self.followed += 1
                return self.files[each], each
        return None

    def miss(self, target: str, file: Source, start: int, line: str) -> None:
        """Report a line of a file, at an offset, that includes what is not read (PS121)."""
        self.complete = False
        message = f"What stands in {target} is not read"
        help = "Put that file into the page's folder, give it as a page of its own, or put its text here."
        self.report(finding("PS121", message, help, file.place(start, start + len(line))))
