"""What a reader sees of HTML nodes and where it stands: hidden parts left out, a newline where the page begins one."""

import re
from collections.abc import Iterable
from html import unescape

import msgspec
from bs4.element import NavigableString, PageElement, Tag

from portspec.readers.html.confluence import restore
from portspec.readers.html.hiding import is_hidden

_LINES = frozenset("br p div li dt dd ul ol dl tr table pre h1 h2 h3 h4 h5 h6 blockquote section hr".split())
_UNSEEN = frozenset("script style template noscript svg head".split())
_TICK = re.compile(r"(?:^|[-_ ])(?:check|tick|yes|done|ok)(?:$|[-_ ])", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\f\v]+")
_EDGES = re.compile(r" ?\n[ \n]*")


class Visible(msgspec.Struct, frozen=True, kw_only=True):
    """Visible text, and which of the source's ink (characters that are not white space) it is made of."""

    value: str
    """What a browser shows (`innerText` of the HTML standard)."""
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
    pieces: list[_Shown] = []
    _collect(nodes, pieces, without, shown=True)
    parts: list[str] = []
    ink, first, last = 0, -1, -1
    for piece, shown, written in pieces:
        if not written or piece == "\n":
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


_Shown = tuple[str, bool, bool]
"""A piece, whether it is shown, and whether it is written on the page; what is not stands for an element."""


def _collect(nodes: Iterable[PageElement], pieces: list[_Shown], without: frozenset[int], *, shown: bool) -> None:
    for node in nodes:
        if isinstance(node, NavigableString):
            if type(node) is NavigableString:
                pieces.append((str(node), shown, True))
            elif isinstance(node.parent, Tag) and node.parent.name in _UNSEEN:
                pieces.append((str(node), False, True))
            continue
        if not isinstance(node, Tag):
            continue
        seen = shown and id(node) not in without and not is_hidden(node) and node.name not in _UNSEEN
        if seen and node.name in _LINES:
            pieces.append(("\n", True, False))
        mark = _mark(node)
        if mark:
            pieces.append((mark, seen, False))
        _collect(node.children, pieces, without, shown=seen)
        if seen and node.name in _LINES:
            pieces.append(("\n", True, False))


def _mark(node: Tag) -> str | None:
    """Return what stands for an element: an empty code element reads as in Markdown, a ticked box as a tick."""
    if node.name == "code" and not node.contents:
        return "``"
    if node.name == "input" and node.has_attr("checked"):
        return "✓"
    if node.name in ("i", "span", "ac:emoticon") and not node.contents:
        names = [*node.get_attribute_list("class"), node.get("ac:name")]
        if any(name and _TICK.search(str(name)) for name in names):
            return "✓"
    return None


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


_PIECE = re.compile(
    r"<!--.*?(?:-->|\Z)|<[!/?a-zA-Z][^>]*>|&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);?|[^<&]+|.", re.DOTALL
)
_INK = re.compile(r"\S+")


def decode(raw: str) -> str:
    """Return the text of raw HTML without tags and comments, entities decoded (HTML Living Standard, 13.5)."""
    return "".join("" if _is_tag(piece) else unescape(piece) for piece in _PIECE.findall(raw))


def locate(text: str, start: int, first: int, last: int) -> tuple[int, int]:
    """Return the offsets around the visible characters number `first` to `last` (from 0) after `start`.

    Only characters that are not white space count. Where the source runs out, its end is returned.
    """
    seen, begin = 0, -1
    for piece in _PIECE.finditer(text, start):
        raw = piece.group()
        if _is_tag(raw):
            continue
        entity = raw[0] == "&" and len(raw) > 1
        ink = sum(map(len, (unescape(raw) if entity else raw).split()))
        if begin < 0 and seen + ink > first:
            begin = piece.start() + (0 if entity else _nth(raw, first - seen))
        if seen + ink > last:
            return begin, piece.end() if entity else piece.start() + _nth(raw, last - seen) + 1
        seen += ink
    return (begin if begin >= 0 else start), len(text)


def _nth(raw: str, number: int) -> int:
    """Return the offset of the visible character `number`, from 0, of a text that has that many."""
    for run in _INK.finditer(raw):
        if run.end() - run.start() > number:
            return run.start() + number
        number -= run.end() - run.start()
    return len(raw)


def _is_tag(raw: str) -> bool:
    return raw[0] == "<" and len(raw) > 1
