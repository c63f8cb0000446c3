"""Plain text: words from a page that can do nothing but be read."""

import unicodedata

LIMIT = 200
"""Longer text is cut: a comment is there to be read."""


def plain(text: str) -> str:
    """Return `text` on one line, every control, format and bidirectional character spelled out as `<U+202E>`.

    The result holds no line end, so it stays inside a comment that reaches to the end of its line (nft(8), sh(1),
    and the other formats with `#`). It is not escaped for use between quotes, where no text of a page is ever put.
    """
    folded = " ".join(text.split())
    shown = folded if len(folded) <= LIMIT else folded[: LIMIT - 1] + "…"
    if shown.isascii() and shown.isprintable():  # as nearly every text is
        return shown
    return "".join(f"<U+{ord(each):04X}>" if unicodedata.category(each)[0] == "C" else each for each in shown)
