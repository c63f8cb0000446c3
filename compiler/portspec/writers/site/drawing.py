"""A drawing of who connects to whom, as SVG: left who opens the connections, right who accepts them."""

from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from portspec.writers.site.labels import UNNAMED
from portspec.writers.site.text import text
from portspec.writers.site.words import Words

LINE, GAP, PAD = 20, 16, 10
"""The height of a line of text, the room between two boxes, and the room within a box, in pixels."""
WIDTH, BETWEEN = 290, 140
"""The width of a box, and the room between the two columns."""
LETTERS = 38
"""How many letters fit into a box."""

NAMES = 8
"""How many names a box shows."""
MOST = 100
"""The most lines that a reader can follow."""

Pair = tuple[str, str]
"""Who opens connections, and who accepts them."""
Box = tuple[str, ...]
"""Parties that do the same."""
Lines = dict[tuple[Box, Box], tuple[str, ...]]
"""The ports on which one box connects to another."""


def drawing(pairs: Mapping[Pair, Sequence[str]], words: Words, title: str) -> Markup | None:
    """Return the drawing of the ports of each pair; its `desc` says in words what it shows (SVG 2, 5.9).

    Parties that do the same share a box. A box has a line for each other one that it speaks to, and a curve leads from
    the line at the left to the line at the right. None is returned where there are no lines, or more than `MOST`.
    """
    lines = _folded(pairs, words(UNNAMED))
    if not 0 < len(lines) <= MOST:
        return None
    openers, acceptors = _column(lines, 0), _column(lines, 1)
    bottom = max(y for column in (openers, acceptors) for y in column.values()) + LINE + PAD + GAP
    said = "; ".join(
        words("{opener} to {acceptor}: {ports}", opener=opener, acceptor=acceptor, ports=", ".join(ports))
        for (opener, acceptor), ports in pairs.items()
    )
    about = words("Who connects to whom in {title}", title=title)
    unnamed = words(UNNAMED)
    parts = (
        f'<svg class="flows" viewBox="0 0 {2 * WIDTH + BETWEEN} {bottom}" role="img" aria-labelledby="drawn told">',
        f'<title id="drawn">{text(about)}</title><desc id="told">{text(said)}</desc>',
        *_boxes(openers, 0, 0, unnamed),
        *_boxes(acceptors, 1, WIDTH + BETWEEN, unnamed),
        *_titles(openers, 0, 0),
        *_titles(acceptors, 1, WIDTH + BETWEEN),
        *(_words(PAD, openers[pair], ", ".join(ports)) for pair, ports in lines.items()),
        *(
            _words(WIDTH + BETWEEN + PAD, acceptors[pair], words("from {opener}", opener=", ".join(pair[0])))
            for pair in lines
        ),
        *(_curve(openers[pair], acceptors[pair]) for pair in lines),
        "</svg>",
    )
    return Markup("\n").join(map(Markup, parts))


def _folded(pairs: Mapping[Pair, Sequence[str]], unnamed: str) -> Lines:
    lines: Lines = {((opener,), (acceptor,)): tuple(ports) for (opener, acceptor), ports in pairs.items()}
    for end in (0, 1):
        lines = _merged(lines, end, unnamed)
    return lines


def _merged(lines: Lines, end: int, unnamed: str) -> Lines:
    """Return the lines with one box in place of those of one end that speak to the same ones, on the same ports."""
    doing: dict[Box, set[tuple[Box, tuple[str, ...]]]] = {}
    for pair, ports in lines.items():
        doing.setdefault(pair[end], set()).add((pair[1 - end], ports))
    alike: dict[tuple[bool, frozenset[tuple[Box, tuple[str, ...]]]], list[str]] = {}
    keys = {box: (box == (unnamed,), frozenset(done)) for box, done in doing.items()}
    for box, key in keys.items():
        alike.setdefault(key, []).extend(box)
    merged: Lines = {}
    for pair, ports in lines.items():
        box = tuple(alike[keys[pair[end]]])
        merged[(pair[0], box) if end else (box, pair[1])] = ports
    return merged


def _column(lines: Lines, end: int) -> dict[tuple[Box, Box], int]:
    """Return the top of each line in the boxes of one end."""
    found: dict[tuple[Box, Box], int] = {}
    y = 1
    for box in dict.fromkeys(pair[end] for pair in lines):
        y += PAD + LINE * len(_names(box))
        for pair in (each for each in lines if each[end] == box):
            found[pair] = y
            y += LINE
        y += PAD + GAP
    return found


def _names(box: Box) -> Box:
    """Return the lines above those of a box: its names, or the first of them and how many there are."""
    return box if len(box) <= NAMES else (*box[: NAMES - 1], f"… ({len(box)})")


def _boxes(column: Mapping[tuple[Box, Box], int], end: int, x: int, unnamed: str) -> Iterator[str]:
    """Yield each box; that of nobody named has a line of dashes."""
    for box in dict.fromkeys(pair[end] for pair in column):
        tops = [y for pair, y in column.items() if pair[end] == box]
        top = min(tops) - LINE * len(_names(box)) - PAD
        height = max(tops) + LINE + PAD - top
        kind = ' class="unnamed"' if box == (unnamed,) else ""
        yield f'<rect{kind} x="{x + 1}" y="{top}" width="{WIDTH - 2}" height="{height}" rx="3"/>'


def _titles(column: Mapping[tuple[Box, Box], int], end: int, x: int) -> Iterator[str]:
    """Yield the names above the lines of each box."""
    for box in dict.fromkeys(pair[end] for pair in column):
        names = _names(box)
        top = min(y for pair, y in column.items() if pair[end] == box) - LINE * len(names) - 2
        yield from (_words(x + PAD, top + LINE * at, name, "name") for at, name in enumerate(names))


def _words(x: int, top: int, words: str, kind: str = "") -> str:
    shown = words if len(words) <= LETTERS else words[: LETTERS - 1] + "…"
    return f'<text x="{x}" y="{top + 14}"{f" class={kind!r}" if kind else ""}>{text(shown)}</text>'


def _curve(start: int, end: int) -> str:
    """Return the curve from a line at the left to a line at the right, with the head of an arrow."""
    left, right, middle = WIDTH, WIDTH + BETWEEN, WIDTH + BETWEEN // 2
    y, to = start + LINE // 2, end + LINE // 2
    head = f"M {right - 8} {to - 4} L {right} {to} L {right - 8} {to + 4}"
    return f'<path d="M {left} {y} C {middle} {y}, {middle} {to}, {right} {to} {head}"/>'
