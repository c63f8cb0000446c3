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

Pair = tuple[str, str]
"""Who opens connections, and who accepts them."""


def drawing(pairs: Mapping[Pair, Sequence[str]], words: Words, title: str) -> Markup:
    """Return the drawing of the ports of each pair; its `desc` says in words what it shows (SVG 2, 5.9).

    A box has a line for each of its pairs, and a curve leads from the line at the left to the line at the right.
    """
    openers = _column(pairs, 0)
    acceptors = _column(pairs, 1)
    bottom = max(y for column in (openers, acceptors) for y in column.values()) + LINE + PAD + GAP
    said = "; ".join(
        words("{opener} to {acceptor}: {ports}", opener=opener, acceptor=acceptor, ports=", ".join(ports))
        for (opener, acceptor), ports in pairs.items()
    )
    about = words("Who connects to whom in {title}", title=title)
    unnamed = words(UNNAMED)
    lines = (
        f'<svg class="flows" viewBox="0 0 {2 * WIDTH + BETWEEN} {bottom}" role="img" aria-labelledby="drawn told">',
        f'<title id="drawn">{text(about)}</title><desc id="told">{text(said)}</desc>',
        *_boxes(openers, 0, 0, unnamed),
        *_boxes(acceptors, 1, WIDTH + BETWEEN, unnamed),
        *(_words(PAD, openers[pair], ", ".join(ports)) for pair, ports in pairs.items()),
        *(_words(WIDTH + BETWEEN + PAD, acceptors[pair], words("from {opener}", opener=pair[0])) for pair in pairs),
        *(_curve(openers[pair], acceptors[pair]) for pair in pairs),
        "</svg>",
    )
    return Markup("\n").join(map(Markup, lines))


def _column(pairs: Mapping[Pair, Sequence[str]], end: int) -> dict[Pair, int]:
    """Return the top of each pair's line in the boxes of one end, where each party has one box."""
    found: dict[Pair, int] = {}
    y = 1
    for party in dict.fromkeys(pair[end] for pair in pairs):
        y += PAD + LINE
        for pair in (each for each in pairs if each[end] == party):
            found[pair] = y
            y += LINE
        y += PAD + GAP
    return found


def _boxes(column: Mapping[Pair, int], end: int, x: int, unnamed: str) -> Iterator[str]:
    """Yield the box and the name of each party; that of nobody named has a line of dashes."""
    for party in dict.fromkeys(pair[end] for pair in column):
        tops = [y for pair, y in column.items() if pair[end] == party]
        top = min(tops) - LINE - PAD
        height = max(tops) + LINE + PAD - top
        kind = ' class="unnamed"' if party == unnamed else ""
        yield f'<rect{kind} x="{x + 1}" y="{top}" width="{WIDTH - 2}" height="{height}" rx="3"/>'
        yield _words(x + PAD, top + PAD - 2, party, "name")


def _words(x: int, top: int, words: str, kind: str = "") -> str:
    shown = words if len(words) <= LETTERS else words[: LETTERS - 1] + "…"
    return f'<text x="{x}" y="{top + 14}"{f" class={kind!r}" if kind else ""}>{text(shown)}</text>'


def _curve(start: int, end: int) -> str:
    """Return the curve from a line at the left to a line at the right, with the head of an arrow."""
    left, right, middle = WIDTH, WIDTH + BETWEEN, WIDTH + BETWEEN // 2
    y, to = start + LINE // 2, end + LINE // 2
    head = f"M {right - 8} {to - 4} L {right} {to} L {right - 8} {to + 4}"
    return f'<path d="M {left} {y} C {middle} {y}, {middle} {to}, {right} {to} {head}"/>'
