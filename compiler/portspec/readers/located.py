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
