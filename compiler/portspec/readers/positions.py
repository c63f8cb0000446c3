"""Where tags and what they show stand in the source; html5lib tells where start tags end, the rest is found again."""

import re

import msgspec
from bs4.element import NavigableString, PageElement, Tag

from portspec.document import Text
from portspec.readers.visible import Visible, marks_in, struck_in, visible


class Positions:
    """The places in a page or fragment; `base` is the offset of the fragment in its source."""

    def __init__(self, text: str, base: int) -> None:
        self.source, self.base = text, base
        self.starts = [0] + [match.end() for match in re.finditer("\n", text)]

    def start(self, tag: Tag) -> int:
        """Return the offset after the tag's start tag; html5lib reports the column of its last character."""
        if tag.sourceline is None or tag.sourcepos is None:
            return 0
        return min(self.starts[tag.sourceline - 1] + tag.sourcepos + 1, len(self.source))

    def text(self, tag: Tag) -> Text:
        """Return a tag's visible text with its span."""
        start = self.start(tag)
        contents = tag.contents
        if len(contents) == 1 and type(contents[0]) is NavigableString:
            end = self.source.find("<", start)
            raw = self.source[start : end if end >= 0 else len(self.source)]
            if "&" not in raw and "\n" not in raw:
                value = raw.strip()
                at = start + raw.find(value) + self.base
                return Text(value, at, at + len(value))
        return self.marked(tag, visible(contents))

    def marked(self, tag: Tag, seen: Visible) -> Text:
        """Return what is seen of a tag with its span, what it strikes out and the footnotes it points at."""
        text = self.place(seen, self.start(tag))
        return msgspec.structs.replace(text, struck=struck_in(tag), marks=marks_in(tag))

    def place(self, seen: Visible, start: int) -> Text:
        """Return what is seen of nodes that begin at `start`, with its span."""
        begin, end = seen.locate(self.source, start)
        return Text(seen.value, begin + self.base, end + self.base)

    def behind(self, seen: Visible, start: int) -> Text:
        """Return an empty text behind what is seen."""
        end = seen.locate(self.source, start)[1] + self.base
        return Text("", end, end)

    def run_start(self, root: Tag, first: PageElement) -> int:
        """Return an offset before a run of nodes: after the nearest tag before it, or inside its own first tag."""
        if isinstance(first, Tag) and first.sourceline is not None:
            return self.start(first)
        tags = (each for each in first.previous_siblings if isinstance(each, Tag) and each.sourceline is not None)
        before = next(tags, None)
        if before is None:
            return self.start(root)
        last = max(self.start(tag) for tag in (before, *before.find_all(True)))
        words = str(first).split()
        found = self.source.find(words[0], last) if words else -1
        return found if found >= 0 else last
