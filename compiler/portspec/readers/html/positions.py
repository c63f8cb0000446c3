"""Where the text of a page of HTML stands in its source, with what is struck out of it and what its footnotes say."""

import re
from collections.abc import Iterable, Mapping

import msgspec
from bs4.element import NavigableString, PageElement, Tag

from portspec.document import Text
from portspec.readers.html.hiding import asides_in, sign
from portspec.readers.html.visible import Visible, visible

_HOLDERS = ("p", "li", "div", "td", "dt", "aside")
"""What holds the footnote to whose mark a link leads."""
_RETURN = re.compile(r"^[\[(]?\s*(?:\d{1,2}|[*†‡§a-z])\s*(?:[\])]\.?|\.(?=\s))\s*|\s*[↩↑⏎^]\ufe0e?\s*$")
"""A footnote's own mark, and the sign of the way back."""


class Positions:
    """The places in a page or fragment; `base` is the offset of the fragment in its source.

    html5lib tells where start tags end; the rest is found again.
    """

    def __init__(self, text: str, base: int, ids: Mapping[str, Tag]) -> None:
        self.source, self.base, self.ids = text, base, ids

    def start(self, tag: Tag) -> int:
        """Return the offset after the tag's start tag."""
        return tag.sourcepos or 0

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
        return self.noted(self.place(seen, self.start(tag)), tag.contents)

    def noted(self, text: Text, nodes: Iterable[PageElement]) -> Text:
        """Return the text of nodes with what they strike out and the footnotes they point at."""
        struck, marks = asides_in(nodes)
        if not struck and not marks:
            return text
        notes = (self.note(each) for each in map(self.footnote, marks) if each is not None)
        shown = tuple(filter(None, map(sign, marks)))
        return msgspec.structs.replace(text, struck=struck, marks=shown, notes=tuple(filter(None, notes)))

    def footnote(self, mark: Tag) -> Tag | None:
        """Return the element that holds the footnote to which a mark links."""
        link = mark if mark.name == "a" else mark.find("a", href=True)
        note = self.ids.get(str(link.get("href") or "")[1:]) if isinstance(link, Tag) else None
        if note is not None and note.name in ("a", "span", "sup"):
            note = next((each for each in note.parents if each.name in _HOLDERS), None)
        if note is not None and note.name in ("dt", "td"):
            beside = note.find_next_sibling(["dd", "td"])
            note = beside if isinstance(beside, Tag) else None
        return None if note is None or any(each is note for each in mark.parents) else note

    def note(self, tag: Tag) -> Text | None:
        """Return what a footnote says, without its mark and the way back."""
        text = self.place(visible(tag.contents), self.start(tag))
        value = _RETURN.sub("", text.folded)
        return msgspec.structs.replace(text, value=value) if value else None

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
        if isinstance(first, Tag) and first.sourcepos is not None:
            return self.start(first)
        tags = (each for each in first.previous_siblings if isinstance(each, Tag) and each.sourcepos is not None)
        before = next(tags, None)
        if before is None:
            return self.start(root)
        last = max(self.start(tag) for tag in (before, *before.find_all(True)))
        words = str(first).split()
        found = self.source.find(words[0], last) if words else -1
        return found if found >= 0 else last
