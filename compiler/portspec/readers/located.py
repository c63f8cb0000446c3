"""Where the visible characters of HTML text stand in the source: tags skipped, entities decoded."""

import re
from html import unescape

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
        if raw[0] == "&" and len(raw) > 1:
            inks = [(piece.start(), piece.end(), len("".join(unescape(raw).split())))]
        else:
            inks = [
                (piece.start() + m.start(), piece.start() + m.end(), m.end() - m.start()) for m in _INK.finditer(raw)
            ]
        for at, end, count in inks:
            whole = end - at != count
            if begin < 0 and seen + count > first:
                begin = at if whole else at + first - seen
            if seen + count > last:
                return begin, end if whole else at + last - seen + 1
            seen += count
    return (begin if begin >= 0 else start), len(text)


def _is_tag(raw: str) -> bool:
    return raw[0] == "<" and len(raw) > 1
