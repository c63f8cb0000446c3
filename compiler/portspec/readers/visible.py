"""What a reader sees of HTML nodes: text without hidden parts, a newline wherever the page starts a new line."""

import re
from collections.abc import Iterable

import msgspec
from bs4.element import NavigableString, PageElement, Tag

from portspec.readers.confluence import restore
from portspec.readers.located import locate

_LINES = frozenset("br p div li dt dd ul ol dl tr table pre h1 h2 h3 h4 h5 h6 blockquote section hr".split())
_UNSEEN = frozenset("script style template noscript svg head".split())
_HIDDEN_CLASSES = frozenset("sxs-lookup visually-hidden d-none headerlink anchorjs-link".split())
_STRUCK = frozenset(("del", "s", "strike"))
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_FOOTNOTE = re.compile(r"^\s*[\[(]?(?:\d{1,2}|[*†‡§a-z])[\])]?(?:\s*,\s*\d{1,2})*\s*$")
_TICK = re.compile(r"(?:^|[-_ ])(?:check|tick|yes|done|ok)(?:$|[-_ ])", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\f\v]+")
_EDGES = re.compile(r" ?\n[ \n]*")


class Visible(msgspec.Struct, frozen=True, kw_only=True):
    """Visible text, and which of the source's ink (characters that are not white space) it is made of."""

    value: str
    first: int
    """Number of the first visible ink character, counted from the first node, hidden ones included."""
    last: int
    """Number of the last one; -1 where there is none."""
    ink: int
    """How much ink all nodes hold together."""

    def after(self, other: "Visible") -> "Visible":
        """Return this text counted from the start of `other`, which stands before it."""
        return msgspec.structs.replace(self, first=self.first + other.ink, last=self.last + other.ink)

    def locate(self, text: str, start: int) -> tuple[int, int]:
        """Return the offsets of the text in the source, whose nodes begin at `start`."""
        return locate(text, start, self.first, self.last) if self.last >= self.first else (start, start)


def visible(nodes: Iterable[PageElement], without: frozenset[int] = frozenset(), *, cell: bool = False) -> Visible:
    """Return what is seen of the nodes; those whose `id()` is in `without` count as hidden.

    In a cell, the alternative text of an image stands for a cell without words.
    """
    pieces: list[tuple[str, bool]] = []
    _collect(nodes, pieces, without, shown=True)
    parts: list[str] = []
    ink, first, last = 0, -1, -1
    for piece, shown in pieces:
        if piece == "\n" or piece in _MARKS:
            if shown:
                parts.append(piece)
            continue
        count = sum(map(len, piece.split()))
        if shown:
            parts.append(piece.replace("\n", " "))
            if count:
                first, last = (ink if first < 0 else first), ink + count - 1
        ink += count
    value = _EDGES.sub("\n", _BLANKS.sub(" ", "".join(parts))).strip()
    if cell and not value:
        value = _alternative(nodes)
    return Visible(value=restore(value), first=max(first, 0), last=last, ink=ink)


_MARKS = frozenset(("``", "✓"))
"""Text that stands for an element: an empty code element reads as in Markdown, a ticked box as a tick."""


def _collect(
    nodes: Iterable[PageElement], pieces: list[tuple[str, bool]], without: frozenset[int], *, shown: bool
) -> None:
    for node in nodes:
        if isinstance(node, NavigableString):
            if type(node) is NavigableString:
                pieces.append((str(node), shown))
            elif isinstance(node.parent, Tag) and node.parent.name in _UNSEEN:
                pieces.append((str(node), False))
            continue
        if not isinstance(node, Tag):
            continue
        seen = shown and id(node) not in without and not is_hidden(node) and node.name not in _UNSEEN
        if seen and node.name in _LINES:
            pieces.append(("\n", True))
        mark = _mark(node)
        if mark:
            pieces.append((mark, seen))
        _collect(node.children, pieces, without, shown=seen)
        if seen and node.name in _LINES:
            pieces.append(("\n", True))


def _mark(node: Tag) -> str | None:
    if node.name == "code" and not node.contents:
        return "``"
    if node.name == "input" and node.has_attr("checked"):
        return "✓"
    if node.name in ("i", "span", "ac:emoticon") and not node.contents:
        names = [*node.get_attribute_list("class"), node.get("ac:name")]
        if any(name and _TICK.search(str(name)) for name in names):
            return "✓"
    return None


def is_hidden(tag: Tag) -> bool:
    """Tell whether the page hides the tag, or shows it only as a footnote's mark or a heading's link."""
    if tag.name in _STRUCK:
        return True
    if not tag.attrs:
        return tag.name == "sup" and bool(_FOOTNOTE.match(tag.get_text()))
    if tag.has_attr("hidden") or _HIDDEN_STYLE.search(str(tag.get("style") or "")):
        return True
    if any(name in _HIDDEN_CLASSES for name in tag.get_attribute_list("class")):
        return True
    return tag.name == "sup" and bool(_FOOTNOTE.match(tag.get_text()))


def struck_in(tag: Tag) -> str:
    """Return the words that a tag strikes out, folded."""
    return " ".join(word for each in tag.find_all(list(_STRUCK)) for word in each.get_text(" ").split())


def marks_in(tag: Tag) -> tuple[str, ...]:
    """Return the marks of footnotes in a tag."""
    found = (each.get_text().strip(" ()[]\n") for each in tag.find_all("sup"))
    return tuple(each for each in found if _FOOTNOTE.match(each))


def is_blank(node: PageElement) -> bool:
    """Tell whether a node shows nothing."""
    if isinstance(node, NavigableString):
        return type(node) is not NavigableString or not node.strip()
    return isinstance(node, Tag) and not visible([node]).value


def _alternative(nodes: Iterable[PageElement]) -> str:
    """Return the alternative texts of the images among the nodes."""
    found: list[str] = []
    for node in nodes:
        if isinstance(node, Tag):
            images = [node] if node.name == "img" else node.find_all("img")
            found.extend(str(image.get("alt") or "") for image in images)
    said = " ".join(" ".join(found).split())
    return "✓" if _TICK.search(said.strip("()")) else said
