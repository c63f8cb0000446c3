"""Runs of Markdown tokens: where a block closes, and which paragraphs in a row are one line each."""

from collections.abc import Iterator

from markdown_it.token import Token


def closing(tokens: list[Token], index: int) -> int:
    """Return the index after the token that closes the one at `index`."""
    depth = 0
    for at in range(index, len(tokens)):
        depth += tokens[at].nesting
        if depth == 0:
            return at + 1
    return len(tokens)


def single_lines(tokens: list[Token], index: int) -> Iterator[int]:
    """Yield the lines of the paragraph whose text is the token at `index` and of those after it, each of one line."""
    while index < len(tokens) and tokens[index - 1].type == "paragraph_open":
        lines = tokens[index].map
        if lines is None or lines[1] - lines[0] != 1:
            return
        yield lines[0]
        index += 3
